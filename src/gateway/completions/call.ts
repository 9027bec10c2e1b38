import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import type { CapabilityCall, PreparedCall } from '../call.ts'
import { createEventMeter, toReading, words, type EventReading } from '../event-meter.ts'
import { hidesUsage, modelName, textInput, toPositive, toStreamBody, toUpstreamJson } from '../json-body.ts'
import { boundOutput, measureInput } from '../token-estimate.ts'
import { readOpenAiUsage } from '../token-usage.ts'

const choices = z.number().int().min(1).max(128).nullish()

/** OpenAI's request for a completion. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const CompletionRequest = z
  .looseObject({
    model: modelName,
    prompt: textInput.nullable(),
    stream: z.boolean().nullish(),
    stream_options: z.looseObject({ include_usage: z.boolean().nullish() }).nullish(),
    max_tokens: z.number().int().min(0).max(100_000_000).nullish(),
    n: choices,
    best_of: choices,
  })
  .openapi('CompletionRequest')

export type CompletionRequest = z.infer<typeof CompletionRequest>

export function createCompletionCall(request: CompletionRequest): CapabilityCall {
  const isStream = request.stream === true
  return {
    capability: 'chat',
    operation: 'completions',
    modelName: request.model ?? null,
    isStream,
    hidesUsage: hidesUsage(request),
    answers: 'json',
    prepare: (model) => prepareCompletion(request, model, isStream),
  }
}

function prepareCompletion(request: CompletionRequest, model: ModelRow, isStream: boolean): PreparedCall {
  const body = toUpstreamJson(request, model)
  const [prompt, suffix] = [measureInput(body['prompt']), measureInput(body['suffix'])]
  const perChoice = boundOutput(model, body['max_tokens'])
  return {
    body: { kind: 'json', value: toStreamBody(body, isStream) },
    estimate: {
      inputTokens: prompt.maxTokens + suffix.maxTokens,
      outputTokens: perChoice === null ? null : perChoice * countChoices(body),
    },
    counted: { inputTokens: prompt.likelyTokens + suffix.likelyTokens },
    imageVariant: null,
    readAnswer: ({ json }) => toReading(readChunk(json)),
    createMeter: () => createEventMeter(readChunk),
  }
}

/** Each prompt is completed as often as asked, and `best_of` completions are made to choose `n` of them. */
function countChoices({ prompt, n, best_of }: Record<string, unknown>): number {
  const prompts = Array.isArray(prompt) && typeof prompt[0] !== 'number' ? prompt.length : 1
  return prompts * Math.max(toPositive(n) ?? 1, toPositive(best_of) ?? 1)
}

/** A whole answer has the same form as an event. */
const chunkForm = z.looseObject({
  choices: z.array(z.looseObject({ text: words, finish_reason: words })).catch([]),
  usage: z.unknown().optional(),
})

function readChunk(chunk: unknown): EventReading {
  const parsed = chunkForm.safeParse(chunk)
  if (!parsed.success) return {}
  const { choices, usage } = parsed.data
  return {
    said: readOpenAiUsage(usage),
    text: choices.map(({ text }) => text ?? '').join(''),
    isEnd: choices.some(({ finish_reason }) => Boolean(finish_reason)),
  }
}
