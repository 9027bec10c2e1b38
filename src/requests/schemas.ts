import { z } from '../platform/zod.ts'
import { capabilitySchema } from '../capabilities/schemas.ts'
import { pageOf, queryFlag } from '../http/pages.ts'
import { quantityFields } from '../http/quantities.ts'
import { toQuantityFields } from '../ledger/quantity-fields.ts'
import type { CallFilter } from '../ledger/port.ts'
import { toTimestamp } from '../platform/clock.ts'
import { toUsd } from '../platform/money.ts'
import { MAX_OFFSET, type OwnedCall } from './service.ts'

export const RequestRecord = z
  .object({
    id: z.string().openapi({ description: 'The `x-request-id` of its answer.' }),
    admin_id: z.number().int(),
    state: z.enum(['open', 'settled', 'released']).openapi({ description: '`released`: not served, and not counted.' }),
    period: z.string().openapi({ example: '2026-11' }),
    provider: z.string(),
    model: z.string(),
    capability: z.string(),
    key_source: z.enum(['shared', 'personal']),
    api_key_id: z.number().int(),
    started_at: z.string(),
    closed_at: z.string().nullable(),
    duration_ms: z.number().int().nullable().openapi({
      description: 'From its admission to the end of its answer. `null`: it is under way.',
    }),
    error_code: z.string().nullable().openapi({
      description: 'Why it failed, or broke off after it had begun to be served.',
    }),
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

export const RequestPage = pageOf(RequestRecord, 'RequestPage')

export const requestReference = z.object({ id: z.string().max(100) })

const adminQuery = z.coerce.number().int().positive().optional().openapi({
  type: 'integer',
  description: 'Super admins: of one admin. Left out: of all.',
})

export const requestOwner = z.object({ admin: adminQuery })

const name = z.string().min(1).max(300).optional()

export const RequestQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).openapi({ type: 'integer', description: 'At most 200.' }),
  offset: z.coerce
    .number()
    .int()
    .min(0)
    .max(MAX_OFFSET)
    .default(0)
    .openapi({
      type: 'integer',
      description: `At most ${MAX_OFFSET}, where \`next\` ends: further back with \`until\`.`,
    }),
  admin: adminQuery,
  provider: name.openapi({ description: 'Slug.' }),
  model: name.openapi({ description: 'The upstream model id.' }),
  capability: capabilitySchema.optional(),
  key_source: RequestRecord.shape.key_source.optional(),
  api_key: z.coerce.number().int().positive().optional().openapi({ type: 'integer' }),
  state: RequestRecord.shape.state.optional(),
  settlement_basis: RequestRecord.shape.settlement_basis.unwrap().optional(),
  has_error: queryFlag.optional(),
  error_code: name,
  from: z.iso.datetime({ offset: true }).optional().openapi({ description: 'Begun at this moment or later.' }),
  until: z.iso.datetime({ offset: true }).optional().openapi({ description: 'Begun before this moment.' }),
})

export function toCallFilter(query: z.infer<typeof RequestQuery>): CallFilter {
  const { key_source, api_key, settlement_basis, has_error, error_code, from, until } = query
  return {
    provider: query.provider,
    model: query.model,
    capability: query.capability,
    keySource: key_source,
    apiKeyId: api_key,
    state: query.state,
    basis: settlement_basis,
    hasError: has_error,
    errorCode: error_code,
    fromMs: from === undefined ? undefined : Date.parse(from),
    untilMs: until === undefined ? undefined : Date.parse(until),
  }
}

export function toRequestRecord({ adminId, ...record }: OwnedCall): z.infer<typeof RequestRecord> {
  const { usage } = record
  return {
    id: record.publicId,
    admin_id: adminId,
    state: record.state,
    period: record.period,
    provider: record.providerSlug,
    model: record.modelName,
    capability: record.capability,
    key_source: record.keySource,
    api_key_id: record.apiKeyId,
    started_at: toTimestamp(record.startedAtMs),
    closed_at: record.closedAtMs === null ? null : toTimestamp(record.closedAtMs),
    duration_ms: record.closedAtMs === null ? null : Math.max(0, record.closedAtMs - record.startedAtMs),
    error_code: record.errorCode,
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
