import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, followPages, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'

type Admin = { id: number; email: string; role: string; is_active: boolean }
type CreatedAdmin = Admin & { api_key: { id: number; key: string } }

const noLimits = {
  monthly_limit: null,
  monthly_budget_usd: null,
  monthly_token_limit: null,
  requests_per_minute: null,
  tokens_per_minute: null,
  concurrent_calls: null,
}

let gateway: Gateway
let api: Api

beforeAll(async () => {
  gateway = createGateway()
  api = createApi(gateway, (await createAdmin('super_admin')).key)
})

const create = (fields: object) => api<CreatedAdmin>('POST', '/admins/', fields)

describe('creating an admin', () => {
  it('answers their first key, this once, and stores its hash alone', async () => {
    const { status, body } = await create({ email: 'ada@example.com', name: 'Ada' })
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(Number),
      email: 'ada@example.com',
      name: 'Ada',
      role: 'admin',
      is_active: true,
      ...noLimits,
      created_at: expect.any(String),
      updated_at: expect.any(String),
      api_key: { id: expect.any(Number), key: expect.stringMatching(/^gh_[\w-]{49}$/) },
    })
    const { api_key, ...shown } = body
    expect((await api('GET', `/admins/${body.id}`)).body).toEqual(shown)
    expect((await createApi(gateway, api_key.key)('GET', '/ai/providers')).status).toBe(200)
    const row = await env.DB.prepare('SELECT * FROM api_keys WHERE id = ?').bind(api_key.id).first()
    expect(row).toMatchObject({ admin_id: body.id, hint: api_key.key.slice(-4) })
    expect(JSON.stringify(row)).not.toContain(api_key.key.slice(3, 20))
  })

  it('stores e-mail addresses in one spelling, each once', async () => {
    expect((await create({ email: ' Grace@Example.COM ' })).body).toMatchObject({ email: 'grace@example.com' })
    expectProblem(await create({ email: 'GRACE@example.com' }), 409, 'conflict', 'email')
  })

  it.each([
    ['email', { email: 'nobody' }],
    ['email', { email: '' }],
    ['email', { email: 'a b@example.com' }],
    ['email', { email: `${'a'.repeat(250)}@example.com` }],
    ['email', {}],
    ['role', { email: 'x@example.com', role: 'root' }],
    ['is_active', { email: 'x@example.com', is_active: 'yes' }],
    ['name', { email: 'x@example.com', name: 'x'.repeat(201) }],
    ['id', { email: 'x@example.com', id: 1 }],
    ['epoch', { email: 'x@example.com', epoch: 0 }],
    ['api_key', { email: 'x@example.com', api_key: 'gh_mine' }],
  ])('refuses a wrong or protected %s: %j', async (field, fields) => {
    expectProblem(await create(fields), 400, 'validation_failed', field)
  })

  it('makes a switched-off admin whose key does not work yet', async () => {
    const { body } = await create({ email: 'later@example.com', is_active: false })
    const theirs = createApi(gateway, body.api_key.key)
    expectProblem(await theirs('GET', '/ai/providers'), 401, 'invalid_api_key')
    expect((await api('PATCH', `/admins/${body.id}/`, { is_active: true })).body).toMatchObject({ is_active: true })
    expect((await theirs('GET', '/ai/providers')).status).toBe(200)
  })
})

