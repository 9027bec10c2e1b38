import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { costOfTokens, type Prices, type TokenUsage } from '../../src/ledger/pricing.ts'

const prices = (parts: Partial<Prices>): Prices => ({
  status: 'priced',
  inputMicroUsd: null,
  cachedInputMicroUsd: null,
  outputMicroUsd: null,
  ...parts,
})
const usage = (inputTokens: number, outputTokens: number, cachedInputTokens = 0): TokenUsage => ({
  inputTokens,
  cachedInputTokens,
  outputTokens,
})
/** USD 2.50 and 10.00 a million tokens, cached input half. */
const ordinary = prices({ inputMicroUsd: 2_500_000, cachedInputMicroUsd: 1_250_000, outputMicroUsd: 10_000_000 })

describe('the cost of tokens', () => {
  it('is whole micro-USD, rounded up once for the whole call', () => {
    expect(costOfTokens(ordinary, usage(1_000_000, 1_000_000))).toBe(12_500_000)
    expect(costOfTokens(ordinary, usage(1, 0))).toBe(3)
    expect(costOfTokens(ordinary, usage(3, 1))).toBe(18)
    const cheap = prices({ inputMicroUsd: 1, outputMicroUsd: 1 })
    expect(costOfTokens(cheap, usage(1, 1))).toBe(1)
    expect(costOfTokens(cheap, usage(500_000, 500_000))).toBe(1)
    expect(costOfTokens(cheap, usage(500_000, 500_001))).toBe(2)
  })

  it('counts cached tokens once, at their own price', () => {
    expect(costOfTokens(ordinary, usage(1_000_000, 0, 400_000))).toBe(1_500_000 + 500_000)
    expect(costOfTokens(ordinary, usage(1_000_000, 0, 1_000_000))).toBe(1_250_000)
  })

  it('never takes more tokens for cached than there are', () => {
    expect(costOfTokens(ordinary, usage(1_000_000, 0, 5_000_000))).toBe(1_250_000)
  })

  it('takes the input price for cached tokens that have none, and a price of zero as one', () => {
    const input = { inputMicroUsd: 2_000_000 }
    expect(costOfTokens(prices(input), usage(1_000_000, 0, 400_000))).toBe(2_000_000)
    expect(costOfTokens(prices({ ...input, cachedInputMicroUsd: 0 }), usage(1_000_000, 0, 400_000))).toBe(1_200_000)
  })

  it('is nothing for a free model, and not known for one of unknown price', () => {
    expect(costOfTokens(prices({ status: 'free' }), usage(5, 5))).toBe(0)
    expect(costOfTokens(prices({ status: 'unknown' }), usage(5, 5))).toBeNull()
    expect(costOfTokens(prices({ status: 'unknown' }), usage(0, 0))).toBeNull()
  })

  it('is not known when a kind of token was used that has no price', () => {
    const inputOnly = prices({ inputMicroUsd: 2_000_000 })
    expect(costOfTokens(inputOnly, usage(500_000, 0))).toBe(1_000_000)
    expect(costOfTokens(inputOnly, usage(500_000, 1))).toBeNull()
    const outputOnly = prices({ outputMicroUsd: 2_000_000 })
    expect(costOfTokens(outputOnly, usage(0, 500_000))).toBe(1_000_000)
    expect(costOfTokens(outputOnly, usage(1, 500_000))).toBeNull()
    const cachedOnly = prices({ cachedInputMicroUsd: 2_000_000 })
    expect(costOfTokens(cachedOnly, usage(500_000, 0, 500_000))).toBe(1_000_000)
    expect(costOfTokens(cachedOnly, usage(500_001, 0, 500_000))).toBeNull()
  })

  it('is exact where floating point is not', () => {
    expect(costOfTokens(prices({ inputMicroUsd: 999_999_999_937 }), usage(999_999_937, 0))).toBe(999_999_936_937_001)
    expect(costOfTokens(prices({ inputMicroUsd: 1_000_000 }), usage(Number.MAX_SAFE_INTEGER, 0))).toBe(
      Number.MAX_SAFE_INTEGER,
    )
  })

  it('is not known rather than wrong when no number can hold it', () => {
    expect(costOfTokens(prices({ inputMicroUsd: 1_000_001 }), usage(Number.MAX_SAFE_INTEGER, 0))).toBeNull()
  })

  it('is the least whole number that covers every token', () => {
    const price = fc.integer({ min: 0, max: 1_000_000_000_000 })
    const tokens = fc.integer({ min: 0, max: 1_000_000_000 })
    fc.assert(
      fc.property(price, price, price, tokens, tokens, tokens, (input, cached, output, used, hit, made) => {
        const whole = prices({ inputMicroUsd: input, cachedInputMicroUsd: cached, outputMicroUsd: output })
        const cost = costOfTokens(whole, usage(used + hit, made, hit))
        const exact = BigInt(used) * BigInt(input) + BigInt(hit) * BigInt(cached) + BigInt(made) * BigInt(output)
        expect(BigInt(cost!) * 1_000_000n).toBeGreaterThanOrEqual(exact)
        expect(BigInt(cost!) * 1_000_000n).toBeLessThan(exact + 1_000_000n)
      }),
    )
  })
})
