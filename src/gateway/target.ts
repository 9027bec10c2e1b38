import { decideAccess, accessReasonTexts, type AccessDecision } from '../access/decision.ts'
import { toAccessInput } from '../access/service.ts'
import type { Caller } from '../api-keys/service.ts'
import type { Capability } from '../capabilities/schemas.ts'
import type { ApiKeyRow, DefaultPolicyRow, ModelRow, ProviderRow, SettingsRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { KeySource } from '../ledger/port.ts'
import { REREAD } from '../platform/cache.ts'
import { readDefaultModel, readPolicy, readProvider, readSlugsNaming } from '../registry/service.ts'
import { readSettings } from '../settings/service.ts'
import type { Operation } from '../upstreams/port.ts'
import { protocolOf } from '../upstreams/protocols.ts'

/** The oldest epochs that will do for what is read. */
export type Freshness = { registry: number; admin: number }

export type Target = {
  provider: ProviderRow
  model: ModelRow
  settings: SettingsRow | null
  /** `null`: the configuration holds. */
  policy: DefaultPolicyRow | null
  keySource: KeySource
  /** The oldest epochs of what went into the choice. */
  registryEpoch: number
  adminEpoch: number
}

type Candidate = { provider: ProviderRow; model: ModelRow; settings: SettingsRow | null; decision: AccessDecision }

/**
 * The model that a name means to a caller: `provider/model_id`; a bare `model_id` where just one usable provider has it;
 * `default` or none for the capability's default.
 * @throws AppError `model_not_found`, `ambiguous_model`, `access_denied`, `model_disabled`, `key_not_allowed`,
 *   `validation_failed`, `operation_not_supported` when the model or its provider cannot do this.
 */
export async function resolveTarget(
  deps: Deps,
  wanted: { caller: Caller; name: string | null; capability: Capability; operation: Operation },
  freshness: Freshness,
): Promise<Target> {
  const { caller, capability, operation } = wanted
  const search = new Search(deps, caller, freshness)
  // Beside the others: each read may have to wait for KV.
  const reading = search.policy()
  reading.catch(() => undefined)
  const name = await search.nameOf(wanted.name, capability)
  const candidates = (await search.byFullName(name)) ?? (await search.byBareName(name))
  if (candidates.length === 0) throw notFound(name)
  const usable = candidates.filter(({ decision }) => decision.keySource !== null)
  const fitting =
    candidates.length > 1 ? usable.filter((candidate) => fits(candidate, { capability, operation })) : usable
  if (fitting.length > 1) throw ambiguous(name, fitting)
  const chosen = fitting[0] ?? candidates[0]!
  const { provider, model, settings, decision } = chosen
  if (decision.keySource === null) throw refusal(decision)
  if (!isCapable(model, capability)) {
    throw new AppError(
      'validation_failed',
      `${provider.slug}/${model.modelId} does not have the capability ${capability}`,
      {
        param: 'model',
      },
    )
  }
  if (!protocolOf(provider).operations.has(operation)) {
    const message = `${provider.slug} speaks the protocol ${provider.protocol}, which does not offer ${operation.replaceAll('_', ' ')}`
    throw new AppError('operation_not_supported', message, { param: 'model' })
  }
  checkKeyRestrictions(caller.apiKey, { provider, model, capability })
  const policy = await reading
  return { provider, model, settings, policy, keySource: decision.keySource, ...search.epochs() }
}

function fits({ provider, model }: Candidate, wanted: { capability: Capability; operation: Operation }): boolean {
  return isCapable(model, wanted.capability) && protocolOf(provider).operations.has(wanted.operation)
}

/** Whether the restrictions of a key leave this model to it. Entries are `provider/model_id` or `provider/*`. */
export function isModelAllowed({ allowedModels }: ApiKeyRow, slug: string, modelId: string): boolean {
  return allowedModels === null || allowedModels.includes(`${slug}/${modelId}`) || allowedModels.includes(`${slug}/*`)
}

/** Models that serve a capability beside those that have it. */
const alsoServes: Partial<Record<Capability, Capability>> = { code: 'chat' }

function isCapable({ capabilities }: ModelRow, capability: Capability): boolean {
  const other = alsoServes[capability]
  return capabilities.includes(capability) || (other !== undefined && capabilities.includes(other))
}

/** Reads what a name may mean, and remembers how old the oldest of it is. */
class Search {
  readonly #deps: Deps
  readonly #caller: Caller
  readonly #freshness: Freshness
  #registryEpoch = Number.POSITIVE_INFINITY
  #adminEpoch: number

  constructor(deps: Deps, caller: Caller, freshness: Freshness) {
    this.#deps = deps
    this.#caller = caller
    this.#freshness = freshness
    this.#adminEpoch = caller.epoch
  }

  epochs() {
    return { registryEpoch: this.#registryEpoch, adminEpoch: this.#adminEpoch }
  }

  async nameOf(name: string | null, capability: Capability): Promise<string> {
    if (name !== null && name !== '' && name !== 'default') return name
    const other = alsoServes[capability]
    const entry = (await this.#defaultOf(capability)) ?? (other === undefined ? null : await this.#defaultOf(other))
    if (!entry) {
      throw new AppError('model_not_found', `No model was named and no default is set for ${capability}`, {
        param: 'model',
      })
    }
    this.#registryEpoch = Math.min(this.#registryEpoch, entry.epoch)
    return `${entry.value.slug}/${entry.value.modelId}`
  }

  async policy(): Promise<DefaultPolicyRow | null> {
    const { value, epoch } = await readPolicy(this.#deps, this.#freshness.registry)
    this.#registryEpoch = Math.min(this.#registryEpoch, epoch)
    return value
  }

  #defaultOf(capability: Capability) {
    return readDefaultModel(this.#deps, capability, this.#freshness.registry)
  }

  /** `null`: what stands before the slash is no provider that has it; the whole may be a bare id with a slash in it. */
  async byFullName(name: string): Promise<Candidate[] | null> {
    const slash = name.indexOf('/')
    if (slash < 1) return null
    const candidate = await this.#candidate(name.slice(0, slash), name.slice(slash + 1))
    return candidate && [candidate]
  }

  async byBareName(name: string): Promise<Candidate[]> {
    const entry = await readSlugsNaming(this.#deps, name, this.#freshness.registry)
    this.#registryEpoch = Math.min(this.#registryEpoch, entry.epoch)
    const candidates = await Promise.all(entry.value.map((slug) => this.#candidate(slug, name)))
    return candidates.filter((candidate) => candidate !== null)
  }

  async #candidate(slug: string, modelId: string): Promise<Candidate | null> {
    const entry = await readProvider(this.#deps, slug, this.#freshness.registry)
    if (!entry) return null
    // Also where it lacks the model: that decides what the name means.
    this.#registryEpoch = Math.min(this.#registryEpoch, entry.epoch)
    const { provider, models } = entry.value
    const model = models.find((row) => row.modelId === modelId)
    if (!model) return null
    const { admin } = this.#caller
    const owner = { adminId: admin.id, providerId: provider.id }
    const minEpoch = this.#freshness.admin
    const settings = await readSettings(this.#deps, owner, minEpoch)
    // What was reread is at least of the epoch that was known before it.
    const epoch = minEpoch === REREAD ? Math.max(settings.epoch, this.#caller.epoch) : settings.epoch
    this.#adminEpoch = Math.min(this.#adminEpoch, epoch)
    const decision = decideAccess(toAccessInput({ provider, model, admin, settings: settings.value }))
    return { provider, model, settings: settings.value, decision }
  }
}

function checkKeyRestrictions(
  apiKey: ApiKeyRow,
  { provider, model, capability }: { provider: ProviderRow; model: ModelRow; capability: Capability },
): void {
  if (!isModelAllowed(apiKey, provider.slug, model.modelId)) {
    throw new AppError('key_not_allowed', 'This API key may not use this model', { param: 'model' })
  }
  if (apiKey.allowedCapabilities !== null && !apiKey.allowedCapabilities.includes(capability)) {
    throw new AppError('key_not_allowed', `This API key may not be used for ${capability}`)
  }
}

function notFound(name: string): AppError {
  return new AppError('model_not_found', `There is no model "${name.slice(0, 100)}"`, { param: 'model' })
}

function ambiguous(name: string, candidates: Candidate[]): AppError {
  const choices = candidates.map(({ provider }) => `${provider.slug}/${name}`).join(', ')
  return new AppError('ambiguous_model', `Several providers have this model; name one of: ${choices}`, {
    param: 'model',
  })
}

function refusal({ state, reason }: AccessDecision): AppError {
  const code = state === 'DISABLED' ? 'model_disabled' : 'access_denied'
  return new AppError(code, accessReasonTexts[reason], { param: 'model', reason })
}
