import { z } from '../../platform/zod.ts'
import { modelChoice, originFields, tokenUsage } from '../schemas.ts'

const choice = z.string().min(1).max(40).optional()

export const SimpleImageRequest = z
  .strictObject({
    prompt: z.string().min(1).max(100_000).openapi({ example: 'A lighthouse in a storm' }),
    size: choice.openapi({ example: '1024x1024' }),
    quality: choice.openapi({ example: 'high' }),
    style: choice.openapi({ example: 'vivid' }),
    n: z.number().int().min(1).max(10).optional().openapi({ description: 'How many. Left out: one.' }),
    ...modelChoice,
  })
  .openapi('SimpleImageRequest')

export const SimpleImages = z
  .object({
    images: z.array(
      z.object({
        url: z.string().nullable().openapi({ description: 'Where it is, often for an hour only, or a data URL.' }),
        b64_json: z.string().nullable().openapi({ description: 'The image itself in base64. This or `url` is there.' }),
        media_type: z
          .string()
          .nullable()
          .openapi({ description: 'As the image itself shows. `null` for one elsewhere.', example: 'image/png' }),
        revised_prompt: z.string().nullable().openapi({ description: 'What the provider made of the prompt.' }),
      }),
    ),
    usage: tokenUsage,
    ...originFields,
  })
  .openapi('SimpleImages')
