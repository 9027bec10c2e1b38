import { DurableObject } from 'cloudflare:workers'
import { readConfiguration, type Env } from '../env.ts'
import { EVENT_TABLES, EventLog } from './events/event-log.ts'
import { receiveMirrored } from './events/event-mirror.ts'
import type { LiveEvent, StoredEvent } from './events/events.ts'

/** Beyond the freshness, for a request that is on its way while the second ends. */
const MARGIN_MS = 50

/**
 * One tiny object for the whole deployment: it counts the changes of the registry (providers, models, capability defaults),
 * knows when an isolate last asked, and tells listeners what has changed.
 */
export class RegistryClock extends DurableObject<Env> {
  #epoch: number
  #log: EventLog | null = null
  /** After a restart nobody knows who asked before it, so it counts as just now. */
  #lastAskedAtMs = Date.now()

  constructor(state: DurableObjectState, env: Env) {
    super(state, env)
    state.storage.sql.exec('CREATE TABLE IF NOT EXISTS facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL)')
    const stored = state.storage.sql.exec<{ value: number }>(`SELECT value FROM facts WHERE name = 'epoch'`).toArray()
    this.#epoch = stored[0]?.value ?? 0
  }

  read(): number {
    this.#lastAskedAtMs = Date.now()
    return this.#epoch
  }

  /**
   * The registry has changed, and this is what listeners are told of it. `settleMs`: how long until every isolate that asked
   * before has to ask again; 0 when none asked lately.
   */
  advance(events: LiveEvent[] = []): { epoch: number; settleMs: number } {
    this.#epoch += 1
    this.ctx.storage.sql.exec(`INSERT OR REPLACE INTO facts (name, value) VALUES ('epoch', ?)`, this.#epoch)
    if (events.length > 0) this.#events().append(events)
    const windowMs = readConfiguration(this.env).registryFreshnessMs + MARGIN_MS
    // A moment that lies ahead, since the time was set back, counts as now.
    const askedAgoMs = Math.max(0, Date.now() - this.#lastAskedAtMs)
    return { epoch: this.#epoch, settleMs: Math.max(0, windowMs - askedAgoMs) }
  }

  /** What happened to one admin, for super admins to hear. */
  mirror(events: StoredEvent[]): void {
    receiveMirrored(this.#events(), events)
  }

  /** A listener's WebSocket. */
  override fetch(request: Request): Response {
    return this.#events().connect(request)
  }

  /** Made at its first use: most of what is asked here is the epoch. */
  #events(): EventLog {
    if (!this.#log) this.ctx.storage.sql.exec(EVENT_TABLES)
    return (this.#log ??= new EventLog(this.ctx, Date.now))
  }
}
