/** What a change in the database is to listeners. */
import type { EventData, LiveEvent } from '../ledger/events/events.ts'

/** Whose row was changed. `null`: everybody's, or of no single provider or key. */
type Subject = {
  what: EventData['access_changed']['what'] & EventData['limit_changed']['what']
  adminId: number | null
  provider?: string
  apiKeyId?: number
}

const LIMITS = new Set([
  'monthlyLimit',
  'monthlyBudgetMicroUsd',
  'monthlyTokenLimit',
  'requestsPerMinute',
  'tokensPerMinute',
  'concurrentCalls',
  'defaultMonthlyLimit',
  'defaultMonthlyBudgetMicroUsd',
  'defaultMonthlyTokenLimit',
])
/** Of admins and their keys, what nothing is decided by. */
const NAMES = new Set(['name', 'email'])

/** Told by the columns of a row that were changed: access, limits, both or neither. */
export function eventsOfChange(
  subject: Subject,
  { before, change }: { before: Record<string, unknown>; change: Record<string, unknown> },
): LiveEvent[] {
  const { what, adminId, provider = null, apiKeyId = null } = subject
  const named = Object.keys(change).filter((column) => column !== 'updatedAt' && change[column] !== undefined)
  const changed = named.filter((column) => JSON.stringify(before[column]) !== JSON.stringify(change[column]))
  // What changes nothing may repeat a change that got as far as the database only.
  const told = changed.length > 0 ? changed : named
  const isLimits = told.some((column) => LIMITS.has(column))
  const isAccess = told.some((column) => !LIMITS.has(column) && !(adminId !== null && NAMES.has(column)))
  return [
    ...(isAccess ? [{ type: 'access_changed' as const, data: { admin_id: adminId, what, provider } }] : []),
    ...(isLimits
      ? [{ type: 'limit_changed' as const, data: { admin_id: adminId, what, provider, api_key_id: apiKeyId } }]
      : []),
  ]
}
