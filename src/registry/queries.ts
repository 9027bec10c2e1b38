import { eq } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { isOneOf } from '../db/filters.ts'
import type { ModelRow, ProviderRow } from '../db/rows.ts'
import { capabilityDefaults, models, providers } from '../db/schema.ts'
import { modelStats, type ModelStats } from '../models/queries.ts'

export type ProviderWithModels = { provider: ProviderRow; models: (ModelRow & ModelStats)[] }

/** One query, whatever the number of slugs. Unknown slugs are absent from the answer. */
export async function selectProvidersWithModels(
  database: Database,
  slugs: string[],
): Promise<Map<string, ProviderWithModels>> {
  const rows = await database
    .select({ provider: providers, model: models, ...modelStats })
    .from(providers)
    .leftJoin(models, eq(models.providerId, providers.id))
    .where(isOneOf(providers.slug, slugs))
    .orderBy(providers.sortOrder, providers.id, models.sortOrder, models.id)
  const found = new Map<string, ProviderWithModels>()
  for (const { provider, model, ...stats } of rows) {
    const entry = found.get(provider.slug) ?? { provider, models: [] }
    if (model) entry.models.push({ ...model, ...stats })
    found.set(provider.slug, entry)
  }
  return found
}

/** Slugs of the active providers, in their order. */
export async function selectActiveSlugs(database: Database): Promise<string[]> {
  const rows = await database
    .select({ slug: providers.slug })
    .from(providers)
    .where(eq(providers.isActive, true))
    .orderBy(providers.sortOrder, providers.id)
  return rows.map(({ slug }) => slug)
}

/** Slugs of the providers that have a model of this upstream id, active or not. */
export async function selectSlugsNaming(database: Database, modelId: string): Promise<string[]> {
  const rows = await database
    .select({ slug: providers.slug })
    .from(models)
    .innerJoin(providers, eq(providers.id, models.providerId))
    .where(eq(models.modelId, modelId))
    .orderBy(providers.sortOrder, providers.id)
  return rows.map(({ slug }) => slug)
}

/** The default model of a capability, with its provider. */
export async function selectDefaultModel(database: Database, capability: string) {
  const [row] = await database
    .select({ slug: providers.slug, modelId: models.modelId })
    .from(capabilityDefaults)
    .innerJoin(models, eq(models.id, capabilityDefaults.modelId))
    .innerJoin(providers, eq(providers.id, models.providerId))
    .where(eq(capabilityDefaults.capability, capability))
    .limit(1)
  return row ?? null
}
