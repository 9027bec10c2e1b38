import type { z } from '../platform/zod.ts'
import { auditStatement, diff, type Actor } from '../audit/queries.ts'
import { insertWithId } from '../db/next-id.ts'
import type { ModelRow, ProviderRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError, type FieldError, validationError } from '../errors.ts'
import { registryChanged } from '../ledger/events/events.ts'
import { toFieldErrors } from '../platform/field-errors.ts'
import { toTimestamp } from '../platform/clock.ts'
import { findProvider } from '../providers/queries.ts'
import { announceConflicts, announceRegistryChange } from '../registry/service.ts'
import { explainPriceConflict, noPrices, toPriceColumns } from './pricing.ts'
import {
  deleteModelStatement,
  findModel,
  insertModelStatement,
  selectTakenModelIds,
  updateModelStatement,
  type ModelStats,
  type ModelUpdate,
  type ModelWithProvider,
} from './queries.ts'
import { ModelFields, toModelFields, type ModelChange } from './schemas.ts'

export type ModelFound = ModelWithProvider & ModelStats
export type NewModel = z.infer<typeof ModelFields>

const EVENTS = [registryChanged('model')]

const neverUsed: ModelStats = { totalRequests: 0, lastUsedAt: null }

/** @throws AppError `not_found`. */
export async function readModel(deps: Deps, id: number): Promise<ModelFound> {
  const found = await findModel(deps.database, id)
  if (!found) throw new AppError('not_found', 'There is no such model')
  return found
}

export async function createModel(
  deps: Deps,
  actor: Actor,
  { provider: reference, model }: { provider: string | number; model: NewModel },
): Promise<ModelFound> {
  const provider = await readProviderOfModel(deps, reference)
  const problem = explainPriceConflict({ ...noPrices, ...toPriceColumns(model) })
  if (problem) throw validationError([{ field: 'pricing', message: problem }])
  const [row] = await announceConflicts(deps, EVENTS, () => insertModels(deps, actor, provider, [model]))
  return { model: row!, provider, ...neverUsed }
}

/** Creates all models or none. @throws AppError `validation_failed` with the errors of every row, by index. */
export async function createModels(
  deps: Deps,
  actor: Actor,
  { provider: reference, models }: { provider: string | number; models: unknown[] },
): Promise<ModelFound[]> {
  const provider = await readProviderOfModel(deps, reference)
  const errors: FieldError[] = []
  const valid: NewModel[] = []
  const seen = new Set<string>()
  for (const [index, sent] of models.entries()) {
    const parsed = ModelFields.safeParse(sent)
    if (!parsed.success) {
      errors.push(...toFieldErrors(parsed.error.issues).map((error) => ({ ...error, index })))
      continue
    }
    const problem = explainPriceConflict({ ...noPrices, ...toPriceColumns(parsed.data) })
    if (problem) errors.push({ field: 'pricing', message: problem, index })
    if (seen.has(parsed.data.model_id))
      errors.push({ field: 'model_id', message: 'stands twice in the request', index })
    seen.add(parsed.data.model_id)
    valid.push(parsed.data)
  }
  if (errors.length > 0) throw bulkError('validation_failed', errors)

  const taken = await selectTakenModelIds(deps.database, provider.id, [...seen])
  const conflicts = valid.flatMap(({ model_id }, index) =>
    taken.has(model_id) ? [{ field: 'model_id', message: 'is taken', index }] : [],
  )
  const rows = await announceConflicts(deps, EVENTS, async () => {
    if (conflicts.length > 0) throw bulkError('conflict', conflicts)
    return insertModels(deps, actor, provider, valid)
  })
  return rows.map((model) => ({ model, provider, ...neverUsed }))
}

/** Writes what is given. When it returns, every call obeys. */
export async function changeModel(deps: Deps, actor: Actor, id: number, change: ModelChange): Promise<ModelFound> {
  const found = await readModel(deps, id)
  const before = found.model
  const update: ModelUpdate = { ...change, updatedAt: toTimestamp(actor.atMs) }
  const after = { ...before, ...update }
  const problem = explainPriceConflict(after)
  if (problem) throw validationError([{ field: 'pricing', message: problem }])
  await deps.database.batch(changeModelStatements(deps, actor, { before, update }))
  await announceRegistryChange(deps, [found.provider.slug], EVENTS)
  return { ...found, model: after }
}

