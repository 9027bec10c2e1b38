import { updateAdminStatement } from '../admins/queries.ts'
import { auditStatement, diff, type Actor } from '../audit/queries.ts'
import { explainDatabaseFailure } from '../db/failures.ts'
import { insertWithId } from '../db/next-id.ts'
import { settingsRow, type ProviderRow, type SettingsRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { eventsOfChange } from '../events/changes.ts'
import type { CacheEntry } from '../platform/cache.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { SecretPlace } from '../platform/keyring.ts'
import {
  deleteSettingsStatement,
  findSettingsWithEpoch,
  insertSettingsStatement,
  updateSettingsStatement,
} from './queries.ts'
import { limitDefaults, settingsDefaults, toSettings, type SettingsPatch } from './schemas.ts'

export function personalKeyPlace(settingsId: number): SecretPlace {
  return { table: 'ai_admin_provider_settings', rowId: settingsId, field: 'personal_api_key' }
}

/** An admin's settings for a provider, cached at the admin's epoch. The value is `null` where nothing is stored. */
export async function readSettings(
  deps: Deps,
  owner: { adminId: number; providerId: number },
  minEpoch: number,
): Promise<CacheEntry<SettingsRow | null>> {
  const entry = await deps.cache.read({
    key: cacheKey(owner),
    schema: settingsRow.nullable(),
    minEpoch,
    load: async () => {
      const found = await findSettingsWithEpoch(deps.database, owner.adminId, owner.providerId)
      return found && { value: found.settings, epoch: found.epoch }
    },
  })
  if (!entry) throw new AppError('invalid_api_key', 'The account of this API key is gone')
  return entry
}

/** Stores what is sent over what is there. When it returns, every call of the admin obeys. */
export async function changeSettings(
  deps: Deps,
  actor: Actor,
  owner: { adminId: number; provider: ProviderRow },
  patch: SettingsPatch,
): Promise<SettingsRow> {
  const { adminId, provider } = owner
  const found = await findSettingsWithEpoch(deps.database, adminId, provider.id)
  if (!found) throw new AppError('not_found', 'There is no such admin')
  if (patch.personalApiKey && !provider.allowPersonalKeys && actor.adminId === adminId) {
    throw new AppError('access_denied', 'The provider does not allow personal keys', {
      param: 'personal_api_key',
      reason: 'personal_keys_not_allowed',
    })
  }
  const before = found.settings
  if (before) return store(deps, actor, owner, { id: before.id, before, patch })
  try {
    return await insertWithId(deps.database, 'ai_admin_provider_settings', (id) =>
      store(deps, actor, owner, { id, before: null, patch }),
    )
  } catch (error) {
    // Somebody else was first: now there is a row to change.
    if (explainDatabaseFailure(error)?.code !== 'conflict') throw error
    return changeSettings(deps, actor, owner, patch)
  }
}

async function store(
  deps: Deps,
  actor: Actor,
  { adminId, provider }: { adminId: number; provider: ProviderRow },
  { id, before, patch }: { id: number; before: SettingsRow | null; patch: SettingsPatch },
): Promise<SettingsRow> {
  const at = toTimestamp(actor.atMs)
  const { personalApiKey, ...plain } = patch
  const change: Partial<SettingsRow> = {
    ...plain,
    ...(personalApiKey !== undefined && {
      personalApiKey: personalApiKey && (await deps.keyring.seal(personalApiKey, personalKeyPlace(id))),
      personalApiKeyHint: personalApiKey && personalApiKey.slice(-4),
    }),
    updatedAt: at,
  }
  const blank: SettingsRow = {
    id,
    adminId,
    providerId: provider.id,
    personalApiKey: null,
    personalApiKeyHint: null,
    ...settingsDefaults,
    ...limitDefaults,
    createdAt: at,
    updatedAt: at,
  }
  const after = { ...(before ?? blank), ...change }
  const [rows, changedAdmins] = await deps.database.batch([
    before ? updateSettingsStatement(deps.database, id, change) : insertSettingsStatement(deps.database, after),
    updateAdminStatement(deps.database, adminId),
    auditStatement(deps.database, actor, {
      action: 'settings.update',
      targetType: 'settings',
      targetId: `${adminId}:${provider.slug}`,
      changes: describeChange(provider, before, after, personalApiKey),
    }),
  ])
  const [row] = rows
  if (!row) throw new AppError('conflict', 'The settings were deleted meanwhile')
  const { epoch } = changedAdmins[0]!
  const events = eventsOfChange(subjectOf(adminId, provider), { before: before ?? blank, change })
  await deps.ledgers.bump(adminId, epoch, events)
  await deps.cache.put(cacheKey({ adminId, providerId: provider.id }), { value: row, epoch })
  return row
}

function describeChange(
  provider: ProviderRow,
  before: SettingsRow | null,
  after: SettingsRow,
  personalApiKey: string | null | undefined,
) {
  const { provider: _, ...changes } = diff(
    before && toSettings({ provider, settings: before }),
    toSettings({ provider, settings: after }),
  )
  // A key that replaces another of the same ending is a change too.
  return personalApiKey
    ? { ...changes, personal_api_key: { from: before?.personalApiKey ? 'set' : 'none', to: 'set' } }
    : changes
}

/**
 * Removes an admin's settings with their personal key: the defaults hold again. With `keepsLimits`, limits that are set
 * stay, since nobody may lift their own.
 */
export async function deleteSettings(
  deps: Deps,
  actor: Actor,
  owner: { adminId: number; provider: ProviderRow; keepsLimits: boolean },
): Promise<void> {
  const { adminId, provider, keepsLimits } = owner
  const found = await findSettingsWithEpoch(deps.database, adminId, provider.id)
  if (!found) throw new AppError('not_found', 'There is no such admin')
  const change = { ...settingsDefaults, ...limitDefaults, personalApiKey: null }
  const events = eventsOfChange(subjectOf(adminId, provider), { before: found.settings ?? {}, change })
  if (!found.settings) {
    // An earlier attempt may have got as far as the database only.
    await deps.ledgers.bump(adminId, found.epoch, events)
    throw new AppError('not_found', 'There are no settings for this provider')
  }
  const { monthlyLimit, monthlyBudgetMicroUsd, monthlyTokenLimit } = found.settings
  const isLimited = [monthlyLimit, monthlyBudgetMicroUsd, monthlyTokenLimit].some((limit) => limit !== null)
  if (keepsLimits && isLimited) {
    await changeSettings(deps, actor, owner, { ...settingsDefaults, personalApiKey: null })
    return
  }
  const [changedAdmins, deleted] = await deps.database.batch([
    updateAdminStatement(deps.database, adminId),
    deleteSettingsStatement(deps.database, found.settings.id, { keepsLimits }),
    auditStatement(deps.database, actor, {
      action: 'settings.delete',
      targetType: 'settings',
      targetId: `${adminId}:${provider.slug}`,
      changes: diff(toSettings({ provider, settings: found.settings }), null),
    }),
  ])
  // A limit was set meanwhile, or somebody else was first.
  if (deleted.length === 0) return deleteSettings(deps, actor, owner)
  const { epoch } = changedAdmins[0]!
  await deps.ledgers.bump(adminId, epoch, events)
  await deps.cache.put(cacheKey({ adminId, providerId: provider.id }), { value: null, epoch })
}

const subjectOf = (adminId: number, provider: ProviderRow) =>
  ({ what: 'settings', adminId, provider: provider.slug }) as const

const cacheKey = ({ adminId, providerId }: { adminId: number; providerId: number }) =>
  `settings:${adminId}:${providerId}`
