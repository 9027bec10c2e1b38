import { z } from '../platform/zod.ts'
import { pageOf } from '../http/pages.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toUsd } from '../platform/money.ts'
import { accessReasonTexts, type AccessDecision, type AccessReason, type AccessState } from './decision.ts'
import type { ProviderUsage } from './service.ts'

const STATES = ['AVAILABLE_SHARED', 'AVAILABLE_PERSONAL', 'NO_ACCESS', 'DISABLED'] as const satisfies AccessState[]
const REASONS = Object.keys(accessReasonTexts) as [AccessReason, ...AccessReason[]]

export const accessState = z.enum(STATES).openapi('AccessState')
export const accessReason = z.enum(REASONS).openapi('AccessReason')
export const keySource = z.enum(['shared', 'personal']).nullable()

export const UsageInfo = z
  .object({
    period: z.string().openapi({ example: '2026-11', description: 'A UTC calendar month.' }),
    requests: z.number().int().openapi({ description: 'Your calls at this provider, those under way included.' }),
    cost_usd: z.number(),
    monthly_limit: z.number().int().nullable(),
    remaining: z.number().int().nullable().openapi({ description: '`null`: no limit.' }),
    monthly_budget_usd: z.number().nullable(),
    remaining_budget_usd: z.number().nullable(),
    resets_at: z.string(),
  })
  .openapi('UsageInfo')

export const Access = z
  .object({
    provider: z.string().openapi({ example: 'openai' }),
    model: z.string().openapi({ example: 'gpt-5' }),
    state: accessState,
    reason: accessReason,
    explanation: z.string(),
    key_source: keySource,
    usage: z.object({ period: z.string(), requests: z.number().int(), cost_usd: z.number() }),
    limit: z.object({
      monthly_limit: z.number().int().nullable(),
      remaining: z.number().int().nullable(),
      monthly_budget_usd: z.number().nullable(),
      remaining_budget_usd: z.number().nullable(),
      resets_at: z.string(),
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

export function toUsageInfo(usage: ProviderUsage): z.infer<typeof UsageInfo> {
  const { monthlyRequests, monthlyBudgetMicroUsd } = usage.limits
  return {
    period: usage.period,
    requests: usage.requests,
    cost_usd: toUsd(usage.costMicroUsd),
    monthly_limit: monthlyRequests,
    remaining: monthlyRequests === null ? null : Math.max(0, monthlyRequests - usage.requests),
    monthly_budget_usd: monthlyBudgetMicroUsd === null ? null : toUsd(monthlyBudgetMicroUsd),
    remaining_budget_usd:
      monthlyBudgetMicroUsd === null ? null : toUsd(Math.max(0, monthlyBudgetMicroUsd - usage.costMicroUsd)),
    resets_at: toTimestamp(usage.resetsAtMs),
  }
}

export function toAccess(parts: {
  provider: string
  model: string
  decision: AccessDecision
  usage: ProviderUsage
}): z.infer<typeof Access> {
  const { period, requests, cost_usd, ...limit } = toUsageInfo(parts.usage)
  return {
    provider: parts.provider,
    model: parts.model,
    state: parts.decision.state,
    reason: parts.decision.reason,
    explanation: accessReasonTexts[parts.decision.reason],
    key_source: parts.decision.keySource,
    usage: { period, requests, cost_usd },
    limit,
  }
}
