import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import { pricesTokens } from '../../ledger/pricing.ts'
import { toPrices } from '../../models/pricing.ts'
import type { CapabilityCall, PreparedCall } from '../call.ts'
import { createEventMeter, toReading, type EventReading } from '../event-meter.ts'
import { modelName, toUpstreamJson } from '../json-body.ts'
import { measureInput } from '../token-estimate.ts'
import { readItemUsage } from '../token-usage.ts'

/** OpenAI's request for speech. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const SpeechRequest = z
  .looseObject({
    model: modelName,
    input: z.string().min(1).openapi({ example: 'Hello' }),
    stream_format: z.string().nullish().openapi({ description: '`sse` for server-sent events.' }),
  })
  .openapi('SpeechRequest')

export type SpeechRequest = z.infer<typeof SpeechRequest>

export function createSpeechCall(request: SpeechRequest): CapabilityCall {
  return {
    capability: 'audio',
    operation: 'speech',
    modelName: request.model ?? null,
    isStream: request.stream_format === 'sse',
    hidesUsage: false,
    answers: 'bytes',
    prepare: (model) => prepareSpeech(request, model),
  }
}

function prepareSpeech(request: SpeechRequest, model: ModelRow): PreparedCall {
  const body = toUpstreamJson(request, model)
  const { maxTokens, likelyTokens } = measureInput([request.input, body['instructions']])
  const characters = countCharacters(request.input)
  const isByTokens = pricesTokens(toPrices(model, null))
  return {
    body: { kind: 'json', value: body },
    estimate: { characters, inputTokens: maxTokens, outputTokens: model.maxOutputTokens },
    counted: {
      characters,
      inputTokens: likelyTokens,
      outputTokens: isByTokens ? Math.ceil(characters * SPEECH_TOKENS_PER_CHARACTER) : 0,
    },
    imageVariant: null,
    readAnswer: ({ json }) => toReading(readEvent(json)),
    createMeter: () => createEventMeter(readEvent),
  }
}

/** 20 tokens a second, as OpenAI counts speech, at 16 characters a second. Audio as bytes says no usage. */
const SPEECH_TOKENS_PER_CHARACTER = 1.25

/** As people count: a character of two UTF-16 units is one. */
function countCharacters(text: string): number {
  let count = 0
  for (const _character of text) count += 1
  return count
}

const eventForm = z.looseObject({ type: z.string(), usage: z.unknown().optional() })

function readEvent(event: unknown): EventReading {
  const parsed = eventForm.safeParse(event)
  if (!parsed.success) return {}
  const { type, usage } = parsed.data
  return { said: readItemUsage(usage), isEnd: type === 'speech.audio.done' || type === 'error' }
}
