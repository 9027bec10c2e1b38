import { DurableObject } from 'cloudflare:workers'
import { createDatabase, type Database } from '../db/client.ts'
import { readConfiguration, type Env } from '../env.ts'
import { describeError, writeLog } from '../platform/log.ts'
import type { Clock } from '../platform/clock.ts'
import { Accounts, type Hooks } from './accounts.ts'
import { EventLog } from './events/event-log.ts'
import { mirrorEvents } from './events/event-mirror.ts'
import { thresholdCrossed, type LiveEvent } from './events/events.ts'
import type {
  AdmitRequest,
  AdmitVerdict,
  CallFilter,
  CallPage,
  CallRecord,
  CloseVerdict,
  Job,
  LedgerReport,
  OpenCalls,
  Outcome,
  ReservationRef,
  SettlementBasis,
  Usage,
} from './port.ts'
import { rollUpUsage } from './queries.ts'
import { UsageExport } from './export/usage-export.ts'

/** New figures reach D1 after this long, gathered. */
export const ROLL_UP_DELAY_MS = 10_000
/** D1 did not take the figures: try again after this long. */
const ROLL_UP_RETRY_MS = 30_000
const ROLL_UP_BATCH = 50
/** The registry's log did not take the events: try again after this long. */
export const MIRROR_RETRY_MS = 10_000
/** Event streams of one admin: the registry's object serves some 30,000 in all. */
export const MAX_LISTENERS = 50

/** Called as a free function: the runtime's fetch refuses another `this`. */
const globalFetch: typeof fetch = (input, init) => fetch(input, init)

/** One admin's ledger: the RPC face and the alarm of their `Accounts`. */
export class AdminLedger extends DurableObject<Env> {
  readonly #accounts: Accounts
  readonly #database: Database
  readonly #clock: Clock
  readonly #usageExport: UsageExport
  readonly #events: EventLog
  #alarmAtMs: number | null = null
  #isDatabaseDown = false

