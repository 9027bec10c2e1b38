import type { Caller } from '../api-keys/service.ts'
import type { ModelRow, ProviderRow, SettingsRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import type { Configuration } from '../env.ts'
import type { LedgerReport, Limits } from '../ledger/port.ts'
import { selectSettings } from '../settings/queries.ts'
import { protocolOf } from '../upstreams/protocols.ts'
import { decideAccess, type AccessDecision, type AccessInput, type Role } from './decision.ts'

/** Rows → the input of the state machine. */
export function toAccessInput(parts: {
  provider: ProviderRow
  model: Pick<ModelRow, 'isActive'> | null
  admin: AccessInput['admin']
  settings: SettingsRow | null
}): AccessInput {
  const { provider, model, admin, settings } = parts
  return {
    // A protocol without keys is as good as one with a shared key: the organisation pays.
    provider: { ...provider, hasSharedKey: provider.sharedApiKey !== null || !protocolOf(provider).needsKey },
    model,
    admin,
    settings: settings && { ...settings, hasPersonalKey: settings.personalApiKey !== null },
  }
}

/** The limits that hold for an admin at a provider: those of the settings, else the default of the role. */
export function limitsOf(configuration: Configuration, role: Role, settings: SettingsRow | null): Limits {
  const roleDefault = role === 'super_admin' ? null : configuration.defaultMonthlyLimit
  return {
    monthlyRequests: settings?.monthlyLimit ?? roleDefault,
    monthlyBudgetMicroUsd: settings?.monthlyBudgetMicroUsd ?? null,
  }
}

export type ProviderUsage = {
  period: string
  resetsAtMs: number
  /** Settled calls and calls under way: what counts against the limit. */
  requests: number
  costMicroUsd: number
  limits: Limits
}

/** What one admin may do, and has done this month. */
export type Viewpoint = {
  decide(provider: ProviderRow, model: Pick<ModelRow, 'isActive'> | null): AccessDecision
  settingsOf(providerId: number): SettingsRow | null
  usageOf(providerId: number): ProviderUsage
}

/** Reads an admin's settings and ledger once, for any number of models. */
export async function readViewpoint(deps: Deps, admin: Caller['admin']): Promise<Viewpoint> {
  const [settings, report] = await Promise.all([selectSettings(deps.database, admin.id), deps.ledgers.report(admin.id)])
  const settingsOf = (providerId: number) => settings.get(providerId) ?? null
  return {
    settingsOf,
    decide: (provider, model) =>
      decideAccess(toAccessInput({ provider, model, admin, settings: settingsOf(provider.id) })),
    usageOf: (providerId) => ({
      ...sumOfProvider(report, providerId),
      limits: limitsOf(deps.configuration, admin.role, settingsOf(providerId)),
    }),
  }
}

function sumOfProvider(report: LedgerReport, providerId: number) {
  const total = { period: report.period, resetsAtMs: report.resetsAtMs, requests: 0, costMicroUsd: 0 }
  for (const row of report.usage) {
    if (row.providerId !== providerId) continue
    total.requests += row.requests
    total.costMicroUsd += row.costMicroUsd
  }
  for (const open of report.open) {
    if (open.providerId !== providerId) continue
    total.requests += open.calls
    total.costMicroUsd += open.reservedMicroUsd
  }
  return total
}
