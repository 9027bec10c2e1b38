/**
 * Random operations on a ledger, with crashes and clock jumps, against plain books kept beside it. A failure prints its seed
 * and path; `fc.assert(property, { seed, path })` replays it.
 */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Accounts, DUPLICATE_WINDOW_MS } from '../../src/ledger/accounts.ts'
import type { AdmitRequest, Usage } from '../../src/ledger/port.ts'
import { aCall, createClock, figuresOf, freshLedger, HOLD_MS, noUsage, times } from '../support/ledger.ts'

const PROVIDERS = [1, 2]
const DAY_MS = DUPLICATE_WINDOW_MS
const refOf = (id: number) => aCall({ requestId: String(id) })

type Operation =
  | {
      kind: 'admit'
      id: number
      provider: number
      limit: number | null
      budget: number | null
      cost: number
      lag: number
    }
  | { kind: 'settle'; id: number; share: number }
  | { kind: 'release'; id: number }
  | { kind: 'sweep' | 'prune' | 'restart' }
  | { kind: 'bump'; by: number }
  | { kind: 'jump'; ms: number }

const kind = <K extends Operation['kind']>(name: K) => fc.constant(name)
const id = fc.integer({ min: 0, max: 9 })
const rarelyNone = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 5 })

const operation: fc.Arbitrary<Operation> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      kind: kind('admit'),
      id,
      provider: fc.constantFrom(...PROVIDERS),
      limit: rarelyNone(fc.integer({ min: 0, max: 6 })),
      budget: rarelyNone(fc.integer({ min: 0, max: 200 })),
      cost: fc.integer({ min: 0, max: 60 }),
      lag: fc.integer({ min: 0, max: 1 }),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: kind('settle'), id, share: fc.integer({ min: 0, max: 4 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: kind('release'), id }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.oneof(kind('sweep'), kind('prune'), kind('restart')) }) },
  { weight: 1, arbitrary: fc.record({ kind: kind('bump'), by: fc.integer({ min: -2, max: 2 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: kind('jump'),
      ms: fc.constantFrom(1, HOLD_MS - 1, HOLD_MS, DAY_MS, 20 * DAY_MS, 40 * DAY_MS, -1, -5_000),
    }),
  },
)

type BookedCall = AdmitRequest & {
  state: 'open' | 'settled' | 'released'
  period: string
  atMs: number
  closedMs: number
}

/** What a ledger is to do, single-threaded and in memory. */
class Books {
  readonly calls = new Map<string, BookedCall>()
  readonly settled: (Usage & { providerId: number; period: string })[] = []
  /** Limits at the last admission, by provider and month. */
  readonly last = new Map<string, { limit: number; budget: number }>()
  epoch = 0

  figures(providerId: number, period: string) {
    const mine = this.settled.filter((row) => row.providerId === providerId && row.period === period)
    const open = [...this.calls.values()].filter(
      (call) => call.state === 'open' && call.subject.providerId === providerId && call.period === period,
    )
    const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
    return {
      settled: mine.length,
      open: open.length,
      inputTokens: sum(mine.map(({ inputTokens }) => inputTokens)),
      outputTokens: sum(mine.map(({ outputTokens }) => outputTokens)),
      spentMicroUsd: sum(mine.map(({ costMicroUsd }) => costMicroUsd!)),
      reservedMicroUsd: sum(open.map(({ estimate }) => estimate.costMicroUsd!)),
    }
  }

  admit(call: AdmitRequest, nowMs: number): string {
    if (call.epoch < this.epoch) return 'stale'
    const earlier = this.calls.get(call.requestId)
    if (earlier && earlier.state !== 'released') return 'duplicate'
    const period = new Date(nowMs).toISOString().slice(0, 7)
    const { settled, open, spentMicroUsd, reservedMicroUsd } = this.figures(call.subject.providerId, period)
    const [limit, budget] = [call.limits.monthlyRequests ?? Infinity, call.limits.monthlyBudgetMicroUsd ?? Infinity]
    if (settled + open + 1 > limit) return 'denied: monthly_limit_reached'
    if (spentMicroUsd + reservedMicroUsd + call.estimate.costMicroUsd! > budget) return 'denied: budget_reached'
    this.calls.set(call.requestId, { ...call, state: 'open', period, atMs: nowMs, closedMs: 0 })
    this.last.set(`${call.subject.providerId}/${period}`, { limit, budget })
    return 'admitted'
  }

  close(requestId: string, state: 'settled' | 'released', usage: Usage, nowMs: number): string {
    const call = this.calls.get(requestId)
    if (call?.state !== 'open') return call ? 'already_closed' : 'unknown_request'
    this.calls.set(requestId, { ...call, state, closedMs: nowMs })
    if (state === 'settled') this.settled.push({ ...usage, providerId: call.subject.providerId, period: call.period })
    return 'closed'
  }

  sweep(nowMs: number): number {
    const isLost = (call: BookedCall) => call.state === 'open' && call.atMs + call.holdMs <= nowMs
    const lost = [...this.calls.values()].filter(isLost)
    for (const call of lost) this.close(call.requestId, 'settled', call.estimate, nowMs)
    return lost.length
  }

  prune(nowMs: number): void {
    for (const [id, call] of this.calls) {
      if (call.state !== 'open' && call.closedMs <= nowMs - DUPLICATE_WINDOW_MS) this.calls.delete(id)
    }
  }
}

/** Does one operation in both, and tells what each answered. */
function perform(step: Operation, books: Books, accounts: Accounts, clock: ReturnType<typeof createClock>) {
  const now = clock()
  switch (step.kind) {
    case 'admit': {
      const { provider, limit, budget, cost, lag } = step
      const call = aCall({
        requestId: String(step.id),
        epoch: books.epoch - lag,
        subject: { providerId: provider, modelId: step.id % 2 },
        limits: { monthlyRequests: limit, monthlyBudgetMicroUsd: budget },
        estimate: { inputTokens: cost, outputTokens: 2 * cost, costMicroUsd: cost },
      })
      const given = accounts.admit(call)
      const verdict = given.verdict === 'denied' ? `denied: ${given.reason}` : given.verdict
      return [books.admit(call, now), verdict]
    }
    case 'settle': {
      // A call costs what was reserved for it at most: that is what an estimate is.
      const reserved = books.calls.get(String(step.id))?.estimate.costMicroUsd ?? 0
      const usage = { ...noUsage, inputTokens: step.id, costMicroUsd: Math.floor((reserved * step.share) / 4) }
      const wanted = books.close(String(step.id), 'settled', usage, now)
      return [wanted, accounts.settle(refOf(step.id), usage, 'provider')]
    }
    case 'release':
      return [books.close(String(step.id), 'released', noUsage, now), accounts.release(refOf(step.id))]
    case 'sweep':
      return [books.sweep(now), accounts.sweep()]
    case 'prune':
      return [books.prune(now), accounts.prune()]
    case 'bump': {
      const given = accounts.bump(books.epoch + step.by)
      return [(books.epoch += Math.max(0, step.by)), given]
    }
    case 'jump':
      return [clock.advance(step.ms), undefined]
    case 'restart':
      return [undefined, undefined]
  }
}

function checkFigures(books: Books, accounts: Accounts): void {
  const periods = new Set([...books.calls.values(), ...books.settled].map(({ period }) => period))
  for (const period of periods) {
    for (const provider of PROVIDERS) {
      const figures = figuresOf(accounts.report(period), provider)
      expect(figures).toEqual(books.figures(provider, period))
      const { limit, budget } = books.last.get(`${provider}/${period}`) ?? { limit: 0, budget: 0 }
      expect(figures.settled + figures.open).toBeLessThanOrEqual(limit)
      expect(figures.spentMicroUsd + figures.reservedMicroUsd).toBeLessThanOrEqual(budget)
    }
  }
}

/** Operations up to each restart, which ends a life of the object. */
function toLives(operations: Operation[]): Operation[][] {
  const ends = operations.flatMap(({ kind }, index) => (kind === 'restart' ? [index] : []))
  return [0, ...ends].map((start, life) => operations.slice(start, ends[life]))
}

it('agrees with plain books after every one of random operations, restarts and clock jumps', { timeout: 60_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(operation, { maxLength: 60, size: 'max' }),
      fc.boolean(),
      async (operations, isEvicted) => {
        const books = new Books()
        const clock = createClock('2026-12-20T12:00:00Z')
        const name = crypto.randomUUID()
        for (const life of toLives(operations)) {
          await runInDurableObject(freshLedger(name), (_, { storage }) => {
            const accounts = new Accounts(storage.sql, clock)
            checkFigures(books, accounts)
            for (const step of life) {
              const [wanted, given] = perform(step, books, accounts, clock)
              expect(given).toEqual(wanted)
              checkFigures(books, accounts)
            }
          })
          if (isEvicted) await evictDurableObject(freshLedger(name))
        }
      },
    ),
    { numRuns: 300, interruptAfterTimeLimit: 15_000 },
  ),
)

