/** Usage and calls on their way into a ledger's tables and out of them. */
import type { Attempt, CallRecord, Usage } from './port.ts'
import { noQuantities, quantityNames, type Quantities } from './pricing.ts'
import type { CallRow } from './tables.ts'

/** Whatever is not a whole number from 0 up is never booked, least of all as a credit; such a cost is unknown. */
export function toBooked(usage: Usage): Usage {
  const count = (name: keyof Quantities) => (isCount(usage[name]) ? usage[name] : 0)
  const counts = Object.fromEntries(quantityNames.map((name) => [name, count(name)])) as Quantities
  return {
    ...counts,
    cachedInputTokens: Math.min(counts.cachedInputTokens, counts.inputTokens),
    cacheWriteTokens: Math.min(counts.cacheWriteTokens, counts.inputTokens),
    reasoningTokens: Math.min(counts.reasoningTokens, counts.outputTokens),
    costMicroUsd: isCount(usage.costMicroUsd) ? usage.costMicroUsd : null,
  }
}

function isCount(value: number | null): value is number {
  return Number.isSafeInteger(value) && value! >= 0
}

/** What the ledger itself has written; an earlier release knew fewer kinds of it. */
export function toUsage(text: string | null): Usage | null {
  return text === null ? null : { ...noQuantities, ...(JSON.parse(text) as Usage) }
}

export function toRecord({
  requestId: _charged,
  reservationId: _reservation,
  isJob: _job,
  ...row
}: CallRow): CallRecord {
  return { ...row, usage: toUsage(row.usage), attempts: JSON.parse(row.attempts) as Attempt[] }
}
