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
  /** The output price where there is none. */
  reasoningMicroUsd: number | null
  /** Of every request, beside what it uses. */
  requestMicroUsd: number | null
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

/** For a price that is only looked at. */
const NOTHING = 0n

/**
 * The cost in micro-USD, rounded up once. `null` when it is not known: the price is unknown, nothing of what was used has
 * one, or tokens have one only for a part of them. A provider bills by some units and names others beside them: those
 * without a price cost nothing as long as one has, be it the request itself.
 */
export function costOf(prices: Prices, used: Quantities): number | null {
  return addUp(prices, used, tokenParts(prices, used))
}

/**
 * The highest cost of a call that uses `most`, in micro-USD: each input token may come from a cache or go into one, and
 * each output token may be of reasoning, whatever `most` says of these parts. `null` when the cost may not be known.
 */
export function ceilingOf(prices: Prices, most: Quantities): number | null {
  return addUp(prices, most, dearestTokenParts(prices, most))
}

/** Whether output tokens have a say in what a call costs: they do once any kind of token has a price. */
export function pricesTokens(prices: Prices): boolean {
  const { inputMicroUsd, cachedInputMicroUsd, cacheWriteMicroUsd, outputMicroUsd, reasoningMicroUsd } = prices
  return (
    prices.status === 'priced' &&
    highest(inputMicroUsd, cachedInputMicroUsd, cacheWriteMicroUsd, outputMicroUsd, reasoningMicroUsd) !== null
  )
}

function addUp(prices: Prices, used: Quantities, tokens: Part[]): number | null {
  if (prices.status === 'free') return 0
  if (prices.status === 'unknown') return null
  const requests = prices.requestMicroUsd === null ? 0 : 1
  const units = [
    tokens,
    [[requests, prices.requestMicroUsd, SHARES]],
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

/** Parts of input and output are counted once: at their own price, or at that of the whole. */
function tokenParts(prices: Prices, used: Quantities): Part[] {
  const cached = Math.min(used.cachedInputTokens, used.inputTokens)
  const written = Math.min(used.cacheWriteTokens, used.inputTokens - cached)
  const reasoning = Math.min(used.reasoningTokens, used.outputTokens)
  return [
    [used.inputTokens - cached - written, prices.inputMicroUsd, TOKEN],
    [cached, prices.cachedInputMicroUsd ?? prices.inputMicroUsd, TOKEN],
    [written, prices.cacheWriteMicroUsd ?? prices.inputMicroUsd, TOKEN],
    [used.outputTokens - reasoning, prices.outputMicroUsd, TOKEN],
    [reasoning, prices.reasoningMicroUsd ?? prices.outputMicroUsd, TOKEN],
  ]
}

/** All of input and of output at the dearest price of a part. The price of the whole stands by: without it, a part may have none. */
function dearestTokenParts(prices: Prices, { inputTokens, outputTokens }: Quantities): Part[] {
  const { inputMicroUsd, cachedInputMicroUsd, cacheWriteMicroUsd, outputMicroUsd, reasoningMicroUsd } = prices
  return [
    [inputTokens, highest(inputMicroUsd, cachedInputMicroUsd, cacheWriteMicroUsd), TOKEN],
    [inputTokens, inputMicroUsd, NOTHING],
    [outputTokens, highest(outputMicroUsd, reasoningMicroUsd), TOKEN],
    [outputTokens, outputMicroUsd, NOTHING],
  ]
}

function highest(...prices: (number | null)[]): number | null {
  const known = prices.filter((price) => price !== null)
  return known.length === 0 ? null : Math.max(...known)
}
