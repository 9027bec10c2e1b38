import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ceilingOf,
  costOf,
  noQuantities,
  pricesTokens,
  type Prices,
  type Quantities,
} from '../../src/ledger/pricing.ts'

const prices = (parts: Partial<Prices>): Prices => ({
  status: 'priced',
  inputMicroUsd: null,
  cachedInputMicroUsd: null,
  cacheWriteMicroUsd: null,
  outputMicroUsd: null,
  reasoningMicroUsd: null,
  requestMicroUsd: null,
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

  describe('of reasoning', () => {
    const thinker = prices({ inputMicroUsd: 1_000_000, outputMicroUsd: 4_000_000, reasoningMicroUsd: 10_000_000 })
    const thought = (outputTokens: number, reasoningTokens: number) => ({ ...usage(0, outputTokens), reasoningTokens })

    it('is counted once, as a part of the output at its own price', () => {
      expect(costOf(thinker, thought(1_000_000, 0))).toBe(4_000_000)
      expect(costOf(thinker, thought(1_000_000, 250_000))).toBe(3_000_000 + 2_500_000)
      expect(costOf(thinker, thought(1_000_000, 1_000_000))).toBe(10_000_000)
    })

    it('never takes more tokens for reasoning than there are', () => {
      expect(costOf(thinker, thought(1_000_000, 3_000_000))).toBe(10_000_000)
      expect(costOf(thinker, thought(0, 3_000_000))).toBe(0)
    })

    it('takes the output price where there is none, and a price of zero as one', () => {
      expect(costOf({ ...thinker, reasoningMicroUsd: null }, thought(1_000_000, 250_000))).toBe(4_000_000)
      expect(costOf({ ...thinker, reasoningMicroUsd: 0 }, thought(1_000_000, 250_000))).toBe(3_000_000)
    })

    it('is not known when it alone has a price and there was other output', () => {
      const reasoningOnly = prices({ reasoningMicroUsd: 10_000_000 })
      expect(costOf(reasoningOnly, thought(500_000, 500_000))).toBe(5_000_000)
      expect(costOf(reasoningOnly, thought(500_001, 500_000))).toBeNull()
    })
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

  it('is the least whole number that covers every token of every kind, and the request', () => {
    const price = fc.integer({ min: 0, max: 1_000_000_000_000 })
    const tokens = fc.integer({ min: 0, max: 1_000_000_000 })
    const five = <T>(each: fc.Arbitrary<T>) => fc.tuple(each, each, each, each, each)
    fc.assert(
      fc.property(five(price), five(tokens), fc.option(price), (each, used, requestMicroUsd) => {
        const [inputMicroUsd, cachedInputMicroUsd, cacheWriteMicroUsd, outputMicroUsd, reasoningMicroUsd] = each
        const [plain, cachedInputTokens, cacheWriteTokens, said, reasoningTokens] = used
        const cost = costOf(
          prices({
            inputMicroUsd,
            cachedInputMicroUsd,
            cacheWriteMicroUsd,
            outputMicroUsd,
            reasoningMicroUsd,
            requestMicroUsd,
          }),
          {
            ...noQuantities,
            inputTokens: plain + cachedInputTokens + cacheWriteTokens,
            cachedInputTokens,
            cacheWriteTokens,
            outputTokens: said + reasoningTokens,
            reasoningTokens,
          },
        )
        const ofRequest = BigInt(requestMicroUsd ?? 0) * 1_000_000n
        const exact = each.reduce((sum, one, index) => sum + BigInt(one) * BigInt(used[index]!), ofRequest)
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

describe('the cost of a request', () => {
  const perRequest = prices({ requestMicroUsd: 5_000 })

  it('is its price, once, beside what it uses', () => {
    expect(costOf({ ...ordinary, requestMicroUsd: 5_000 }, usage(1_000_000, 1_000_000))).toBe(12_505_000)
    expect(costOf({ ...ordinary, requestMicroUsd: 0 }, usage(1, 0))).toBe(3)
    expect(costOf(prices({ requestMicroUsd: 5_000, imageMicroUsd: 40_000 }), { ...noQuantities, images: 3 })).toBe(
      125_000,
    )
  })

  it('is known where only requests have a price, whatever else was used', () => {
    const everything = Object.fromEntries(Object.keys(noQuantities).map((name) => [name, 7])) as Quantities
    expect(costOf(perRequest, everything)).toBe(5_000)
    expect(costOf(perRequest, noQuantities)).toBe(5_000)
    expect(costOf(prices({ requestMicroUsd: 0 }), everything)).toBe(0)
  })

  it('does not stand in for the price of a kind of token that has none', () => {
    expect(costOf({ ...perRequest, inputMicroUsd: 1 }, usage(1, 0))).toBe(5_001)
    expect(costOf({ ...perRequest, inputMicroUsd: 1 }, usage(1, 1))).toBeNull()
  })

  it('is nothing for a free model', () => {
    expect(costOf(prices({ status: 'free' }), noQuantities)).toBe(0)
  })
})

describe('the highest cost of an estimate', () => {
  const price = fc.option(fc.integer({ min: 0, max: 1_000_000_000 }))
  const anyPrices: fc.Arbitrary<Prices> = fc.record({
    status: fc.constantFrom('priced', 'priced', 'priced', 'free', 'unknown'),
    inputMicroUsd: price,
    cachedInputMicroUsd: price,
    cacheWriteMicroUsd: price,
    outputMicroUsd: price,
    reasoningMicroUsd: price,
    requestMicroUsd: price,
    imageMicroUsd: price,
    charactersMicroUsd: price,
    audioMinuteMicroUsd: price,
    videoSecondMicroUsd: price,
  })
  const quantity = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000 }))
  const anyUse: fc.Arbitrary<Quantities> = fc.record({
    inputTokens: quantity,
    cachedInputTokens: quantity,
    cacheWriteTokens: quantity,
    outputTokens: quantity,
    reasoningTokens: quantity,
    images: quantity,
    characters: quantity,
    audioMs: quantity,
    videoMs: quantity,
  })

  it('is never below what the call costs, however its tokens are split', () => {
    fc.assert(
      fc.property(anyPrices, anyUse, quantity, quantity, quantity, (all, most, cached, written, reasoning) => {
        const split = { ...most, cachedInputTokens: cached, cacheWriteTokens: written, reasoningTokens: reasoning }
        const [ceiling, cost] = [ceilingOf(all, most), costOf(all, split)]
        // What may have no known cost has no known ceiling.
        if (cost === null) expect(ceiling).toBeNull()
        else if (ceiling !== null) expect(cost).toBeLessThanOrEqual(ceiling)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is never below the cost of less', () => {
    const share = fc.integer({ min: 0, max: 100 })
    fc.assert(
      fc.property(anyPrices, anyUse, fc.tuple(share, share, share), (all, most, [input, output, rest]) => {
        const part = (whole: number, percent: number) => Math.floor((whole * percent) / 100)
        const less = {
          ...most,
          inputTokens: part(most.inputTokens, input),
          outputTokens: part(most.outputTokens, output),
          images: part(most.images, rest),
          videoMs: part(most.videoMs, rest),
        }
        const ceiling = ceilingOf(all, most)
        if (ceiling !== null) expect(costOf(all, less) ?? 0).toBeLessThanOrEqual(ceiling)
      }),
      { numRuns: 2_000 },
    )
  })

  it('is what some call costs: all input of the dearest kind, and all output', () => {
    fc.assert(
      fc.property(anyPrices, anyUse, (all, most) => {
        const ceiling = ceilingOf(all, most)
        if (ceiling === null) return
        const { inputTokens, outputTokens } = most
        const costs = [
          { cachedInputTokens: 0, cacheWriteTokens: 0 },
          { cachedInputTokens: inputTokens, cacheWriteTokens: 0 },
          { cachedInputTokens: 0, cacheWriteTokens: inputTokens },
        ].flatMap((input) =>
          [0, outputTokens].map((reasoningTokens) => costOf(all, { ...most, ...input, reasoningTokens })),
        )
        expect(Math.max(...costs.map((cost) => cost!))).toBe(ceiling)
      }),
      { numRuns: 2_000 },
    )
  })

  it('takes the dearest price that a token may turn out to have', () => {
    const all = prices({
      inputMicroUsd: 3_000_000,
      cachedInputMicroUsd: 300_000,
      cacheWriteMicroUsd: 3_750_000,
      outputMicroUsd: 15_000_000,
      reasoningMicroUsd: 20_000_000,
      requestMicroUsd: 7,
    })
    expect(costOf(all, usage(1_000_000, 1_000_000))).toBe(18_000_007)
    expect(ceilingOf(all, usage(1_000_000, 1_000_000))).toBe(23_750_007)
    const cheapThoughts = { ...all, reasoningMicroUsd: 1, cacheWriteMicroUsd: null }
    expect(ceilingOf(cheapThoughts, usage(1_000_000, 1_000_000))).toBe(18_000_007)
  })

  it('is not known where the cost is not, or may not be', () => {
    expect(ceilingOf(prices({ status: 'unknown' }), usage(1, 1))).toBeNull()
    expect(ceilingOf(prices({ status: 'free' }), usage(1, 1))).toBe(0)
    expect(ceilingOf(prices({ imageMicroUsd: 1 }), usage(1, 1))).toBeNull()
    expect(ceilingOf(prices({ inputMicroUsd: 1 }), usage(1, 1))).toBeNull()
    expect(ceilingOf(prices({ cachedInputMicroUsd: 1 }), usage(1, 0))).toBeNull()
    expect(ceilingOf(prices({ inputMicroUsd: 1, reasoningMicroUsd: 1 }), usage(1, 1))).toBeNull()
    expect(ceilingOf(prices({ inputMicroUsd: 1, reasoningMicroUsd: 1 }), usage(1, 0))).toBe(1)
  })
})

describe('output tokens have a say in the cost', () => {
  it.each([
    'inputMicroUsd',
    'cachedInputMicroUsd',
    'cacheWriteMicroUsd',
    'outputMicroUsd',
    'reasoningMicroUsd',
  ] as const)('where there is %s, be it zero', (name) => {
    expect(pricesTokens(prices({ [name]: 0 }))).toBe(true)
  })

  it('nowhere else', () => {
    const other = { requestMicroUsd: 1, imageMicroUsd: 1, charactersMicroUsd: 1, audioMinuteMicroUsd: 1 }
    expect(pricesTokens(prices({ ...other, videoSecondMicroUsd: 1 }))).toBe(false)
    expect(pricesTokens(prices({ status: 'free' }))).toBe(false)
    expect(pricesTokens(prices({ status: 'unknown' }))).toBe(false)
  })
})
