/** What upstreams say they used, in the forms that wire formats have for it. */
import { z } from 'zod'
import type { Quantities } from '../ledger/pricing.ts'

/** Beyond this a figure is a fault of the upstream, not a count. */
const MAX_TOKENS = 1_000_000_000
const UTF8_BYTES_PER_TOKEN = 4

/** A count of tokens: whatever is negative or broken is none, and never booked. */
export const tokens = z.number().int().min(0).max(MAX_TOKENS)
const some = tokens.nullish().catch(null)

/** `usage` of chat completions and completions. */
const chatUsage = z.looseObject({
  prompt_tokens: tokens,
  completion_tokens: tokens.nullish(),
  total_tokens: tokens.nullish(),
  prompt_tokens_details: z.looseObject({ cached_tokens: some, cache_write_tokens: some }).nullish().catch(null),
  completion_tokens_details: z.looseObject({ reasoning_tokens: some }).nullish().catch(null),
})

/**
 * `null` where an upstream said nothing, or nothing that can be a count. Some leave reasoning tokens out of
 * `completion_tokens`; the total has them.
 */
export function readOpenAiUsage(usage: unknown): TokenCounts | null {
  const parsed = chatUsage.safeParse(usage)
  if (!parsed.success) return null
  const { prompt_tokens: inputTokens, completion_tokens, total_tokens, ...details } = parsed.data
  const outputTokens = Math.max(completion_tokens ?? 0, (total_tokens ?? 0) - inputTokens)
  return tokenCounts({
    inputTokens,
    cachedInputTokens: details.prompt_tokens_details?.cached_tokens,
    cacheWriteTokens: details.prompt_tokens_details?.cache_write_tokens,
    outputTokens,
    reasoningTokens: details.completion_tokens_details?.reasoning_tokens,
  })
}

/** `usage` of responses, images and audio. */
const itemUsage = z.looseObject({
  input_tokens: tokens,
  output_tokens: tokens.nullish(),
  input_tokens_details: z.looseObject({ cached_tokens: some, cache_write_tokens: some }).nullish().catch(null),
  output_tokens_details: z.looseObject({ reasoning_tokens: some }).nullish().catch(null),
})

/** `null` as above. */
export function readItemUsage(usage: unknown): TokenCounts | null {
  const parsed = itemUsage.safeParse(usage)
  if (!parsed.success) return null
  const { input_tokens: inputTokens, output_tokens, input_tokens_details, output_tokens_details } = parsed.data
  return tokenCounts({
    inputTokens,
    cachedInputTokens: input_tokens_details?.cached_tokens,
    cacheWriteTokens: input_tokens_details?.cache_write_tokens,
    outputTokens: output_tokens ?? 0,
    reasoningTokens: output_tokens_details?.reasoning_tokens,
  })
}

/** `usage` of what has no output: the names that servers have for its one figure. */
const inputUsage = z.looseObject({ prompt_tokens: some, input_tokens: some, total_tokens: some })

/** `null` as above. */
export function readInputUsage(usage: unknown): TokenCounts | null {
  const { data } = inputUsage.safeParse(usage)
  const inputTokens = data?.prompt_tokens ?? data?.input_tokens ?? data?.total_tokens
  return inputTokens == null ? null : tokenCounts({ inputTokens, outputTokens: 0 })
}

export type TokenCounts = Pick<
  Quantities,
  'inputTokens' | 'cachedInputTokens' | 'cacheWriteTokens' | 'outputTokens' | 'reasoningTokens'
>

type Said = { [K in keyof TokenCounts]?: number | null | undefined } & { inputTokens: number; outputTokens: number }

/** Parts are never more than the whole. */
export function tokenCounts({ inputTokens, outputTokens, ...parts }: Said): TokenCounts {
  const cachedInputTokens = Math.min(parts.cachedInputTokens ?? 0, inputTokens)
  return {
    inputTokens,
    cachedInputTokens,
    cacheWriteTokens: Math.min(parts.cacheWriteTokens ?? 0, inputTokens - cachedInputTokens),
    outputTokens,
    reasoningTokens: Math.min(parts.reasoningTokens ?? 0, outputTokens),
  }
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
