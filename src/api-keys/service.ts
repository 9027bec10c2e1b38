import ipaddr from 'ipaddr.js'
import { z } from 'zod'
import { effectiveKeyLimits, valuesOf } from '../access/limits.ts'
import { updateAdminStatement, findAdmin } from '../admins/queries.ts'
import { auditStatement, diff, type Actor } from '../audit/queries.ts'
import { insertWithId } from '../db/next-id.ts'
import { adminRow, apiKeyRow, type ApiKeyRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { eventsOfChange } from '../events/changes.ts'
import { rateLimitNames, toRateFields } from '../http/limits.ts'
import { createApiKey, hashApiKey, isWellFormedApiKey, sameHash, type NewApiKey } from '../platform/api-key.ts'
import { REREAD, type CacheEntry } from '../platform/cache.ts'
import { noRateLimits, type RateLimits } from '../ledger/limits.ts'
import { toTimestamp } from '../platform/clock.ts'
import { findPolicy } from '../policy/queries.ts'
import { findKey, findKeyByHash, insertKeyStatement, updateKeyStatement, type KeyWithAdmin } from './queries.ts'
import { toApiKey, type ApiKeyChange } from './schemas.ts'

const keyWithAdmin: z.ZodType<KeyWithAdmin> = z.object({ apiKey: apiKeyRow, admin: adminRow })

/** Who is calling, by which key, and at which epoch of the admin this was read. */
export type Caller = KeyWithAdmin & { epoch: number }

/** `database`: never from a cache. `cached`: for a call whose ledger then checks the epoch. */
export type IdentifyMode = 'database' | 'cached'

export type Credentials = { key: string | null; clientIp: string | null }

/**
 * The admin behind a key. A refusal is never taken from a cache.
 * @throws AppError `invalid_api_key`, or `key_not_allowed` when the key is bound to other addresses.
 */
export async function identify(deps: Deps, credentials: Credentials, mode: IdentifyMode): Promise<Caller> {
  const { key } = credentials
  if (key === null) throw new AppError('invalid_api_key', 'No API key: send it as "Authorization: Bearer gh_…"')
  if (!(await isWellFormedApiKey(key))) throw new AppError('invalid_api_key', 'This is not a Gatehouse API key')
  const hash = await hashApiKey(key)
  if (mode === 'cached') {
    const entry = await readIdentity(deps, hash, 0)
    const refusal = entry ? whyRefused(deps, entry.value, hash, credentials) : null
    if (entry && !refusal) return { ...entry.value, epoch: entry.epoch }
  }
  const entry = await readIdentity(deps, hash, REREAD)
  if (!entry) throw new AppError('invalid_api_key')
  const refusal = whyRefused(deps, entry.value, hash, credentials)
  if (refusal) throw refusal
  return { ...entry.value, epoch: entry.epoch }
}

function readIdentity(deps: Deps, hash: string, minEpoch: number): Promise<CacheEntry<KeyWithAdmin> | null> {
  return deps.cache.read({
    key: `auth:${hash}`,
    schema: keyWithAdmin,
    minEpoch,
    load: async () => {
      const found = await findKeyByHash(deps.database, hash)
      // The epoch stands in the same row, so label and content are of one moment.
      return found && { value: found, epoch: found.admin.epoch }
    },
  })
}

function whyRefused(deps: Deps, identity: KeyWithAdmin, hash: string, credentials: Credentials): AppError | null {
  const { apiKey, admin } = identity
  if (!sameHash(apiKey.hash, hash)) return new AppError('invalid_api_key')
  if (apiKey.revokedAt) return new AppError('invalid_api_key', 'The API key was revoked')
  if (hasExpired(apiKey, deps.clock())) return new AppError('invalid_api_key', 'The API key has expired')
  if (!admin.isActive) return new AppError('invalid_api_key', 'The account of this API key is switched off')
  if (apiKey.allowedCidrs && !isAddressWithin(credentials.clientIp, apiKey.allowedCidrs)) {
    return new AppError('key_not_allowed', 'The API key may not be used from this address')
  }
  return null
}

function hasExpired({ expiresAt }: ApiKeyRow, nowMs: number): boolean {
  return expiresAt !== null && Date.parse(expiresAt) <= nowMs
}

function isAddressWithin(address: string | null, cidrs: string[]): boolean {
  if (!address || !ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return cidrs.some((cidr) => {
    const [range, bits] = ipaddr.parseCIDR(cidr)
    return range.kind() === parsed.kind() && parsed.match([range, bits])
  })
}

/** A key restricted to some models or capabilities is for calling them, not for changing anything. */
export function isRestricted(apiKey: ApiKeyRow): boolean {
  return apiKey.allowedModels !== null || apiKey.allowedCapabilities !== null
}

export type KeyInput = Required<ApiKeyChange>

/** A key that may do whatever its admin may, for ever. */
export const unrestricted: Omit<KeyInput, 'name'> = {
  expiresAt: null,
  allowedModels: null,
  allowedCapabilities: null,
  allowedCidrs: null,
  ...noRateLimits,
}

/** The row of a new key, and the key itself, to be shown once. */
export async function prepareKey(parts: { id: number; adminId: number; input: KeyInput; atMs: number }) {
  const created: NewApiKey = await createApiKey()
  const at = toTimestamp(parts.atMs)
  const row: ApiKeyRow = {
    ...parts.input,
    id: parts.id,
    adminId: parts.adminId,
    hash: created.hash,
    hint: created.hint,
    revokedAt: null,
    createdAt: at,
    updatedAt: at,
  }
  return { row, key: created.key }
}

/** @throws AppError `not_found` when there is no such admin. */
export async function createKey(deps: Deps, actor: Actor, adminId: number, input: KeyInput) {
  if (!(await findAdmin(deps.database, adminId))) throw new AppError('not_found', 'There is no such admin')
  return insertWithId(deps.database, 'api_keys', async (id) => {
    const prepared = await prepareKey({ id, adminId, input, atMs: actor.atMs })
    await deps.database.batch([
      insertKeyStatement(deps.database, prepared.row),
      auditStatement(deps.database, actor, {
        action: 'api_key.create',
        targetType: 'api_key',
        targetId: id,
        changes: diff(null, toApiKey(prepared.row)),
      }),
    ])
    return prepared
  })
}

/**
 * Nobody lifts their own limit: whatever a normal admin changes of a key, what then holds may not be looser than what holds
 * now. For a new key: than what holds for a key of which nothing is said.
 * @throws AppError `field_not_allowed` that names the field.
 */
export async function refuseLooser(deps: Deps, held: RateLimits, change: Partial<RateLimits>): Promise<void> {
  if (!namesLimits(change)) return
  const policy = await findPolicy(deps.database)
  const holding = (apiKey: RateLimits) => toRateFields(valuesOf(effectiveKeyLimits({ role: 'admin', policy, apiKey })))
  const [now, then] = [holding(held), holding({ ...held, ...change })]
  const field = rateLimitNames.find((name) => (then[name] ?? Infinity) > (now[name] ?? Infinity))
  if (field) {
    throw new AppError('field_not_allowed', `Only a super admin may set a ${field} that is looser than ${now[field]}`, {
      param: field,
    })
  }
}

function namesLimits({ requestsPerMinute, tokensPerMinute, concurrentCalls }: Partial<RateLimits>): boolean {
  return [requestsPerMinute, tokensPerMinute, concurrentCalls].some((limit) => limit !== undefined)
}

/** Changes, revokes or shortens a key. When it returns, the key obeys everywhere. */
export async function changeKey(
  deps: Deps,
  actor: Actor,
  key: { id: number; ownerId: number | null },
  change: ApiKeyChange & { revokedAt?: string },
  action: 'api_key.update' | 'api_key.revoke' = 'api_key.update',
) {
  const found = await findKey(deps.database, key.id, key.ownerId)
  if (!found) throw new AppError('not_found', 'There is no such API key')
  const before = found.apiKey
  const isJudged = key.ownerId !== null && namesLimits(change)
  if (isJudged) await refuseLooser(deps, before, change)
  // Only what changes is written: a rename that races with a revocation must not undo it.
  const update = { ...change, updatedAt: toTimestamp(actor.atMs) }
  const [changedKeys, , changedAdmins] = await deps.database.batch([
    updateKeyStatement(deps.database, key.id, update, isJudged ? before : null),
    auditStatement(deps.database, actor, {
      action,
      targetType: 'api_key',
      targetId: key.id,
      changes: diff(toApiKey(before), toApiKey({ ...before, ...update })),
    }),
    updateAdminStatement(deps.database, before.adminId),
  ])
  const [row] = changedKeys
  const [owner] = changedAdmins
  if (!owner) throw new AppError('not_found', 'There is no such API key')
  if (!row) throw new AppError('conflict', 'The limits of the API key were changed meanwhile')
  await deps.ledgers.bump(
    owner.id,
    owner.epoch,
    change.revokedAt
      ? [{ type: 'key_revoked', data: { admin_id: owner.id, api_key_id: key.id } }]
      : eventsOfChange({ what: 'api_key', adminId: owner.id, apiKeyId: key.id }, { before, change }),
  )
  await deps.cache.drop(`auth:${before.hash}`)
  return { row, lastUsedAt: found.lastUsedAt }
}

/** A new key like the old one, which goes on for `overlapSeconds`. */
export async function rotateKey(
  deps: Deps,
  actor: Actor,
  key: { id: number; ownerId: number | null },
  overlapSeconds: number,
) {
  const found = await findKey(deps.database, key.id, key.ownerId)
  if (!found) throw new AppError('not_found', 'There is no such API key')
  const { apiKey } = found
  if (apiKey.revokedAt) throw new AppError('conflict', 'The API key was revoked')
  // The new one would take over the end of the old one.
  if (hasExpired(apiKey, actor.atMs)) throw new AppError('conflict', 'The API key has expired')
  // A ledger that does not answer is found out before the old key has ended and the new one, which is told once, is lost.
  await deps.ledgers.bump(apiKey.adminId, 0)
  const { name, expiresAt, allowedModels, allowedCapabilities, allowedCidrs } = apiKey
  const { requestsPerMinute, tokensPerMinute, concurrentCalls } = apiKey
  const created = await createKey(deps, actor, apiKey.adminId, {
    name,
    expiresAt,
    allowedModels,
    allowedCapabilities,
    allowedCidrs,
    requestsPerMinute,
    tokensPerMinute,
    concurrentCalls,
  })
  const overlapEnd = toTimestamp(actor.atMs + overlapSeconds * 1000)
  const endsAt = expiresAt && expiresAt < overlapEnd ? expiresAt : overlapEnd
  await changeKey(deps, actor, key, { expiresAt: endsAt })
  return created
}
