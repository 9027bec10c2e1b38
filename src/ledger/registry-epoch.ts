import { AppError } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import { openFeed, type EventFeed, type FeedListener } from './events/event-feed.ts'
import type { ListenFrom, LiveEvent } from './events/events.ts'
import type { RegistryClock } from './registry-clock.ts'

export type RegistryClockNamespace = DurableObjectNamespace<RegistryClock>

/** This isolate's view of the registry's epoch. Throws AppError `ledger_unavailable` when the clock does not answer. */
export type RegistryEpoch = {
  /** The epoch as of `freshnessMs` ago at most; asks the clock only when what is known is older. */
  current(): Promise<number>
  /** The newest epoch that this isolate has heard of, without asking. */
  known(): number
  /** To be called after a change is in D1. When it returns, every isolate sees the change. `events`: for listeners. */
  advance(events?: LiveEvent[]): Promise<void>
  /** The changes of the registry as they happen; for super admins also what happens to every admin. */
  listen(from: ListenFrom, listener: FeedListener): Promise<EventFeed>
}

export function createRegistryEpoch(parts: {
  namespace: RegistryClockNamespace
  clock: Clock
  freshnessMs: number
  wait?: (ms: number) => Promise<unknown>
}): RegistryEpoch {
  const { namespace, clock, freshnessMs, wait = (ms) => scheduler.wait(ms) } = parts
  let known = -1
  let askedAtMs = Number.NEGATIVE_INFINITY
  const clockObject = () => namespace.getByName('registry')

  return {
    known: () => known,

    async current() {
      // The moment before asking: the answer may be that old.
      const nowMs = clock()
      const ageMs = nowMs - askedAtMs
      // A negative age: the time was set back.
      if (ageMs >= freshnessMs || ageMs < 0) {
        try {
          const epoch = await clockObject().read()
          known = Math.max(known, epoch)
          askedAtMs = nowMs
        } catch (error) {
          throw new AppError('ledger_unavailable', undefined, { cause: error })
        }
      }
      return known
    },

    async advance(events = []) {
      try {
        const { epoch, settleMs } = await clockObject().advance(events)
        // Not counted as asking: the next change waits for those who asked, not for those who made one.
        known = Math.max(known, epoch)
        if (settleMs > 0) await wait(settleMs)
      } catch (error) {
        throw new AppError(
          'ledger_unavailable',
          'The change is stored but not yet in force everywhere: send it again',
          {
            cause: error,
          },
        )
      }
    },

    listen: (from, listener) => openFeed(clockObject(), from, listener),
  }
}
