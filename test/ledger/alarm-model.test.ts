/** Whatever happens to a ledger: while it has a duty its alarm is set for it, and once the duties are done it rests. */
import { runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { expect, it, vi } from 'vitest'
import type { Env } from '../../src/env.ts'
import { AdminLedger } from '../../src/ledger/admin-ledger.ts'
import { PRUNE_EVERY_MS } from '../../src/ledger/call-log.ts'
import type { AdmitRequest } from '../../src/ledger/port.ts'
import { createFaultyDatabase } from '../support/faults.ts'
import { env } from '../support/gateway.ts'
import { aCall, aJob, createClock, freshLedger, HOLD_MS, noUsage } from '../support/ledger.ts'

const DAY_MS = 86_400_000
/** The longest that a ledger waits before it tries again what somebody else did not take. */
const PATIENCE_MS = 30_000
/** Alarms in a row, all due at the same moment. */
const MOST_AT_ONCE = 5

const operation = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('admit' as const),
      idempotencyKey: fc.constantFrom(null, 'a', 'b'),
      holdMs: fc.constantFrom(HOLD_MS, 5 * DAY_MS),
      modelId: fc.integer({ min: 1, max: 3 }),
      limit: fc.constantFrom(null, 1, 5),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'settle' as const,
        'release' as const,
        'fail' as const,
        'withdraw' as const,
        'job' as const,
      ),
      index: fc.nat({ max: 200 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('jump' as const),
      ms: fc.constantFrom(1, 9_000, 30_000, 61_000, PRUNE_EVERY_MS, DAY_MS, 31 * DAY_MS, -5_000, -2 * DAY_MS),
    }),
  },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('alarm' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('restart' as const, 'rollUp' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constantFrom('database' as const, 'receiver' as const, 'registry' as const) }),
  },
)
type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never

let admins = 60_000

class Life {
  readonly #state: DurableObjectState
  readonly #clock = createClock('2040-01-15T12:00:00Z')
  readonly #adminId = (admins += 1)
  readonly #isDown = { database: false, receiver: false, registry: false }
  readonly #env: Env
  readonly #calls: AdmitRequest[] = []
  /** The clock is set back at times: duties keep the moments that they had. */
  #latestMs = this.#clock()
  #ledger!: AdminLedger

