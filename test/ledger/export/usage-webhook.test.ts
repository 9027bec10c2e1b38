import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import type { SettledCall } from '../../../src/ledger/port.ts'
import { toUsageRecord } from '../../../src/ledger/export/usage-record.ts'
import { postUsage, toUsageMessage } from '../../../src/ledger/export/usage-webhook.ts'
import { noUsage } from '../../support/ledger.ts'

const secret = `whsec_${btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(32))))}`
const webhook = { url: 'https://billing.example.com/usage?token=in-the-address', secret }

const call = (parts: Partial<SettledCall> = {}): SettledCall => ({
  reservationId: 'f0b6c4a2-0d6b-4f1e-9d3e-6a0c1b2d3e4f',
  publicId: 'req-1',
  state: 'settled',
  period: '2026-11',
  apiKeyId: 3,
  providerId: 1,
  providerSlug: 'deepseek',
  modelId: 2,
  modelName: 'deepseek-chat',
  capability: 'chat',
  keySource: 'shared',
  startedAtMs: Date.parse('2026-11-15T12:00:00Z'),
  closedAtMs: Date.parse('2026-11-15T12:00:01.5Z'),
  basis: 'provider',
  usage: { ...noUsage, inputTokens: 7, cachedInputTokens: 2, outputTokens: 3, audioMs: 1_500, costMicroUsd: 40 },
  errorCode: null,
  attempts: [],
  ...parts,
})

const message = toUsageMessage(9, { lastSeq: 1, records: [toUsageRecord(call())] })

/** What is sent, and what comes of the answer. */
async function send(answer: (request: Request) => Response | Promise<Response>, timeoutMs?: number) {
  const requests: Request[] = []
  const delivery = await postUsage(message, webhook, {
    clock: Date.now,
    fetch: async (input, init) => {
      const request = new Request(input, init)
      requests.push(request.clone() as Request)
      return answer(request)
    },
    ...(timeoutMs !== undefined && { timeoutMs }),
  })
  return { delivery, request: requests[0]! }
}

describe('a message', () => {
  it('says what was used, when, by which key, and under which id', () => {
    expect(JSON.parse(message.body)).toEqual({
      type: 'usage.settled',
      timestamp: '2026-11-15T12:00:01.500Z',
      data: {
        admin_id: 9,
        records: [
          {
            id: 'f0b6c4a2-0d6b-4f1e-9d3e-6a0c1b2d3e4f',
            request_id: 'req-1',
            period: '2026-11',
            provider: 'deepseek',
            model: 'deepseek-chat',
            capability: 'chat',
            key_source: 'shared',
            api_key_id: 3,
            started_at: '2026-11-15T12:00:00.000Z',
            settled_at: '2026-11-15T12:00:01.500Z',
            settlement_basis: 'provider',
            usage: {
              input_tokens: 7,
              cached_input_tokens: 2,
              cache_write_tokens: 0,
              output_tokens: 3,
              reasoning_tokens: 0,
              images: 0,
              characters: 0,
              audio_seconds: 1.5,
              video_seconds: 0,
              cost_micro_usd: 40,
              cost_usd: 0.00004,
            },
          },
        ],
      },
    })
  })

  it('says that a cost is not known, not that there is none', () => {
    const { usage } = toUsageRecord(call({ usage: { ...noUsage, costMicroUsd: null } }))
    expect(usage).toMatchObject({ cost_micro_usd: null, cost_usd: null })
  })

  it('has an id without a full stop, which stands between the signed parts', () => {
    expect(message.id).toMatch(/^[\w-]+$/)
  })
})

describe('a delivery', () => {
  it('is signed so that the library of the specification verifies it', async () => {
    const { request, delivery } = await send(() => new Response(null, { status: 204 }))
    expect(delivery).toEqual({ failure: null })
    expect([request.method, request.url, request.headers.get('content-type')]).toEqual([
      'POST',
      webhook.url,
      'application/json',
    ])
    const body = await request.text()
    expect(body).toBe(message.body)
    const headers = Object.fromEntries(request.headers)
    expect(headers['webhook-id']).toBe(message.id)
    expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(message.body))
    expect(() => new Webhook(secret).verify(body.replace('40', '41'), headers)).toThrow('No matching signature')
    expect(() => new Webhook(secret).verify(body, { ...headers, 'webhook-id': 'usage_other' })).toThrow()
    const another = `whsec_${btoa('x'.repeat(32))}`
    expect(() => new Webhook(another).verify(body, headers)).toThrow('No matching signature')
  })

  it('carries the signature that WebCrypto computes as well', async () => {
    const { request } = await send(() => new Response())
    const raw = Uint8Array.from(atob(secret.slice('whsec_'.length)), (char) => char.charCodeAt(0))
    const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
    const signed = `${message.id}.${request.headers.get('webhook-timestamp')}.${message.body}`
    const mac = await crypto.subtle.sign('HMAC', key, new TextEncoder().encode(signed))
    expect(request.headers.get('webhook-signature')).toBe(`v1,${btoa(String.fromCharCode(...new Uint8Array(mac)))}`)
  })

  it.each([200, 201, 202, 204, 299])('is acknowledged by %d', async (status) => {
    const { delivery } = await send(() => new Response(null, { status }))
    expect(delivery).toEqual({ failure: null })
  })

  it.each([500, 502, 503, 504, 408, 425, 429])('that is answered %d may work soon', async (status) => {
    const { delivery } = await send(() => new Response('no', { status }))
    expect(delivery).toEqual({ failure: 'passing', error: `HTTP ${status}` })
  })

  it.each([400, 401, 403, 404, 410, 413, 422])('that is answered %d needs somebody to act', async (status) => {
    const { delivery } = await send(() => new Response('no', { status }))
    expect(delivery).toEqual({ failure: 'lasting', error: `HTTP ${status}` })
  })

  it.each([301, 302, 303, 307, 308])('does not follow %d', async (status) => {
    let calls = 0
    const { delivery, request } = await send(() => {
      calls += 1
      return new Response(null, { status, headers: { location: 'https://elsewhere.example.com/' } })
    })
    expect(request.redirect).toBe('manual')
    expect(delivery).toEqual({ failure: 'lasting', error: `HTTP ${status}` })
    expect(calls).toBe(1)
  })

  it('that hangs is given up', async () => {
    const { delivery } = await send(
      (request) =>
        new Promise((_, reject) => {
          request.signal.addEventListener('abort', () => reject(request.signal.reason as Error))
        }),
      20,
    )
    expect(delivery).toEqual({ failure: 'passing', error: 'Error: No answer within 20 ms' })
  })

  it('is acknowledged by a status whose body never ends, and leaves that body', async () => {
    let isCancelled = false
    const endless = new ReadableStream({ cancel: () => void (isCancelled = true) })
    const { delivery } = await send(() => new Response(endless))
    expect(delivery).toEqual({ failure: null })
    await expect.poll(() => isCancelled).toBe(true)
  })

  it('that breaks off says so, without the address and the secret', async () => {
    const { delivery } = await send(() => {
      throw new Error(`Network connection lost: ${webhook.url}`)
    })
    expect(delivery).toEqual({ failure: 'passing', error: 'Error: Network connection lost: its URL' })
  })
})
