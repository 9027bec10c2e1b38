/** resolve model → decide access → admit: what comes before anything is sent. */
import { effectiveLimits, toLimits } from '../access/limits.ts'
import { identify, type Caller } from '../api-keys/service.ts'
import type { Capability } from '../capabilities/schemas.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Reservation } from '../ledger/ledgers.ts'
import type { Limits, LimitState } from '../ledger/limits.ts'
import type { AdmitRequest, AdmitVerdict, Denial, Outcome, Usage } from '../ledger/port.ts'
import { ceilingOf, noQuantities, pricesTokens } from '../ledger/pricing.ts'
import { pricesOf } from '../models/pricing.ts'
import { REREAD } from '../platform/cache.ts'
import { describeError } from '../platform/log.ts'
import { retryPolicyOf, timeoutsOf } from '../upstreams/protocols.ts'
import type { PreparedCall } from './call.ts'
import { describeDenial } from './limit-headers.ts'
import type { PipelineRequest } from './pipeline.ts'
import { resolveTarget, type Target } from './target.ts'

/** How often a call is judged again because something changed under it. */
const JUDGEMENTS = 4
/** Beyond the upstream's longest time, before a call counts as lost. */
const SWEEP_GRACE_MS = 60_000

/** A stream of which its caller has seen the last event is settled a moment later: so long a call waits for that. */
const ENDING_GRACE_MS = 100

export type Admission = {
  target: Target
  prepared: PreparedCall
  /** How every limit that is set stands. */
  limits: LimitState[]
  reservation: Reservation
  /** What was reserved. */
  estimate: Usage
}

/** Decides and reserves, on entries that are proved to be of now before the call goes on. */
export async function admit(
  deps: Deps,
  request: PipelineRequest,
  { name, permits = () => true }: { name: string | null; permits?: (target: Target) => boolean },
): Promise<Admission> {
  let { caller } = request
  let freshness = { registry: deps.registryEpoch.known(), admin: caller.epoch }
  let hasWaited = false
  for (let judgement = 1; judgement <= JUDGEMENTS; judgement += 1) {
    const wanted = { caller, name, capability: request.call.capability, operation: request.call.operation }
    let target: Target
    let prepared: PreparedCall
    let claim: AdmitRequest
    try {
      target = await resolveTarget(deps, wanted, freshness)
      if (!permits(target)) throw new AppError('access_denied')
      prepared = request.call.prepare(target.model)
      claim = claimOf(deps, request, { caller, target, prepared })
    } catch (error) {
      // A refusal is never taken from a cache.
      if (!(error instanceof AppError) || freshness.registry === REREAD) throw error
      caller = await identify(deps, request.credentials, 'database')
      freshness = { registry: REREAD, admin: REREAD }
      continue
    }
    const { verdict, isRegistryStale } = await ask(deps, request, target, claim)
    if (isRegistryStale || verdict.verdict === 'stale') {
      // Where the ledger does not take it back, asking again would find a duplicate.
      if (verdict.verdict === 'admitted') await deps.ledgers.withdraw(reservationOf(claim))
      caller = await rereadCaller(deps, request, verdict)
      freshness = { registry: isRegistryStale ? REREAD : deps.registryEpoch.known(), admin: REREAD }
      continue
    }
    if (verdict.verdict === 'duplicate') throw new AppError('duplicate_request')
    if (verdict.verdict === 'denied') {
      if (hasWaited || !mayEndSoon(verdict.denial)) throw describeDenial(verdict, target.provider.slug, deps.clock())
      hasWaited = true
      await scheduler.wait(ENDING_GRACE_MS)
      continue
    }
    return { target, prepared, limits: verdict.limits, reservation: reservationOf(claim), estimate: claim.estimate }
  }
  throw new AppError('ledger_unavailable', 'The registry changes too fast to decide: try again')
}

const mayEndSoon = ({ name, retryAtMs }: Denial) => name === 'concurrent_calls' && retryAtMs !== null

/** What the ledger is asked to admit. @throws AppError where a budget cannot be kept. */
function claimOf(
  deps: Deps,
  request: PipelineRequest,
  { caller, target, prepared }: { caller: Caller; target: Target; prepared: PreparedCall },
): AdmitRequest {
  const { provider, model, settings, policy, keySource } = target
  const { configuration } = deps
  const { admin, apiKey } = caller
  const limits = toLimits(effectiveLimits({ configuration, policy, admin, provider, settings, apiKey }))
  return {
    requestId: request.chargeId,
    reservationId: crypto.randomUUID(),
    publicId: request.requestId,
    adminId: caller.admin.id,
    epoch: target.adminEpoch,
    subject: {
      apiKeyId: caller.apiKey.id,
      providerId: provider.id,
      providerSlug: provider.slug,
      modelId: model.id,
      modelName: model.modelId,
      capability: request.call.capability,
      keySource,
    },
    limits,
    estimate: estimate(prepared, request.call.capability, { model, limits }),
    holdMs: maxDurationOf(provider) + SWEEP_GRACE_MS,
  }
}

