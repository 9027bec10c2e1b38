import { describe, expect, it } from 'vitest'
import type { Accounts } from '../../src/ledger/accounts.ts'
import { DUPLICATE_WINDOW_MS, PRUNE_EVERY_MS, type Retention } from '../../src/ledger/call-log.ts'
import { aCall, createClock, noUsage, times, withAccounts } from '../support/ledger.ts'

const NOON = '2026-11-15T12:00:00Z'
const MINUTE_MS = 60_000
const LONG_MS = 1e12

/** A ledger at noon that keeps calls as it is told. */
async function keeping(
  kept: Partial<Retention>,
  run: (parts: {
    accounts: Accounts
    clock: ReturnType<typeof createClock>
    /** A call that is settled in the moment of its admission. */
    use: (parts?: Parameters<typeof aCall>[0]) => string
    remembered: () => string[]
  }) => void,
) {
  const clock = createClock(NOON)
  await withAccounts(
    clock,
    (accounts) => {
      const use = (parts: Parameters<typeof aCall>[0] = {}) => {
        const call = aCall(parts)
        accounts.admit(call)
        expect(accounts.settle(call, noUsage, 'provider')).toBe('closed')
        return call.publicId
      }
      const remembered = () => {
        accounts.prune()
        return accounts.calls({}, { limit: 100, offset: 0 }).calls.map(({ publicId }) => publicId)
      }
      run({ accounts, clock, use, remembered })
    },
    { kept: { maxAgeMs: 2 * DUPLICATE_WINDOW_MS, maxCalls: 20_000, ...kept } },
  )
}

describe('closed calls', () => {
  it('are remembered as long as is said, from their end on', () =>
    keeping({}, ({ accounts, clock, use, remembered }) => {
      const open = aCall({ holdMs: LONG_MS })
      accounts.admit(open)
      clock.advance(1)
      const closed = use()
      clock.advance(2 * DUPLICATE_WINDOW_MS - 1)
      expect(remembered()).toEqual([closed, open.publicId])
      clock.advance(1)
      expect(remembered()).toEqual([open.publicId])
    }))

  it('are remembered as many as is said, the newest', () =>
    keeping({ maxCalls: 3 }, ({ clock, use, remembered }) => {
      const ids = times(5, () => {
        clock.advance(1)
        return use()
      })
      expect(remembered()).toHaveLength(5)
      clock.advance(MINUTE_MS)
      expect(remembered()).toEqual(ids.slice(2).toReversed())
    }))

  it('are more than that while they count against a rate, or are open', () =>
    keeping({ maxCalls: 0 }, ({ accounts, clock, use, remembered }) => {
      const open = aCall({ holdMs: LONG_MS })
      accounts.admit(open)
      use()
      clock.advance(MINUTE_MS - 1)
      expect(remembered()).toHaveLength(2)
      clock.advance(1)
      expect(remembered()).toEqual([open.publicId])
    }))

  it('of a caller’s own id are kept for a day, however many there are', () =>
    keeping({ maxCalls: 0 }, ({ accounts, clock, use, remembered }) => {
      const publicId = use({ requestId: 'chosen', publicId: 'call' })
      clock.advance(DUPLICATE_WINDOW_MS - 1)
      expect(remembered()).toEqual([publicId])
      expect(accounts.admit(aCall({ requestId: 'chosen' })).verdict).toBe('duplicate')
      clock.advance(1)
      expect(remembered()).toEqual([])
      expect(accounts.admit(aCall({ requestId: 'chosen' })).verdict).toBe('admitted')
    }))

  it('count against a rate also where the time was set back before their end', () =>
    keeping({ maxCalls: 0, maxAgeMs: DUPLICATE_WINDOW_MS }, ({ accounts, clock, remembered }) => {
      const limits = { admin: { requestsPerMinute: 1 } }
      const call = aCall({ limits })
      accounts.admit(call)
      clock.advance(-2 * DUPLICATE_WINDOW_MS)
      accounts.settle(call, noUsage, 'provider')
      clock.set(NOON)
      expect(remembered()).toEqual([call.publicId])
      expect(accounts.admit(aCall({ limits })).verdict).toBe('denied')
    }))

  it('that are forgotten count against no rate, also where the time is set back after that', () =>
    keeping({ maxCalls: 0 }, ({ accounts, clock, use, remembered }) => {
      const limits = { admin: { requestsPerMinute: 1 } }
      use({ limits })
      clock.advance(MINUTE_MS)
      expect(remembered()).toEqual([])
      clock.advance(-1)
      expect(accounts.admit(aCall({ limits })).verdict).toBe('admitted')
    }))
})

describe('forgetting', () => {
  it('is due at first, then by the hour, also where the time is set back', () =>
    keeping({}, ({ accounts, clock, remembered }) => {
      expect(accounts.isPruneDue()).toBe(true)
      remembered()
      expect(accounts.isPruneDue()).toBe(false)
      clock.advance(PRUNE_EVERY_MS - 1)
      expect(accounts.isPruneDue()).toBe(false)
      clock.advance(1)
      expect(accounts.isPruneDue()).toBe(true)
      remembered()
      clock.advance(-PRUNE_EVERY_MS)
      expect(accounts.isPruneDue()).toBe(true)
    }))

  it('is due earlier when a tenth of what is kept has come since', () =>
    keeping({ maxCalls: 50 }, ({ accounts, use, remembered }) => {
      remembered()
      times(4, () => use())
      expect(accounts.isPruneDue()).toBe(false)
      use()
      expect(accounts.isPruneDue()).toBe(true)
    }))
})
