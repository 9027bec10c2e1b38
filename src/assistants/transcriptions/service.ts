import { z } from 'zod'
import type { CapabilityCall } from '../../gateway/call.ts'
import type { PipelineAnswer } from '../../gateway/pipeline.ts'
import { createTranscriptionCall } from '../../gateway/transcriptions/call.ts'
import { readSaid } from '../../gateway/transcriptions/reading.ts'
import { toOriginFields } from '../completion.ts'
import { toModelName } from '../model-name.ts'
import { readAnswer } from '../read-answer.ts'
import type { SimpleTranscript, SimpleTranscriptionRequest } from './schemas.ts'

/** @throws AppError `validation_failed` for a provider without a model. */
export async function createSimpleTranscriptionCall(request: SimpleTranscriptionRequest): Promise<CapabilityCall> {
  const { provider, model, segments, ...fields } = request
  return createTranscriptionCall(
    {
      ...fields,
      // Else nothing is said: JSON is what everybody answers unasked.
      ...(segments === 'true' && { response_format: 'verbose_json' }),
      model: toModelName({ provider, model }),
    },
    'transcriptions',
  )
}

const answerForm = z.looseObject({
  text: z.string(),
  language: z.string().nullish().catch(null),
  segments: z.array(z.looseObject({ start: z.number(), end: z.number(), text: z.string() })).nullish(),
  duration: z.unknown().optional(),
  usage: z.unknown().optional(),
})

/** The provider's answer as a simple transcript. @throws AppError `upstream_error` when it is none. */
export function toSimpleTranscript(answer: PipelineAnswer, generationTimeMs: number): z.infer<typeof SimpleTranscript> {
  const { text, language, segments, duration, usage } = readAnswer(answer, answerForm, 'a transcript')
  const audioMs = readSaid({ usage, duration })?.audioMs
  return {
    text,
    language: language || null,
    duration_seconds: audioMs === undefined ? null : audioMs / 1000,
    segments: segments?.map(({ start, end, text }) => ({ start, end, text })) ?? null,
    ...toOriginFields(answer, generationTimeMs),
  }
}
