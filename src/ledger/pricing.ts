/** Prices and what a call costs. Whole micro-USD; token prices are per million tokens. No floats anywhere. */

export type PriceStatus = 'priced' | 'free' | 'unknown'

export type Prices = {
  status: PriceStatus
  inputMicroUsd: number | null
  cachedInputMicroUsd: number | null
  outputMicroUsd: number | null
}

export type TokenUsage = {
  inputTokens: number
  /** Part of `inputTokens`. */
  cachedInputTokens: number
  outputTokens: number
}

const TOKENS_PER_PRICE = 1_000_000n

/**
 * The cost in micro-USD, rounded up. `null` when it is not known: the model's price is unknown, or it has none for a kind
 * of token that was used. Cached tokens cost their own price, or the input price where there is none.
 */
export function costOfTokens(prices: Prices, usage: TokenUsage): number | null {
  if (prices.status === 'free') return 0
  if (prices.status === 'unknown') return null
  const cached = Math.min(usage.cachedInputTokens, usage.inputTokens)
  const parts: [tokens: number, price: number | null][] = [
    [usage.inputTokens - cached, prices.inputMicroUsd],
    [cached, prices.cachedInputMicroUsd ?? prices.inputMicroUsd],
    [usage.outputTokens, prices.outputMicroUsd],
  ]
  let total = 0n
  for (const [tokens, price] of parts) {
    if (tokens === 0) continue
    if (price === null) return null
    total += BigInt(tokens) * BigInt(price)
  }
  const cost = (total + TOKENS_PER_PRICE - 1n) / TOKENS_PER_PRICE
  return cost > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(cost)
}
