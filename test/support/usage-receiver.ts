/** A billing system in memory, which behaves as a test says and holds the sender to what it promises. */
import { Webhook } from 'standardwebhooks'
import { expect, vi } from 'vitest'
import type { UsageRecord } from '../../src/ledger/export/usage-record.ts'
import type { Clock } from '../../src/platform/clock.ts'

export type ReceiverMood =
  | 'acknowledges'
  /** 503, and nothing is stored. */
  | 'fails'
  /** 410, and nothing is stored. */
  | 'refuses'
  /** Stores it, and the connection breaks before the answer arrives. */
  | 'breaks off'
  /** Stores it, and does not answer. */
  | 'hangs'

export type UsageReceiver = ReturnType<typeof createUsageReceiver>

export function createUsageReceiver(clock: Clock) {
  const bytes = crypto.getRandomValues(new Uint8Array(32))
  const secret = `whsec_${btoa(String.fromCharCode(...bytes))}`
  const url = 'https://billing.example.com/usage'
  const attempts: { id: string; body: string; records: UsageRecord[] }[] = []
  const stored = new Map<string, UsageRecord>()
  const receiver = {
    env: { USAGE_WEBHOOK_URL: url, USAGE_WEBHOOK_SECRET: secret },
    secret,
    mood: 'acknowledges' as ReceiverMood,
    /** Everything that came, in its order. */
    attempts,
    /** By its idempotency id. */
    stored,

    async fetch(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
      const request = new Request(input as Request, init as RequestInit)
      expect(request.url).toBe(url)
      const id = request.headers.get('webhook-id')!
      const body = await request.text()
      const message = verify(body, Object.fromEntries(request.headers))
      const { records } = message.data
      expect(records.length).toBeGreaterThan(0)
      expect(records.length).toBeLessThanOrEqual(100)
      for (const earlier of attempts) {
        if (earlier.id === id) expect(body).toBe(earlier.body)
        // A record is in one message alone.
        else expect(earlier.records.filter((one) => records.some((other) => other.id === one.id))).toEqual([])
      }
      attempts.push({ id, body, records })
      const { mood } = receiver
      if (mood === 'fails') return new Response('try later', { status: 503 })
      if (mood === 'refuses') return new Response('gone', { status: 410 })
      for (const record of records) stored.set(record.id, record)
      if (mood === 'breaks off') throw new Error('Network connection lost.')
      if (mood === 'hangs') await new Promise(() => undefined)
      return new Response(null, { status: 204 })
    },
  }

  /** The library looks at the time itself. */
  function verify(body: string, headers: Record<string, string>) {
    const now = vi.spyOn(Date, 'now').mockReturnValue(clock())
    try {
      return new Webhook(secret).verify(body, headers) as {
        type: string
        timestamp: string
        data: { admin_id: number; records: UsageRecord[] }
      }
    } finally {
      now.mockRestore()
    }
  }

  return receiver
}
