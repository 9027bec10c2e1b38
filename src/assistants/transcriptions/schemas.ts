import { TranscriptionRequest } from '../../gateway/transcriptions/call.ts'
import { z } from '../../platform/zod.ts'
import { modelChoice, originFields } from '../schemas.ts'

export const SimpleTranscriptionRequest = z
  .strictObject({
    file: TranscriptionRequest.shape.file,
    language: z.string().min(1).max(50).optional().openapi({ description: 'As an ISO 639-1 code.', example: 'fa' }),
    prompt: z.string().min(1).max(100_000).optional().openapi({ description: 'Text before it, in the same language.' }),
    segments: z.enum(['true', 'false']).default('false').openapi({
      description:
        'With times: `response_format: verbose_json` is asked for, which some models refuse, such as OpenAI’s `gpt-4o-transcribe`.',
    }),
    ...modelChoice,
  })
  .openapi('SimpleTranscriptionRequest')

export type SimpleTranscriptionRequest = z.infer<typeof SimpleTranscriptionRequest>

export const SimpleTranscript = z
  .object({
    text: z.string(),
    language: z.string().nullable().openapi({ description: 'As the provider names it.', example: 'english' }),
    duration_seconds: z.number().nullable().openapi({ description: 'Of the audio, as the provider says.' }),
    segments: z
      .array(z.object({ start: z.number(), end: z.number(), text: z.string() }))
      .nullable()
      .openapi({ description: 'In seconds. `null`: the provider gave none.' }),
    ...originFields,
  })
  .openapi('SimpleTranscript')
