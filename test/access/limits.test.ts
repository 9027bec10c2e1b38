import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  configuredPolicy,
  effectiveLimits,
  noMonthlyColumns,
  toLimits,
  type LimitSource,
} from '../../src/access/limits.ts'
import { noMonthlyLimits, noRateLimits } from '../../src/ledger/limits.ts'

type Input = Parameters<typeof effectiveLimits>[0]
type Policy = NonNullable<Input['policy']>

const configuration = { defaultMonthlyLimit: 1_000 }
const noDefaults = {
  defaultMonthlyLimit: null,
  defaultMonthlyBudgetMicroUsd: null,
  defaultMonthlyTokenLimit: null,
}
const moment = '2026-11-01T00:00:00.000Z'
const emptyPolicy: Policy = {
  ...configuredPolicy(configuration),
  monthlyLimit: null,
  id: 1,
  createdAt: moment,
  updatedAt: moment,
}

/** Of nobody anything is said but what is given. */
const about = ({
  admin,
  provider,
  policy = null,
  settings = null,
  apiKey = null,
}: {
  [part in keyof Input]?: part extends 'policy' ? Policy | null : Partial<Input[part]> | null
}): Input => ({
  configuration,
  policy,
  admin: { role: 'admin', ...noMonthlyColumns, ...noRateLimits, ...admin },
  provider: { ...noDefaults, ...provider },
  settings: settings && { ...noMonthlyColumns, ...settings },
  apiKey: apiKey && { ...noRateLimits, ...apiKey },
})

/** By hand: the row and column of one's own of each limit, and the columns of the policy and of the provider's default. */
const places = [
  ['provider', 'requests', 'settings', 'monthlyLimit', 'monthlyLimit', 'defaultMonthlyLimit'],
  ['provider', 'tokens', 'settings', 'monthlyTokenLimit', 'monthlyTokenLimit', 'defaultMonthlyTokenLimit'],
  [
    'provider',
    'budgetMicroUsd',
    'settings',
    'monthlyBudgetMicroUsd',
    'monthlyBudgetMicroUsd',
    'defaultMonthlyBudgetMicroUsd',
  ],
  ['admin', 'requests', 'admin', 'monthlyLimit', 'adminMonthlyLimit'],
  ['admin', 'tokens', 'admin', 'monthlyTokenLimit', 'adminMonthlyTokenLimit'],
  ['admin', 'budgetMicroUsd', 'admin', 'monthlyBudgetMicroUsd', 'adminMonthlyBudgetMicroUsd'],
  ['admin', 'requestsPerMinute', 'admin', 'requestsPerMinute', 'requestsPerMinute'],
  ['admin', 'tokensPerMinute', 'admin', 'tokensPerMinute', 'tokensPerMinute'],
  ['admin', 'concurrentCalls', 'admin', 'concurrentCalls', 'concurrentCalls'],
  ['apiKey', 'requestsPerMinute', 'apiKey', 'requestsPerMinute', 'keyRequestsPerMinute'],
  ['apiKey', 'tokensPerMinute', 'apiKey', 'tokensPerMinute', 'keyTokensPerMinute'],
  ['apiKey', 'concurrentCalls', 'apiKey', 'concurrentCalls', 'keyConcurrentCalls'],
] as const

type Cells = Record<string, number | null>

/** Where a limit may stand, nearest first. */
function candidatesOf([scope, name, own, column, inPolicy, inProvider]: (typeof places)[number], input: Input) {
  const cell = (row: object | null, column: string) => (row as Cells | null)?.[column] ?? null
  const ownSource: LimitSource = own === 'apiKey' ? 'api_key' : own
  const candidates: [number | null, LimitSource][] = [[cell(input[own], column), ownSource]]
  if (input.admin.role === 'super_admin') return candidates
  if (inProvider) candidates.push([cell(input.provider, inProvider), 'provider'])
  if (input.policy) candidates.push([cell(input.policy, inPolicy), 'policy'])
  else if (scope === 'provider' && name === 'requests') {
    candidates.push([input.configuration.defaultMonthlyLimit, 'configuration'])
  }
  return candidates
}

const limit = fc.option(fc.integer({ min: 0, max: 3 }), { freq: 2 })
const monthly = { monthlyLimit: limit, monthlyBudgetMicroUsd: limit, monthlyTokenLimit: limit }
const rates = { requestsPerMinute: limit, tokensPerMinute: limit, concurrentCalls: limit }

/** Few values, so that every combination of what is set and not set comes up, also of 0. */
const anyInput: fc.Arbitrary<Input> = fc.record({
  configuration: fc.record({ defaultMonthlyLimit: fc.integer({ min: 0, max: 3 }) }),
  policy: fc.option(
    fc.record({
      id: fc.constant(1),
      ...monthly,
      adminMonthlyLimit: limit,
      adminMonthlyBudgetMicroUsd: limit,
      adminMonthlyTokenLimit: limit,
      ...rates,
      keyRequestsPerMinute: limit,
      keyTokensPerMinute: limit,
      keyConcurrentCalls: limit,
      warnAtPercent: fc.integer({ min: 1, max: 100 }),
      createdAt: fc.constant(moment),
      updatedAt: fc.constant(moment),
    }),
    { freq: 2 },
  ),
  admin: fc.record({ role: fc.constantFrom('admin' as const, 'super_admin' as const), ...monthly, ...rates }),
  provider: fc.record({
    defaultMonthlyLimit: limit,
    defaultMonthlyBudgetMicroUsd: limit,
    defaultMonthlyTokenLimit: limit,
  }),
  settings: fc.option(fc.record(monthly), { freq: 2 }),
  apiKey: fc.option(fc.record(rates), { freq: 2 }),
})

