import { z } from '../platform/zod.ts'
import type { ProviderRow } from '../db/rows.ts'
import { monthlyLimitFields } from '../http/limits.ts'
import { listQuery, pageOf, queryFlag } from '../http/pages.ts'
import { toMicroUsdOrNull, toUsdOrNull } from '../platform/money.ts'
import { providerKey } from '../settings/schemas.ts'
import { configSchemas, PROTOCOLS } from '../upstreams/protocols.ts'
import type { ProviderWithStats } from './queries.ts'

const slug = z
  .string()
  .max(60)
  .regex(/^(?!\d+$)[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case letters, digits and single hyphens, not digits alone')
  .openapi({ example: 'deepseek' })

/** Names are compared as people read them: one Unicode form (NFKC), single spaces. */
const label = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' '))
  .pipe(z.string().min(1, 'must not be empty').max(120))

const webAddress = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(500)])

const configForms = Object.keys(configSchemas).map((name) => ({ $ref: `#/components/schemas/${name}` }))

/** Any object here; the schema of the protocol judges it, once the protocol is known. */
const protocolConfig = z.record(z.string(), z.unknown()).openapi({
  description: 'What deviates from the ordinary, as the protocol has it.',
  anyOf: configForms,
})

const limits = monthlyLimitFields(
  ' of each normal admin who has no limit of their own here. `null`: the default policy’s.',
)
const defaultLimits = {
  default_monthly_limit: limits.monthly_limit,
  default_monthly_budget_usd: limits.monthly_budget_usd,
  default_monthly_token_limit: limits.monthly_token_limit,
}

const plain = {
  name: label.openapi({ example: 'DeepSeek' }),
  slug,
  display_name: label,
  description: z.string().trim().max(2_000),
  website: webAddress,
  protocol: z.enum(PROTOCOLS).openapi({
    description: 'How the provider is spoken to. Whoever speaks OpenAI’s wire format is `openai`, whatever the name.',
  }),
  api_base_url: z.string().trim().max(500).openapi({ example: 'https://api.deepseek.com/v1' }),
  allow_personal_keys: z.boolean(),
  allow_shared_for_normal_admins: z.boolean(),
  config: protocolConfig,
  ...defaultLimits,
  is_active: z.boolean(),
  sort_order: z.number().int().min(-1_000_000).max(1_000_000),
}

const sharedKey = providerKey.nullable().openapi({ description: 'Write-only. `null` removes it; left out, it stays.' })

