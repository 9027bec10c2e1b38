/** What was used, by UTC day of admission and by every dimension: the figures of which D1 gets copies. */
import { toBucket } from './latency.ts'
import type { DailyUsageRow, Usage, UsageRow } from './port.ts'
import { quantityColumns, type CallRow } from './tables.ts'

const KEY = ['day', 'provider_id', 'model_id', 'api_key_id', 'key_source', 'capability']
const ADDED = ['requests', ...Object.keys(quantityColumns), 'cost_micro_usd', 'unpriced_requests', 'errors']

const DIMENSIONS = `provider_id AS providerId, model_id AS modelId, api_key_id AS apiKeyId, key_source AS keySource,
  capability, provider_slug AS providerSlug, model_name AS modelName`

/** Quantities and the like, each under its name in the API of this module. */
const figures = (of: (column: string) => string) =>
  [
    ['requests', 'requests'],
    ...Object.entries(quantityColumns),
    ['cost_micro_usd', 'costMicroUsd'],
    ['unpriced_requests', 'unpricedRequests'],
    ['revision', 'revision'],
  ]
    .map(([column, name]) => `${of(column!)} AS ${name}`)
    .join(', ')

const DAY_COLUMNS = `day, ${DIMENSIONS}, ${figures((column) => column)}, errors, latencies, last_used_at AS lastUsedAtMs`

/** The revisions of a month's days only grow, so their sum does. */
const MONTH_COLUMNS = `substr(day, 1, 7) AS period, ${DIMENSIONS}, ${figures((column) => `sum(${column})`)},
  max(last_used_at) AS lastUsedAtMs`

const MONTH_KEY = 'provider_id, model_id, api_key_id, key_source, capability'

const SAID = [...KEY, 'provider_slug', 'model_name', ...ADDED]

/** ?1: the path of the latency's bucket, or NULL. ?2: now. */
const ADD = `
  INSERT INTO usage (latencies, last_used_at, revision, ${SAID.join(', ')})
  VALUES (iif(?1 IS NULL, '{}', json_set('{}', ?1, 1)), ?2, 1, ${SAID.map((_, index) => `?${index + 3}`).join(', ')})
  ON CONFLICT DO UPDATE SET ${ADDED.map((column) => `${column} = ${column} + excluded.${column}`).join(', ')},
    latencies = iif(?1 IS NULL, latencies, json_set(latencies, ?1, coalesce(json_extract(latencies, ?1), 0) + 1)),
    last_used_at = max(last_used_at, excluded.last_used_at), provider_slug = excluded.provider_slug,
    model_name = excluded.model_name, revision = revision + 1`

export class UsageBook {
  readonly #sql: SqlStorage

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** A call that was served. `durationMs` is `null` where it says nothing of how long the caller waited. */
  book(call: CallRow, usage: Usage, how: { nowMs: number; isError: boolean; durationMs: number | null }): void {
    const quantities = Object.values(quantityColumns).map((name) => usage[name])
    const money = [usage.costMicroUsd ?? 0, usage.costMicroUsd === null ? 1 : 0]
    this.#add(call, [1, ...quantities, ...money, how.isError ? 1 : 0], how)
  }

  /** A call that failed: nothing was used. */
  bookError(call: CallRow, nowMs: number): void {
    const nothing = ADDED.map((column) => (column === 'errors' ? 1 : 0))
    this.#add(call, nothing, { nowMs, durationMs: null })
  }

  /** The figures of a month, by every dimension. */
  rowsOf(period: string): UsageRow[] {
    return this.#sql
      .exec<UsageRow>(
        `SELECT ${MONTH_COLUMNS} FROM usage WHERE day BETWEEN ?1 || '-01' AND ?1 || '-31' GROUP BY ${MONTH_KEY}`,
        period,
      )
      .toArray()
  }

  /** Whether there are figures of something that D1 has not heard of at all. */
  hasNews(): boolean {
    return (
      this.#sql
        .exec(`SELECT 1 FROM usage WHERE revision > rolled_up_revision AND rolled_up_revision = 0 LIMIT 1`)
        .toArray().length > 0
    )
  }

  hasUnrolled(): boolean {
    return this.#sql.exec(`SELECT 1 FROM usage WHERE revision > rolled_up_revision LIMIT 1`).toArray().length > 0
  }

  /** Days that D1 has not seen as they are, `limit` at most, and the months that they belong to. */
  unrolled(limit: number): { days: DailyUsageRow[]; months: UsageRow[] } {
    const days = this.#sql
      .exec<DailyUsageRow>(`SELECT ${DAY_COLUMNS} FROM usage WHERE revision > rolled_up_revision LIMIT ?`, limit)
      .toArray()
    const months = new Map<string, UsageRow>()
    for (const row of days) {
      const { providerId, modelId, apiKeyId, keySource, capability } = row
      const period = row.day.slice(0, 7)
      const key = JSON.stringify([period, providerId, modelId, apiKeyId, keySource, capability])
      if (months.has(key)) continue
      const month = this.#sql
        .exec<UsageRow>(
          `SELECT ${MONTH_COLUMNS} FROM usage WHERE day BETWEEN ?1 || '-01' AND ?1 || '-31' AND provider_id = ?2
             AND model_id = ?3 AND api_key_id = ?4 AND key_source = ?5 AND capability = ?6 GROUP BY ${MONTH_KEY}`,
          period,
          providerId,
          modelId,
          apiKeyId,
          keySource,
          capability,
        )
        .one()
      months.set(key, month)
    }
    return { days, months: [...months.values()] }
  }

  /** D1 has these rows now. What changed meanwhile stays to be rolled up. */
  markRolledUp(days: DailyUsageRow[]): void {
    for (const row of days) {
      this.#sql.exec(
        `UPDATE usage SET rolled_up_revision = max(rolled_up_revision, ?)
         WHERE ${KEY.map((column) => `${column} = ?`).join(' AND ')}`,
        row.revision,
        row.day,
        row.providerId,
        row.modelId,
        row.apiKeyId,
        row.keySource,
        row.capability,
      )
    }
  }

  #add(call: CallRow, added: number[], { nowMs, durationMs }: { nowMs: number; durationMs: number | null }): void {
    this.#sql.exec(
      ADD,
      durationMs === null ? null : `$."${toBucket(durationMs)}"`,
      nowMs,
      new Date(call.startedAtMs).toISOString().slice(0, 10),
      call.providerId,
      call.modelId,
      call.apiKeyId,
      call.keySource,
      call.capability,
      call.providerSlug,
      call.modelName,
      ...added,
    )
  }
}
