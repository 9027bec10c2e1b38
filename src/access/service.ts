import type { Caller } from '../api-keys/service.ts'
import type { ApiKeyRow, ModelRow, ProviderRow, SettingsRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { findPolicy } from '../policy/queries.ts'
import { selectSettings } from '../settings/queries.ts'
import { protocolOf } from '../upstreams/protocols.ts'
import { decideAccess, type AccessDecision, type AccessInput } from './decision.ts'
import { effectiveLimits } from './limits.ts'
import { countUsage, findStandings, noPace, type ProviderUsage, type Standing } from './standings.ts'

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

/** What one admin may do, and has done this month. */
export type Viewpoint = {
  decide(provider: ProviderRow, model: Pick<ModelRow, 'isActive'> | null): AccessDecision
  settingsOf(providerId: number): SettingsRow | null
  usageOf(provider: ProviderRow): ProviderUsage
  /** How every limit of a call with this API key stands. */
  standingsOf(provider: ProviderRow, apiKey: ApiKeyRow): Standing[]
}

/** Reads an admin's settings, the default policy and the ledger once, for any number of models. */
export async function readViewpoint(deps: Deps, admin: Caller['admin']): Promise<Viewpoint> {
  const [settings, policy, report] = await Promise.all([
    selectSettings(deps.database, admin.id),
    findPolicy(deps.database),
    deps.ledgers.report(admin.id),
  ])
  const { configuration } = deps
  const settingsOf = (providerId: number) => settings.get(providerId) ?? null
  const limitsOf = (provider: ProviderRow, apiKey: ApiKeyRow | null) =>
    effectiveLimits({ configuration, policy, admin, provider, settings: settingsOf(provider.id), apiKey })
  const { overall, atProvider } = countUsage(report)
  return {
    settingsOf,
    decide: (provider, model) =>
      decideAccess(toAccessInput({ provider, model, admin, settings: settingsOf(provider.id) })),
    usageOf: (provider) => ({
      period: report.period,
      resetsAtMs: report.resetsAtMs,
      used: atProvider(provider.id),
      usedOverall: overall,
      limits: limitsOf(provider, null),
    }),
    standingsOf: (provider, apiKey) =>
      findStandings(limitsOf(provider, apiKey), {
        overall,
        atProvider: atProvider(provider.id),
        resetsAtMs: report.resetsAtMs,
        admin: report.pace.admin,
        apiKey: report.pace.apiKeys.find(({ apiKeyId }) => apiKeyId === apiKey.id)?.pace ?? noPace,
      }),
  }
}
