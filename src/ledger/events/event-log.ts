/**
 * What has happened, in the SQLite storage of a Durable Object, and who is listening to it. Listeners are hibernatable
 * WebSockets: the object sleeps while they wait, and nothing of them is kept in memory.
 *
 * Ids begin at the moment in which the log did: those of a log that was lost are older than all of its successor, so that
 * whoever comes with one is told to begin anew.
 */
import type { Clock } from '../../platform/clock.ts'
import type { Audience, ListenFrom, LiveEvent, LogMessage, Opening, StoredEvent } from './events.ts'

/** Events of each audience that a listener can have missed. */
export const KEPT_EVENTS = 1_000
/** What the listening side sends to find out whether the socket still leads anywhere. Answered without waking the object. */
export const PING = 'ping'
export const PONG = 'pong'

/** The type of the rows with which a log begins. */
const BEGINNING = 'log_began'
const AUDIENCES: Audience[] = ['all', 'super_admin']

export const EVENT_TABLES = `
  CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, audience TEXT NOT NULL, type TEXT NOT NULL, data TEXT NOT NULL
  );
  CREATE INDEX IF NOT EXISTS events_audience ON events (audience, id);
  CREATE TABLE IF NOT EXISTS event_marks (name TEXT PRIMARY KEY, id INTEGER NOT NULL) WITHOUT ROWID;
`

type EventRow = { id: number; at: number; audience: Audience; type: string; data: string }

type NewEvent = LiveEvent & { atMs?: number }

type LogState = {
  storage: { sql: SqlStorage }
} & Pick<DurableObjectState, 'acceptWebSocket' | 'getWebSockets' | 'setWebSocketAutoResponse'>

/** Expects `EVENT_TABLES`. */
export class EventLog {
  readonly #state: LogState
  readonly #sql: SqlStorage
  readonly #clock: Clock
  readonly #maxListeners: number
  /** Since the event of this id something was stored and not told. `null`: nothing was. */
  #toldId: number | null = null

  constructor(state: LogState, clock: Clock, maxListeners: number = Number.POSITIVE_INFINITY) {
    this.#state = state
    this.#sql = state.storage.sql
    this.#clock = clock
    this.#maxListeners = maxListeners
  }

  /** Stores events and tells them at once. */
  append(events: readonly NewEvent[], audience: Audience = 'all'): void {
    this.store(events, audience)
    this.flush()
  }

  /** Stores events, also within a transaction: what is rolled back was never told. Without a moment, it is now. */
  store(events: readonly NewEvent[], audience: Audience = 'all'): void {
    if (events.length === 0) return
    let id = this.#newestId()
    this.#toldId ??= id
    const nowMs = this.#clock()
    for (const { type, data, atMs } of events) {
      id += 1
      this.#insert({ id, at: atMs ?? nowMs, audience, type, data: JSON.stringify(data) })
    }
    this.#forget(audience)
  }

