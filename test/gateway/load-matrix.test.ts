/** Every limit under load, through the whole app: what is admitted is exactly what it leaves, and what is given back is free. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { LimitName, LimitScope } from '../../src/ledger/limits.ts'
import { createBursts, MAX_TOKENS, USED_TOKENS, type Burst, type Bursts } from '../support/bursts.ts'
import { createAdmin } from '../support/gateway.ts'

/** Calls that a limit is made for. */
const CALLS = 20
/** Far ahead, so that no alarm goes off by itself. */
const NOW_MS = Date.parse('2040-01-15T12:00:00Z')
const MONTH_END_MS = Date.parse('2040-02-01T00:00:00Z')
const MINUTE_MS = 60_000

const monthly = ['monthly_limit', 'monthly_budget_usd', 'monthly_token_limit'] as const
const rates = ['requests_per_minute', 'tokens_per_minute', 'concurrent_calls'] as const
const limits: [LimitName, LimitScope][] = [
  ...monthly.flatMap((name): [LimitName, LimitScope][] => [
    [name, 'provider'],
    [name, 'admin'],
  ]),
  ...rates.flatMap((name): [LimitName, LimitScope][] => [
    [name, 'admin'],
    [name, 'api_key'],
  ]),
]
const cases = limits.flatMap(([name, scope]) =>
  [0.9, 1, 10].map((share): [LimitName, LimitScope, number] => [name, scope, share]),
)

const refusals: Record<LimitName, { code: string; retryAfter: string; shouldRetry: string | null }> = {
  monthly_limit: monthlyRefusal('monthly_limit_reached'),
  monthly_budget_usd: monthlyRefusal('budget_reached'),
  monthly_token_limit: monthlyRefusal('token_limit_reached'),
  requests_per_minute: { code: 'rate_limited', retryAfter: '60', shouldRetry: null },
  tokens_per_minute: { code: 'rate_limited', retryAfter: '60', shouldRetry: null },
  concurrent_calls: { code: 'rate_limited', retryAfter: '1', shouldRetry: null },
}

function monthlyRefusal(code: string) {
  return { code, retryAfter: String((MONTH_END_MS - NOW_MS) / 1_000), shouldRetry: 'false' }
}

let bursts: Bursts
/** What is reserved for a call, in tokens and in micro-USD. */
let size: number

beforeAll(async () => {
  vi.setSystemTime(NOW_MS)
  bursts = await createBursts({ slug: 'loaded' })
  size = await bursts.reservedBy(MAX_TOKENS)
  expect(size).toBeGreaterThan(MAX_TOKENS)
})
afterAll(() => vi.useRealTimers())

/** A caller under one limit that leaves room for `CALLS` calls, and in tokens and money for nearly one more. */
async function limitedCaller(name: LimitName, scope: LimitScope): Promise<{ key: string; limit: number }> {
  const caller = await createAdmin()
  const isInTokens = name === 'monthly_budget_usd' || name === 'monthly_token_limit' || name === 'tokens_per_minute'
  const limit = isInTokens ? CALLS * size + size - 1 : CALLS
  const json = name === 'monthly_budget_usd' ? { monthly_budget_usd: limit / 1_000_000 } : { [name]: limit }
  switch (scope) {
    case 'provider':
      await bursts.change('PUT', `/admins/${caller.id}/settings/${bursts.slug}`, json)
      break
    case 'admin':
      await bursts.change('PATCH', `/admins/${caller.id}`, json)
      break
    case 'api_key': {
      const { results } = await bursts.change<{ results: [{ id: number }] }>('GET', `/api-keys?admin=${caller.id}`)
      await bursts.change('PATCH', `/api-keys/${results[0].id}`, json)
    }
  }
  return { key: caller.key, limit }
}

async function expectRefusals({ refused }: Burst, name: LimitName): Promise<void> {
  const { code, retryAfter, shouldRetry } = refusals[name]
  for (const response of refused) {
    expect(await response.json()).toMatchObject({ error: { code } })
    expect(response.headers.get('retry-after')).toBe(retryAfter)
    expect(response.headers.get('x-should-retry')).toBe(shouldRetry)
  }
}

/** What of a limit is free again when its calls have come to their end, and that it is all of it. */
const afterwards: Record<LimitName, (key: string, limit: number, served: number) => Promise<void>> = {
  monthly_limit: async (key, limit, served) => {
    const second = await bursts.burst(CALLS + 5, key)
    expect(second.admitted).toBe(limit - served)
    await second.finish()
    expect((await bursts.burst(1, key)).admitted).toBe(0)
  },
  monthly_budget_usd: (key, limit, served) => useUp(key, limit - served * USED_TOKENS),
  monthly_token_limit: (key, limit, served) => useUp(key, limit - served * USED_TOKENS),
  requests_per_minute: async (key, limit, served) => {
    await admitsExactly(limit - served, key)
    vi.setSystemTime(NOW_MS + MINUTE_MS - 1)
    await admitsExactly(0, key)
    vi.setSystemTime(NOW_MS + MINUTE_MS)
    await admitsExactly(limit, key)
  },
  tokens_per_minute: async (key, limit, served) => {
    await admitsExactly(Math.floor((limit - served * USED_TOKENS) / size), key)
    vi.setSystemTime(NOW_MS + MINUTE_MS)
    await admitsExactly(CALLS, key)
  },
  concurrent_calls: (key, limit) => admitsExactly(limit, key),
}

async function admitsExactly(calls: number, key: string): Promise<void> {
  const burst = await bursts.burst(CALLS + 5, key)
  expect(burst.admitted).toBe(calls)
  await burst.finish()
}

/** Of what is left, in tokens or micro-USD: all of it can be used, to the last, and no more. */
async function useUp(key: string, left: number): Promise<void> {
  const fit = Math.floor(left / size)
  await admitsExactly(fit, key)
  const last = left - fit * USED_TOKENS
  const tooMuch = await bursts.burst(1, key, MAX_TOKENS + last + 1 - size)
  const fits = await bursts.burst(1, key, MAX_TOKENS + last - size)
  expect([tooMuch.admitted, fits.admitted]).toEqual([0, 1])
  await fits.finish()
}

describe('of calls at once', { timeout: 30_000 }, () => {
  it.each(cases)(
    'under %s of the %s, %s times as many as it leaves: it admits what it leaves, no more and no less',
    async (name, scope, share) => {
      vi.setSystemTime(NOW_MS)
      const sent = CALLS * share
      const { key, limit } = await limitedCaller(name, scope)
      const first = await bursts.burst(sent, key)
      expect([first.admitted, first.refused.length]).toEqual([Math.min(CALLS, sent), Math.max(0, sent - CALLS)])
      await expectRefusals(first, name)
      // Of a limit of requests only a call that was not served gives something back.
      const fails = (index: number) => name === 'monthly_limit' && index % 2 === 1
      const statuses = (await first.finish(fails)).map(({ status }) => status)
      const served = statuses.filter((status) => status === 200).length
      expect(statuses).toHaveLength(first.admitted)
      expect(served).toBe(name === 'monthly_limit' ? Math.ceil(first.admitted / 2) : first.admitted)
      await afterwards[name](key, limit, served)
    },
  )
})
