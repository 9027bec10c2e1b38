import { describe, expect, it } from 'vitest'
import type { Accounts } from '../../src/ledger/accounts.ts'
import { DUPLICATE_WINDOW_MS } from '../../src/ledger/call-log.ts'
import type { LimitState } from '../../src/ledger/limits.ts'
import type { Usage } from '../../src/ledger/port.ts'
import { aCall, createClock, figuresOf, HOLD_MS, noUsage, times, withAccounts } from '../support/ledger.ts'

const NOON = '2026-11-15T12:00:00Z'
const DECEMBER = Date.parse('2026-12-01T00:00:00Z')
const used: Usage = { ...noUsage, inputTokens: 7, cachedInputTokens: 2, outputTokens: 3, costMicroUsd: 40 }

const at = (moment: string | number, run: Parameters<typeof withAccounts<void>>[1]) =>
  withAccounts(createClock(moment), run)

const admitted = (accounts: Accounts, parts: Parameters<typeof aCall>[0] = {}) => {
  const call = aCall(parts)
  expect(accounts.admit(call).verdict).toBe('admitted')
  return call
}

describe('admission', () => {
  it('counts every admission and says when the limit starts anew', () =>
    at(NOON, (accounts) => {
      const limits = { provider: { requests: 2 } }
      const verdicts = times(3, () => accounts.admit(aCall({ limits })))
      const state = (used: number): LimitState => {
        return { scope: 'provider', name: 'monthly_limit', limit: 2, used, resetsAtMs: DECEMBER, isNear: false }
      }
      expect(verdicts).toEqual([
        { verdict: 'admitted', limits: [state(1)] },
        { verdict: 'admitted', limits: [state(2)] },
        { verdict: 'denied', denial: { ...state(2), retryAtMs: DECEMBER }, limits: [state(2)] },
      ])
    }))

  it('counts settled and open calls alike, and released ones not', () =>
    at(NOON, (accounts) => {
      const limits = { provider: { requests: 3 } }
      const [settled, , released] = times(3, () => admitted(accounts, { limits }))
      accounts.settle(settled!, used, 'provider')
      expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
      accounts.release(released!)
      expect(accounts.admit(aCall({ limits })).verdict).toBe('admitted')
      expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
    }))

  it('reserves nothing for a denied call', () =>
    at(NOON, (accounts) => {
      const denied = aCall({ limits: { provider: { requests: 0 } }, estimate: { costMicroUsd: 5 } })
      expect(accounts.admit(denied).verdict).toBe('denied')
      expect(figuresOf(accounts.report(null))).toMatchObject({ open: 0, reservedMicroUsd: 0 })
      expect(accounts.settle(denied, used, 'provider')).toBe('unknown_request')
    }))

  it('holds each provider to its own limit', () =>
    at(NOON, (accounts) => {
      const limits = { provider: { requests: 2 } }
      accounts.settle(admitted(accounts, { limits }), used, 'provider')
      admitted(accounts, { limits })
      expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
      times(2, () => admitted(accounts, { limits, subject: { providerId: 2 } }))
      expect(accounts.admit(aCall({ limits, subject: { providerId: 2 } })).verdict).toBe('denied')
    }))

  it('obeys a limit that was lowered below what is used, and one that was raised', () =>
    at(NOON, (accounts) => {
      times(3, () => admitted(accounts, { limits: { provider: { requests: 3 } } }))
      expect(accounts.admit(aCall({ limits: { provider: { requests: 2 } } }))).toMatchObject({
        verdict: 'denied',
        denial: { name: 'monthly_limit', limit: 2, used: 3 },
      })
      expect(accounts.admit(aCall({ limits: { provider: { requests: 4 } } })).verdict).toBe('admitted')
      expect(accounts.admit(aCall({ limits: { provider: { requests: null } } })).verdict).toBe('admitted')
    }))

  it('keeps spent and reserved money within the budget, to the last micro-USD', () =>
    at(NOON, (accounts) => {
      const ask = (costMicroUsd: number) =>
        aCall({ limits: { provider: { budgetMicroUsd: 100 } }, estimate: { costMicroUsd } })
      const first = ask(60)
      expect(accounts.admit(first).verdict).toBe('admitted')
      expect(accounts.admit(ask(41))).toMatchObject({ verdict: 'denied', denial: { name: 'monthly_budget_usd' } })
      accounts.settle(first, { ...used, costMicroUsd: 10 }, 'provider')
      expect(accounts.admit(ask(91)).verdict).toBe('denied')
      expect(accounts.admit(ask(90)).verdict).toBe('admitted')
      expect(figuresOf(accounts.report(null))).toMatchObject({ spentMicroUsd: 10, reservedMicroUsd: 90 })
      expect(accounts.admit(ask(0)).verdict).toBe('admitted')
      expect(accounts.admit(ask(1)).verdict).toBe('denied')
    }))
})

