/**
 * The books of one admin, in the SQLite storage of their Durable Object. Every method is synchronous, so nothing can come
 * between a check and its entry. At any moment, for every provider and period:
 *
 *     settled requests + open reservations ≤ limit at the last admission
 *     spent + reserved ≤ budget at the last admission
 */
import { periodOf, type Clock } from '../platform/clock.ts'
import type {
  AdmitRequest,
  AdmitVerdict,
  Attempt,
  CallRecord,
  CloseVerdict,
  LedgerReport,
  LimitState,
  OpenCalls,
  ReservationRef,
  SettlementBasis,
  Usage,
  UsageRow,
} from './port.ts'
import { toBooked, toRecord, toUsage } from './records.ts'
import { CALL_COLUMNS, openTables, quantityColumns, USAGE_COLUMNS, type CallRow } from './tables.ts'

/** How long a closed call is remembered, so that its id is not charged again. */
export const DUPLICATE_WINDOW_MS = 24 * 60 * 60 * 1000
/** Closed calls are forgotten by the hour, not one by one. */
export const PRUNE_EVERY_MS = 60 * 60 * 1000

export class Accounts {
  readonly #sql: SqlStorage
  readonly #clock: Clock

  constructor(sql: SqlStorage, clock: Clock) {
    this.#sql = sql
    this.#clock = clock
    openTables(sql)
  }

