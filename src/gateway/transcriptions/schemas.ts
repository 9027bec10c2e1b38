import { z } from '../../platform/zod.ts'

/** The answer is the provider's own, so its form is described, not checked. */
export const Transcription = z
  .looseObject({
    text: z.string(),
    duration: z.number().optional().openapi({ description: 'Seconds, in the verbose form.' }),
    segments: z.array(z.looseObject({ start: z.number(), end: z.number(), text: z.string() })).optional(),
    usage: z.looseObject({ type: z.string().openapi({ description: '`duration` or `tokens`.' }) }).optional(),
  })
  .openapi('Transcription')
