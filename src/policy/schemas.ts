import {
  configuredPolicy,
  DEFAULT_WARN_AT_PERCENT,
  noMonthlyColumns,
  type ConfiguredLimits,
  type PolicyColumns,
} from '../access/limits.ts'
import {
  monthlyLimitFields,
  rateLimitFields,
  toMonthlyColumns,
  toMonthlyFields,
  toRateColumns,
  toRateFields,
} from '../http/limits.ts'
import { noRateLimits } from '../ledger/limits.ts'
import { z } from '../platform/zod.ts'

const providerFields = monthlyLimitFields('. `null`: none.')
const keyFields = rateLimitFields('. `null`: none.')
const adminFields = { ...providerFields, ...keyFields }

const descriptions = {
  per_provider:
    'Of an admin at each provider, where neither their settings nor the `default_…` fields of the provider say.',
  per_admin: 'Of an admin over all providers, where they have none of their own.',
  per_api_key: 'Of each API key that has none of its own.',
}

const warnAtPercent = z
  .number()
  .int()
  .min(1)
  .max(100)
  .openapi({ description: 'From how many per cent of a monthly limit on there is a warning.' })

export const Policy = z
  .object({
    is_default: z.boolean().openapi({
      description: '`true`: no policy is stored, and this is what the configuration says (`DEFAULT_MONTHLY_LIMIT`).',
    }),
    per_provider: z.object(providerFields).openapi({ description: descriptions.per_provider }),
    per_admin: z.object(adminFields).openapi({ description: descriptions.per_admin }),
    per_api_key: z.object(keyFields).openapi({ description: descriptions.per_api_key }),
    warn_at_percent: warnAtPercent,
    updated_at: z.string().nullable(),
  })
  .openapi('Policy')

export const PolicyWrite = z
  .strictObject({
    per_provider: z.strictObject(providerFields).partial().openapi({ description: descriptions.per_provider }),
    per_admin: z.strictObject(adminFields).partial().openapi({ description: descriptions.per_admin }),
    per_api_key: z.strictObject(keyFields).partial().openapi({ description: descriptions.per_api_key }),
    warn_at_percent: warnAtPercent.default(DEFAULT_WARN_AT_PERCENT),
  })
  .partial({ per_provider: true, per_admin: true, per_api_key: true })
  .openapi('PolicyWrite')

/** All columns. What was left out is as without a policy: nobody loses a limit that nobody spoke of. */
export function toPolicyColumns(sent: z.infer<typeof PolicyWrite>, configuration: ConfiguredLimits): PolicyColumns {
  const { per_provider = {}, per_admin = {}, per_api_key = {}, warn_at_percent } = sent
  const overAll = { ...noMonthlyColumns, ...toMonthlyColumns(per_admin) }
  const ofKeys = { ...noRateLimits, ...toRateColumns(per_api_key) }
  return {
    ...configuredPolicy(configuration),
    ...toMonthlyColumns(per_provider),
    adminMonthlyLimit: overAll.monthlyLimit,
    adminMonthlyBudgetMicroUsd: overAll.monthlyBudgetMicroUsd,
    adminMonthlyTokenLimit: overAll.monthlyTokenLimit,
    ...toRateColumns(per_admin),
    keyRequestsPerMinute: ofKeys.requestsPerMinute,
    keyTokensPerMinute: ofKeys.tokensPerMinute,
    keyConcurrentCalls: ofKeys.concurrentCalls,
    warnAtPercent: warn_at_percent,
  }
}

/** `updatedAt`: `null` for what the configuration says. */
export function toPolicy(policy: PolicyColumns, updatedAt: string | null): z.infer<typeof Policy> {
  return {
    is_default: updatedAt === null,
    per_provider: toMonthlyFields(policy),
    per_admin: {
      ...toMonthlyFields({
        monthlyLimit: policy.adminMonthlyLimit,
        monthlyBudgetMicroUsd: policy.adminMonthlyBudgetMicroUsd,
        monthlyTokenLimit: policy.adminMonthlyTokenLimit,
      }),
      ...toRateFields(policy),
    },
    per_api_key: toRateFields({
      requestsPerMinute: policy.keyRequestsPerMinute,
      tokensPerMinute: policy.keyTokensPerMinute,
      concurrentCalls: policy.keyConcurrentCalls,
    }),
    warn_at_percent: policy.warnAtPercent,
    updated_at: updatedAt,
  }
}
