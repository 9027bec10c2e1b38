import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import type { SettingsRow } from '../db/rows.ts'
import { admins, providers, settings } from '../db/schema.ts'

/** All settings of an admin, by provider id. */
export async function selectSettings(database: Database, adminId: number): Promise<Map<number, SettingsRow>> {
  const rows = await database.select().from(settings).where(eq(settings.adminId, adminId))
  return new Map(rows.map((row) => [row.providerId, row]))
}

/** An admin's settings for a provider together with the admin's epoch. `null`: there is no such admin. */
export async function findSettingsWithEpoch(database: Database, adminId: number, providerId: number) {
  const [row] = await database
    .select({ epoch: admins.epoch, settings })
    .from(admins)
    .leftJoin(settings, and(eq(settings.adminId, admins.id), eq(settings.providerId, providerId)))
    .where(eq(admins.id, adminId))
    .limit(1)
  return row ?? null
}

export async function listSettingsWithProviders(database: Database, adminId: number) {
  return database
    .select({
      provider: { id: providers.id, slug: providers.slug, displayName: providers.displayName },
      settings,
    })
    .from(settings)
    .innerJoin(providers, eq(providers.id, settings.providerId))
    .where(eq(settings.adminId, adminId))
    .orderBy(providers.sortOrder, providers.id)
}

export function insertSettingsStatement(database: Database, row: SettingsRow) {
  return database.insert(settings).values(row).returning()
}

export function updateSettingsStatement(database: Database, id: number, change: Partial<SettingsRow>) {
  return database.update(settings).set(change).where(eq(settings.id, id)).returning()
}

/** `keepsLimits`: not where a limit is set by now. */
export function deleteSettingsStatement(database: Database, id: number, { keepsLimits }: { keepsLimits: boolean }) {
  const unlimited = [settings.monthlyLimit, settings.monthlyBudgetMicroUsd, settings.monthlyTokenLimit].map((limit) =>
    isNull(limit),
  )
  return database
    .delete(settings)
    .where(and(eq(settings.id, id), ...(keepsLimits ? unlimited : [])))
    .returning()
}
