import { z } from 'zod'
import type { TokenUsage } from '../ledger/pricing.ts'

/** Beyond this a figure is a fault of the upstream, not a count. */
const MAX_TOKENS = 1_000_000_000
const UTF8_BYTES_PER_TOKEN = 4

const tokens = z.number().int().min(0).max(MAX_TOKENS)

/** `usage` of OpenAI's wire format, read loosely. */
const openAiUsage = z.looseObject({
  prompt_tokens: tokens,
  completion_tokens: tokens.nullish(),
  total_tokens: tokens.nullish(),
  prompt_tokens_details: z.looseObject({ cached_tokens: tokens.nullish() }).nullish(),
})

/**
 * What an upstream said it used. `null` where it said nothing, or nothing that can be a count: negative or broken figures
 * are never booked. Some upstreams leave reasoning tokens out of `completion_tokens`; the total has them.
 */
export function readOpenAiUsage(usage: unknown): TokenUsage | null {
  const parsed = openAiUsage.safeParse(usage)
  if (!parsed.success) return null
  const { prompt_tokens: input, completion_tokens, total_tokens, prompt_tokens_details: details } = parsed.data
  const output = Math.max(completion_tokens ?? 0, (total_tokens ?? 0) - input)
  return { inputTokens: input, cachedInputTokens: Math.min(details?.cached_tokens ?? 0, input), outputTokens: output }
}

/** A likely number of tokens of a text, where nobody counted. */
export function countTokens(text: string): number {
  return Math.ceil(byteLength(text) / UTF8_BYTES_PER_TOKEN)
}

/** More tokens than this no tokenizer makes of a text: each has at least one byte. */
export function maxTokensOf(text: string): number {
  return byteLength(text)
}

const byteLength = (text: string) => new TextEncoder().encode(text).byteLength
