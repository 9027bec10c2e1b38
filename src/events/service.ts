/** The event stream of one caller: the log of their own ledger and that of the registry, as one. */
import { identify, type Caller, type Credentials } from '../api-keys/service.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { EventFeed, FeedListener } from '../ledger/events/event-feed.ts'
import type { StoredEvent } from '../ledger/events/events.ts'
import { describeError } from '../platform/log.ts'
import { Inbox } from './inbox.ts'
import { parsePosition, toEventText, type Position } from './schemas.ts'

/** Proxies close what is silent for a minute or so. */
const KEEP_ALIVE_MS = 20_000
/** A change that got as far as the database only is found out after this long. */
const RECHECK_MS = 5 * 60_000
/** How long clients wait before they come back. */
const RETRY_MS = 2_000
/** Beyond the registry's freshness, for clocks that differ. */
const MARGIN_MS = 50
/** A comment. */
const KEEP_ALIVE = ':\n\n'

/** What a stream has to deal with, one after the other. */
type Item = { kind: 'event'; log: keyof Position; event: StoredEvent } | { kind: 'tick' }

type StreamRequest = { credentials: Credentials; lastEventId: string | null; signal: AbortSignal }

/**
 * Opens the stream. It ends when the caller leaves, their key ends or their role changes, or a log breaks off: clients come
 * back with the id of the last event.
 * @throws AppError when the caller is refused, has too many streams, or a log does not answer.
 */
export async function openEventStream(
  deps: Deps,
  adminId: number,
  { credentials, lastEventId, signal }: StreamRequest,
  keepAliveMs: number = KEEP_ALIVE_MS,
): Promise<ReadableStream<Uint8Array>> {
  const inbox = new Inbox<Item>()
  const listenerOf = (log: keyof Position): FeedListener => ({
    onEvent: (event) => inbox.add({ kind: 'event', log, event }),
    onEnd: () => inbox.close(),
  })
  const { after, isUnknown } = parsePosition(lastEventId, adminId)
  const own = await deps.ledgers.listen(adminId, { after: after?.own ?? null, audience: 'all' }, listenerOf('own'))
  try {
    // Whatever changes from here on is heard; what changed since the guard stands in the database.
    const caller = await identify(deps, credentials, 'database')
    const audience = caller.admin.role === 'super_admin' ? 'super_admin' : 'all'
    const from = { after: after?.registry ?? null, audience } as const
    const registry = await deps.registryEpoch.listen(from, listenerOf('registry'))
    const feeds = { own, registry }
    const isReset = isUnknown || own.isReset || registry.isReset
    const stream = new EventStream({ deps, credentials, caller, feeds, inbox, isReset, keepAliveMs })
    // Of those who leave the runtime tells by the one or by the other.
    signal.addEventListener('abort', () => stream.leave())
    if (signal.aborted) stream.leave()
    return stream.readable
  } catch (error) {
    own.close()
    throw error
  }
}

type Parts = {
  deps: Deps
  credentials: Credentials
  caller: Caller
  feeds: Record<keyof Position, EventFeed>
  inbox: Inbox<Item>
  isReset: boolean
  keepAliveMs: number
}

class EventStream {
  readonly readable: ReadableStream<Uint8Array>
  readonly #parts: Parts
  readonly #texts: AsyncGenerator<string>
  readonly #position: Position
  #caller: Caller
  #checkedAtMs: number
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(parts: Parts) {
    const { deps, caller, feeds, inbox } = parts
    this.#parts = parts
    this.#caller = caller
    this.#checkedAtMs = deps.clock()
    this.#position = { own: feeds.own.position, registry: feeds.registry.position }
    this.#texts = this.#write()
    this.readable = new ReadableStream({
      pull: async (controller) => {
        const { done, value } = await this.#texts.next()
        if (done) controller.close()
        else controller.enqueue(new TextEncoder().encode(value))
      },
      cancel: () => this.leave(),
    })
    inbox.onOverflow = () => this.leave()
  }

