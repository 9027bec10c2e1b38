/** Video jobs: begun through the pipeline, then asked about. Their reservation stays open until they have ended. */
import type { Caller } from '../../api-keys/service.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import type { Job } from '../../ledger/port.ts'
import { costOf, noQuantities } from '../../ledger/pricing.ts'
import { toPrices } from '../../models/pricing.ts'
import { REREAD } from '../../platform/cache.ts'
import { parseUpstreamJson, readBounded } from '../../upstreams/bounded-body.ts'
import type { Operation } from '../../upstreams/port.ts'
import { protocolOf, timeoutsOf } from '../../upstreams/protocols.ts'
import { redactBytes, redactKey } from '../../upstreams/redact.ts'
import { release } from '../admission.ts'
import { connectionTo } from '../connection.ts'
import { readDurationMs } from '../duration.ts'
import { contentTypeOf, isFile } from '../exchange.ts'
import { openKey, runCall, type PipelineAnswer, type PipelineRequest } from '../pipeline.ts'
import { resolveTarget, type Target } from '../target.ts'
import { Video } from './schemas.ts'

const MAX_JOB_BYTES = 1024 * 1024
/** A job that nobody asks about any more is settled at its estimate after this long. */
const JOB_HOLD_MS = 24 * 60 * 60 * 1000

export type JobAnswer = { video: Video; target: Target; headers: Record<string, string> }

/** Begins a job. @throws AppError as the pipeline does, and `ledger_unavailable` when it cannot be remembered. */
export function startVideo(deps: Deps, request: PipelineRequest): Promise<JobAnswer> {
  const work = beginJob(deps, request)
  // The caller may leave: a job that was begun is remembered all the same.
  deps.defer(work.catch(() => undefined))
  return work
}

async function beginJob(deps: Deps, request: PipelineRequest): Promise<JobAnswer> {
  const answer = await runCall(deps, request)
  const { target } = answer
  const video = await readBegun(deps, request, answer)
  const job = toJob(answer, video, deps.clock())
  await deps.ledgers.keepJob(request.caller.admin.id, job)
  await closeEnded(deps, request.caller, { job, target, video })
  return { video: { ...video, id: job.jobId }, target, headers: answer.headers }
}

/** @throws AppError when the answer is no job: nobody can ask about it, so it counts nothing. */
async function readBegun(
  deps: Deps,
  request: PipelineRequest,
  { answer, target, admission, attempts }: PipelineAnswer,
): Promise<Video> {
  try {
    return withoutKey(toVideo(answer.kind === 'whole' ? answer.json : null), await openKey(deps, target))
  } catch (error) {
    await release(deps, request, admission.reservation, { attempts, errorCode: 'upstream_error' })
    throw error
  }
}

/** How a job of the caller's stands; settles or releases it when it has ended. @throws AppError `not_found`. */
export async function readVideo(deps: Deps, caller: Caller, jobId: string): Promise<JobAnswer> {
  const { job, target } = await findJob(deps, caller, jobId)
  const video = await ask(deps, { job, target, operation: 'video_status' }, async (response, key) => {
    const bytes = await readBounded(response.body, MAX_JOB_BYTES)
    return withoutKey(toVideo(bytes && parseUpstreamJson(redactBytes(bytes, key))), key)
  })
  await closeEnded(deps, caller, { job, target, video })
  return { video: { ...video, id: job.jobId }, target, headers: {} }
}

/** The bytes of a finished video. @throws AppError `not_found`, or the upstream's refusal while it is not finished. */
export async function readVideoContent(deps: Deps, caller: Caller, jobId: string): Promise<Response> {
  const { job, target } = await findJob(deps, caller, jobId)
  const { response, contentType } = await ask(deps, { job, target, operation: 'video_content' }, (response, key) => ({
    response,
    contentType: contentTypeOf(response, key),
  }))
  if (!isFile(contentType)) {
    await response.body?.cancel()
    throw new AppError('upstream_error', 'The provider answered with something that is not a video')
  }
  await settleJob(deps, caller, { job, target, durationMs: null })
  return new Response(response.body, { headers: { 'content-type': contentType } })
}

