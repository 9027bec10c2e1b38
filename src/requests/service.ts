/** What the ledgers remember of calls: one's own, and for super admins everybody's. */
import { findLedgerOwners, viewedAdmin } from '../admins/service.ts'
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
 * The ledgers of whoever is viewed.
 * @throws AppError `field_not_allowed` when it is another's and the caller is no super admin; `validation_failed` when there
 *   are too many to ask.
 */
export async function ledgersOf(deps: Deps, caller: Caller, named: number | undefined): Promise<number[]> {
  const adminId = viewedAdmin(caller, named)
  if (adminId !== undefined) return [adminId]
  const everybody = await findLedgerOwners(deps)
  if (everybody.length > MAX_LEDGERS_ASKED) {
    throw validationError([{ field: 'admin', message: 'must be given: there are too many admins to ask at once' }])
  }
  return everybody
}

/** Each ledger answers as many calls as a whole page could be made of, and an isolate has 128 MB. */
const LISTS_AT_ONCE = 10

/** Newest first. */
export async function listCalls(
  deps: Deps,
  adminIds: number[],
  { filter, limit, offset }: { filter: CallFilter; limit: number; offset: number },
): Promise<{ count: number; calls: OwnedCall[] }> {
  // Of one ledger its page; of several each one's newest, as many as the page could be made of.
  const part = adminIds.length === 1 ? { limit, offset } : { limit: limit + offset, offset: 0 }
  let count = 0
  let newest: OwnedCall[] = []
  await mapParallel(adminIds, LISTS_AT_ONCE, async (adminId) => {
    const page = await deps.ledgers.calls(adminId, filter, part)
    count += page.count
    // What cannot be on the page any more is let go at once.
    newest = [...newest, ...page.calls.map((call) => ({ ...call, adminId }))].sort(byStart).slice(0, part.limit)
  })
  return { count, calls: newest.slice(offset - part.offset) }
}

const byStart = (a: OwnedCall, b: OwnedCall) => b.startedAtMs - a.startedAtMs || (a.publicId < b.publicId ? -1 : 1)

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
