import { z } from '../../platform/zod.ts'

/** The answer is the provider's own, so its form is described, not checked. */
export const Completion = z
  .looseObject({
    id: z.string(),
    object: z.literal('text_completion'),
    created: z.number().int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({ index: z.number().int(), text: z.string(), finish_reason: z.string().nullable() }),
    ),
    usage: z
      .looseObject({
        prompt_tokens: z.number().int(),
        completion_tokens: z.number().int(),
        total_tokens: z.number().int(),
      })
      .optional(),
  })
  .openapi('Completion')
