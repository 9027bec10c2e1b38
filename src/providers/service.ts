import { auditStatement, diff, type Actor } from '../audit/queries.ts'
import { insertWithId } from '../db/next-id.ts'
import type { ProviderRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError, validationError } from '../errors.ts'
import { eventsOfChange } from '../events/changes.ts'
import { registryChanged } from '../ledger/events/events.ts'
import { toFieldErrors } from '../platform/field-errors.ts'
import { periodOf, toTimestamp } from '../platform/clock.ts'
import type { SecretPlace } from '../platform/keyring.ts'
import { announceConflicts, announceRegistryChange } from '../registry/service.ts'
import { protocolOf } from '../upstreams/protocols.ts'
import { checkUpstreamUrl } from '../upstreams/url-guard.ts'
import {
  countRequests,
  deleteProviderStatement,
  findProvider,
  insertProviderStatement,
  replaceCatalogueEntryStatement,
  updateProviderStatement,
  type ProviderWithStats,
} from './queries.ts'
import { toProvider, type ProviderChange } from './schemas.ts'

const EVENTS = [registryChanged('provider')]

export function sharedKeyPlace(providerId: number): SecretPlace {
  return { table: 'ai_providers', rowId: providerId, field: 'shared_api_key' }
}

/** @throws AppError `not_found`. Normal admins see active providers only. */
export async function readProviderFor(
  deps: Deps,
  viewer: { role: 'super_admin' | 'admin' },
  reference: string,
): Promise<ProviderWithStats> {
  const found = await findProvider(deps.database, reference)
  if (!found || (viewer.role !== 'super_admin' && !found.provider.isActive)) {
    throw new AppError('not_found', 'There is no such provider')
  }
  return found
}

/** `sharedApiKey` is in the clear, on its way to be sealed. */
export type NewProvider = Omit<
  ProviderRow,
  'id' | 'sharedApiKey' | 'sharedApiKeyHint' | 'source' | 'createdAt' | 'updatedAt'
> & { sharedApiKey: string | null }

/** Creates a provider. An entry of the catalogue with its slug or name that nobody has touched gives way to it. */
export async function createProvider(deps: Deps, actor: Actor, input: NewProvider): Promise<ProviderWithStats> {
  checkBaseUrl(deps, input.apiBaseUrl)
  const config = parseConfig(input)
  const at = toTimestamp(actor.atMs)
  const { sharedApiKey, ...plain } = input
  const insert = async (id: number) => {
    const row: ProviderRow = {
      ...plain,
      config,
      ...(await sealKey(deps, id, sharedApiKey)),
      id,
      source: 'manual',
      createdAt: at,
      updatedAt: at,
    }
    await deps.database.batch([
      replaceCatalogueEntryStatement(deps.database, row),
      insertProviderStatement(deps.database, row),
      auditStatement(deps.database, actor, {
        action: 'provider.create',
        targetType: 'provider',
        targetId: id,
        changes: describeChange(null, row, sharedApiKey),
      }),
    ])
    return row
  }
  const provider = await announceConflicts(deps, EVENTS, () => insertWithId(deps.database, 'ai_providers', insert))
  await announceRegistryChange(deps, [provider.slug], EVENTS)
  return { provider, modelsCount: 0, totalRequests: 0, lastUsedAt: null }
}

/** Writes what is given; a `sharedApiKey` of `undefined` stays. When it returns, every call obeys. */
export async function changeProvider(
  deps: Deps,
  actor: Actor,
  reference: string,
  change: ProviderChange & { sharedApiKey?: string | null },
): Promise<ProviderWithStats> {
  if (change.apiBaseUrl !== undefined) checkBaseUrl(deps, change.apiBaseUrl)
  const found = await findProvider(deps.database, reference)
  if (!found) throw new AppError('not_found', 'There is no such provider')
  const before = found.provider
  const { sharedApiKey, ...plain } = change
  const isConfigured = change.config !== undefined || change.protocol !== undefined
  const update: Partial<ProviderRow> = {
    ...plain,
    ...(isConfigured && { config: parseConfig({ ...before, ...change }) }),
    ...(sharedApiKey !== undefined && (await sealKey(deps, before.id, sharedApiKey))),
    updatedAt: toTimestamp(actor.atMs),
  }
  const after = { ...before, ...update }
  await deps.database.batch([
    updateProviderStatement(deps.database, before.id, update),
    auditStatement(deps.database, actor, {
      action: 'provider.update',
      targetType: 'provider',
      targetId: before.id,
      changes: describeChange(before, after, sharedApiKey),
    }),
  ])
  const events = eventsOfChange({ what: 'provider', adminId: null }, { before, change: update })
  await announceRegistryChange(deps, [...new Set([before.slug, after.slug])], events)
  return { ...found, provider: after }
}

