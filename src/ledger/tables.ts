/** The tables of one admin's ledger, in the SQLite storage of its Durable Object. */
export const TABLES = `
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

export const USAGE_COLUMNS = `period, api_key_id AS apiKeyId, provider_id AS providerId, provider_slug AS providerSlug,
  model_id AS modelId, model_name AS modelName, capability, key_source AS keySource, requests,
  input_tokens AS inputTokens, cached_input_tokens AS cachedInputTokens, output_tokens AS outputTokens,
  cost_micro_usd AS costMicroUsd, unpriced_requests AS unpricedRequests, last_used_at AS lastUsedAtMs, revision`

export type CallRow = {
  request_id: string
  reservation_id: string
  state: 'open' | 'settled' | 'released'
  period: string
  api_key_id: number
  provider_id: number
  provider_slug: string
  model_id: number
  model_name: string
  capability: string
  key_source: 'shared' | 'personal'
  reserved_input_tokens: number
  reserved_output_tokens: number
  reserved_micro_usd: number | null
}
