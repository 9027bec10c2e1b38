/**
 * Random figures in D1, asked for by random filters and groupings: every report is the sum of its parts, to the micro-USD,
 * and what plain addition says it is. A failure prints the seed and the smallest figures that still fail.
 */
import fc from 'fast-check'
import Papa from 'papaparse'
import { beforeAll, expect, it } from 'vitest'
import { percentileOf } from '../../src/ledger/latency.ts'
import type { DailyUsageRow } from '../../src/ledger/port.ts'
import { quantityNames } from '../../src/ledger/pricing.ts'
import { createApi } from '../support/api.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'
import { aDay, addUp, readReport, SUMS, writeDays, type Group, type Report } from '../support/usage.ts'

const RUNS = 40

type Row = DailyUsageRow & { adminId: number }
type Query = {
  days: { from: string; to: string } | { period: string }
  filters: Record<string, string>
  groupBy: string[]
  viewer: number
}

let gateway: Gateway
let superKey: string
let admins: { id: number; key: string; email: string }[]

beforeAll(async () => {
  gateway = createGateway()
  superKey = (await createAdmin('super_admin')).key
  admins = [await createAdmin(), await createAdmin(), await createAdmin()]
})

const DAYS = ['2031-01-30', '2031-01-31', '2031-02-01', '2031-02-02', '2031-02-28', '2031-03-01']
const COLUMNS: Record<string, (row: Row) => string> = {
  day: ({ day }) => day,
  provider: ({ providerSlug }) => providerSlug,
  model: ({ modelName }) => modelName,
  admin: ({ adminId }) => String(adminId),
  api_key: ({ apiKeyId }) => String(apiKeyId),
  capability: ({ capability }) => capability,
  key_source: ({ keySource }) => keySource,
}
/** Where an answer has it under another name. */
const FIELDS: Record<string, string> = { admin: 'admin_id', api_key: 'api_key_id' }

const amount = fc.oneof(fc.constant(0), fc.nat({ max: 1_000 }), fc.nat({ max: 1_000_000_000 }))

const row = fc.record({
  admin: fc.nat({ max: 2 }),
  provider: fc.constantFrom(1, 2),
  model: fc.constantFrom(1, 2),
  key: fc.record({
    day: fc.constantFrom(...DAYS),
    apiKeyId: fc.constantFrom(11, 12),
    capability: fc.constantFrom('chat', 'image'),
    keySource: fc.constantFrom('shared' as const, 'personal' as const),
  }),
  figures: fc.record(
    Object.fromEntries([...quantityNames, 'requests', 'errors', 'unpricedRequests'].map((name) => [name, amount])),
  ),
  costMicroUsd: fc.oneof(
    amount,
    fc.nat({ max: 1_000_000_000 }).map((cost) => cost * 1_000 + 1),
  ),
  latencies: fc.dictionary(fc.nat({ max: 160 }).map(String), fc.integer({ min: 1, max: 1_000 }), { maxKeys: 4 }),
})
type Draft = typeof row extends fc.Arbitrary<infer D> ? D : never
const sameRow = ({ admin, provider, model, key }: Draft) => JSON.stringify([admin, provider, model, key])

const query: fc.Arbitrary<Query> = fc.record({
  days: fc.oneof(
    fc.constantFrom('2031-01', '2031-02').map((period) => ({ period })),
    fc.tuple(fc.constantFrom(...DAYS), fc.constantFrom(...DAYS)).map((pair) => {
      const [from, to] = pair.sort()
      return { from: from!, to: to! }
    }),
  ),
  filters: fc.record(
    {
      provider: fc.constantFrom('one', 'two', 'three'),
      model: fc.constantFrom('model-1', 'model-2'),
      api_key: fc.constantFrom('11', '12', '13'),
      capability: fc.constantFrom('chat', 'image', 'video'),
      key_source: fc.constantFrom('shared', 'personal'),
    },
    { requiredKeys: [] },
  ),
  groupBy: fc
    .subarray(Object.keys(COLUMNS), { minLength: 1 })
    .chain((names) => fc.shuffledSubarray(names, { minLength: names.length })),
  // 3: everybody, as a super admin.
  viewer: fc.nat({ max: 3 }),
})

it('adds up: every grouping and the file to the totals, and all to what was written', { timeout: 120_000 }, () =>
  fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(row, { maxLength: 40, selector: sameRow }),
      fc.array(query, { minLength: 1, maxLength: 4 }),
      async (drafts, queries) => {
        await env.DB.prepare('DELETE FROM usage_daily').run()
        const rows = drafts.map(toRow)
        for (const { id } of admins) {
          const own = rows.filter(({ adminId }) => adminId === id)
          await writeDays(id, own)
        }
        for (const one of queries) await check(rows, one)
      },
    ),
    { numRuns: RUNS },
  ),
)

function toRow({ admin, provider, model, key, figures, costMicroUsd, latencies }: Draft): Row {
  return {
    ...aDay({ ...key, ...figures, costMicroUsd, latencies: JSON.stringify(latencies) }),
    adminId: admins[admin]!.id,
    providerId: provider,
    providerSlug: provider === 1 ? 'one' : 'two',
    modelId: 2 * provider + model,
    modelName: `model-${model}`,
  }
}

