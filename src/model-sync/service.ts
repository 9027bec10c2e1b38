/** What a provider itself says it has, against what the registry has of it. */
import type { Actor } from '../audit/queries.ts'
import { CAPABILITIES, type Capability } from '../capabilities/schemas.ts'
import { insertWithId } from '../db/next-id.ts'
import type { ModelRow, ProviderRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { connectionTo } from '../gateway/connection.ts'
import { registryChanged } from '../ledger/events/events.ts'
import { ModelFields } from '../models/schemas.ts'
import { changeModelStatements, insertModelStatements, toModelRows, type NewModel } from '../models/service.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { z } from '../platform/zod.ts'
import { sharedKeyPlace } from '../providers/service.ts'
import { selectProvidersWithModels } from '../registry/queries.ts'
import { announceConflicts, announceRegistryChange } from '../registry/service.ts'
import { readUpstreamModels } from '../upstreams/list-models.ts'
import type { UpstreamModel } from '../upstreams/model-list.ts'
import { protocolOf } from '../upstreams/protocols.ts'
import type { ModelSyncReport, ModelSyncRequest, ProviderTest } from './schemas.ts'

const LIST_TIMEOUT_MS = 30_000
const EVENTS = [registryChanged('model')]

type Plan = {
  added: NewModel[]
  changed: { before: ModelRow; update: Partial<ModelRow> }[]
  retired: ModelRow[]
  skipped: { model_id: string; reason: string }[]
  unchanged: number
}

/**
 * Compares, and unless it is a dry run brings the registry in line: all in one batch.
 * @throws AppError what the provider's refusal is, or `conflict` when it has no shared key to ask with.
 */
export async function syncModels(
  deps: Deps,
  actor: Actor,
  { provider, wanted }: { provider: ProviderRow; wanted: z.infer<typeof ModelSyncRequest> },
): Promise<z.infer<typeof ModelSyncReport>> {
  const listed = await listModelsOf(deps, provider)
  const known = (await selectProvidersWithModels(deps.database, [provider.slug])).get(provider.slug)?.models ?? []
  const plan = toPlan(listed, known, wanted)
  if (!wanted.dry_run) await announceConflicts(deps, EVENTS, () => apply(deps, actor, { provider, plan }))
  return toReport(plan, wanted.dry_run)
}

/** One free call with the shared key. It answers also when that fails: that is what was asked. */
export async function testProvider(deps: Deps, provider: ProviderRow): Promise<z.infer<typeof ProviderTest>> {
  const startedAtMs = deps.clock()
  const latency = () => deps.clock() - startedAtMs
  try {
    const models = await listModelsOf(deps, provider)
    return { ok: true, latency_ms: latency(), models_count: models.length, error: null }
  } catch (error) {
    const isVerdict =
      error instanceof AppError && (error.code.startsWith('upstream_') || error.code === 'provider_key_unreadable')
    if (!isVerdict) throw error
    const { code, status, message } = error
    return { ok: false, latency_ms: latency(), models_count: null, error: { code, status, message } }
  }
}

async function listModelsOf(deps: Deps, provider: ProviderRow): Promise<UpstreamModel[]> {
  const { sharedApiKey } = provider
  if (sharedApiKey === null && protocolOf(provider).needsKey) {
    throw new AppError('conflict', 'The provider has no shared key to ask with')
  }
  const key = sharedApiKey === null ? '' : await deps.keyring.open(sharedApiKey, sharedKeyPlace(provider.id))
  const controller = new AbortController()
  const late = new AppError('upstream_timeout', `The provider did not answer within ${LIST_TIMEOUT_MS} ms`)
  const timer = setTimeout(() => controller.abort(late), LIST_TIMEOUT_MS)
  try {
    return await readUpstreamModels(connectionTo(deps, { provider, key, signal: controller.signal }))
  } finally {
    clearTimeout(timer)
  }
}

function toPlan(listed: UpstreamModel[], known: ModelRow[], wanted: z.infer<typeof ModelSyncRequest>): Plan {
  const isWanted = (modelId: string) => wanted.model_ids === undefined || wanted.model_ids.includes(modelId)
  const rows = new Map(known.map((row) => [row.modelId, row]))
  const plan: Plan = { added: [], changed: [], retired: [], skipped: [], unchanged: 0 }
  for (const model of listed.filter(({ modelId }) => isWanted(modelId))) {
    const row = rows.get(model.modelId)
    if (!row) {
      const { success, data, error } = ModelFields.safeParse(toNewModel(model))
      if (success) plan.added.push(data)
      else plan.skipped.push({ model_id: model.modelId, reason: describeIssue(error.issues[0]!) })
      continue
    }
    const update = toUpdate(row, model)
    if (Object.keys(update).length === 0) plan.unchanged += 1
    else plan.changed.push({ before: row, update })
  }
  const stillThere = new Set(listed.map(({ modelId }) => modelId))
  const gone = known.filter((row) => row.isActive && isWanted(row.modelId) && !stillThere.has(row.modelId))
  if (wanted.retire) plan.retired = gone
  else plan.unchanged += gone.length
  return plan
}

function describeIssue({ path, message }: { path: PropertyKey[]; message: string }): string {
  return path[0] === 'capabilities' ? 'does nothing that is offered here' : [...path.map(String), message].join(' ')
}

function toNewModel({ modelId, displayName, capabilities, contextWindow, maxOutputTokens }: UpstreamModel) {
  const offered = (capabilities ?? []).filter((word): word is Capability =>
    (CAPABILITIES as readonly string[]).includes(word),
  )
  return {
    model_id: modelId,
    ...(displayName !== null && { display_name: displayName }),
    capabilities: offered,
    context_window: contextWindow,
    max_output_tokens: maxOutputTokens,
  }
}

/** Only what the provider alone can know; names and capabilities may have been put right by a person. */
function toUpdate(row: ModelRow, { contextWindow, maxOutputTokens }: UpstreamModel): Partial<ModelRow> {
  return {
    ...(contextWindow !== null && contextWindow !== row.contextWindow && { contextWindow }),
    ...(maxOutputTokens !== null && maxOutputTokens !== row.maxOutputTokens && { maxOutputTokens }),
  }
}

async function apply(
  deps: Deps,
  actor: Actor,
  { provider, plan }: { provider: ProviderRow; plan: Plan },
): Promise<void> {
  const at = toTimestamp(actor.atMs)
  const changes = [
    ...plan.changed,
    ...plan.retired.map((before) => ({ before, update: { isActive: false } as Partial<ModelRow> })),
  ].flatMap(({ before, update }) =>
    changeModelStatements(deps, actor, { before, update: { ...update, updatedAt: at } }),
  )
  const write = async (firstId: number) => {
    const rows = toModelRows(plan.added, { firstId, providerId: provider.id, at })
    const [first, ...rest] = [...insertModelStatements(deps, actor, rows), ...changes]
    if (first) await deps.database.batch([first, ...rest])
  }
  if (plan.added.length === 0) await write(0)
  else await insertWithId(deps.database, 'ai_models', write, plan.added.length)
  await announceRegistryChange(deps, [provider.slug], EVENTS)
}

function toReport(plan: Plan, isDryRun: boolean): z.infer<typeof ModelSyncReport> {
  return {
    dry_run: isDryRun,
    added: plan.added.map((model) => ({
      model_id: model.model_id,
      display_name: model.display_name ?? model.model_id,
      capabilities: model.capabilities,
      context_window: model.context_window,
      max_output_tokens: model.max_output_tokens,
    })),
    changed: plan.changed.map(({ before, update }) => ({
      id: before.id,
      model_id: before.modelId,
      changes: {
        ...(update.contextWindow !== undefined && {
          context_window: { from: before.contextWindow, to: update.contextWindow },
        }),
        ...(update.maxOutputTokens !== undefined && {
          max_output_tokens: { from: before.maxOutputTokens, to: update.maxOutputTokens },
        }),
      },
    })),
    retired: plan.retired.map(({ id, modelId }) => ({ id, model_id: modelId })),
    skipped: plan.skipped,
    unchanged: plan.unchanged,
  }
}
