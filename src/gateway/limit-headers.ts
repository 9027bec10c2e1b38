/** How limits are told to the caller: in headers, as OpenAI's clients read them, and in the error of a refusal. */
import { AppError, type ErrorCode } from '../errors.ts'
import type { LimitName, LimitScope, LimitState } from '../ledger/limits.ts'
import type { AdmitVerdict, Denial } from '../ledger/port.ts'
import { toUsd } from '../platform/money.ts'

const headerUnits = {
  monthly_limit: 'requests',
  requests_per_minute: 'requests',
  monthly_token_limit: 'tokens',
  tokens_per_minute: 'tokens',
  monthly_budget_usd: null,
  concurrent_calls: null,
} as const satisfies Record<LimitName, string | null>

const denialCodes = {
  monthly_limit: 'monthly_limit_reached',
  monthly_token_limit: 'token_limit_reached',
  monthly_budget_usd: 'budget_reached',
  requests_per_minute: 'rate_limited',
  tokens_per_minute: 'rate_limited',
  concurrent_calls: 'rate_limited',
} as const satisfies Record<LimitName, ErrorCode>

/** `x-ratelimit-*` of the limit that has least left, for requests and for tokens; and which are nearly used up. */
export function describeLimits(limits: LimitState[], nowMs: number): Record<string, string> {
  const near = limits.filter(({ isNear }) => isNear).map(({ scope, name }) => `${name};scope=${scope}`)
  return {
    ...describeTightest(limits, 'requests', nowMs),
    ...describeTightest(limits, 'tokens', nowMs),
    ...(near.length > 0 && { 'x-gatehouse-limit-warning': near.join(', ') }),
  }
}

function describeTightest(limits: LimitState[], unit: 'requests' | 'tokens', nowMs: number): Record<string, string> {
  const left = ({ limit, used }: LimitState) => Math.max(0, limit - used)
  const [tightest] = limits
    .filter(({ name }) => headerUnits[name] === unit)
    // Of two that have the same left, the one that holds longer.
    .sort((a, b) => left(a) - left(b) || b.resetsAtMs - a.resetsAtMs)
  if (!tightest) return {}
  return {
    [`x-ratelimit-limit-${unit}`]: String(tightest.limit),
    [`x-ratelimit-remaining-${unit}`]: String(left(tightest)),
    [`x-ratelimit-reset-${unit}`]: `${secondsUntil(tightest.resetsAtMs, nowMs)}s`,
  }
}

/** Why a call was not admitted, and when it could be. */
export function describeDenial(
  { denial, limits }: Extract<AdmitVerdict, { verdict: 'denied' }>,
  provider: string,
  nowMs: number,
): AppError {
  const retryAfter = denial.retryAtMs === null ? null : Math.max(1, secondsUntil(denial.retryAtMs, nowMs))
  return new AppError(denialCodes[denial.name], explain(denial, provider), {
    headers: {
      ...describeLimits(limits, nowMs),
      ...(retryAfter !== null && { 'retry-after': String(retryAfter) }),
      ...(retryAfter === null && { 'x-should-retry': 'false' }),
    },
  })
}

function explain(denial: Denial, provider: string): string {
  const { name, limit, scope, retryAtMs } = denial
  const whose = scope === 'api_key' ? 'This API key’s' : 'Your'
  const ofWhom = scope === 'api_key' ? 'this API key’s' : 'your'
  const where = whereOf(scope, provider)
  const until = `It starts anew at ${new Date(denial.resetsAtMs).toISOString()}.`
  const isTooLarge = retryAtMs === null
  const hint = limit === 0 ? '' : ' A smaller max_tokens may help.'
  switch (name) {
    case 'monthly_limit':
      return `${whose} monthly limit of ${limit} requests${where} is reached. ${until}`
    case 'monthly_budget_usd':
      return isTooLarge
        ? `This call could cost more than the whole of your monthly budget of USD ${toUsd(limit)}${where}.${hint}`
        : `This call could exceed your monthly budget of USD ${toUsd(limit)}${where}. ${until}`
    case 'monthly_token_limit':
      return isTooLarge
        ? `This call could take more tokens than your monthly limit of ${limit}${where}.${hint}`
        : `This call could exceed your monthly limit of ${limit} tokens${where}. ${until}`
    case 'requests_per_minute':
      return `${whose} limit of ${limit} requests a minute is reached.`
    case 'tokens_per_minute':
      return isTooLarge
        ? `This call could take more tokens than ${ofWhom} limit of ${limit} a minute.${hint}`
        : `This call could exceed ${ofWhom} limit of ${limit} tokens a minute.`
    case 'concurrent_calls':
      return `${whose} limit of ${limit} calls at once is reached.`
  }
}

function whereOf(scope: LimitScope, provider: string): string {
  return scope === 'provider' ? ` at ${provider}` : scope === 'admin' ? ' over all providers' : ''
}

function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(0, Math.ceil((atMs - nowMs) / 1000))
}
