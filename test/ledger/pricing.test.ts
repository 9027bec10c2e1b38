import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOf, noQuantities, type Prices, type Quantities } from '../../src/ledger/pricing.ts'

const prices = (parts: Partial<Prices>): Prices => ({
  status: 'priced',
  inputMicroUsd: null,
  cachedInputMicroUsd: null,
  cacheWriteMicroUsd: null,
  outputMicroUsd: null,
  imageMicroUsd: null,
  charactersMicroUsd: null,
  audioMinuteMicroUsd: null,
  videoSecondMicroUsd: null,
  ...parts,
})
const usage = (inputTokens: number, outputTokens: number, cachedInputTokens = 0): Quantities => ({
  ...noQuantities,
  inputTokens,
  cachedInputTokens,
  outputTokens,
})
/** USD 2.50 and 10.00 a million tokens, cached input half. */
const ordinary = prices({ inputMicroUsd: 2_500_000, cachedInputMicroUsd: 1_250_000, outputMicroUsd: 10_000_000 })

describe('the cost of tokens', () => {
  it('is whole micro-USD, rounded up once for the whole call', () => {
    expect(costOf(ordinary, usage(1_000_000, 1_000_000))).toBe(12_500_000)
    expect(costOf(ordinary, usage(1, 0))).toBe(3)
    expect(costOf(ordinary, usage(3, 1))).toBe(18)
    const cheap = prices({ inputMicroUsd: 1, outputMicroUsd: 1 })
    expect(costOf(cheap, usage(1, 1))).toBe(1)
    expect(costOf(cheap, usage(500_000, 500_000))).toBe(1)
    expect(costOf(cheap, usage(500_000, 500_001))).toBe(2)
  })

  it('counts cached tokens once, at their own price', () => {
    expect(costOf(ordinary, usage(1_000_000, 0, 400_000))).toBe(1_500_000 + 500_000)
    expect(costOf(ordinary, usage(1_000_000, 0, 1_000_000))).toBe(1_250_000)
  })

  it('never takes more tokens for cached than there are', () => {
    expect(costOf(ordinary, usage(1_000_000, 0, 5_000_000))).toBe(1_250_000)
  })

  it('takes the input price for cached tokens that have none, and a price of zero as one', () => {
    const input = { inputMicroUsd: 2_000_000 }
    expect(costOf(prices(input), usage(1_000_000, 0, 400_000))).toBe(2_000_000)
    expect(costOf(prices({ ...input, cachedInputMicroUsd: 0 }), usage(1_000_000, 0, 400_000))).toBe(1_200_000)
  })

  it('is nothing for a free model, and not known for one of unknown price', () => {
    expect(costOf(prices({ status: 'free' }), usage(5, 5))).toBe(0)
    expect(costOf(prices({ status: 'unknown' }), usage(5, 5))).toBeNull()
    expect(costOf(prices({ status: 'unknown' }), usage(0, 0))).toBeNull()
  })

  it('is not known when a kind of token was used that has no price', () => {
    const inputOnly = prices({ inputMicroUsd: 2_000_000 })
    expect(costOf(inputOnly, usage(500_000, 0))).toBe(1_000_000)
    expect(costOf(inputOnly, usage(500_000, 1))).toBeNull()
    const outputOnly = prices({ outputMicroUsd: 2_000_000 })
    expect(costOf(outputOnly, usage(0, 500_000))).toBe(1_000_000)
    expect(costOf(outputOnly, usage(1, 500_000))).toBeNull()
    const cachedOnly = prices({ cachedInputMicroUsd: 2_000_000 })
    expect(costOf(cachedOnly, usage(500_000, 0, 500_000))).toBe(1_000_000)
    expect(costOf(cachedOnly, usage(500_001, 0, 500_000))).toBeNull()
  })

  it('is exact where floating point is not', () => {
    expect(costOf(prices({ inputMicroUsd: 999_999_999_937 }), usage(999_999_937, 0))).toBe(999_999_936_937_001)
    expect(costOf(prices({ inputMicroUsd: 1_000_000 }), usage(Number.MAX_SAFE_INTEGER, 0))).toBe(
      Number.MAX_SAFE_INTEGER,
    )
  })

  it('is not known rather than wrong when no number can hold it', () => {
    expect(costOf(prices({ inputMicroUsd: 1_000_001 }), usage(Number.MAX_SAFE_INTEGER, 0))).toBeNull()
  })

  it('is the least whole number that covers every token', () => {
    const price = fc.integer({ min: 0, max: 1_000_000_000_000 })
    const tokens = fc.integer({ min: 0, max: 1_000_000_000 })
    fc.assert(
      fc.property(price, price, price, tokens, tokens, tokens, (input, cached, output, used, hit, made) => {
        const whole = prices({ inputMicroUsd: input, cachedInputMicroUsd: cached, outputMicroUsd: output })
        const cost = costOf(whole, usage(used + hit, made, hit))
        const exact = BigInt(used) * BigInt(input) + BigInt(hit) * BigInt(cached) + BigInt(made) * BigInt(output)
        expect(BigInt(cost!) * 1_000_000n).toBeGreaterThanOrEqual(exact)
        expect(BigInt(cost!) * 1_000_000n).toBeLessThan(exact + 1_000_000n)
      }),
    )
  })
})

