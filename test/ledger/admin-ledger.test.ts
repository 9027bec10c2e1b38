import { abortAllDurableObjects, evictDurableObject, runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { describe, expect, it, vi } from 'vitest'
import { createDatabase } from '../../src/db/client.ts'
import { readConfiguration, type Env } from '../../src/env.ts'
import { PRUNE_EVERY_MS } from '../../src/ledger/call-log.ts'
import { AdminLedger, ROLL_UP_DELAY_MS } from '../../src/ledger/admin-ledger.ts'
import type { AdmitVerdict, Usage } from '../../src/ledger/port.ts'
import { rollUpUsage } from '../../src/ledger/queries.ts'
import { UsageBook } from '../../src/ledger/usage-book.ts'
import { listenTo } from '../support/events.ts'
import { createFaultyDatabase } from '../support/faults.ts'
import { env } from '../support/gateway.ts'
import {
  aCall,
  createClock,
  figuresOf,
  freshLedger,
  HOLD_MS,
  noUsage,
  times,
  type MovableClock,
} from '../support/ledger.ts'

const used: Usage = { ...noUsage, inputTokens: 7, cachedInputTokens: 0, outputTokens: 3, costMicroUsd: 40 }
const count = (verdicts: AdmitVerdict[], wanted: AdmitVerdict['verdict']) =>
  verdicts.filter(({ verdict }) => verdict === wanted).length

/** Far ahead, so that no alarm of these objects goes off by itself. */
const START = '2040-01-15T12:00:00Z'
const DAY_MS = 86_400_000
let admins = 1_000
const nextAdminId = () => (admins += 1)

/** A ledger over the storage of a fresh object, with a clock of its own. */
async function withLedger(
  run: (parts: {
    ledger: AdminLedger
    adminId: number
    clock: MovableClock
    storage: DurableObjectStorage
    alarmAtMs: () => Promise<number | null>
    /** Runs an alarm as the runtime does. */
    fire: (ledger: AdminLedger) => Promise<void>
    reopen: (change: Partial<Env>) => Promise<AdminLedger>
  }) => Promise<void>,
) {
  const clock = createClock(START)
  const adminId = nextAdminId()
  await runInDurableObject(freshLedger(), async (_, state) => {
    const reopen = async (change: Partial<Env>) => {
      const ledger = new AdminLedger(state, { ...env, ...change }, clock)
      // Its constructor asks for the alarm, and the runtime lets no call through before the answer.
      await state.blockConcurrencyWhile(async () => undefined)
      return ledger
    }
    const fire = async (ledger: AdminLedger) => {
      await state.storage.deleteAlarm()
      await ledger.alarm()
    }
    const { storage } = state
    await run({ ledger: await reopen({}), adminId, clock, storage, reopen, fire, alarmAtMs: () => storage.getAlarm() })
  })
}

/** One call from its admission to its settlement. */
function use(ledger: AdminLedger, adminId: number, modelId = 1): void {
  const call = aCall({ adminId, subject: { modelId } })
  ledger.admit(call)
  ledger.settle(call, used, 'provider')
}

const rolledUpDays = async (adminId: number) =>
  (await env.DB.prepare('SELECT * FROM usage_daily WHERE admin_id = ? ORDER BY day, model_id').bind(adminId).all())
    .results

/** What D1 has not, in the tables of an object. */
const readUnrolled = (storage: DurableObjectStorage) => new UsageBook(storage.sql).unrolled(100)

const rolledUp = async (adminId: number) =>
  (await env.DB.prepare('SELECT * FROM usage_monthly WHERE admin_id = ? ORDER BY model_id').bind(adminId).all()).results

describe('calls that race', () => {
  it('at the limit: 50 of 200 are admitted', async () => {
    const ledger = freshLedger()
    const limits = { provider: { requests: 50 } }
    for (const call of times(20, () => aCall({ limits }))) {
      await ledger.admit(call)
      await ledger.settle(call, used, 'provider')
    }
    const verdicts = await Promise.all(times(200, () => ledger.admit(aCall({ limits }))))
    expect([count(verdicts, 'admitted'), count(verdicts, 'denied')]).toEqual([30, 170])
    expect(figuresOf(await ledger.report(null))).toMatchObject({ settled: 20, open: 30 })
  })

  it('as the very first of an admin: 50 of 200 are admitted', async () => {
    const name = crypto.randomUUID()
    const ask = () => freshLedger(name).admit(aCall({ limits: { provider: { requests: 50 } } }))
    const verdicts = await Promise.all(times(200, ask))
    expect([count(verdicts, 'admitted'), count(verdicts, 'denied')]).toEqual([50, 150])
  })

  it('under one request id: one is admitted', async () => {
    const ledger = freshLedger()
    const call = aCall()
    const verdicts = await Promise.all(times(50, () => ledger.admit(call)))
    expect([count(verdicts, 'admitted'), count(verdicts, 'duplicate')]).toEqual([1, 49])
    const closed = await Promise.all(times(50, () => ledger.settle(call, used, 'provider')))
    expect(closed.filter((verdict) => verdict === 'closed')).toHaveLength(1)
    expect(figuresOf(await ledger.report(null))).toMatchObject({ settled: 1, open: 0, inputTokens: 7 })
  })
})

describe('a ledger that dies', () => {
  it.each(['evicted', 'aborted'])('loses no count when it is %s after every step', async (how) => {
    const name = crypto.randomUUID()
    const ledger = () => freshLedger(name)
    const die = () => (how === 'evicted' ? evictDurableObject(ledger()) : abortAllDurableObjects())
    const limits = { provider: { requests: 2 } }
    const [settled, released, open] = times(3, () => aCall({ limits, epoch: 7 }))
    const steps: [() => Promise<unknown>, unknown][] = [
      [() => ledger().bump(7), 7],
      [() => ledger().admit(settled!), { verdict: 'admitted' }],
      [() => ledger().admit(released!), { verdict: 'admitted' }],
      [() => ledger().admit(open!), { verdict: 'denied' }],
      [() => ledger().settle(settled!, used, 'provider'), 'closed'],
      [() => ledger().release(released!), 'closed'],
      [() => ledger().admit(open!), { verdict: 'admitted' }],
      [() => ledger().admit(settled!), { verdict: 'duplicate' }],
      [() => ledger().admit(aCall({ limits, epoch: 6 })), { verdict: 'stale', epoch: 7 }],
    ]
    for (const [step, answer] of steps) {
      const given = await step()
      if (typeof answer === 'object') expect(given).toMatchObject(answer as object)
      else expect(given).toBe(answer)
      await die()
    }
    expect(figuresOf(await ledger().report(null))).toMatchObject({ settled: 1, open: 1, inputTokens: 7 })
  })

  it('has stored every admission that it acknowledged, and never more than the limit', async () => {
    const name = crypto.randomUUID()
    const asked = times(150, () => freshLedger(name).admit(aCall({ limits: { provider: { requests: 120 } } })))
    await asked[20]
    await abortAllDurableObjects()
    const answers = await Promise.allSettled(asked)
    const acknowledged = answers.filter((answer) => answer.status === 'fulfilled').map(({ value }) => value)
    const { open } = figuresOf(await freshLedger(name).report(null))
    expect(open).toBeGreaterThanOrEqual(count(acknowledged, 'admitted'))
    expect(open).toBeLessThanOrEqual(120)
  })
})

describe('the alarm', () => {
  it('settles a lost call once and rolls it up once, also when it runs twice', async () => {
    const adminId = nextAdminId()
    const ledger = freshLedger()
    const call = aCall({ adminId, estimate: { inputTokens: 11, outputTokens: 13, costMicroUsd: 17 } })
    await ledger.admit(call)
    await runInDurableObject(ledger, (_, { storage }) => void storage.sql.exec('UPDATE calls SET expires_at = 0'))
    const spoken = vi.spyOn(console, 'warn').mockReturnValue()
    expect(await runDurableObjectAlarm(ledger)).toBe(true)
    const first = await rolledUp(adminId)
    expect(first).toMatchObject([{ requests: 1, input_tokens: 11, output_tokens: 13, cost_micro_usd: 17, revision: 1 }])
    await runInDurableObject(ledger, (instance) => instance.alarm())
    expect(await rolledUp(adminId)).toEqual(first)
    expect(spoken.mock.calls).toEqual([[expect.stringContaining('reservations_swept')]])
    spoken.mockRestore()
    expect(await ledger.settle(call, used, 'provider')).toBe('already_closed')
    expect(figuresOf(await ledger.report(null))).toMatchObject({ settled: 1, open: 0 })
  })

  it('writes absolute figures, however often it runs', () =>
    withLedger(async ({ ledger, adminId, fire }) => {
      for (const requests of [1, 2, 3]) {
        use(ledger, adminId)
        await fire(ledger)
        expect(await rolledUp(adminId)).toMatchObject([{ requests, input_tokens: 7 * requests, period: '2040-01' }])
      }
    }))

  it('brings any number of rows to the database', () =>
    withLedger(async ({ ledger, adminId, fire }) => {
      for (const modelId of times(120, (index) => index + 1)) {
        use(ledger, adminId, modelId)
      }
      await fire(ledger)
      expect((await rolledUp(adminId)).map(({ model_id }) => model_id)).toEqual(times(120, (index) => index + 1))
    }))

  it('keeps its figures while the database fails, and tries again, but not at every call', () =>
    withLedger(async ({ ledger, adminId, clock, reopen, fire, alarmAtMs }) => {
      use(ledger, adminId)
      const spoken = vi.spyOn(console, 'error').mockReturnValue()
      const cutOff = await reopen({ DB: createFaultyDatabase(env.DB, () => true) })
      await fire(cutOff)
      expect(spoken.mock.calls.flat().join()).toContain('roll_up_failed')
      spoken.mockRestore()
      use(cutOff, adminId)
      expect(await alarmAtMs()).toBeGreaterThan(clock())
      expect(await alarmAtMs()).toBeLessThan(clock() + HOLD_MS)
      expect(await rolledUp(adminId)).toEqual([])
      await fire(await reopen({}))
      expect(await rolledUp(adminId)).toMatchObject([{ requests: 2 }])
    }))

  it('comes back for what is settled while it writes', () =>
    withLedger(async ({ ledger, adminId, clock, reopen, fire, alarmAtMs }) => {
      const [early, late] = times(2, () => aCall({ adminId }))
      ledger.admit(early!)
      ledger.admit(late!)
      ledger.settle(early!, used, 'provider')
      const settleLate = () => ledger.settle(late!, used, 'provider') === 'unknown_request'
      const writing = await reopen({ DB: createFaultyDatabase(env.DB, settleLate) })
      await fire(writing)
      expect(await rolledUp(adminId)).toMatchObject([{ requests: 1 }])
      expect(await alarmAtMs()).toBe(clock() + ROLL_UP_DELAY_MS)
      await fire(writing)
      expect(await rolledUp(adminId)).toMatchObject([{ requests: 2, input_tokens: 14 }])
    }))

  it('is set for the next duty, for a first use at once, and for nothing else', () =>
    withLedger(async ({ ledger, adminId, clock, fire, alarmAtMs }) => {
      ledger.bump(1)
      ledger.report(null)
      ledger.admit(aCall({ adminId, epoch: 0 }))
      ledger.admit(aCall({ adminId, epoch: 1, limits: { provider: { requests: 0 } } }))
      expect(await alarmAtMs()).toBeNull()
      const [first, second] = times(2, () => aCall({ adminId, epoch: 1 }))
      ledger.admit(first!)
      ledger.admit(second!)
      expect(await alarmAtMs()).toBe(clock() + HOLD_MS)
      ledger.settle(first!, used, 'provider')
      expect(await alarmAtMs()).toBe(clock())
      const forgetAtMs = clock() + readConfiguration(env).retention.maxAgeMs + PRUNE_EVERY_MS
      await fire(ledger)
      expect(await alarmAtMs()).toBe(clock() + HOLD_MS)
      ledger.settle(second!, used, 'provider')
      expect(await alarmAtMs()).toBe(clock() + ROLL_UP_DELAY_MS)
      await fire(ledger)
      expect(await alarmAtMs()).toBe(forgetAtMs)
    }))

  it('rests when there is nothing left to do', async () => {
    const ledger = freshLedger()
    const call = aCall({ adminId: nextAdminId() })
    await ledger.admit(call)
    await ledger.release(call)
    const left = () =>
      runInDurableObject(ledger, async (_, { storage }) => ({
        calls: storage.sql.exec('SELECT request_id FROM calls').toArray(),
        alarmAtMs: await storage.getAlarm(),
      }))
    await runDurableObjectAlarm(ledger)
    expect(await left()).toEqual({ calls: [{ request_id: call.requestId }], alarmAtMs: expect.any(Number) })
    const change = 'UPDATE calls SET started_at = 0, closed_at = 0'
    await runInDurableObject(ledger, (_, { storage }) => void storage.sql.exec(change))
    // A new life forgets at once what an old one would within the hour.
    await evictDurableObject(ledger)
    await runDurableObjectAlarm(ledger)
    expect(await left()).toEqual({ calls: [], alarmAtMs: null })
  })
})

describe('whoever listens', () => {
  it('hears of a threshold at once, also of one that is found when a call is refused', async () => {
    const ledger = freshLedger()
    const listener = await listenTo(ledger)
    const calls = times(2, () => aCall())
    for (const call of calls) {
      await ledger.admit(call)
      await ledger.settle(call, used, 'provider')
    }
    const limits = { provider: { requests: 2 } }
    expect((await ledger.admit(aCall({ limits }))).verdict).toBe('denied')
    expect(await listener.hear(1)).toMatchObject([
      { type: 'threshold_crossed', data: { admin_id: 1, name: 'monthly_limit', limit: 2, used: 2, provider: 'one' } },
    ])
    listener.close()
  })
})

describe('the roll-up', () => {
  it('never replaces newer figures by older ones', () =>
    withLedger(async ({ ledger, adminId, storage }) => {
      const figures = times(3, () => {
        use(ledger, adminId)
        return readUnrolled(storage)
      })
      for (const written of [0, 2, 1]) await rollUpUsage(createDatabase(env.DB), adminId, figures[written]!)
      expect(await rolledUp(adminId)).toMatchObject([{ requests: 3, input_tokens: 21, revision: 3 }])
      expect(await rolledUpDays(adminId)).toMatchObject([{ requests: 3, input_tokens: 21, revision: 3 }])
    }))

  it('has the days of a month, and the month as their sum', () =>
    withLedger(async ({ ledger, adminId, clock, fire }) => {
      use(ledger, adminId)
      await fire(ledger)
      clock.advance(DAY_MS)
      const [failed, broken, late] = times(3, () => aCall({ adminId }))
      ledger.admit(failed!)
      ledger.release(failed!, { errorCode: 'upstream_error' })
      ledger.admit(broken!)
      clock.advance(700)
      ledger.settle(broken!, used, 'aborted', { errorCode: 'upstream_error' })
      // On the day of its admission, whenever it ends.
      ledger.admit(late!)
      clock.advance(DAY_MS)
      ledger.settle(late!, { ...used, costMicroUsd: null }, 'provider')
      await fire(ledger)
      const days = await rolledUpDays(adminId)
      expect(days).toMatchObject([
        { day: '2040-01-15', requests: 1, input_tokens: 7, cost_micro_usd: 40, errors: 0, latencies: '{"0":1}' },
        { day: '2040-01-16', requests: 2, input_tokens: 14, cost_micro_usd: 40, unpriced_requests: 1, errors: 2 },
      ])
      // 700 ms and a day, in eighths of an octave.
      expect(JSON.parse(days[1]!.latencies as string)).toEqual({ 75: 1, 210: 1 })
      expect(await rolledUp(adminId)).toMatchObject([
        { period: '2040-01', requests: 3, input_tokens: 21, cost_micro_usd: 80, unpriced_requests: 1 },
      ])
    }))

  it('brings days and month in one, or neither', () =>
    withLedger(async ({ ledger, adminId, reopen, fire }) => {
      use(ledger, adminId)
      const spoken = vi.spyOn(console, 'error').mockReturnValue()
      // The second statement is that of the month.
      await fire(await reopen({ DB: createFaultyDatabase(env.DB, (statement) => statement === 2) }))
      spoken.mockRestore()
      expect([await rolledUpDays(adminId), await rolledUp(adminId)]).toEqual([[], []])
      await fire(await reopen({}))
      expect(await rolledUpDays(adminId)).toMatchObject([{ requests: 1 }])
      expect(await rolledUp(adminId)).toMatchObject([{ requests: 1 }])
    }))

  it('can be asked for, and answers what is under way', () =>
    withLedger(async ({ ledger, adminId, reopen }) => {
      use(ledger, adminId)
      ledger.admit(aCall({ adminId, estimate: { inputTokens: 3, outputTokens: 4, costMicroUsd: 5 } }))
      const cutOff = await reopen({ DB: createFaultyDatabase(env.DB, () => true) })
      await expect(cutOff.rollUp()).rejects.toThrow()
      const open = await (await reopen({})).rollUp()
      expect(open).toEqual([{ providerId: 1, calls: 1, reservedTokens: 7, reservedMicroUsd: 5 }])
      expect(await rolledUp(adminId)).toMatchObject([{ requests: 1 }])
    }))
})
