/** What a call uses, and what that costs. Whole micro-USD, no floats anywhere. */

/** Whole numbers from 0 up. */
export type Quantities = {
  inputTokens: number
  /** Part of `inputTokens`: read from a cache. */
  cachedInputTokens: number
  /** Part of `inputTokens`: written to a cache. */
  cacheWriteTokens: number
  outputTokens: number
  /** Part of `outputTokens`. */
  reasoningTokens: number
  images: number
  /** Of text to be spoken. */
  characters: number
  /** Of audio that was heard, in milliseconds. */
  audioMs: number
  /** Of video that was made, in milliseconds. */
  videoMs: number
}

export const noQuantities: Quantities = {
  inputTokens: 0,
  cachedInputTokens: 0,
  cacheWriteTokens: 0,
  outputTokens: 0,
  reasoningTokens: 0,
  images: 0,
  characters: 0,
  audioMs: 0,
  videoMs: 0,
}

export const quantityNames = Object.keys(noQuantities) as (keyof Quantities)[]

export type PriceStatus = 'priced' | 'free' | 'unknown'

/** Micro-USD. `null`: there is no such price. */
export type Prices = {
  status: PriceStatus
  /** Token prices are per million tokens. */
  inputMicroUsd: number | null
  /** The input price where there is none. */
  cachedInputMicroUsd: number | null
  /** The input price where there is none. */
  cacheWriteMicroUsd: number | null
  outputMicroUsd: number | null
  imageMicroUsd: number | null
  /** Per 1,000 characters. */
  charactersMicroUsd: number | null
  audioMinuteMicroUsd: number | null
  videoSecondMicroUsd: number | null
}

/** A quantity, its price, and how many sixty-millionths of the price one of it costs: all prices have that in common. */
type Part = [quantity: number, price: number | null, share: bigint]

const SHARES = 60_000_000n
const TOKEN = SHARES / 1_000_000n
const CHARACTER = SHARES / 1_000n
const AUDIO_MS = SHARES / 60_000n
const VIDEO_MS = SHARES / 1_000n

/**
 * The cost in micro-USD, rounded up once. `null` when it is not known: the price is unknown, nothing of what was used has
 * one, or tokens have one only for a part of them. A provider bills by some units and names others beside them: those
 * without a price cost nothing as long as one has.
 */
export function costOf(prices: Prices, used: Quantities): number | null {
  if (prices.status === 'free') return 0
  if (prices.status === 'unknown') return null
  const units = [
    tokenParts(prices, used),
    [[used.images, prices.imageMicroUsd, SHARES]],
    [[used.characters, prices.charactersMicroUsd, CHARACTER]],
    [[used.audioMs, prices.audioMinuteMicroUsd, AUDIO_MS]],
    [[used.videoMs, prices.videoSecondMicroUsd, VIDEO_MS]],
  ] satisfies Part[][]
  const usedUnits = units.map((parts) => parts.filter(([quantity]) => quantity > 0)).filter((parts) => parts.length > 0)
  const billed = usedUnits.filter((parts) => parts.some(([, price]) => price !== null))
  if (usedUnits.length > 0 && billed.length === 0) return null
  let total = 0n
  for (const [quantity, price, share] of billed.flat()) {
    if (price === null) return null
    total += BigInt(quantity) * BigInt(price) * share
  }
  const cost = (total + SHARES - 1n) / SHARES
  return cost > BigInt(Number.MAX_SAFE_INTEGER) ? null : Number(cost)
}

/** Whether the price of output tokens has a say in what a call costs. */
export function pricesTokens({ status, inputMicroUsd, outputMicroUsd }: Prices): boolean {
  return status === 'priced' && (inputMicroUsd !== null || outputMicroUsd !== null)
}

/** Cached tokens are counted once: at their own price, or at that of input. */
function tokenParts(prices: Prices, used: Quantities): Part[] {
  const cached = Math.min(used.cachedInputTokens, used.inputTokens)
  const written = Math.min(used.cacheWriteTokens, used.inputTokens - cached)
  return [
    [used.inputTokens - cached - written, prices.inputMicroUsd, TOKEN],
    [cached, prices.cachedInputMicroUsd ?? prices.inputMicroUsd, TOKEN],
    [written, prices.cacheWriteMicroUsd ?? prices.inputMicroUsd, TOKEN],
    [used.outputTokens, prices.outputMicroUsd, TOKEN],
  ]
}
