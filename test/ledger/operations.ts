/** Random operations on a ledger, for model.test.ts. */
import fc from 'fast-check'
import type { Retention } from '../../src/ledger/call-log.ts'
import type { SettlementBasis, Usage } from '../../src/ledger/port.ts'
import { HOLD_MS, noUsage } from '../support/ledger.ts'

export const PROVIDERS = [1, 2] as const
export const KEYS = [1, 2] as const
const MODELS = [1, 2] as const
const DAY_MS = 86_400_000

/** One of the calls under way, or of all that were ever asked for. */
export type Choice = { of: 'open' | 'all'; index: number }

export type LimitScope = 'provider 1' | 'provider 2' | 'admin' | 'key 1' | 'key 2'

export type Admit = {
  kind: 'admit'
  provider: number
  model: number
  apiKey: number
  /** The caller's own. `null`: the call is charged under the id of its HTTP request. */
  idempotencyKey: number | null
  /** The HTTP request is an earlier one that tries again. */
  again: number | null
  input: number
  output: number
  cost: number | null
  /** How many epochs ago the caller's rights were read. */
  lag: number
  holdMs: number
}

export type Settle = {
  kind: 'settle'
  call: Choice
  used: 'as reserved' | 'less' | 'nothing' | 'more' | 'nonsense'
  isPriced: boolean
  basis: SettlementBasis
  errorCode: string | null
}

export type Operation =
  | Admit
  | Settle
  | { kind: 'release'; call: Choice; errorCode: string | null }
  | { kind: 'withdraw'; call: Choice }
  | { kind: 'job'; call: Choice; holdMs: number }
  /** `break`: whoever is told next fails. */
  | { kind: 'sweep' | 'prune' | 'restart' | 'break' }
  | { kind: 'rollUp'; rows: number }
  | { kind: 'bump'; by: number }
  | { kind: 'jump'; ms: number }
  | { kind: 'limit'; scope: LimitScope; name: string; limit: number | null }
  | { kind: 'warn'; percent: number }

const kind = <K extends Operation['kind']>(...names: K[]) => fc.constantFrom(...names)
const index = fc.nat({ max: 1_000 })
const call: fc.Arbitrary<Choice> = fc.record({ of: fc.constantFrom('open', 'open', 'open', 'open', 'all'), index })
const errorCode = fc.constantFrom(null, null, 'upstream_error', 'upstream_timeout')

const limit = (scopes: LimitScope[], name: string, max: number) =>
  fc.record({
    kind: kind('limit'),
    scope: fc.constantFrom(...scopes),
    name: fc.constant(name),
    limit: fc.option(fc.integer({ min: 0, max }), { freq: 3 }),
  })

export const limitChange = fc.oneof(
  limit(['provider 1', 'provider 2', 'admin'], 'requests', 8),
  limit(['provider 1', 'provider 2', 'admin'], 'tokens', 400),
  limit(['provider 1', 'provider 2', 'admin'], 'budgetMicroUsd', 300),
  limit(['admin', 'key 1', 'key 2'], 'requestsPerMinute', 6),
  limit(['admin', 'key 1', 'key 2'], 'tokensPerMinute', 250),
  limit(['admin', 'key 1', 'key 2'], 'concurrentCalls', 4),
)

const forthMs = [1, 999, 20_000, 20_000, 40_000, 59_999, 60_000, DAY_MS - 1, DAY_MS, 20 * DAY_MS, 40 * DAY_MS]
const backMs = [-1, -5_000, -5_000, -90_000, -90_000, -35 * DAY_MS]

export const retention: fc.Arbitrary<Retention> = fc.record({
  maxAgeMs: fc.constantFrom(DAY_MS, 30 * DAY_MS),
  maxCalls: fc.constantFrom(0, 3, 20_000, 20_000),
})

export const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 22,
    arbitrary: fc.record({
      kind: kind('admit'),
      provider: fc.constantFrom(...PROVIDERS),
      model: fc.constantFrom(...MODELS),
      apiKey: fc.constantFrom(...KEYS),
      idempotencyKey: fc.constantFrom(null, null, null, 0, 1),
      again: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: index }),
      input: fc.integer({ min: 0, max: 40 }),
      output: fc.integer({ min: 0, max: 40 }),
      // `freq` is how rarely it is `null`.
      cost: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 9 }),
      lag: fc.constantFrom(...Array<number>(19).fill(0), 1),
      holdMs: fc.constantFrom(HOLD_MS, 10 * HOLD_MS, 50 * DAY_MS),
    }),
  },
  {
    weight: 13,
    arbitrary: fc.record({
      kind: kind('settle'),
      call,
      used: fc.constantFrom('as reserved', 'less', 'less', 'nothing', 'more', 'nonsense'),
      isPriced: fc.constantFrom(true, true, true, false),
      basis: fc.constantFrom<SettlementBasis>('provider', 'counted', 'aborted', 'estimated'),
      errorCode,
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: kind('release'), call, errorCode }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('withdraw'), call }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('job'), call, holdMs: fc.constantFrom(0, 5 * HOLD_MS, 20 * HOLD_MS) }),
  },
  { weight: 5, arbitrary: fc.record({ kind: kind('sweep', 'prune', 'restart', 'break') }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('rollUp'), rows: fc.integer({ min: 1, max: 3 }) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('bump'), by: fc.integer({ min: -2, max: 2 }) }) },
  { weight: 3, arbitrary: limitChange },
  { weight: 1, arbitrary: fc.record({ kind: kind('warn'), percent: fc.integer({ min: 1, max: 100 }) }) },
  { weight: 5, arbitrary: fc.record({ kind: kind('jump'), ms: fc.constantFrom(...forthMs, ...backMs) }) },
)

/** What a call turns out to have used. */
export const usages: Record<Settle['used'], (reserved: Usage) => Usage> = {
  'as reserved': (reserved) => reserved,
  less: ({ inputTokens, outputTokens, costMicroUsd }) => ({
    ...noUsage,
    inputTokens: Math.floor(inputTokens / 2),
    cachedInputTokens: 5,
    outputTokens: Math.floor(outputTokens / 3),
    reasoningTokens: 2,
    costMicroUsd: Math.floor((costMicroUsd ?? 0) / 2),
  }),
  nothing: () => noUsage,
  more: ({ inputTokens, outputTokens, costMicroUsd }) => ({
    ...noUsage,
    inputTokens: inputTokens * 2,
    cacheWriteTokens: 3,
    outputTokens: outputTokens + 7,
    images: 1,
    audioMs: 1_500,
    costMicroUsd: (costMicroUsd ?? 0) + 9,
  }),
  nonsense: () => ({
    ...noUsage,
    inputTokens: -5,
    cachedInputTokens: 4,
    outputTokens: Number.NaN,
    characters: 0.5,
    videoMs: 2 ** 60,
    costMicroUsd: -7,
  }),
}
