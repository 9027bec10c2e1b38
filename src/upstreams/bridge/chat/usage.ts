import type { LanguageModelV4Usage } from '@ai-sdk/provider'

/**
 * OpenAI's `usage`: prompt tokens are all of them, read from a cache and written to it included. Undefined where the
 * provider did not say what it used.
 */
export function toUsage({ inputTokens: input, outputTokens: output, raw }: LanguageModelV4Usage) {
  if (input.total === undefined || output.total === undefined) return undefined
  const reasoning = output.reasoning ?? 0
  // Some servers count reasoning in their total only.
  const isReasoningBeside = raw?.['total_tokens'] === input.total + output.total + reasoning
  const completion = isReasoningBeside ? output.total + reasoning : output.total
  return {
    prompt_tokens: input.total,
    completion_tokens: completion,
    total_tokens: input.total + completion,
    prompt_tokens_details: {
      cached_tokens: input.cacheRead ?? 0,
      ...(input.cacheWrite && { cache_write_tokens: input.cacheWrite }),
    },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}
