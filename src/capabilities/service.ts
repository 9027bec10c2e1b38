import { auditStatement, type Actor } from '../audit/queries.ts'
import type { Deps } from '../deps.ts'
import { validationError } from '../errors.ts'
import { registryChanged } from '../ledger/events/events.ts'
import { toTimestamp } from '../platform/clock.ts'
import { selectDefaultModel } from '../registry/queries.ts'
import { announceRegistryChange } from '../registry/service.ts'
import { findModelByName, putDefaultStatement } from './queries.ts'
import type { Capability } from './schemas.ts'

/** `provider/model_id` of the default model. `null`: none is set. */
export async function readDefaultName(deps: Deps, capability: Capability): Promise<string | null> {
  const found = await selectDefaultModel(deps.database, capability)
  return found && `${found.slug}/${found.modelId}`
}

/** @throws AppError `validation_failed` when the model is not there or cannot do this. */
export async function setDefault(deps: Deps, actor: Actor, capability: Capability, name: string): Promise<void> {
  const slash = name.indexOf('/')
  const found = slash > 0 ? await findModelByName(deps.database, name.slice(0, slash), name.slice(slash + 1)) : null
  const refuse = (message: string) => validationError([{ field: 'model', message }])
  if (!found) throw refuse('there is no such model; name it as provider/model_id')
  if (!found.model.capabilities.includes(capability)) throw refuse(`does not have the capability ${capability}`)

  const from = await readDefaultName(deps, capability)
  await deps.database.batch([
    putDefaultStatement(deps.database, capability, found.model.id, toTimestamp(actor.atMs)),
    auditStatement(deps.database, actor, {
      action: 'capability.set_default',
      targetType: 'capability',
      targetId: capability,
      changes: { model: { from, to: name } },
    }),
  ])
  await announceRegistryChange(deps, [], [registryChanged('capability')])
}
