import { z } from '../../platform/zod.ts'

/** The answer is the provider's own, so its form is described, not checked. */
export const RerankResult = z
  .looseObject({
    results: z.array(
      z.looseObject({
        index: z.number().int().openapi({ description: 'Of the document in the request.' }),
        relevance_score: z.number(),
      }),
    ),
  })
  .openapi('RerankResult')
