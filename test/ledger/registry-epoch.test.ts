import { evictDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { readConfiguration } from '../../src/env.ts'
import { createRegistryEpoch, type RegistryEpoch } from '../../src/ledger/registry-epoch.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { intercept, overloaded } from '../support/faults.ts'
import { env } from '../support/gateway.ts'
import { createClock, type MovableClock } from '../support/ledger.ts'

const { registryFreshnessMs: FRESHNESS_MS } = readConfiguration(env)
/** Longer than any isolate may trust what it has heard. */
const LONG_MS = 10 * FRESHNESS_MS + 1_000

let clock: MovableClock

/** The registry's clock takes the time from the runtime, which runs in this isolate. */
beforeEach(() => {
  clock = createClock('2026-11-15T12:00:00Z')
  vi.spyOn(Date, 'now').mockImplementation(() => clock())
})
afterEach(() => void vi.restoreAllMocks())

/** All names are this one. The gateway asks for nothing but a name. */
const namedAlways = (name: string) =>
  ({ getByName: () => env.REGISTRY_CLOCK.getByName(name) }) as unknown as typeof env.REGISTRY_CLOCK

/** A registry of its own, any number of isolates over it, and what they did. */
function createRegistry() {
  const name = crypto.randomUUID()
  const stub = () => env.REGISTRY_CLOCK.getByName(name)
  const seen = { reads: 0, waits: [] as number[] }
  let isDown = false
  let delay: Promise<unknown> = Promise.resolve()
  const namespace = intercept(namedAlways(name), {
    read: async (proceed) => {
      seen.reads += 1
      const answer = await overloaded(() => isDown)(proceed, [])
      await delay
      return answer
    },
    advance: overloaded(() => isDown),
  })
  const createIsolate = (isolateClock: Clock = clock): RegistryEpoch =>
    createRegistryEpoch({
      namespace,
      clock: isolateClock,
      freshnessMs: FRESHNESS_MS,
      wait: async (ms) => {
        seen.waits.push(ms)
        clock.advance(ms)
      },
    })
  return {
    createIsolate,
    seen,
    stub,
    fail: (down: boolean) => void (isDown = down),
    delayAnswers: (until: Promise<unknown>) => void (delay = until),
  }
}

describe('an isolate', () => {
  it('asks once in a window, however often it is asked itself', async () => {
    const { createIsolate, seen } = createRegistry()
    const isolate = createIsolate()
    for (let call = 0; call < 5; call += 1) expect(await isolate.current()).toBe(0)
    clock.advance(FRESHNESS_MS - 1)
    await isolate.current()
    expect(seen.reads).toBe(1)
    clock.advance(1)
    await isolate.current()
    expect(seen.reads).toBe(2)
  })

  it('knows nothing before it has asked, and says what it knows without asking', async () => {
    const { createIsolate, seen } = createRegistry()
    const isolate = createIsolate()
    expect(isolate.known()).toBe(-1)
    await isolate.advance()
    expect(isolate.known()).toBe(1)
    clock.advance(LONG_MS)
    expect(isolate.known()).toBe(1)
    expect(seen.reads).toBe(0)
  })

  it('never goes back to an answer that comes late', async () => {
    const { createIsolate, delayAnswers } = createRegistry()
    const isolate = createIsolate()
    const { promise, resolve } = Promise.withResolvers<void>()
    delayAnswers(promise)
    const late = isolate.current()
    await isolate.advance()
    resolve()
    expect(await late).toBe(1)
    expect(isolate.known()).toBe(1)
  })

  it('counts its window from before it asked', async () => {
    const { createIsolate, delayAnswers, seen } = createRegistry()
    const isolate = createIsolate()
    const { promise, resolve } = Promise.withResolvers<void>()
    delayAnswers(promise)
    const late = isolate.current()
    clock.advance(FRESHNESS_MS)
    resolve()
    await late
    await isolate.current()
    expect(seen.reads).toBe(2)
  })

  it('asks again when its own clock has gone back', async () => {
    const { createIsolate } = createRegistry()
    const wayward = createClock(clock())
    const isolate = createIsolate(wayward)
    await isolate.current()
    wayward.advance(-3_600_000)
    clock.advance(LONG_MS)
    await createIsolate().advance()
    expect(await isolate.current()).toBe(1)
  })

  it('says ledger_unavailable when the clock does not answer, and asks again the next time', async () => {
    const { createIsolate, fail } = createRegistry()
    const isolate = createIsolate()
    fail(true)
    await expect(isolate.current()).rejects.toMatchObject({ code: 'ledger_unavailable', status: 503 })
    await expect(isolate.advance()).rejects.toMatchObject({ code: 'ledger_unavailable', status: 503 })
    fail(false)
    await isolate.advance()
    expect(await isolate.current()).toBe(1)
  })

  it('goes on for the rest of its window when the clock falls silent, and no longer', async () => {
    const { createIsolate, fail } = createRegistry()
    const isolate = createIsolate()
    await isolate.current()
    fail(true)
    clock.advance(FRESHNESS_MS - 1)
    expect(await isolate.current()).toBe(0)
    clock.advance(1)
    await expect(isolate.current()).rejects.toMatchObject({ code: 'ledger_unavailable' })
  })
})

describe('a change', () => {
  it('waits until all who asked before have to ask again', async () => {
    const { createIsolate, seen } = createRegistry()
    const [asker, writer] = [createIsolate(), createIsolate()]
    await asker.current()
    clock.advance(FRESHNESS_MS - 1)
    await writer.advance()
    expect(seen.waits).toHaveLength(1)
    expect(await asker.current()).toBe(1)
  })

  it('does not wait when nobody has asked lately', async () => {
    const { createIsolate, seen } = createRegistry()
    await createIsolate().current()
    clock.advance(LONG_MS)
    await createIsolate().advance()
    expect(seen.waits).toEqual([])
  })

  it('waits after a restart of the clock, since nobody knows who asked before it', async () => {
    const { createIsolate, stub, seen } = createRegistry()
    const [asker, writer] = [createIsolate(), createIsolate()]
    await asker.current()
    await evictDurableObject(stub())
    await writer.advance()
    expect(seen.waits).toHaveLength(1)
    expect(await asker.current()).toBe(1)
  })

  it('never waits longer than a window, also when the clock has gone back', async () => {
    const { createIsolate, seen } = createRegistry()
    await createIsolate().current()
    clock.advance(-3_600_000)
    await createIsolate().advance()
    expect(seen.waits.every((ms) => ms <= FRESHNESS_MS + 100)).toBe(true)
  })

  it('is seen by an isolate that has just made one itself', async () => {
    const { createIsolate } = createRegistry()
    const [first, second] = [createIsolate(), createIsolate()]
    await first.current()
    clock.advance(LONG_MS)
    await first.advance()
    await second.advance()
    expect(await first.current()).toBe(2)
  })

  it('is counted also when several are made at once, and when the clock restarts between', async () => {
    const { createIsolate, stub } = createRegistry()
    await Promise.all([createIsolate().advance(), createIsolate().advance(), createIsolate().advance()])
    await evictDurableObject(stub())
    await createIsolate().advance()
    expect(await createIsolate().current()).toBe(4)
  })

  it('is seen everywhere once it has returned, whoever asked and changed before', async () => {
    const step = fc.record({
      isolate: fc.integer({ min: 0, max: 2 }),
      changes: fc.boolean(),
      passesMs: fc.constantFrom(0, 1, FRESHNESS_MS - 1, FRESHNESS_MS, LONG_MS),
    })
    const run = async (steps: { isolate: number; changes: boolean; passesMs: number }[]) => {
      const { createIsolate } = createRegistry()
      const isolates = [createIsolate(), createIsolate(), createIsolate()]
      let changes = 0
      for (const { isolate, changes: isChange, passesMs } of steps) {
        if (isChange) {
          await isolates[isolate]!.advance()
          changes += 1
        } else {
          expect(await isolates[isolate]!.current()).toBe(changes)
        }
        clock.advance(passesMs)
      }
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20, size: 'max' }), run), { numRuns: 150 })
  }, 30_000)
})
