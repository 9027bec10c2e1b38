/**
 * Settled calls that the billing system has not acknowledged yet, in the order of their settlement. They leave in batches.
 * The bounds of a batch are stored before it is sent for the first time: what is sent again is the same, whatever was
 * settled meanwhile.
 */
import type { Clock } from '../../platform/clock.ts'
import type { UsageRecord } from './usage-record.ts'

export const MAX_BATCH_RECORDS = 100
/** The first of some records waits this long for others. */
export const GATHER_MS = 10_000
export const FIRST_PAUSE_MS = 10_000
export const LONGEST_PAUSE_MS = 60 * 60 * 1000
/** An attempt whose end is not heard of, since the object died, is made again after this long. Longer than one can take. */
export const ATTEMPT_LEASE_MS = 30_000

/** One record at least. */
export type Batch = { lastSeq: number; records: [UsageRecord, ...UsageRecord[]] }

/** `passing` may be over soon; what is `lasting` ends when somebody does something about it. */
export type Failure = 'passing' | 'lasting'

type Plan = { lastSeq: number | null; failures: number; nextAttemptAtMs: number | null }

export class Outbox {
  readonly #sql: SqlStorage
  readonly #clock: Clock

  constructor(sql: SqlStorage, clock: Clock) {
    this.#sql = sql
    this.#clock = clock
  }

  add(record: UsageRecord): void {
    this.#sql.exec(`INSERT INTO outbox (record) VALUES (?)`, JSON.stringify(record))
    this.#sql.exec(
      `UPDATE outbox_plan SET next_attempt_at = ? WHERE next_attempt_at IS NULL`,
      this.#clock() + GATHER_MS,
    )
  }

  /** The batch that is due, if one is. Counts as failed until the opposite is said, in case nobody lives to say it. */
  begin(): Batch | null {
    const now = this.#clock()
    const { lastSeq, failures, nextAttemptAtMs } = this.#plan()
    if (nextAttemptAtMs === null || nextAttemptAtMs > now) return null
    const rows = this.#sql
      .exec<{ seq: number; record: string }>(
        `SELECT seq, record FROM outbox WHERE seq <= ? ORDER BY seq LIMIT ?`,
        lastSeq ?? Number.MAX_SAFE_INTEGER,
        MAX_BATCH_RECORDS,
      )
      .toArray()
    // It was written by `add`.
    const [first, ...others] = rows.map(({ record }) => JSON.parse(record) as UsageRecord)
    const last = rows.at(-1)
    if (!first || !last) return null
    this.#sql.exec(
      `UPDATE outbox_plan SET last_seq = ?, failures = ?, next_attempt_at = ?`,
      last.seq,
      failures + 1,
      now + Math.max(ATTEMPT_LEASE_MS, pauseAfter(failures + 1)),
    )
    return { lastSeq: last.seq, records: [first, ...others] }
  }

  /** The receiver has it. What was settled meanwhile begins a batch of its own. */
  acknowledge({ lastSeq, records }: Batch): void {
    this.#sql.exec(`DELETE FROM outbox WHERE seq <= ?`, lastSeq)
    const isBacklog = records.length === MAX_BATCH_RECORDS
    this.#sql.exec(
      `UPDATE outbox_plan SET last_seq = NULL, failures = 0, next_attempt_at = CASE WHEN EXISTS (SELECT 1 FROM outbox)
         THEN ? END`,
      this.#clock() + (isBacklog ? 0 : GATHER_MS),
    )
  }

  /** The attempt that was begun has failed. Returns how many have, one after the other. */
  fail(failure: Failure): number {
    const { failures } = this.#plan()
    const pauseMs = failure === 'lasting' ? LONGEST_PAUSE_MS : pauseAfter(failures)
    this.#sql.exec(`UPDATE outbox_plan SET next_attempt_at = ?`, this.#clock() + pauseMs)
    return failures
  }

  /** `null`: there is nothing to deliver. */
  nextAttemptAtMs(): number | null {
    return this.#plan().nextAttemptAtMs
  }

  #plan(): Plan {
    return this.#sql
      .exec<Plan>(`SELECT last_seq AS lastSeq, failures, next_attempt_at AS nextAttemptAtMs FROM outbox_plan`)
      .one()
  }
}

function pauseAfter(failures: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (failures - 1))
}