  /** Reserves one request, or says why not. Takes the period from its own clock. */
  admit(request: AdmitRequest): AdmitVerdict {
    const { requestId, reservationId, subject, limits, estimate } = request
    const epoch = this.epoch()
    if (request.epoch < epoch) return { verdict: 'stale', epoch }
    const earlier = this.#call(requestId)
    if (earlier && earlier.state !== 'released') return { verdict: 'duplicate' }

    const now = this.#clock()
    const period = periodOf(now)
    const booked = this.#booked(subject.providerId, period.name)
    const limit: LimitState = { limit: limits.monthlyRequests, used: booked.requests, resetsAtMs: period.resetsAtMs }
    if (limits.monthlyRequests !== null && booked.requests >= limits.monthlyRequests) {
      return { verdict: 'denied', reason: 'monthly_limit_reached', limit }
    }
    const reserve = estimate.costMicroUsd ?? 0
    if (limits.monthlyBudgetMicroUsd !== null && booked.microUsd + reserve > limits.monthlyBudgetMicroUsd) {
      return { verdict: 'denied', reason: 'budget_reached', limit }
    }

    this.#setFact('admin_id', request.adminId)
    this.#sql.exec(
      `INSERT OR REPLACE INTO calls (request_id, reservation_id, public_id, state, period, api_key_id, provider_id,
         provider_slug, model_id, model_name, capability, key_source, usage, reserved_micro_usd, started_at, expires_at)
       VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      requestId,
      reservationId,
      request.publicId,
      period.name,
      subject.apiKeyId,
      subject.providerId,
      subject.providerSlug,
      subject.modelId,
      subject.modelName,
      subject.capability,
      subject.keySource,
      JSON.stringify(estimate),
      estimate.costMicroUsd,
      now,
      now + request.holdMs,
    )
    return { verdict: 'admitted', limit: { ...limit, used: booked.requests + 1 } }
  }

  /** A reservation becomes usage, in the month of its admission. Idempotent. */
  settle(
    { requestId, reservationId }: ReservationRef,
    usage: Usage,
    basis: SettlementBasis,
    attempts?: Attempt[],
  ): CloseVerdict {
    const call = this.#call(requestId)
    if (!call) return 'unknown_request'
    if (call.state !== 'open' || call.reservationId !== reservationId) return 'already_closed'
    const now = this.#clock()
    const booked = toBooked(usage)
    this.#close(requestId, { state: 'settled', now, basis, usage: booked, attempts })
    this.#book(call, booked, now)
    return 'closed'
  }

  /** The upstream never served: nothing is counted, and the same id may try again. Idempotent. */
  release({ requestId, reservationId }: ReservationRef, attempts?: Attempt[]): CloseVerdict {
    const call = this.#call(requestId)
    if (!call) return 'unknown_request'
    if (call.state !== 'open' || call.reservationId !== reservationId) return 'already_closed'
    this.#close(requestId, { state: 'released', now: this.#clock(), basis: null, usage: null, attempts })
    return 'closed'
  }

  /** Settles the calls whose Worker vanished, at what they had reserved. Returns how many. */
  sweep(): number {
    const now = this.#clock()
    const expired = this.#sql
      .exec<CallRow>(
        `SELECT ${CALL_COLUMNS} FROM calls INDEXED BY calls_expiry WHERE state = 'open' AND expires_at <= ?`,
        now,
      )
      .toArray()
    for (const call of expired) this.settle(call, toUsage(call.usage)!, 'estimated')
    return expired.length
  }

  /** What is remembered of a call, by its `x-request-id`. */
  record(publicId: string): CallRecord | null {
    const row = this.#sql
      .exec<CallRow>(`SELECT ${CALL_COLUMNS} FROM calls INDEXED BY calls_public_id WHERE public_id = ?`, publicId)
      .toArray()[0]
    return row ? toRecord(row) : null
  }

  /** Forgets closed calls after the window in which their id counts as a duplicate. */
  prune(): void {
    const before = this.#clock() - DUPLICATE_WINDOW_MS
    this.#sql.exec(
      `DELETE FROM jobs WHERE request_id IN (SELECT request_id FROM calls WHERE state <> 'open' AND closed_at <= ?)`,
      before,
    )
    this.#sql.exec(`DELETE FROM calls WHERE state <> 'open' AND closed_at <= ?`, before)
  }

  report(periodName: string | null): LedgerReport {
    const now = periodOf(this.#clock())
    const period = periodName ?? now.name
    return {
      period,
      resetsAtMs: now.resetsAtMs,
      usage: this.#sql.exec<UsageRow>(`SELECT ${USAGE_COLUMNS} FROM usage WHERE period = ?`, period).toArray(),
      open: this.#sql
        .exec<OpenCalls>(
          `SELECT provider_id AS providerId, count(*) AS calls, coalesce(sum(reserved_micro_usd), 0) AS reservedMicroUsd
           FROM calls WHERE state = 'open' AND period = ? GROUP BY provider_id`,
          period,
        )
        .toArray(),
    }
  }

  /** Whether there are figures of something that D1 has not heard of at all. */
  hasNews(): boolean {
    return (
      this.#sql
        .exec(`SELECT 1 FROM usage WHERE revision > rolled_up_revision AND rolled_up_revision = 0 LIMIT 1`)
        .toArray().length > 0
    )
  }

  /** Figures that D1 has not seen, `limit` rows at most. */
  unrolled(limit: number): UsageRow[] {
    return this.#sql
      .exec<UsageRow>(`SELECT ${USAGE_COLUMNS} FROM usage WHERE revision > rolled_up_revision LIMIT ?`, limit)
      .toArray()
  }

  /** D1 has these rows now. What changed meanwhile stays to be rolled up. */
  markRolledUp(rows: UsageRow[]): void {
    for (const row of rows) {
      this.#sql.exec(
        `UPDATE usage SET rolled_up_revision = ? WHERE provider_id = ? AND period = ? AND model_id = ?
           AND api_key_id = ? AND key_source = ? AND capability = ?`,
        row.revision,
        row.providerId,
        row.period,
        row.modelId,
        row.apiKeyId,
        row.keySource,
        row.capability,
      )
    }
  }

  epoch(): number {
    return this.#fact('epoch') ?? 0
  }

  adminId(): number | null {
    return this.#fact('admin_id')
  }

  /** The admin's rights are now those of this epoch. Never goes back. */
  bump(epoch: number): number {
    const next = Math.max(epoch, this.epoch())
    this.#setFact('epoch', next)
    return next
  }

  /** When there is next something to do besides the roll-up: a reservation to sweep or a closed call to forget. */
  nextDutyAtMs(): number | null {
    const { expiry, closed } = this.#sql
      .exec<{ expiry: number | null; closed: number | null }>(
        `SELECT (SELECT min(expires_at) FROM calls WHERE state = 'open') AS expiry,
                (SELECT min(closed_at) FROM calls WHERE state <> 'open') AS closed`,
      )
      .one()
    const duties = [expiry, closed === null ? null : closed + DUPLICATE_WINDOW_MS + PRUNE_EVERY_MS].filter(
      (at) => at !== null,
    )
    return duties.length === 0 ? null : Math.min(...duties)
  }

  #call(requestId: string): CallRow | null {
    return (
      this.#sql.exec<CallRow>(`SELECT ${CALL_COLUMNS} FROM calls WHERE request_id = ?`, requestId).toArray()[0] ?? null
    )
  }

  #booked(providerId: number, period: string): { requests: number; microUsd: number } {
    return this.#sql
      .exec<{ requests: number; microUsd: number }>(
        `SELECT coalesce(sum(requests), 0) AS requests, coalesce(sum(micro_usd), 0) AS microUsd FROM (
           SELECT sum(requests) AS requests, sum(cost_micro_usd) AS micro_usd FROM usage
             WHERE provider_id = ?1 AND period = ?2
           UNION ALL
           SELECT count(*), sum(reserved_micro_usd) FROM calls
             WHERE state = 'open' AND provider_id = ?1 AND period = ?2)`,
        providerId,
        period,
      )
      .one()
  }

  #close(
    requestId: string,
    end: {
      state: 'settled' | 'released'
      now: number
      basis: SettlementBasis | null
      usage: Usage | null
      attempts: Attempt[] | undefined
    },
  ): void {
    this.#sql.exec(
      `UPDATE calls SET state = ?, closed_at = ?, basis = ?, usage = ?, attempts = coalesce(?, attempts) WHERE request_id = ?`,
      end.state,
      end.now,
      end.basis,
      end.usage && JSON.stringify(end.usage),
      end.attempts ? JSON.stringify(end.attempts) : null,
      requestId,
    )
  }

  #book(call: CallRow, usage: Usage, now: number): void {
    const columns = Object.keys(quantityColumns)
    this.#sql.exec(
      `INSERT INTO usage (provider_id, period, model_id, api_key_id, key_source, capability, provider_slug, model_name,
         requests, ${columns.join(', ')}, cost_micro_usd, unpriced_requests, last_used_at, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ${columns.map(() => '?').join(', ')}, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET requests = requests + 1,
         ${columns.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
         cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd,
         unpriced_requests = unpriced_requests + excluded.unpriced_requests,
         last_used_at = max(last_used_at, excluded.last_used_at),
         provider_slug = excluded.provider_slug, model_name = excluded.model_name, revision = revision + 1`,
      call.providerId,
      call.period,
      call.modelId,
      call.apiKeyId,
      call.keySource,
      call.capability,
      call.providerSlug,
      call.modelName,
      ...Object.values(quantityColumns).map((name) => usage[name]),
      usage.costMicroUsd ?? 0,
      usage.costMicroUsd === null ? 1 : 0,
      now,
    )
  }

  #fact(name: string): number | null {
    return this.#sql.exec<{ value: number }>(`SELECT value FROM facts WHERE name = ?`, name).toArray()[0]?.value ?? null
  }

  #setFact(name: string, value: number): void {
    if (this.#fact(name) === value) return
    this.#sql.exec(`INSERT OR REPLACE INTO facts (name, value) VALUES (?, ?)`, name, value)
  }
}
