/**
 * The one way of every AI call:
 * authenticate → resolve model → decide access → admit → open key → call upstream → stream back → settle.
 */
import type { Caller, Credentials } from '../api-keys/service.ts'
import type { Deps } from '../deps.ts'
import { AppError, withDetails } from '../errors.ts'
import type { Attempt } from '../ledger/port.ts'
import { costOf } from '../ledger/pricing.ts'
import { readModelConfig } from '../models/config.ts'
import { pricesOf } from '../models/pricing.ts'
import { describeError } from '../platform/log.ts'
import { sharedKeyPlace } from '../providers/service.ts'
import { personalKeyPlace } from '../settings/service.ts'
import { retryPolicyOf } from '../upstreams/protocols.ts'
import { admit, release, type Admission } from './admission.ts'
import {
  callUpstream,
  countedSettlement,
  type ExchangeRequest,
  type Settlement,
  type UpstreamAnswer,
} from './exchange.ts'
import { describeLimits } from './limit-headers.ts'
import type { Target } from './target.ts'

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
  /** The reservation, and what it holds, for a call that goes on as a job. */
  admission: Admission
  attempts: Attempt[]
}

/** Between two attempts where the provider names no time of its own. */
const RETRY_PAUSE_MS = 250

type Served = { answer: UpstreamAnswer; admission: Admission; closed: Promise<void> }

/** @throws AppError whatever stands in the way. Nothing is charged then. */
export async function runCall(deps: Deps, request: PipelineRequest): Promise<PipelineAnswer> {
  const attempts: Attempt[] = []
  const work = admit(deps, request, { name: request.call.modelName }).then((first) =>
    serve(deps, request, { first, attempts }),
  )
  // The caller may leave: what was begun is brought to its end all the same.
  deps.defer(work.then(({ closed }) => closed).catch(() => undefined))
  const { answer, admission } = await work
  const { target, limits } = admission
  return {
    answer,
    target,
    admission,
    attempts,
    headers: {
      ...describeLimits(limits, deps.clock()),
      'x-gatehouse-provider': target.provider.slug,
      'x-gatehouse-model': target.model.modelId,
      'x-gatehouse-key-source': target.keySource,
      'x-gatehouse-attempts': String(attempts.length),
    },
  }
}

/** Sends the call to its model, and as long as it certainly was not served to the model's fallbacks. */
async function serve(
  deps: Deps,
  request: PipelineRequest,
  { first, attempts }: { first: Admission; attempts: Attempt[] },
): Promise<Served> {
  const fallbacks = [...(readModelConfig(first.target.model.config).fallbacks ?? [])]
  let admission: Admission | null = first
  for (;;) {
    try {
      return await serveWithRetries(deps, request, { admission, attempts })
    } catch (error) {
      admission = isWorthAnother(error, request) ? await admitNext(deps, request, { first, fallbacks }) : null
      if (admission === null) throw withLimits(error, first, deps.clock())
    }
  }
}

/** The next fallback that the caller may use and has something left at. Never one that takes a personal call to a shared key. */
async function admitNext(
  deps: Deps,
  request: PipelineRequest,
  { first, fallbacks }: { first: Admission; fallbacks: string[] },
): Promise<Admission | null> {
  const permits = ({ keySource }: Target) => first.target.keySource === 'shared' || keySource === 'personal'
  for (let name = fallbacks.shift(); name !== undefined; name = fallbacks.shift()) {
    try {
      return await admit(deps, request, { name, permits })
    } catch (error) {
      if (!(error instanceof AppError)) throw error
    }
  }
  return null
}

