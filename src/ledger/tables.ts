/** The tables of one admin's ledger, in the SQLite storage of its Durable Object. */
import { EVENT_TABLES } from './events/event-log.ts'
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

const MONEY_AND_HISTORY = `
  CREATE TABLE log (
    public_id TEXT PRIMARY KEY, request_id TEXT NOT NULL, reservation_id TEXT NOT NULL, state TEXT NOT NULL,
    period TEXT NOT NULL, api_key_id INTEGER NOT NULL, provider_id INTEGER NOT NULL, provider_slug TEXT NOT NULL,
    model_id INTEGER NOT NULL, model_name TEXT NOT NULL, capability TEXT NOT NULL, key_source TEXT NOT NULL,
    usage TEXT, attempts TEXT NOT NULL, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL, closed_at INTEGER,
    basis TEXT, error_code TEXT, is_job INTEGER NOT NULL DEFAULT 0
  ) WITHOUT ROWID;
  INSERT INTO log SELECT coalesce(nullif(public_id, ''), request_id), request_id, reservation_id, state, period, api_key_id,
    provider_id, provider_slug, model_id, model_name, capability, key_source, usage, attempts,
    iif(started_at > 0, started_at, unixepoch(period || '-01') * 1000), expires_at, closed_at, basis, NULL, request_id IN (SELECT request_id FROM jobs) FROM calls;
  DROP TABLE calls;
  ALTER TABLE log RENAME TO calls;
  CREATE INDEX calls_request ON calls (request_id);
  CREATE INDEX calls_started ON calls (started_at);
  CREATE INDEX calls_open ON calls (expires_at) WHERE state = 'open';
  CREATE INDEX calls_closed ON calls (closed_at) WHERE state <> 'open';
  CREATE TABLE usage_by_day (
    day TEXT NOT NULL, provider_id INTEGER NOT NULL, model_id INTEGER NOT NULL, api_key_id INTEGER NOT NULL,
    key_source TEXT NOT NULL, capability TEXT NOT NULL, provider_slug TEXT NOT NULL, model_name TEXT NOT NULL,
    requests INTEGER NOT NULL, input_tokens INTEGER NOT NULL, cached_input_tokens INTEGER NOT NULL,
    cache_write_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL, reasoning_tokens INTEGER NOT NULL,
    images INTEGER NOT NULL, characters INTEGER NOT NULL, audio_ms INTEGER NOT NULL, video_ms INTEGER NOT NULL,
    cost_micro_usd INTEGER NOT NULL, unpriced_requests INTEGER NOT NULL, errors INTEGER NOT NULL,
    latencies TEXT NOT NULL, last_used_at INTEGER NOT NULL, revision INTEGER NOT NULL,
    rolled_up_revision INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (day, provider_id, model_id, api_key_id, key_source, capability)
  ) WITHOUT ROWID;
  INSERT INTO usage_by_day SELECT
    -- Of which day it was is not known. D1 says the same.
    period || '-01',
    provider_id, model_id, api_key_id, key_source, capability, provider_slug, model_name, requests, input_tokens,
    cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, images, characters, audio_ms, video_ms,
    -- D1 made its days of the months before this Worker came: what the last one told it since then, it hears again.
    cost_micro_usd, unpriced_requests, 0, '{}', last_used_at, revision, 0 FROM usage;
  DROP TABLE usage;
  ALTER TABLE usage_by_day RENAME TO usage;
  CREATE INDEX usage_dirty ON usage (day) WHERE revision > rolled_up_revision;
  CREATE TABLE warnings (
    scope TEXT NOT NULL, name TEXT NOT NULL, period TEXT NOT NULL, limit_value INTEGER NOT NULL,
    PRIMARY KEY (scope, name, period, limit_value)
  ) WITHOUT ROWID;
`

const OUTBOX = `
  CREATE TABLE outbox (seq INTEGER PRIMARY KEY AUTOINCREMENT, record TEXT NOT NULL);
  CREATE TABLE outbox_plan (last_seq INTEGER, failures INTEGER NOT NULL, next_attempt_at INTEGER);
  INSERT INTO outbox_plan (failures) VALUES (0);
`

/** Each is run once, in this order. What was released is never changed: changes are added at the end. */
export const MIGRATIONS = [FIRST_RELEASE, EVERY_KIND_OF_USE, MONEY_AND_HISTORY, OUTBOX, EVENT_TABLES]

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

export const CALL_COLUMNS = `request_id AS requestId, reservation_id AS reservationId, public_id AS publicId, state, period,
  api_key_id AS apiKeyId, provider_id AS providerId, provider_slug AS providerSlug, model_id AS modelId,
  model_name AS modelName, capability, key_source AS keySource, usage, attempts, started_at AS startedAtMs,
  closed_at AS closedAtMs, basis, error_code AS errorCode, is_job AS isJob`

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
  errorCode: string | null
  /** 1: it goes on as a job. */
  isJob: number
}
