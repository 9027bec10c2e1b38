/** The ledger of an admin, whose alarms a test fires, and the billing system that it exports to. */
import { abortAllDurableObjects, evictDurableObject, runInDurableObject } from 'cloudflare:test'
import { expect } from 'vitest'
import type { Env } from '../../src/env.ts'
import { AdminLedger } from '../../src/ledger/admin-ledger.ts'
import type { AdmitRequest, Usage } from '../../src/ledger/port.ts'
import { env } from './gateway.ts'
import { aCall, createClock, freshLedger, noUsage } from './ledger.ts'
import { createUsageReceiver, type UsageReceiver } from './usage-receiver.ts'

/** Far ahead, so that no alarm of these objects goes off by itself. */
export const START = '2040-01-15T12:00:00Z'
export const used: Usage = { ...noUsage, inputTokens: 7, outputTokens: 3, costMicroUsd: 40 }

let admins = 5_000

export type Life = Awaited<ReturnType<typeof openLife>>

/** One admin and their billing system. `live` is one life of the ledger's object, which then ends. */
export function createScene() {
  const clock = createClock(START)
  const receiver = createUsageReceiver(clock)
  const name = crypto.randomUUID()
  const adminId = (admins += 1)
  async function live(
    run: (life: Life) => Promise<void>,
    { variables = receiver.env, crashes = false }: { variables?: Partial<Env>; crashes?: boolean } = {},
  ) {
    await runInDurableObject(freshLedger(name), async (_, state) => {
      await run(await openLife(state, { ...env, ...variables }, { clock, receiver, adminId }))
    })
    // What is under way ends with a crash, and keeps from being evicted.
    await (crashes ? abortAllDurableObjects() : evictDurableObject(freshLedger(name)))
  }
  return { clock, receiver, adminId, live }
}

async function openLife(
  state: DurableObjectState,
  variables: Env,
  parts: { clock: ReturnType<typeof createClock>; receiver: UsageReceiver; adminId: number },
) {
  const { clock, receiver, adminId } = parts
  const ledger = new AdminLedger(state, variables, clock, receiver.fetch)
  await state.blockConcurrencyWhile(async () => undefined)
  /** Runs the alarm that is set, at its time, and lets deliveries come as far as they do. */
  const wake = async () => {
    const atMs = await state.storage.getAlarm()
    if (atMs === null) throw new Error('No alarm is set')
    if (atMs > clock()) clock.set(atMs)
    await state.storage.deleteAlarm()
    await ledger.alarm()
    await scheduler.wait(0)
  }
  return {
    ledger,
    wake,
    /** Alarm after alarm, until the receiver has been called once more. */
    attempt: async () => {
      const earlier = receiver.attempts.length
      for (let alarms = 0; receiver.attempts.length === earlier; alarms += 1) {
        if (alarms === 50) throw new Error('It is never sent')
        await wake()
      }
    },
    admit: (call: AdmitRequest = aCall({ adminId })) => {
      expect(ledger.admit(call).verdict).toBe('admitted')
      return call
    },
    /** One call from its admission to its settlement. */
    use: (usage: Usage = used) => {
      const call = aCall({ adminId })
      ledger.admit(call)
      ledger.settle(call, usage, 'provider')
      return call.reservationId
    },
    /** Alarm after alarm, until everything has been delivered. */
    drain: async () => {
      for (let alarms = 0; ledgerHolds(state).length > 0; alarms += 1) {
        if (alarms === 50) throw new Error('It is never delivered')
        await wake()
      }
    },
    sql: state.storage.sql,
    held: () => ledgerHolds(state),
    alarmAtMs: () => state.storage.getAlarm(),
  }
}

const ledgerHolds = ({ storage }: DurableObjectState) =>
  storage.sql.exec<{ record: string }>('SELECT record FROM outbox ORDER BY seq').toArray()
