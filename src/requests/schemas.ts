import { z } from '../platform/zod.ts'
import { quantityFields, toQuantityFields } from '../http/quantities.ts'
import type { CallRecord } from '../ledger/port.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toUsd } from '../platform/money.ts'

export const RequestRecord = z
  .object({
    id: z.string().openapi({ description: 'The `x-request-id` of its answer.' }),
    state: z.enum(['open', 'settled', 'released']).openapi({ description: '`released`: not served, and not counted.' }),
    period: z.string().openapi({ example: '2026-11' }),
    provider: z.string(),
    model: z.string(),
    capability: z.string(),
    key_source: z.enum(['shared', 'personal']),
    api_key_id: z.number().int(),
    started_at: z.string(),
    closed_at: z.string().nullable(),
    settlement_basis: z.enum(['provider', 'counted', 'aborted', 'estimated']).nullable().openapi({
      description: 'Where the figures came from: the provider said them, or they were counted or estimated.',
    }),
    usage: z
      .object({
        ...quantityFields,
        cost_usd: z.number().nullable().openapi({ description: '`null`: the price is not known.' }),
      })
      .nullable()
      .openapi({ description: 'What was counted; while it is open, what is reserved.' }),
    attempts: z
      .array(
        z.object({
          provider: z.string(),
          model: z.string(),
          key_source: z.enum(['shared', 'personal']),
          started_at: z.string(),
          duration_ms: z.number().int(),
          status: z.number().int().openapi({ description: 'HTTP status.' }),
          error_code: z.string().nullable(),
        }),
      )
      .openapi({ description: 'Each time that it was sent to a provider, in order.' }),
  })
  .openapi('RequestRecord')

export const requestReference = z.object({ id: z.string().max(100) })

export function toRequestRecord(record: CallRecord): z.infer<typeof RequestRecord> {
  const { usage } = record
  return {
    id: record.publicId,
    state: record.state,
    period: record.period,
    provider: record.providerSlug,
    model: record.modelName,
    capability: record.capability,
    key_source: record.keySource,
    api_key_id: record.apiKeyId,
    started_at: toTimestamp(record.startedAtMs),
    closed_at: record.closedAtMs === null ? null : toTimestamp(record.closedAtMs),
    settlement_basis: record.basis,
    usage: usage && {
      ...toQuantityFields(usage),
      cost_usd: usage.costMicroUsd === null ? null : toUsd(usage.costMicroUsd),
    },
    attempts: record.attempts.map((attempt) => ({
      provider: attempt.provider,
      model: attempt.model,
      key_source: attempt.keySource,
      started_at: toTimestamp(attempt.startedAtMs),
      duration_ms: attempt.durationMs,
      status: attempt.status,
      error_code: attempt.errorCode,
    })),
  }
}
