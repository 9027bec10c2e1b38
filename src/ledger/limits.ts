/** The limits of a call, and which of them it would pass. Pure: what is used comes in. */

/** What an admin may use in a UTC month. `null`: no limit. */
export type MonthlyLimits = { requests: number | null; tokens: number | null; budgetMicroUsd: number | null }

/** How fast calls may come. `null`: no limit. */
export type RateLimits = {
  requestsPerMinute: number | null
  tokensPerMinute: number | null
  concurrentCalls: number | null
}

export type Limits = {
  /** Of the admin at the provider that is called. */
  provider: MonthlyLimits
  /** Of the admin over all providers. */
  admin: MonthlyLimits & RateLimits
  /** Of the API key. */
  apiKey: RateLimits
  /** From how many per cent of a monthly limit on there is a warning. */
  warnAtPercent: number
}

export const noMonthlyLimits: MonthlyLimits = { requests: null, tokens: null, budgetMicroUsd: null }
export const noRateLimits: RateLimits = { requestsPerMinute: null, tokensPerMinute: null, concurrentCalls: null }

export type LimitScope = 'provider' | 'admin' | 'api_key'

/** As the API names them; inside the ledger a budget is in micro-USD, as all money. */
export const LIMIT_NAMES = [
  'monthly_limit',
  'monthly_token_limit',
  'monthly_budget_usd',
  'requests_per_minute',
  'tokens_per_minute',
  'concurrent_calls',
] as const
export type LimitName = (typeof LIMIT_NAMES)[number]

/** How one limit stands. Requests, tokens, or micro-USD. */
export type LimitState = {
  scope: LimitScope
  name: LimitName
  limit: number
  /** What is settled and what is reserved. */
  used: number
  /** When all of it is free again, as far as it is known. */
  resetsAtMs: number
  /** A monthly limit of which what is settled has reached the share at which there is a warning. */
  isNear: boolean
}

/** A limit before the call is counted in. */
export type LimitCheck = Omit<LimitState, 'isNear'> & {
  /** Of `used`, what is settled. */
  settled: number
  /** What the call would add. */
  adds: number
  /** The first moment at which `adds` fits. `null`: never. */
  findRetryAtMs: () => number | null
}

/** The limit that the call would pass: of several the one that stands in its way for longest, of those the first. */
export function findDenied(checks: LimitCheck[]): { check: LimitCheck; retryAtMs: number | null } | null {
  const inTheWay = checks
    .filter(({ limit, used, adds }) => used + adds > limit)
    .map((check) => ({ check, retryAtMs: check.findRetryAtMs() }))
  const untilMs = ({ retryAtMs }: { retryAtMs: number | null }) => retryAtMs ?? Number.POSITIVE_INFINITY
  const [first, ...others] = inTheWay
  return others.reduce((longest, one) => (untilMs(one) > untilMs(longest!) ? one : longest), first) ?? null
}

export function isMonthly(name: LimitName): boolean {
  return name === 'monthly_limit' || name === 'monthly_token_limit' || name === 'monthly_budget_usd'
}

/** Whether the settled part of a monthly limit has reached the share at which there is a warning. */
export function isNear(
  { name, limit, settled }: Pick<LimitCheck, 'name' | 'limit' | 'settled'>,
  warnAtPercent: number,
): boolean {
  // Whole numbers: a budget may be larger than what a float multiplies exactly.
  return isMonthly(name) && limit > 0 && BigInt(settled) * 100n >= BigInt(limit) * BigInt(warnAtPercent)
}

export function toLimitState(
  { scope, name, limit, used, resetsAtMs, ...check }: LimitCheck,
  warnAtPercent: number,
): LimitState {
  return { scope, name, limit, used, resetsAtMs, isNear: isNear({ name, limit, ...check }, warnAtPercent) }
}
