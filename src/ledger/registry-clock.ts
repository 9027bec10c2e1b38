import { DurableObject } from 'cloudflare:workers'
import { readConfiguration, type Env } from '../env.ts'

/** Beyond the freshness, for a request that is on its way while the second ends. */
const MARGIN_MS = 50

/**
 * One tiny object for the whole deployment: it counts the changes of the registry (providers, models, capability defaults)
 * and knows when an isolate last asked.
 */
export class RegistryClock extends DurableObject<Env> {
  #epoch: number
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
   * The registry has changed. `settleMs`: how long until every isolate that asked before has to ask again; 0 when none
   * asked lately.
   */
  advance(): { epoch: number; settleMs: number } {
    this.#epoch += 1
    this.ctx.storage.sql.exec(`INSERT OR REPLACE INTO facts (name, value) VALUES ('epoch', ?)`, this.#epoch)
    const windowMs = readConfiguration(this.env).registryFreshnessMs + MARGIN_MS
    // A moment that lies ahead, since the time was set back, counts as now.
    const askedAgoMs = Math.max(0, Date.now() - this.#lastAskedAtMs)
    return { epoch: this.#epoch, settleMs: Math.max(0, windowMs - askedAgoMs) }
  }
}