  constructor(state: DurableObjectState, kept: { days: string; calls: string }) {
    this.#state = state
    const mirror = async () => {
      if (this.#isDown.registry) throw new Error('Durable Object is overloaded.')
    }
    this.#env = {
      ...env,
      DB: createFaultyDatabase(env.DB, () => this.#isDown.database),
      REGISTRY_CLOCK: { getByName: () => ({ mirror }) } as unknown as Env['REGISTRY_CLOCK'],
      REQUEST_LOG_DAYS: kept.days,
      REQUEST_LOG_MAX_CALLS: kept.calls,
      USAGE_WEBHOOK_URL: 'https://billing.example.com/',
      USAGE_WEBHOOK_SECRET: `whsec_${btoa('x'.repeat(24))}`,
    }
  }

  async live(operations: Operation[]): Promise<void> {
    await this.#restart()
    for (const step of operations) {
      await this.#do(step)
      this.#latestMs = Math.max(this.#latestMs, this.#clock())
      await this.#check(step)
    }
    await this.#state.storage.deleteAlarm()
  }

  async #restart(): Promise<void> {
    const receive = async () => new Response(null, { status: this.#isDown.receiver ? 500 : 200 })
    this.#ledger = new AdminLedger(this.#state, this.#env, this.#clock, receive)
    // Its constructor asks for the alarm.
    await this.#state.blockConcurrencyWhile(async () => undefined)
  }

  async #do(step: Operation): Promise<unknown> {
    switch (step.kind) {
      case 'admit':
        return this.#admit(step)
      case 'jump':
        return this.#clock.advance(step.ms)
      case 'alarm':
        return this.#fire()
      case 'restart':
        return this.#restart()
      case 'rollUp':
        return this.#ledger.rollUp().catch(() => null)
      case 'database':
      case 'receiver':
      case 'registry':
        return (this.#isDown[step.kind] = !this.#isDown[step.kind])
      case 'settle':
      case 'release':
      case 'fail':
      case 'withdraw':
      case 'job': {
        const call = this.#calls[step.index % Math.max(1, this.#calls.length)]
        return call && this.#end(call, step.kind)
      }
    }
  }

  #admit({ idempotencyKey, holdMs, modelId, limit }: Operation & { kind: 'admit' }): void {
    const chosen = idempotencyKey !== null && {
      requestId: idempotencyKey,
      publicId: crypto.randomUUID(),
      reservationId: crypto.randomUUID(),
    }
    const limits = { provider: { requests: limit } }
    const call = aCall({ adminId: this.#adminId, holdMs, subject: { modelId }, limits, ...chosen })
    if (this.#ledger.admit(call).verdict === 'admitted') this.#calls.push(call)
  }

  #end(call: AdmitRequest, how: 'settle' | 'release' | 'fail' | 'withdraw' | 'job'): unknown {
    switch (how) {
      case 'settle':
        return this.#ledger.settle(call, { ...noUsage, inputTokens: 5 }, 'provider')
      case 'release':
        return this.#ledger.release(call)
      case 'fail':
        return this.#ledger.release(call, { errorCode: 'upstream_error' })
      case 'withdraw':
        return this.#ledger.withdraw(call)
      case 'job':
        return this.#ledger.keepJob({ ...aJob(call, crypto.randomUUID()), holdMs: DAY_MS })
    }
  }

  /** At its time, as the runtime does, and again as long as it is due. */
  async #fire(): Promise<void> {
    const { storage } = this.#state
    const atMs = await storage.getAlarm()
    if (atMs === null) return
    this.#clock.set(Math.max(this.#clock(), atMs))
    for (let alarms = 1; ((await storage.getAlarm()) ?? Infinity) <= this.#clock(); alarms += 1) {
      expect(alarms, 'alarms in a row').toBeLessThanOrEqual(MOST_AT_ONCE)
      await storage.deleteAlarm()
      await this.#ledger.alarm()
      // Deliveries are not waited for.
      await scheduler.wait(0)
    }
  }

  async #check(step: Operation): Promise<void> {
    const { sql } = this.#state.storage
    const atMs = (await this.#state.storage.getAlarm()) ?? Infinity
    const duties = sql
      .exec<Record<'expiryMs' | 'closedMs' | 'unrolled' | 'undelivered' | 'attemptMs', number | null>>(
        `SELECT (SELECT min(expires_at) FROM calls WHERE state = 'open') AS expiryMs,
           (SELECT min(closed_at) FROM calls WHERE state <> 'open') AS closedMs,
           (SELECT count(*) FROM usage WHERE revision > rolled_up_revision) AS unrolled,
           (SELECT count(*) FROM outbox) AS undelivered,
           (SELECT next_attempt_at FROM outbox_plan) AS attemptMs`,
      )
      .one()
    const byMs = [
      duties.expiryMs !== null && Math.max(duties.expiryMs, this.#latestMs) + PRUNE_EVERY_MS,
      duties.closedMs !== null && Number.MAX_SAFE_INTEGER,
      duties.unrolled !== 0 && this.#latestMs + PATIENCE_MS,
      duties.undelivered !== 0 && Math.max(duties.attemptMs!, this.#latestMs + PATIENCE_MS),
    ].filter((moment) => moment !== false)
    expect(atMs, JSON.stringify({ step, duties })).toBeLessThanOrEqual(Math.min(Infinity, ...byMs))
  }
}

it('a duty is never forgotten, and never keeps the alarm going', { timeout: 120_000 }, async () => {
  vi.spyOn(console, 'warn').mockReturnValue()
  vi.spyOn(console, 'error').mockReturnValue()
  await fc.assert(
    fc.asyncProperty(
      fc.record({ days: fc.constantFrom('1', '30'), calls: fc.constantFrom('0', '2', '20000') }),
      fc.array(operation, { minLength: 5, maxLength: 60 }),
      (kept, operations) => runInDurableObject(freshLedger(), (_, state) => new Life(state, kept).live(operations)),
    ),
    { numRuns: 300 },
  )
  vi.restoreAllMocks()
})