describe('the limits that hold', () => {
  it('are each the nearest that is set, whatever else is', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(anyInput, (input) => {
        const effective = effectiveLimits(input)
        for (const place of places) {
          const [scope, name] = place
          const [value, source] = candidatesOf(place, input).find(([value]) => value !== null) ?? [null, 'none']
          const found = (effective[scope] as Record<string, unknown>)[name]
          expect(found, `${scope} ${name}`).toEqual({ value, source })
          seen.add(`${scope} ${name}: ${source}`)
        }
        expect(effective.warnAtPercent).toBe(input.policy?.warnAtPercent ?? 80)
      }),
      { numRuns: 1_000 },
    )
    const sources = { provider: ['settings', 'provider'], admin: ['admin'], apiKey: ['api_key'] }
    const possible = places.flatMap(([scope, name]) =>
      [...sources[scope], 'policy', 'none'].map((source) => `${scope} ${name}: ${source}`),
    )
    expect([...seen].sort()).toEqual([...possible, 'provider requests: configuration'].sort())
  })

  it('are handed to the ledger as they are, without who says them', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const effective = effectiveLimits(input)
        const limits = toLimits(effective)
        for (const scope of ['provider', 'admin', 'apiKey'] as const) {
          const values = Object.entries(effective[scope]).map(([name, { value }]) => [name, value])
          expect(limits[scope]).toEqual(Object.fromEntries(values))
        }
        expect(limits.warnAtPercent).toBe(effective.warnAtPercent)
      }),
    )
  })

  it('do not change what they come from', () => {
    const input = about({ policy: emptyPolicy, settings: { monthlyLimit: 1 } })
    const before = structuredClone(input)
    effectiveLimits(input)
    expect(input).toEqual(before)
  })
})

describe('a normal admin of whom nothing is said', () => {
  it('has the configured limit of requests at each provider, and no other', () => {
    expect(toLimits(effectiveLimits(about({})))).toEqual({
      provider: { ...noMonthlyLimits, requests: 1_000 },
      admin: { ...noMonthlyLimits, ...noRateLimits },
      apiKey: noRateLimits,
      warnAtPercent: 80,
    })
  })

  it('has no limit at all under a policy that names none: the configuration no longer counts', () => {
    const { provider } = effectiveLimits(about({ policy: emptyPolicy }))
    expect(provider.requests).toEqual({ value: null, source: 'none' })
  })

  it('has the default of the provider before that of the policy, also a larger one', () => {
    const policy = { ...emptyPolicy, monthlyLimit: 10, monthlyTokenLimit: 20 }
    const { provider } = effectiveLimits(about({ policy, provider: { defaultMonthlyLimit: 50 } }))
    expect(provider).toMatchObject({
      requests: { value: 50, source: 'provider' },
      tokens: { value: 20, source: 'policy' },
    })
  })
})

describe('a limit of 0', () => {
  it('is a limit, not the absence of one', () => {
    const policy = { ...emptyPolicy, monthlyLimit: 5, requestsPerMinute: 5, keyConcurrentCalls: 5 }
    const parts = { admin: { requestsPerMinute: 0 }, settings: { monthlyLimit: 0 }, apiKey: { concurrentCalls: 0 } }
    const { provider, admin, apiKey } = effectiveLimits(about({ policy, ...parts }))
    expect(provider.requests).toEqual({ value: 0, source: 'settings' })
    expect(admin.requestsPerMinute).toEqual({ value: 0, source: 'admin' })
    expect(apiKey.concurrentCalls).toEqual({ value: 0, source: 'api_key' })
  })
})

describe('a super admin', () => {
  const policy = {
    ...emptyPolicy,
    monthlyLimit: 1,
    adminMonthlyLimit: 1,
    requestsPerMinute: 1,
    keyRequestsPerMinute: 1,
  }
  const provider = { defaultMonthlyLimit: 1 }

  it('is bound by no default, and is warned as the policy says', () => {
    const limits = toLimits(
      effectiveLimits(about({ admin: { role: 'super_admin' }, policy: { ...policy, warnAtPercent: 50 }, provider })),
    )
    expect(limits).toEqual({
      provider: noMonthlyLimits,
      admin: { ...noMonthlyLimits, ...noRateLimits },
      apiKey: noRateLimits,
      warnAtPercent: 50,
    })
  })

  it('is bound by what is set on themselves', () => {
    const own = { admin: { role: 'super_admin' as const, tokensPerMinute: 7 }, settings: { monthlyLimit: 8 } }
    const limits = effectiveLimits(about({ ...own, apiKey: { concurrentCalls: 9 }, policy, provider }))
    expect(limits.admin.tokensPerMinute).toEqual({ value: 7, source: 'admin' })
    expect(limits.provider.requests).toEqual({ value: 8, source: 'settings' })
    expect(limits.apiKey.concurrentCalls).toEqual({ value: 9, source: 'api_key' })
  })
})
