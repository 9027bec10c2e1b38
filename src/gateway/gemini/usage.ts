/** What Google says an answer used. */
import { z } from 'zod'
import { tokenCounts, tokens, type TokenCounts } from '../token-usage.ts'

const count = tokens.nullish().catch(null)

const usageMetadata = z.looseObject({
  promptTokenCount: tokens,
  /** What tools brought in, beside the prompt. */
  toolUsePromptTokenCount: count,
  /** Part of the prompt. */
  cachedContentTokenCount: count,
  candidatesTokenCount: count,
  /** Beside those of the candidates. */
  thoughtsTokenCount: count,
})

/** `null` where nothing was said, or nothing that can be a count. */
export function readUsageMetadata(said: unknown): TokenCounts | null {
  const parsed = usageMetadata.safeParse(said)
  if (!parsed.success) return null
  const {
    promptTokenCount,
    toolUsePromptTokenCount,
    cachedContentTokenCount,
    candidatesTokenCount,
    thoughtsTokenCount,
  } = parsed.data
  return tokenCounts({
    inputTokens: promptTokenCount + (toolUsePromptTokenCount ?? 0),
    cachedInputTokens: cachedContentTokenCount,
    cacheWriteTokens: 0,
    outputTokens: (candidatesTokenCount ?? 0) + (thoughtsTokenCount ?? 0),
    reasoningTokens: thoughtsTokenCount,
  })
}
