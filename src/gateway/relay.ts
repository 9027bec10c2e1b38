/**
 * A stream on its way from the upstream to the caller. The bytes go through the runtime's own pipe; a second branch beside
 * it is read in large pieces for usage. JavaScript touches the caller's branch only at its end, or when the usage that the
 * caller did not ask for has to be left out.
 */
import { createParser } from 'eventsource-parser'
import { AppError } from '../errors.ts'
import type { StreamMeter } from './call.ts'
import { createUsageFilter } from './usage-filter.ts'

/** Pause between two looks at the metered branch: each look costs, each event does not. */
const METER_PAUSE_MS = 50
/** How long an upstream is listened to after its caller left. The runtime grants about 30 seconds. */
const DRAIN_MS = 20_000
const MAX_EVENT_CHARACTERS = 8_000_000

export type StreamEnd =
  /** The upstream came to its end. */
  | 'finished'
  /** The upstream broke off, or went silent. */
  | 'broken'
  /** The caller left and the rest was not heard. */
  | 'abandoned'

export type RelayParts = {
  body: ReadableStream<Uint8Array>
  meter: StreamMeter
  showsUsage: boolean
  idleMs: number
  /** Ends the call to the upstream; its reason says why the stream broke. */
  controller: AbortController
  /** The last event of a stream that broke, in the caller's form. */
  describeBreak: (error: AppError) => string
  wait?: (ms: number) => Promise<unknown>
}

/** `ended` settles after the last byte was written, or after the upstream was heard out for a caller who left. */
export function relayStream(parts: RelayParts): { readable: ReadableStream<Uint8Array>; ended: Promise<StreamEnd> } {
  const { readable, writable } = new IdentityTransformStream()
  const [toCaller, toMeter] = parts.body.tee()
  const forwarded = forward(toCaller, writable, parts.showsUsage).then(
    () => true,
    () => false,
  )
  return { readable, ended: finish(parts, { writable, forwarded, toMeter }) }
}

async function finish(
  parts: RelayParts,
  streams: { writable: WritableStream<Uint8Array>; forwarded: Promise<boolean>; toMeter: ReadableStream<Uint8Array> },
): Promise<StreamEnd> {
  const { meter, controller, describeBreak } = parts
  const { writable, forwarded, toMeter } = streams
  const heard = listen(toMeter, parts, forwarded)
  let abandoned = false
  // Where the pipe fails while the upstream goes on, the caller has left.
  void forwarded.then(async (whole) => {
    if (whole) return
    await (parts.wait ?? pause)(DRAIN_MS)
    abandoned = true
    controller.abort(new AppError('upstream_error', 'The caller left'))
  })
  const problem = await heard
  const whole = await forwarded
  const end = abandoned ? 'abandoned' : problem || !meter.isFinished() ? 'broken' : 'finished'
  const writer = writable.getWriter()
  try {
    if (end === 'broken') {
      const error = problem ?? new AppError('upstream_error', 'The provider broke off before the end of its answer')
      // Blank lines first: the upstream may have stopped in the middle of an event.
      await writer.write(new TextEncoder().encode(`\n\ndata: ${describeBreak(error)}\n\n`))
    }
    await writer.close()
  } catch {
    // The caller has left; there is nobody to tell.
    return whole || end !== 'broken' ? end : 'broken'
  }
  return end
}

/** Reads the metered branch to its end. Answers why it broke, or `null`. */
async function listen(
  stream: ReadableStream<Uint8Array>,
  { meter, idleMs, controller, wait = pause }: RelayParts,
  forwarded: Promise<boolean>,
): Promise<AppError | null> {
  const decoder = new TextDecoder()
  let isReadable = true
  const parser = createParser({
    onEvent: ({ data }) => meter.read(data),
    maxBufferSize: MAX_EVENT_CHARACTERS,
    onError: (error) => {
      if (error.type === 'max-buffer-size-exceeded') isReadable = false
    },
  })
  const read = openReader(stream)
  try {
    for (;;) {
      const chunk = await withinIdle(read(), idleMs, controller)
      if (chunk === null) break
      if (isReadable) parser.feed(decoder.decode(chunk, { stream: true }))
      await Promise.race([wait(METER_PAUSE_MS), forwarded])
    }
    // An upstream may end without the last blank line.
    if (isReadable) parser.feed('\n\n')
    return null
  } catch (error) {
    const reason: unknown = controller.signal.aborted ? controller.signal.reason : error
    return reason instanceof AppError
      ? reason
      : new AppError('upstream_error', 'The provider broke off before the end of its answer', { cause: error })
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
  showsUsage: boolean,
): Promise<void> {
  if (showsUsage) {
    await source.pipeTo(destination, { preventClose: true, preventAbort: true })
    return
  }
  const filter = createUsageFilter()
  const read = openReader(source)
  const writer = destination.getWriter()
  try {
    for (let chunk = await read(); chunk !== null; chunk = await read()) {
      const passed = filter.push(chunk)
      if (passed.byteLength > 0) await writer.write(passed)
    }
    const rest = filter.flush()
    if (rest.byteLength > 0) await writer.write(rest)
  } finally {
    writer.releaseLock()
  }
}

const READ_BYTES = 64 * 1024

/** Reads pieces as large as there are; `null` at the end. */
function openReader(stream: ReadableStream<Uint8Array>): () => Promise<Uint8Array | null> {
  const reader = stream.getReader({ mode: 'byob' })
  return async () => {
    const { done, value } = await reader.read(new Uint8Array(READ_BYTES))
    return done ? null : value
  }
}

const pause = (ms: number): Promise<unknown> => scheduler.wait(ms)
