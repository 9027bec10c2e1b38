import { z } from '../../platform/zod.ts'

/** The answer is the provider's own, so its form is described, not checked. */
export const Moderation = z
  .looseObject({
    id: z.string(),
    model: z.string(),
    results: z.array(
      z.looseObject({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean()),
        category_scores: z.record(z.string(), z.number()),
      }),
    ),
  })
  .openapi('Moderation')
