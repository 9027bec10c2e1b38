import { describe, expect, it } from 'vitest'
import type { Accounts } from '../../src/ledger/accounts.ts'
import type { LimitName, LimitScope } from '../../src/ledger/limits.ts'
import type { AdmitVerdict, ThresholdCrossing, Usage } from '../../src/ledger/port.ts'
import { aCall, aJob, createClock, HOLD_MS, noUsage, times, withAccounts, type LimitParts } from '../support/ledger.ts'

const NOON = '2026-11-15T12:00:00Z'
const NOON_MS = Date.parse(NOON)
const DECEMBER = Date.parse('2026-12-01T00:00:00Z')
const MINUTE_MS = 60_000

const tokens = (inputTokens: number, outputTokens = 0): Usage => ({ ...noUsage, inputTokens, outputTokens })

/** Ledger and clock at noon, and the calls that a test makes in it. */
async function atNoon(
  run: (parts: {
    accounts: Accounts
    clock: ReturnType<typeof createClock>
    ask: (parts?: Parameters<typeof aCall>[0]) => AdmitVerdict
    admit: (parts?: Parameters<typeof aCall>[0]) => ReturnType<typeof aCall>
    restart: () => Accounts
    crossings: ThresholdCrossing[]
  }) => void,
) {
  const clock = createClock(NOON)
  const crossings: ThresholdCrossing[] = []
  const hooks = { onThreshold: (crossing: ThresholdCrossing) => void crossings.push(crossing) }
  await withAccounts(
    clock,
    (accounts, { restart }) => {
      const ask = (parts: Parameters<typeof aCall>[0] = {}) => accounts.admit(aCall(parts))
      const admit = (parts: Parameters<typeof aCall>[0] = {}) => {
        const call = aCall(parts)
        expect(accounts.admit(call).verdict).toBe('admitted')
        return call
      }
      run({ accounts, clock, ask, admit, restart, crossings })
    },
    { hooks },
  )
}

const denialOf = (verdict: AdmitVerdict) => (verdict.verdict === 'denied' ? verdict.denial : verdict.verdict)
const denies = (scope: LimitScope, name: LimitName, retryAtMs: number | null) => ({ scope, name, retryAtMs })

describe('a monthly limit of tokens', () => {
  it('holds what is settled and what is reserved, to the last token', () =>
    atNoon(({ accounts, ask, admit }) => {
      const limits = { provider: { tokens: 100 } }
      const first = admit({ limits, estimate: tokens(20, 40) })
      expect(denialOf(ask({ limits, estimate: tokens(41) }))).toMatchObject({ used: 60, limit: 100 })
      accounts.settle(first, tokens(5, 5), 'provider')
      expect(denialOf(ask({ limits, estimate: tokens(1, 90) }))).toMatchObject(
        denies('provider', 'monthly_token_limit', DECEMBER),
      )
      admit({ limits, estimate: tokens(0, 90) })
      expect(denialOf(ask({ limits, estimate: tokens(1) }))).toMatchObject({ used: 100 })
      admit({ limits, estimate: tokens(0) })
    }))

  it('that a call alone would pass is never free for it', () =>
    atNoon(({ ask, admit }) => {
      const limits = { provider: { tokens: 100 } }
      expect(denialOf(ask({ limits, estimate: tokens(101) }))).toMatchObject({ used: 0, retryAtMs: null })
      admit({ limits, estimate: tokens(100) })
    }))
})

describe('limits over all providers', () => {
  it.each<[name: LimitName, admin: NonNullable<LimitParts['admin']>, estimate: Partial<Usage>]>([
    ['monthly_limit', { requests: 3 }, {}],
    ['monthly_token_limit', { tokens: 34 }, { inputTokens: 4, outputTokens: 6 }],
    ['monthly_budget_usd', { budgetMicroUsd: 31 }, { costMicroUsd: 10 }],
  ])('count every provider: %s', (name, admin, estimate) =>
    atNoon(({ accounts, ask, admit, restart }) => {
      const at = (providerId: number) => ({ limits: { admin }, estimate, subject: { providerId } })
      const [settled] = [1, 2, 1].map((providerId) => admit(at(providerId)))
      accounts.settle(settled!, { ...noUsage, ...estimate }, 'provider')
      expect(denialOf(ask(at(2)))).toMatchObject(denies('admin', name, DECEMBER))
      expect(denialOf(restart().admit(aCall(at(2))))).toMatchObject(denies('admin', name, DECEMBER))
    }),
  )

  it('and at the provider both hold', () =>
    atNoon(({ ask, admit }) => {
      const limits = { provider: { requests: 1 }, admin: { requests: 2 } }
      admit({ limits })
      expect(denialOf(ask({ limits }))).toMatchObject({ scope: 'provider' })
      admit({ limits, subject: { providerId: 2 } })
      expect(denialOf(ask({ limits, subject: { providerId: 3 } }))).toMatchObject({ scope: 'admin' })
    }))
})

