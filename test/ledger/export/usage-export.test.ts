import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FIRST_PAUSE_MS, GATHER_MS, LONGEST_PAUSE_MS } from '../../../src/ledger/export/outbox.ts'
import { env } from '../../support/gateway.ts'
import { aCall, figuresOf, HOLD_MS, retention, times } from '../../support/ledger.ts'
import { createScene, START, used } from '../../support/usage-export.ts'

let logs: string[]
beforeEach(() => {
  logs = []
  for (const level of ['info', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => void logs.push(line))
  }
})
afterEach(() => vi.restoreAllMocks())

describe('the export of usage', () => {
  it('tells of every settled call, and of no other', async () => {
    const { receiver, adminId, clock, live } = createScene()
    await live(async ({ ledger, admit, use, drain }) => {
      const settled = use()
      const [released, withdrawn, lost] = times(3, () => admit(aCall({ adminId, estimate: { costMicroUsd: 90 } })))
      ledger.release(released!, { errorCode: 'upstream_error' })
      ledger.withdraw(withdrawn!)
      await drain()
      expect([...receiver.stored.keys()]).toEqual([settled])
      clock.advance(HOLD_MS)
      ledger.settle(admit(aCall({ adminId, limits: { provider: { requests: 100 } } })), used, 'counted')
      admit()
      await drain()
      expect(receiver.stored.get(lost!.reservationId)).toMatchObject({
        request_id: lost!.publicId,
        settlement_basis: 'estimated',
        usage: { cost_micro_usd: 90 },
      })
      expect(receiver.stored.size).toBe(3)
      const { data, type } = JSON.parse(receiver.attempts[0]!.body)
      expect([type, data.admin_id]).toEqual(['usage.settled', adminId])
    })
  })

  it('waits for calls to gather', async () => {
    const { receiver, clock, live } = createScene()
    await live(async ({ use, drain }) => {
      const beganAtMs = clock()
      times(250, () => use())
      await drain()
      expect(clock() - beganAtMs).toBe(GATHER_MS)
      expect(receiver.attempts.map(({ records }) => records.length)).toEqual([100, 100, 50])
    })
  })

  it('sends again what failed, as it was, under the same id, and what came meanwhile after it', async () => {
    const { receiver, clock, live } = createScene()
    const ids: string[] = []
    for (const mood of ['fails', 'breaks off', 'hangs', 'fails', 'acknowledges'] as const) {
      receiver.mood = mood
      // Each in a life of its own.
      await live(
        async ({ use, attempt }) => {
          ids.push(use())
          await attempt()
        },
        { crashes: mood === 'hangs' },
      )
      expect(receiver.attempts.at(-1)).toEqual(receiver.attempts[0])
    }
    expect([...receiver.stored.keys()]).toEqual([ids[0]])
    await live(({ drain }) => drain())
    expect([...receiver.stored.keys()]).toEqual(ids)
    expect(receiver.attempts).toHaveLength(6)
    expect(clock() - Date.parse(START)).toBeGreaterThan(4 * FIRST_PAUSE_MS)
  })

  it('says when it will try again, and does not try before', async () => {
    const { receiver, clock, live } = createScene()
    receiver.mood = 'fails'
    await live(async ({ use, wake, attempt, alarmAtMs }) => {
      use()
      await attempt()
      expect(await alarmAtMs()).toBe(clock() + FIRST_PAUSE_MS)
      use()
      await wake()
      expect(receiver.attempts).toHaveLength(2)
      expect(await alarmAtMs()).toBe(clock() + 2 * FIRST_PAUSE_MS)
    })
    expect(logs.join()).toContain('"error":"HTTP 503"')
  })

  it('reports a receiver that refuses, keeps trying once an hour, and loses nothing when the call is forgotten', async () => {
    const { receiver, clock, live } = createScene()
    receiver.mood = 'refuses'
    await live(async ({ ledger, use, wake, attempt, held, drain }) => {
      const call = use()
      await attempt()
      const firstAtMs = clock()
      for (let more = 0; more < 3; more += 1) await attempt()
      expect(clock() - firstAtMs).toBe(3 * LONGEST_PAUSE_MS)
      const refusals = logs.filter((line) => line.includes('HTTP 410')).map((line) => JSON.parse(line))
      expect(refusals).toHaveLength(4)
      expect(refusals[3]).toMatchObject({ level: 'error', event: 'usage_export_failed', attempts: 4, records: 1 })

      clock.advance(2 * retention.maxAgeMs)
      await wake()
      const { id, request_id } = JSON.parse(held()[0]!.record)
      expect([id, ledger.record(request_id)]).toEqual([call, null])
      receiver.mood = 'acknowledges'
      await drain()
      expect([...receiver.stored.keys()]).toEqual([call])
    })
  })

  it('does not let a receiver that hangs hold up admissions, sweeps and roll-ups', async () => {
    const { receiver, adminId, clock, live } = createScene()
    receiver.mood = 'hangs'
    await live(
      async ({ ledger, admit, use, wake, attempt, alarmAtMs }) => {
        use()
        await attempt()
        use()
        admit()
        clock.advance(HOLD_MS)
        await wake()
        expect(figuresOf(ledger.report(null))).toMatchObject({ settled: 3, open: 0 })
        const figures = env.DB.prepare('SELECT requests FROM usage_monthly WHERE admin_id = ?').bind(adminId)
        expect((await figures.all()).results).toEqual([{ requests: 3 }])
        expect(receiver.attempts).toHaveLength(1)
        // Nor does the ledger wake again and again for it.
        expect(await alarmAtMs()).toBeGreaterThan(clock())
      },
      { crashes: true },
    )
    receiver.mood = 'acknowledges'
    await live(({ drain }) => drain())
    expect(receiver.stored.size).toBe(3)
  })

  it('stores a call and what is to be told of it together, or neither', () =>
    createScene().live(async ({ ledger, admit, sql }) => {
      const call = admit()
      sql.exec('DROP TABLE outbox')
      expect(() => ledger.settle(call, used, 'provider')).toThrow('outbox')
      expect(figuresOf(ledger.report(null))).toMatchObject({ settled: 0, open: 1 })
    }))

  it('shows its secret nowhere', async () => {
    const { receiver, live } = createScene()
    for (const mood of ['fails', 'breaks off', 'refuses'] as const) {
      receiver.mood = mood
      await live(async ({ use, attempt, sql }) => {
        use()
        await attempt()
        logs.push(JSON.stringify(sql.exec('SELECT * FROM outbox, outbox_plan').toArray()))
      })
    }
    expect(logs.length).toBeGreaterThan(5)
    const bare = receiver.secret.slice('whsec_'.length)
    for (const text of [...logs, ...receiver.attempts.map(({ body }) => body)]) expect(text).not.toContain(bare)
  })
})

describe('without a webhook', () => {
  const variables = {}

  it('nothing is kept for one, and nobody is called', async () => {
    const { receiver, live } = createScene()
    await live(
      async ({ use, wake, held }) => {
        use()
        for (let alarms = 0; alarms < 2; alarms += 1) await wake()
        expect([held(), receiver.attempts]).toEqual([[], []])
      },
      { variables },
    )
  })

  it('what was kept for one waits until there is one again', async () => {
    const { receiver, live } = createScene()
    receiver.mood = 'fails'
    let kept = ''
    await live(async ({ use, attempt }) => {
      kept = use()
      await attempt()
    })
    receiver.mood = 'acknowledges'
    await live(
      async ({ use, wake, held }) => {
        use()
        for (let alarms = 0; alarms < 5; alarms += 1) await wake()
        expect([held().length, receiver.attempts.length]).toEqual([1, 1])
      },
      { variables },
    )
    await live(({ drain }) => drain())
    expect([...receiver.stored.keys()]).toEqual([kept])
  })
})
