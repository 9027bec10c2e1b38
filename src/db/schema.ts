/**
 * The tables of D1. Integer ids, UTC ISO 8601 timestamps, snake_case columns.
 *
 * Money is held as integers of micro-USD (1 USD = 1,000,000). Token prices are micro-USD per million tokens,
 * `price_characters_micro_usd` per 1,000 characters, the others per piece.
 */
import { sql } from 'drizzle-orm'
import { check, index, integer, primaryKey, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core'

const timestamps = {
  createdAt: text('created_at').notNull(),
  updatedAt: text('updated_at').notNull(),
}

const flag = (name: string) => integer(name, { mode: 'boolean' })

/** What may be used in a UTC month. `null`: what the next wider default says. */
const monthlyLimits = {
  monthlyLimit: integer('monthly_limit'),
  monthlyBudgetMicroUsd: integer('monthly_budget_micro_usd'),
  monthlyTokenLimit: integer('monthly_token_limit'),
}

/** How fast calls may come. `null`: what the default policy says. */
const rateLimits = {
  requestsPerMinute: integer('requests_per_minute'),
  tokensPerMinute: integer('tokens_per_minute'),
  concurrentCalls: integer('concurrent_calls'),
}

export const providers = sqliteTable(
  'ai_providers',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    name: text('name').notNull(),
    slug: text('slug').notNull(),
    displayName: text('display_name').notNull(),
    description: text('description').notNull().default(''),
    website: text('website').notNull().default(''),
    protocol: text('protocol').notNull(),
    apiBaseUrl: text('api_base_url').notNull(),
    /** Sealed, see platform/keyring.ts. */
    sharedApiKey: text('shared_api_key'),
    sharedApiKeyHint: text('shared_api_key_hint'),
    allowPersonalKeys: flag('allow_personal_keys').notNull().default(true),
    allowSharedForNormalAdmins: flag('allow_shared_for_normal_admins').notNull().default(false),
    config: text('config', { mode: 'json' }).$type<Record<string, unknown>>().notNull().default({}),
    /** For each admin without a limit of their own at this provider, before the default policy. */
    defaultMonthlyLimit: integer('default_monthly_limit'),
    defaultMonthlyBudgetMicroUsd: integer('default_monthly_budget_micro_usd'),
    defaultMonthlyTokenLimit: integer('default_monthly_token_limit'),
    /** `catalogue` rows that nobody has touched may be replaced by the catalogue or by a person. */
    source: text('source', { enum: ['manual', 'catalogue'] })
      .notNull()
      .default('manual'),
    isActive: flag('is_active').notNull().default(true),
    sortOrder: integer('sort_order').notNull().default(0),
    ...timestamps,
  },
  (table) => [
    uniqueIndex('ai_providers_name_unique').on(table.name),
    uniqueIndex('ai_providers_slug_unique').on(table.slug),
    index('ai_providers_slug_active').on(table.slug, table.isActive),
    index('ai_providers_active_order').on(table.isActive, table.sortOrder),
    index('ai_providers_shared_for_normal').on(table.allowSharedForNormalAdmins),
    index('ai_providers_order').on(table.sortOrder, table.id),
    index('ai_providers_protocol').on(table.protocol, table.sortOrder),
    check('ai_providers_config_json', sql`json_valid(${table.config})`),
  ],
)

export type ImageVariantPrice = { size: string | null; quality: string | null; microUsd: number }

export const models = sqliteTable(
  'ai_models',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    providerId: integer('provider_id')
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    modelId: text('model_id').notNull(),
    displayName: text('display_name').notNull(),
    description: text('description').notNull().default(''),
    capabilities: text('capabilities', { mode: 'json' }).$type<string[]>().notNull(),
    config: text('config', { mode: 'json' }).$type<Record<string, unknown>>().notNull().default({}),
    contextWindow: integer('context_window'),
    maxOutputTokens: integer('max_output_tokens'),
    priceStatus: text('price_status', { enum: ['priced', 'free', 'unknown'] })
      .notNull()
      .default('unknown'),
    priceInputMicroUsd: integer('price_input_micro_usd'),
    priceCachedInputMicroUsd: integer('price_cached_input_micro_usd'),
    priceCacheWriteMicroUsd: integer('price_cache_write_micro_usd'),
    priceOutputMicroUsd: integer('price_output_micro_usd'),
    priceReasoningMicroUsd: integer('price_reasoning_micro_usd'),
    /** Of every request, besides what it uses. */
    priceRequestMicroUsd: integer('price_request_micro_usd'),
    priceImageMicroUsd: integer('price_image_micro_usd'),
    /** Prices of an image by size and quality, before the one for all. `null` of either: any. */
    priceImageVariants: text('price_image_variants', { mode: 'json' })
      .$type<ImageVariantPrice[]>()
      .notNull()
      .default([]),
    priceCharactersMicroUsd: integer('price_characters_micro_usd'),
    priceAudioMinuteMicroUsd: integer('price_audio_minute_micro_usd'),
    priceVideoSecondMicroUsd: integer('price_video_second_micro_usd'),
    isActive: flag('is_active').notNull().default(true),
    sortOrder: integer('sort_order').notNull().default(0),
    ...timestamps,
  },
  (table) => [
    uniqueIndex('ai_models_provider_model_unique').on(table.providerId, table.modelId),
    index('ai_models_provider_active').on(table.providerId, table.isActive),
    index('ai_models_active_order').on(table.isActive, table.sortOrder),
    index('ai_models_order').on(table.sortOrder, table.id),
    index('ai_models_model_id').on(table.modelId),
    check('ai_models_capabilities_json', sql`json_type(${table.capabilities}) = 'array'`),
    check('ai_models_config_json', sql`json_valid(${table.config})`),
    check('ai_models_price_status', sql`${table.priceStatus} in ('priced', 'free', 'unknown')`),
  ],
)

