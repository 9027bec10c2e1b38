/** One exchange with an upstream: sent, timed, relayed, and its usage read. */
import type { Deps } from '../deps.ts'
import { AppError, type ErrorCode } from '../errors.ts'
import type { SettlementBasis } from '../ledger/port.ts'
import { noQuantities, type Quantities } from '../ledger/pricing.ts'
import { parseUpstreamJson, readBounded } from '../upstreams/bounded-body.ts'
import { protocolOf, timeoutsOf } from '../upstreams/protocols.ts'
import { redactBytes, redactKey } from '../upstreams/redact.ts'
import { findRefusal } from '../upstreams/refusals.ts'
import type { AnswerForm, CapabilityCall, PreparedCall, Reading } from './call.ts'
import { connectionTo } from './connection.ts'
import { callerLeft, relayStream, type RelayParts, type StreamProblem } from './relay.ts'
import type { Target } from './target.ts'

export type UpstreamAnswer =
  | { kind: 'whole'; status: number; contentType: string; bytes: Uint8Array; json: unknown }
  | { kind: 'stream'; status: number; readable: ReadableStream<Uint8Array> }
  | { kind: 'bytes'; status: number; contentType: string; readable: ReadableStream<Uint8Array> }

export type ExchangeRequest = {
  call: CapabilityCall
  /** The caller's connection. */
  signal: AbortSignal
  /** The lines of the error event of a broken stream, in the surface's form. */
  describeBreak: (error: AppError) => string
}

/** Where a call goes, in what form, and with which key. */
export type Delivery = { target: Target; prepared: PreparedCall; key: string }

export type Settlement = {
  used: Quantities
  basis: SettlementBasis
  /** Why it broke off. `null`: it came to its end, or its caller left. */
  errorCode: ErrorCode | null
}

const MAX_ANSWER_BYTES = 32 * 1024 * 1024

const JSON_TYPE = /^application\/([\w.-]+\+)?json\b/i
/** What each form of answer may be besides JSON. Never HTML: nothing of a stranger's is shown as a page. */
const contentTypes: Record<AnswerForm, RegExp> = {
  json: /^$/,
  text: /^(text\/(plain|vtt|srt)|application\/(x-subrip|srt|vtt))\b/i,
  bytes: /^(audio\/|video\/|application\/octet-stream)/i,
}

const isEventStream = (contentType: string) => contentType.startsWith('text/event-stream')

/** What an answer is, in the upstream's words: they go on in a header. */
export const contentTypeOf = ({ headers }: Response, key: string) => redactKey(headers.get('content-type') ?? '', key)

/** Whether a content type is that of audio, video or bytes. */
export const isFile = (contentType: string) => contentTypes.bytes.test(contentType)

/**
 * `ended` settles with the figures when the answer has come to its end.
 * @throws AppError when the upstream served nothing: it refused, could not be reached, timed out, or sent no answer of the
 *   right form.
 */
export async function callUpstream(
  deps: Deps,
  request: ExchangeRequest,
  delivery: Delivery,
): Promise<{ answer: UpstreamAnswer; ended: Promise<Settlement> }> {
  const { call, signal } = request
  const { provider } = delivery.target
  const timeouts = timeoutsOf(provider)
  const controller = new AbortController()
  const abort = (reason: Error) => controller.abort(reason)
  const headersTimer = abortAfter(abort, timeouts.headersMs, 'The provider did not begin to answer')
  const totalTimer = abortAfter(abort, timeouts.totalMs, 'The provider did not come to an end')
  const leave = () => abort(callerLeft())
  signal.addEventListener('abort', leave)
  if (signal.aborted) leave()
  let told: AppError | null = null

  try {
    const response = await send(deps, request.call, delivery, {
      signal: controller.signal,
      onBreak: (error) => (told = error),
    })
    clearTimeout(headersTimer)
    // From here on the upstream has served: a caller who leaves is still charged for what was used.
    signal.removeEventListener('abort', leave)

    const contentType = contentTypeOf(response, delivery.key)
    if (call.isStream && response.body && isEventStream(contentType)) {
      const { answer, ended } = relay(response, request, {
        delivery,
        controller,
        idleMs: timeouts.idleMs,
        findBreak: () => told,
      })
      return { answer, ended: ended.finally(() => clearTimeout(totalTimer)) }
    }
    if (call.answers === 'bytes' && response.body && isFile(contentType)) {
      // What it costs is known before it is sent, and the timer goes on until the body has come to its end.
      const answer: UpstreamAnswer = { kind: 'bytes', status: response.status, contentType, readable: response.body }
      return { answer, ended: Promise.resolve(countedSettlement(delivery.prepared)) }
    }
    const answer = await readWhole(response, contentType, { form: call.answers, key: delivery.key })
    clearTimeout(totalTimer)
    const refusal = findRefusal(answer.json, delivery.key)
    if (refusal) throw refusal
    return { answer, ended: Promise.resolve(settlementOf(delivery.prepared, delivery.prepared.readAnswer(answer))) }
  } catch (error) {
    clearTimeout(headersTimer)
    clearTimeout(totalTimer)
    signal.removeEventListener('abort', leave)
    // Whatever the runtime makes of an abort, the reason that we gave is what happened.
    throw controller.signal.aborted ? controller.signal.reason : error
  }
}

