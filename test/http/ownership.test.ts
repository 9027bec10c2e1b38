import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { dumpDatabase } from '../support/dump.ts'
import { documentedRoutes, fillPath, validBodies } from '../support/routes.ts'

/** Whose the object is that stands in the path of each route. Who adds a route says so here. */
const objectsInPaths: Record<string, 'owned' | 'registry' | 'own settings' | 'own calls' | 'super'> = {
  getOpenAiModel: 'registry',
  getProvider: 'registry',
  putProvider: 'super',
  patchProvider: 'super',
  deleteProvider: 'super',
  getModel: 'registry',
  listModelPrices: 'registry',
  putModel: 'super',
  patchModel: 'super',
  deleteModel: 'super',
  getCapability: 'registry',
  putCapability: 'super',
  getSettings: 'own settings',
  putSettings: 'own settings',
  patchSettings: 'own settings',
  deleteSettings: 'own settings',
  getAdminSettings: 'super',
  putAdminSettings: 'super',
  getAdmin: 'super',
  patchAdmin: 'super',
  deleteAdmin: 'super',
  patchApiKey: 'owned',
  revokeApiKey: 'owned',
  rotateApiKey: 'owned',
  getRequest: 'own calls',
  getVideo: 'own calls',
  getVideoContent: 'own calls',
  getVideoJob: 'own calls',
  syncModels: 'super',
  testProvider: 'super',
  generateContent: 'registry',
  streamGenerateContent: 'registry',
  embedContent: 'registry',
  batchEmbedContents: 'registry',
}

const routesWithObjects = documentedRoutes.filter(({ path }) => path.includes('{'))
const routesTo = (what: string) => routesWithObjects.filter(({ operationId }) => objectsInPaths[operationId] === what)

type Person = { id: number; key: string; email: string; api: Api }

let gateway: Gateway
let ada: Person
let eve: Person
let superApi: Api

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  const superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
  const create = async () => {
    const admin = await createAdmin()
    return { ...admin, api: createApi(gateway, admin.key) }
  }
  ;[ada, eve] = [await create(), await create()]
  const { name } = await createProvider(gateway, superAdmin.key, { slug: 'shared' })
  await ada.api('PUT', '/ai/settings/shared', { personal_api_key: 'sk-personal-of-ada', use_shared_api: false })
  await superApi('PUT', `/admins/${ada.id}/settings/shared`, { monthly_limit: 42 })
  expect((await gateway.fetch('/v1/chat/completions', { key: ada.key, json: chat(name) })).status).toBe(200)
  await gateway.settle()
})

const send = (as: Person, route: (typeof routesWithObjects)[number], path: string) =>
  as.api(route.method, path.slice('/api/v1'.length), validBodies[route.operationId])

describe('routes with an object in their path', () => {
  it('are all in the table of this test', () => {
    expect(routesWithObjects.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(objectsInPaths).sort())
  })

  it.each(routesTo('owned').map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers 404 to anybody but the owner, as for an object that is not there',
    async (_, route) => {
      const { body } = await ada.api<{ id: number }>('POST', '/api-keys', { name: 'adas' })
      const before = await dumpDatabase()
      const answers = [await send(eve, route, fillPath(route.path, { id: body.id }))]
      answers.push(await send(eve, route, fillPath(route.path, { id: 999_999 })))
      const [theirs, missing] = answers.map((answer) => expectProblem(answer, 404, 'not_found'))
      expect({ ...theirs, request_id: '' }).toEqual({ ...missing, request_id: '' })
      expect(await dumpDatabase()).toEqual(before)
      // The same request by the owner shows that it was right but for who sent it.
      expect((await send(ada, route, fillPath(route.path, { id: body.id }))).status).toBeLessThan(300)
    },
  )

  it.each(routesTo('super').map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s answers 403 to a normal admin, whether the object is there, theirs, or not',
    async (_, route) => {
      const before = await dumpDatabase()
      for (const id of [ada.id, eve.id, 999_999]) {
        const path = fillPath(route.path, { id, provider: 'shared', capability: 'chat' })
        expectProblem(await send(eve, route, path), 403, 'super_admin_required')
      }
      expect(await dumpDatabase()).toEqual(before)
    },
  )

  it('about settings are about the caller’s alone', async () => {
    const adas = (await ada.api('GET', '/ai/settings/shared')).body
    expect(adas).toMatchObject({ has_personal_api_key: true, use_shared_api: false, monthly_limit: 42 })
    for (const route of routesTo('own settings')) {
      const { body } = await send(eve, route, fillPath(route.path, { provider: 'shared' }))
      if (body) expect(body).toMatchObject({ has_personal_api_key: false, monthly_limit: null })
    }
    expect((await ada.api('GET', '/ai/settings/shared')).body).toEqual(adas)
  })
})