/** Asks the ledger and the registry's clock at once. */
async function ask(
  deps: Deps,
  request: PipelineRequest,
  target: Target,
  claim: AdmitRequest,
): Promise<{ verdict: AdmitVerdict; isRegistryStale: boolean }> {
  const [verdict, registryEpoch] = await Promise.allSettled([deps.ledgers.admit(claim), deps.registryEpoch.current()])
  if (verdict.status === 'rejected') {
    // It may have been admitted all the same, with only the answer lost.
    deps.defer(withdraw(deps, request, reservationOf(claim)))
    throw verdict.reason
  }
  if (registryEpoch.status === 'rejected') {
    if (verdict.value.verdict === 'admitted') await withdraw(deps, request, reservationOf(claim))
    throw registryEpoch.reason
  }
  return { verdict: verdict.value, isRegistryStale: registryEpoch.value > target.registryEpoch }
}

/** The caller as of now. What the database says was read after the ledger named its epoch, so it is at least of that. */
async function rereadCaller(deps: Deps, request: PipelineRequest, verdict: AdmitVerdict): Promise<Caller> {
  const caller = await identify(deps, request.credentials, 'database')
  return verdict.verdict === 'stale' ? { ...caller, epoch: Math.max(caller.epoch, verdict.epoch) } : caller
}

function reservationOf({ adminId, requestId, reservationId }: AdmitRequest): Reservation {
  return { adminId, requestId, reservationId }
}

/** The longest that a call may take, with all its attempts. */
function maxDurationOf(provider: Target['provider']): number {
  const { maxRetries, maxWaitMs } = retryPolicyOf(provider)
  return (timeoutsOf(provider).totalMs + maxWaitMs) * (maxRetries + 1)
}

/**
 * The most that the call can use and cost.
 * @throws AppError `budget_price_unknown`, `budget_needs_max_tokens`, `token_limit_needs_max_tokens` where a limit cannot be
 *   kept.
 */
function estimate(
  prepared: PreparedCall,
  capability: Capability,
  { model, limits }: { model: Target['model']; limits: Limits },
): Usage {
  const { estimate } = prepared
  const prices = pricesOf(prepared, model)
  const isBounded = estimate.outputTokens !== null
  const isCostBounded = isBounded || !pricesTokens(prices)
  // Of images, speech and the like that are billed by the piece, no tokens are counted.
  const isByPiece = PIECES.has(capability) && prices.status === 'priced' && !pricesTokens(prices)
  const quantities = { ...noQuantities, ...estimate, outputTokens: estimate.outputTokens ?? 0 }
  const costMicroUsd = isCostBounded ? ceilingOf(prices, quantities) : null
  if (hasBudget(limits)) {
    if (!isCostBounded) throw new AppError('budget_needs_max_tokens', undefined, { param: 'max_tokens' })
    if (costMicroUsd === null) throw new AppError('budget_price_unknown', undefined, { param: 'model' })
  }
  if (hasTokenLimit(limits) && !isBounded && !isByPiece) {
    throw new AppError('token_limit_needs_max_tokens', undefined, { param: 'max_tokens' })
  }
  return { ...quantities, costMicroUsd }
}

const PIECES: ReadonlySet<Capability> = new Set(['image', 'audio', 'speech_to_text', 'video'])

const hasBudget = ({ provider, admin }: Limits) => provider.budgetMicroUsd !== null || admin.budgetMicroUsd !== null

const hasTokenLimit = ({ provider, admin, apiKey }: Limits) =>
  [provider.tokens, admin.tokens, admin.tokensPerMinute, apiKey.tokensPerMinute].some((limit) => limit !== null)

/** Gives a reservation back. Where the ledger does not answer, its sweep settles the call: it is never lost. */
export async function release(
  deps: Deps,
  request: PipelineRequest,
  reservation: Reservation,
  outcome: Outcome,
): Promise<void> {
  await giveBack(deps, request, () => deps.ledgers.release(reservation, outcome))
}

/** Takes back an admission whose call is not going to be sent. */
async function withdraw(deps: Deps, request: PipelineRequest, reservation: Reservation): Promise<void> {
  await giveBack(deps, request, () => deps.ledgers.withdraw(reservation))
}

async function giveBack(deps: Deps, request: PipelineRequest, give: () => Promise<void>): Promise<void> {
  try {
    await give()
  } catch (error) {
    deps.log('error', 'release_failed', { requestId: request.requestId, error: describeError(error) })
  }
}
