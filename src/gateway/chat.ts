import { z } from '../platform/zod.ts'
import { AppError } from '../errors.ts'
import type { TokenUsage } from '../ledger/pricing.ts'
import type { CapabilityCall, StreamMeter } from './call.ts'
import { countTokens, maxTokensOf, readOpenAiUsage } from './token-usage.ts'

const positive = z.number().int().positive().max(100_000_000)

/** OpenAI's chat request. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const ChatCompletionRequest = z
  .looseObject({
    model: z
      .string()
      .max(300)
      .optional()
      .openapi({ description: '`provider/model_id`, a bare model id, or `default`.', example: 'sandbox/chat' }),
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

/** Where other gateways let a caller choose the upstream. Here it is data: these are dropped, whatever they say. */
const ROUTING_FIELDS = ['api_base', 'base_url', 'api_key', 'api_version', 'extra_headers', 'headers']

export function createChatCall(request: ChatCompletionRequest): CapabilityCall {
  const { model, stream, stream_options: streamOptions, ...rest } = request
  for (const field of ROUTING_FIELDS) delete rest[field]
  const isStream = stream === true
  const inputText = toJson({ messages: rest.messages, tools: rest['tools'] })
  return {
    capability: 'chat',
    operation: 'chat_completions',
    modelName: model ?? null,
    isStream,
    showsUsage: streamOptions?.include_usage === true,

    buildBody: (modelId) =>
      toJson({
        model: modelId,
        ...rest,
        ...(isStream && { stream: true, stream_options: { ...streamOptions, include_usage: true } }),
      }),

    estimate({ maxOutputTokens, contextWindow }) {
      const perChoice = request.max_completion_tokens ?? request.max_tokens ?? maxOutputTokens ?? contextWindow
      return {
        inputTokens: maxTokensOf(inputText),
        outputTokens: perChoice === null ? null : perChoice * (request.n ?? 1),
      }
    },

    countedInputTokens: () => countTokens(inputText),
    readAnswer,
    createMeter: createChatMeter,
  }
}

const words = z.string().nullish().catch(null)

const message = z.looseObject({
  content: words,
  /** Two names that providers have for the same. */
  reasoning_content: words,
  reasoning: words,
  tool_calls: z.unknown().optional(),
})

const answerForm = z.looseObject({
  choices: z.array(z.looseObject({ message: message.nullish().catch(null) })).catch([]),
  usage: z.unknown().optional(),
})

function readAnswer(answer: unknown): { usage: TokenUsage | null; countedOutputTokens: number } {
  const parsed = answerForm.safeParse(answer)
  if (!parsed.success) return { usage: null, countedOutputTokens: 0 }
  const { choices, usage } = parsed.data
  return {
    usage: readOpenAiUsage(usage),
    countedOutputTokens: countTokens(choices.map((c) => textOf(c.message)).join('')),
  }
}

const chunkForm = z.looseObject({
  choices: z
    .array(z.looseObject({ delta: message.nullish().catch(null), finish_reason: z.string().nullish().catch(null) }))
    .catch([]),
  usage: z.unknown().optional(),
})

function createChatMeter(): StreamMeter {
  let usage: TokenUsage | null = null
  let countedOutputTokens = 0
  let isFinished = false
  return {
    read(data) {
      if (data === '[DONE]') {
        isFinished = true
        return
      }
      const chunk = parseChunk(data)
      if (!chunk) return
      for (const { delta, finish_reason } of chunk.choices) {
        countedOutputTokens += countTokens(textOf(delta))
        if (finish_reason) isFinished = true
      }
      // The last word counts: some upstreams report a running total in every chunk.
      usage = readOpenAiUsage(chunk.usage) ?? usage
    },
    usage: () => usage,
    countedOutputTokens: () => countedOutputTokens,
    isFinished: () => isFinished,
  }
}

function parseChunk(data: string): z.infer<typeof chunkForm> | null {
  try {
    const parsed = chunkForm.safeParse(JSON.parse(data))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}

function textOf(part: z.infer<typeof message> | null | undefined): string {
  if (!part) return ''
  const toolCalls = part.tool_calls ? JSON.stringify(part.tool_calls) : ''
  return (part.content ?? '') + (part.reasoning_content ?? part.reasoning ?? '') + toolCalls
}

/** @throws AppError `validation_failed` when it is nested deeper than can be written. */
function toJson(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    throw new AppError('validation_failed', 'The body is nested too deeply', { cause: error })
  }
}
