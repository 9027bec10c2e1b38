import { and, eq } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { capabilityDefaults, models, providers } from '../db/schema.ts'

/** The defaults that are set, with the names of their models. */
export function listDefaults(database: Database) {
  return database
    .select({ capability: capabilityDefaults.capability, slug: providers.slug, modelId: models.modelId })
    .from(capabilityDefaults)
    .innerJoin(models, eq(models.id, capabilityDefaults.modelId))
    .innerJoin(providers, eq(providers.id, models.providerId))
    .orderBy(capabilityDefaults.capability)
}

export async function findModelByName(database: Database, slug: string, modelId: string) {
  const [row] = await database
    .select({ model: models, slug: providers.slug })
    .from(providers)
    .innerJoin(models, and(eq(models.providerId, providers.id), eq(models.modelId, modelId)))
    .where(eq(providers.slug, slug))
    .limit(1)
  return row ?? null
}

export function putDefaultStatement(database: Database, capability: string, modelId: number, at: string) {
  return database
    .insert(capabilityDefaults)
    .values({ capability, modelId, createdAt: at, updatedAt: at })
    .onConflictDoUpdate({ target: capabilityDefaults.capability, set: { modelId, updatedAt: at } })
}
