/** The event stream over real sockets, to the client that people use: it comes back by itself with the last id. */
import { connect as connectSocket, createServer, type AddressInfo, type Socket } from 'node:net'
import { once } from 'node:events'
import { ErrorEvent, EventSource } from 'eventsource'
import { afterEach, describe, expect, it } from 'vitest'
import { connect, dataOf, inviteAdmin, product, registerProvider } from './support/control-plane.ts'
import { pause } from './support/upstream.ts'

const superClient = connect()
const TYPES = ['ready', 'reset', 'access_changed', 'limit_changed', 'threshold_crossed', 'key_revoked']

type Heard = { type: string; id: string; data: Record<string, unknown> }

const cleanUps: (() => unknown)[] = []
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp()
})

function listen(apiKey: string, { url = product.url, lastEventId }: { url?: string; lastEventId?: string } = {}) {
  const heard: Heard[] = []
  const errors: (number | undefined)[] = []
  const sentIds: (string | null)[] = []
  const source = new EventSource(`${url}/api/v1/events`, {
    fetch: (input, init) => {
      const headers = new Headers(init.headers)
      headers.set('authorization', `Bearer ${apiKey}`)
      if (lastEventId !== undefined && !headers.has('last-event-id')) headers.set('last-event-id', lastEventId)
      sentIds.push(headers.get('last-event-id'))
      return fetch(input, { ...init, headers })
    },
  })
  cleanUps.push(() => source.close())
  for (const type of TYPES) {
    source.addEventListener(type, ({ lastEventId: id, data }: MessageEvent) => {
      heard.push({ type, id, data: JSON.parse(String(data)) as Record<string, unknown> })
    })
  }
  source.addEventListener('error', (event) => {
    if (event instanceof ErrorEvent) errors.push(event.code)
  })
  const hear = async (type: string, count = 1) => {
    const ofType = () => heard.filter((event) => event.type === type)
    await waitUntil(
      () => ofType().length >= count,
      () => `${count} × ${type}, but heard ${JSON.stringify(heard)}`,
    )
    return ofType()
  }
  return { source, heard, errors, sentIds, hear }
}

async function waitUntil(isSo: () => boolean, describe: () => string) {
  const deadline = Date.now() + 20_000
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${describe()}`)
    await pause(10)
  }
}

async function arrange() {
  const [{ slug }, admin] = await Promise.all([
    registerProvider(superClient, 'http://127.0.0.1:9/v1'),
    inviteAdmin(superClient),
  ])
  const setLimit = (monthly_limit: number) =>
    dataOf(
      superClient.PUT('/api/v1/admins/{id}/settings/{provider}', {
        params: { path: { id: admin.id, provider: slug } },
        body: { monthly_limit },
      }),
    )
  return { slug, admin, setLimit }
}

/** A way to the product that a test can cut, as a network does. */
async function startWire(): Promise<{ url: string; cut: () => void }> {
  const target = new URL(product.url)
  const open = new Set<Socket>()
  const server = createServer((near) => {
    const far = connectSocket(Number(target.port), target.hostname)
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(from)
      from.pipe(to)
      from.on('error', () => undefined)
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
    }
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = () => {
    for (const socket of open) socket.destroy()
  }
  cleanUps.push(() => {
    cut()
    server.close()
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, cut }
}

describe('a client', () => {
  it('hears of a change at once, and of what it missed when it comes back', async () => {
    const { slug, admin, setLimit } = await arrange()
    const first = listen(admin.apiKey)
    await first.hear('ready')
    await setLimit(7)
    const [event] = await first.hear('limit_changed')
    expect(event!.data).toEqual({
      at: expect.any(String),
      admin_id: admin.id,
      what: 'settings',
      provider: slug,
      api_key_id: null,
    })
    first.source.close()
    await setLimit(8)
    await setLimit(9)
    const second = listen(admin.apiKey, { lastEventId: event!.id })
    await second.hear('limit_changed', 2)
    await setLimit(10)
    const all = await second.hear('limit_changed', 3)
    expect(second.heard[0]).toMatchObject({ type: 'ready', id: event!.id })
    expect(new Set([event, ...all].map((heard) => heard!.id)).size).toBe(4)
    expect(first.errors).toEqual([])
  })

  it('loses nothing when the network breaks, and does nothing for it', async () => {
    const { admin, setLimit } = await arrange()
    const wire = await startWire()
    const client = listen(admin.apiKey, { url: wire.url })
    await client.hear('ready')
    await setLimit(1)
    await client.hear('limit_changed', 1)
    wire.cut()
    await setLimit(2)
    await client.hear('limit_changed', 2)
    wire.cut()
    await setLimit(3)
    const events = await client.hear('limit_changed', 3)
    expect(new Set(events.map(({ id }) => id)).size).toBe(3)
    expect(client.heard.some(({ type }) => type === 'reset')).toBe(false)
    expect(client.sentIds[0]).toBeNull()
    expect(client.sentIds.slice(1)).toContain(events[0]!.id)
  })

  it('is sent away when its key is revoked, and told why', async () => {
    const { admin } = await arrange()
    const client = listen(admin.apiKey)
    await client.hear('ready')
    const { results } = await dataOf(superClient.GET('/api/v1/api-keys', { params: { query: { admin: admin.id } } }))
    const { response } = await superClient.DELETE('/api/v1/api-keys/{id}', { params: { path: { id: results[0]!.id } } })
    expect(response.status).toBe(204)
    const [revoked] = await client.hear('key_revoked')
    expect(revoked!.data).toMatchObject({ admin_id: admin.id, api_key_id: results[0]!.id })
    await waitUntil(
      () => client.source.readyState === EventSource.CLOSED,
      () => 'the end of the stream',
    )
    expect(client.errors.at(-1)).toBe(401)
  })

  it('that has left holds no place: another may come as soon as that shows', async () => {
    const { admin, setLimit } = await arrange()
    const open = async () => {
      const left = new AbortController()
      const headers = { authorization: `Bearer ${admin.apiKey}` }
      const response = await fetch(`${product.url}/api/v1/events`, { headers, signal: left.signal })
      if (response.status === 200) await response.body!.getReader().read()
      else await response.body?.cancel()
      return { status: response.status, leave: () => left.abort() }
    }
    const clients = await Promise.all(Array.from({ length: 50 }, open))
    expect(clients.map(({ status }) => status)).toEqual(Array(50).fill(200))
    expect((await open()).status).toBe(429)
    for (const { leave } of clients) leave()
    // The local server notices that a caller has gone when there is something to be sent.
    let next = await open()
    for (let change = 1; next.status !== 200 && change <= 40; change += 1) {
      await setLimit(change)
      await pause(50)
      next = await open()
    }
    expect(next.status).toBe(200)
    next.leave()
  })
})

it('a super admin hears what happens to others, other admins don’t', async () => {
  const { admin, setLimit } = await arrange()
  const bystander = await inviteAdmin(superClient)
  const [watching, other] = [listen(product.apiKey), listen(bystander.apiKey)]
  await Promise.all([watching.hear('ready'), other.hear('ready')])
  await setLimit(5)
  await waitUntil(
    () => watching.heard.some(({ data }) => data['admin_id'] === admin.id),
    () => 'the event of another admin',
  )
  expect(other.heard.some(({ data }) => data['admin_id'] === admin.id)).toBe(false)
})