/** @throws AppError `provider_in_use` when it was used this month, unless `force`. */
export async function deleteProvider(
  deps: Deps,
  actor: Actor,
  { reference, force }: { reference: string; force: boolean },
): Promise<void> {
  const found = await findProvider(deps.database, reference)
  if (!found) {
    // An earlier attempt may have got as far as the database only.
    await deps.registryEpoch.advance(EVENTS)
    throw new AppError('not_found', 'There is no such provider')
  }
  const { provider } = found
  if (!force && (await isUsedThisMonth(deps, actor, provider.id))) {
    throw new AppError('provider_in_use', 'The provider was used this month: switch it off, or send ?force=true')
  }
  await deps.database.batch([
    deleteProviderStatement(deps.database, provider.id),
    auditStatement(deps.database, actor, {
      action: 'provider.delete',
      targetType: 'provider',
      targetId: provider.id,
      changes: describeChange(provider, null, undefined),
    }),
  ])
  await announceRegistryChange(deps, [provider.slug], EVENTS)
}

/** By the roll-up of all ledgers, which hears of a first use at once, and by the ledger of whoever asks. */
async function isUsedThisMonth(deps: Deps, actor: Actor, providerId: number): Promise<boolean> {
  const [rolledUp, own] = await Promise.all([
    countRequests(deps.database, providerId, periodOf(deps.clock()).name),
    deps.ledgers.report(actor.adminId),
  ])
  return rolledUp > 0 || [...own.usage, ...own.open].some((row) => row.providerId === providerId)
}

async function sealKey(deps: Deps, providerId: number, key: string | null) {
  return {
    sharedApiKey: key && (await deps.keyring.seal(key, sharedKeyPlace(providerId))),
    sharedApiKeyHint: key && key.slice(-4),
  }
}

function checkBaseUrl(deps: Deps, address: string): void {
  const { problem } = checkUpstreamUrl(address, { allowLoopback: deps.configuration.allowLoopbackUpstreams })
  if (problem) throw validationError([{ field: 'api_base_url', message: problem }])
}

/** @throws AppError `validation_failed` that names the field, where a configuration is not of its protocol. */
function parseConfig({ protocol, config }: Pick<ProviderRow, 'protocol' | 'config'>): Record<string, unknown> {
  const parsed = protocolOf({ protocol }).configSchema.safeParse(config)
  if (parsed.success) return parsed.data
  throw validationError(
    toFieldErrors(parsed.error.issues).map((error) => ({
      ...error,
      field: ['config', error.field].filter(Boolean).join('.'),
    })),
  )
}

function describeChange(before: ProviderRow | null, after: ProviderRow | null, sentKey: string | null | undefined) {
  const shown = (provider: ProviderRow | null) => {
    if (!provider) return null
    const {
      models_count: _models,
      total_requests: _requests,
      last_used_at: _used,
      ...fields
    } = toProvider({ provider, modelsCount: 0, totalRequests: 0, lastUsedAt: null }, { seesSecrets: true })
    // Header and query values may be secrets: their names are enough for an audit.
    return { ...fields, config: namesOnly(provider.config) }
  }
  const changes = diff(shown(before), shown(after))
  // A key that replaces another of the same ending is a change too.
  return sentKey ? { ...changes, shared_api_key: { from: before?.sharedApiKey ? 'set' : 'none', to: 'set' } } : changes
}

function namesOnly(config: Record<string, unknown>): Record<string, unknown> {
  const hidden = (value: unknown) => (value && typeof value === 'object' ? Object.keys(value) : value)
  return { ...config, headers: hidden(config['headers']), query: hidden(config['query']) }
}
