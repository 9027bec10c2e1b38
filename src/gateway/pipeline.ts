/**
 * The one way of every AI call:
 * authenticate → resolve model → decide access → admit → open key → call upstream → stream back → settle.
 */
import { limitsOf } from '../access/service.ts'
import { identify, type Caller, type Credentials } from '../api-keys/service.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Reservation } from '../ledger/ledgers.ts'
import type { AdmitRequest, AdmitVerdict, LimitState, Usage } from '../ledger/port.ts'
import { costOfTokens } from '../ledger/pricing.ts'
import { toTokenPrices } from '../models/pricing.ts'
import { REREAD } from '../platform/cache.ts'
import { describeError } from '../platform/log.ts'
import { sharedKeyPlace } from '../providers/service.ts'
import { personalKeyPlace } from '../settings/service.ts'
import { timeoutsOf } from '../upstreams/openai.ts'
import type { CapabilityCall } from './call.ts'
import { callUpstream, type ExchangeRequest, type Settlement, type UpstreamAnswer } from './exchange.ts'
import { resolveTarget, type Target } from './target.ts'

export type PipelineRequest = ExchangeRequest & {
  requestId: string
  /** The id under which the call is charged once: the caller's `Idempotency-Key`, or the request id. */
  chargeId: string
  credentials: Credentials
  caller: Caller
}

export type PipelineAnswer = {
  answer: UpstreamAnswer
  target: Target
  headers: Record<string, string>
}

/** How often a call is judged again because something changed under it. */
const JUDGEMENTS = 4
/** Beyond the upstream's longest time, before a call counts as lost. */
const SWEEP_GRACE_MS = 60_000

/** @throws AppError whatever stands in the way. Nothing is charged then. */
export async function runCall(deps: Deps, request: PipelineRequest): Promise<PipelineAnswer> {
  const admission = await admit(deps, request)
  const { target, limit, reservation } = admission
  const limitHeaders = describeLimit(limit, deps.clock())
  const work = exchange(deps, request, admission).catch(async (error: unknown) => {
    await release(deps, request, reservation)
    throw error
  })
  // The caller may leave: what was begun is brought to its end all the same.
  deps.defer(work.then(({ closed }) => closed).catch(() => undefined))
  const { answer } = await work.catch((error: unknown) => {
    throw withHeaders(error, limitHeaders)
  })
  return {
    answer,
    target,
    headers: {
      ...limitHeaders,
      'x-gatehouse-provider': target.provider.slug,
      'x-gatehouse-model': target.model.modelId,
      'x-gatehouse-key-source': target.keySource,
    },
  }
}

type Admission = { target: Target; limit: LimitState; reservation: Reservation }

/** Decides and reserves, on entries that are proved to be of now before the call goes on. */
async function admit(deps: Deps, request: PipelineRequest): Promise<Admission> {
  let { caller } = request
  let freshness = { registry: deps.registryEpoch.known(), admin: caller.epoch }
  for (let judgement = 1; judgement <= JUDGEMENTS; judgement += 1) {
    const wanted = { caller, name: request.call.modelName, capability: request.call.capability }
    let target: Target
    let claim: AdmitRequest
    try {
      target = await resolveTarget(deps, wanted, freshness)
      claim = claimOf(deps, request, caller, target)
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
      if (verdict.verdict === 'admitted') await deps.ledgers.release(reservationOf(claim))
      caller = await rereadCaller(deps, request, verdict)
      freshness = { registry: isRegistryStale ? REREAD : deps.registryEpoch.known(), admin: REREAD }
      continue
    }
    if (verdict.verdict === 'duplicate') throw new AppError('duplicate_request')
    if (verdict.verdict === 'denied') throw denial(verdict, target, deps.clock())
    return { target, limit: verdict.limit, reservation: reservationOf(claim) }
  }
  throw new AppError('ledger_unavailable', 'The registry changes too fast to decide: try again')
}

/** What the ledger is asked to admit. @throws AppError where a budget cannot be kept. */
function claimOf(deps: Deps, request: PipelineRequest, caller: Caller, target: Target): AdmitRequest {
  const { provider, model, settings, keySource } = target
  const limits = limitsOf(deps.configuration, caller.admin.role, settings)
  return {
    requestId: request.chargeId,
    reservationId: crypto.randomUUID(),
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
    estimate: estimate(request.call, target, limits.monthlyBudgetMicroUsd !== null),
    holdMs: timeoutsOf(provider).totalMs + SWEEP_GRACE_MS,
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
    deps.defer(release(deps, request, reservationOf(claim)))
    throw verdict.reason
  }
  if (registryEpoch.status === 'rejected') {
    if (verdict.value.verdict === 'admitted') await release(deps, request, reservationOf(claim))
    throw registryEpoch.reason
  }
  return { verdict: verdict.value, isRegistryStale: registryEpoch.value > target.registryEpoch }
}

