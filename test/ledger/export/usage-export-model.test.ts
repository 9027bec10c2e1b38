/**
 * Random calls, failures of the receiver, crashes and clock jumps, until the receiver works: then it has every settled call.
 * A failure prints its seed and path; `fc.assert(property, { seed, path })` replays it.
 */
import fc from 'fast-check'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { AdmitRequest } from '../../../src/ledger/port.ts'
import { aCall, HOLD_MS, noUsage } from '../../support/ledger.ts'
import { createScene, type Life } from '../../support/usage-export.ts'
import type { ReceiverMood } from '../../support/usage-receiver.ts'

const TIME_LIMIT_MS = 10_000
const DAY_MS = 24 * 60 * 60 * 1000

type Operation =
  | { kind: 'admit'; estimate: number }
  | { kind: 'settle'; which: number; share: number | null }
  | { kind: 'release' | 'withdraw'; which: number }
  | { kind: 'mood'; mood: ReceiverMood }
  | { kind: 'burst'; calls: number }
  | { kind: 'jump'; ms: number }
  | { kind: 'wake' }

const kind = <K extends Operation['kind']>(name: K) => fc.constant(name)
const which = fc.nat({ max: 20 })

const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: kind('admit'), estimate: fc.nat({ max: 90 }) }) },
  {
    weight: 6,
    arbitrary: fc.record({ kind: kind('settle'), which, share: fc.option(fc.nat({ max: 4 }), { freq: 5 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.oneof(kind('release'), kind('withdraw')), which }) },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kind('mood'),
      mood: fc.constantFrom<ReceiverMood>('acknowledges', 'fails', 'refuses', 'breaks off', 'hangs'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: kind('burst'), calls: fc.integer({ min: 90, max: 220 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kind('jump'), ms: fc.constantFrom(1, HOLD_MS, DAY_MS, 40 * DAY_MS, -5_000) }),
  },
  { weight: 8, arbitrary: fc.record({ kind: kind('wake') }) },
)

const life = fc.record({ operations: fc.array(operation, { maxLength: 25, size: 'max' }), crashes: fc.boolean() })

beforeEach(() => {
  for (const level of ['warn', 'error'] as const) vi.spyOn(console, level).mockReturnValue()
})
afterEach(() => vi.restoreAllMocks())

it(
  'tells of every settled call, once for each id, whatever fails on the way, and of no other',
  { timeout: 60_000 },
  () => {
    // Not by fast-check, which leaves the run that it interrupts to go on after the test.
    const deadlineMs = Date.now() + TIME_LIMIT_MS
    return fc.assert(
      fc.asyncProperty(fc.array(life, { minLength: 1, maxLength: 4 }), async (lives) => {
        if (Date.now() > deadlineMs) return
        const { receiver, adminId, clock, live } = createScene()
        const open: AdmitRequest[] = []
        /** Reservation → what it costs, `null` where that is not known. */
        const booked = new Map<string, number | null>()

        async function perform(step: Operation, { ledger, admit, use, wake, alarmAtMs }: Life): Promise<void> {
          switch (step.kind) {
            case 'admit':
              open.push(admit(aCall({ adminId, estimate: { costMicroUsd: step.estimate } })))
              return
            case 'settle': {
              const [call] = open.splice(step.which, 1)
              if (!call) return
              const { share } = step
              const costMicroUsd = share === null ? null : Math.floor((call.estimate.costMicroUsd! * share) / 4)
              // Unless the sweep came first.
              const verdict = ledger.settle(call, { ...noUsage, costMicroUsd }, 'provider')
              booked.set(call.reservationId, verdict === 'closed' ? costMicroUsd : call.estimate.costMicroUsd)
              return
            }
            case 'release':
            case 'withdraw': {
              const [call] = open.splice(step.which, 1)
              if (call && ledger[step.kind](call) !== 'closed')
                booked.set(call.reservationId, call.estimate.costMicroUsd)
              return
            }
            case 'burst':
              for (let calls = 0; calls < step.calls; calls += 1) booked.set(use(), 40)
              return
            case 'mood':
              receiver.mood = step.mood
              return
            case 'jump':
              clock.advance(step.ms)
              return
            case 'wake':
              if ((await alarmAtMs()) !== null) await wake()
          }
        }

        for (const { operations, crashes } of lives) {
          const moods = [receiver.mood, ...operations.map((step) => (step.kind === 'mood' ? step.mood : null))]
          await live(
            async (parts) => {
              for (const step of operations) await perform(step, parts)
            },
            // What hangs keeps an object from being evicted.
            { crashes: crashes || moods.includes('hangs') },
          )
        }
        receiver.mood = 'acknowledges'
        await live(async ({ wake, drain, sql }) => {
          while (sql.exec(`SELECT 1 FROM calls WHERE state = 'open'`).toArray().length > 0) await wake()
          await drain()
          for (const call of open) booked.set(call.reservationId, call.estimate.costMicroUsd)
          const known = sql.exec<{ requests: number; cost: number }>(
            'SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(cost_micro_usd), 0) AS cost FROM usage',
          )
          const told = [...receiver.stored.values()]
          const total = told.reduce((sum, { usage }) => sum + (usage.cost_micro_usd ?? 0), 0)
          expect({ requests: told.length, cost: total }).toEqual(known.one())
        })
        const told = [...receiver.stored].map(([id, { usage }]) => [id, usage.cost_micro_usd])
        expect(told.sort()).toEqual([...booked].sort())
      }),
      { numRuns: 100 },
    )
  },
)
