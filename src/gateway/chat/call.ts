import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import type { CapabilityCall, PreparedCall, Reading } from '../call.ts'
import { createEventMeter, toReading, words, type EventReading } from '../event-meter.ts'
import { hidesUsage, modelName, toPositive, toStreamBody, toUpstreamJson } from '../json-body.ts'
import { boundInput, boundOutput, measureInput, measureRest } from '../token-estimate.ts'
import { readOpenAiUsage } from '../token-usage.ts'

const positive = z.number().int().positive().max(100_000_000)

/** OpenAI's chat request. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const ChatCompletionRequest = z
  .looseObject({
    model: modelName,
    messages: z
      .array(z.looseObject({ role: z.string().openapi({ example: 'user' }) }))
      .min(1)
      .openapi({ example: [{ role: 'user', content: 'Hello' }] }),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    max_tokens: positive.nullish(),
    max_completion_tokens: positive.nullish(),
    n: z.number().int().min(1).max(128).nullish(),
  })
  .openapi('ChatCompletionRequest')

export type ChatCompletionRequest = z.infer<typeof ChatCompletionRequest>

export function createChatCall(request: ChatCompletionRequest): CapabilityCall {
  const isStream = request.stream === true
  return {
    capability: 'chat',
    operation: 'chat_completions',
    modelName: request.model ?? null,
    isStream,
    hidesUsage: hidesUsage(request),
    answers: 'json',
    prepare: (model) => prepareChat(request, model, isStream),
  }
}

function prepareChat(request: ChatCompletionRequest, model: ModelRow, isStream: boolean): PreparedCall {
  const body = toUpstreamJson(request, model)
  const { messages, tools, functions, response_format, ...rest } = body
  const { maxTokens, likelyTokens } = measureInput({ messages, tools, functions, response_format })
  const perChoice = boundOutput(model, body['max_completion_tokens'], body['max_tokens'])
  return {
    body: { kind: 'json', value: toStreamBody(body, isStream) },
    estimate: {
      inputTokens: boundInput(model, {
        maxTokens: maxTokens + measureRest(rest),
        tools,
        readsElsewhere: readsElsewhere(body),
      }),
      outputTokens: perChoice === null ? null : perChoice * (toPositive(body['n']) ?? 1),
    },
    counted: { inputTokens: likelyTokens },
    imageVariant: null,
    readAnswer: ({ json }) => readAnswer(json),
    createMeter: () => createEventMeter(readChunk),
  }
}

const message = z.looseObject({
  content: words,
  /** Two names that providers have for the same. */
  reasoning_content: words,
  reasoning: words,
  tool_calls: z.unknown().optional(),
})

/** Whether the model reads more than is sent: what the provider finds on the web. */
function readsElsewhere({ web_search_options, plugins }: Record<string, unknown>): boolean {
  return web_search_options != null || plugins != null
}

const answerForm = z.looseObject({
  choices: z.array(z.looseObject({ message: message.nullish().catch(null) })).catch([]),
  usage: z.unknown().optional(),
})

function readAnswer(answer: unknown): Reading {
  const parsed = answerForm.safeParse(answer)
  if (!parsed.success) return { said: null, counted: {} }
  const { choices, usage } = parsed.data
  return toReading({ said: readOpenAiUsage(usage), text: choices.map((choice) => textOf(choice.message)).join('') })
}

const chunkForm = z.looseObject({
  choices: z.array(z.looseObject({ delta: message.nullish().catch(null), finish_reason: words })).catch([]),
  usage: z.unknown().optional(),
})

function readChunk(chunk: unknown): EventReading {
  const parsed = chunkForm.safeParse(chunk)
  if (!parsed.success) return {}
  const { choices, usage } = parsed.data
  return {
    said: readOpenAiUsage(usage),
    text: choices.map(({ delta }) => textOf(delta)).join(''),
    isEnd: choices.some(({ finish_reason }) => Boolean(finish_reason)),
  }
}

function textOf(part: z.infer<typeof message> | null | undefined): string {
  if (!part) return ''
  const toolCalls = part.tool_calls ? JSON.stringify(part.tool_calls) : ''
  return (part.content ?? '') + (part.reasoning_content ?? part.reasoning ?? '') + toolCalls
}