  /** Sends what was stored since the last time to whoever listens, and waits for nobody. Returns whether there was any. */
  flush(): boolean {
    if (this.#toldId === null) return false
    const rows = this.#select(this.#toldId, AUDIENCES, 2 * KEPT_EVENTS)
    this.#toldId = null
    for (const row of rows) {
      const message = toText({ kind: 'event', event: toStoredEvent(row) })
      for (const socket of this.#state.getWebSockets(row.audience)) trySend(socket, message)
    }
    return rows.length > 0
  }

  /** Takes the WebSocket of a listener, who first hears what it has missed. The address is that of `toListenUrl`. */
  connect(request: Request): Response {
    if (request.headers.get('upgrade') !== 'websocket') return new Response(null, { status: 426 })
    const listeners = this.#state.getWebSockets().filter(({ readyState }) => readyState === WebSocket.OPEN)
    if (listeners.length >= this.#maxListeners) return new Response(null, { status: 429 })
    const from = fromListenUrl(request.url)
    const audiences = from.audience === 'all' ? AUDIENCES.slice(0, 1) : AUDIENCES
    this.#state.setWebSocketAutoResponse(new WebSocketRequestResponsePair(PING, PONG))
    const { 0: theirs, 1: ours } = new WebSocketPair()
    this.#state.acceptWebSocket(ours, audiences)
    trySend(ours, toText({ kind: 'opened', opening: this.#open(from.after, audiences) }))
    return new Response(null, { status: 101, webSocket: theirs })
  }

  /** Events after the one of this id, oldest first. */
  after(id: number, audiences: Audience[], limit: number): StoredEvent[] {
    return this.#select(id, audiences, limit).map(toStoredEvent)
  }

  /** How far somebody has come, by any name. */
  mark(name: string): number {
    const [row] = this.#sql.exec<{ id: number }>(`SELECT id FROM event_marks WHERE name = ?`, name).toArray()
    return row?.id ?? 0
  }

  setMark(name: string, id: number): void {
    this.#sql.exec(`INSERT OR REPLACE INTO event_marks (name, id) VALUES (?, ?)`, name, id)
  }

  #open(after: number | null, audiences: Audience[]): Opening {
    const newest = this.#newestId()
    if (after === null) return { position: newest, isReset: false, missed: [] }
    const isKept = after <= newest && audiences.every((audience) => after >= this.#oldestId(audience))
    if (!isKept) return { position: newest, isReset: true, missed: [] }
    return { position: after, isReset: false, missed: this.after(after, audiences, 2 * KEPT_EVENTS) }
  }

  #newestId(): number {
    const [row] = this.#sql.exec<{ id: number | null }>(`SELECT max(id) AS id FROM events`).toArray()
    return row?.id ?? this.#begin()
  }

  /** Each audience has a first event that tells nothing: whoever has come as far as that has missed none of theirs. */
  #begin(): number {
    const now = this.#clock()
    for (const [index, audience] of AUDIENCES.entries()) {
      this.#insert({ id: now + index, at: now, audience, type: BEGINNING, data: '{}' })
    }
    return now + AUDIENCES.length - 1
  }

  #oldestId(audience: Audience): number {
    return this.#sql.exec<{ id: number }>(`SELECT min(id) AS id FROM events WHERE audience = ?`, audience).one().id
  }

  /** By audience, so that what many admins do is no reason to forget what concerns everybody. */
  #forget(audience: Audience): void {
    this.#sql.exec(
      `DELETE FROM events WHERE audience = ?1
         AND id < (SELECT id FROM events WHERE audience = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)`,
      audience,
      KEPT_EVENTS,
    )
  }

  #select(after: number, audiences: Audience[], limit: number): EventRow[] {
    return this.#sql
      .exec<EventRow>(
        `SELECT id, at, audience, type, data FROM events WHERE id > ? AND audience IN (?, ?) AND type <> ?
         ORDER BY id LIMIT ?`,
        after,
        audiences[0] ?? null,
        audiences[1] ?? null,
        BEGINNING,
        limit,
      )
      .toArray()
  }

  #insert({ id, at, audience, type, data }: EventRow): void {
    this.#sql.exec(
      `INSERT INTO events (id, at, audience, type, data) VALUES (?, ?, ?, ?, ?)`,
      id,
      at,
      audience,
      type,
      data,
    )
  }
}

/** The address at which a log is asked for a WebSocket. */
export function toListenUrl({ after, audience }: ListenFrom): string {
  return `https://log/?${new URLSearchParams({ audience, ...(after !== null && { after: String(after) }) })}`
}

function fromListenUrl(url: string): ListenFrom {
  const query = new URL(url).searchParams
  const after = query.get('after')
  return {
    after: after === null ? null : Number(after),
    audience: query.get('audience') === 'super_admin' ? 'super_admin' : 'all',
  }
}

// It was written by `append`.
const toStoredEvent = ({ id, at, type, data }: EventRow) =>
  ({ id, atMs: at, type, data: JSON.parse(data) as unknown }) as StoredEvent

const toText = (message: LogMessage) => JSON.stringify(message)

/** Whoever has gone hears nothing, and comes back with the id of what it heard last. */
function trySend(socket: WebSocket, text: string): void {
  try {
    socket.send(text)
  } catch {
    // The runtime forgets a socket that is closed.
  }
}
