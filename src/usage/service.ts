/** Reports: first the ledgers bring D1 up to this moment, then D1 alone is asked, so that every part adds up to the whole. */
import { findLedgerOwners } from '../admins/service.ts'
import type { Deps } from '../deps.ts'
import { validationError } from '../errors.ts'
import { LEDGERS_AT_ONCE, MAX_LEDGERS_ASKED } from '../ledger/ledgers.ts'
import { mapParallel } from '../platform/parallel.ts'
import { selectProviderId, selectUsage, type Dimension, type UsageFilter, type UsageGroup } from './queries.ts'

/** A report is held in memory, twice while it is written. */
const MAX_GROUPS = 20_000

/**
 * Brings D1 up to this moment, unless there are more ledgers than can be asked. `openRequests`: `null` when not known.
 * @throws AppError `ledger_unavailable` when one of them does not answer: nothing is left out in silence.
 */
export async function bringUpToDate(
  deps: Deps,
  filter: UsageFilter,
): Promise<{ source: 'ledger' | 'roll_up'; openRequests: number | null }> {
  const { database, ledgers } = deps
  const adminIds = filter.adminId === undefined ? await findLedgerOwners(deps) : [filter.adminId]
  if (adminIds.length > MAX_LEDGERS_ASKED) return { source: 'roll_up', openRequests: null }
  const open = (await mapParallel(adminIds, LEDGERS_AT_ONCE, (adminId) => ledgers.rollUp(adminId))).flat()
  const { provider, model, apiKeyId, capability, keySource } = filter
  // Ledgers tell calls under way by provider, and by nothing else.
  if ([model, apiKeyId, capability, keySource].some((value) => value !== undefined)) {
    return { source: 'ledger', openRequests: null }
  }
  const providerId = provider === undefined ? null : await selectProviderId(database, provider)
  const counted = provider === undefined ? open : open.filter((calls) => calls.providerId === providerId)
  return { source: 'ledger', openRequests: counted.reduce((total, { calls }) => total + calls, 0) }
}

/** @throws AppError `validation_failed` when there are too many groups. */
export async function readFigures<const G extends Record<string, readonly Dimension[]>>(
  deps: Deps,
  filter: UsageFilter,
  groupings: G,
): Promise<{ [N in keyof G]: UsageGroup<G[N][number]>[] }> {
  const groups = await selectUsage(deps.database, { filter, groupings, limit: MAX_GROUPS + 1 })
  if (Object.values(groups).some(({ length }) => length > MAX_GROUPS)) {
    const message = `makes more than ${MAX_GROUPS} groups: ask for fewer dimensions or days, or filter`
    throw validationError([{ field: 'group_by', message }])
  }
  return groups
}