describe('the cost of everything else', () => {
  const used = (parts: Partial<Quantities>) => ({ ...noQuantities, ...parts })

  it('is by image, 1,000 characters, minute of audio and second of video', () => {
    expect(costOf(prices({ imageMicroUsd: 40_000 }), used({ images: 3 }))).toBe(120_000)
    // USD 15 per million characters is 15,000 micro-USD per thousand.
    expect(costOf(prices({ charactersMicroUsd: 15_000 }), used({ characters: 1_234 }))).toBe(18_510)
    expect(costOf(prices({ charactersMicroUsd: 1 }), used({ characters: 1 }))).toBe(1)
    // USD 0.006 a minute.
    expect(costOf(prices({ audioMinuteMicroUsd: 6_000 }), used({ audioMs: 61_000 }))).toBe(6_100)
    expect(costOf(prices({ audioMinuteMicroUsd: 6_000 }), used({ audioMs: 1 }))).toBe(1)
    expect(costOf(prices({ videoSecondMicroUsd: 100_000 }), used({ videoMs: 8_000 }))).toBe(800_000)
  })

  it('is by what has a price, where a provider names several units', () => {
    const imageAnswer = used({ images: 2, inputTokens: 100, outputTokens: 8_000 })
    expect(costOf(prices({ imageMicroUsd: 40_000 }), imageAnswer)).toBe(80_000)
    expect(costOf(prices({ inputMicroUsd: 5_000_000, outputMicroUsd: 40_000_000 }), imageAnswer)).toBe(320_500)
    expect(costOf(prices({ audioMinuteMicroUsd: 6_000 }), imageAnswer)).toBeNull()
  })

  it('counts tokens that were written to a cache once, at their own price or that of input', () => {
    const written = used({ inputTokens: 1_000_000, cachedInputTokens: 200_000, cacheWriteTokens: 300_000 })
    const all = prices({ inputMicroUsd: 3_000_000, cachedInputMicroUsd: 300_000, cacheWriteMicroUsd: 3_750_000 })
    expect(costOf(all, written)).toBe(1_500_000 + 60_000 + 1_125_000)
    expect(costOf({ ...all, cacheWriteMicroUsd: null }, written)).toBe(1_500_000 + 60_000 + 900_000)
    expect(costOf(all, used({ inputTokens: 10, cachedInputTokens: 8, cacheWriteTokens: 8 }))).toBe(
      Math.ceil((8 * 300_000 + 2 * 3_750_000) / 1_000_000),
    )
  })

  it('is nothing where nothing was used', () => {
    expect(costOf(prices({ imageMicroUsd: 40_000 }), noQuantities)).toBe(0)
  })

  it('is the least whole number that covers every part', () => {
    const price = fc.integer({ min: 0, max: 1_000_000_000 })
    const quantity = fc.integer({ min: 0, max: 1_000_000 })
    fc.assert(
      fc.property(fc.tuple(price, price, price, price), fc.tuple(quantity, quantity, quantity, quantity), (p, q) => {
        const [imageMicroUsd, charactersMicroUsd, audioMinuteMicroUsd, videoSecondMicroUsd] = p
        const [images, characters, audioMs, videoMs] = q
        const cost = costOf(
          prices({ imageMicroUsd, charactersMicroUsd, audioMinuteMicroUsd, videoSecondMicroUsd }),
          used({ images, characters, audioMs, videoMs }),
        )
        const shares = [60_000, 60, 1, 60]
        const exact = p.reduce(
          (sum, each, index) => sum + BigInt(each) * BigInt(q[index]!) * BigInt(shares[index]!),
          0n,
        )
        expect(BigInt(cost!) * 60_000n).toBeGreaterThanOrEqual(exact)
        expect(BigInt(cost!) * 60_000n).toBeLessThan(exact + 60_000n)
      }),
    )
  })
})
