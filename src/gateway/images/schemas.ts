import { z } from '../../platform/zod.ts'

/** The answer is the provider's own, so its form is described, not checked. */
export const ImageList = z
  .looseObject({
    created: z.number().int(),
    data: z.array(
      z.looseObject({
        b64_json: z.string().optional(),
        url: z.string().optional(),
        revised_prompt: z.string().optional(),
      }),
    ),
    usage: z
      .looseObject({
        input_tokens: z.number().int(),
        output_tokens: z.number().int(),
        total_tokens: z.number().int(),
      })
      .optional(),
  })
  .openapi('ImageList')
