/** How a stream begins, goes on after a break, and ends. */
import { evictDurableObject, runInDurableObject } from 'cloudflare:test'
import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import { openEventStream } from '../../src/events/service.ts'
import { MAX_LISTENERS } from '../../src/ledger/admin-ledger.ts'
import { KEPT_EVENTS } from '../../src/ledger/events/event-log.ts'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { numbered, openEvents, readSse, waitUntil, type SseClient } from '../support/events.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'
import { createClock, times } from '../support/ledger.ts'

let gateway: Gateway
let admin: { id: number; key: string; api: Api }
let superApi: Api

beforeEach(async () => {
  gateway = createGateway()
  const created = await createAdmin()
  admin = { ...created, api: createApi(gateway, created.key) }
  superApi = createApi(gateway, (await createAdmin('super_admin')).key)
})

const ledger = () => env.LEDGER.getByName(`admin:${admin.id}`)
const registry = () => env.REGISTRY_CLOCK.getByName('registry')
const listeners = (stub: DurableObjectStub<undefined>) =>
  runInDurableObject(stub, (_, state) => state.getWebSockets().length)

let epoch = 0
/** An event in the admin's own log, or in that of the registry. */
const happen = (number: number, where: 'own' | 'registry' = 'own') =>
  where === 'own'
    ? ledger().bump((epoch += 1), [numbered(number, admin.id)])
    : registry().advance([
        { type: 'limit_changed', data: { admin_id: null, what: 'policy', provider: null, api_key_id: number } },
      ])

const numberOf = (event: { data: Record<string, unknown> } | null) => event?.data['api_key_id']

async function createKey(fields: object = {}): Promise<{ id: number; key: string }> {
  return (await admin.api<{ id: number; key: string }>('POST', '/api-keys', { name: 'second', ...fields })).body
}