/** Every price that a model has had, each valid until the next. Written by triggers on `ai_models`, so that none is missed. */
export const modelPrices = sqliteTable(
  'ai_model_prices',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    modelId: integer('model_id')
      .notNull()
      .references(() => models.id, { onDelete: 'cascade' }),
    validFrom: text('valid_from').notNull(),
    /** The price columns of the model, by their names in this file. */
    prices: text('prices', { mode: 'json' }).$type<Record<string, unknown>>().notNull(),
  },
  (table) => [index('ai_model_prices_model').on(table.modelId, table.id)],
)

export const admins = sqliteTable(
  'admins',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    email: text('email').notNull(),
    name: text('name').notNull().default(''),
    role: text('role', { enum: ['super_admin', 'admin'] }).notNull(),
    isActive: flag('is_active').notNull().default(true),
    /** Counts every change to this admin, their keys and their settings. Cached entries carry the value they were read at. */
    epoch: integer('epoch').notNull().default(0),
    /** Over all providers. */
    ...monthlyLimits,
    ...rateLimits,
    ...timestamps,
  },
  (table) => [
    uniqueIndex('admins_email_unique').on(table.email),
    index('admins_role_active').on(table.role, table.isActive),
    check('admins_role', sql`${table.role} in ('super_admin', 'admin')`),
  ],
)

export const apiKeys = sqliteTable(
  'api_keys',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    adminId: integer('admin_id')
      .notNull()
      .references(() => admins.id, { onDelete: 'cascade' }),
    name: text('name').notNull(),
    /** SHA-256 of the key, lower-case hex. The key itself is nowhere. */
    hash: text('hash').notNull(),
    hint: text('hint').notNull(),
    /** `null`: no restriction. */
    allowedModels: text('allowed_models', { mode: 'json' }).$type<string[]>(),
    allowedCapabilities: text('allowed_capabilities', { mode: 'json' }).$type<string[]>(),
    allowedCidrs: text('allowed_cidrs', { mode: 'json' }).$type<string[]>(),
    ...rateLimits,
    expiresAt: text('expires_at'),
    revokedAt: text('revoked_at'),
    ...timestamps,
  },
  (table) => [
    uniqueIndex('api_keys_hash_unique').on(table.hash),
    index('api_keys_admin').on(table.adminId),
    index('api_keys_revoked').on(table.revokedAt),
  ],
)

export const settings = sqliteTable(
  'ai_admin_provider_settings',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    adminId: integer('admin_id')
      .notNull()
      .references(() => admins.id, { onDelete: 'cascade' }),
    providerId: integer('provider_id')
      .notNull()
      .references(() => providers.id, { onDelete: 'cascade' }),
    /** Sealed, see platform/keyring.ts. */
    personalApiKey: text('personal_api_key'),
    personalApiKeyHint: text('personal_api_key_hint'),
    useSharedApi: flag('use_shared_api').notNull().default(true),
    ...monthlyLimits,
    isActive: flag('is_active').notNull().default(true),
    ...timestamps,
  },
  (table) => [
    uniqueIndex('ai_settings_admin_provider_unique').on(table.adminId, table.providerId),
    index('ai_settings_admin_active').on(table.adminId, table.isActive),
    index('ai_settings_provider').on(table.providerId),
  ],
)

/** What holds for admins of whom nothing else is said. One row at most; without it the configuration holds. */
export const defaultPolicy = sqliteTable(
  'ai_default_policy',
  {
    id: integer('id').primaryKey(),
    /** Of an admin at each provider. */
    ...monthlyLimits,
    /** Of an admin over all providers. */
    adminMonthlyLimit: integer('admin_monthly_limit'),
    adminMonthlyBudgetMicroUsd: integer('admin_monthly_budget_micro_usd'),
    adminMonthlyTokenLimit: integer('admin_monthly_token_limit'),
    /** Of an admin. */
    ...rateLimits,
    /** Of each API key. */
    keyRequestsPerMinute: integer('key_requests_per_minute'),
    keyTokensPerMinute: integer('key_tokens_per_minute'),
    keyConcurrentCalls: integer('key_concurrent_calls'),
    /** From how many per cent of a monthly limit on there is a warning. */
    warnAtPercent: integer('warn_at_percent').notNull(),
    ...timestamps,
  },
  (table) => [check('ai_default_policy_one', sql`${table.id} = 1`)],
)

