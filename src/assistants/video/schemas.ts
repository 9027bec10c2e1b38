import { z } from '../../platform/zod.ts'
import { modelChoice, sourceFields } from '../schemas.ts'

export const SimpleVideoRequest = z
  .strictObject({
    prompt: z.string().min(1).max(100_000).openapi({ example: 'A lighthouse in a storm' }),
    size: z.string().min(1).max(40).optional().openapi({ example: '1280x720' }),
    seconds: z.number().positive().max(3600).optional().openapi({
      description: 'Which lengths there are is the provider’s.',
      example: 4,
    }),
    ...modelChoice,
  })
  .openapi('SimpleVideoRequest')

export type SimpleVideoRequest = z.infer<typeof SimpleVideoRequest>

export const simpleVideoReference = z.object({ job: z.string().max(100).openapi({ example: 'video_…' }) })

export const SimpleVideo = z
  .object({
    job: z.string(),
    status: z.enum(['queued', 'in_progress', 'completed', 'failed']).openapi({
      description: 'A word of the provider for something else is `in_progress`: the job has not ended.',
    }),
    progress: z.number().nullable().openapi({ description: 'Of 100. `null`: the provider does not say.' }),
    seconds: z.number().nullable(),
    size: z.string().nullable(),
    content_url: z
      .string()
      .nullable()
      .openapi({ description: 'Where the bytes of a completed video are, for the same caller.' }),
    error: z
      .object({ code: z.string().nullable(), message: z.string().nullable() })
      .nullable()
      .openapi({ description: 'Why it failed, in the provider’s words.' }),
    ...sourceFields,
  })
  .openapi('SimpleVideo')

export type SimpleVideo = z.infer<typeof SimpleVideo>
