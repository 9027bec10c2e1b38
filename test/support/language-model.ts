import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4FinishReason,
  LanguageModelV4GenerateResult,
  LanguageModelV4StreamPart,
  LanguageModelV4Usage,
} from '@ai-sdk/provider'
import { createBridgeCall } from './bridge-call.ts'

export const someUsage: LanguageModelV4Usage = {
  inputTokens: { total: 10, noCache: 10, cacheRead: 0, cacheWrite: 0 },
  outputTokens: { total: 5, text: 5, reasoning: 0 },
}

export const finish = (unified: LanguageModelV4FinishReason['unified'], raw: string | undefined = unified) =>
  ({ type: 'finish', finishReason: { unified, raw }, usage: someUsage }) as const

/** A call of a model that answers what it is told to, without a provider. */
export function callOf(answer: {
  result?: Partial<LanguageModelV4GenerateResult>
  stream?: LanguageModelV4StreamPart[] | ReadableStream<LanguageModelV4StreamPart>
}) {
  const asked: LanguageModelV4CallOptions[] = []
  const model: LanguageModelV4 = {
    specificationVersion: 'v4',
    provider: 'fake.chat',
    modelId: 'fake',
    supportedUrls: {},
    doGenerate: async (options) => {
      asked.push(options)
      const finishReason = { unified: 'stop', raw: 'stop' } as const
      return { content: [], finishReason, usage: someUsage, warnings: [], ...answer.result }
    },
    doStream: async (options) => {
      asked.push(options)
      const { stream = [] } = answer
      return { stream: Array.isArray(stream) ? streamOf(stream) : stream }
    },
  }
  const { call } = createBridgeCall<'languageModel'>(
    'fake',
    () => model,
    () => Response.error(),
  )
  return { call: { ...call, isStream: answer.stream !== undefined }, asked }
}

function streamOf(parts: LanguageModelV4StreamPart[]): ReadableStream<LanguageModelV4StreamPart> {
  return new ReadableStream({
    start(controller) {
      for (const part of parts) controller.enqueue(part)
      controller.close()
    },
  })
}
