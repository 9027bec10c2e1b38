import { toTimestamp } from '../../platform/clock.ts'
import { toUsd } from '../../platform/money.ts'
import type { SettledCall } from '../port.ts'
import { noQuantities } from '../pricing.ts'
import { toQuantityFields } from '../quantity-fields.ts'

/** One settled call, as a billing system is told of it. */
export type UsageRecord = ReturnType<typeof toUsageRecord>

export function toUsageRecord(call: SettledCall) {
  const cost = call.usage?.costMicroUsd ?? null
  return {
    // New for every admission, so it names what was charged: an id that failed may be admitted again.
    id: call.reservationId,
    request_id: call.publicId,
    period: call.period,
    provider: call.providerSlug,
    model: call.modelName,
    capability: call.capability,
    key_source: call.keySource,
    api_key_id: call.apiKeyId,
    started_at: toTimestamp(call.startedAtMs),
    settled_at: toTimestamp(call.closedAtMs ?? call.startedAtMs),
    settlement_basis: call.basis,
    usage: {
      ...toQuantityFields(call.usage ?? noQuantities),
      cost_micro_usd: cost,
      cost_usd: cost === null ? null : toUsd(cost),
    },
  }
}
