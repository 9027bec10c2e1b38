/**
 * A stream on its way from the upstream to the caller. The bytes go through the runtime's own pipe; a second branch beside
 * it is read in large pieces for usage. JavaScript touches the caller's branch only at its start and its end, or when the
 * usage that the caller did not ask for has to be left out.
 */
import { createParser } from 'eventsource-parser'
import { AppError } from '../errors.ts'
import type { StreamMeter } from './call.ts'
import { createUsageFilter } from './usage-filter.ts'

/** Pauses between two looks at the metered branch, from short to long: each look costs, each event does not. */
const METER_PAUSES_MS = { first: 50, longest: 1_000 }
/** How long an upstream is listened to after its caller left. The runtime grants about 30 seconds. */
const DRAIN_MS = 20_000
const MAX_EVENT_CHARACTERS = 8_000_000
const READ_BYTES = 64 * 1024
const BROKE_OFF = 'The provider broke off before the end of its answer'

/** How the upstream's side of a stream ended. `null`: it came to its own end. */
export type StreamProblem = AppError | null

export type RelayParts = {
  body: ReadableStream<Uint8Array>
  meter: StreamMeter
  /** Leaves out the event of usage that the caller did not ask for. */
  hidesUsage: boolean
  /** Takes the key out of what an upstream says first, for that may be its refusal. */
  redact: (bytes: Uint8Array) => Uint8Array
  idleMs: number
  /** Why the stream ended before its end, as far as it was told. */
  findBreak: () => StreamProblem
  /** Ends the call to the upstream; its reason says why the stream broke. */
  controller: AbortController
  /** Fires when the caller leaves, where the runtime says so. */
  callerSignal: AbortSignal
  /** The last event of a stream that broke, as lines in the caller's form. */
  describeBreak: (error: AppError) => string
}

export type Relay = {
  readable: ReadableStream<Uint8Array>
  /** Settles when the upstream was heard out, whether or not the caller still listens. */
  heard: Promise<StreamProblem>
}

export function relayStream(parts: RelayParts): Relay {
  const { readable, writable } = new IdentityTransformStream()
  const [toCaller, toMeter] = parts.body.tee()
  const forwarded = forward(toCaller, writable, parts)
  const heard = listen(toMeter, parts, forwarded)
  forwarded.catch(() => {
    // Else what nobody takes any more would pile up.
    toCaller.cancel().catch(() => undefined)
    stopListeningSoon(parts.controller)
  })
  parts.callerSignal.addEventListener('abort', () => stopListeningSoon(parts.controller))
  // A caller who left never takes the last bytes, so nothing waits for this.
  void finish({ writable, forwarded, heard, describeBreak: parts.describeBreak })
  return { readable, heard }
}

/** Hears an upstream out whose caller has left, as long as the runtime lets us. */
function stopListeningSoon(controller: AbortController): void {
  setTimeout(() => controller.abort(callerLeft()), DRAIN_MS)
}

/** Nobody is to blame for it: it is no failure of the provider. */
export const callerLeft = () => new AppError('upstream_error', 'The caller left', { callerLeft: true })

/** Ends the caller's stream: with the error event where the upstream broke off. */
async function finish(parts: {
  writable: WritableStream<Uint8Array>
  forwarded: Promise<void>
  heard: Promise<StreamProblem>
  describeBreak: (error: AppError) => string
}): Promise<void> {
  const [problem] = await Promise.all([parts.heard, parts.forwarded.catch(() => undefined)])
  const writer = parts.writable.getWriter()
  try {
    // Blank lines first: the upstream may have stopped in the middle of an event.
    if (problem) await writer.write(new TextEncoder().encode(`\n\n${parts.describeBreak(problem)}\n\n`))
    await writer.close()
  } catch {
    // The caller has left; there is nobody to tell.
  }
}

/** Reads the metered branch to its end. */
async function listen(
  stream: ReadableStream<Uint8Array>,
  { meter, idleMs, controller, findBreak }: RelayParts,
  forwarded: Promise<void>,
): Promise<StreamProblem> {
  const decoder = new TextDecoder()
  let isReadable = true
  const parser = createParser({
    onEvent: ({ data }) => meter.read(data),
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') isReadable = false
    },
  })
  const { read } = openReader(stream)
  const forwardingEnded = forwarded.catch(() => undefined)
  let pauseMs = METER_PAUSES_MS.first
  try {
    for (;;) {
      const chunk = await withinIdle(read(), idleMs, controller)
      if (chunk === null) break
      if (isReadable) parser.feed(decoder.decode(chunk, { stream: true }))
      // A full piece: more is waiting, and must not pile up.
      if (chunk.byteLength === READ_BYTES) continue
      await Promise.race([scheduler.wait(pauseMs), forwardingEnded])
      pauseMs = Math.min(pauseMs * 2, METER_PAUSES_MS.longest)
    }
    // An upstream may end without the last blank line.
    if (isReadable) parser.feed('\n\n')
    return findBreak() ?? (meter.isFinished() ? null : new AppError('upstream_error', BROKE_OFF))
  } catch (error) {
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : error
    return reason instanceof AppError ? reason : new AppError('upstream_error', BROKE_OFF, { cause: error })
  }
}

async function withinIdle<T>(work: Promise<T>, idleMs: number, controller: AbortController): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new AppError('upstream_timeout', `The provider was silent for ${idleMs} ms`)
      controller.abort(error)
      reject(error)
    }, idleMs)
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}

async function forward(
  source: ReadableStream<Uint8Array>,
  destination: WritableStream<Uint8Array>,
  { hidesUsage, redact }: Pick<RelayParts, 'hidesUsage' | 'redact'>,
): Promise<void> {
  const { read, release } = openReader(source)
  const writer = destination.getWriter()
  const write = async (bytes: Uint8Array) => {
    if (bytes.byteLength > 0) await writer.write(bytes)
  }
  try {
    const first = await read()
    if (first === null) return
    if (hidesUsage) return await filterUsage(redact(first), read, write)
    await write(redact(first))
  } finally {
    writer.releaseLock()
    release()
  }
  await source.pipeTo(destination, { preventClose: true, preventAbort: true })
}

async function filterUsage(
  first: Uint8Array,
  read: () => Promise<Uint8Array | null>,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const filter = createUsageFilter()
  for (let chunk: Uint8Array | null = first; chunk !== null; chunk = await read()) await write(filter.push(chunk))
  await write(filter.flush())
}

/** Reads pieces as large as there are; `null` at the end. */
function openReader(stream: ReadableStream<Uint8Array>) {
  const reader = stream.getReader({ mode: 'byob' })
  return {
    read: async (): Promise<Uint8Array | null> => {
      const { done, value } = await reader.read(new Uint8Array(READ_BYTES))
      return done ? null : value
    },
    release: () => reader.releaseLock(),
  }
}
