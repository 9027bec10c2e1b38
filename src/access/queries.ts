import { and, count, eq, inArray } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { admins, models, providers, settings } from '../db/schema.ts'

export type ModelFilter = { limit: number; offset: number; provider?: string | undefined; model?: string | undefined }

/** Models with their providers, in the order of the registry. */
export async function listModelsForAccess(database: Database, filter: ModelFilter) {
  const where = and(
    filter.provider ? eq(providers.slug, filter.provider) : undefined,
    filter.model ? eq(models.modelId, filter.model) : undefined,
  )
  const joined = eq(providers.id, models.providerId)
  const rows = await database
    .select({ provider: providers, model: models })
    .from(models)
    .innerJoin(providers, joined)
    .where(where)
    .orderBy(models.sortOrder, models.id)
    .limit(filter.limit)
    .offset(filter.offset)
  const [total] = await database.select({ count: count() }).from(models).innerJoin(providers, joined).where(where)
  return { rows, count: total?.count ?? 0 }
}

/** One page of admins with all their settings. */
export async function listAdminsForMatrix(database: Database, page: { limit: number; offset: number }) {
  const [rows, totals] = await database.batch([
    database.select().from(admins).orderBy(admins.id).limit(page.limit).offset(page.offset),
    database.select({ count: count() }).from(admins),
  ])
  // D1 binds a hundred parameters at most, so the ids of the page go as a subquery.
  const ids = database.select({ id: admins.id }).from(admins).orderBy(admins.id).limit(page.limit).offset(page.offset)
  const ofPage = await database.select().from(settings).where(inArray(settings.adminId, ids))
  return { rows, count: totals[0]!.count, settings: ofPage }
}
