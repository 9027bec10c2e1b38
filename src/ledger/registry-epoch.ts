import { AppError } from '../errors.ts'
import type { Clock } from '../platform/clock.ts'
import type { RegistryClock } from './registry-clock.ts'

export type RegistryClockNamespace = DurableObjectNamespace<RegistryClock>

/** This isolate's view of the registry's epoch. Throws AppError `ledger_unavailable` when the clock does not answer. */
export type RegistryEpoch = {
  /** The epoch as of `freshnessMs` ago at most; asks the clock only when what is known is older. */
  current(): Promise<number>
  /** The newest epoch that this isolate has heard of, without asking. */
  known(): number
  /** To be called after a change is in D1. When it returns, every isolate sees the change. */
  advance(): Promise<void>
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

  function learn(epoch: number, atMs: number): void {
    known = Math.max(known, epoch)
    askedAtMs = Math.max(askedAtMs, atMs)
  }

  return {
    known: () => known,

    async current() {
      // The moment before asking: the answer may be that old.
      const nowMs = clock()
      if (nowMs - askedAtMs >= freshnessMs) {
        try {
          learn(await clockObject().read(), nowMs)
        } catch (error) {
          throw new AppError('ledger_unavailable', undefined, { cause: error })
        }
      }
      return known
    },

    async advance() {
      try {
        const nowMs = clock()
        const { epoch, settleMs } = await clockObject().advance()
        learn(epoch, nowMs)
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
  }
}
