/** Which limits hold for a call, and who says so. Pure: the rows come in. */
import type { AdminRow, ApiKeyRow, DefaultPolicyRow, ProviderRow, SettingsRow } from '../db/rows.ts'
import type { Configuration } from '../env.ts'
import { noMonthlyLimits, noRateLimits, type Limits, type MonthlyLimits, type RateLimits } from '../ledger/limits.ts'
import type { Role } from './decision.ts'

export const LIMIT_SOURCES = ['settings', 'admin', 'api_key', 'provider', 'policy', 'configuration', 'none'] as const

/** The row that says a limit: one of the caller's own, the provider's default, or the default policy. */
export type LimitSource = (typeof LIMIT_SOURCES)[number]

export type EffectiveLimit = { value: number; source: Exclude<LimitSource, 'none'> } | { value: null; source: 'none' }

type Effective<T> = { [name in keyof T]: EffectiveLimit }

export type EffectiveLimits = {
  /** Of the admin at the provider. */
  provider: Effective<MonthlyLimits>
  /** Of the admin over all providers. */
  admin: Effective<MonthlyLimits & RateLimits>
  apiKey: Effective<RateLimits>
  /** From how many per cent of a monthly limit on there is a warning. */
  warnAtPercent: number
}

/** Monthly limits as the tables hold them. The rate limits have the same names everywhere. */
export type MonthlyColumns = Pick<SettingsRow, 'monthlyLimit' | 'monthlyBudgetMicroUsd' | 'monthlyTokenLimit'>

export const noMonthlyColumns: MonthlyColumns = {
  monthlyLimit: null,
  monthlyBudgetMicroUsd: null,
  monthlyTokenLimit: null,
}

/** What a default policy says, wherever it stands. */
export type PolicyColumns = Omit<DefaultPolicyRow, 'id' | 'createdAt' | 'updatedAt'>

export const DEFAULT_WARN_AT_PERCENT = 80

export type ConfiguredLimits = Pick<Configuration, 'defaultMonthlyLimit'>

/** What holds while no policy is stored. */
export function configuredPolicy({ defaultMonthlyLimit }: ConfiguredLimits): PolicyColumns {
  return {
    ...noMonthlyColumns,
    monthlyLimit: defaultMonthlyLimit,
    adminMonthlyLimit: null,
    adminMonthlyBudgetMicroUsd: null,
    adminMonthlyTokenLimit: null,
    ...noRateLimits,
    keyRequestsPerMinute: null,
    keyTokensPerMinute: null,
    keyConcurrentCalls: null,
    warnAtPercent: DEFAULT_WARN_AT_PERCENT,
  }
}

/**
 * For each limit the nearest that is set: the caller's own, then the provider's default, then the default policy, or the
 * configuration while no policy is stored. Defaults bind normal admins; super admins only what is set on themselves.
 */
export function effectiveLimits(parts: {
  configuration: ConfiguredLimits
  policy: DefaultPolicyRow | null
  admin: Pick<AdminRow, 'role' | keyof MonthlyColumns | keyof RateLimits>
  provider: Pick<ProviderRow, 'defaultMonthlyLimit' | 'defaultMonthlyBudgetMicroUsd' | 'defaultMonthlyTokenLimit'>
  settings: MonthlyColumns | null
  apiKey: Pick<ApiKeyRow, keyof RateLimits> | null
}): EffectiveLimits {
  const { configuration, policy, admin, provider, settings, apiKey } = parts
  const isBound = bindsDefaults(admin.role)
  const source = policy ? 'policy' : 'configuration'
  const defaults = policy ?? configuredPolicy(configuration)
  return {
    provider: nearest(noMonthlyLimits, [
      settings && { source: 'settings', limits: monthlyOf(settings) },
      isBound && { source: 'provider', limits: monthlyOfProvider(provider) },
      isBound && { source, limits: monthlyOf(defaults) },
    ]),
    admin: nearest({ ...noMonthlyLimits, ...noRateLimits }, [
      { source: 'admin', limits: { ...monthlyOf(admin), ...ratesOf(admin) } },
      isBound && { source, limits: { ...monthlyOfAdmins(defaults), ...ratesOf(defaults) } },
    ]),
    apiKey: effectiveKeyLimits({ role: admin.role, policy, apiKey }),
    warnAtPercent: defaults.warnAtPercent,
  }
}

