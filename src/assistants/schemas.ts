/** What all the simple AI endpoints take and answer. */
import { z } from '../platform/zod.ts'

export const modelChoice = {
  provider: z.string().max(100).optional().openapi({ description: 'Slug of the provider.', example: 'sandbox' }),
  model: z
    .string()
    .max(300)
    .optional()
    .openapi({ description: 'The upstream model id with `provider`, else a full name. Left out: the default.' }),
}

export const tokenUsage = z
  .object({ input_tokens: z.number().int(), output_tokens: z.number().int(), total_tokens: z.number().int() })
  .nullable()
  .openapi({ description: '`null`: the provider did not say.' })

/** Who gave the answer, and with whose key. */
export const sourceFields = {
  provider: z.string(),
  model: z.string(),
  key_source: z.enum(['shared', 'personal']),
}

/** Who gave the answer, and how long it took. */
export const originFields = { ...sourceFields, generation_time_ms: z.number().int() }

/** For answers that have to have a form, see ask.ts. */
export const repaired = z.boolean().openapi({
  description:
    'The first answer did not have the form, so the model was asked again: two calls are counted. The second one’s record is under the `x-request-id` with `_repair` after it.',
})