describe('a rate of requests', () => {
  const limits = { admin: { requestsPerMinute: 2 } }

  it('holds in every minute, not from minute to minute', () =>
    atNoon(({ clock, ask, admit }) => {
      clock.advance(59_000)
      admit({ limits })
      clock.advance(2_000)
      admit({ limits })
      expect(denialOf(ask({ limits }))).toMatchObject(
        denies('admin', 'requests_per_minute', NOON_MS + 59_000 + MINUTE_MS),
      )
      clock.set(NOON_MS + 59_000 + MINUTE_MS - 1)
      expect(ask({ limits }).verdict).toBe('denied')
      clock.advance(1)
      admit({ limits })
      expect(denialOf(ask({ limits }))).toMatchObject({ retryAtMs: NOON_MS + 61_000 + MINUTE_MS })
    }))

  it('counts a call whatever became of it, unless it was withdrawn', () =>
    atNoon(({ accounts, ask, admit }) => {
      const [settled, released] = [admit({ limits }), admit({ limits })]
      accounts.settle(settled, noUsage, 'provider')
      accounts.release(released, { errorCode: 'upstream_error' })
      expect(ask({ limits }).verdict).toBe('denied')
      expect(ask({ limits: { admin: { requestsPerMinute: 3 } } }).verdict).toBe('admitted')
    }))

  it('forgets what was withdrawn', () =>
    atNoon(({ accounts, admit }) => {
      const [first] = times(2, () => admit({ limits }))
      accounts.withdraw(first!)
      admit({ limits })
    }))

  it('counts a call that tries again once', () =>
    atNoon(({ accounts, ask, admit }) => {
      const call = admit({ limits })
      accounts.release(call)
      admit({ ...call, reservationId: 'another', limits })
      admit({ limits })
      expect(ask({ limits }).verdict).toBe('denied')
    }))

  it('outlives a restart and a clock that is set back', () =>
    atNoon(({ clock, ask, admit, restart }) => {
      times(2, () => admit({ limits }))
      expect(restart().admit(aCall({ limits })).verdict).toBe('denied')
      clock.advance(MINUTE_MS)
      admit({ limits })
      clock.advance(-5_000)
      expect(ask({ limits }).verdict).toBe('denied')
      expect(restart().admit(aCall({ limits })).verdict).toBe('denied')
    }))

  it('of an API key holds for each key by itself', () =>
    atNoon(({ ask, admit }) => {
      const by = (apiKeyId: number) => ({ limits: { apiKey: { requestsPerMinute: 1 } }, subject: { apiKeyId } })
      admit(by(1))
      expect(denialOf(ask(by(1)))).toMatchObject({ scope: 'api_key', name: 'requests_per_minute' })
      admit(by(2))
      expect(denialOf(ask({ ...by(3), limits: { admin: { requestsPerMinute: 2 } } }))).toMatchObject({ scope: 'admin' })
    }))

  it('of 0 lets nothing through, ever', () =>
    atNoon(({ ask }) => {
      const verdict = ask({ limits: { apiKey: { requestsPerMinute: 0 } } })
      expect(denialOf(verdict)).toMatchObject(denies('api_key', 'requests_per_minute', null))
    }))
})

