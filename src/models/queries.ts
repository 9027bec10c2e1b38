import { and, count, desc, eq, exists, sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { contains, isOneOf, orderBy, qualified } from '../db/filters.ts'
import type { ModelRow, ProviderRow } from '../db/rows.ts'
import { modelPrices, models, providers, usageMonthly } from '../db/schema.ts'

export type ModelStats = { totalRequests: number; lastUsedAt: string | null }
export type ModelWithProvider = { model: ModelRow; provider: ProviderRow }
/** A change of a model; its prices are valid from `updatedAt`. */
export type ModelUpdate = Partial<ModelRow> & Pick<ModelRow, 'updatedAt'>

/** Columns for a select over `models`. */
export const modelStats = {
  totalRequests: sql<number>`(
    SELECT coalesce(sum(${usageMonthly.requests}), 0) FROM ${usageMonthly}
    WHERE ${usageMonthly.providerId} = ${models.providerId} AND ${usageMonthly.modelId} = ${models.id})`,
  lastUsedAt: sql<string | null>`(
    SELECT max(${usageMonthly.lastUsedAt}) FROM ${usageMonthly}
    WHERE ${usageMonthly.providerId} = ${models.providerId} AND ${usageMonthly.modelId} = ${models.id})`,
}

export type ModelFilter = {
  limit: number
  offset: number
  ordering: string
  search?: string | undefined
  provider?: string | undefined
  capability?: string | undefined
  isActive?: boolean | undefined
}

const orderings = { sort_order: models.sortOrder, name: models.name, created_at: models.id }

export async function listModels(database: Database, filter: ModelFilter) {
  const isNumber = filter.provider !== undefined && /^\d{1,15}$/.test(filter.provider)
  const providerMatches = and(
    eq(providers.id, models.providerId),
    filter.provider === undefined || isNumber ? undefined : eq(providers.slug, filter.provider),
  )
  const where = and(
    isNumber ? eq(models.providerId, Number(filter.provider)) : undefined,
    filter.isActive === undefined ? undefined : eq(models.isActive, filter.isActive),
    filter.capability
      ? exists(sql`(SELECT 1 FROM json_each(${models.capabilities}) WHERE value = ${filter.capability})`)
      : undefined,
    filter.search ? contains(filter.search, [models.name, models.modelId, models.displayName]) : undefined,
  )
  const rows = await database
    .select({ model: models, provider: providers, ...modelStats })
    .from(models)
    .innerJoin(providers, providerMatches)
    .where(where)
    .orderBy(...orderBy(filter.ordering, orderings, models.id))
    .limit(filter.limit)
    .offset(filter.offset)
  const [total] = await database
    .select({ count: count() })
    .from(models)
    .innerJoin(providers, providerMatches)
    .where(where)
  return { rows, count: total?.count ?? 0 }
}

export async function findModel(database: Database, id: number) {
  const [row] = await database
    .select({ model: models, provider: providers, ...modelStats })
    .from(models)
    .innerJoin(providers, eq(providers.id, models.providerId))
    .where(eq(models.id, id))
    .limit(1)
  return row ?? null
}

/** What a model has cost, newest first. `validUntil` is when the next price came, and `null` of the one that holds. */
export async function listModelPrices(database: Database, page: { modelId: number; limit: number; offset: number }) {
  const ofModel = eq(modelPrices.modelId, page.modelId)
  const validUntil = sql<string | null>`(
    SELECT next.valid_from FROM ${modelPrices} AS next
    WHERE next.model_id = ${qualified(modelPrices.modelId)} AND next.id > ${qualified(modelPrices.id)}
    ORDER BY next.id LIMIT 1)`
  const [rows, totals] = await database.batch([
    database
      .select({ validFrom: modelPrices.validFrom, validUntil, prices: modelPrices.prices })
      .from(modelPrices)
      .where(ofModel)
      .orderBy(desc(modelPrices.id))
      .limit(page.limit)
      .offset(page.offset),
    database.select({ count: count() }).from(modelPrices).where(ofModel),
  ])
  return { rows, count: totals[0]!.count }
}

/** Which of these upstream ids the provider has already. */
export async function selectTakenModelIds(
  database: Database,
  providerId: number,
  modelIds: string[],
): Promise<Set<string>> {
  const rows = await database
    .select({ modelId: models.modelId })
    .from(models)
    .where(and(eq(models.providerId, providerId), isOneOf(models.modelId, modelIds)))
  return new Set(rows.map(({ modelId }) => modelId))
}

export function insertModelStatement(database: Database, row: ModelRow) {
  return database.insert(models).values(row)
}

/** Clocks differ: `updated_at` never goes back, or a price would end before it began. */
export function updateModelStatement(database: Database, id: number, { updatedAt, ...change }: ModelUpdate) {
  const notEarlier = sql`max(${models.updatedAt}, ${updatedAt})`
  return database
    .update(models)
    .set({ ...change, updatedAt: notEarlier })
    .where(eq(models.id, id))
}

export function deleteModelStatement(database: Database, id: number) {
  return database.delete(models).where(eq(models.id, id))
}
