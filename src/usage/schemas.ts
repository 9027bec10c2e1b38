import { z } from '../platform/zod.ts'
import { capabilitySchema } from '../capabilities/schemas.ts'
import { quantityFields } from '../http/quantities.ts'
import { DIMENSIONS, type Dimension, type UsageFilter } from './queries.ts'
import { countDays, type DayRange } from './range.ts'

const MAX_DAYS = 366

const count = z.number().int()
const keySource = z.enum(['shared', 'personal'])
const nameOf = (what: string) =>
  z
    .string()
    .nullable()
    .openapi({ description: `\`null\`: the ${what} was deleted.` })

const figures = {
  requests: count.openapi({ description: 'That were served, and are counted.' }),
  errors: count.openapi({
    description:
      'Calls that failed (not in `requests`), or broke off after they had begun to be served. Where a fallback served, one of the model that did not.',
  }),
  ...quantityFields,
  cost_usd: z.number(),
  unpriced_requests: count.openapi({
    description: 'Requests whose model had no known price: their cost is not in `cost_usd`.',
  }),
  latency_ms: z.object({ p50: count, p95: count, p99: count }).nullable().openapi({
    description:
      'From admission to the end of the answer, of calls that were served; true to 5 %. `null`: none was, or none said how long it took.',
  }),
}

export const UsageFigures = z.object(figures).openapi('UsageFigures')

const UsageGroups = z
  .object({
    day: z.string(),
    provider: z.string(),
    model: z.string(),
    admin_id: count,
    admin_email: nameOf('admin'),
    api_key_id: count,
    api_key_name: nameOf('key'),
    capability: z.string(),
    key_source: keySource,
  })
  .partial()
  .extend(figures)
  .openapi('UsageGroup')

export const UsageReport = z
  .object({
    period: z.string().nullable().openapi({ example: '2026-11', description: '`null`: days were asked for.' }),
    from: z.string().openapi({ example: '2026-11-01', description: 'The first UTC day of the report.' }),
    to: z.string().openapi({ example: '2026-11-30', description: 'The last UTC day of the report.' }),
    source: z.enum(['ledger', 'roll_up']).openapi({
      description:
        '`ledger`: exact to this moment. `roll_up`: there are too many admins to ask all their ledgers, so the last seconds may be missing.',
    }),
    open_requests: count.nullable().openapi({
      description:
        'Under way at this moment, whatever the days of the report; of the admin and the provider that are named. `null` where that is not known: of a roll-up, and where another filter is given.',
    }),
    totals: UsageFigures,
    by_day: z.array(z.object({ day: z.string(), ...figures })).openapi({
      description: 'Every day from `from` to `to` or today, those without a call too.',
    }),
    by_provider: z.array(z.object({ provider: z.string(), ...figures })),
    by_model: z.array(z.object({ provider: z.string(), model: z.string(), ...figures })),
    by_key_source: z.array(z.object({ key_source: keySource, ...figures })),
    by_admin: z.array(z.object({ admin_id: count, admin_email: nameOf('admin'), ...figures })),
    by_api_key: z.array(z.object({ api_key_id: count, api_key_name: nameOf('key'), ...figures })),
    by_capability: z.array(z.object({ capability: z.string(), ...figures })),
    groups: z.array(UsageGroups).optional().openapi({ description: 'By `group_by`, in its order.' }),
  })
  .openapi('UsageReport')

const id = z.coerce.number().int().positive().optional()
const name = z.string().min(1).max(300).optional()
const day = z.iso.date('must be a UTC day such as 2026-11-01').optional()

const isDimension = (text: string): text is Dimension => DIMENSIONS.some((dimension) => dimension === text)

const groupBy = z
  .string()
  .transform((text, context): Dimension[] => {
    const names = text.split(',')
    if (names.every(isDimension)) {
      return [...new Set(names.flatMap((one): Dimension[] => (one === 'model' ? ['provider', 'model'] : [one])))]
    }
    context.addIssue({ code: 'custom', message: `must be a list out of ${DIMENSIONS.join(',')}` })
    return z.NEVER
  })
  .optional()
  .openapi({
    type: 'string',
    example: 'day,model',
    description: `What to group by, of ${DIMENSIONS.map((one) => `\`${one}\``).join(', ')}. A model brings its provider along. A file is grouped by all of them when it is left out.`,
  })

export const UsageQuery = z
  .object({
    period: z
      .string()
      .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-11')
      .optional()
      .openapi({ description: 'A UTC month; the current one when no days are given either.', example: '2026-11' }),
    from: day.openapi({ description: 'The first UTC day, together with `to`.', example: '2026-11-01' }),
    to: day.openapi({ description: `The last UTC day, at most ${MAX_DAYS} of them.`, example: '2026-11-15' }),
    admin: id.openapi({ type: 'integer', description: 'Super admins: of one admin. Left out: of all.' }),
    provider: name.openapi({ description: 'Slug.' }),
    model: name.openapi({ description: 'The upstream model id.' }),
    api_key: id.openapi({ type: 'integer', description: 'Id of an API key.' }),
    capability: capabilitySchema.optional(),
    key_source: keySource.optional(),
    group_by: groupBy,
    format: z.enum(['json', 'csv']).default('json'),
  })
  .superRefine(({ period, from, to }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (period !== undefined && (from !== undefined || to !== undefined)) {
      refuse('period', 'cannot be given together with from and to')
    } else if (from === undefined || to === undefined) {
      if (to !== undefined) refuse('from', 'is needed together with to')
      if (from !== undefined) refuse('to', 'is needed together with from')
    } else if (to < from) {
      refuse('to', 'is before from')
    } else if (countDays({ from, to }) > MAX_DAYS) {
      refuse('to', `makes more than ${MAX_DAYS} days`)
    }
  })

export function toUsageFilter(
  query: Pick<z.infer<typeof UsageQuery>, 'provider' | 'model' | 'api_key' | 'capability' | 'key_source'>,
  { range, adminId }: { range: DayRange; adminId: number | undefined },
): UsageFilter {
  const { provider, model, api_key: apiKeyId, capability, key_source: keySource } = query
  return { ...range, adminId, provider, model, apiKeyId, capability, keySource }
}
