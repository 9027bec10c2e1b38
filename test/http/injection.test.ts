import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { dumpDatabase } from '../support/dump.ts'
import { documentedRoutes, fillPath, validBodies } from '../support/routes.ts'

const INJECTIONS = [
  `'`,
  `"`,
  `' OR '1'='1`,
  `") OR 1=1 --`,
  `1 OR 1=1`,
  `'; DELETE FROM api_keys; --`,
  `x' UNION SELECT id, email, name, role, 1, 1, 1, 1 FROM admins --`,
  `(SELECT shared_api_key FROM ai_providers)`,
  `-id; --`,
  `?1`,
  `$1`,
  `\\'`,
  `%' ESCAPE '\\`,
  `%_%`,
  `\u2019 OR 1=1 --`,
  `\0' OR 1=1 --`,
]

let gateway: Gateway
let api: Api
let key: string

beforeAll(async () => {
  gateway = createGateway()
  key = (await createAdmin('super_admin')).key
  api = createApi(gateway, key)
  await createProvider(gateway, key, { slug: 'target' })
  await gateway.settle()
})

/** Runs an attack and asserts that nothing stored has changed by it. */
async function unchanged<T>(attack: () => Promise<T>): Promise<T> {
  const before = await dumpDatabase()
  const result = await attack()
  expect(await dumpDatabase()).toEqual(before)
  return result
}

const routesWithQuery = documentedRoutes
  .filter(({ method }) => method === 'GET')
  .flatMap((route) => route.query.map((parameter) => [`${route.method} ${route.path}?${parameter}`, route, parameter]))
  .map((row) => row as [string, (typeof documentedRoutes)[number], string])

describe('SQL in a query parameter', () => {
  it.each(routesWithQuery)('is inert: %s', async (_, route, parameter) => {
    await unchanged(async () => {
      const ask = async (injection: string) => {
        const path = `${fillPath(route.path, 'target')}?${parameter}=${encodeURIComponent(injection)}`
        const response = await gateway.fetch(path, { key })
        const body = await response.json<Partial<Page<unknown>>>()
        expect([200, 400], path).toContain(response.status)
        // Where it is taken as a text, it is one that nothing matches.
        if (response.status === 200 && body.results) expect(body.results, path).toEqual([])
      }
      await Promise.all(INJECTIONS.map(ask))
    })
  })
})

describe('SQL in a path parameter', () => {
  it.each(
    documentedRoutes
      .filter(({ path }) => path.includes('{'))
      .map((route) => [`${route.method} ${route.path}`, route] as const),
  )('is inert: %s', async (_, route) => {
    await unchanged(async () => {
      for (const injection of INJECTIONS) {
        const response = await gateway.fetch(fillPath(route.path, injection), {
          key,
          method: route.method,
          ...(validBodies[route.operationId] && { json: validBodies[route.operationId] }),
        })
        expect([400, 404], injection).toContain(response.status)
        await response.body?.cancel()
      }
    })
  })
})

describe('SQL in the Authorization header', () => {
  it('is no key', async () => {
    await unchanged(async () => {
      for (const injection of INJECTIONS.map((text) => text.replaceAll(/[^\x20-\x7e]/g, ''))) {
        for (const value of [
          injection,
          `Bearer ${injection}`,
          `Bearer ${injection.replaceAll(' ', '/**/')}`,
          `Bearer ${key}${injection.replaceAll(' ', '/**/')}`,
          `Bearer ${key} ${injection}`,
          `Basic ${btoa(`${injection}:${injection}`)}`,
        ]) {
          const response = await gateway.fetch('/api/v1/ai/providers', { headers: { authorization: value } })
          expect(response.status, value).toBe(401)
          await response.body?.cancel()
        }
      }
    })
  })

  it('is no second key beside a good one', async () => {
    for (const value of [
      `Bearer ${key}, Bearer gh_other`,
      `Bearer ${key},`,
      `${key}`,
      `Token ${key}`,
      `Bearer${key}`,
    ]) {
      const response = await gateway.fetch('/api/v1/ai/providers', { headers: { authorization: value } })
      expect(response.status, value).toBe(401)
    }
    expect((await gateway.fetch('/api/v1/ai/providers', { headers: { authorization: `bearer ${key}` } })).status).toBe(
      200,
    )
  })
})

describe('SQL in a body', () => {
  it('is stored as the text that it is', async () => {
    const store = async (injection: string, index: number) => {
      const text = `a${injection}z`
      const created = await api<{ id: number }>('POST', '/ai/providers', {
        name: text,
        slug: `stored-${index}`,
        description: text,
        api_base_url: 'https://api.example.com',
      })
      expect(created.status).toBe(201)
      const path = `/ai/providers/${created.body.id}`
      expect((await api('GET', path)).body).toMatchObject({ description: text })
      expect((await api('PATCH', path, { description: `${text}!` })).body).toMatchObject({ description: `${text}!` })
    }
    await Promise.all(INJECTIONS.map(store))
    expect((await api('GET', '/ai/providers?search=stored-')).body).toMatchObject({ count: INJECTIONS.length })
  })

  it('names no model of a chat', async () => {
    for (const injection of INJECTIONS) {
      for (const model of [injection, `target/${injection}`, `${injection}/chat-1`]) {
        const response = await gateway.fetch('/v1/chat/completions', {
          key,
          json: { model, messages: [{ role: 'user', content: injection }] },
        })
        const { error } = await response.json<{ error: { code: string } }>()
        expect([response.status, error.code], model).toEqual([404, 'model_not_found'])
      }
    }
  })
})
