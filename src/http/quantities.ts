import { z } from '../platform/zod.ts'

const count = z.number().int()

/** What was used, as the API shows it. `toQuantityFields` of ledger/quantity-fields.ts fills it. */
export const quantityFields = {
  input_tokens: count,
  cached_input_tokens: count.openapi({ description: 'Part of `input_tokens`: read from a cache.' }),
  cache_write_tokens: count.openapi({ description: 'Part of `input_tokens`: written to a cache.' }),
  output_tokens: count,
  reasoning_tokens: count.openapi({ description: 'Part of `output_tokens`.' }),
  images: count,
  characters: count.openapi({ description: 'Of text that was spoken.' }),
  audio_seconds: z.number().openapi({ description: 'Of audio that was heard.' }),
  video_seconds: z.number().openapi({ description: 'Of video that was made.' }),
}
