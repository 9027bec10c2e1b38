/** The calls that a ledger remembers: those under way, and those closed until they are forgotten. */
import type { AdmitRequest, CallFilter, CallPage, Outcome, SettlementBasis, Usage } from './port.ts'
import { toRecord } from './records.ts'
import { CALL_COLUMNS, type CallRow } from './tables.ts'
import { MINUTE_MS } from './minute-window.ts'

/** How long a closed call is remembered at least, so that its id is not charged again. */
export const DUPLICATE_WINDOW_MS = 24 * 60 * 60 * 1000

/** Closed calls are forgotten by the hour, not one by one. */
export const PRUNE_EVERY_MS = 60 * 60 * 1000

/** How long closed calls are kept, and how many: the oldest go first. */
export type Retention = { maxAgeMs: number; maxCalls: number }

type CallEnd = {
  state: 'settled' | 'released'
  closedAtMs: number
  basis: SettlementBasis | null
  usage: Usage | null
  outcome: Outcome
}

export class CallLog {
  readonly #sql: SqlStorage
  readonly #retention: Retention
  #prunedAtMs: number | null = null
  #openedSincePrune = 0

  constructor(sql: SqlStorage, retention: Retention) {
    this.#sql = sql
    this.#retention = retention
  }

  /** The call of a reservation. */
  find(requestId: string, reservationId: string): CallRow | null {
    return (
      this.#sql
        .exec<CallRow>(
          `SELECT ${CALL_COLUMNS} FROM calls WHERE request_id = ? AND reservation_id = ?`,
          requestId,
          reservationId,
        )
        .toArray()[0] ?? null
    )
  }

  /** Whether a call of this id is open, or was settled within the last day. */
  isDuplicate(requestId: string, nowMs: number): boolean {
    return (
      this.#sql
        .exec(
          `SELECT 1 FROM calls WHERE request_id = ? AND state <> 'released' AND coalesce(closed_at, ?) > ?`,
          requestId,
          nowMs,
          nowMs - DUPLICATE_WINDOW_MS,
        )
        .toArray().length > 0
    )
  }

  has(requestId: string): boolean {
    return this.#sql.exec(`SELECT 1 FROM calls WHERE request_id = ? LIMIT 1`, requestId).toArray().length > 0
  }

