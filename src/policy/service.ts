import { configuredPolicy, type PolicyColumns } from '../access/limits.ts'
import { auditStatement, diff, type Actor, type Changes } from '../audit/queries.ts'
import type { DefaultPolicyRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { defaultLimitsChanged } from '../ledger/events/events.ts'
import { toTimestamp } from '../platform/clock.ts'
import { announceRegistryChange } from '../registry/service.ts'
import { deletePolicyStatement, findPolicy, POLICY_ID, putPolicyStatement } from './queries.ts'
import { toPolicy } from './schemas.ts'

/** The default policy as it is shown: what is stored, else what the configuration says. */
export async function readShownPolicy(deps: Deps) {
  return show(deps, await findPolicy(deps.database))
}

/** Replaces the whole policy. When it returns, every call obeys. */
export async function replacePolicy(deps: Deps, actor: Actor, columns: PolicyColumns) {
  const before = await findPolicy(deps.database)
  const at = toTimestamp(actor.atMs)
  const after: DefaultPolicyRow = { ...columns, id: POLICY_ID, createdAt: at, updatedAt: at }
  await deps.database.batch([
    putPolicyStatement(deps.database, after),
    auditStatement(deps.database, actor, {
      action: 'policy.update',
      targetType: 'policy',
      targetId: 'default',
      changes: describeChange(deps, before, after),
    }),
  ])
  await announceRegistryChange(deps, [], [defaultLimitsChanged('policy')])
  return show(deps, after)
}

/** Back to the configuration. @throws AppError `not_found` when nothing is stored. */
export async function deletePolicy(deps: Deps, actor: Actor): Promise<void> {
  const before = await findPolicy(deps.database)
  if (!before) {
    // An earlier attempt may have got as far as the database only.
    await deps.registryEpoch.advance([defaultLimitsChanged('policy')])
    throw new AppError('not_found', 'No default policy is stored: the configuration holds')
  }
  await deps.database.batch([
    deletePolicyStatement(deps.database),
    auditStatement(deps.database, actor, {
      action: 'policy.delete',
      targetType: 'policy',
      targetId: 'default',
      changes: describeChange(deps, before, null),
    }),
  ])
  await announceRegistryChange(deps, [], [defaultLimitsChanged('policy')])
}

function show({ configuration }: Deps, row: DefaultPolicyRow | null) {
  return row ? toPolicy(row, row.updatedAt) : toPolicy(configuredPolicy(configuration), null)
}

/** Limit by limit, `per_admin.monthly_limit`. Where nothing is stored, from or to what the configuration says. */
function describeChange(deps: Deps, before: DefaultPolicyRow | null, after: DefaultPolicyRow | null): Changes {
  const flat = (row: DefaultPolicyRow | null) => {
    const { per_provider, per_admin, per_api_key, ...rest } = show(deps, row)
    return {
      ...rest,
      ...prefix('per_provider', per_provider),
      ...prefix('per_admin', per_admin),
      ...prefix('per_api_key', per_api_key),
    }
  }
  return diff(flat(before), flat(after))
}

function prefix(name: string, fields: Record<string, number | null>): Record<string, number | null> {
  return Object.fromEntries(Object.entries(fields).map(([field, value]) => [`${name}.${field}`, value]))
}