describe('a stream', () => {
  it('begins with an id at once, by which nothing is missed that comes before the first event', async () => {
    await happen(1)
    const client = await openEvents(gateway, admin.key)
    expect(client.first).toMatchObject({ event: 'ready', data: { at: expect.any(String) } })
    await client.leave()
    await happen(2)
    await happen(3, 'registry')
    const resumed = await openEvents(gateway, admin.key, client.first.id)
    expect(resumed.first).toMatchObject({ event: 'ready', id: client.first.id })
    expect([numberOf(await resumed.next()), numberOf(await resumed.next())]).toEqual([2, 3])
    await resumed.leave()
  })

  it('is one that nobody on the way may keep, change or hold back', async () => {
    const left = new AbortController()
    const { status, headers, body } = await gateway.fetch('/api/v1/events', { key: admin.key, signal: left.signal })
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(headers.get('cache-control')).toBe('no-store, no-transform')
    expect(headers.get('x-request-id')).toMatch(/^req_/)
    const { value } = await body!.getReader().read()
    expect(new TextDecoder().decode(value)).toMatch(
      /^retry: 2000\nevent: ready\nid: [\d.]+\ndata: \{"at":"[^"]+"\}\n\n$/,
    )
    left.abort()
  })

  it('is not opened by a HEAD request', async () => {
    const before = await listeners(registry())
    const { status, headers, body } = await gateway.fetch('/api/v1/events', { key: admin.key, method: 'HEAD' })
    expect([status, headers.get('content-type'), body]).toEqual([200, 'text/event-stream; charset=utf-8', null])
    expect([await listeners(ledger()), await listeners(registry())]).toEqual([0, before])
    expect((await gateway.fetch('/api/v1/events', { key: 'gh_wrong', method: 'HEAD' })).status).toBe(401)
  })

  it('says in which place a client has to load everything anew', async () => {
    const { first, leave } = await openEvents(gateway, admin.key)
    await leave()
    const [, own, ofRegistry] = first.id.split('.').map(Number) as [number, number, number]
    const other = await createAdmin()
    for (const id of [
      'nonsense',
      `${admin.id}.${own + 100}.${ofRegistry}`,
      `${admin.id}.${own}.${ofRegistry + 1_000}`,
      `${admin.id}.1.${ofRegistry}`,
      `${admin.id}.${own}.0`,
      `${admin.id}.${own}`,
      `${other.id}.${own}.${ofRegistry}`,
      `${admin.id}.${own}.${ofRegistry}.1`,
      `-${admin.id}.${own}.${ofRegistry}`,
    ]) {
      const client = await openEvents(gateway, admin.key, id)
      expect(client.first.event, id).toBe('reset')
      await happen(1)
      expect(numberOf(await client.next()), id).toBe(1)
      await client.leave()
    }
    const tooLong = await gateway.fetch('/api/v1/events', {
      key: admin.key,
      headers: { 'last-event-id': '1'.repeat(300) },
    })
    expect(tooLong.status).toBe(400)
  })

  it('tells of as many missed events as are kept, of more that they are gone', async () => {
    const { first, leave } = await openEvents(gateway, admin.key)
    await leave()
    await ledger().bump(
      (epoch += 1),
      times(KEPT_EVENTS, (number) => numbered(number, admin.id)),
    )
    const resumed = await openEvents(gateway, admin.key, first.id)
    for (const number of times(KEPT_EVENTS, (number) => number)) expect(numberOf(await resumed.next())).toBe(number)
    await resumed.leave()
    await happen(1)
    const late = await openEvents(gateway, admin.key, first.id)
    expect(late.first.event).toBe('reset')
    await late.leave()
  })

  it('comes to one and the same sequence, however often it is broken off', async () => {
    const step = fc.oneof(
      { weight: 4, arbitrary: fc.constantFrom('own' as const, 'registry' as const) },
      { weight: 2, arbitrary: fc.record({ reads: fc.integer({ min: 0, max: 4 }) }) },
    )
    const run = async (steps: ('own' | 'registry' | { reads: number })[]) => {
      let client = await openEvents(gateway, admin.key)
      let lastId = client.first.id
      const happened = { own: [] as number[], registry: [] as number[] }
      const told = { own: [] as unknown[], registry: [] as unknown[] }
      let happenings = 0
      const read = async () => {
        const event = (await client.next())!
        lastId = event.id
        told[event.event === 'key_revoked' ? 'own' : 'registry'].push(numberOf(event))
      }
      const unread = () => happenings - told.own.length - told.registry.length
      for (const step of steps) {
        if (typeof step === 'string') {
          await happen((happenings += 1), step)
          happened[step].push(happenings)
          continue
        }
        for (let reads = 0; reads < Math.min(step.reads, unread()); reads += 1) await read()
        await client.leave()
        client = await openEvents(gateway, admin.key, lastId)
        expect(client.first.event).toBe('ready')
      }
      while (unread() > 0) await read()
      await client.leave()
      expect(told).toEqual(happened)
    }
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 20, size: 'max' }), run), { numRuns: 15 })
  }, 60_000)

  it('goes on when its ledger has slept meanwhile', async () => {
    const client = await openEvents(gateway, admin.key)
    await evictDurableObject(ledger())
    await happen(1)
    expect(numberOf(await client.next())).toBe(1)
    await client.leave()
  })

  it('speaks now and then, so that nobody takes it for dead', async () => {
    const stream = await openEventStream(gateway.deps, admin.id, toRequest(admin.key), 20)
    const reader = stream.pipeThrough(new TextDecoderStream()).getReader()
    let text = ''
    while (!text.endsWith('\n\n:\n\n:\n\n:\n\n')) text += (await reader.read()).value
    await reader.cancel()
  })
})

const toRequest = (key: string, signal = new AbortController().signal) => ({
  credentials: { key, clientIp: null },
  lastEventId: null,
  signal,
})

