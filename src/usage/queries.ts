import { and, between, eq, sql, type SQL } from 'drizzle-orm'
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core'
import type { Database } from '../db/client.ts'
import { qualified } from '../db/filters.ts'
import { admins, apiKeys, providers, usageDaily } from '../db/schema.ts'
import type { KeySource } from '../ledger/port.ts'
import { quantityNames, type Quantities } from '../ledger/pricing.ts'
import type { DayRange } from './range.ts'

/** By what figures can be grouped. */
export const DIMENSIONS = ['day', 'provider', 'model', 'admin', 'api_key', 'capability', 'key_source'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Which calls. What is left out does not matter. */
export type UsageFilter = DayRange & {
  adminId?: number | undefined
  provider?: string | undefined
  model?: string | undefined
  apiKeyId?: number | undefined
  capability?: string | undefined
  keySource?: KeySource | undefined
}

export type UsageFigures = Quantities & {
  requests: number
  errors: number
  costMicroUsd: number
  unpricedRequests: number
  /** Bucket of ledger/latency.ts → calls. */
  latencies: Map<number, number>
}

/** What the calls of a group have in common. A name is `null` where what it belonged to is gone. */
type GroupKeys = {
  day: { day: string }
  provider: { provider: string }
  model: { provider: string; model: string }
  admin: { adminId: number; adminEmail: string | null }
  api_key: { apiKeyId: number; apiKeyName: string | null }
  capability: { capability: string }
  key_source: { keySource: KeySource }
}
export type UsageGroup<D extends Dimension = never> = UsageFigures & Intersection<GroupKeys[D]>
type Intersection<U> = (U extends unknown ? (u: U) => void : never) extends (i: infer I) => void ? I : never

const groupColumns: Record<Dimension, Record<string, SQLiteColumn>> = {
  day: { day: usageDaily.day },
  provider: { provider: usageDaily.providerSlug },
  model: { provider: usageDaily.providerSlug, model: usageDaily.modelName },
  admin: { adminId: usageDaily.adminId },
  api_key: { apiKeyId: usageDaily.apiKeyId },
  capability: { capability: usageDaily.capability },
  key_source: { keySource: usageDaily.keySource },
}

const groupNames: { [D in Dimension]?: Record<string, SQL> } = {
  admin: {
    adminEmail: sql`(SELECT ${admins.email} FROM ${admins} WHERE ${qualified(admins.id)} = ${qualified(usageDaily.adminId)})`,
  },
  api_key: {
    apiKeyName: sql`(
      SELECT ${apiKeys.name} FROM ${apiKeys} WHERE ${qualified(apiKeys.id)} = ${qualified(usageDaily.apiKeyId)})`,
  },
}

const sums = Object.fromEntries(
  ([...quantityNames, 'requests', 'errors', 'costMicroUsd', 'unpricedRequests'] as const).map((name) => [
    name,
    sql`coalesce(sum(${usageDaily[name]}), 0)`,
  ]),
)

/**
 * The figures of D1 by each of the groupings (no dimension: one group of all), in the order of their dimensions. All of one
 * moment, so that each grouping adds up to the same. `limit` groups at most of each.
 */
export async function selectUsage<const G extends Record<string, readonly Dimension[]>>(
  database: Database,
  { filter, groupings, limit }: { filter: UsageFilter; groupings: G; limit: number },
): Promise<{ [N in keyof G]: UsageGroup<G[N][number]>[] }> {
  const statements = Object.values(groupings).flatMap((dimensions) => [
    figuresStatement(database, { filter, dimensions, limit }),
    latenciesStatement(database, { filter, dimensions, limit }),
  ])
  const [first, ...rest] = statements
  if (!first) throw new Error('There is nothing to group by')
  const answers = (await database.batch([first, ...rest])) as Record<string, unknown>[][]
  const groups = Object.entries(groupings).map(([name, dimensions], index) => {
    const [figures, latencies] = [answers[2 * index]!, answers[2 * index + 1]!]
    return [name, withLatencies(Object.keys(columnsOf(dimensions)), figures, latencies)]
  })
  // The statements select what `UsageGroup` says, column by column.
  return Object.fromEntries(groups) as { [N in keyof G]: UsageGroup<G[N][number]>[] }
}

type Part = { filter: UsageFilter; dimensions: readonly Dimension[]; limit: number }

function figuresStatement(database: Database, { filter, dimensions, limit }: Part) {
  const columns = columnsOf(dimensions)
  const names = Object.assign({}, ...dimensions.map((dimension) => groupNames[dimension])) as Record<string, SQL>
  return database
    .select({ ...columns, ...names, ...sums })
    .from(usageDaily)
    .where(conditionOf(filter))
    .groupBy(...unindexed(columns))
    .orderBy(...unindexed(columns))
    .limit(limit)
}

/** Calls by bucket of their duration, one histogram for each group. */
function latenciesStatement(database: Database, { filter, dimensions, limit }: Part) {
  const columns = columnsOf(dimensions)
  const buckets = database
    .select({
      ...columns,
      bucket: sql<string>`json_each.key`.as('bucket'),
      calls: sql<number>`sum(json_each.value)`.as('calls'),
    })
    .from(usageDaily)
    .innerJoin(sql`json_each(${usageDaily.latencies})`, sql`true`)
    .where(conditionOf(filter))
    .groupBy(...unindexed(columns), sql`json_each.key`)
    .as('buckets')
  const keys = Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [
      name,
      sql`${sql.identifier('buckets')}.${sql.identifier(column.name)}`,
    ]),
  )
  return database
    .select({ ...keys, latencies: sql<string>`json_group_object(${buckets.bucket}, ${buckets.calls})` })
    .from(buckets)
    .groupBy(...Object.values(keys))
    .limit(limit)
}

const columnsOf = (dimensions: readonly Dimension[]): Record<string, SQLiteColumn> =>
  Object.assign({}, ...dimensions.map((dimension) => groupColumns[dimension]))

/** An index is for finding the days: else SQLite walks all of history in the order of the groups. */
const unindexed = (columns: Record<string, SQLiteColumn>) => Object.values(columns).map((column) => sql`+${column}`)

/** Each group gets its own histogram. */
function withLatencies(keys: string[], figures: Record<string, unknown>[], latencies: Record<string, unknown>[]) {
  const keyOf = (row: Record<string, unknown>) => JSON.stringify(keys.map((key) => row[key]))
  const histograms = new Map(latencies.map((row) => [keyOf(row), String(row['latencies'])]))
  return figures.map((row) => {
    const calls = JSON.parse(histograms.get(keyOf(row)) ?? '{}') as Record<string, number>
    return { ...row, latencies: new Map(Object.entries(calls).map(([bucket, count]) => [Number(bucket), count])) }
  })
}

function conditionOf({ from, to, adminId, provider, model, apiKeyId, capability, keySource }: UsageFilter) {
  return and(
    between(usageDaily.day, from, to),
    adminId === undefined ? undefined : eq(usageDaily.adminId, adminId),
    provider === undefined ? undefined : eq(usageDaily.providerSlug, provider),
    model === undefined ? undefined : eq(usageDaily.modelName, model),
    apiKeyId === undefined ? undefined : eq(usageDaily.apiKeyId, apiKeyId),
    capability === undefined ? undefined : eq(usageDaily.capability, capability),
    keySource === undefined ? undefined : eq(usageDaily.keySource, keySource),
  )
}

export async function selectProviderId(database: Database, slug: string): Promise<number | null> {
  const [row] = await database.select({ id: providers.id }).from(providers).where(eq(providers.slug, slug))
  return row?.id ?? null
}