/** @throws the last failure, with the reservation given back, or settled where the answer is lost that was served. */
async function serveWithRetries(
  deps: Deps,
  request: PipelineRequest,
  { admission, attempts }: { admission: Admission; attempts: Attempt[] },
): Promise<Served> {
  const { maxRetries, maxWaitMs } = retryPolicyOf(admission.target.provider)
  for (let retry = 0; ; retry += 1) {
    const startedAtMs = deps.clock()
    try {
      const { answer, ended } = await exchange(deps, request, admission)
      attempts.push(toAttempt(admission, { startedAtMs, nowMs: deps.clock(), outcome: answer.status }))
      const closed = ended.then((settlement) => settle(deps, request, { admission, settlement, attempts }))
      return { answer, admission, closed }
    } catch (error) {
      attempts.push(toAttempt(admission, { startedAtMs, nowMs: deps.clock(), outcome: error }))
      const waitMs = isWorthAnother(error, request) ? waitOf(error, retry) : Infinity
      if (retry < maxRetries && waitMs <= maxWaitMs) {
        await scheduler.wait(waitMs)
        continue
      }
      if (error instanceof AppError && error.details.wasServed) {
        const settlement = { ...countedSettlement(admission.prepared), errorCode: error.code }
        await settle(deps, request, { admission, settlement, attempts })
      } else {
        await release(deps, request, admission.reservation, { attempts, errorCode: failureOf(error) })
      }
      throw error
    }
  }
}

function isWorthAnother(error: unknown, { signal }: PipelineRequest): error is AppError {
  return error instanceof AppError && error.details.notServed !== undefined && !signal.aborted
}

function waitOf({ details }: AppError, retry: number): number {
  return details.notServed?.retryAfterMs ?? RETRY_PAUSE_MS * 2 ** retry
}

function toAttempt(
  { target }: Admission,
  { startedAtMs, nowMs, outcome }: { startedAtMs: number; nowMs: number; outcome: unknown },
): Attempt {
  const isServed = typeof outcome === 'number'
  return {
    provider: target.provider.slug,
    model: target.model.modelId,
    keySource: target.keySource,
    startedAtMs,
    durationMs: nowMs - startedAtMs,
    status: isServed ? outcome : outcome instanceof AppError ? outcome.status : 500,
    errorCode: isServed ? null : codeOf(outcome),
  }
}

const codeOf = (error: unknown) => (error instanceof AppError ? error.code : 'internal_error')

/** `null`: nobody failed, the caller left. */
const failureOf = (error: unknown) => (error instanceof AppError && error.details.callerLeft ? null : codeOf(error))

/** Opens the key and calls the upstream. */
async function exchange(deps: Deps, request: PipelineRequest, { target, prepared }: Admission) {
  const key = await openKey(deps, target)
  return callUpstream(deps, request, { target, prepared, key })
}

/** A call that goes on as a job stays open: whoever keeps the job settles it. */
async function settle(
  deps: Deps,
  request: PipelineRequest,
  { admission, settlement, attempts }: { admission: Admission; settlement: Settlement; attempts: Attempt[] },
): Promise<void> {
  if (request.call.isJob) return
  const { target, prepared, reservation } = admission
  const { used, basis, errorCode } = settlement
  const costMicroUsd = costOf(pricesOf(prepared, target.model), used)
  try {
    await deps.ledgers.settle(reservation, { ...used, costMicroUsd }, basis, { attempts, errorCode })
  } catch (error) {
    // The reservation stands, and the sweep settles it at its estimate.
    deps.log('error', 'settle_failed', { requestId: request.requestId, error: describeError(error) })
  }
}

/** The provider key of a target, in the clear. @throws AppError `provider_key_unreadable`. */
export async function openKey(
  deps: Deps,
  { provider, settings, keySource }: Pick<Target, 'provider' | 'settings' | 'keySource'>,
): Promise<string> {
  switch (keySource) {
    case 'shared':
      // Shared access without a stored key is that of a protocol without keys.
      return provider.sharedApiKey === null ? '' : deps.keyring.open(provider.sharedApiKey, sharedKeyPlace(provider.id))
    case 'personal':
      return deps.keyring.open(settings!.personalApiKey!, personalKeyPlace(settings!.id))
  }
}

function withLimits(error: unknown, { limits }: Admission, nowMs: number): unknown {
  if (!(error instanceof AppError)) return error
  return withDetails(error, { headers: { ...describeLimits(limits, nowMs), ...error.details.headers } })
}
