import { beforeAll, describe, expect, it } from 'vitest'
import { aiCalls, answerAnyCall } from '../support/ai-calls.ts'
import { createApi } from '../support/api.ts'
import { createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { documentedRoutes, fillPath, routedPaths, type DocumentedRoute } from '../support/routes.ts'

/** Whoever adds to this list opens a route to the world. */
const OPEN_ROUTES = ['GET /healthz', 'GET /readyz']

/** Answered, and on purpose not in the document. */
const UNDOCUMENTED_ROUTES = [
  'GET /openapi.json',
  'GET /v1/models/:model{.+}',
  'POST /v1/models/:model:batchEmbedContents',
  'POST /v1/models/:model:embedContent',
  'POST /v1/models/:model:generateContent',
  'POST /v1/models/:model:streamGenerateContent',
]

const routesBehind = (guard: DocumentedRoute['guard']) => documentedRoutes.filter((route) => route.guard === guard)
const nameOf = ({ method, path }: DocumentedRoute) => `${method} ${path}`

/** Nothing that any schema takes. */
const INVALID_BODIES = [
  { body: '{"nothing":"valid"}', type: 'application/json' },
  { body: '{', type: 'application/json' },
  { body: 'a=b', type: 'text/plain' },
]

let gateway: Gateway
let normal: { id: number; key: string }
let superAdmin: { id: number; key: string }
const seen: string[] = []

beforeAll(async () => {
  gateway = createGateway({
    upstream: (request) => {
      seen.push(request.url)
      return answerAnyCall(request)
    },
  })
  normal = await createAdmin()
  superAdmin = await createAdmin('super_admin')
})

async function send(route: Pick<DocumentedRoute, 'method' | 'path'>, key?: string, sent = INVALID_BODIES[0]!) {
  const response = await gateway.fetch(fillPath(route.path, '1'), {
    method: route.method,
    ...(key !== undefined && { key }),
    headers: { 'content-type': sent.type },
    ...(route.method !== 'GET' && { body: sent.body }),
  })
  return [response.status, await codeOf(response)]
}

/** The code of an error, in whichever surface's form. Anthropic's and Google's have none: there the status has to do. */
async function codeOf(response: Response): Promise<string | undefined> {
  const { code, error } = await response.json<{ code?: string; error?: { code?: string | number } }>()
  if (typeof error?.code === 'string') return error.code
  const byStatus: Record<number, string> = { 401: 'invalid_api_key', 429: 'monthly_limit_reached' }
  return code ?? (error ? byStatus[response.status] : undefined)
}

describe('the routes of the app', () => {
  it('are all documented, but for a short list', () => {
    const documented = documentedRoutes.map((route) => nameOf(route).replaceAll(/\{(\w+)\}/g, ':$1'))
    expect(routedPaths.filter((route) => !documented.includes(route)).sort()).toEqual(UNDOCUMENTED_ROUTES)
    expect(documented.filter((route) => !routedPaths.includes(route))).toEqual([])
  })

  it('all have a guard, and the open ones are on a short list', () => {
    expect(documentedRoutes.filter(({ guard }) => guard === undefined).map(nameOf)).toEqual([])
    expect(routesBehind('open').map(nameOf).sort()).toEqual(OPEN_ROUTES)
  })

  it('each have an operationId of their own', () => {
    const ids = documentedRoutes.map(({ operationId }) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('without a key', () => {
  it.each(documentedRoutes.filter(({ guard }) => guard !== 'open').map((route) => [nameOf(route), route] as const))(
    '%s answers 401, whatever is sent',
    async (_, route) => {
      const refused = [401, 'invalid_api_key']
      for (const sent of INVALID_BODIES) {
        expect(await send(route, undefined, sent)).toEqual(refused)
        expect(await send(route, 'gh_wrong', sent)).toEqual(refused)
      }
      const slashed = { ...route, path: `${route.path}/` }
      expect(await send(slashed)).toEqual(refused)
    },
  )

  it('the undocumented route for names with slashes answers 401 too', async () => {
    expect(await send({ method: 'GET', path: '/v1/models/a/b' })).toEqual([401, 'invalid_api_key'])
  })

  it.each(['generateContent', 'streamGenerateContent', 'embedContent', 'batchEmbedContents'])(
    'Google’s %s answers 401 below /v1 too',
    async (method) => {
      for (const path of [`/v1/models/a/b:${method}`, `/v1/models/a%2Fb:${method}/`]) {
        expect(await send({ method: 'POST', path })).toEqual([401, 'invalid_api_key'])
      }
    },
  )

  it('the document is open, and holds no example of a real key', async () => {
    const response = await gateway.fetch('/openapi.json')
    expect(response.status).toBe(200)
    expect(await response.text()).not.toMatch(/gh_[\w-]{20}/)
  })
})

describe('with the key of a normal admin', () => {
  it.each(routesBehind('super').map((route) => [nameOf(route), route] as const))(
    '%s answers 403, whatever is sent',
    async (_, route) => {
      for (const sent of INVALID_BODIES) {
        expect(await send(route, normal.key, sent)).toEqual([403, 'super_admin_required'])
      }
    },
  )
})

describe('every AI route', () => {
  const capabilities = ['chat', 'image', 'audio', 'speech_to_text', 'video', 'embeddings', 'rerank', 'moderation']

  beforeAll(async () => {
    for (const protocol of ['openai', 'anthropic', 'google']) {
      const slug = `walked-${protocol}`
      const made = await createProvider(gateway, superAdmin.key, {
        slug,
        provider: { protocol },
        fields: { capabilities },
      })
      expect(made.name).toBe(`${slug}/chat-1`)
    }
  })

  it('is one that this walk knows how to call', () => {
    expect(
      routesBehind('call')
        .map(({ operationId }) => operationId)
        .sort(),
    ).toEqual(Object.keys(aiCalls).sort())
  })

  it.each(routesBehind('call').map((route) => [nameOf(route), route] as const))(
    '%s goes through the pipeline: a limit of nothing stops it before the provider, and a call is counted',
    async (_, route) => {
      const caller = await createAdmin()
      const { protocol, build } = aiCalls[route.operationId]!
      const setLimit = (monthly_limit: number) =>
        createApi(gateway, superAdmin.key)('PUT', `/admins/${caller.id}/settings/walked-${protocol}`, { monthly_limit })
      const { path = route.path, json, form } = build(`walked-${protocol}/chat-1`)
      const call = () =>
        gateway.fetch(path, { method: route.method, key: caller.key, ...(form ? { body: form } : { json }) })

      await setLimit(0)
      const before = seen.length
      const refused = await call()
      expect([refused.status, await codeOf(refused)]).toEqual([429, 'monthly_limit_reached'])
      expect(refused.headers.get('x-should-retry')).toBe('false')
      expect(seen).toHaveLength(before)

      await setLimit(1)
      const served = await call()
      expect(served.status, await served.text()).toBe(200)
      await gateway.settle()
      expect(seen).toHaveLength(before + 1)
      const usage = await createApi(gateway, caller.key)('GET', '/ai/usage')
      expect(usage.body).toMatchObject({ open_requests: 0, totals: { requests: 1 } })
      expect((await call()).status).toBe(429)
    },
  )
})
