import { z } from '../platform/zod.ts'
import { pageOf } from '../http/pages.ts'
import { LIMIT_NAMES } from '../ledger/limits.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toUsd, toUsdOrNull } from '../platform/money.ts'
import { accessReasonTexts, type AccessDecision, type AccessReason, type AccessState } from './decision.ts'
import { LIMIT_SOURCES } from './limits.ts'
import { leastLeft, type Counted, type ProviderUsage, type Standing } from './standings.ts'

const STATES = ['AVAILABLE_SHARED', 'AVAILABLE_PERSONAL', 'NO_ACCESS', 'DISABLED'] as const satisfies AccessState[]
const REASONS = Object.keys(accessReasonTexts) as [AccessReason, ...AccessReason[]]

export const accessState = z.enum(STATES).openapi('AccessState')
export const accessReason = z.enum(REASONS).openapi('AccessReason')
export const keySource = z.enum(['shared', 'personal']).nullable()

const usageFields = {
  period: z.string().openapi({ example: '2026-11', description: 'A UTC calendar month.' }),
  requests: z.number().int().openapi({ description: 'Your calls at this provider, those under way included.' }),
  tokens: z
    .number()
    .int()
    .openapi({ description: 'Input and output tokens of these calls; of those under way, what is reserved.' }),
  cost_usd: z.number().openapi({ description: 'What these calls cost; of those under way, what is reserved.' }),
}

const limitFields = {
  monthly_limit: z
    .number()
    .int()
    .nullable()
    .openapi({ description: 'Your requests a month at this provider. `null`: no limit here.' }),
  remaining: z.number().int().nullable().openapi({
    description:
      'Requests that are left this month: the least of what your limits here and over all providers leave. `null`: neither is set.',
  }),
  monthly_token_limit: z.number().int().nullable().openapi({ description: 'The same for input and output tokens.' }),
  remaining_tokens: z.number().int().nullable().openapi({ description: 'What is left of them, likewise.' }),
  monthly_budget_usd: z.number().nullable().openapi({ description: 'The same in USD.' }),
  remaining_budget_usd: z.number().nullable().openapi({ description: 'What is left of it, likewise.' }),
  resets_at: z.string().openapi({ description: 'When the month ends.' }),
}

export const UsageInfo = z.object({ ...usageFields, ...limitFields }).openapi('UsageInfo')

const AccessLimit = z
  .object({
    scope: z.enum(['provider', 'admin', 'api_key']).openapi({
      description:
        'What it counts: your calls at this provider, your calls over all providers, or the calls with the API key that you ask with.',
    }),
    name: z.enum(LIMIT_NAMES).openapi({
      description:
        '`monthly_limit`: requests. `monthly_token_limit`: input and output tokens. `monthly_budget_usd`: USD. `requests_per_minute` and `tokens_per_minute`: in any sixty seconds. `concurrent_calls`: calls under way at once.',
    }),
    value: z.number().openapi({ description: 'The limit.' }),
    used: z
      .number()
      .openapi({ description: 'What counts against it now, calls under way included with what they have reserved.' }),
    remaining: z.number().openapi({ description: 'What is left of it, never less than 0.' }),
    source: z.enum(LIMIT_SOURCES).exclude(['none']).openapi({
      description:
        'Who says so. `settings`: your settings for the provider. `admin`, `api_key`: your account, the API key. `provider`: the provider’s default. `policy`: the default policy. `configuration`: `DEFAULT_MONTHLY_LIMIT`, while no policy is stored.',
    }),
    resets_at: z
      .string()
      .nullable()
      .openapi({ description: 'When the month ends; `null` for rates and calls at once.' }),
  })
  .openapi('AccessLimit')