it(
  'counts what it acknowledged and never passes the limit, when random calls race with crashes',
  { timeout: 60_000 },
  () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ calls: fc.integer({ min: 1, max: 25 }), crashes: fc.boolean() }), {
          minLength: 1,
          maxLength: 5,
        }),
        fc.integer({ min: 0, max: 30 }),
        async (rounds, limit) => {
          const name = crypto.randomUUID()
          const sure = { settled: 0, open: 0 }
          for (const { calls, crashes } of rounds) {
            const work = times(calls, async (index) => {
              const call = aCall({ limits: { monthlyRequests: limit } })
              const { verdict } = await freshLedger(name).admit(call)
              if (verdict === 'admitted') sure.open += 1
              if (verdict !== 'admitted' || index % 3 === 0) return
              const closed = await freshLedger(name).settle(call, noUsage, 'provider')
              if (closed === 'closed') sure.settled += 1
            })
            if (crashes) await Promise.race(work).then(() => abortAllDurableObjects())
            await Promise.allSettled(work)
            const { settled, open } = figuresOf(await freshLedger(name).report(null))
            expect(settled).toBeGreaterThanOrEqual(sure.settled)
            expect(settled + open).toBeGreaterThanOrEqual(sure.open)
            expect(settled + open).toBeLessThanOrEqual(limit)
          }
        },
      ),
      { numRuns: 60, interruptAfterTimeLimit: 10_000 },
    ),
)
