/** What Anthropic says a message used. */
import { z } from 'zod'
import { tokenCounts, tokens, type TokenCounts } from '../token-usage.ts'

const count = tokens.nullish().catch(null)

const counts = {
  /** Beside those read from a cache and written to it. */
  input_tokens: count,
  cache_read_input_tokens: count,
  cache_creation_input_tokens: count,
  output_tokens: count,
}

const messageUsage = z
  .looseObject({
    ...counts,
    output_tokens_details: z.looseObject({ thinking_tokens: count }).nullish().catch(null),
    iterations: z
      .array(z.looseObject({ ...counts, type: z.string() }))
      .nullish()
      .catch(null),
  })
  .catch({})

export type MessageUsage = z.infer<typeof messageUsage>

/** What an event says, over what was said before it: what it leaves out stands. */
export function mergeMessageUsage(before: MessageUsage, said: unknown): MessageUsage {
  const news = Object.entries(messageUsage.parse(said)).filter(([, value]) => value != null)
  return { ...before, ...Object.fromEntries(news) }
}

/** `null` where nothing was said, or nothing that can be a count. */
export function readMessageUsage(said: unknown): TokenCounts | null {
  const usage = messageUsage.parse(said)
  if (usage.input_tokens == null || usage.output_tokens == null) return null
  const rounds = roundsOf(usage)
  const total = (name: keyof typeof counts) => rounds.reduce((sum, round) => sum + (round[name] ?? 0), 0)
  const [cachedInputTokens, cacheWriteTokens] = [total('cache_read_input_tokens'), total('cache_creation_input_tokens')]
  return tokenCounts({
    inputTokens: total('input_tokens') + cachedInputTokens + cacheWriteTokens,
    cachedInputTokens,
    cacheWriteTokens,
    outputTokens: total('output_tokens'),
    reasoningTokens: usage.output_tokens_details?.thinking_tokens,
  })
}

/** The totals leave out what compaction and other models used on the way; the list of rounds has it. */
function roundsOf(usage: MessageUsage) {
  const { iterations } = usage
  // After a fallback the list has the refused try too, which is not billed.
  const isWhole = iterations?.length && !iterations.some(({ type }) => type === 'fallback_message')
  return isWhole ? iterations : [usage]
}
