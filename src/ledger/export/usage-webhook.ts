/** One batch of settled usage on its way to a billing system, by the Standard Webhooks specification. */
import { Webhook } from 'standardwebhooks'
import type { UsageWebhook } from '../../env.ts'
import type { Clock } from '../../platform/clock.ts'
import { describeError } from '../../platform/log.ts'
import type { Batch, Failure } from './outbox.ts'

/** How long the receiver has to acknowledge a batch. */
const TIMEOUT_MS = 15_000

export type UsageMessage = { id: string; body: string }

/** `null`: the receiver has acknowledged it. */
export type Delivery = { failure: null } | { failure: Failure; error: string }

/** The same batch is always the same message, to the byte. */
export function toUsageMessage(adminId: number | null, { records }: Batch): UsageMessage {
  return {
    // A record is in one batch alone, so its first one names it. A number would be given anew by another deployment.
    id: `usage_${records[0].id}`,
    body: JSON.stringify({
      type: 'usage.settled',
      timestamp: records.at(-1)!.settled_at,
      data: { admin_id: adminId, records },
    }),
  }
}

/** Sends a message once. Never throws. */
export async function postUsage(
  { id, body }: UsageMessage,
  { url, secret }: UsageWebhook,
  { clock, fetch, timeoutMs = TIMEOUT_MS }: { clock: Clock; fetch: typeof globalThis.fetch; timeoutMs?: number },
): Promise<Delivery> {
  const sentAt = new Date(clock())
  const abort = new AbortController()
  // Not AbortSignal.timeout: it cannot be cleared, and keeps the object awake until it is over.
  const timer = setTimeout(() => abort.abort(new Error(`No answer within ${timeoutMs} ms`)), timeoutMs)
  try {
    const response = await fetch(url, {
      method: 'POST',
      // Whoever answers with another address would be handed the figures.
      redirect: 'manual',
      signal: abort.signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'gatehouse',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
      },
      body,
    })
    // Only the status is asked for. A body that does not end must not keep the connection.
    response.body?.cancel().catch(() => undefined)
    if (response.ok) return { failure: null }
    return { failure: failureOf(response.status), error: `HTTP ${response.status}` }
  } catch (error) {
    // An address may hold a token, and the runtime quotes some.
    return { failure: 'passing', error: describeError(error).replaceAll(url, 'its URL') }
  } finally {
    clearTimeout(timer)
  }
}

/** A refusal or a redirect stays until somebody changes something; what asks for patience does not. */
function failureOf(status: number): Failure {
  const asksForPatience = status === 408 || status === 425 || status === 429
  return status < 500 && !asksForPatience ? 'lasting' : 'passing'
}