/** The caller as of now. What the database says was read after the ledger named its epoch, so it is at least of that. */
async function rereadCaller(deps: Deps, request: PipelineRequest, verdict: AdmitVerdict): Promise<Caller> {
  const caller = await identify(deps, request.credentials, 'database')
  return verdict.verdict === 'stale' ? { ...caller, epoch: Math.max(caller.epoch, verdict.epoch) } : caller
}

/** Gives a reservation back. Where the ledger does not answer, its sweep settles the call: it is never lost. */
async function release(deps: Deps, request: PipelineRequest, reservation: Reservation): Promise<void> {
  try {
    await deps.ledgers.release(reservation)
  } catch (error) {
    deps.log('error', 'release_failed', { requestId: request.requestId, error: describeError(error) })
  }
}

function reservationOf({ adminId, requestId, reservationId }: AdmitRequest): Reservation {
  return { adminId, requestId, reservationId }
}

/** @throws AppError `budget_price_unknown`, `budget_needs_max_tokens` where a budget cannot be kept. */
function estimate(call: CapabilityCall, { model }: Target, hasBudget: boolean): Usage {
  const { inputTokens, outputTokens } = call.estimate(model)
  const prices = toTokenPrices(model)
  const tokens = { inputTokens, cachedInputTokens: 0, outputTokens: outputTokens ?? 0 }
  const isBounded = outputTokens !== null || prices.status !== 'priced'
  const costMicroUsd = isBounded ? costOfTokens(prices, tokens) : null
  if (hasBudget && !isBounded) throw new AppError('budget_needs_max_tokens', undefined, { param: 'max_tokens' })
  if (hasBudget && costMicroUsd === null) throw new AppError('budget_price_unknown', undefined, { param: 'model' })
  return { ...tokens, costMicroUsd }
}

/** Opens the key, calls the upstream, and settles when the answer has come to its end. */
async function exchange(
  deps: Deps,
  request: PipelineRequest,
  admission: Admission,
): Promise<{ answer: UpstreamAnswer; closed: Promise<void> }> {
  const { target } = admission
  const key = await openKey(deps, target)
  const { answer, ended } = await callUpstream(deps, request, { target, key })
  const closed = ended.then(({ usage, basis }) => settle(deps, request, admission, { usage, basis }))
  return { answer, closed }
}

async function settle(
  deps: Deps,
  request: PipelineRequest,
  { target, reservation }: Admission,
  { usage, basis }: Settlement,
): Promise<void> {
  const costMicroUsd = costOfTokens(toTokenPrices(target.model), usage)
  try {
    await deps.ledgers.settle(reservation, { ...usage, costMicroUsd }, basis)
  } catch (error) {
    // The reservation stands, and the sweep settles it at its estimate.
    deps.log('error', 'settle_failed', { requestId: request.requestId, error: describeError(error) })
  }
}

async function openKey(deps: Deps, { provider, settings, keySource }: Target): Promise<string> {
  switch (keySource) {
    case 'shared':
      return deps.keyring.open(provider.sharedApiKey!, sharedKeyPlace(provider.id))
    case 'personal':
      return deps.keyring.open(settings!.personalApiKey!, personalKeyPlace(settings!.id))
  }
}

function denial(verdict: Extract<AdmitVerdict, { verdict: 'denied' }>, target: Target, nowMs: number): AppError {
  const { limit, reason } = verdict
  const until = new Date(limit.resetsAtMs).toISOString()
  const { slug } = target.provider
  const message =
    reason === 'monthly_limit_reached'
      ? `Your monthly limit of ${limit.limit} requests at ${slug} is reached. It starts anew at ${until}.`
      : `This call could exceed your monthly budget at ${slug}. It starts anew at ${until}.`
  const secondsLeft = Math.max(1, Math.ceil((limit.resetsAtMs - nowMs) / 1000))
  return new AppError(reason, message, {
    headers: { 'retry-after': String(secondsLeft), ...describeLimit(limit, nowMs) },
  })
}

function describeLimit({ limit, used, resetsAtMs }: LimitState, nowMs: number): Record<string, string> {
  if (limit === null) return {}
  return {
    'x-ratelimit-limit-requests': String(limit),
    'x-ratelimit-remaining-requests': String(Math.max(0, limit - used)),
    'x-ratelimit-reset-requests': `${Math.max(0, Math.ceil((resetsAtMs - nowMs) / 1000))}s`,
  }
}

function withHeaders(error: unknown, headers: Record<string, string>): unknown {
  if (!(error instanceof AppError)) return error
  return new AppError(error.code, error.message, {
    ...error.details,
    headers: { ...headers, ...error.details.headers },
  })
}
