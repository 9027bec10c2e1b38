import { z } from '../platform/zod.ts'
import type { MonthlyColumns } from '../access/limits.ts'
import type { RateLimits } from '../ledger/limits.ts'
import { toMicroUsdOrNull, toUsdOrNull } from '../platform/money.ts'
import { usdAmount } from './money.ts'

const calls = z.number().int().min(0).max(1_000_000_000)
const tokens = z.number().int().min(0).max(1_000_000_000_000_000)

/** Monthly limits as the API takes and shows them. `note` says whose they are, and what `null` means there; it ends its sentence. */
export const monthlyLimitFields = (note: string) => ({
  monthly_limit: calls.nullable().openapi({ description: `Requests a UTC month${note}` }),
  monthly_budget_usd: usdAmount.nullable().openapi({ description: `USD a UTC month${note} Six decimals at most.` }),
  monthly_token_limit: tokens.nullable().openapi({ description: `Input and output tokens a UTC month${note}` }),
})

/** Rate limits, likewise. */
export const rateLimitFields = (note: string) => ({
  requests_per_minute: calls.nullable().openapi({ description: `Requests in any sixty seconds${note}` }),
  tokens_per_minute: tokens.nullable().openapi({ description: `Input and output tokens in any sixty seconds${note}` }),
  concurrent_calls: calls.nullable().openapi({ description: `Calls under way at once${note}` }),
})

export const monthlyLimitNames = ['monthly_limit', 'monthly_budget_usd', 'monthly_token_limit'] as const
export const rateLimitNames = ['requests_per_minute', 'tokens_per_minute', 'concurrent_calls'] as const

type MonthlyFields = z.infer<z.ZodObject<ReturnType<typeof monthlyLimitFields>>>
type RateFields = z.infer<z.ZodObject<ReturnType<typeof rateLimitFields>>>

export function toMonthlyFields(row: MonthlyColumns): MonthlyFields {
  return {
    monthly_limit: row.monthlyLimit,
    monthly_budget_usd: toUsdOrNull(row.monthlyBudgetMicroUsd),
    monthly_token_limit: row.monthlyTokenLimit,
  }
}

export function toRateFields(row: RateLimits): RateFields {
  return {
    requests_per_minute: row.requestsPerMinute,
    tokens_per_minute: row.tokensPerMinute,
    concurrent_calls: row.concurrentCalls,
  }
}

/** Of what was sent, only what was named. */
type Named<T> = { [name in keyof T]?: T[name] | undefined }

export function toMonthlyColumns(sent: Named<MonthlyFields>): Partial<MonthlyColumns> {
  const { monthly_limit, monthly_budget_usd, monthly_token_limit } = sent
  return {
    ...(monthly_limit !== undefined && { monthlyLimit: monthly_limit }),
    ...(monthly_budget_usd !== undefined && { monthlyBudgetMicroUsd: toMicroUsdOrNull(monthly_budget_usd) }),
    ...(monthly_token_limit !== undefined && { monthlyTokenLimit: monthly_token_limit }),
  }
}

export function toRateColumns(sent: Named<RateFields>): Partial<RateLimits> {
  const { requests_per_minute, tokens_per_minute, concurrent_calls } = sent
  return {
    ...(requests_per_minute !== undefined && { requestsPerMinute: requests_per_minute }),
    ...(tokens_per_minute !== undefined && { tokensPerMinute: tokens_per_minute }),
    ...(concurrent_calls !== undefined && { concurrentCalls: concurrent_calls }),
  }
}