describe('a rate of tokens', () => {
  const limits = { apiKey: { tokensPerMinute: 100 } }

  it('counts what is reserved, then what was used, and says when enough will have left', () =>
    atNoon(({ accounts, clock, ask, admit }) => {
      const first = admit({ limits, estimate: tokens(30, 40) })
      clock.advance(10_000)
      admit({ limits, estimate: tokens(10, 20) })
      expect(denialOf(ask({ limits, estimate: tokens(1) }))).toMatchObject({
        used: 100,
        retryAtMs: NOON_MS + MINUTE_MS,
      })
      accounts.settle(first, tokens(10, 10), 'provider')
      expect(denialOf(ask({ limits, estimate: tokens(51) }))).toMatchObject({
        used: 50,
        retryAtMs: NOON_MS + MINUTE_MS,
      })
      expect(denialOf(ask({ limits, estimate: tokens(71) }))).toMatchObject({
        retryAtMs: NOON_MS + 10_000 + MINUTE_MS,
      })
      admit({ limits, estimate: tokens(50) })
    }))

  it('takes back what a call had reserved that was not served', () =>
    atNoon(({ accounts, admit }) => {
      accounts.release(admit({ limits, estimate: tokens(100) }))
      admit({ limits, estimate: tokens(100) })
    }))

  it('says of a call that is too large that it never fits', () =>
    atNoon(({ ask }) => {
      expect(denialOf(ask({ limits, estimate: tokens(60, 41) }))).toMatchObject(
        denies('api_key', 'tokens_per_minute', null),
      )
    }))
})

describe('calls at once', () => {
  const limits = { admin: { concurrentCalls: 2 } }

  it.each<[how: string, end: (accounts: Accounts, call: ReturnType<typeof aCall>) => unknown]>([
    ['settled', (accounts, call) => accounts.settle(call, noUsage, 'provider')],
    ['released', (accounts, call) => accounts.release(call)],
    ['withdrawn', (accounts, call) => accounts.withdraw(call)],
    ['gone on as a job', (accounts, call) => accounts.keepJob(aJob(call))],
  ])('are as many as are open: one that is %s makes room for one', (_, end) =>
    atNoon(({ accounts, ask, admit, restart }) => {
      const [call] = times(2, () => admit({ limits }))
      expect(denialOf(ask({ limits }))).toMatchObject(denies('admin', 'concurrent_calls', NOON_MS + 1_000))
      // What is said twice counts once.
      times(2, () => end(accounts, call!))
      expect(restart().report(null).pace.admin.concurrent).toBe(1)
      admit({ limits })
      expect(ask({ limits }).verdict).toBe('denied')
    }),
  )

  it('makes room again by the sweep, and a job that ends makes none', () =>
    atNoon(({ accounts, clock, ask, admit }) => {
      const job = admit({ limits, holdMs: 10 * HOLD_MS })
      accounts.keepJob(aJob(job))
      times(2, () => admit({ limits }))
      clock.advance(HOLD_MS)
      expect(accounts.sweep()).toBe(2)
      times(2, () => admit({ limits }))
      accounts.settle(job, noUsage, 'provider')
      expect(ask({ limits }).verdict).toBe('denied')
    }))

  it('of an API key are counted for each key by itself', () =>
    atNoon(({ ask, admit }) => {
      const by = (apiKeyId: number) => ({ limits: { apiKey: { concurrentCalls: 1 } }, subject: { apiKeyId } })
      admit(by(1))
      admit(by(2))
      expect(denialOf(ask(by(1)))).toMatchObject({ scope: 'api_key', name: 'concurrent_calls', used: 1 })
    }))
})

describe('of several limits in the way', () => {
  it('the one that stands there for longest is named', () =>
    atNoon(({ clock, ask, admit }) => {
      admit({ estimate: tokens(50) })
      clock.advance(30_000)
      admit({ subject: { apiKeyId: 2 } })
      const rates = {
        admin: { requestsPerMinute: 1, tokensPerMinute: 100, concurrentCalls: 1 },
        apiKey: { tokensPerMinute: 60 },
      }
      // The tokens of this key leave in 30 seconds, all requests of the admin in 60.
      const estimate = tokens(55)
      expect(denialOf(ask({ limits: rates, estimate }))).toMatchObject(
        denies('admin', 'requests_per_minute', NOON_MS + 30_000 + MINUTE_MS),
      )
      const monthly = { ...rates, provider: { requests: 2 } }
      expect(denialOf(ask({ limits: monthly, estimate }))).toMatchObject(denies('provider', 'monthly_limit', DECEMBER))
      const tooSmall = { ...monthly, apiKey: { tokensPerMinute: 54 } }
      expect(denialOf(ask({ limits: tooSmall, estimate }))).toMatchObject(denies('api_key', 'tokens_per_minute', null))
    }))
})