/** A job of the caller's own, with the access that they have to its model now. */
async function findJob(deps: Deps, caller: Caller, jobId: string): Promise<{ job: Job; target: Target }> {
  const job = await deps.ledgers.job(caller.admin.id, jobId)
  if (!job) throw new AppError('not_found', 'You have no such job')
  const wanted = {
    caller,
    name: `${job.providerSlug}/${job.modelName}`,
    capability: 'video' as const,
    operation: 'video_status' as const,
  }
  const target = await resolveTarget(deps, wanted, { registry: REREAD, admin: REREAD })
  if (target.keySource !== job.keySource) {
    throw new AppError(
      'access_denied',
      `The job was begun with the ${job.keySource} key, which is not the one you use now`,
    )
  }
  return { job, target }
}

/** Asks within the time that the provider has to begin; `read` is part of it. */
async function ask<T>(
  deps: Deps,
  { job, target, operation }: { job: Job; target: Target; operation: Operation },
  read: (response: Response, key: string) => T | Promise<T>,
): Promise<T> {
  const { provider, model } = target
  const timeout = new AppError('upstream_timeout')
  const controller = new AbortController()
  const timer = setTimeout(() => controller.abort(timeout), timeoutsOf(provider).headersMs)
  const key = await openKey(deps, target)
  try {
    const response = await protocolOf(provider).send(connectionTo(deps, { provider, key, signal: controller.signal }), {
      operation,
      modelId: model.modelId,
      body: { kind: 'none' },
      isStream: false,
      maxOutputTokens: null,
      jobId: job.upstreamJobId,
    })
    return await read(response, key)
  } finally {
    clearTimeout(timer)
  }
}

/** Words that providers have for the end of a job that made nothing. */
export const ENDED_WITHOUT_VIDEO: ReadonlySet<string> = new Set([
  'failed',
  'cancelled',
  'canceled',
  'expired',
  'rejected',
])

async function closeEnded(
  deps: Deps,
  caller: Caller,
  { job, target, video }: { job: Job; target: Target; video: Video },
): Promise<void> {
  const reservation = { ...job, adminId: caller.admin.id }
  if (ENDED_WITHOUT_VIDEO.has(video.status)) await deps.ledgers.release(reservation, { errorCode: 'upstream_error' })
  if (video.status !== 'completed') return
  await settleJob(deps, caller, { job, target, durationMs: readDurationMs(video.seconds) })
}

/** `durationMs`: as the provider said it, or `null` for what was reserved. */
async function settleJob(
  deps: Deps,
  caller: Caller,
  { job, target, durationMs }: { job: Job; target: Target; durationMs: number | null },
): Promise<void> {
  const used = { ...noQuantities, videoMs: durationMs ?? job.estimate.videoMs }
  // The price at which it was admitted. An earlier release did not keep it.
  const usage = { ...used, costMicroUsd: costOf(job.prices ?? toPrices(target.model, null), used) }
  const basis = durationMs === null ? 'counted' : 'provider'
  await deps.ledgers.settle({ ...job, adminId: caller.admin.id }, usage, basis)
}

function toJob({ admission, attempts, target }: PipelineAnswer, video: Video, nowMs: number): Job {
  const { requestId, reservationId } = admission.reservation
  return {
    jobId: `video_${crypto.randomUUID()}`,
    requestId,
    reservationId,
    providerSlug: target.provider.slug,
    modelName: target.model.modelId,
    keySource: target.keySource,
    prices: toPrices(target.model, null),
    upstreamJobId: video.id,
    estimate: admission.estimate,
    attempts,
    createdAtMs: nowMs,
    holdMs: JOB_HOLD_MS,
  }
}

const MAX_MESSAGE_CHARACTERS = 2_000

/** What a provider says of a failure may echo the key, also in part. */
function withoutKey(video: Video, key: string): Video {
  if (!video.error) return video
  const { code, message } = video.error
  const clean = (text: string | null | undefined) => text && redactKey(text.slice(0, MAX_MESSAGE_CHARACTERS), key)
  return { ...video, error: { code: clean(code) ?? null, message: clean(message) ?? null } }
}

/** An id goes into a path: nothing in it may climb. */
const JOB_ID = /^[\w-][\w.~:=-]{0,8000}$/

function toVideo(answer: unknown): Video {
  const parsed = Video.safeParse(answer)
  if (parsed.success && JOB_ID.test(parsed.data.id)) return parsed.data
  throw new AppError('upstream_error', 'The provider answered with something that is not a video job')
}
