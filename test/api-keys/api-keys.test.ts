import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, followPages, rollUp, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

type ApiKey = { id: number; admin_id: number; name: string; hint: string; is_active: boolean; created_at: string }
type CreatedApiKey = ApiKey & { key: string }

let gateway: Gateway
let superAdmin: { id: number; key: string }
let superApi: Api

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
})

const setup = async () => {
  const caller = await createAdmin()
  const api = createApi(gateway, caller.key)
  const create = async (fields: object = {}) => {
    const { status, body } = await api<CreatedApiKey>('POST', '/api-keys/', { name: 'spare', ...fields })
    expect(status).toBe(201)
    return body
  }
  return { caller, api, create }
}

const works = async (key: string) => (await createApi(gateway, key)('GET', '/ai/providers')).status === 200

describe('an API key', () => {
  it('is shown once, works, and is stored as its hash alone', async () => {
    const { caller, api, create } = await setup()
    const created = await create({ name: ' laptop ' })
    expect(created).toEqual({
      id: expect.any(Number),
      admin_id: caller.id,
      name: 'laptop',
      key: expect.stringMatching(/^gh_[\w-]{49}$/),
      hint: created.key.slice(-4),
      is_active: true,
      revoked_at: null,
      expires_at: null,
      allowed_models: null,
      allowed_capabilities: null,
      allowed_cidrs: null,
      requests_per_minute: null,
      tokens_per_minute: null,
      concurrent_calls: null,
      last_used_at: null,
      created_at: expect.any(String),
      updated_at: created.created_at,
    })
    expect(await works(created.key)).toBe(true)
    const { key, ...shown } = created
    const { body } = await api<Page<ApiKey>>('GET', '/api-keys')
    expect(body.results.find(({ id }) => id === created.id)).toEqual(shown)
    expect((await api('PATCH', `/api-keys/${created.id}`, { name: 'desk' })).body).not.toHaveProperty('key')
    const { results } = await env.DB.prepare('SELECT * FROM api_keys').all()
    expect(JSON.stringify(results)).not.toContain(key.slice(3, 20))
  })

  it('changes with PATCH only where named', async () => {
    const { api, create } = await setup()
    const { key: _, ...before } = await create({ allowed_models: ['a/b'], expires_at: '2999-01-01T00:00:00Z' })
    const { body: after } = await api('PATCH', `/api-keys/${before.id}/`, { name: 'renamed' })
    expect(after).toEqual({ ...before, name: 'renamed', updated_at: expect.any(String) })
    const lifted = await api('PATCH', `/api-keys/${before.id}`, { allowed_models: null, expires_at: null })
    expect(lifted.body).toMatchObject({ name: 'renamed', allowed_models: null, expires_at: null })
  })

  it('is dead everywhere when DELETE answers, and stays on the list', async () => {
    const { api, create } = await setup()
    const { id, key } = await create()
    expect(await works(key)).toBe(true)
    expect((await api('DELETE', `/api-keys/${id}/`)).status).toBe(204)
    expect(await works(key)).toBe(false)
    expect(await createApi(createGateway(), key)('GET', '/ai/providers')).toMatchObject({ status: 401 })
    const { body } = await api<Page<ApiKey>>('GET', '/api-keys?is_active=false')
    expect(body.results).toMatchObject([{ id, is_active: false, revoked_at: expect.any(String) }])
  })

  it('stays revoked, whatever is changed about it afterwards', async () => {
    const { api, create } = await setup()
    const { id, key } = await create()
    await api('DELETE', `/api-keys/${id}`)
    for (const json of [{ name: 'alive' }, { expires_at: null }, { expires_at: '2999-01-01T00:00:00Z' }]) {
      await api('PATCH', `/api-keys/${id}`, json)
    }
    expectProblem(await api('PATCH', `/api-keys/${id}`, { revoked_at: null }), 400, 'validation_failed', 'revoked_at')
    expectProblem(await api('PATCH', `/api-keys/${id}`, { is_active: true }), 400, 'validation_failed', 'is_active')
    expect(await works(key)).toBe(false)
  })

  it('belongs to the caller, unless a super admin names another', async () => {
    const { caller, api } = await setup()
    const stranger = await createAdmin()
    expectProblem(await api('POST', '/api-keys', { name: 'x', admin_id: stranger.id }), 403, 'field_not_allowed')
    expect((await api('POST', '/api-keys', { name: 'x', admin_id: caller.id })).body).toMatchObject({
      admin_id: caller.id,
    })
    const given = await superApi<CreatedApiKey>('POST', '/api-keys', { name: 'given', admin_id: stranger.id })
    expect(given.body).toMatchObject({ admin_id: stranger.id })
    expectProblem(await createApi(gateway, given.body.key)('GET', '/admins'), 403, 'super_admin_required')
    expectProblem(await superApi('POST', '/api-keys', { name: 'x', admin_id: 999_999 }), 404, 'not_found')
  })

  it('says when it was last used', async () => {
    const { caller, api, create } = await setup()
    const { name } = await createProvider(gateway, superAdmin.key, { slug: 'last-used' })
    const { id, key } = await create()
    expect((await gateway.fetch('/v1/chat/completions', { key, json: chat(name) })).status).toBe(200)
    await gateway.settle()
    await rollUp(caller.id)
    const { body } = await api<Page<ApiKey>>('GET', '/api-keys')
    const used = body.results.map((row) => [row.id === id, (row as { last_used_at?: unknown }).last_used_at !== null])
    expect(used).toEqual([
      [true, true],
      [false, false],
    ])
  })

  it('is made for each of many callers at once', async () => {
    const { api } = await setup()
    const answers = await Promise.all(
      Array.from({ length: 30 }, (_, index) => api<CreatedApiKey>('POST', '/api-keys', { name: `key ${index}` })),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(30).fill(201))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(30)
  })

  it.each([
    ['name', {}],
    ['name', { name: ' ' }],
    ['name', { name: 'x'.repeat(101) }],
    ['expires_at', { name: 'x', expires_at: 'tomorrow' }],
    ['expires_at', { name: 'x', expires_at: '2030-13-01T00:00:00Z' }],
    ['allowed_models', { name: 'x', allowed_models: [] }],
    ['allowed_models.0', { name: 'x', allowed_models: [''] }],
    ['allowed_capabilities.0', { name: 'x', allowed_capabilities: ['telepathy'] }],
    ['allowed_cidrs.0', { name: 'x', allowed_cidrs: ['203.0.113.0'] }],
    ['allowed_cidrs.0', { name: 'x', allowed_cidrs: ['203.0.113.0/33'] }],
    ['allowed_cidrs.1', { name: 'x', allowed_cidrs: ['::/0', 'everywhere'] }],
    ['hash', { name: 'x', hash: 'a'.repeat(64) }],
    ['key', { name: 'x', key: 'gh_mine' }],
    ['hint', { name: 'x', hint: 'abcd' }],
    ['id', { name: 'x', id: 1 }],
    ['admin_id', { name: 'x', admin_id: '1' }],
  ])('cannot be made with a wrong or protected %s: %j', async (field, json) => {
    const { api } = await setup()
    expectProblem(await api('POST', '/api-keys', json), 400, 'validation_failed', field)
  })
})

