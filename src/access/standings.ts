/** How limits stand: what is used of each, and what is left. Pure: the ledger's report comes in. */
import { isMonthly, type LimitName, type LimitScope } from '../ledger/limits.ts'
import type { LedgerReport, Pace } from '../ledger/port.ts'
import type { EffectiveLimit, EffectiveLimits, LimitSource } from './limits.ts'

/** What counts against monthly limits: settled calls, and what calls under way have reserved. */
export type Counted = { requests: number; tokens: number; microUsd: number }

export type ProviderUsage = {
  period: string
  resetsAtMs: number
  used: Counted
  /** Over all providers. */
  usedOverall: Counted
  limits: EffectiveLimits
}

/** How a limit that is set stands. Requests, tokens, calls, or micro-USD. */
export type Standing = {
  scope: LimitScope
  name: LimitName
  value: number
  used: number
  source: Exclude<LimitSource, 'none'>
  /** `null` for what no month resets. */
  resetsAtMs: number | null
}

export const noPace: Pace = { requests: 0, tokens: 0, concurrent: 0 }

/** The figures of a report, over all and by provider. */
export function countUsage(report: LedgerReport) {
  const overall: Counted = { requests: 0, tokens: 0, microUsd: 0 }
  const providers = new Map<number, Counted>()
  const add = (providerId: number, counted: Counted) => {
    const ofProvider = providers.get(providerId) ?? { requests: 0, tokens: 0, microUsd: 0 }
    for (const total of [overall, ofProvider]) {
      total.requests += counted.requests
      total.tokens += counted.tokens
      total.microUsd += counted.microUsd
    }
    providers.set(providerId, ofProvider)
  }
  for (const { providerId, requests, inputTokens, outputTokens, costMicroUsd } of report.usage) {
    add(providerId, { requests, tokens: inputTokens + outputTokens, microUsd: costMicroUsd })
  }
  for (const { providerId, calls, reservedTokens, reservedMicroUsd } of report.open) {
    add(providerId, { requests: calls, tokens: reservedTokens, microUsd: reservedMicroUsd })
  }
  return {
    overall,
    atProvider: (providerId: number): Counted => providers.get(providerId) ?? { requests: 0, tokens: 0, microUsd: 0 },
  }
}

/** One for each limit that is set, from the provider's to the API key's. */
export function findStandings(
  limits: EffectiveLimits,
  used: { atProvider: Counted; overall: Counted; resetsAtMs: number; admin: Pace; apiKey: Pace },
): Standing[] {
  const monthly = (scope: LimitScope, limit: EffectiveLimits['provider'], counted: Counted) => [
    { scope, name: 'monthly_limit' as const, limit: limit.requests, used: counted.requests },
    { scope, name: 'monthly_token_limit' as const, limit: limit.tokens, used: counted.tokens },
    { scope, name: 'monthly_budget_usd' as const, limit: limit.budgetMicroUsd, used: counted.microUsd },
  ]
  const rates = (scope: LimitScope, limit: EffectiveLimits['apiKey'], pace: Pace) => [
    { scope, name: 'requests_per_minute' as const, limit: limit.requestsPerMinute, used: pace.requests },
    { scope, name: 'tokens_per_minute' as const, limit: limit.tokensPerMinute, used: pace.tokens },
    { scope, name: 'concurrent_calls' as const, limit: limit.concurrentCalls, used: pace.concurrent },
  ]
  const all = [
    ...monthly('provider', limits.provider, used.atProvider),
    ...monthly('admin', limits.admin, used.overall),
    ...rates('admin', limits.admin, used.admin),
    ...rates('api_key', limits.apiKey, used.apiKey),
  ]
  return all.flatMap(({ limit: { value, source }, ...rest }) =>
    value === null ? [] : [{ ...rest, value, source, resetsAtMs: isMonthly(rest.name) ? used.resetsAtMs : null }],
  )
}

/** The least of what is left at the provider and over all. `null`: neither limits it. */
export function leastLeft(parts: { limit: EffectiveLimit; used: number }[]): number | null {
  const left = parts.flatMap(({ limit, used }) => (limit.value === null ? [] : [Math.max(0, limit.value - used)]))
  return left.length === 0 ? null : Math.min(...left)
}
