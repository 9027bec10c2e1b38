import { z } from '../platform/zod.ts'
import { quantityFields, toQuantityFields } from '../http/quantities.ts'
import { quantityNames, type Quantities } from '../ledger/pricing.ts'
import { toUsd } from '../platform/money.ts'

const figures = {
  requests: z.number().int(),
  ...quantityFields,
  cost_usd: z.number(),
  unpriced_requests: z
    .number()
    .int()
    .openapi({ description: 'Requests whose model had no known price: their cost is not in `cost_usd`.' }),
}

export const UsageFigures = z.object(figures).openapi('UsageFigures')

export const UsageReport = z
  .object({
    period: z.string().openapi({ example: '2026-11', description: 'A UTC calendar month.' }),
    source: z.enum(['ledger', 'roll_up']).openapi({
      description: '`ledger`: exact to this moment. `roll_up`: as of each ledger’s last roll-up, some seconds ago.',
    }),
    open_requests: z.number().int().nullable().openapi({ description: 'Under way. `null` for a roll-up.' }),
    totals: UsageFigures,
    by_provider: z.array(z.object({ provider: z.string(), ...figures })),
    by_model: z.array(z.object({ provider: z.string(), model: z.string(), ...figures })),
    by_key_source: z.array(z.object({ key_source: z.enum(['shared', 'personal']), ...figures })),
    by_admin: z.array(z.object({ admin_id: z.number().int(), ...figures })),
  })
  .openapi('UsageReport')

export const UsageQuery = z.object({
  period: z
    .string()
    .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
    .optional()
    .openapi({ description: 'The current month when it is left out.', example: '2026-11' }),
  admin: z.coerce.number().int().positive().optional().openapi({
    type: 'integer',
    description: 'Super admins: of one admin, exact. Left out: of all, from the roll-up.',
  }),
})

export type UsageRecord = Quantities & {
  adminId: number
  providerSlug: string
  modelName: string
  keySource: 'shared' | 'personal'
  requests: number
  costMicroUsd: number
  unpricedRequests: number
}

export function toUsageReport(parts: {
  period: string
  source: 'ledger' | 'roll_up'
  openRequests: number | null
  records: UsageRecord[]
}): z.infer<typeof UsageReport> {
  const { period, source, openRequests, records } = parts
  const by = <K extends object>(keyOf: (record: UsageRecord) => K) =>
    [...Map.groupBy(records, (record) => JSON.stringify(keyOf(record))).values()].map((group) => ({
      ...keyOf(group[0]!),
      ...sum(group),
    }))
  return {
    period,
    source,
    open_requests: openRequests,
    totals: sum(records),
    by_provider: by(({ providerSlug }) => ({ provider: providerSlug })),
    by_model: by(({ providerSlug, modelName }) => ({ provider: providerSlug, model: modelName })),
    by_key_source: by(({ keySource }) => ({ key_source: keySource })),
    by_admin: by(({ adminId }) => ({ admin_id: adminId })),
  }
}

function sum(records: UsageRecord[]): z.infer<typeof UsageFigures> {
  const total = (field: keyof Quantities | 'requests' | 'costMicroUsd' | 'unpricedRequests') =>
    records.reduce((partial, record) => partial + record[field], 0)
  // One total for each name of a quantity.
  const used = Object.fromEntries(quantityNames.map((name) => [name, total(name)])) as Quantities
  return {
    requests: total('requests'),
    ...toQuantityFields(used),
    cost_usd: toUsd(total('costMicroUsd')),
    unpriced_requests: total('unpricedRequests'),
  }
}
