/**
 * The registry (providers, models, capability defaults, the default policy) as calls see it: cached, and never older than
 * the registry's epoch says. The control plane writes it and calls `announceRegistryChange` afterwards.
 */
import { z } from 'zod'
import { explainDatabaseFailure } from '../db/failures.ts'
import { defaultPolicyRow, modelRow, providerRow, type DefaultPolicyRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { LiveEvent } from '../ledger/events/events.ts'
import { REREAD, type CacheEntry } from '../platform/cache.ts'
import { findPolicy } from '../policy/queries.ts'
import {
  selectActiveSlugs,
  selectDefaultModel,
  selectProvidersWithModels,
  selectSlugsNaming,
  type ProviderWithModels,
} from './queries.ts'

const providerWithModels: z.ZodType<ProviderWithModels> = z.object({
  provider: providerRow,
  models: z.array(modelRow.extend({ totalRequests: z.number(), lastUsedAt: z.string().nullable() })),
})
const slugList = z.array(z.string())
const defaultModel = z.object({ slug: z.string(), modelId: z.string() })

export type { ProviderWithModels }
export type DefaultModel = z.infer<typeof defaultModel>

/** A provider and all its models. `null`: no provider has the slug. */
export function readProvider(
  deps: Deps,
  slug: string,
  minEpoch: number,
): Promise<CacheEntry<ProviderWithModels> | null> {
  return deps.cache.read({
    key: `provider:${slug}`,
    schema: providerWithModels,
    minEpoch,
    load: labelled(deps, async () => (await selectProvidersWithModels(deps.database, [slug])).get(slug) ?? null),
  })
}

/** Several providers with their models, by slug; one database query for all. Unknown slugs are absent. */
export async function readProviders(
  deps: Deps,
  slugs: string[],
  minEpoch: number,
): Promise<CacheEntry<Record<string, ProviderWithModels>>> {
  const wanted = [...new Set(slugs)].sort()
  const entry = await deps.cache.read({
    key: `bulk:${wanted.join(',')}`,
    schema: z.record(z.string(), providerWithModels),
    minEpoch,
    load: labelled(deps, async () => Object.fromEntries(await selectProvidersWithModels(deps.database, wanted))),
  })
  return entry!
}

export async function readActiveSlugs(deps: Deps, minEpoch: number): Promise<CacheEntry<string[]>> {
  const entry = await deps.cache.read({
    key: 'providers:active',
    schema: slugList,
    minEpoch,
    load: labelled(deps, () => selectActiveSlugs(deps.database)),
  })
  return entry!
}

/** Slugs of the providers that have a model of this upstream id, active or not. */
export async function readSlugsNaming(deps: Deps, modelId: string, minEpoch: number): Promise<CacheEntry<string[]>> {
  const entry = await deps.cache.read({
    key: `named:${modelId}`,
    schema: slugList,
    minEpoch,
    load: labelled(deps, async () => {
      const slugs = await selectSlugsNaming(deps.database, modelId)
      // What nobody has is not cached: callers could fill the cache with names.
      return slugs.length > 0 ? slugs : null
    }),
  })
  return entry ?? { value: [], epoch: minEpoch }
}

/** The default model of a capability. `null`: none is set. */
export function readDefaultModel(
  deps: Deps,
  capability: string,
  minEpoch: number,
): Promise<CacheEntry<DefaultModel> | null> {
  return deps.cache.read({
    key: `default:${capability}`,
    schema: defaultModel,
    minEpoch,
    load: labelled(deps, () => selectDefaultModel(deps.database, capability)),
  })
}

/** The default policy. The value is `null` where none is stored, which is cached like a policy: every call asks. */
export async function readPolicy(deps: Deps, minEpoch: number): Promise<CacheEntry<DefaultPolicyRow | null>> {
  const entry = await deps.cache.read({
    key: 'policy',
    schema: defaultPolicyRow.nullable(),
    minEpoch,
    load: () => label(deps, () => findPolicy(deps.database)),
  })
  return entry!
}

/** To be awaited after a change is in D1, before it is reported as done. Puts the new entries where they are known. */
export async function announceRegistryChange(deps: Deps, slugs: string[], events: LiveEvent[]): Promise<void> {
  await deps.registryEpoch.advance(events)
  deps.defer(
    Promise.all([
      ...slugs.map(async (slug) => {
        if (!(await readProvider(deps, slug, REREAD))) await deps.cache.drop(`provider:${slug}`)
      }),
      readActiveSlugs(deps, REREAD),
      readPolicy(deps, REREAD),
    ]).catch(() => undefined),
  )
}

/**
 * Runs a write of new rows. That they conflict with what is stored may come from an earlier attempt which got as far as the
 * database only: then it is announced now.
 */
export async function announceConflicts<T>(deps: Deps, events: LiveEvent[], write: () => Promise<T>): Promise<T> {
  try {
    return await write()
  } catch (error) {
    const failure = error instanceof AppError ? error : explainDatabaseFailure(error)
    if (failure?.code === 'conflict') await deps.registryEpoch.advance(events)
    throw error
  }
}

function labelled<T>(deps: Deps, load: () => Promise<T | null>): () => Promise<CacheEntry<T> | null> {
  return async () => {
    const { value, epoch } = await label(deps, load)
    return value === null ? null : { value, epoch }
  }
}

/** Labels what is loaded with the epoch known before the load, so that a slow reader never revives an old row. */
async function label<T>(deps: Deps, load: () => Promise<T>): Promise<CacheEntry<T>> {
  const epoch = await deps.registryEpoch.current()
  return { value: await load(), epoch }
}
