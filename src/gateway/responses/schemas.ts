import { z } from '../../platform/zod.ts'

/** The answer is the provider's own, so its form is described, not checked. */
export const ModelResponse = z
  .looseObject({
    id: z.string(),
    object: z.literal('response'),
    created_at: z.number(),
    model: z.string(),
    status: z.string().optional().openapi({ description: '`completed`, `incomplete` or `failed`.' }),
    output: z.array(z.looseObject({ type: z.string() })),
    usage: z
      .looseObject({
        input_tokens: z.number().int(),
        output_tokens: z.number().int(),
        total_tokens: z.number().int(),
      })
      .nullish(),
  })
  .openapi('ModelResponse')
