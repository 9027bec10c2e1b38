/**
 * Random operations on a ledger, against plain books that are kept beside it (books.ts). After every one of them both have
 * to say the same, and the promises of the ledger have to hold (trial.ts).
 *
 * Every run takes seeds of its own. A failure prints `{ seed: …, path: "…" }`, and the fewest operations that still fail:
 * put the two into `REPLAY`, and run that test alone (`vitest run … -t agrees`), to have exactly these again.
 */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Usage } from '../../src/ledger/port.ts'
import { aCall, freshLedger, noUsage, times } from '../support/ledger.ts'
import { amountOf, sum, UNITS } from './books.ts'
import { limitChange, operation, PROVIDERS, retention, type Operation } from './operations.ts'
import { Trial, usedIn } from './trial.ts'

const REPLAY: { seed?: number; path?: string } = {}

/** Makes all of the runs: nothing cuts them short but a failure. */
async function assertRuns<T>(arbitrary: fc.Arbitrary<T>, numRuns: number, predicate: (value: T) => Promise<void>) {
  let runs = 0
  const property = fc.asyncProperty(arbitrary, async (value) => {
    runs += 1
    await predicate(value)
  })
  // Unbiased: small numbers and short lists come often enough as it is.
  await fc.assert(property, { numRuns, unbiased: true, ...REPLAY })
  if (REPLAY.path === undefined) expect(`${runs} runs`).toBe(`${numRuns} runs`)
}

/** Operations up to each restart, which ends a life of the object. */
function toLives(operations: Operation[]): Operation[][] {
  const ends = operations.flatMap(({ kind }, index) => (kind === 'restart' ? [index] : []))
  return [0, ...ends].map((start, life) => operations.slice(start, ends[life]))
}

const history = fc.record({
  limits: fc.array(limitChange, { maxLength: 5, size: 'max' }),
  operations: fc.array(operation, { maxLength: 80, size: 'max' }),
  retention,
  isWatched: fc.constantFrom(true, true, true, false),
  // Most lives end with new accounts over the same tables: to evict an object takes longer.
  isEvicted: fc.constantFrom(...Array<boolean>(9).fill(false), true),
})

it('agrees with plain books after every one of random operations, restarts and clock jumps', { timeout: 300_000 }, () =>
  assertRuns(history, 1_500, async ({ limits, operations, retention, isEvicted, isWatched }) => {
    const trial = new Trial(retention, isWatched)
    const name = crypto.randomUUID()
    const lives = toLives([...limits, ...operations])
    const visits = isEvicted ? lives.map((life) => [life]) : [lives]
    for (const visit of visits) {
      await runInDurableObject(freshLedger(name), (_, { storage }) => {
        for (const life of visit) trial.live(storage, life)
        if (visit === visits.at(-1)) trial.finish()
      })
      if (isEvicted || visit === visits.at(-1)) await evictDurableObject(freshLedger(name))
    }
  }),
)

const aLimit = (max: number) => fc.option(fc.integer({ min: 0, max }), { freq: 2 })
const monthly = fc.record({ requests: aLimit(30), tokens: aLimit(600), budgetMicroUsd: aLimit(900) })
const race = fc.record({
  rounds: fc.array(fc.record({ calls: fc.integer({ min: 1, max: 25 }), crashes: fc.boolean() }), {
    minLength: 1,
    maxLength: 5,
  }),
  provider: monthly,
  admin: fc.record({ monthly, concurrentCalls: aLimit(20) }).map(({ monthly, ...rates }) => ({ ...monthly, ...rates })),
})

it(
  'counts what it acknowledged and never passes a limit, when random calls race with crashes',
  { timeout: 300_000 },
  () =>
    assertRuns(race, 60, async ({ rounds, provider, admin }) => {
      const name = crypto.randomUUID()
      const used: Usage = { ...noUsage, inputTokens: 7, outputTokens: 5, costMicroUsd: 11 }
      const sure = { admitted: 0, settled: 0 }
      for (const { calls, crashes } of rounds) {
        const work = times(calls, async (index) => {
          // Reserved is more than used, by a little or by much.
          const estimate = { inputTokens: 7, outputTokens: 5 + (index % 4) * 10, costMicroUsd: 11 + (index % 3) * 20 }
          const subject = { providerId: PROVIDERS[index % PROVIDERS.length]! }
          const call = aCall({ limits: { provider, admin }, estimate, subject })
          const { verdict } = await freshLedger(name).admit(call)
          if (verdict !== 'admitted') return
          sure.admitted += 1
          if (index % 3 === 0) return
          if ((await freshLedger(name).settle(call, used, 'provider')) === 'closed') sure.settled += 1
        })
        if (crashes) await Promise.race(work).then(() => abortAllDurableObjects())
        await Promise.allSettled(work)

        const report = await freshLedger(name).report(null)
        const limitsOf = { requests: 'requests', tokens: 'tokens', microUsd: 'budgetMicroUsd' } as const
        for (const unit of UNITS) {
          for (const providerId of [null, ...PROVIDERS]) {
            const { settled, open } = usedIn(report, providerId, unit)
            const limit = (providerId === null ? admin : provider)[limitsOf[unit]]
            expect(settled + open).toBeLessThanOrEqual(limit ?? Infinity)
          }
          const { settled, open } = usedIn(report, null, unit)
          expect(settled).toBeGreaterThanOrEqual(sure.settled * amountOf(unit, used))
          expect(settled + open).toBeGreaterThanOrEqual(sure.admitted * amountOf(unit, used))
        }
        expect(report.pace.admin.concurrent).toBe(sum(report.open.map(({ calls }) => calls)))
        expect(report.pace.admin.concurrent).toBeLessThanOrEqual(admin.concurrentCalls ?? Infinity)
      }
    }),
)