export const Access = z
  .object({
    provider: z.string().openapi({ example: 'openai' }),
    model: z.string().openapi({ example: 'gpt-5' }),
    state: accessState,
    reason: accessReason,
    explanation: z.string(),
    key_source: keySource,
    usage: z.object(usageFields),
    limit: z.object(limitFields),
    limits: z.array(AccessLimit).openapi({
      description:
        'Every limit that is set for a call of this model with the API key that you ask with. Each must leave room.',
    }),
    warn_at_percent: z.number().int().openapi({
      description: 'From how many per cent of a monthly limit on there is a warning.',
    }),
  })
  .openapi('Access')

export const AccessPage = pageOf(Access, 'AccessPage')

const pageFields = {
  limit: z.coerce.number().int().min(1).max(500).default(100).openapi({ type: 'integer' }),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).openapi({ type: 'integer' }),
  provider: z.string().max(100).optional().openapi({ description: 'Slug of the provider.' }),
}

export const AccessQuery = z.object({
  ...pageFields,
  model: z.string().max(300).optional().openapi({ description: 'The upstream model id.' }),
})

export const MatrixQuery = z.object({
  ...pageFields,
  admins_limit: z.coerce.number().int().min(1).max(200).default(50).openapi({ type: 'integer' }),
  admins_offset: z.coerce.number().int().min(0).max(1_000_000).default(0).openapi({ type: 'integer' }),
})

export const AccessMatrix = z
  .object({
    admins: z.array(z.object({ id: z.number().int(), email: z.string(), role: z.string(), is_active: z.boolean() })),
    admins_count: z.number().int(),
    models_count: z.number().int(),
    models: z.array(
      z.object({
        provider: z.string(),
        model: z.string(),
        cells: z
          .array(z.object({ state: accessState, reason: accessReason, key_source: keySource }))
          .openapi({ description: 'One for each of `admins`, in their order.' }),
      }),
    ),
  })
  .openapi('AccessMatrix')

export function toUsageInfo({
  period,
  resetsAtMs,
  used,
  usedOverall,
  limits,
}: ProviderUsage): z.infer<typeof UsageInfo> {
  const { provider, admin } = limits
  const left = (limit: keyof typeof provider, count: keyof Counted) =>
    leastLeft([
      { limit: provider[limit], used: used[count] },
      { limit: admin[limit], used: usedOverall[count] },
    ])
  return {
    period,
    requests: used.requests,
    tokens: used.tokens,
    cost_usd: toUsd(used.microUsd),
    monthly_limit: provider.requests.value,
    remaining: left('requests', 'requests'),
    monthly_token_limit: provider.tokens.value,
    remaining_tokens: left('tokens', 'tokens'),
    monthly_budget_usd: toUsdOrNull(provider.budgetMicroUsd.value),
    remaining_budget_usd: toUsdOrNull(left('budgetMicroUsd', 'microUsd')),
    resets_at: toTimestamp(resetsAtMs),
  }
}

function toAccessLimit({ scope, name, value, used, source, resetsAtMs }: Standing): z.infer<typeof AccessLimit> {
  const shown = name === 'monthly_budget_usd' ? toUsd : (count: number) => count
  return {
    scope,
    name,
    value: shown(value),
    used: shown(used),
    remaining: shown(Math.max(0, value - used)),
    source,
    resets_at: resetsAtMs === null ? null : toTimestamp(resetsAtMs),
  }
}

export function toAccess(parts: {
  provider: string
  model: string
  decision: AccessDecision
  usage: ProviderUsage
  standings: Standing[]
}): z.infer<typeof Access> {
  const { period, requests, tokens, cost_usd, ...limit } = toUsageInfo(parts.usage)
  return {
    provider: parts.provider,
    model: parts.model,
    state: parts.decision.state,
    reason: parts.decision.reason,
    explanation: accessReasonTexts[parts.decision.reason],
    key_source: parts.decision.keySource,
    usage: { period, requests, tokens, cost_usd },
    limit,
    limits: parts.standings.map(toAccessLimit),
    warn_at_percent: parts.usage.limits.warnAtPercent,
  }
}
