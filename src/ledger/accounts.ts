/**
 * The books of one admin, in the SQLite storage of their Durable Object. Every method is synchronous, so nothing can come
 * between a check and its entry. At any moment, for every limit of a month, in requests, in tokens and in money, at a
 * provider and over all:
 *
 *     settled + reserved by calls under way ≤ limit at the last admission
 *
 * and in any minute, of the admin and of each of their keys: what was admitted ≤ the rate at the last admission.
 */
import { periodOf, type Clock } from '../platform/clock.ts'
import { Balances } from './balances.ts'
import { CallLog, type Retention } from './call-log.ts'
import { checksOf, countedIn, monthlyChecksOf } from './limit-checks.ts'
import { findDenied, isNear, toLimitState, type LimitCheck, type Limits, type MonthlyLimits } from './limits.ts'
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
  SettledCall,
  SettlementBasis,
  ThresholdCrossing,
  Usage,
} from './port.ts'
import { findJob, storeJob } from './jobs.ts'
import { toBooked, toRecord, toUsage } from './records.ts'
import { openTables, type CallRow } from './tables.ts'
import { UsageBook } from './usage-book.ts'
import { Warnings } from './warnings.ts'

/** Called in the same turn as the entry that they tell of, so that both stand or neither. */
export type Hooks = {
  onSettled?: (call: SettledCall) => void
  onThreshold?: (crossing: ThresholdCrossing) => void
}

type Parts = { storage: Pick<DurableObjectStorage, 'sql' | 'transactionSync'>; clock: Clock; retention: Retention }

export class Accounts {
  readonly #storage: Parts['storage']
  readonly #clock: Clock
  readonly #hooks: Hooks
  readonly #log: CallLog
  /** The limits of the last call that asked, at each provider and of all: what is settled is held against them. */
  readonly #limitsAt = new Map<number, MonthlyLimits>()
  #latestLimits: Limits | null = null
  #balances: Balances
  #warnings: Warnings
  #facts: Map<string, number>
  readonly usage: UsageBook

  constructor({ storage, clock, retention }: Parts, hooks: Hooks = {}) {
    const { sql } = storage
    openTables(sql)
    this.#storage = storage
    this.#clock = clock
    this.#hooks = hooks
    this.#log = new CallLog(sql, retention)
    this.#warnings = new Warnings(sql)
    this.#balances = new Balances(sql)
    this.#facts = readFacts(sql)
    this.usage = new UsageBook(sql)
  }