describe('a request id', () => {
  it('is a duplicate while its call is open and after it was settled', () =>
    at(NOON, (accounts) => {
      const call = admitted(accounts)
      expect(accounts.admit(call)).toEqual({ verdict: 'duplicate' })
      accounts.settle(call, used, 'provider')
      expect(accounts.admit(call)).toEqual({ verdict: 'duplicate' })
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 1, open: 0 })
    }))

  it('may try again after its call was released, and is then charged once', () =>
    at(NOON, (accounts) => {
      const call = admitted(accounts)
      expect(accounts.release(call)).toBe('closed')
      admitted(accounts, call)
      expect(accounts.settle(call, used, 'provider')).toBe('closed')
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 1, open: 0, spentMicroUsd: 40 })
    }))

  it('keeps its newer reservation, whatever is said late of the earlier one', () =>
    at(NOON, (accounts) => {
      const earlier = admitted(accounts)
      accounts.release(earlier)
      const newer = admitted(accounts, { ...earlier, reservationId: 'newer' })
      expect(accounts.release(earlier)).toBe('already_closed')
      expect(accounts.settle(earlier, used, 'provider')).toBe('already_closed')
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 0, open: 1 })
      expect(accounts.settle(newer, used, 'provider')).toBe('closed')
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 1, open: 0 })
    }))

  it('may try again after its admission was withdrawn, of which nothing is left', () =>
    at(NOON, (accounts) => {
      const call = admitted(accounts)
      expect(accounts.withdraw(call)).toBe('closed')
      expect(accounts.withdraw(call)).toBe('unknown_request')
      expect(accounts.settle(call, used, 'provider')).toBe('unknown_request')
      expect(accounts.record(call.publicId)).toBeNull()
      expect(accounts.report(null)).toMatchObject({
        usage: [],
        open: [],
        pace: { admin: { requests: 0 }, apiKeys: [] },
      })
      admitted(accounts, call)
    }))

  it('is closed once: whatever comes after changes nothing', () =>
    at(NOON, (accounts) => {
      const [settled, released] = [admitted(accounts), admitted(accounts)]
      expect(accounts.settle(settled, used, 'provider')).toBe('closed')
      expect(accounts.settle(settled, used, 'provider')).toBe('already_closed')
      expect(accounts.release(settled)).toBe('already_closed')
      expect(accounts.release(released)).toBe('closed')
      expect(accounts.settle(released, used, 'provider')).toBe('already_closed')
      expect(accounts.release(aCall())).toBe('unknown_request')
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 1, open: 0, inputTokens: 7 })
    }))

  it('may be used again a day after its call was closed, never while it is open', async () => {
    const clock = createClock(NOON)
    await withAccounts(clock, (accounts) => {
      const [closed, open] = [admitted(accounts), admitted(accounts)]
      accounts.settle(closed, used, 'provider')
      clock.advance(DUPLICATE_WINDOW_MS - 1)
      accounts.prune()
      expect(accounts.admit(closed).verdict).toBe('duplicate')
      clock.advance(1)
      accounts.prune()
      expect(accounts.admit(closed).verdict).toBe('admitted')
      expect(accounts.admit(open).verdict).toBe('duplicate')
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 1, open: 2 })
    })
  })
})

describe('a month', () => {
  it.each([
    ['2026-03-29T01:00:00.000Z', '2026-03', '2026-04-01T00:00:00.000Z', 'summer time begins in Europe'],
    ['2026-10-25T00:59:59.999Z', '2026-10', '2026-11-01T00:00:00.000Z', 'summer time ends in Europe'],
    ['2026-11-01T05:59:59.999Z', '2026-11', '2026-12-01T00:00:00.000Z', 'summer time ends in New York'],
    ['2026-03-31T23:59:59.999Z', '2026-03', '2026-04-01T00:00:00.000Z', 'last millisecond, April already in Tokyo'],
    ['2026-04-01T00:00:00.000Z', '2026-04', '2026-05-01T00:00:00.000Z', 'first millisecond, March still in New York'],
    ['2028-02-29T23:59:59.999Z', '2028-02', '2028-03-01T00:00:00.000Z', 'leap day'],
    ['2100-02-28T23:59:59.999Z', '2100-02', '2100-03-01T00:00:00.000Z', 'no leap day in 2100'],
    ['2026-01-31T12:00:00.000Z', '2026-01', '2026-02-01T00:00:00.000Z', 'a day that February does not have'],
    ['2026-12-31T23:59:59.999Z', '2026-12', '2027-01-01T00:00:00.000Z', 'year end'],
  ])('at %s is %s and lasts until %s (%s)', async (moment, period, end) => {
    const clock = createClock(moment)
    await withAccounts(clock, (accounts) => {
      const limits = { provider: { requests: 1 } }
      admitted(accounts, { limits })
      expect(accounts.report(null)).toMatchObject({ period, resetsAtMs: Date.parse(end) })
      clock.set(Date.parse(end) - 1)
      expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
      clock.set(end)
      expect(accounts.admit(aCall({ limits })).verdict).toBe('admitted')
    })
  })

  it('is charged for the calls admitted in it, also when they are settled or swept in the next', async () => {
    const clock = createClock(DECEMBER - 1)
    await withAccounts(clock, (accounts) => {
      const settled = admitted(accounts)
      admitted(accounts, { estimate: used })
      clock.set(DECEMBER)
      admitted(accounts)
      accounts.settle(settled, used, 'provider')
      clock.set(DECEMBER - 1 + HOLD_MS)
      expect(accounts.sweep()).toBe(1)
      expect(figuresOf(accounts.report('2026-11'))).toMatchObject({ settled: 2, open: 0, inputTokens: 14 })
      expect(figuresOf(accounts.report('2026-12'))).toMatchObject({ settled: 0, open: 1 })
    })
  })
})

