import { and, count, eq, type SQL } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { contains, orderBy } from '../db/filters.ts'
import { auditEvents } from '../db/schema.ts'

/** Who changes something, from which request. */
export type Actor = { adminId: number; email: string; apiKeyId: number; requestId: string; atMs: number }

export type Changes = Record<string, { from: unknown; to: unknown }>

export type AuditEvent = {
  action: `${string}.${string}`
  targetType: string
  targetId: number | string
  changes: Changes
}

/** The audit row as a statement, to go in the same batch as the change. */
export function auditStatement(database: Database, actor: Actor, event: AuditEvent) {
  return database.insert(auditEvents).values({
    createdAt: new Date(actor.atMs).toISOString(),
    actorAdminId: actor.adminId,
    actorEmail: actor.email,
    actorApiKeyId: actor.apiKeyId,
    requestId: actor.requestId,
    action: event.action,
    targetType: event.targetType,
    targetId: String(event.targetId),
    changes: event.changes,
  })
}

/**
 * What differs between two forms of a thing as the API shows it, where no secret stands. Without `before` all is new,
 * without `after` all is gone.
 */
export function diff(before: Record<string, unknown> | null, after: Record<string, unknown> | null): Changes {
  const changes: Changes = {}
  for (const field of new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])) {
    const from = before?.[field] ?? null
    const to = after?.[field] ?? null
    if (field !== 'updated_at' && JSON.stringify(from) !== JSON.stringify(to)) changes[field] = { from, to }
  }
  return changes
}

export type AuditFilter = {
  limit: number
  offset: number
  ordering: string
  search?: string | undefined
  action?: string | undefined
  targetType?: string | undefined
  targetId?: string | undefined
  actorId?: number | undefined
}

export async function listAuditEvents(database: Database, filter: AuditFilter) {
  const conditions: (SQL | undefined)[] = [
    filter.action ? eq(auditEvents.action, filter.action) : undefined,
    filter.targetType ? eq(auditEvents.targetType, filter.targetType) : undefined,
    filter.targetId ? eq(auditEvents.targetId, filter.targetId) : undefined,
    filter.actorId ? eq(auditEvents.actorAdminId, filter.actorId) : undefined,
    filter.search
      ? contains(filter.search, [auditEvents.actorEmail, auditEvents.action, auditEvents.targetId])
      : undefined,
  ]
  const where = and(...conditions)
  const [rows, totals] = await database.batch([
    database
      .select()
      .from(auditEvents)
      .where(where)
      .orderBy(...orderBy(filter.ordering, { id: auditEvents.id }, auditEvents.id))
      .limit(filter.limit)
      .offset(filter.offset),
    database.select({ count: count() }).from(auditEvents).where(where),
  ])
  return { rows, count: totals[0]!.count }
}
