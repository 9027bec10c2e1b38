import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import { pricesTokens } from '../../ledger/pricing.ts'
import { toPrices } from '../../models/pricing.ts'
import { readAudioDurationMs } from '../../platform/audio-duration.ts'
import type { CapabilityCall, PreparedCall } from '../call.ts'
import { MAX_DURATION_MS } from '../duration.ts'
import { createEventMeter, toReading } from '../event-meter.ts'
import { modelName, toForm, toUpstreamForm } from '../json-body.ts'
import { boundOutput, measureInput } from '../token-estimate.ts'
import { readTranscript, readTranscriptEvent } from './reading.ts'

/** OpenAI's form for transcripts. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const TranscriptionRequest = z
  .looseObject({
    model: modelName,
    file: z
      .instanceof(File, { error: 'must be a file' })
      .openapi({ type: 'string', format: 'binary', description: 'The audio.' }),
    prompt: z.string().optional().openapi({ description: 'Text before it, in the same language.' }),
    stream: z.enum(['true', 'false']).optional(),
  })
  .openapi('TranscriptionRequest')

export type TranscriptionRequest = z.infer<typeof TranscriptionRequest>

/** How long the audio is: at most, and likely. */
type AudioLength = { maxMs: number; likelyMs: number }

/** Reads the file first: what it costs depends on how long it is. */
export async function createTranscriptionCall(
  request: TranscriptionRequest,
  operation: 'transcriptions' | 'translations',
): Promise<CapabilityCall> {
  const length = await measureAudio(request.file)
  return {
    capability: 'speech_to_text',
    operation,
    modelName: request.model ?? null,
    isStream: request.stream === 'true',
    hidesUsage: false,
    answers: 'text',
    prepare: (model) => prepareTranscription(request, length, model),
  }
}

/** Kilobits a second, so bits a millisecond: no codec of speech has fewer, and most have more than the likely. */
const BIT_RATE = { lowest: 6, likely: 32 }

async function measureAudio(file: File): Promise<AudioLength> {
  const durationMs = await readAudioDurationMs(new Uint8Array(await file.arrayBuffer()), file.type)
  if (durationMs !== null && durationMs <= MAX_DURATION_MS) return { maxMs: durationMs, likelyMs: durationMs }
  const bits = file.size * 8
  return { maxMs: Math.ceil(bits / BIT_RATE.lowest), likelyMs: Math.ceil(bits / BIT_RATE.likely) }
}

/** A second. OpenAI counts 10, Gemini 32. */
const AUDIO_TOKENS = { most: 50, likely: 10 }

function prepareTranscription(
  request: TranscriptionRequest,
  { maxMs, likelyMs }: AudioLength,
  model: ModelRow,
): PreparedCall {
  const { maxTokens, likelyTokens } = measureInput(request.prompt)
  const isByTokens = pricesTokens(toPrices(model, null))
  const tokensIn = (ms: number, perSecond: number) => Math.ceil((ms * perSecond) / 1000)
  return {
    body: { kind: 'form', value: toUpstreamForm(toForm(request), model) },
    estimate: {
      audioMs: maxMs,
      inputTokens: tokensIn(maxMs, AUDIO_TOKENS.most) + maxTokens,
      outputTokens: boundOutput(model),
    },
    counted: {
      audioMs: likelyMs,
      // Who bills by the minute counts no tokens.
      inputTokens: isByTokens ? tokensIn(likelyMs, AUDIO_TOKENS.likely) + likelyTokens : 0,
    },
    imageVariant: null,
    readAnswer: (answer) => toReading(readTranscript(answer, isByTokens)),
    createMeter: () => createEventMeter((event) => readTranscriptEvent(event, isByTokens)),
  }
}
