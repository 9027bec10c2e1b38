import { and, count, eq, isNull, or, sql, type SQL } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { contains, orderBy, qualified } from '../db/filters.ts'
import type { ProviderRow } from '../db/rows.ts'
import { models, providers, settings, usageMonthly } from '../db/schema.ts'

export type ProviderStats = { modelsCount: number; totalRequests: number; lastUsedAt: string | null }
export type ProviderWithStats = { provider: ProviderRow } & ProviderStats

const stats = {
  modelsCount: sql<number>`(SELECT count(*) FROM ${models} WHERE ${models.providerId} = ${qualified(providers.id)})`,
  totalRequests: sql<number>`(
    SELECT coalesce(sum(${usageMonthly.requests}), 0) FROM ${usageMonthly}
    WHERE ${usageMonthly.providerId} = ${qualified(providers.id)})`,
  lastUsedAt: sql<string | null>`(
    SELECT max(${usageMonthly.lastUsedAt}) FROM ${usageMonthly} WHERE ${usageMonthly.providerId} = ${qualified(providers.id)})`,
}

export type ProviderFilter = {
  limit: number
  offset: number
  ordering: string
  search?: string | undefined
  isActive?: boolean | undefined
  protocol?: string | undefined
}

const orderings = { sort_order: providers.sortOrder, name: providers.name, created_at: providers.id }

export async function listProviders(database: Database, filter: ProviderFilter) {
  const where = and(
    filter.isActive === undefined ? undefined : eq(providers.isActive, filter.isActive),
    filter.protocol ? eq(providers.protocol, filter.protocol) : undefined,
    filter.search
      ? contains(filter.search, [providers.name, providers.slug, providers.displayName, providers.description])
      : undefined,
  )
  const [rows, totals] = await database.batch([
    database
      .select({ provider: providers, ...stats })
      .from(providers)
      .where(where)
      .orderBy(...orderBy(filter.ordering, orderings, providers.id))
      .limit(filter.limit)
      .offset(filter.offset),
    database.select({ count: count() }).from(providers).where(where),
  ])
  return { rows, count: totals[0]!.count }
}

/** By slug, or by id where `reference` is a number. */
export async function findProvider(database: Database, reference: string): Promise<ProviderWithStats | null> {
  const match: SQL = /^\d{1,15}$/.test(reference) ? eq(providers.id, Number(reference)) : eq(providers.slug, reference)
  const [row] = await database
    .select({ provider: providers, ...stats })
    .from(providers)
    .where(match)
    .limit(1)
  return row ?? null
}

/** The catalogue's entry of this slug or name gives way, if nobody has touched it. Its models go with it. */
export function replaceCatalogueEntryStatement(database: Database, { slug, name }: { slug: string; name: string }) {
  return database.delete(providers).where(
    and(
      or(eq(providers.slug, slug), eq(providers.name, name)),
      eq(providers.source, 'catalogue'),
      eq(providers.isActive, false),
      isNull(providers.sharedApiKey),
      // The catalogue writes a row once: whoever changes it later is a person.
      eq(providers.updatedAt, providers.createdAt),
      sql`NOT EXISTS (
          SELECT 1 FROM ${models}
          WHERE ${models.providerId} = ${qualified(providers.id)} AND ${models.updatedAt} <> ${models.createdAt})`,
      sql`NOT EXISTS (SELECT 1 FROM ${settings} WHERE ${settings.providerId} = ${qualified(providers.id)})`,
    ),
  )
}

export function insertProviderStatement(database: Database, row: ProviderRow) {
  return database.insert(providers).values(row)
}

export function updateProviderStatement(database: Database, id: number, change: Partial<ProviderRow>) {
  return database.update(providers).set(change).where(eq(providers.id, id))
}

export function deleteProviderStatement(database: Database, id: number) {
  return database.delete(providers).where(eq(providers.id, id))
}

/** Requests that were counted at a provider in a month, as of the last roll-up. */
export async function countRequests(database: Database, providerId: number, period: string): Promise<number> {
  const [row] = await database
    .select({ requests: sql<number>`coalesce(sum(${usageMonthly.requests}), 0)` })
    .from(usageMonthly)
    .where(and(eq(usageMonthly.period, period), eq(usageMonthly.providerId, providerId)))
  return row?.requests ?? 0
}