  /** Nobody reads any more. */
  leave(): void {
    this.#close()
    // Where it waits for a reader, it ends here.
    this.#texts.return(undefined).catch(() => undefined)
  }

  #close(): void {
    const { feeds, inbox } = this.#parts
    clearTimeout(this.#timer)
    inbox.close()
    feeds.own.close()
    feeds.registry.close()
  }

  /** The whole stream, piece by piece. It goes on when a piece has been taken. */
  async *#write(): AsyncGenerator<string> {
    const { deps, feeds, inbox, isReset } = this.#parts
    try {
      this.#wakeLater()
      const first = { type: isReset ? 'reset' : 'ready', atMs: deps.clock(), data: {} } as const
      yield `retry: ${RETRY_MS}\n${this.#format(first)}`
      for (const event of feeds.own.missed) yield this.#tell('own', event)
      for (const event of feeds.registry.missed) yield this.#tell('registry', event)
      for await (const item of inbox.items) {
        if (this.#expiresInMs() <= 0) return
        yield item.kind === 'tick' ? this.#keepAlive() : this.#tell(item.log, item.event)
        // What happened may have been the end of this very key.
        const isToCheck = item.kind === 'tick' ? this.#checkedAgoMs() >= RECHECK_MS : item.log === 'own'
        if (isToCheck && !(await this.#isStillGood())) return
      }
    } catch (error) {
      // Mostly the caller is refused: clients learn why when they come back.
      if (!(error instanceof AppError)) deps.log('error', 'event_stream_failed', { error: describeError(error) })
    } finally {
      this.#close()
    }
  }

  async #tell(log: keyof Position, event: StoredEvent): Promise<string> {
    if (log === 'registry') await this.#untilInForce(event)
    this.#position[log] = event.id
    // Of what concerns a super admin themselves their own ledger tells.
    const isTold = log === 'registry' && event.data.admin_id === this.#caller.admin.id
    return isTold ? KEEP_ALIVE : this.#format(event)
  }

  /** Whoever hears of a change reads at once, and is not to read from a location that has not heard of it yet. */
  async #untilInForce({ atMs }: StoredEvent): Promise<void> {
    const { clock, configuration } = this.#parts.deps
    const windowMs = configuration.registryFreshnessMs + MARGIN_MS
    const waitMs = Math.min(windowMs, atMs + windowMs - clock())
    if (waitMs > 0) await scheduler.wait(waitMs)
  }

  #keepAlive(): string {
    const { feeds } = this.#parts
    feeds.own.check()
    feeds.registry.check()
    this.#wakeLater()
    return KEEP_ALIVE
  }

  /** @throws AppError when the key is refused. Another role is to hear other events. */
  async #isStillGood(): Promise<boolean> {
    const { deps, credentials } = this.#parts
    const before = this.#caller.admin.role
    this.#caller = await identify(deps, credentials, 'database')
    this.#checkedAtMs = deps.clock()
    this.#wakeLater()
    return this.#caller.admin.role === before
  }

  /** Wakes the stream after a while, or when the key expires as far as is known now. */
  #wakeLater(): void {
    const { inbox, keepAliveMs } = this.#parts
    clearTimeout(this.#timer)
    const waitMs = Math.max(0, Math.min(keepAliveMs, this.#expiresInMs()))
    this.#timer = setTimeout(() => inbox.add({ kind: 'tick' }), waitMs)
  }

  #checkedAgoMs(): number {
    return this.#parts.deps.clock() - this.#checkedAtMs
  }

  #expiresInMs(): number {
    const { expiresAt } = this.#caller.apiKey
    return expiresAt === null ? Number.POSITIVE_INFINITY : Date.parse(expiresAt) - this.#parts.deps.clock()
  }

  #format(event: Parameters<typeof toEventText>[0]): string {
    return toEventText(event, { adminId: this.#caller.admin.id, position: this.#position })
  }
}
