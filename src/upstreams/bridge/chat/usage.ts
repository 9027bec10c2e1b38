import type { LanguageModelV4Usage } from '@ai-sdk/provider'
import { z } from '../../../platform/zod.ts'

const count = z.number().int().min(0)

/** Cohere bills less than it counts: what it puts into a prompt itself is free. The package tells what was counted. */
const cohereUsage = z.looseObject({ billed_units: z.looseObject({ input_tokens: count, output_tokens: count }) })

/**
 * OpenAI's `usage`: prompt tokens are all of them, read from a cache and written to it included. Undefined where the
 * provider did not say what it used.
 */
export function toUsage({ inputTokens: input, outputTokens: output, raw }: LanguageModelV4Usage) {
  const billed = cohereUsage.safeParse(raw).data?.billed_units
  const prompt = billed?.input_tokens ?? input.total
  const spoken = billed?.output_tokens ?? output.total
  if (prompt === undefined || spoken === undefined) return undefined
  const reasoning = output.reasoning ?? 0
  // Some servers count reasoning in their total only.
  const isReasoningBeside = raw?.['total_tokens'] === prompt + spoken + reasoning
  const completion = isReasoningBeside ? spoken + reasoning : spoken
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: {
      cached_tokens: input.cacheRead ?? 0,
      ...(input.cacheWrite && { cache_write_tokens: input.cacheWrite }),
    },
    completion_tokens_details: { reasoning_tokens: reasoning },
  }
}
