/** What the ledgers remember of calls: one's own, and for super admins everybody's. */
import { findLedgerOwners } from '../admins/service.ts'
import type { Caller } from '../api-keys/service.ts'
import type { Deps } from '../deps.ts'
import { AppError, validationError } from '../errors.ts'
import { LEDGERS_AT_ONCE, MAX_LEDGERS_ASKED } from '../ledger/ledgers.ts'
import type { CallFilter, CallRecord } from '../ledger/port.ts'
import { mapParallel } from '../platform/parallel.ts'

export type OwnedCall = CallRecord & { adminId: number }

/** Every ledger is asked for all that stands before a page, so there is an end to paging. */
export const MAX_OFFSET = 1_000

/**
 * Whose ledgers to ask: the caller's own; for a super admin that of the admin who is named, or all.
 * @throws AppError `field_not_allowed` when it is another's and the caller is no super admin; `validation_failed` when there
 *   are too many to ask.
 */
export async function ledgersOf(deps: Deps, { admin }: Caller, wanted: number | undefined): Promise<number[]> {
  const isSuperAdmin = admin.role === 'super_admin'
  if (!isSuperAdmin && wanted !== undefined && wanted !== admin.id) {
    throw new AppError('field_not_allowed', 'Only a super admin sees the calls of others', { param: 'admin' })
  }
  if (wanted !== undefined) return [wanted]
  if (!isSuperAdmin) return [admin.id]
  const everybody = await findLedgerOwners(deps)
  if (everybody.length > MAX_LEDGERS_ASKED) {
    throw validationError([{ field: 'admin', message: 'must be given: there are too many admins to ask at once' }])
  }
  return everybody
}

/** Newest first. */
export async function listCalls(
  deps: Deps,
  adminIds: number[],
  { filter, limit, offset }: { filter: CallFilter; limit: number; offset: number },
): Promise<{ count: number; calls: OwnedCall[] }> {
  // Of one ledger its page; of several each one's newest, as many as the page could be made of.
  const part = adminIds.length === 1 ? { limit, offset } : { limit: limit + offset, offset: 0 }
  const parts = await mapParallel(adminIds, LEDGERS_AT_ONCE, async (adminId) => {
    const { count, calls } = await deps.ledgers.calls(adminId, filter, part)
    return { count, calls: calls.map((call) => ({ ...call, adminId })) }
  })
  const calls = parts
    .flatMap((page) => page.calls)
    .sort((a, b) => b.startedAtMs - a.startedAtMs || (a.publicId < b.publicId ? -1 : 1))
  return {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    calls: adminIds.length === 1 ? calls : calls.slice(offset, offset + limit),
  }
}

/** @throws AppError `not_found`. */
export async function findCall(deps: Deps, adminIds: number[], publicId: string): Promise<OwnedCall> {
  const found = await mapParallel(adminIds, LEDGERS_AT_ONCE, async (adminId) => {
    const record = await deps.ledgers.record(adminId, publicId)
    return record && { ...record, adminId }
  })
  const call = found.find((record) => record !== null)
  if (!call) throw new AppError('not_found', 'Nothing is remembered of such a request')
  return call
}
