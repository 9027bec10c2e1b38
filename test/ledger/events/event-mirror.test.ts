/** What happened to one admin, on its way to those who look at everybody. */
import { runInDurableObject } from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AdminLedger, MIRROR_RETRY_MS } from '../../../src/ledger/admin-ledger.ts'
import { listenTo, numbered, numbersOf } from '../../support/events.ts'
import { intercept, overloaded, type Interceptors } from '../../support/faults.ts'
import { env } from '../../support/gateway.ts'
import { aCall, createClock, freshLedger, noUsage, times, type MovableClock } from '../../support/ledger.ts'

beforeEach(() => void vi.spyOn(console, 'warn').mockReturnValue())
afterEach(() => void vi.restoreAllMocks())

let admins = 5_000

/** Looked up where it is used: a stub belongs to the object that made it. */
type Registry = () => ReturnType<typeof env.REGISTRY_CLOCK.getByName>

function createRegistry(): Registry {
  const name = crypto.randomUUID()
  return () => env.REGISTRY_CLOCK.getByName(name)
}

/** The ledger of a new admin, over a registry of its own. */
async function withLedger(
  interceptors: Interceptors,
  run: (parts: {
    ledger: AdminLedger
    adminId: number
    clock: MovableClock
    alarmAtMs: () => Promise<number | null>
    /** Runs an alarm as the runtime does. */
    fire: () => Promise<void>
    registry: Registry
  }) => Promise<void>,
) {
  const registry = createRegistry()
  const REGISTRY_CLOCK = intercept({ getByName: registry } as unknown as typeof env.REGISTRY_CLOCK, interceptors)
  const clock = createClock('2040-01-15T12:00:00Z')
  await runInDurableObject(freshLedger(), async (_, state) => {
    const ledger = new AdminLedger(state, { ...env, REGISTRY_CLOCK }, clock)
    await state.blockConcurrencyWhile(async () => undefined)
    const fire = async () => {
      await state.storage.deleteAlarm()
      await ledger.alarm()
    }
    const alarmAtMs = () => state.storage.getAlarm()
    await run({ ledger, adminId: (admins += 1), clock, alarmAtMs, fire, registry })
  })
}

/** What super admins can hear, in its order. */
const heardOf = async (registry: Registry, from: number) => {
  const listener = await listenTo(registry(), from, 'super_admin')
  listener.close()
  return numbersOf(listener.missed)
}
const startOf = async (registry: Registry) => {
  const listener = await listenTo(registry())
  listener.close()
  return listener.position
}

describe('an event of a ledger', () => {
  it('reaches the registry’s log by the next alarm, which is at once', () =>
    withLedger({}, async ({ ledger, adminId, clock, alarmAtMs, fire, registry }) => {
      const start = await startOf(registry)
      ledger.bump(1, [numbered(1, adminId), numbered(2, adminId)])
      expect(await alarmAtMs()).toBe(clock())
      await fire()
      await fire()
      expect(await heardOf(registry, start)).toEqual([1, 2])
      expect(await alarmAtMs()).toBeNull()
    }))

  it('comes with the moment in which it happened, also when it is late', () =>
    withLedger({}, async ({ ledger, adminId, clock, fire, registry }) => {
      const start = await startOf(registry)
      ledger.bump(1, [numbered(1, adminId)])
      const happenedAtMs = clock()
      clock.advance(3_600_000)
      await fire()
      const listener = await listenTo(registry(), start, 'super_admin')
      expect(listener.missed).toMatchObject([{ atMs: happenedAtMs, data: { admin_id: adminId } }])
      listener.close()
    }))

  it('waits while the registry does not answer, and comes in its order afterwards', async () => {
    let isDown = true
    await withLedger(
      { mirror: overloaded(() => isDown) },
      async ({ ledger, adminId, clock, alarmAtMs, fire, registry }) => {
        const start = await startOf(registry)
        for (const number of [1, 2, 3]) {
          ledger.bump(number, [numbered(number, adminId)])
          await fire()
          expect(await alarmAtMs()).toBeGreaterThan(clock())
        }
        expect(await heardOf(registry, start)).toEqual([])
        isDown = false
        await fire()
        expect(await heardOf(registry, start)).toEqual([1, 2, 3])
        expect(await alarmAtMs()).toBeNull()
      },
    )
  })

  it('is not told twice when its arrival was not heard of', async () => {
    let isLost = true
    const mirror: Interceptors[string] = async (proceed) => {
      await proceed()
      if (isLost) throw new Error('Network connection lost.')
    }
    await withLedger({ mirror }, async ({ ledger, adminId, fire, registry }) => {
      const start = await startOf(registry)
      ledger.bump(1, [numbered(1, adminId)])
      await fire()
      ledger.bump(2, [numbered(2, adminId)])
      await fire()
      isLost = false
      await fire()
      expect(await heardOf(registry, start)).toEqual([1, 2])
    })
  })

  it('comes in batches, all of them', () =>
    withLedger({}, async ({ ledger, adminId, fire, registry }) => {
      const start = await startOf(registry)
      ledger.bump(
        1,
        times(250, (number) => numbered(number, adminId)),
      )
      await fire()
      expect(await heardOf(registry, start)).toEqual(times(250, (number) => number))
    }))

  it('holds up neither a call nor the roll-up when the registry never answers', async () => {
    const { promise: never } = Promise.withResolvers<never>()
    vi.spyOn(scheduler, 'wait').mockResolvedValue(undefined)
    await withLedger({ mirror: () => never }, async ({ ledger, adminId, clock, alarmAtMs, fire }) => {
      const call = aCall({ adminId, limits: { provider: { requests: 1, tokens: null, budgetMicroUsd: null } } })
      expect(ledger.admit(call)).toMatchObject({ verdict: 'admitted' })
      expect(ledger.settle(call, noUsage, 'provider')).toBe('closed')
      ledger.bump(1, [numbered(1, adminId)])
      await fire()
      const rolledUp = env.DB.prepare('SELECT requests FROM usage_monthly WHERE admin_id = ?').bind(adminId)
      expect((await rolledUp.all()).results).toEqual([{ requests: 1 }])
      expect(await alarmAtMs()).toBe(clock() + MIRROR_RETRY_MS)
    })
  })
})

describe('the registry’s log', () => {
  it('tells the events of different admins apart', async () => {
    const registry = createRegistry()
    const start = await startOf(registry)
    const of = (adminId: number, id: number) => ({ ...numbered(id, adminId), id, atMs: 1 })
    await registry().mirror([of(1, 10), of(1, 11)])
    await registry().mirror([of(2, 5)])
    await registry().mirror([of(1, 11), of(1, 12)])
    await registry().mirror([])
    await registry().mirror([of(2, 5)])
    expect(await heardOf(registry, start)).toEqual([10, 11, 5, 12])
  })
})