  constructor(state: DurableObjectState, env: Env, clock: Clock = Date.now, send = globalFetch) {
    super(state, env)
    this.#clock = clock
    const { retention, usageWebhook } = readConfiguration(env)
    this.#usageExport = new UsageExport({
      sql: state.storage.sql,
      webhook: usageWebhook,
      clock,
      fetch: send,
      adminId: () => this.#accounts.adminId(),
      wakeBy: (atMs) => this.#wakeBy(atMs),
    })
    const hooks: Hooks = {
      onSettled: (call) => this.#usageExport.add(call),
      onThreshold: (crossing) => this.#events.store([thresholdCrossed(this.#accounts.adminId()!, crossing)]),
    }
    this.#accounts = new Accounts({ storage: state.storage, clock, retention }, hooks)
    this.#events = new EventLog(state, clock, MAX_LISTENERS)
    this.#database = createDatabase(env.DB)
    void state.blockConcurrencyWhile(async () => {
      this.#alarmAtMs = await state.storage.getAlarm()
    })
  }

  admit(request: AdmitRequest): AdmitVerdict {
    const verdict = this.#accounts.admit(request)
    this.#tellNews()
    if (verdict.verdict === 'admitted') this.#wakeBy(this.#clock() + request.holdMs)
    return verdict
  }

  settle(reservation: ReservationRef, usage: Usage, basis: SettlementBasis, outcome: Outcome = {}): CloseVerdict {
    const verdict = this.#accounts.settle(reservation, usage, basis, outcome)
    this.#tellNews()
    if (verdict === 'closed') this.#wakeForRollUp()
    return verdict
  }

  release(reservation: ReservationRef, outcome: Outcome = {}): CloseVerdict {
    const verdict = this.#accounts.release(reservation, outcome)
    if (verdict === 'closed' && outcome.errorCode) this.#wakeForRollUp()
    return verdict
  }

  withdraw(reservation: ReservationRef): CloseVerdict {
    return this.#accounts.withdraw(reservation)
  }

  record(publicId: string): CallRecord | null {
    return this.#accounts.record(publicId)
  }

  calls(filter: CallFilter, page: { limit: number; offset: number }): CallPage {
    return this.#accounts.calls(filter, page)
  }

  keepJob(job: Job): void {
    this.#accounts.keepJob(job)
  }

  job(jobId: string): Job | null {
    return this.#accounts.job(jobId)
  }

  /** The books of a period (`2026-11`), of the current one without a name. */
  report(period: string | null): LedgerReport {
    return this.#accounts.report(period)
  }

  /** Brings D1 up to this moment. Answers what is under way. @throws when D1 does not take the figures. */
  async rollUp(): Promise<OpenCalls[]> {
    await this.#rollUp()
    return this.#accounts.openCalls(null)
  }

  /** The admin's rights are now those of this epoch, and this is what listeners are told of it. */
  bump(epoch: number, events: LiveEvent[] = []): number {
    const now = this.#accounts.bump(epoch)
    this.#events.store(events)
    this.#tellNews()
    return now
  }

  /** A listener's WebSocket. */
  override fetch(request: Request): Response {
    return this.#events.connect(request)
  }

  /** Runs at least once for every duty; running twice changes nothing. */
  override async alarm(): Promise<void> {
    this.#alarmAtMs = null
    const swept = this.#accounts.sweep()
    this.#tellNews()
    const mirroring = mirrorEvents(this.#events, (events) =>
      this.env.REGISTRY_CLOCK.getByName('registry').mirror(events),
    )
    if (swept > 0) writeLog('warn', 'reservations_swept', { adminId: this.#accounts.adminId(), count: swept })
    this.#isDatabaseDown = !(await this.#tryRollUp())
    if (this.#accounts.isPruneDue()) this.#accounts.prune()
    // Not waited for: the next alarm would be.
    this.ctx.waitUntil(this.#usageExport.deliver())
    if (this.#isDatabaseDown) this.#wakeBy(this.#clock() + ROLL_UP_RETRY_MS)
    else if (this.#accounts.usage.hasUnrolled()) this.#wakeBy(this.#clock() + ROLL_UP_DELAY_MS)
    if (!(await mirroring)) this.#wakeBy(this.#clock() + MIRROR_RETRY_MS)
    for (const atMs of [this.#accounts.nextDutyAtMs(), this.#usageExport.nextWakeAtMs()]) {
      if (atMs !== null) this.#wakeBy(atMs)
    }
  }

  /** `false`: D1 did not take the figures, they stay marked. */
  async #tryRollUp(): Promise<boolean> {
    try {
      await this.#rollUp()
      return true
    } catch (error) {
      writeLog('error', 'roll_up_failed', { adminId: this.#accounts.adminId(), error: describeError(error) })
      return false
    }
  }

  /** Writes absolute figures to D1. */
  async #rollUp(): Promise<void> {
    const adminId = this.#accounts.adminId()
    if (adminId === null) return
    for (;;) {
      const { days, months } = this.#accounts.usage.unrolled(ROLL_UP_BATCH)
      if (days.length === 0) return
      await rollUpUsage(this.#database, adminId, { days, months })
      this.#accounts.usage.markRolledUp(days)
      if (days.length < ROLL_UP_BATCH) return
    }
  }

  /** Listeners hear it at once, the registry's log by the alarm: nobody waits for that, and it is not lost. */
  #tellNews(): void {
    if (this.#events.flush()) this.#wakeBy(this.#clock())
  }

  #wakeForRollUp(): void {
    // A first use is told at once: whoever deletes a provider has to know.
    const isUrgent = !this.#isDatabaseDown && this.#accounts.usage.hasNews()
    this.#wakeBy(this.#clock() + (isUrgent ? 0 : ROLL_UP_DELAY_MS))
  }

  #wakeBy(atMs: number): void {
    if (this.#alarmAtMs !== null && this.#alarmAtMs <= atMs) return
    this.#alarmAtMs = atMs
    void this.ctx.storage.setAlarm(atMs)
  }
}
