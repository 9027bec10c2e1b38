import { insertKeyStatement } from '../api-keys/queries.ts'
import { toApiKey } from '../api-keys/schemas.ts'
import { prepareKey, unrestricted, type Caller } from '../api-keys/service.ts'
import { auditStatement, diff, type Actor } from '../audit/queries.ts'
import { insertWithId } from '../db/next-id.ts'
import type { AdminRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { eventsOfChange } from '../events/changes.ts'
import { MAX_LEDGERS_ASKED } from '../ledger/ledgers.ts'
import { toTimestamp } from '../platform/clock.ts'
import {
  deleteAdminStatement,
  findAdmin,
  insertAdminStatement,
  selectLedgerOwners,
  updateAdminStatement,
} from './queries.ts'
import { toAdmin, type AdminChange } from './schemas.ts'

/** An admin and their first API key, whose plain text is answered this once. */
export async function createAdmin(deps: Deps, actor: Actor, input: Required<AdminChange>) {
  const { database } = deps
  const at = toTimestamp(actor.atMs)
  return insertWithId(database, 'admins', (adminId) =>
    insertWithId(database, 'api_keys', async (keyId) => {
      const admin: AdminRow = { ...input, id: adminId, epoch: 0, createdAt: at, updatedAt: at }
      const { row: apiKey, key } = await prepareKey({
        id: keyId,
        adminId,
        input: { name: 'first key', ...unrestricted },
        atMs: actor.atMs,
      })
      await database.batch([
        insertAdminStatement(database, admin),
        insertKeyStatement(database, apiKey),
        auditStatement(database, actor, {
          action: 'admin.create',
          targetType: 'admin',
          targetId: adminId,
          changes: diff(null, toAdmin(admin)),
        }),
        auditStatement(database, actor, {
          action: 'api_key.create',
          targetType: 'api_key',
          targetId: keyId,
          changes: diff(null, toApiKey(apiKey)),
        }),
      ])
      return { admin, apiKeyId: keyId, key }
    }),
  )
}

/**
 * Changes an admin. When it returns, every call of theirs obeys.
 * @throws AppError `not_found`, `conflict` (e-mail), `last_super_admin`.
 */
export async function changeAdmin(deps: Deps, actor: Actor, id: number, change: AdminChange): Promise<AdminRow> {
  const before = await findAdmin(deps.database, id)
  if (!before) throw new AppError('not_found', 'There is no such admin')
  const update = { ...change, updatedAt: toTimestamp(actor.atMs) }
  const [rows] = await deps.database.batch([
    updateAdminStatement(deps.database, id, update),
    auditStatement(deps.database, actor, {
      action: 'admin.update',
      targetType: 'admin',
      targetId: id,
      changes: diff(toAdmin(before), toAdmin({ ...before, ...update })),
    }),
  ])
  const [after] = rows
  if (!after) throw new AppError('not_found', 'There is no such admin')
  await deps.ledgers.bump(id, after.epoch, eventsOfChange({ what: 'admin', adminId: id }, { before, change }))
  return after
}

/** Deletes an admin with their keys and settings. Usage and audit stay. */
export async function deleteAdmin(deps: Deps, actor: Actor, id: number): Promise<void> {
  // Switched off first: should the second step fail, the keys are dead everywhere and the call can be sent again.
  const before = await changeAdmin(deps, actor, id, { isActive: false })
  await deps.database.batch([
    deleteAdminStatement(deps.database, id),
    auditStatement(deps.database, actor, {
      action: 'admin.delete',
      targetType: 'admin',
      targetId: id,
      changes: diff(toAdmin(before), null),
    }),
  ])
}

/**
 * Of whom a list or a report is: the caller; for a super admin whoever is named, or everybody (`undefined`).
 * @throws AppError `field_not_allowed` when another is named and the caller is no super admin.
 */
export function viewedAdmin({ admin }: Caller, named: number | undefined): number | undefined {
  if (admin.role === 'super_admin') return named
  if (named !== undefined && named !== admin.id) {
    throw new AppError('field_not_allowed', 'Only a super admin may name another admin', { param: 'admin' })
  }
  return admin.id
}

/** Calls of an admin who was deleted may still be under way: a day at most, and then D1 is told. */
const ENDING_MS = 2 * 24 * 60 * 60 * 1000

/** Whose ledgers to ask about everybody. More than `MAX_LEDGERS_ASKED`: too many for one request. */
export function findLedgerOwners({ database, clock }: Deps): Promise<number[]> {
  const since = toTimestamp(clock() - ENDING_MS)
  return selectLedgerOwners(database, { since, limit: MAX_LEDGERS_ASKED + 1 })
}