describe('the end of a stream', () => {
  it('comes with the end of its key, after that was told; streams of other keys go on', async () => {
    const second = await createKey()
    const [first, client] = [await openEvents(gateway, admin.key), await openEvents(gateway, second.key)]
    await happen(0)
    await admin.api('DELETE', `/api-keys/${second.id}`)
    await happen(1)
    expect((await client.rest()).map(numberOf)).toEqual([0, second.id])
    expect([numberOf(await first.next()), numberOf(await first.next()), numberOf(await first.next())]).toEqual([
      0,
      second.id,
      1,
    ])
    await first.leave()
    expect((await gateway.fetch('/api/v1/events', { key: second.key })).status).toBe(401)
  })

  it.each(['is_active', 'role'])('comes when the %s of the admin changes', async (field) => {
    const client = await openEvents(gateway, admin.key)
    await superApi('PATCH', `/admins/${admin.id}`, field === 'role' ? { role: 'super_admin' } : { is_active: false })
    expect((await client.rest()).map(({ event, data }) => [event, data['what']])).toEqual([['access_changed', 'admin']])
  })

  it('comes when the key expires, also when that was said meanwhile', async () => {
    const soon = () => new Date(Date.now() + 600).toISOString()
    const expiring = await createKey({ expires_at: soon() })
    const lasting = await createKey()
    const clients = [await openEvents(gateway, expiring.key), await openEvents(gateway, lasting.key)]
    const beganAtMs = Date.now()
    await admin.api('PATCH', `/api-keys/${lasting.id}`, { expires_at: soon() })
    for (const client of clients) await client.rest()
    expect(Date.now() - beganAtMs).toBeLessThan(3_000)
    expect((await gateway.fetch('/api/v1/events', { key: lasting.key })).status).toBe(401)
  })

  it('comes within minutes when a revocation got as far as the database only', async () => {
    const clock = createClock(Date.now())
    const slow = createGateway({ clock })
    const stream = await openEventStream(slow.deps, admin.id, toRequest(admin.key), 20)
    const client = readSse(new Response(stream))
    expect((await client.next())!.event).toBe('ready')
    await env.DB.prepare('UPDATE api_keys SET revoked_at = ? WHERE admin_id = ?').bind('2026-01-01', admin.id).run()
    clock.advance(5 * 60_000)
    expect(await client.rest()).toEqual([])
  })

  it('comes when a log breaks off, and what came meanwhile is heard after it', async () => {
    const client = await openEvents(gateway, admin.key)
    await happen(1)
    await evictDurableObject(ledger(), { webSockets: 'close' })
    await happen(2)
    const heard = await client.rest()
    expect(heard.map(numberOf)).toEqual([1])
    const resumed = await openEvents(gateway, admin.key, heard.at(-1)!.id)
    expect(numberOf(await resumed.next())).toBe(2)
    await resumed.leave()
  })

  it.each<[string, (client: SseClient, left: AbortController) => unknown]>([
    ['goes away', (_, left) => left.abort()],
    ['reads no further', (client) => client.leave()],
  ])('leaves nobody listening when the caller %s', async (_, leave) => {
    const before = await listeners(registry())
    const left = new AbortController()
    const client = readSse(await gateway.fetch('/api/v1/events', { key: admin.key, signal: left.signal }))
    await client.next()
    expect([await listeners(ledger()), await listeners(registry())]).toEqual([1, before + 1])
    await leave(client, left)
    await waitUntil(async () => (await listeners(ledger())) === 0 && (await listeners(registry())) === before)
  })

  it('comes to whoever does not read while much happens, and writes wait for nobody', async () => {
    const response = await gateway.fetch('/api/v1/events', { key: admin.key })
    await ledger().bump(
      (epoch += 1),
      times(KEPT_EVENTS + 10, (number) => numbered(number, admin.id)),
    )
    await waitUntil(async () => (await listeners(ledger())) === 0)
    await response.body!.cancel().catch(() => undefined)
  })

  it('is not reached by an admin with too many of them', async () => {
    const clients = await Promise.all(times(MAX_LISTENERS, () => openEvents(gateway, admin.key)))
    const refused = await admin.api('GET', '/events')
    expectProblem(refused, 429, 'too_many_listeners')
    await Promise.all(clients.map((client) => client.leave()))
  })

  it('is a 503 from the start when a log does not answer, and leaves nobody listening', async () => {
    const broken = createGateway({
      env: { REGISTRY_CLOCK: { getByName: () => ({ fetch: () => Promise.reject(new Error('down')) }) } as never },
    })
    expectProblem(await createApi(broken, admin.key)('GET', '/events'), 503, 'ledger_unavailable')
    await waitUntil(async () => (await listeners(ledger())) === 0)
  })
})

describe('a key that is restricted', () => {
  it('may listen, as it may read', async () => {
    const restricted = await createKey({ allowed_models: ['none/none'] })
    const client = await openEvents(gateway, restricted.key)
    await happen(1)
    expect(numberOf(await client.next())).toBe(1)
    await client.leave()
  })
})