/** The rate limits of an API key; `apiKey` is `null` for one of which nothing is said. */
export function effectiveKeyLimits(parts: {
  role: Role
  policy: DefaultPolicyRow | null
  apiKey: RateLimits | null
}): Effective<RateLimits> {
  const { role, policy, apiKey } = parts
  return nearest(noRateLimits, [
    apiKey && { source: 'api_key', limits: ratesOf(apiKey) },
    // The configuration says nothing of keys.
    bindsDefaults(role) && policy && { source: 'policy', limits: ratesOfKeys(policy) },
  ])
}

export function toLimits({ provider, admin, apiKey, warnAtPercent }: EffectiveLimits): Limits {
  return { provider: valuesOf(provider), admin: valuesOf(admin), apiKey: valuesOf(apiKey), warnAtPercent }
}

const bindsDefaults = (role: Role) => role === 'admin'

type Layer<T> = { source: Exclude<LimitSource, 'none'>; limits: T }

/** Each limit from the first layer that sets it. `none` has every name. */
function nearest<T extends Record<keyof T, number | null>>(none: T, layers: (Layer<T> | false | null)[]): Effective<T> {
  return mapNames(none, (name) => {
    for (const layer of layers) {
      const value = layer ? layer.limits[name] : null
      if (layer && value !== null) return { value, source: layer.source }
    }
    return { value: null, source: 'none' }
  })
}

/** The limits without who says them. */
export function valuesOf<T>(effective: Effective<T>): { [name in keyof T]: number | null } {
  return mapNames(effective, (name) => effective[name].value)
}

/** `Object.fromEntries` forgets the names; they are those of `names`. */
function mapNames<T extends object, V>(names: T, map: (name: keyof T) => V): { [name in keyof T]: V } {
  const keys = Object.keys(names) as (keyof T)[]
  return Object.fromEntries(keys.map((name) => [name, map(name)])) as { [name in keyof T]: V }
}

function monthlyOf(row: MonthlyColumns): MonthlyLimits {
  return { requests: row.monthlyLimit, tokens: row.monthlyTokenLimit, budgetMicroUsd: row.monthlyBudgetMicroUsd }
}

function monthlyOfProvider(
  row: Pick<ProviderRow, 'defaultMonthlyLimit' | 'defaultMonthlyBudgetMicroUsd' | 'defaultMonthlyTokenLimit'>,
): MonthlyLimits {
  return {
    requests: row.defaultMonthlyLimit,
    tokens: row.defaultMonthlyTokenLimit,
    budgetMicroUsd: row.defaultMonthlyBudgetMicroUsd,
  }
}

/** Of an admin over all providers. */
function monthlyOfAdmins(policy: PolicyColumns): MonthlyLimits {
  return {
    requests: policy.adminMonthlyLimit,
    tokens: policy.adminMonthlyTokenLimit,
    budgetMicroUsd: policy.adminMonthlyBudgetMicroUsd,
  }
}

function ratesOf({ requestsPerMinute, tokensPerMinute, concurrentCalls }: RateLimits): RateLimits {
  return { requestsPerMinute, tokensPerMinute, concurrentCalls }
}

function ratesOfKeys(policy: PolicyColumns): RateLimits {
  return {
    requestsPerMinute: policy.keyRequestsPerMinute,
    tokensPerMinute: policy.keyTokensPerMinute,
    concurrentCalls: policy.keyConcurrentCalls,
  }
}