export const Provider = z
  .object({
    id: z.number().int(),
    name: z.string(),
    slug: z.string(),
    display_name: z.string(),
    description: z.string(),
    website: z.string(),
    protocol: z.string(),
    api_base_url: z.string(),
    config: protocolConfig.nullable().openapi({
      description: 'For super admins. As the protocol has it.',
      anyOf: [...configForms, { type: 'null' }],
    }),
    ...defaultLimits,
    is_active: z.boolean(),
    allow_personal_keys: z.boolean(),
    allow_shared_for_normal_admins: z.boolean(),
    has_shared_api_key: z.boolean(),
    shared_api_key_hint: z.string().nullable().openapi({ description: 'For super admins: the last four characters.' }),
    source: z.enum(['manual', 'catalogue']),
    models_count: z.number().int(),
    sort_order: z.number().int(),
    total_requests: z.number().int().openapi({ description: 'As of the last roll-up, some seconds ago.' }),
    last_used_at: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .openapi('Provider')

export const ProviderPage = pageOf(Provider, 'ProviderPage')

export const ProviderQuery = listQuery(['sort_order', 'name', 'created_at'], 'sort_order').extend({
  is_active: queryFlag.optional(),
  protocol: z.enum(PROTOCOLS).optional(),
})

/** What a new provider gets, and what a PUT resets, where nothing is said. */
const defaulted = {
  display_name: plain.display_name.optional(),
  description: plain.description.default(''),
  website: plain.website.default(''),
  protocol: plain.protocol.default('openai'),
  allow_personal_keys: plain.allow_personal_keys.default(true),
  allow_shared_for_normal_admins: plain.allow_shared_for_normal_admins.default(false),
  config: plain.config.default({}),
  default_monthly_limit: plain.default_monthly_limit.default(null),
  default_monthly_budget_usd: plain.default_monthly_budget_usd.default(null),
  default_monthly_token_limit: plain.default_monthly_token_limit.default(null),
  is_active: plain.is_active.default(true),
  sort_order: plain.sort_order.default(0),
}

export const ProviderWrite = z
  .strictObject({
    name: plain.name,
    slug: slug.optional().openapi({ description: 'Made from the name when it is left out.' }),
    api_base_url: plain.api_base_url
      .optional()
      .openapi({ description: 'The protocol’s own service when it is left out, where there is one.' }),
    ...defaulted,
    shared_api_key: sharedKey.optional(),
  })
  .openapi('ProviderWrite')

export const ProviderPatch = z
  .strictObject({ ...plain, shared_api_key: sharedKey })
  .partial()
  .openapi('ProviderPatch')

export const providerReference = z.object({
  id: z.string().min(1).max(100).openapi({ description: 'Id or slug of the provider.', example: 'deepseek' }),
})

export const ProviderDelete = z.object({
  force: queryFlag.optional().openapi({ description: '`true`: also when it was used this month.' }),
})

/** The columns of a write, without the key. */
export type ProviderChange = Partial<Omit<ProviderRow, 'id' | 'sharedApiKey' | 'sharedApiKeyHint' | 'source'>>

export function toProviderChange(sent: z.infer<typeof ProviderPatch>): ProviderChange {
  return {
    ...(sent.name !== undefined && { name: sent.name }),
    ...(sent.slug !== undefined && { slug: sent.slug }),
    ...(sent.display_name !== undefined && { displayName: sent.display_name }),
    ...(sent.description !== undefined && { description: sent.description }),
    ...(sent.website !== undefined && { website: sent.website }),
    ...(sent.protocol !== undefined && { protocol: sent.protocol }),
    ...(sent.api_base_url !== undefined && { apiBaseUrl: sent.api_base_url }),
    ...(sent.allow_personal_keys !== undefined && { allowPersonalKeys: sent.allow_personal_keys }),
    ...(sent.allow_shared_for_normal_admins !== undefined && {
      allowSharedForNormalAdmins: sent.allow_shared_for_normal_admins,
    }),
    ...(sent.config !== undefined && { config: sent.config }),
    ...(sent.default_monthly_limit !== undefined && { defaultMonthlyLimit: sent.default_monthly_limit }),
    ...(sent.default_monthly_budget_usd !== undefined && {
      defaultMonthlyBudgetMicroUsd: toMicroUsdOrNull(sent.default_monthly_budget_usd),
    }),
    ...(sent.default_monthly_token_limit !== undefined && {
      defaultMonthlyTokenLimit: sent.default_monthly_token_limit,
    }),
    ...(sent.is_active !== undefined && { isActive: sent.is_active }),
    ...(sent.sort_order !== undefined && { sortOrder: sent.sort_order }),
  }
}

/** `seesSecrets`: a super admin, who also sees the configuration and the ending of the key. */
export function toProvider(
  { provider, modelsCount, totalRequests, lastUsedAt }: ProviderWithStats,
  { seesSecrets }: { seesSecrets: boolean },
): z.infer<typeof Provider> {
  return {
    id: provider.id,
    name: provider.name,
    slug: provider.slug,
    display_name: provider.displayName,
    description: provider.description,
    website: provider.website,
    protocol: provider.protocol,
    api_base_url: provider.apiBaseUrl,
    config: seesSecrets ? provider.config : null,
    default_monthly_limit: provider.defaultMonthlyLimit,
    default_monthly_budget_usd: toUsdOrNull(provider.defaultMonthlyBudgetMicroUsd),
    default_monthly_token_limit: provider.defaultMonthlyTokenLimit,
    is_active: provider.isActive,
    allow_personal_keys: provider.allowPersonalKeys,
    allow_shared_for_normal_admins: provider.allowSharedForNormalAdmins,
    has_shared_api_key: provider.sharedApiKey !== null,
    shared_api_key_hint: seesSecrets ? provider.sharedApiKeyHint : null,
    source: provider.source,
    models_count: modelsCount,
    sort_order: provider.sortOrder,
    total_requests: totalRequests,
    last_used_at: lastUsedAt,
    created_at: provider.createdAt,
    updated_at: provider.updatedAt,
  }
}

/** A slug from a name: its letters and digits in ASCII, or `null` where none are left. */
export function toSlug(name: string): string | null {
  const text = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 60)
    .replace(/-+$/, '')
  return slug.safeParse(text).success ? text : null
}
