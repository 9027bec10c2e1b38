import { and, count, eq, isNull, sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { contains, orderBy, qualified } from '../db/filters.ts'
import type { AdminRow, ApiKeyRow } from '../db/rows.ts'
import { admins, apiKeys, usageMonthly } from '../db/schema.ts'
import type { RateLimits } from '../ledger/limits.ts'

export type KeyWithAdmin = { apiKey: ApiKeyRow; admin: AdminRow }

export async function findKeyByHash(database: Database, hash: string): Promise<KeyWithAdmin | null> {
  const [row] = await database
    .select({ apiKey: apiKeys, admin: admins })
    .from(apiKeys)
    .innerJoin(admins, eq(admins.id, apiKeys.adminId))
    .where(eq(apiKeys.hash, hash))
    .limit(1)
  return row ?? null
}

/** `ownerId` null: of everybody. */
export type KeyFilter = {
  ownerId: number | null
  limit: number
  offset: number
  ordering: string
  search?: string | undefined
  isRevoked?: boolean | undefined
}

const lastUsedAt = sql<string | null>`(
  SELECT max(${usageMonthly.lastUsedAt}) FROM ${usageMonthly} WHERE ${usageMonthly.apiKeyId} = ${qualified(apiKeys.id)})`

export async function listKeys(database: Database, filter: KeyFilter) {
  const where = and(
    filter.ownerId === null ? undefined : eq(apiKeys.adminId, filter.ownerId),
    filter.isRevoked === undefined
      ? undefined
      : filter.isRevoked
        ? sql`${apiKeys.revokedAt} IS NOT NULL`
        : isNull(apiKeys.revokedAt),
    filter.search ? contains(filter.search, [apiKeys.name, apiKeys.hint]) : undefined,
  )
  const [rows, totals] = await database.batch([
    database
      .select({ apiKey: apiKeys, lastUsedAt })
      .from(apiKeys)
      .where(where)
      .orderBy(...orderBy(filter.ordering, { id: apiKeys.id }, apiKeys.id))
      .limit(filter.limit)
      .offset(filter.offset),
    database.select({ count: count() }).from(apiKeys).where(where),
  ])
  return { rows, count: totals[0]!.count }
}

/** One key, of this owner alone unless `ownerId` is null. */
export async function findKey(database: Database, id: number, ownerId: number | null) {
  const [row] = await database
    .select({ apiKey: apiKeys, lastUsedAt })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, id), ownerId === null ? undefined : eq(apiKeys.adminId, ownerId)))
    .limit(1)
  return row ?? null
}

export function insertKeyStatement(database: Database, row: ApiKeyRow) {
  return database.insert(apiKeys).values(row)
}

/** `judged`: the limits by which the change was judged. Where they are others by now, nothing is written. */
export function updateKeyStatement(
  database: Database,
  id: number,
  change: Partial<ApiKeyRow>,
  judged: RateLimits | null = null,
) {
  const asJudged = judged && [
    sql`${apiKeys.requestsPerMinute} IS ${judged.requestsPerMinute}`,
    sql`${apiKeys.tokensPerMinute} IS ${judged.tokensPerMinute}`,
    sql`${apiKeys.concurrentCalls} IS ${judged.concurrentCalls}`,
  ]
  return database
    .update(apiKeys)
    .set(change)
    .where(and(eq(apiKeys.id, id), ...(asJudged ?? [])))
    .returning()
}