  /** Takes the place of an earlier try of the same call that was not served. */
  open(request: AdmitRequest, { period, nowMs, reserved }: { period: string; nowMs: number; reserved: Usage }): void {
    this.#openedSincePrune += 1
    const { subject } = request
    this.#sql.exec(
      `INSERT OR REPLACE INTO calls (public_id, request_id, reservation_id, state, period, api_key_id, provider_id,
         provider_slug, model_id, model_name, capability, key_source, usage, attempts, started_at, expires_at)
       VALUES (?, ?, ?, 'open', ?, ?, ?, ?, ?, ?, ?, ?, ?, '[]', ?, ?)`,
      request.publicId,
      request.requestId,
      request.reservationId,
      period,
      subject.apiKeyId,
      subject.providerId,
      subject.providerSlug,
      subject.modelId,
      subject.modelName,
      subject.capability,
      subject.keySource,
      JSON.stringify(reserved),
      nowMs,
      nowMs + request.holdMs,
    )
  }

  /** Answers the row as it is then. */
  close(call: CallRow, { state, closedAtMs, basis, usage, outcome }: CallEnd): CallRow {
    const closed: CallRow = {
      ...call,
      state,
      closedAtMs,
      basis,
      usage: usage && JSON.stringify(usage),
      attempts: outcome.attempts ? JSON.stringify(outcome.attempts) : call.attempts,
      errorCode: outcome.errorCode ?? null,
    }
    this.#sql.exec(
      `UPDATE calls SET state = ?, closed_at = ?, basis = ?, usage = ?, attempts = ?, error_code = ? WHERE public_id = ?`,
      state,
      closedAtMs,
      basis,
      closed.usage,
      closed.attempts,
      closed.errorCode,
      call.publicId,
    )
    return closed
  }

  remove({ publicId }: CallRow): void {
    this.#sql.exec(`DELETE FROM calls WHERE public_id = ?`, publicId)
  }

  /** Open calls whose time is over. */
  expired(nowMs: number): CallRow[] {
    return this.#sql
      .exec<CallRow>(
        `SELECT ${CALL_COLUMNS} FROM calls INDEXED BY calls_open WHERE state = 'open' AND expires_at <= ?`,
        nowMs,
      )
      .toArray()
  }

  byPublicId(publicId: string): CallRow | null {
    return (
      this.#sql.exec<CallRow>(`SELECT ${CALL_COLUMNS} FROM calls WHERE public_id = ?`, publicId).toArray()[0] ?? null
    )
  }

  list(filter: CallFilter, { limit, offset }: { limit: number; offset: number }): CallPage {
    const conditions: [condition: string, value: string | number | undefined][] = [
      ['provider_slug = ?', filter.provider],
      ['model_name = ?', filter.model],
      ['capability = ?', filter.capability],
      ['key_source = ?', filter.keySource],
      ['api_key_id = ?', filter.apiKeyId],
      ['state = ?', filter.state],
      ['basis = ?', filter.basis],
      ['error_code = ?', filter.errorCode],
      ['(error_code IS NOT NULL) = ?', filter.hasError === undefined ? undefined : Number(filter.hasError)],
      ['started_at >= ?', filter.fromMs],
      ['started_at < ?', filter.untilMs],
    ]
    const asked = conditions.filter(([, value]) => value !== undefined)
    const where = ['true', ...asked.map(([condition]) => condition)].join(' AND ')
    const values = asked.map(([, value]) => value!)
    const calls = this.#sql
      .exec<CallRow>(
        `SELECT ${CALL_COLUMNS} FROM calls WHERE ${where} ORDER BY started_at DESC, public_id LIMIT ? OFFSET ?`,
        ...values,
        limit,
        offset,
      )
      .toArray()
    const { count } = this.#sql
      .exec<{ count: number }>(`SELECT count(*) AS count FROM calls WHERE ${where}`, ...values)
      .one()
    return { count, calls: calls.map(toRecord) }
  }

  /** Whether it is time to forget: by the hour, since all calls are counted for it, or when many have come since. */
  isPruneDue(nowMs: number): boolean {
    const isLongAgo = this.#prunedAtMs === null || Math.abs(nowMs - this.#prunedAtMs) >= PRUNE_EVERY_MS
    return isLongAgo || this.#openedSincePrune * 10 >= this.#retention.maxCalls
  }

  /** Forgets what is too old, and of too many the oldest. Never what still counts: as a duplicate, or against a rate. */
  prune(nowMs: number): void {
    this.#forgetCalls(nowMs)
    // A later try of the same call may have a job, so it goes with the last of them.
    this.#sql.exec(`DELETE FROM jobs WHERE request_id NOT IN (SELECT request_id FROM calls)`)
    this.#prunedAtMs = nowMs
    this.#openedSincePrune = 0
  }

  #forgetCalls(nowMs: number): void {
    const { maxAgeMs, maxCalls } = this.#retention
    const minuteAgoMs = nowMs - MINUTE_MS
    // A call may have been closed before it began, where the time was set back.
    this.#forget(`closed_at <= ? AND started_at <= ?`, nowMs - maxAgeMs, minuteAgoMs)
    const { count } = this.#sql.exec<{ count: number }>(`SELECT count(*) AS count FROM calls`).one()
    if (count <= maxCalls) return
    this.#forget(
      `public_id IN (SELECT public_id FROM calls WHERE state <> 'open' AND closed_at <= ? AND started_at <= ?
         AND (request_id = public_id OR closed_at <= ?) ORDER BY closed_at, public_id LIMIT ?)`,
      minuteAgoMs,
      minuteAgoMs,
      nowMs - DUPLICATE_WINDOW_MS,
      count - maxCalls,
    )
  }

  /** When there is next a reservation to sweep or a closed call to forget, after both were done now. */
  nextDutyAtMs(nowMs: number): number | null {
    const { expiry, closed } = this.#sql
      .exec<{ expiry: number | null; closed: number | null }>(
        `SELECT (SELECT min(expires_at) FROM calls WHERE state = 'open') AS expiry,
                (SELECT min(closed_at) FROM calls WHERE state <> 'open') AS closed`,
      )
      .one()
    const { maxAgeMs } = this.#retention
    const duties = [expiry, closed === null ? null : Math.max(closed + maxAgeMs, nowMs) + PRUNE_EVERY_MS]
    const known = duties.filter((at) => at !== null)
    return known.length === 0 ? null : Math.min(...known)
  }

  #forget(condition: string, ...values: number[]): void {
    this.#sql.exec(`DELETE FROM calls WHERE state <> 'open' AND ${condition}`, ...values)
  }
}
