import type { UsageWebhook } from '../../env.ts'
import type { Clock } from '../../platform/clock.ts'
import { writeLog } from '../../platform/log.ts'
import { ATTEMPT_LEASE_MS, Outbox, type Batch } from './outbox.ts'
import type { SettledCall } from '../port.ts'
import { toUsageRecord } from './usage-record.ts'
import { postUsage, toUsageMessage, type Delivery } from './usage-webhook.ts'

type Parts = {
  sql: SqlStorage
  /** `null`: nobody is to be told. */
  webhook: UsageWebhook | null
  clock: Clock
  fetch: typeof fetch
  /** Whose usage it is. */
  adminId: () => number | null
  /** Asks for `deliver` at this moment. */
  wakeBy: (atMs: number) => void
}

/**
 * Tells a billing system of every settled call, at least once. The ledger begins deliveries and does not wait for them: a
 * receiver that takes its time holds nobody up.
 */
export class UsageExport {
  readonly #parts: Parts
  readonly #outbox: Outbox
  #isUnderWay = false

  constructor(parts: Parts) {
    this.#parts = parts
    this.#outbox = new Outbox(parts.sql, parts.clock)
  }

  /** To be called in the turn in which the call is settled: neither is stored without the other. */
  add(call: SettledCall): void {
    if (this.#parts.webhook) this.#outbox.add(toUsageRecord(call))
  }

  /** Sends what is due, one batch after the other. */
  async deliver(): Promise<void> {
    if (this.#isUnderWay) return
    this.#isUnderWay = true
    try {
      for (let batch = this.#outbox.begin(); batch; batch = this.#outbox.begin()) {
        const delivery = await this.#send(batch)
        if (delivery.failure === null) this.#outbox.acknowledge(batch)
        else this.#fail(batch, delivery)
      }
    } finally {
      this.#isUnderWay = false
      const nextAtMs = this.nextWakeAtMs()
      if (nextAtMs !== null) this.#parts.wakeBy(nextAtMs)
    }
  }

  /** When to call `deliver`. `null`: there is nothing to deliver. */
  nextWakeAtMs(): number | null {
    const nextAtMs = this.#outbox.nextAttemptAtMs()
    if (nextAtMs === null || !this.#isUnderWay) return nextAtMs
    return Math.max(nextAtMs, this.#parts.clock() + ATTEMPT_LEASE_MS)
  }

  async #send(batch: Batch): Promise<Delivery> {
    const { webhook, clock, fetch, adminId } = this.#parts
    // What was kept for a webhook that is no longer configured is kept on, in case it comes back.
    if (!webhook) return { failure: 'lasting', error: 'USAGE_WEBHOOK_URL is no longer set' }
    return postUsage(toUsageMessage(adminId(), batch), webhook, { clock, fetch })
  }

  #fail({ records }: Batch, { failure, error }: Exclude<Delivery, { failure: null }>): void {
    const attempts = this.#outbox.fail(failure)
    writeLog(failure === 'lasting' ? 'error' : 'warn', 'usage_export_failed', {
      adminId: this.#parts.adminId(),
      records: records.length,
      attempts,
      error,
    })
  }
}
