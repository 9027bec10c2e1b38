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
  CloseVerdict,
  LedgerReport,
  LimitState,
  OpenCalls,
  ReservationRef,
  SettlementBasis,
  Usage,
  UsageRow,
} from './port.ts'
import { TABLES, USAGE_COLUMNS, type CallRow } from './tables.ts'

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
    sql.exec(TABLES)
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
      `INSERT OR REPLACE INTO calls (request_id, reservation_id, state, period, api_key_id, provider_id, provider_slug, model_id, model_name,
         capability, key_source, reserved_input_tokens, reserved_output_tokens, reserved_micro_usd, expires_at)
       VALUES (?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      requestId,
      reservationId,
      period.name,
      subject.apiKeyId,
      subject.providerId,
      subject.providerSlug,
      subject.modelId,
      subject.modelName,
      subject.capability,
      subject.keySource,
      estimate.inputTokens,
      estimate.outputTokens,
      estimate.costMicroUsd,
      now + request.holdMs,
    )
    return { verdict: 'admitted', limit: { ...limit, used: booked.requests + 1 } }
  }

  /** A reservation becomes usage, in the month of its admission. Idempotent. */
  settle({ requestId, reservationId }: ReservationRef, usage: Usage, basis: SettlementBasis): CloseVerdict {
    const call = this.#call(requestId)
    if (!call) return 'unknown_request'
    if (call.state !== 'open' || call.reservation_id !== reservationId) return 'already_closed'
    const now = this.#clock()
    this.#close(requestId, 'settled', now, basis)
    this.#book(call, usage, now)
    return 'closed'
  }

  /** The upstream never served: nothing is counted, and the same id may try again. Idempotent. */
  release({ requestId, reservationId }: ReservationRef): CloseVerdict {
    const call = this.#call(requestId)
    if (!call) return 'unknown_request'
    if (call.state !== 'open' || call.reservation_id !== reservationId) return 'already_closed'
    this.#close(requestId, 'released', this.#clock(), null)
    return 'closed'
  }

  /** Settles the calls whose Worker vanished, at what they had reserved. Returns how many. */
  sweep(): number {
    const now = this.#clock()
    const expired = this.#sql
      .exec<CallRow>(`SELECT * FROM calls INDEXED BY calls_expiry WHERE state = 'open' AND expires_at <= ?`, now)
      .toArray()
    for (const call of expired) {
      const usage: Usage = {
        inputTokens: call.reserved_input_tokens,
        cachedInputTokens: 0,
        outputTokens: call.reserved_output_tokens,
        costMicroUsd: call.reserved_micro_usd,
      }
      this.settle({ requestId: call.request_id, reservationId: call.reservation_id }, usage, 'estimated')
    }
    return expired.length
  }

  /** Forgets closed calls after the window in which their id counts as a duplicate. */
  prune(): void {
    this.#sql.exec(`DELETE FROM calls WHERE state <> 'open' AND closed_at <= ?`, this.#clock() - DUPLICATE_WINDOW_MS)
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
    return this.#sql.exec<CallRow>(`SELECT * FROM calls WHERE request_id = ?`, requestId).toArray()[0] ?? null
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

  #close(requestId: string, state: 'settled' | 'released', now: number, basis: SettlementBasis | null): void {
    this.#sql.exec(
      `UPDATE calls SET state = ?, closed_at = ?, basis = ? WHERE request_id = ?`,
      state,
      now,
      basis,
      requestId,
    )
  }

  #book(call: CallRow, usage: Usage, now: number): void {
    // A cost that is no count is unknown, not nothing.
    const costMicroUsd = isCount(usage.costMicroUsd) ? usage.costMicroUsd : null
    this.#sql.exec(
      `INSERT INTO usage (provider_id, period, model_id, api_key_id, key_source, capability, provider_slug, model_name,
         requests, input_tokens, cached_input_tokens, output_tokens, cost_micro_usd, unpriced_requests, last_used_at, revision)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, 1)
       ON CONFLICT DO UPDATE SET requests = requests + 1, input_tokens = input_tokens + excluded.input_tokens,
         cached_input_tokens = cached_input_tokens + excluded.cached_input_tokens,
         output_tokens = output_tokens + excluded.output_tokens,
         cost_micro_usd = cost_micro_usd + excluded.cost_micro_usd,
         unpriced_requests = unpriced_requests + excluded.unpriced_requests,
         last_used_at = max(last_used_at, excluded.last_used_at),
         provider_slug = excluded.provider_slug, model_name = excluded.model_name, revision = revision + 1`,
      call.provider_id,
      call.period,
      call.model_id,
      call.api_key_id,
      call.key_source,
      call.capability,
      call.provider_slug,
      call.model_name,
      toCount(usage.inputTokens),
      Math.min(toCount(usage.cachedInputTokens), toCount(usage.inputTokens)),
      toCount(usage.outputTokens),
      costMicroUsd ?? 0,
      costMicroUsd === null ? 1 : 0,
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

/** Whatever is not a whole number from 0 up is never booked, least of all as a credit. */
function toCount(value: number): number {
  return isCount(value) ? value : 0
}

function isCount(value: number | null): value is number {
  return Number.isSafeInteger(value) && value! >= 0
}
