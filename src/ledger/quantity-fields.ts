import type { Quantities } from './pricing.ts'

/** What was used, in the words of the API and of the export. */
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
