/** Listening to events: to one log, or to the stream of a gateway. */
import { EventSourceParserStream, type EventSourceMessage } from 'eventsource-parser/stream'
import { openFeed, type EventFeed } from '../../src/ledger/events/event-feed.ts'
import type { LiveEvent, StoredEvent } from '../../src/ledger/events/events.ts'
import type { Gateway } from './gateway.ts'

export type Listener = EventFeed & {
  /** What came live, without what was missed before. */
  heard: StoredEvent[]
  hasEnded: () => boolean
  /** Waits until this much has come live. */
  hear(count: number): Promise<StoredEvent[]>
}

type Source = Parameters<typeof openFeed>[0]

/** Listens to a log. */
export async function listenTo(
  source: Source,
  after: number | null = null,
  audience: 'all' | 'super_admin' = 'all',
): Promise<Listener> {
  const heard: StoredEvent[] = []
  let hasEnded = false
  const feed = await openFeed(
    source,
    { after, audience },
    { onEvent: (event) => void heard.push(event), onEnd: () => void (hasEnded = true) },
  )
  return {
    ...feed,
    heard,
    hasEnded: () => hasEnded,
    async hear(count) {
      await waitUntil(
        () => heard.length >= count,
        () => `${heard.length} of ${count} events`,
      )
      return heard
    },
  }
}

export async function waitUntil(isSo: () => boolean | Promise<boolean>, describe: () => string = () => 'nothing') {
  const deadline = Date.now() + 5_000
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error(`Waited in vain: ${describe()}`)
    await scheduler.wait(2)
  }
}

/** An event that tells its number. */
export const numbered = (number: number, adminId = 1): LiveEvent => ({
  type: 'key_revoked',
  data: { admin_id: adminId, api_key_id: number },
})

export const numbersOf = (events: StoredEvent[]) =>
  events.map(({ data }) => ('api_key_id' in data ? data.api_key_id : null))

export type SseEvent = { id: string; event: string; data: Record<string, unknown> }

export type SseClient = {
  /** The next event, with its data parsed. `null`: the stream has ended. */
  next(): Promise<SseEvent | null>
  /** All that come until the stream ends. */
  rest(): Promise<SseEvent[]>
  /** Goes away, as a client that is closed. */
  leave(): Promise<void>
}

/** A client of a gateway's event stream, after its first event. */
export async function openEvents(
  gateway: Gateway,
  key: string,
  lastEventId?: string,
): Promise<SseClient & { first: SseEvent }> {
  const response = await gateway.fetch('/api/v1/events', {
    key,
    headers: lastEventId === undefined ? {} : { 'last-event-id': lastEventId },
  })
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`)
  const client = readSse(response)
  const first = await client.next()
  if (!first) throw new Error('The stream ended before its first event')
  return { ...client, first }
}

export function readSse(response: Response): SseClient {
  const reader = response
    .body!.pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader() as ReadableStreamDefaultReader<EventSourceMessage>
  const next = async () => {
    const { done, value } = await reader.read()
    if (done) return null
    const { id = '', event = '', data } = value
    return { id, event, data: JSON.parse(data) as Record<string, unknown> }
  }
  return {
    next,
    async rest() {
      const events = []
      for (let event = await next(); event; event = await next()) events.push(event)
      return events
    },
    leave: () => reader.cancel(),
  }
}
