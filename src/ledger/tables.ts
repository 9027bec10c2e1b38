/** The tables of one admin's ledger, in the SQLite storage of its Durable Object. */
import { quantityNames } from './pricing.ts'
import type { CallSubject, SettlementBasis } from './port.ts'

const FIRST_RELEASE = `
  CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS calls (
    request_id TEXT PRIMARY KEY, reservation_id TEXT NOT NULL, state TEXT NOT NULL, period TEXT NOT NULL, api_key_id INTEGER NOT NULL,
    provider_id INTEGER NOT NULL, provider_slug TEXT NOT NULL, model_id INTEGER NOT NULL, model_name TEXT NOT NULL,
    capability TEXT NOT NULL, key_source TEXT NOT NULL, reserved_input_tokens INTEGER NOT NULL,
    reserved_output_tokens INTEGER NOT NULL, reserved_micro_usd INTEGER, expires_at INTEGER NOT NULL,
    closed_at INTEGER, basis TEXT
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS calls_open ON calls (provider_id, period, reserved_micro_usd) WHERE state = 'open';
  CREATE INDEX IF NOT EXISTS calls_expiry ON calls (expires_at) WHERE state = 'open';
  CREATE INDEX IF NOT EXISTS calls_closed ON calls (closed_at) WHERE state <> 'open';
  CREATE TABLE IF NOT EXISTS usage (
    provider_id INTEGER NOT NULL, period TEXT NOT NULL, model_id INTEGER NOT NULL, api_key_id INTEGER NOT NULL,
    key_source TEXT NOT NULL, capability TEXT NOT NULL, provider_slug TEXT NOT NULL, model_name TEXT NOT NULL,
    requests INTEGER NOT NULL, input_tokens INTEGER NOT NULL, cached_input_tokens INTEGER NOT NULL,
    output_tokens INTEGER NOT NULL, cost_micro_usd INTEGER NOT NULL, unpriced_requests INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL, revision INTEGER NOT NULL, rolled_up_revision INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (provider_id, period, model_id, api_key_id, key_source, capability)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS usage_dirty ON usage (period) WHERE revision > rolled_up_revision;
`

const EVERY_KIND_OF_USE = `
  ALTER TABLE calls ADD COLUMN public_id TEXT NOT NULL DEFAULT '';
  ALTER TABLE calls ADD COLUMN started_at INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE calls ADD COLUMN usage TEXT;
  ALTER TABLE calls ADD COLUMN attempts TEXT NOT NULL DEFAULT '[]';
  UPDATE calls SET usage = json_object('inputTokens', reserved_input_tokens, 'outputTokens', reserved_output_tokens,
    'costMicroUsd', reserved_micro_usd) WHERE state = 'open';
  ALTER TABLE calls DROP COLUMN reserved_input_tokens;
  ALTER TABLE calls DROP COLUMN reserved_output_tokens;
  CREATE INDEX IF NOT EXISTS calls_public_id ON calls (public_id);
  ALTER TABLE usage ADD COLUMN cache_write_tokens INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE usage ADD COLUMN reasoning_tokens INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE usage ADD COLUMN images INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE usage ADD COLUMN characters INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE usage ADD COLUMN audio_ms INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE usage ADD COLUMN video_ms INTEGER NOT NULL DEFAULT 0;
  CREATE TABLE jobs (job_id TEXT PRIMARY KEY, request_id TEXT NOT NULL, job TEXT NOT NULL) WITHOUT ROWID;
  CREATE INDEX jobs_request ON jobs (request_id);
`

/** Each is run once, in this order. What was released is never changed: changes are added at the end. */
export const MIGRATIONS = [FIRST_RELEASE, EVERY_KIND_OF_USE]

/** Brings the tables of a ledger to the form of this release. */
export function openTables(sql: SqlStorage): void {
  sql.exec(`CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`)
  // The first release kept no count of its migrations, and its own can be run again.
  const [done] = sql.exec<{ value: number }>(`SELECT value FROM facts WHERE name = 'migrations'`).toArray()
  for (const [index, migration] of MIGRATIONS.entries()) {
    if (index < (done?.value ?? 0)) continue
    sql.exec(migration)
    sql.exec(`INSERT OR REPLACE INTO facts (name, value) VALUES ('migrations', ?)`, index + 1)
  }
}

/** Column of `usage` → quantity. */
export const quantityColumns = Object.fromEntries(
  quantityNames.map((name) => [name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), name]),
)

const quantities = Object.entries(quantityColumns).map(([column, name]) => `${column} AS ${name}`)

export const USAGE_COLUMNS = `period, api_key_id AS apiKeyId, provider_id AS providerId, provider_slug AS providerSlug,
  model_id AS modelId, model_name AS modelName, capability, key_source AS keySource, requests, ${quantities.join(', ')},
  cost_micro_usd AS costMicroUsd, unpriced_requests AS unpricedRequests, last_used_at AS lastUsedAtMs, revision`

export const CALL_COLUMNS = `request_id AS requestId, reservation_id AS reservationId, public_id AS publicId, state, period,
  api_key_id AS apiKeyId, provider_id AS providerId, provider_slug AS providerSlug, model_id AS modelId,
  model_name AS modelName, capability, key_source AS keySource, usage, attempts, started_at AS startedAtMs,
  closed_at AS closedAtMs, basis`

/** `usage` and `attempts` are JSON. */
export type CallRow = CallSubject & {
  requestId: string
  reservationId: string
  publicId: string
  state: 'open' | 'settled' | 'released'
  period: string
  usage: string | null
  attempts: string
  startedAtMs: number
  closedAtMs: number | null
  basis: SettlementBasis | null
}