describe('lists', () => {
  it('hold nothing of another admin', async () => {
    const texts = await Promise.all(
      ['/api-keys', '/ai/settings', '/ai/usage', '/ai/access?provider=shared', '/ai/models?provider=shared'].map(
        async (path) => JSON.stringify((await eve.api('GET', path)).body),
      ),
    )
    for (const text of texts) {
      expect(text).not.toContain(ada.email)
      expect(text).not.toContain(`"admin_id":${ada.id},`)
      expect(text).not.toContain('"monthly_limit":42')
      expect(text).not.toContain('"has_personal_api_key":true')
      expect(text).not.toContain('"requests":1')
    }
  })

  it('stay one’s own when another is named', async () => {
    const keys = await eve.api<Page<{ admin_id: number }>>('GET', `/api-keys?admin=${ada.id}`)
    expect(new Set(keys.body.results.map(({ admin_id }) => admin_id))).toEqual(new Set([eve.id]))
    expectProblem(await eve.api('GET', `/ai/usage?admin=${ada.id}`), 403, 'field_not_allowed')
    const plain = await eve.api('GET', '/ai/settings')
    for (const query of [`admin=${ada.id}`, `admin_id=${ada.id}`, `owner=${ada.id}`]) {
      expect((await eve.api('GET', `/ai/settings?${query}`)).body).toEqual(plain.body)
    }
  })
})

/** Fields that only a super admin may set, and every way in which a normal admin might try. */
const attempts: [field: string, method: string, path: (own: Person) => string, json: (own: Person) => object][] = [
  [
    'allow_shared_for_normal_admins',
    'PATCH',
    () => '/ai/providers/shared',
    () => ({ allow_shared_for_normal_admins: true }),
  ],
  ['allow_personal_keys', 'PATCH', () => '/ai/providers/shared', () => ({ allow_personal_keys: true })],
  ['shared_api_key', 'PATCH', () => '/ai/providers/shared', () => ({ shared_api_key: 'sk-of-eve-0123456789' })],
  ['api_base_url', 'PATCH', () => '/ai/providers/shared', () => ({ api_base_url: 'https://eve.example.com' })],
  ['is_active of a provider', 'PATCH', () => '/ai/providers/shared', () => ({ is_active: true })],
  ['is_active of a model', 'PATCH', () => '/ai/models/1', () => ({ is_active: true })],
  ['pricing', 'PATCH', () => '/ai/models/1', () => ({ pricing: 'free' })],
  ['role', 'PATCH', ({ id }) => `/admins/${id}`, () => ({ role: 'super_admin' })],
  ['email', 'PATCH', ({ id }) => `/admins/${id}`, () => ({ email: 'eve@example.com' })],
  ['monthly_limit by PUT', 'PUT', () => '/ai/settings/shared', () => ({ monthly_limit: 1_000_000 })],
  ['monthly_limit by PATCH', 'PATCH', () => '/ai/settings/shared', () => ({ monthly_limit: null })],
  ['monthly_budget_usd by PUT', 'PUT', () => '/ai/settings/shared', () => ({ monthly_budget_usd: null })],
  ['monthly_budget_usd by PATCH', 'PATCH', () => '/ai/settings/shared', () => ({ monthly_budget_usd: 1_000 })],
  ['monthly_token_limit', 'PATCH', () => '/ai/settings/shared', () => ({ monthly_token_limit: null })],
  ['limits over all providers', 'PATCH', ({ id }) => `/admins/${id}`, () => ({ requests_per_minute: null })],
  ['the default limit of a provider', 'PATCH', () => '/ai/providers/shared', () => ({ default_monthly_limit: null })],
  ['the default policy', 'PUT', () => '/ai/policy', () => ({ per_admin: { concurrent_calls: 1_000 } })],
  ['limits as an admin', 'PUT', ({ id }) => `/admins/${id}/settings/shared`, () => ({ monthly_limit: 1_000_000 })],
  ['the default model', 'PUT', () => '/ai/capabilities/chat', () => ({ model: 'shared/chat-1' })],
  ['the owner of a key', 'POST', () => '/api-keys', () => ({ name: 'x', admin_id: ada.id })],
]

describe('what only a super admin may set', () => {
  it.each(attempts)('a normal admin may not: %s', async (_, method, path, json) => {
    const before = await dumpDatabase()
    const answer = await eve.api(method, path(eve), json(eve))
    const { code } = expectProblem(answer, 403, (answer.body as { code: string }).code)
    expect(['super_admin_required', 'field_not_allowed']).toContain(code)
    expect(await dumpDatabase()).toEqual(before)
  })

  it.each(attempts)('a super admin may: %s', async (_, method, path, json) => {
    const target = await createAdmin()
    const person = { ...target, api: createApi(gateway, target.key) }
    const body =
      method === 'PATCH' && path(person).startsWith('/admins') ? rename(json(person), target.id) : json(person)
    expect((await superApi(method, path(person), body)).status).toBeLessThan(300)
  })
})

/** Addresses are unique, and the attempts are made by several. */
const rename = (json: object, id: number) => ('email' in json ? { email: `renamed-${id}@example.com` } : json)
