import { beforeAll, describe, expect, it } from 'vitest'
import { createAdmin, createGateway, type Gateway } from '../support/gateway.ts'
import { documentedRoutes, fillPath, validBodies } from '../support/routes.ts'

let gateway: Gateway
let normal: { key: string }
let superAdmin: { key: string }

beforeAll(async () => {
  gateway = createGateway()
  normal = await createAdmin()
  superAdmin = await createAdmin('super_admin')
})

/** Other spellings of a path, of which proxies and routers have been known to make two readings. */
function spellingsOf(path: string): string[] {
  const [, first = '', ...rest] = path.split('/')
  const last = path.slice(path.lastIndexOf('/') + 1)
  const parent = path.slice(0, path.lastIndexOf('/'))
  return [
    `/${path}`,
    `//${path}`,
    `/.${path}`,
    `/x/..${path}`,
    `/healthz/..${path}`,
    `/healthz/%2e%2e${path}`,
    `/healthz/..%2f${path.slice(1)}`,
    `/healthz;${path}`,
    `/healthz%00${path}`,
    `/healthz?${path}`,
    path.replaceAll('/', '//'),
    path.replaceAll('/', '/./'),
    `/${path.slice(1).replaceAll('/', '%2f')}`,
    `/${path.slice(1).replaceAll('/', '%2F')}`,
    `/${path.slice(1).replaceAll('/', '%5c')}`,
    path.replaceAll('/', '\\'),
    `/${first}/%2f/${rest.join('/')}`,
    `${parent}/%${last.charCodeAt(0).toString(16)}${last.slice(1)}`,
    `${parent}/%25${last.charCodeAt(0).toString(16)}${last.slice(1)}`,
    `${path}/`,
    `${path}//`,
    `${path}/.`,
    `${path}/..;/`,
    `${path}.`,
    `${path}..`,
    `${path}.json`,
    `${path};`,
    `${path};x=1`,
    `${path}%20`,
    `${path}%00`,
    `${path}%0a`,
    `${path}#x`,
    `${path}?`,
    path.toUpperCase(),
    path.normalize('NFKD').replace('a', 'ａ'),
  ]
}

const guarded = documentedRoutes.filter(({ guard }) => guard !== 'open')

async function statusOf(method: string, path: string, key: string | undefined, operationId: string) {
  const response = await gateway.fetch(path, {
    method,
    ...(key !== undefined && { key }),
    ...(method !== 'GET' && method !== 'DELETE' && { json: validBodies[operationId] ?? {} }),
  })
  await response.body?.cancel()
  return response.status
}

describe('another spelling of a path', () => {
  it.each(guarded.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'never opens %s to somebody without a key',
    async (_, { method, path, operationId }) => {
      for (const spelling of spellingsOf(fillPath(path, '1'))) {
        const status = await statusOf(method, spelling, undefined, operationId)
        // `/healthz?…` is that page itself, and nothing else.
        const allowed = method === 'GET' && spelling.startsWith('/healthz?') ? [200] : [401, 404]
        expect(allowed, spelling).toContain(status)
      }
    },
  )

  it.each(
    guarded.filter(({ guard }) => guard === 'super').map((route) => [`${route.method} ${route.path}`, route] as const),
  )('never opens %s to a normal admin', async (_, { method, path, operationId }) => {
    for (const spelling of spellingsOf(fillPath(path, '1'))) {
      if (spelling.startsWith('/healthz?')) continue
      expect([403, 404], spelling).toContain(await statusOf(method, spelling, normal.key, operationId))
    }
  })

  it('of one resource is that resource or nothing, never another', async () => {
    const read = async (path: string) => {
      const response = await gateway.fetch(path, { key: superAdmin.key })
      return { status: response.status, text: await response.text() }
    }
    for (const path of ['/api/v1/admins', '/api/v1/ai/providers', '/api/v1/ai/capabilities', '/v1/models']) {
      const plain = await read(path)
      expect(plain.status).toBe(200)
      expect(await read(`${path}/`)).toEqual(plain)
      for (const spelling of spellingsOf(path).filter((spelling) => !spelling.startsWith('/healthz?'))) {
        const { status, text } = await read(spelling)
        if (status === 200) expect(text, spelling).toBe(plain.text)
        else expect([400, 404], spelling).toContain(status)
      }
    }
  })

  it('cannot climb out of a parameter', async () => {
    const { key } = superAdmin
    for (const reference of [
      '..%2fadmins',
      '..%2f..%2fadmins',
      '%2e%2e%2fmodels',
      '.',
      '..',
      '%252e%252e',
      '%00',
      '*',
    ]) {
      expect(await statusOf('GET', `/api/v1/ai/providers/${reference}`, key, ''), reference).not.toBe(500)
      const response = await gateway.fetch(`/api/v1/ai/providers/${reference}`, { key })
      const body = await response.json<{ code?: string; results?: unknown[] }>()
      // `.` and `..` are taken away by the URL itself: what is left is the list of providers, or nothing.
      if (response.status === 200) expect(reference).toBe('.')
      else expect(body.code).toBe('not_found')
    }
  })
})

describe('another host', () => {
  it('changes nothing: neither Host, X-Forwarded-* nor X-Original-URL route a request', async () => {
    for (const headers of [
      { host: 'localhost' },
      { 'x-forwarded-host': 'localhost', 'x-forwarded-for': '127.0.0.1' },
      { 'x-original-url': '/healthz' },
      { 'x-rewrite-url': '/healthz' },
      { 'x-http-method-override': 'GET' },
      { 'x-forwarded-prefix': '/healthz' },
    ]) {
      const response = await gateway.fetch('/api/v1/admins', {
        headers: new Headers(headers as Record<string, string>),
      })
      expect(response.status).toBe(401)
    }
  })
})
