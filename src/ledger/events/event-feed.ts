/** The listening side of an event log: a WebSocket of this isolate to the object that keeps it. */
import { AppError } from '../../errors.ts'
import { PING, toListenUrl } from './event-log.ts'
import type { ListenFrom, LogMessage, Opening, StoredEvent } from './events.ts'

export type EventFeed = Opening & {
  /** Closes the feed when the socket has not answered since the last time. */
  check(): void
  close(): void
}

/** Told in the order of the log, and nothing after the end. The end comes once, also when the feed closes itself. */
export type FeedListener = {
  onEvent: (event: StoredEvent) => void
  onEnd: () => void
}

type EventSource = { fetch(url: string, init: RequestInit): Promise<Response> }

/** @throws AppError `too_many_listeners`, or `ledger_unavailable` when the log does not answer. */
export async function openFeed(source: EventSource, from: ListenFrom, listener: FeedListener): Promise<EventFeed> {
  const socket = await connect(source, from)
  const { promise: opened, resolve, reject } = Promise.withResolvers<Opening>()
  let hasEnded = false
  let isAnswered = true
  const end = () => {
    if (hasEnded) return
    hasEnded = true
    reject(new AppError('ledger_unavailable'))
    listener.onEnd()
  }
  const close = () => {
    try {
      socket.close(1000)
    } catch {
      // It is closed already.
    }
    end()
  }
  socket.addEventListener('message', ({ data }) => {
    isAnswered = true
    // Anything but the answer to a ping was written by EventLog.
    if (hasEnded || typeof data !== 'string' || !data.startsWith('{')) return
    const message = JSON.parse(data) as LogMessage
    if (message.kind === 'opened') resolve(message.opening)
    else listener.onEvent(message.event)
  })
  socket.addEventListener('close', end)
  socket.addEventListener('error', end)
  socket.accept()
  return {
    ...(await opened),
    close,
    check() {
      if (!isAnswered) return close()
      isAnswered = false
      try {
        socket.send(PING)
      } catch {
        close()
      }
    },
  }
}

async function connect(source: EventSource, from: ListenFrom): Promise<WebSocket> {
  let response: Response
  try {
    response = await source.fetch(toListenUrl(from), { headers: { upgrade: 'websocket' } })
  } catch (error) {
    throw new AppError('ledger_unavailable', undefined, { cause: error })
  }
  if (response.webSocket) return response.webSocket
  await response.body?.cancel()
  throw new AppError(response.status === 429 ? 'too_many_listeners' : 'ledger_unavailable')
}