describe('the sweep', () => {
  it('settles what nobody came back for once, at its estimate, and says so', async () => {
    const clock = createClock(NOON)
    await withAccounts(clock, (accounts, { sql }) => {
      const call = admitted(accounts, { estimate: { inputTokens: 11, outputTokens: 13, costMicroUsd: 17 } })
      clock.advance(HOLD_MS - 1)
      expect(accounts.sweep()).toBe(0)
      clock.advance(1)
      expect(accounts.sweep()).toBe(1)
      expect(accounts.sweep()).toBe(0)
      expect(accounts.settle(call, used, 'provider')).toBe('already_closed')
      const estimated = { settled: 1, open: 0, inputTokens: 11, outputTokens: 13, spentMicroUsd: 17 }
      expect(figuresOf(accounts.report(null))).toMatchObject(estimated)
      expect(sql.exec('SELECT state, basis FROM calls').toArray()).toEqual([{ state: 'settled', basis: 'estimated' }])
    })
  })
})

describe('usage that is no count', () => {
  const figures = [-1, -(2 ** 40), Number.NaN, 0.5, -0.5, Infinity, -Infinity, 2 ** 53, 1e300, -Number.MAX_VALUE]

  it.each(['inputTokens', 'cachedInputTokens', 'outputTokens', 'costMicroUsd'] as const)(
    'is never booked, least of all as a credit: %s',
    (field) =>
      at(NOON, (accounts) => {
        accounts.settle(admitted(accounts), used, 'provider')
        for (const figure of figures) {
          const usage = { ...noUsage, [field]: figure }
          expect(accounts.settle(admitted(accounts), usage, 'provider')).toBe('closed')
        }
        // A cost that is no count is unknown, which is not the same as none.
        const unpricedRequests = field === 'costMicroUsd' ? figures.length : 0
        expect(accounts.report(null).usage).toMatchObject([{ ...used, requests: 1 + figures.length, unpricedRequests }])
      }),
  )

  it('books cached tokens as a part of the input at most', () =>
    at(NOON, (accounts) => {
      const usage = { ...noUsage, inputTokens: 5, cachedInputTokens: 9 }
      accounts.settle(admitted(accounts), usage, 'provider')
      expect(accounts.report(null).usage).toMatchObject([{ inputTokens: 5, cachedInputTokens: 5 }])
    }))

  it('counts a call of unknown cost as unpriced', () =>
    at(NOON, (accounts) => {
      accounts.settle(admitted(accounts), { ...used, costMicroUsd: null }, 'provider')
      expect(accounts.report(null).usage).toMatchObject([{ requests: 1, costMicroUsd: 0, unpricedRequests: 1 }])
    }))
})

describe('the epoch', () => {
  it('makes every call stale that was judged at an older one, and reserves nothing for it', () =>
    at(NOON, (accounts) => {
      accounts.bump(5)
      expect(accounts.admit(aCall({ epoch: 4 }))).toEqual({ verdict: 'stale', epoch: 5 })
      expect(figuresOf(accounts.report(null)).open).toBe(0)
      expect(accounts.admit(aCall({ epoch: 5 })).verdict).toBe('admitted')
      expect(accounts.admit(aCall({ epoch: 6 })).verdict).toBe('admitted')
    }))

  it('never goes back, and outlives a restart', () =>
    at(NOON, (accounts, { restart }) => {
      expect(accounts.bump(5)).toBe(5)
      expect(accounts.bump(3)).toBe(5)
      expect(restart().epoch()).toBe(5)
      expect(restart().admit(aCall({ epoch: 4 }))).toEqual({ verdict: 'stale', epoch: 5 })
    }))
})
