import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import {
  ATTEMPT_LEASE_MS,
  FIRST_PAUSE_MS,
  GATHER_MS,
  LONGEST_PAUSE_MS,
  MAX_BATCH_RECORDS,
  Outbox,
} from '../../../src/ledger/export/outbox.ts'
import type { UsageRecord } from '../../../src/ledger/export/usage-record.ts'
import { createClock, freshLedger, times, type MovableClock } from '../../support/ledger.ts'

const START = Date.parse('2040-01-15T12:00:00Z')
// An outbox does not look into its records.
const record = (id: number) => ({ id: String(id) }) as UsageRecord
const idsOf = (batch: { records: UsageRecord[] } | null) => batch && batch.records.map(({ id }) => Number(id))

async function withOutbox(run: (parts: { outbox: Outbox; clock: MovableClock; restart: () => Outbox }) => void) {
  const clock = createClock(START)
  await runInDurableObject(freshLedger(), (_, { storage }) => {
    const restart = () => new Outbox(storage.sql, clock)
    run({ outbox: restart(), clock, restart })
  })
}

describe('an outbox', () => {
  it('has nothing to deliver at first', () =>
    withOutbox(({ outbox }) => {
      expect([outbox.nextAttemptAtMs(), outbox.begin()]).toEqual([null, null])
    }))

  it('gathers for a while, and gives what it has in its order', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add(record(1))
      clock.advance(GATHER_MS - 1)
      outbox.add(record(2))
      expect(outbox.begin()).toBeNull()
      expect(outbox.nextAttemptAtMs()).toBe(START + GATHER_MS)
      clock.advance(1)
      outbox.add(record(3))
      expect(idsOf(outbox.begin())).toEqual([1, 2, 3])
    }))

  it('forgets what was acknowledged, and nothing else', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add(record(1))
      clock.advance(GATHER_MS)
      const batch = outbox.begin()!
      outbox.add(record(2))
      outbox.acknowledge(batch)
      expect(outbox.nextAttemptAtMs()).toBe(clock() + GATHER_MS)
      clock.advance(GATHER_MS)
      const next = outbox.begin()!
      expect(idsOf(next)).toEqual([2])
      outbox.acknowledge(next)
      clock.advance(LONGEST_PAUSE_MS)
      expect([outbox.nextAttemptAtMs(), outbox.begin()]).toEqual([null, null])
    }))

  it('gives the batch that was begun again as it was, whatever has come meanwhile, also after a restart', () =>
    withOutbox(({ outbox, clock, restart }) => {
      for (const id of [1, 2]) outbox.add(record(id))
      clock.advance(GATHER_MS)
      const first = outbox.begin()!
      outbox.add(record(3))
      outbox.fail('passing')
      clock.advance(FIRST_PAUSE_MS)
      expect(outbox.begin()).toEqual(first)
      const reborn = restart()
      reborn.fail('passing')
      clock.advance(2 * FIRST_PAUSE_MS)
      const again = reborn.begin()!
      expect(again).toEqual(first)
      reborn.acknowledge(again)
      clock.advance(GATHER_MS)
      expect(idsOf(reborn.begin())).toEqual([3])
    }))

  it('gives a backlog without a pause, in batches', () =>
    withOutbox(({ outbox, clock }) => {
      const count = 2 * MAX_BATCH_RECORDS + 1
      for (const id of times(count, (index) => index)) outbox.add(record(id))
      clock.advance(GATHER_MS)
      const given: number[][] = []
      for (let batch = outbox.begin(); batch; batch = outbox.begin()) {
        given.push(idsOf(batch)!)
        outbox.acknowledge(batch)
      }
      expect(given.map(({ length }) => length)).toEqual([MAX_BATCH_RECORDS, MAX_BATCH_RECORDS, 1])
      expect(given.flat()).toEqual(times(count, (index) => index))
    }))

  it('waits longer after every failure, up to an hour, and never gives up', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add(record(1))
      clock.advance(GATHER_MS)
      const pauses = times(2_000, (index) => {
        expect(idsOf(outbox.begin())).toEqual([1])
        expect(outbox.fail('passing')).toBe(index + 1)
        const pauseMs = outbox.nextAttemptAtMs()! - clock()
        clock.advance(pauseMs - 1)
        expect(outbox.begin()).toBeNull()
        clock.advance(1)
        return pauseMs / 1000
      })
      expect(pauses.slice(0, 11)).toEqual([10, 20, 40, 80, 160, 320, 640, 1280, 2560, 3600, 3600])
      expect(pauses.at(-1)).toBe(3600)
    }))

  it('waits an hour where somebody has to act, and begins anew after a success', () =>
    withOutbox(({ outbox, clock }) => {
      outbox.add(record(1))
      clock.advance(GATHER_MS)
      outbox.begin()
      outbox.fail('lasting')
      outbox.add(record(2))
      expect(outbox.nextAttemptAtMs()).toBe(clock() + LONGEST_PAUSE_MS)
      clock.advance(LONGEST_PAUSE_MS)
      outbox.acknowledge(outbox.begin()!)
      clock.advance(GATHER_MS)
      outbox.begin()
      expect(outbox.fail('passing')).toBe(1)
      expect(outbox.nextAttemptAtMs()).toBe(clock() + FIRST_PAUSE_MS)
    }))

  it('makes an attempt again of which nobody has told the end, and waits longer each time', () =>
    withOutbox(({ outbox, clock, restart }) => {
      outbox.add(record(1))
      clock.advance(GATHER_MS)
      outbox.begin()
      const pauses = times(4, () => {
        const pauseMs = outbox.nextAttemptAtMs()! - clock()
        clock.advance(pauseMs)
        expect(idsOf(restart().begin())).toEqual([1])
        return pauseMs
      })
      expect(pauses).toEqual([ATTEMPT_LEASE_MS, ATTEMPT_LEASE_MS, 40_000, 80_000])
    }))
})