describe('the list of API keys', () => {
  it('holds one’s own, newest first, in pages', async () => {
    const { api, create } = await setup()
    for (const name of ['one', 'two', 'three']) await create({ name })
    const { forth, back } = await followPages<ApiKey>(api, '/api-keys?limit=3')
    expect(forth.map(({ name }) => name)).toEqual(['three', 'two', 'one', 'test'])
    expect(back).toEqual(forth)
    const oldest = await api<Page<ApiKey>>('GET', '/api-keys?ordering=id&limit=1')
    expect(oldest.body.results.map(({ name }) => name)).toEqual(['test'])
  })

  it('is searched by name and ending', async () => {
    const { api, create } = await setup()
    const { hint } = await create({ name: 'deploy_100%' })
    await create({ name: 'deployX100Y' })
    const names = async (search: string) => {
      const { body } = await api<Page<ApiKey>>('GET', `/api-keys?search=${encodeURIComponent(search)}`)
      return body.results.map(({ name }) => name)
    }
    expect(await names('DEPLOY_')).toEqual(['deploy_100%'])
    expect(await names('%')).toEqual(['deploy_100%'])
    expect(await names(hint)).toContain('deploy_100%')
  })

  it('holds everybody’s for a super admin, or one admin’s', async () => {
    const { caller, create } = await setup()
    await create({ name: 'theirs' })
    const all = await superApi<Page<ApiKey>>('GET', '/api-keys?limit=200')
    expect(new Set(all.body.results.map(({ admin_id }) => admin_id)).size).toBeGreaterThan(2)
    const one = await superApi<Page<ApiKey>>('GET', `/api-keys?admin=${caller.id}`)
    expect(one.body.results.map(({ name }) => name)).toEqual(['theirs', 'test'])
  })

  it('never holds another’s for a normal admin, also when named', async () => {
    const { caller, api } = await setup()
    const { body } = await api<Page<ApiKey>>('GET', `/api-keys?admin=${superAdmin.id}`)
    expect(body.results.map(({ admin_id }) => admin_id)).toEqual([caller.id])
  })
})
