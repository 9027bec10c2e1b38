/** One exchange with an upstream: sent, timed, relayed, and its usage read. */
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { SettlementBasis } from '../ledger/port.ts'
import type { TokenUsage } from '../ledger/pricing.ts'
import { parseUpstreamJson, readBounded } from '../upstreams/bounded-body.ts'
import { sendToUpstream, timeoutsOf } from '../upstreams/openai.ts'
import { findRefusal } from '../upstreams/refusals.ts'
import type { CapabilityCall, StreamMeter } from './call.ts'
import { relayStream, type StreamProblem } from './relay.ts'
import type { Target } from './target.ts'

export type UpstreamAnswer =
  | { kind: 'whole'; status: number; bytes: Uint8Array; json: unknown }
  | { kind: 'stream'; status: number; readable: ReadableStream<Uint8Array> }

export type ExchangeRequest = {
  call: CapabilityCall
  /** The caller's connection. */
  signal: AbortSignal
  /** The error event of a broken stream, in the surface's form. */
  describeBreak: (error: AppError) => string
}

export type Settlement = { usage: TokenUsage; basis: SettlementBasis }

const MAX_ANSWER_BYTES = 32 * 1024 * 1024

/**
 * `ended` settles with the figures when the answer has come to its end.
 * @throws AppError when the upstream served nothing: it refused, could not be reached, timed out, or sent no answer of the
 *   right form.
 */
export async function callUpstream(
  deps: Deps,
  request: ExchangeRequest,
  { target, key }: { target: Target; key: string },
): Promise<{ answer: UpstreamAnswer; ended: Promise<Settlement> }> {
  const { call, signal, describeBreak } = request
  const { provider, model } = target
  const timeouts = timeoutsOf(provider)
  const controller = new AbortController()
  const abort = (reason: Error) => controller.abort(reason)
  const timers = [
    abortAfter(abort, timeouts.headersMs, 'The provider did not begin to answer'),
    abortAfter(abort, timeouts.totalMs, 'The provider did not come to an end'),
  ] as const
  const [headersTimer, totalTimer] = timers
  const leave = () => abort(new AppError('upstream_error', 'The caller left'))
  signal.addEventListener('abort', leave)

  try {
    const response = await sendToUpstream(
      { fetch: deps.fetch, allowLoopback: deps.configuration.allowLoopbackUpstreams },
      {
        provider,
        key,
        operation: call.operation,
        body: call.buildBody(model.modelId),
        accept: call.isStream ? 'text/event-stream' : 'application/json',
        signal: controller.signal,
      },
    )
    clearTimeout(headersTimer)
    // From here on the upstream has served: a caller who leaves is still charged for what was used.
    signal.removeEventListener('abort', leave)

    const contentType = response.headers.get('content-type') ?? ''
    if (call.isStream && response.body && contentType.startsWith('text/event-stream')) {
      const meter = call.createMeter()
      const { readable, heard } = relayStream({
        body: response.body,
        meter,
        showsUsage: call.showsUsage,
        idleMs: timeouts.idleMs,
        controller,
        callerSignal: signal,
        describeBreak,
      })
      const settled = heard
        .finally(() => clearTimeout(totalTimer))
        .then((problem) => settlementOf(call, meter, problem))
      return { answer: { kind: 'stream', status: response.status, readable }, ended: settled }
    }

    const answer = await readWhole(response, contentType)
    clearTimeout(totalTimer)
    const refusal = findRefusal(answer.json, key)
    if (refusal) throw refusal
    const { usage, countedOutputTokens } = call.readAnswer(answer.json)
    const settlement: Settlement = usage
      ? { usage, basis: 'provider' }
      : { usage: counted(call, countedOutputTokens), basis: 'counted' }
    return { answer, ended: Promise.resolve(settlement) }
  } catch (error) {
    for (const timer of timers) clearTimeout(timer)
    signal.removeEventListener('abort', leave)
    // Whatever the runtime makes of an abort, the reason that we gave is what happened.
    throw controller.signal.aborted ? controller.signal.reason : error
  }
}

async function readWhole(response: Response, contentType: string): Promise<UpstreamAnswer & { kind: 'whole' }> {
  if (!/^application\/([\w.-]+\+)?json\b/i.test(contentType)) {
    await response.body?.cancel()
    throw new AppError('upstream_error', 'The provider answered with something that is not JSON')
  }
  const bytes = await readBounded(response.body, MAX_ANSWER_BYTES)
  if (!bytes) throw new AppError('upstream_error', 'The answer of the provider is too large')
  return { kind: 'whole', status: response.status, bytes, json: parseUpstreamJson(bytes) }
}

function settlementOf(call: CapabilityCall, meter: StreamMeter, problem: StreamProblem): Settlement {
  const said = meter.usage()
  if (said) return { usage: said, basis: 'provider' }
  return { usage: counted(call, meter.countedOutputTokens()), basis: problem ? 'aborted' : 'counted' }
}

function counted(call: CapabilityCall, outputTokens: number): TokenUsage {
  return { inputTokens: call.countedInputTokens(), cachedInputTokens: 0, outputTokens }
}

function abortAfter(abort: (reason: Error) => void, ms: number, message: string) {
  return setTimeout(() => abort(new AppError('upstream_timeout', `${message} within ${ms} ms`)), ms)
}