export const capabilityDefaults = sqliteTable(
  'ai_capability_defaults',
  {
    capability: text('capability').primaryKey().notNull(),
    modelId: integer('model_id')
      .notNull()
      .references(() => models.id, { onDelete: 'cascade' }),
    ...timestamps,
  },
  (table) => [index('ai_capability_defaults_model').on(table.modelId)],
)

/** What was used, and by whom: the same for a month and for a day. */
const usageFigures = {
  adminId: integer('admin_id').notNull(),
  providerId: integer('provider_id').notNull(),
  modelId: integer('model_id').notNull(),
  apiKeyId: integer('api_key_id').notNull(),
  keySource: text('key_source', { enum: ['shared', 'personal'] }).notNull(),
  capability: text('capability').notNull(),
  providerSlug: text('provider_slug').notNull(),
  modelName: text('model_name').notNull(),
  requests: integer('requests').notNull(),
  inputTokens: integer('input_tokens').notNull(),
  cachedInputTokens: integer('cached_input_tokens').notNull(),
  cacheWriteTokens: integer('cache_write_tokens').notNull().default(0),
  outputTokens: integer('output_tokens').notNull(),
  reasoningTokens: integer('reasoning_tokens').notNull().default(0),
  images: integer('images').notNull().default(0),
  characters: integer('characters').notNull().default(0),
  audioMs: integer('audio_ms').notNull().default(0),
  videoMs: integer('video_ms').notNull().default(0),
  costMicroUsd: integer('cost_micro_usd').notNull(),
  /** Requests whose model had no known price: their cost is not in `cost_micro_usd`. */
  unpricedRequests: integer('unpriced_requests').notNull(),
  lastUsedAt: text('last_used_at').notNull(),
  /** Grows with every change of the figures in the ledger: an older write never replaces a newer one. */
  revision: integer('revision').notNull(),
}

/**
 * The roll-up of the ledgers: absolute figures, written by each admin's ledger and by nobody else.
 * No foreign keys and its own copies of the names, so that history outlives what it is about.
 */
export const usageMonthly = sqliteTable(
  'usage_monthly',
  {
    period: text('period').notNull(),
    ...usageFigures,
  },
  (table) => [
    primaryKey({
      name: 'usage_monthly_pk',
      columns: [
        table.adminId,
        table.period,
        table.providerId,
        table.modelId,
        table.apiKeyId,
        table.keySource,
        table.capability,
      ],
    }),
    index('usage_monthly_period').on(table.period, table.providerId),
    index('usage_monthly_provider').on(table.providerId, table.modelId),
    index('usage_monthly_api_key').on(table.apiKeyId),
  ],
)

/** The same by UTC day of admission, for reports. Written in one batch with the month. */
export const usageDaily = sqliteTable(
  'usage_daily',
  {
    day: text('day').notNull(),
    ...usageFigures,
    /** Calls that failed, or broke off after they had begun to be served. */
    errors: integer('errors').notNull(),
    /** Bucket of ledger/latency.ts → calls, as JSON. */
    latencies: text('latencies').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'usage_daily_pk',
      columns: [
        table.adminId,
        table.day,
        table.providerId,
        table.modelId,
        table.apiKeyId,
        table.keySource,
        table.capability,
      ],
    }),
    index('usage_daily_day').on(table.day),
    check('usage_daily_latencies_json', sql`json_valid(${table.latencies})`),
  ],
)

export const auditEvents = sqliteTable(
  'audit_events',
  {
    id: integer('id').primaryKey({ autoIncrement: true }),
    createdAt: text('created_at').notNull(),
    actorAdminId: integer('actor_admin_id').notNull(),
    actorEmail: text('actor_email').notNull(),
    actorApiKeyId: integer('actor_api_key_id').notNull(),
    requestId: text('request_id').notNull(),
    action: text('action').notNull(),
    targetType: text('target_type').notNull(),
    targetId: text('target_id').notNull(),
    /** Field → what it was and became. Secrets appear as `set` or `none`. */
    changes: text('changes', { mode: 'json' }).$type<Record<string, { from: unknown; to: unknown }>>().notNull(),
  },
  (table) => [
    index('audit_events_target').on(table.targetType, table.targetId, table.id),
    index('audit_events_actor').on(table.actorAdminId, table.id),
    index('audit_events_action').on(table.action, table.id),
  ],
)
