/** A chat's answer as an OpenAI response, and its chunks as the events of one. */
import type { ChatChunk, ChatCompletion, ChatHead, ChatUsage, FinishReason } from '../chat-answer.ts'
import type { OutputEvent } from './output-items.ts'
import { createOutput } from './output.ts'
import type { ResponsesRequest } from './parameters.ts'

export function toResponse(completion: ChatCompletion, request: ResponsesRequest): object {
  const [{ message, finish_reason }] = completion.choices
  const response = createResponse(completion, request)
  const events = [...response.read(message), ...response.end(finish_reason, completion.usage)]
  return events.at(-1)?.['response'] as object
}

/** What becomes of each chunk, and of the end: events as lines. */
export function createEventWriter(request: ResponsesRequest) {
  let response: ReturnType<typeof createResponse> | null = null
  let finishReason: FinishReason = 'stop'
  let usage: ChatUsage | null = null
  let sequence_number = 0

  function* toEvents(chunk: ChatChunk | null): Generator<OutputEvent> {
    if (!chunk) {
      if (response) yield* response.end(finishReason, usage)
      return
    }
    if (!response) {
      response = createResponse(chunk, request)
      yield* response.start()
    }
    usage = chunk.usage ?? usage
    for (const { delta, finish_reason } of chunk.choices) {
      finishReason = finish_reason ?? finishReason
      yield* response.read(delta)
    }
  }

  return function* toLines(chunk: ChatChunk | null): Generator<string> {
    for (const event of toEvents(chunk)) {
      yield `event: ${event.type}\ndata: ${JSON.stringify({ ...event, sequence_number: sequence_number++ })}\n\n`
    }
  }
}

/** The events of one response, from its start to its end, of which the last has all of it. */
function createResponse({ id, created, model }: ChatHead, request: ResponsesRequest) {
  const name = id.replace(/^chatcmpl-/, '')
  const output = createOutput(name)
  const as = (status: string, more: object) => ({
    id: `resp_${name}`,
    object: 'response',
    created_at: created,
    status,
    error: null,
    incomplete_details: null,
    model,
    ...describeRequest(request),
    ...more,
  })

  return {
    *start(): Generator<OutputEvent> {
      const response = as('in_progress', { output: [] })
      yield { type: 'response.created', response }
      yield { type: 'response.in_progress', response }
    },
    read: output.read,
    *end(finishReason: FinishReason, usage: ChatUsage | null | undefined): Generator<OutputEvent> {
      const reason = incompleteReasons[finishReason]
      const items = yield* output.end({ isComplete: !reason })
      const status = reason ? 'incomplete' : 'completed'
      const response = as(status, {
        output: items,
        ...(reason && { incomplete_details: { reason } }),
        ...(usage && { usage: toUsage(usage) }),
      })
      yield { type: `response.${status}`, response }
    },
  }
}

/** `null`: it is complete. */
const incompleteReasons: Record<FinishReason, string | null> = {
  stop: null,
  tool_calls: null,
  length: 'max_output_tokens',
  content_filter: 'content_filter',
}

/** What was asked, as far as it was said. */
function describeRequest({ reasoning, text, tools, ...request }: ResponsesRequest) {
  return {
    background: false,
    instructions: request.instructions ?? null,
    max_output_tokens: request.max_output_tokens ?? null,
    metadata: request.metadata ?? {},
    parallel_tool_calls: request.parallel_tool_calls ?? true,
    previous_response_id: null,
    reasoning: { effort: reasoning?.effort ?? null, summary: reasoning?.summary ?? null },
    store: false,
    temperature: request.temperature ?? null,
    text: { format: text?.format ?? { type: 'text' } },
    tool_choice: request.tool_choice ?? 'auto',
    tools: (tools ?? []).map(({ description, parameters, strict, ...tool }) => ({
      ...tool,
      description: description ?? null,
      parameters: parameters ?? null,
      strict: strict ?? false,
    })),
    top_p: request.top_p ?? null,
    truncation: 'disabled',
  }
}

function toUsage({ prompt_tokens_details: input, completion_tokens_details: output, ...usage }: ChatUsage) {
  return {
    input_tokens: usage.prompt_tokens,
    input_tokens_details: { cached_tokens: input.cached_tokens, cache_write_tokens: input.cache_write_tokens || 0 },
    output_tokens: usage.completion_tokens,
    output_tokens_details: output,
    total_tokens: usage.total_tokens,
  }
}
