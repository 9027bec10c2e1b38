import { z } from '../../platform/zod.ts'

/** OpenAI's video job. The rest of the provider's object goes on as it is. */
export const Video = z
  .looseObject({
    id: z.string(),
    object: z.string().nullish(),
    status: z.string().openapi({ description: '`queued`, `in_progress`, `completed` or `failed`.' }),
    progress: z.number().nullish(),
    model: z.string().nullish(),
    seconds: z.union([z.string(), z.number()]).nullish(),
    size: z.string().nullish(),
    error: z.looseObject({ code: z.string().nullish(), message: z.string().nullish() }).nullish(),
  })
  .openapi('Video')

export type Video = z.infer<typeof Video>

export const videoReference = z.object({ id: z.string().max(100).openapi({ example: 'video_…' }) })
