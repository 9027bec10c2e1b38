/** Figures of D1 as the API shows them: a report, or the rows of a file. */
import type { z } from '../platform/zod.ts'
import { percentileOf } from '../ledger/latency.ts'
import { noQuantities } from '../ledger/pricing.ts'
import { toQuantityFields } from '../ledger/quantity-fields.ts'
import { toUsd } from '../platform/money.ts'
import { DIMENSIONS, type Dimension, type UsageFigures, type UsageGroup } from './queries.ts'
import { daysBetween, type DayRange } from './range.ts'
import type { UsageFigures as FigureFields, UsageReport } from './schemas.ts'
import type { CsvRow } from './csv.ts'

/** The groupings of every report. */
export const REPORT_GROUPINGS = {
  totals: [],
  byDay: ['day'],
  byProvider: ['provider'],
  byModel: ['model'],
  byKeySource: ['key_source'],
  byAdmin: ['admin'],
  byApiKey: ['api_key'],
  byCapability: ['capability'],
} as const satisfies Record<string, readonly Dimension[]>

type ReportGroups = {
  [N in keyof typeof REPORT_GROUPINGS]: UsageGroup<(typeof REPORT_GROUPINGS)[N][number]>[]
} & {
  /** By the dimensions that were asked for. */
  asked?: UsageGroup<Dimension>[]
}

/** What a file is grouped by when nothing is said: everything. */
export const FULL_DETAIL = [...DIMENSIONS]

export function toUsageReport(parts: {
  period: string | null
  range: DayRange
  today: string
  source: 'ledger' | 'roll_up'
  openRequests: number | null
  groups: ReportGroups
  dimensions: Dimension[] | undefined
}): z.infer<typeof UsageReport> {
  const { range, groups, dimensions } = parts
  return {
    period: parts.period,
    ...range,
    source: parts.source,
    open_requests: parts.openRequests,
    totals: toFigureFields(groups.totals[0] ?? noFigures),
    by_day: everyDay(groups.byDay, { ...range, today: parts.today }),
    by_provider: groups.byProvider.map((group) => ({ provider: group.provider, ...toFigureFields(group) })),
    by_model: groups.byModel.map((group) => ({
      provider: group.provider,
      model: group.model,
      ...toFigureFields(group),
    })),
    by_key_source: groups.byKeySource.map((group) => ({ key_source: group.keySource, ...toFigureFields(group) })),
    by_admin: groups.byAdmin.map((group) => ({ ...keyFields.admin(group), ...toFigureFields(group) })),
    by_api_key: groups.byApiKey.map((group) => ({ ...keyFields.api_key(group), ...toFigureFields(group) })),
    by_capability: groups.byCapability.map((group) => ({ capability: group.capability, ...toFigureFields(group) })),
    ...(dimensions && {
      groups: groups.asked?.map((group) => ({ ...toKeyFields(dimensions, group), ...toFigureFields(group) })) ?? [],
    }),
  }
}

/** A row for each group, and nothing but numbers and texts in it. */
export function toCsvRows(dimensions: Dimension[], groups: UsageGroup<Dimension>[]): CsvRow[] {
  return groups.map((group) => {
    const { latency_ms: latency, ...fields } = toFigureFields(group)
    return {
      ...toKeyFields(dimensions, group),
      ...fields,
      latency_p50_ms: latency?.p50 ?? null,
      latency_p95_ms: latency?.p95 ?? null,
      latency_p99_ms: latency?.p99 ?? null,
    }
  })
}

/** The columns of a file, also of one without a row. */
export const csvColumns = (dimensions: Dimension[]): string[] =>
  Object.keys(toCsvRows(dimensions, [{ ...noKeys, ...noFigures }])[0]!)

function toFigureFields(group: UsageFigures): z.infer<typeof FigureFields> {
  const percentile = (percent: number) => percentileOf(group.latencies, percent)
  const [p50, p95, p99] = [percentile(50), percentile(95), percentile(99)]
  return {
    requests: group.requests,
    errors: group.errors,
    ...toQuantityFields(group),
    cost_usd: toUsd(group.costMicroUsd),
    unpriced_requests: group.unpricedRequests,
    latency_ms: p50 === null || p95 === null || p99 === null ? null : { p50, p95, p99 },
  }
}

const keyFields = {
  day: ({ day }: UsageGroup<'day'>) => ({ day }),
  provider: ({ provider }: UsageGroup<'provider'>) => ({ provider }),
  model: ({ provider, model }: UsageGroup<'model'>) => ({ provider, model }),
  admin: ({ adminId, adminEmail }: UsageGroup<'admin'>) => ({ admin_id: adminId, admin_email: adminEmail }),
  api_key: ({ apiKeyId, apiKeyName }: UsageGroup<'api_key'>) => ({ api_key_id: apiKeyId, api_key_name: apiKeyName }),
  capability: ({ capability }: UsageGroup<'capability'>) => ({ capability }),
  key_source: ({ keySource }: UsageGroup<'key_source'>) => ({ key_source: keySource }),
}

type KeyFields = { [D in Dimension]: ReturnType<(typeof keyFields)[D]> }[Dimension]

function toKeyFields(dimensions: Dimension[], group: UsageGroup<Dimension>): KeyFields {
  return Object.assign({}, ...dimensions.map((dimension) => keyFields[dimension](group)))
}

/** Charts want the days without a call as well. A clock that is behind hides no figures. */
function everyDay(groups: UsageGroup<'day'>[], { from, to, today }: DayRange & { today: string }) {
  const found = new Map(groups.map((group) => [group.day, group]))
  const days = new Set([...daysBetween({ from, to: to < today ? to : today }), ...found.keys()])
  return [...days].map((day) => ({ day, ...toFigureFields(found.get(day) ?? noFigures) }))
}

const noFigures: UsageFigures = {
  ...noQuantities,
  requests: 0,
  errors: 0,
  costMicroUsd: 0,
  unpricedRequests: 0,
  latencies: new Map(),
}

const noKeys = {
  day: '',
  provider: '',
  model: '',
  adminId: 0,
  adminEmail: null,
  apiKeyId: 0,
  apiKeyName: null,
  capability: '',
  keySource: 'shared' as const,
}