describe('an admin', () => {
  it('changes with PATCH only where named', async () => {
    const { body } = await create({ email: 'linus@example.com', name: 'Linus' })
    const { api_key: _, ...before } = body
    const { body: after } = await api('PATCH', `/admins/${body.id}`, { name: 'Linus T.' })
    expect(after).toEqual({ ...before, name: 'Linus T.', updated_at: expect.any(String) })
    expectProblem(await api('PATCH', `/admins/${body.id}`, { email: 'ada@example.com' }), 409, 'conflict', 'email')
    for (const field of ['id', 'epoch', 'created_at', 'api_key', 'hash']) {
      expectProblem(await api('PATCH', `/admins/${body.id}`, { [field]: 1 }), 400, 'validation_failed', field)
    }
  })

  it('has limits over all providers, which stay where they are not named', async () => {
    const limits = {
      monthly_limit: 100,
      monthly_budget_usd: 12.345678,
      monthly_token_limit: 1_000_000_000_000,
      requests_per_minute: 60,
      tokens_per_minute: 0,
      concurrent_calls: 3,
    }
    const { body } = await create({ email: 'limited@example.com', ...limits, tokens_per_minute: null })
    expect(body).toMatchObject({ ...limits, tokens_per_minute: null })
    const patch = async (json: object) => (await api('PATCH', `/admins/${body.id}`, json)).body
    expect(await patch({ tokens_per_minute: 0 })).toMatchObject(limits)
    expect(await patch({ name: 'Limited' })).toMatchObject(limits)
    const lifted = { monthly_budget_usd: null, concurrent_calls: null }
    expect(await patch(lifted)).toMatchObject({ ...limits, ...lifted })
    expect(await patch(noLimits)).toMatchObject(noLimits)
  })

  it.each([
    ['monthly_limit', -1],
    ['monthly_limit', 1_000_000_001],
    ['monthly_budget_usd', 0.0000001],
    ['monthly_token_limit', 1.5],
    ['monthly_token_limit', 1_000_000_000_000_001],
    ['requests_per_minute', '60'],
    ['tokens_per_minute', -1],
    ['concurrent_calls', 0.5],
    ['monthly_budget_micro_usd', 1],
    ['default_monthly_limit', 1],
  ])('cannot have %s set to %j', async (field, value) => {
    const email = `${field}@example.com`
    expectProblem(await create({ email, [field]: value }), 400, 'validation_failed', field)
    const other = await createAdmin()
    expectProblem(await api('PATCH', `/admins/${other.id}`, { [field]: value }), 400, 'validation_failed', field)
  })

  it('has new rights in the very next call', async () => {
    const { body } = await create({ email: 'promoted@example.com' })
    const theirs = createApi(gateway, body.api_key.key)
    expectProblem(await theirs('GET', '/admins'), 403, 'super_admin_required')
    await api('PATCH', `/admins/${body.id}`, { role: 'super_admin' })
    expect((await theirs('GET', '/admins')).status).toBe(200)
    await api('PATCH', `/admins/${body.id}`, { role: 'admin' })
    expectProblem(await theirs('GET', '/admins'), 403, 'super_admin_required')
    await api('PATCH', `/admins/${body.id}`, { is_active: false })
    expectProblem(await theirs('GET', '/ai/providers'), 401, 'invalid_api_key')
  })

  it('is gone after DELETE, with keys and settings', async () => {
    const { body } = await create({ email: 'gone@example.com' })
    expect((await api('DELETE', `/admins/${body.id}/`)).status).toBe(204)
    expectProblem(await createApi(gateway, body.api_key.key)('GET', '/ai/providers'), 401, 'invalid_api_key')
    for (const [method, json] of [
      ['GET', undefined],
      ['PATCH', {}],
      ['DELETE', undefined],
    ] as const) {
      expectProblem(await api(method, `/admins/${body.id}`, json), 404, 'not_found')
    }
    const { results } = await env.DB.prepare('SELECT id FROM api_keys WHERE admin_id = ?').bind(body.id).all()
    expect(results).toEqual([])
    // The id is never given out again: the ledger of that name is theirs.
    expect((await create({ email: 'next@example.com' })).body.id).toBeGreaterThan(body.id)
  })

  it('is made once when several make the same at once, each with a key of their own otherwise', async () => {
    const same = await Promise.all(Array.from({ length: 4 }, () => create({ email: 'same@example.com' })))
    expect(same.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    const others = await Promise.all(
      Array.from({ length: 20 }, (_, index) => create({ email: `parallel-${index}@example.com` })),
    )
    expect(others.map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect(new Set(others.map(({ body }) => body.id)).size).toBe(20)
    expect(new Set(others.map(({ body }) => body.api_key.key)).size).toBe(20)
  })
})

describe('the list of admins', () => {
  it('filters, searches, orders and pages', async () => {
    for (const [name, role, isActive] of [
      ['List_A', 'admin', true],
      ['List-B', 'super_admin', true],
      ['List%C', 'admin', false],
    ] as const) {
      const email = `${name.toLowerCase().replaceAll(/[^a-z]/g, '-')}@list.example`
      expect((await create({ email, name, role, is_active: isActive })).status).toBe(201)
    }
    const list = async (query: string) => {
      const { body } = await api<Page<Admin>>('GET', `/admins/?search=list.example&${query}`)
      return body.results.map(({ email }) => email[5])
    }
    expect(await list('')).toEqual(['a', 'b', 'c'])
    expect(await list('ordering=-id')).toEqual(['c', 'b', 'a'])
    expect(await list('ordering=-email')).toEqual(['c', 'b', 'a'])
    expect(await list('role=super_admin')).toEqual(['b'])
    expect(await list('is_active=false')).toEqual(['c'])
    for (const [search, emails] of [
      ['list_', ['list-a@list.example']],
      ['LIST%', ['list-c@list.example']],
      ['l_st', []],
    ] as const) {
      const { body } = await api<Page<Admin>>('GET', `/admins?search=${encodeURIComponent(search)}`)
      expect(body.results.map(({ email }) => email)).toEqual(emails)
    }
    const { forth, back } = await followPages<Admin>(api, '/admins?limit=4')
    const whole = await api<Page<Admin>>('GET', '/admins?limit=200')
    expect(forth).toEqual(whole.body.results)
    expect(back).toEqual(whole.body.results)
  })

  it.each([
    ['role=root', 'role'],
    ['ordering=hash', 'ordering'],
    ['is_active=1', 'is_active'],
  ])('refuses ?%s', async (query, field) => {
    expectProblem(await api('GET', `/admins?${query}`), 400, 'validation_failed', field)
  })
})