async function check(rows: Row[], { days, filters, groupBy, viewer }: Query): Promise<void> {
  const admin = admins[viewer]
  const key = admin?.key ?? superKey
  const wanted = rows.filter((row) => isAsked(row, { days, filters }) && (!admin || row.adminId === admin.id))
  const parameters = new URLSearchParams({ ...days, ...filters, group_by: groupBy.join() }).toString()
  const report = await readReport(createApi(gateway, key), `?${parameters}`)

  expect(addUp([report.totals])).toEqual(addAmounts(wanted))
  for (const groups of partsOf(report)) expect(addUp(groups)).toEqual(addUp([report.totals]))
  expectGroups(report.groups!, wanted, groupBy)
  for (const [dimension, groups] of Object.entries(byDimension(report))) expectGroups(groups, wanted, [dimension])
  expect(report.totals.latency_ms).toEqual(latencyOf(wanted))

  const file = await readFile(key, parameters)
  expect(addUp(file)).toEqual(addUp([report.totals]))
  const cellsOf = (group: Group) => Object.entries(group).filter(([name]) => name !== 'latency_ms')
  expect(file.map((line) => Object.entries(line).slice(0, -3))).toEqual(
    report.groups!.map((group) => cellsOf(group).map(([name, value]) => [name, String(value ?? '')])),
  )
  const detail = await readFile(key, new URLSearchParams({ ...days, ...filters }).toString())
  expect(addUp(detail)).toEqual(addUp([report.totals]))
}

function isAsked(row: Row, { days, filters }: Pick<Query, 'days' | 'filters'>): boolean {
  const inDays = 'period' in days ? row.day.startsWith(days.period) : row.day >= days.from && row.day <= days.to
  return inDays && Object.entries(filters).every(([name, value]) => COLUMNS[name]!(row) === value)
}

const partsOf = (report: Report): Group[][] => [
  report.by_day,
  report.by_provider,
  report.by_model,
  report.by_key_source,
  report.by_admin,
  report.by_api_key,
  report.by_capability,
  report.groups!,
]

const byDimension = (report: Report): Record<string, Group[]> => ({
  provider: report.by_provider,
  model: report.by_model,
  admin: report.by_admin,
  api_key: report.by_api_key,
  capability: report.by_capability,
  key_source: report.by_key_source,
  day: report.by_day.filter((day) => SUMS.some((field) => day[field] !== 0) || day.latency_ms !== null),
})

/** One group for each combination that was used, with its own sums and its own latencies, in order. */
function expectGroups(groups: Group[], rows: Row[], dimensions: string[]): void {
  const names = [...new Set(dimensions.flatMap((name) => (name === 'model' ? ['provider', 'model'] : [name])))]
  const expected = Map.groupBy(rows, (row) => JSON.stringify(names.map((name) => COLUMNS[name]!(row))))
  const found = groups.map((group) => JSON.stringify(names.map((name) => String(group[FIELDS[name] ?? name]))))
  const isUsed = (rows: Row[]) => Object.values(addAmounts(rows)).some((sum) => sum !== 0) || latencyOf(rows) !== null
  const keys = [...expected].filter(([, rows]) => dimensions.join() !== 'day' || isUsed(rows)).map(([key]) => key)
  expect(new Set(found)).toEqual(new Set(keys))
  expect(found).toHaveLength(keys.length)
  for (const [index, group] of groups.entries()) {
    const own = expected.get(found[index]!)!
    expect([addUp([group]), group.latency_ms]).toEqual([addAmounts(own), latencyOf(own)])
  }
}

/** As `addUp` has them, of the rows themselves. */
function addAmounts(rows: Row[]): Record<string, number> {
  const total = (name: keyof Row) => rows.reduce((sum, row) => sum + Number(row[name]), 0)
  const camel = (field: string) => field.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase())
  const own: Partial<Record<string, keyof Row>> = {
    audio_seconds: 'audioMs',
    video_seconds: 'videoMs',
    cost_usd: 'costMicroUsd',
  }
  return Object.fromEntries(SUMS.map((field) => [field, total(own[field] ?? (camel(field) as keyof Row))]))
}

function latencyOf(rows: Row[]) {
  const merged = new Map<number, number>()
  for (const { latencies } of rows) {
    for (const [bucket, calls] of Object.entries(JSON.parse(latencies) as Record<string, number>)) {
      merged.set(Number(bucket), (merged.get(Number(bucket)) ?? 0) + calls)
    }
  }
  if (merged.size === 0) return null
  const at = (percent: number) => percentileOf(merged, percent)!
  return { p50: at(50), p95: at(95), p99: at(99) }
}

async function readFile(key: string, parameters: string): Promise<Record<string, string>[]> {
  const response = await gateway.fetch(`/api/v1/ai/usage?${parameters}&format=csv`, { key })
  expect(response.status).toBe(200)
  const { data, errors } = Papa.parse<Record<string, string>>(await response.text(), { header: true })
  expect(errors).toEqual([])
  return data
}