describe('a warning', () => {
  const limits = { provider: { requests: 4 }, warnAtPercent: 50 }
  const crossing = {
    scope: 'provider',
    name: 'monthly_limit',
    providerSlug: 'one',
    limit: 4,
    settled: 2,
    percent: 50,
    period: '2026-11',
  }

  it('is told once, in the turn in which what is settled reaches the share', () =>
    atNoon(({ accounts, admit, crossings }) => {
      const calls = times(4, () => admit({ limits }))
      accounts.settle(calls[0]!, noUsage, 'provider')
      expect(crossings).toEqual([])
      accounts.settle(calls[1]!, noUsage, 'provider')
      expect(crossings).toEqual([crossing])
      for (const call of calls.slice(2)) accounts.settle(call, noUsage, 'provider')
      expect(crossings).toEqual([crossing])
    }))

  it('stands at every limit that is near, from then on', () =>
    atNoon(({ accounts, ask, admit }) => {
      const nearOf = (verdict: AdmitVerdict) =>
        'limits' in verdict ? verdict.limits.map(({ name, isNear }) => ({ name, isNear })) : []
      const both = { ...limits, admin: { tokens: 100, requestsPerMinute: 3 } }
      const calls = times(2, () => admit({ limits: both }))
      for (const call of calls) accounts.settle(call, tokens(20), 'provider')
      expect(nearOf(ask({ limits: both }))).toEqual([
        { name: 'monthly_limit', isNear: true },
        { name: 'monthly_token_limit', isNear: false },
        { name: 'requests_per_minute', isNear: false },
      ])
    }))

  it('is told again of another limit, in another month, and of another provider', () =>
    atNoon(({ accounts, clock, admit, crossings }) => {
      const use = (parts: Parameters<typeof aCall>[0]) => accounts.settle(admit(parts), noUsage, 'provider')
      times(2, () => use({ limits }))
      use({ limits: { ...limits, provider: { requests: 5 } } })
      times(2, () => use({ limits, subject: { providerId: 2, providerSlug: 'two' } }))
      clock.set(DECEMBER)
      times(2, () => use({ limits }))
      expect(crossings).toMatchObject([
        crossing,
        { ...crossing, limit: 5, settled: 3 },
        { ...crossing, providerSlug: 'two' },
        { ...crossing, period: '2026-12' },
      ])
    }))

  it('that was missed while the limits were not known is told at the next call, also at one that is refused', () =>
    atNoon(({ admit, restart, crossings }) => {
      const calls = times(4, () => admit({ limits }))
      const accounts = restart()
      for (const call of calls) accounts.settle(call, noUsage, 'provider')
      expect(crossings).toEqual([])
      expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
      expect(crossings).toEqual([{ ...crossing, settled: 4 }])
    }))

  it('is told of the limit that the admin has now, also by a call at another provider', () =>
    atNoon(({ accounts, admit, crossings }) => {
      const of = (requests: number) => ({ limits: { admin: { requests }, warnAtPercent: 50 } })
      const [first, second] = times(2, () => admit(of(3)))
      admit({ ...of(100), subject: { providerId: 2 } })
      for (const call of [first!, second!]) accounts.settle(call, noUsage, 'provider')
      expect(crossings).toEqual([])
    }))

  it('is not told twice, whatever is restarted and forgotten', () =>
    atNoon(({ accounts, clock, admit, restart, crossings }) => {
      const last = times(3, () => admit({ limits, holdMs: 100 * HOLD_MS }))
      for (const call of last.slice(1)) accounts.settle(call, noUsage, 'provider')
      clock.set(DECEMBER)
      accounts.prune()
      const later = restart()
      later.admit(aCall({ limits }))
      // One of November that comes to its end in December.
      later.settle(last[0]!, noUsage, 'provider')
      expect(crossings).toEqual([crossing])
    }))
})

describe('an entry that cannot be told', () => {
  it('is not made, and nothing is left of it in memory either', async () => {
    const clock = createClock(NOON)
    let isBroken = true
    const fail = () => {
      if (isBroken) throw new Error('the disk is full')
    }
    await withAccounts(
      clock,
      (accounts) => {
        const limits = { provider: { requests: 2, tokens: 100 }, admin: { tokensPerMinute: 100, concurrentCalls: 1 } }
        const call = aCall({ limits, estimate: tokens(100) })
        accounts.admit(call)
        const before = accounts.report(null)
        expect(() => accounts.settle(call, tokens(10), 'provider')).toThrow('the disk is full')
        expect(accounts.report(null)).toEqual(before)
        expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
        isBroken = false
        expect(accounts.settle(call, tokens(10), 'provider')).toBe('closed')
        expect(accounts.admit(aCall({ limits, estimate: tokens(90) })).verdict).toBe('admitted')
      },
      { hooks: { onSettled: fail, onThreshold: fail } },
    )
  })
})