  /** Reserves one call, or says why not. Takes the period from its own clock. */
  admit(request: AdmitRequest): AdmitVerdict {
    const epoch = this.epoch()
    if (request.epoch < epoch) return { verdict: 'stale', epoch }
    const nowMs = this.#clock()
    if (this.#log.isDuplicate(request.requestId, nowMs)) return { verdict: 'duplicate' }

    const { limits, subject } = request
    const reserved = toBooked(request.estimate)
    const period = periodOf(nowMs)
    const { minute } = this.#balances
    minute.moveTo(nowMs)
    // An earlier try of the same call is not counted against this one, which takes its place.
    const earlier = minute.remove(request.publicId)
    const checks = checksOf({ limits, subject, estimate: reserved }, { balances: this.#balances, period, nowMs })
    const stateOf = (check: LimitCheck) => toLimitState(check, limits.warnAtPercent)
    const denied = findDenied(checks)
    // Whoever is known, and near no threshold, adds one row: that stands or falls by itself.
    const isOneRow = this.adminId() === request.adminId && !checks.some((check) => isNear(check, limits.warnAtPercent))
    const enter = () => {
      const call = { publicId: request.publicId, period: period.name, startedAtMs: nowMs, ...subject }
      if (!denied) {
        this.#balances.open(call, reserved)
        this.#setFact('admin_id', request.adminId)
        this.#log.open(request, { period: period.name, nowMs, reserved })
      }
      // Also when it is refused: the limit may have been lowered, or was not known when its calls were settled.
      this.#tellThresholds(checks, call, limits.warnAtPercent)
    }
    if (isOneRow) this.#orReload(enter)
    else this.#atomically(enter)
    this.#limitsAt.set(subject.providerId, limits.provider)
    this.#latestLimits = limits
    if (!denied) return { verdict: 'admitted', limits: checks.map((check) => stateOf(countedIn(check, nowMs))) }
    if (earlier) minute.add(earlier)
    const denial = { ...stateOf(denied.check), retryAtMs: denied.retryAtMs }
    return { verdict: 'denied', denial, limits: checks.map(stateOf) }
  }

  /** A reservation becomes usage, in the month and the day of its admission. Idempotent. */
  settle(ref: ReservationRef, usage: Usage, basis: SettlementBasis, outcome: Outcome = {}): CloseVerdict {
    return this.#close(ref, (call, nowMs) => {
      const booked = toBooked(usage)
      this.#balances.close(call, toUsage(call.usage)!, booked)
      const closed = this.#log.close(call, { state: 'settled', closedAtMs: nowMs, basis, usage: booked, outcome })
      const isTimed = basis !== 'estimated' && !call.isJob
      this.usage.book(call, booked, {
        nowMs,
        isError: closed.errorCode !== null,
        durationMs: isTimed ? Math.max(0, nowMs - call.startedAtMs) : null,
      })
      this.#hooks.onSettled?.({ ...toRecord(closed), reservationId: call.reservationId })
      const [provider, latest] = [this.#limitsAt.get(call.providerId), this.#latestLimits]
      if (!provider || !latest) return
      const parts = { balances: this.#balances, period: periodOf(call.startedAtMs) }
      const checks = monthlyChecksOf({ provider, admin: latest.admin }, call.providerId, parts)
      this.#tellThresholds(checks, call, latest.warnAtPercent)
    })
  }

  /** The upstream never served: nothing is counted but the failure, and the same id may try again. Idempotent. */
  release(ref: ReservationRef, outcome: Outcome = {}): CloseVerdict {
    return this.#close(ref, (call, nowMs) => {
      this.#balances.close(call, toUsage(call.usage)!, null)
      this.#log.close(call, { state: 'released', closedAtMs: nowMs, basis: null, usage: null, outcome })
      if (outcome.errorCode) this.usage.bookError(call, nowMs)
    })
  }

  /** The admission is taken back before anything was sent: as if it had never been. Idempotent. */
  withdraw(ref: ReservationRef): CloseVerdict {
    return this.#close(ref, (call) => {
      this.#balances.close(call, toUsage(call.usage)!, null)
      this.#balances.minute.remove(call.publicId)
      this.#log.remove(call)
    })
  }

  /** Settles the calls whose Worker vanished, at what they had reserved. Returns how many. */
  sweep(): number {
    const expired = this.#log.expired(this.#clock())
    for (const call of expired) this.settle(call, toUsage(call.usage)!, 'estimated')
    return expired.length
  }

  /** What is remembered of a call, by its `x-request-id`. */
  record(publicId: string): CallRecord | null {
    const row = this.#log.byPublicId(publicId)
    return row && toRecord(row)
  }

  calls(filter: CallFilter, page: { limit: number; offset: number }): CallPage {
    return this.#log.list(filter, page)
  }

  /** Remembers a job until its call is forgotten. The reservation stays open, but nobody waits for it. */
  keepJob(job: Job): void {
    this.#atomically(() => {
      const call = this.#log.find(job.requestId, job.reservationId)
      if (call?.state === 'open' && !call.isJob) this.#balances.becomeJob(call.apiKeyId)
      storeJob(this.#storage.sql, job)
    })
  }

  job(jobId: string): Job | null {
    return findJob(this.#storage.sql, jobId)
  }

  isPruneDue(): boolean {
    return this.#log.isPruneDue(this.#clock())
  }

  /** Forgets closed calls that need not be remembered any more. */
  prune(): void {
    const nowMs = this.#clock()
    // What is forgotten counts no more, also where the time is set back after this.
    this.#balances.minute.moveTo(nowMs)
    this.#log.prune(nowMs)
    this.#warnings.prune(periodOf(nowMs).name)
  }

  report(periodName: string | null): LedgerReport {
    const nowMs = this.#clock()
    const now = periodOf(nowMs)
    const period = periodName ?? now.name
    this.#balances.minute.moveTo(nowMs)
    return {
      period,
      resetsAtMs: now.resetsAtMs,
      usage: this.usage.rowsOf(period),
      open: this.openCalls(period),
      pace: this.#balances.pace(),
    }
  }

  /** Calls under way, of a month or of all. */
  openCalls(period: string | null): OpenCalls[] {
    return this.#storage.sql
      .exec<OpenCalls>(
        `SELECT provider_id AS providerId, count(*) AS calls,
           sum(json_extract(usage, '$.inputTokens') + json_extract(usage, '$.outputTokens')) AS reservedTokens,
           coalesce(sum(json_extract(usage, '$.costMicroUsd')), 0) AS reservedMicroUsd
         FROM calls WHERE state = 'open' AND period = coalesce(?, period) GROUP BY provider_id`,
        period,
      )
      .toArray()
  }

  epoch(): number {
    return this.#facts.get('epoch') ?? 0
  }

  adminId(): number | null {
    return this.#facts.get('admin_id') ?? null
  }

  /** The admin's rights are now those of this epoch. Never goes back. */
  bump(epoch: number): number {
    const next = Math.max(epoch, this.epoch())
    this.#setFact('epoch', next)
    return next
  }

  /** When there is next something to do besides the roll-up. */
  nextDutyAtMs(): number | null {
    return this.#log.nextDutyAtMs(this.#clock())
  }

  #close({ requestId, reservationId }: ReservationRef, enter: (call: CallRow, nowMs: number) => void): CloseVerdict {
    const call = this.#log.find(requestId, reservationId)
    if (!call) return this.#log.has(requestId) ? 'already_closed' : 'unknown_request'
    if (call.state !== 'open') return 'already_closed'
    this.#atomically(() => enter(call, this.#clock()))
    return 'closed'
  }

  /** What of a month's limits has been reached that was not told yet. */
  #tellThresholds(
    checks: LimitCheck[],
    call: Pick<CallRow, 'providerId' | 'providerSlug' | 'period'>,
    percent: number,
  ): void {
    for (const check of checks) {
      if (!isNear(check, percent) || !this.#warnings.isNews(check, call.providerId, call.period)) continue
      const { scope, name, limit, settled } = check
      const providerSlug = scope === 'provider' ? call.providerSlug : null
      this.#hooks.onThreshold?.({ scope, name, providerSlug, limit, settled, percent, period: call.period })
    }
  }

  /** Either all of it stands or nothing, in the tables and in memory. The savepoint costs as much as two rows. */
  #atomically(run: () => void): void {
    this.#orReload(() => this.#storage.transactionSync(run))
  }

  /** What is not in the tables is not in memory either. */
  #orReload(run: () => void): void {
    try {
      run()
    } catch (error) {
      const { sql } = this.#storage
      this.#balances = new Balances(sql)
      this.#warnings = new Warnings(sql)
      this.#facts = readFacts(sql)
      throw error
    }
  }

  #setFact(name: string, value: number): void {
    if (this.#facts.get(name) === value) return
    this.#storage.sql.exec(`INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)`, name, value)
    this.#facts.set(name, value)
  }
}

function readFacts(sql: SqlStorage): Map<string, number> {
  const facts = sql.exec<{ name: string; value: number }>(`SELECT name, value FROM facts`).toArray()
  return new Map(facts.map(({ name, value }) => [name, value]))
}
