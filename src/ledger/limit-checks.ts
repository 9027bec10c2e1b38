/** How every limit of a call stands in the ledger's balances. */
import { MINUTE_MS } from './minute-window.ts'
import { tokensOf, type Balance, type Balances } from './balances.ts'
import type { LimitCheck, Limits, MonthlyLimits, RateLimits } from './limits.ts'
import type { AdmitRequest } from './port.ts'
import type { Period } from '../platform/clock.ts'

/** Whoever has too many calls under way may ask again after this long. */
const CONCURRENCY_PAUSE_MS = 1_000

type Adds = { requests: number; tokens: number; microUsd: number }
const nothing: Adds = { requests: 0, tokens: 0, microUsd: 0 }

/** One for each limit that is set: those of the month first, for they last longest. */
export function checksOf(
  { limits, subject, estimate }: Pick<AdmitRequest, 'limits' | 'subject' | 'estimate'>,
  { balances, period, nowMs }: { balances: Balances; period: Period; nowMs: number },
): LimitCheck[] {
  const adds = { requests: 1, tokens: tokensOf(estimate), microUsd: estimate.costMicroUsd ?? 0 }
  const rates = (scope: 'admin' | 'api_key', set: RateLimits) =>
    rateChecks(set, balances, { scope, whose: scope === 'admin' ? null : subject.apiKeyId, adds, nowMs })
  return [
    ...monthlyChecksOf(limits, subject.providerId, { balances, period, adds }),
    ...rates('admin', limits.admin),
    ...rates('api_key', limits.apiKey),
  ]
}

/** The limits of a month, at a provider and over all. */
export function monthlyChecksOf(
  limits: Pick<Limits, 'provider' | 'admin'>,
  providerId: number,
  { balances, period, adds = nothing }: { balances: Balances; period: Period; adds?: Adds },
): LimitCheck[] {
  const of = (scope: 'provider' | 'admin') =>
    monthlyChecks(limits[scope], balances.of(period.name, scope === 'admin' ? 'admin' : providerId), {
      scope,
      adds,
      resetsAtMs: period.resetsAtMs,
    })
  return [...of('provider'), ...of('admin')]
}

function monthlyChecks(
  set: MonthlyLimits,
  balance: Balance,
  { scope, adds, resetsAtMs }: { scope: 'provider' | 'admin'; adds: Adds; resetsAtMs: number },
): LimitCheck[] {
  const check = (
    name: LimitCheck['name'],
    limit: number | null,
    figures: { settled: number; open: number; adds: number },
  ) =>
    limit === null
      ? []
      : [
          {
            scope,
            name,
            limit,
            settled: figures.settled,
            used: figures.settled + figures.open,
            adds: figures.adds,
            resetsAtMs,
            findRetryAtMs: () => (figures.adds > limit ? null : resetsAtMs),
          },
        ]
  return [
    ...check('monthly_limit', set.requests, {
      settled: balance.requests,
      open: balance.openRequests,
      adds: adds.requests,
    }),
    ...check('monthly_budget_usd', set.budgetMicroUsd, {
      settled: balance.microUsd,
      open: balance.openMicroUsd,
      adds: adds.microUsd,
    }),
    ...check('monthly_token_limit', set.tokens, {
      settled: balance.tokens,
      open: balance.openTokens,
      adds: adds.tokens,
    }),
  ]
}

function rateChecks(
  set: RateLimits,
  balances: Balances,
  { scope, whose, adds, nowMs }: { scope: 'admin' | 'api_key'; whose: number | null; adds: Adds; nowMs: number },
): LimitCheck[] {
  const sum = balances.minute.sumOf(whose)
  const perMinute = (name: LimitCheck['name'], limit: number | null, unit: 'requests' | 'tokens'): LimitCheck[] =>
    limit === null
      ? []
      : [
          {
            scope,
            name,
            limit,
            settled: 0,
            used: sum[unit],
            adds: adds[unit],
            resetsAtMs: sum.requests === 0 ? nowMs : sum.lastAtMs + MINUTE_MS,
            findRetryAtMs: () =>
              adds[unit] > limit ? null : balances.minute.findFreeAtMs(whose, unit, sum[unit] + adds[unit] - limit),
          },
        ]
  const { concurrentCalls } = set
  const atOnce: LimitCheck[] =
    concurrentCalls === null
      ? []
      : [
          {
            scope,
            name: 'concurrent_calls',
            limit: concurrentCalls,
            settled: 0,
            used: balances.concurrent(whose),
            adds: 1,
            resetsAtMs: nowMs,
            findRetryAtMs: () => (concurrentCalls === 0 ? null : nowMs + CONCURRENCY_PAUSE_MS),
          },
        ]
  return [
    ...perMinute('tokens_per_minute', set.tokensPerMinute, 'tokens'),
    ...perMinute('requests_per_minute', set.requestsPerMinute, 'requests'),
    ...atOnce,
  ]
}

/** A limit with the call counted in. */
export function countedIn(check: LimitCheck, nowMs: number): LimitCheck {
  const isPerMinute = check.name === 'requests_per_minute' || check.name === 'tokens_per_minute'
  return {
    ...check,
    used: check.used + check.adds,
    // Where the time was set back, there are calls that leave later.
    resetsAtMs: isPerMinute ? Math.max(check.resetsAtMs, nowMs + MINUTE_MS) : check.resetsAtMs,
  }
}