/** A change of a model and its audit row, for a batch. */
export function changeModelStatements(
  { database }: Deps,
  actor: Actor,
  { before, update }: { before: ModelRow; update: ModelUpdate },
) {
  return [
    updateModelStatement(database, before.id, update),
    auditStatement(database, actor, {
      action: 'model.update',
      targetType: 'model',
      targetId: before.id,
      changes: diff(toModelFields(before), toModelFields({ ...before, ...update })),
    }),
  ] as const
}

/** New models and their audit rows, for a batch. */
export function insertModelStatements({ database }: Deps, actor: Actor, rows: ModelRow[]) {
  return rows.flatMap((row) => [
    insertModelStatement(database, row),
    auditStatement(database, actor, {
      action: 'model.create',
      targetType: 'model',
      targetId: row.id,
      changes: diff(null, toModelFields(row)),
    }),
  ])
}

export async function deleteModel(deps: Deps, actor: Actor, id: number): Promise<void> {
  const found = await findModel(deps.database, id)
  if (!found) {
    // An earlier attempt may have got as far as the database only.
    await deps.registryEpoch.advance(EVENTS)
    throw new AppError('not_found', 'There is no such model')
  }
  await deps.database.batch([
    deleteModelStatement(deps.database, id),
    auditStatement(deps.database, actor, {
      action: 'model.delete',
      targetType: 'model',
      targetId: id,
      changes: diff(toModelFields(found.model), null),
    }),
  ])
  await announceRegistryChange(deps, [found.provider.slug], EVENTS)
}

/** All columns of a model, with the defaults for what was left out. */
export function toWholeModel(sent: NewModel): Omit<ModelRow, 'id' | 'providerId' | 'createdAt' | 'updatedAt'> {
  const name = sent.name ?? sent.display_name ?? sent.model_id
  return {
    name,
    modelId: sent.model_id,
    displayName: sent.display_name ?? name,
    description: sent.description,
    capabilities: sent.capabilities,
    config: sent.config,
    contextWindow: sent.context_window,
    maxOutputTokens: sent.max_output_tokens,
    ...noPrices,
    ...toPriceColumns(sent),
    isActive: sent.is_active,
    sortOrder: sent.sort_order,
  }
}

/** Rows of new models, with ids from the first on. */
export function toModelRows(
  models: NewModel[],
  { firstId, providerId, at }: { firstId: number; providerId: number; at: string },
): ModelRow[] {
  return models.map((model, index) => ({
    ...toWholeModel(model),
    id: firstId + index,
    providerId,
    createdAt: at,
    updatedAt: at,
  }))
}

async function insertModels(deps: Deps, actor: Actor, provider: ProviderRow, models: NewModel[]): Promise<ModelRow[]> {
  const at = toTimestamp(actor.atMs)
  const insert = async (firstId: number) => {
    const prepared = toModelRows(models, { firstId, providerId: provider.id, at })
    const [first, ...rest] = insertModelStatements(deps, actor, prepared)
    await deps.database.batch([first!, ...rest])
    return prepared
  }
  const rows = await insertWithId(deps.database, 'ai_models', insert, models.length)
  await announceRegistryChange(deps, [provider.slug], EVENTS)
  return rows
}

async function readProviderOfModel(deps: Deps, reference: string | number): Promise<ProviderRow> {
  const found = await findProvider(deps.database, String(reference))
  if (!found) throw validationError([{ field: 'provider', message: 'there is no such provider' }])
  return found.provider
}

function bulkError(code: 'validation_failed' | 'conflict', errors: FieldError[]): AppError {
  const { index, field, message } = errors[0]!
  return new AppError(code, `models[${index}].${field}: ${message}`, { errors, param: 'models' })
}
