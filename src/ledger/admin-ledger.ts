import { DurableObject } from 'cloudflare:workers'
import { createDatabase, type Database } from '../db/client.ts'
import type { Env } from '../env.ts'
import { describeError, writeLog } from '../platform/log.ts'
import type { Clock } from '../platform/clock.ts'
import { Accounts } from './accounts.ts'
import { findJob, keepJob } from './jobs.ts'
import type {
  AdmitRequest,
  AdmitVerdict,
  Attempt,
  CallRecord,
  CloseVerdict,
  Job,
  LedgerReport,
  ReservationRef,
  SettlementBasis,
  Usage,
} from './port.ts'
import { rollUpUsage } from './queries.ts'

/** New figures reach D1 after this long, gathered. */
export const ROLL_UP_DELAY_MS = 10_000
/** D1 did not take the figures: try again after this long. */
const ROLL_UP_RETRY_MS = 30_000
const ROLL_UP_BATCH = 50

/** One admin's ledger: the RPC face and the alarm of their `Accounts`. */
export class AdminLedger extends DurableObject<Env> {
  readonly #accounts: Accounts
  readonly #database: Database
  readonly #clock: Clock
  #alarmAtMs: number | null = null
  #isDatabaseDown = false

  constructor(state: DurableObjectState, env: Env, clock: Clock = Date.now) {
    super(state, env)
    this.#clock = clock
    this.#accounts = new Accounts(state.storage.sql, clock)
    this.#database = createDatabase(env.DB)
    void state.blockConcurrencyWhile(async () => {
      this.#alarmAtMs = await state.storage.getAlarm()
    })
  }

  admit(request: AdmitRequest): AdmitVerdict {
    const verdict = this.#accounts.admit(request)
    if (verdict.verdict === 'admitted') this.#wakeBy(this.#clock() + request.holdMs)
    return verdict
  }

  settle(reservation: ReservationRef, usage: Usage, basis: SettlementBasis, attempts?: Attempt[]): CloseVerdict {
    const verdict = this.#accounts.settle(reservation, usage, basis, attempts)
    if (verdict === 'closed') {
      // A first use is told at once: whoever deletes a provider has to know.
      const isUrgent = !this.#isDatabaseDown && this.#accounts.hasNews()
      this.#wakeBy(this.#clock() + (isUrgent ? 0 : ROLL_UP_DELAY_MS))
    }
    return verdict
  }

  release(reservation: ReservationRef, attempts?: Attempt[]): CloseVerdict {
    return this.#accounts.release(reservation, attempts)
  }

  record(publicId: string): CallRecord | null {
    return this.#accounts.record(publicId)
  }

  keepJob(job: Job): void {
    keepJob(this.ctx.storage.sql, job)
  }

  job(jobId: string): Job | null {
    return findJob(this.ctx.storage.sql, jobId)
  }

  /** The books of a period (`2026-11`), of the current one without a name. */
  report(period: string | null): LedgerReport {
    return this.#accounts.report(period)
  }

  bump(epoch: number): number {
    return this.#accounts.bump(epoch)
  }

  /** Runs at least once for every duty; running twice changes nothing. */
  override async alarm(): Promise<void> {
    this.#alarmAtMs = null
    const swept = this.#accounts.sweep()
    if (swept > 0) writeLog('warn', 'reservations_swept', { adminId: this.#accounts.adminId(), count: swept })
    this.#isDatabaseDown = !(await this.#rollUp())
    this.#accounts.prune()
    if (this.#isDatabaseDown) this.#wakeBy(this.#clock() + ROLL_UP_RETRY_MS)
    else if (this.#accounts.unrolled(1).length > 0) this.#wakeBy(this.#clock() + ROLL_UP_DELAY_MS)
    const dutyAtMs = this.#accounts.nextDutyAtMs()
    if (dutyAtMs !== null) this.#wakeBy(dutyAtMs)
  }

  /** Writes absolute figures to D1. `false`: D1 did not take them, they stay marked. */
  async #rollUp(): Promise<boolean> {
    const adminId = this.#accounts.adminId()
    if (adminId === null) return true
    try {
      for (;;) {
        const rows = this.#accounts.unrolled(ROLL_UP_BATCH)
        if (rows.length === 0) return true
        await rollUpUsage(this.#database, adminId, rows)
        this.#accounts.markRolledUp(rows)
        if (rows.length < ROLL_UP_BATCH) return true
      }
    } catch (error) {
      writeLog('error', 'roll_up_failed', { adminId, error: describeError(error) })
      return false
    }
  }

  #wakeBy(atMs: number): void {
    if (this.#alarmAtMs !== null && this.#alarmAtMs <= atMs) return
    this.#alarmAtMs = atMs
    void this.ctx.storage.setAlarm(atMs)
  }
}