function send(
  deps: Deps,
  call: CapabilityCall,
  { target, prepared, key }: Delivery,
  { signal, onBreak }: { signal: AbortSignal; onBreak: (error: AppError) => void },
) {
  const { provider, model } = target
  return protocolOf(provider).send(connectionTo(deps, { provider, key, signal }), {
    operation: call.operation,
    modelId: model.modelId,
    body: prepared.body,
    isStream: call.isStream,
    maxOutputTokens: model.maxOutputTokens,
    onBreak,
    ...(call.headers && { headers: call.headers }),
  })
}

function relay(
  response: Response,
  { call, signal, describeBreak }: ExchangeRequest,
  { delivery, ...how }: { delivery: Delivery } & Pick<RelayParts, 'controller' | 'idleMs' | 'findBreak'>,
): { answer: UpstreamAnswer; ended: Promise<Settlement> } {
  const meter = delivery.prepared.createMeter()
  const { readable, heard } = relayStream({
    body: response.body!,
    redact: (bytes) => redactBytes(bytes, delivery.key),
    meter,
    hidesUsage: call.hidesUsage,
    ...how,
    callerSignal: signal,
    describeBreak,
  })
  return {
    answer: { kind: 'stream', status: response.status, readable },
    ended: heard.then((problem) => settlementOf(delivery.prepared, meter.reading(), problem)),
  }
}

async function readWhole(
  response: Response,
  contentType: string,
  { form, key }: { form: AnswerForm; key: string },
): Promise<UpstreamAnswer & { kind: 'whole' }> {
  const isJson = JSON_TYPE.test(contentType)
  if (form === 'bytes' || (!isJson && !contentTypes[form].test(contentType))) {
    await response.body?.cancel()
    const wanted = { json: 'JSON', text: 'JSON or text', bytes: 'audio or video' }[form]
    const message = `The provider answered with something that is not ${wanted}`
    // A page may be anybody's. A stream is an answer, though nobody asked for it in this form.
    throw new AppError('upstream_error', message, isEventStream(contentType) ? { wasServed: true } : {})
  }
  const read = await readBounded(response.body, MAX_ANSWER_BYTES)
  if (!read) throw new AppError('upstream_error', 'The answer of the provider is too large', { wasServed: true })
  const bytes = redactBytes(read, key)
  const json = isJson ? parseUpstreamJson(bytes) : undefined
  return { kind: 'whole', status: response.status, contentType: isJson ? 'application/json' : contentType, bytes, json }
}

/** For an answer that was served and cannot be handed on. */
export function countedSettlement(prepared: PreparedCall): Settlement {
  return settlementOf(prepared, { said: null, counted: {} })
}

/** What the upstream said, and where it said nothing what was counted. */
function settlementOf({ counted }: PreparedCall, reading: Reading, problem: StreamProblem = null): Settlement {
  const used = { ...noQuantities, ...counted, ...reading.counted, ...reading.said }
  const basis = reading.said ? 'provider' : problem ? 'aborted' : 'counted'
  return { used, basis, errorCode: problem && !(problem.details.callerLeft ?? false) ? problem.code : null }
}

function abortAfter(abort: (reason: Error) => void, ms: number, message: string) {
  return setTimeout(() => abort(new AppError('upstream_timeout', `${message} within ${ms} ms`)), ms)
}
