import { z } from '../platform/zod.ts'
import type { Quantities } from '../ledger/pricing.ts'

const count = z.number().int()

/** What was used, as the API shows it. */
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

export function toQuantityFields(used: Quantities) {
  return {
    input_tokens: used.inputTokens,
    cached_input_tokens: used.cachedInputTokens,
    cache_write_tokens: used.cacheWriteTokens,
    output_tokens: used.outputTokens,
    reasoning_tokens: used.reasoningTokens,
    images: used.images,
    characters: used.characters,
    audio_seconds: used.audioMs / 1000,
    video_seconds: used.videoMs / 1000,
  }
}
