import { and, count, eq, gte, sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { contains, orderBy } from '../db/filters.ts'
import type { AdminRow } from '../db/rows.ts'
import { admins, auditEvents } from '../db/schema.ts'
import type { Role } from '../access/decision.ts'

export type AdminFilter = {
  limit: number
  offset: number
  ordering: string
  search?: string | undefined
  role?: Role | undefined
  isActive?: boolean | undefined
}

export async function listAdmins(database: Database, filter: AdminFilter) {
  const where = and(
    filter.role ? eq(admins.role, filter.role) : undefined,
    filter.isActive === undefined ? undefined : eq(admins.isActive, filter.isActive),
    filter.search ? contains(filter.search, [admins.email, admins.name]) : undefined,
  )
  const [rows, totals] = await database.batch([
    database
      .select()
      .from(admins)
      .where(where)
      .orderBy(...orderBy(filter.ordering, { id: admins.id, email: admins.email }, admins.id))
      .limit(filter.limit)
      .offset(filter.offset),
    database.select({ count: count() }).from(admins).where(where),
  ])
  return { rows, count: totals[0]!.count }
}

export async function findAdmin(database: Database, id: number): Promise<AdminRow | null> {
  const [row] = await database.select().from(admins).where(eq(admins.id, id)).limit(1)
  return row ?? null
}

/** Who may have a ledger that has something to tell: all admins, and those who were deleted since a moment. */
export async function selectLedgerOwners(database: Database, { since, limit }: { since: string; limit: number }) {
  const [present, deleted] = await database.batch([
    database.select({ id: admins.id }).from(admins).orderBy(admins.id).limit(limit),
    database
      // Two who delete at once both leave a row.
      .selectDistinct({ id: auditEvents.targetId })
      .from(auditEvents)
      .where(and(eq(auditEvents.action, 'admin.delete'), gte(auditEvents.createdAt, since)))
      .limit(limit),
  ])
  return [...present.map(({ id }) => id), ...deleted.map(({ id }) => Number(id))]
}

export function insertAdminStatement(database: Database, row: AdminRow) {
  return database.insert(admins).values(row)
}

/** Changes an admin, or just says that something of theirs has changed. Answers the row with its new epoch. */
export function updateAdminStatement(database: Database, id: number, change: Partial<Omit<AdminRow, 'epoch'>> = {}) {
  return database
    .update(admins)
    .set({ ...change, epoch: sql`${admins.epoch} + 1` })
    .where(eq(admins.id, id))
    .returning()
}

export function deleteAdminStatement(database: Database, id: number) {
  return database.delete(admins).where(eq(admins.id, id))
}
