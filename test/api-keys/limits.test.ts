/** Rate limits of API keys: nobody lifts their own. */
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api, type Page } from '../support/api.ts'
import { createSlowStores } from '../support/faults.ts'
import { createAdmin, createGateway, env } from '../support/gateway.ts'

type Limits = Record<'requests_per_minute' | 'tokens_per_minute' | 'concurrent_calls', number | null>
type ApiKey = Limits & { id: number; key: string; name: string }

const fields = ['requests_per_minute', 'tokens_per_minute', 'concurrent_calls'] as const
const limits = (value: number | null): Limits => ({
  requests_per_minute: value,
  tokens_per_minute: value,
  concurrent_calls: value,
})

const gateway = createGateway()
let superAdmin: { id: number; key: string }
let superApi: Api

beforeAll(async () => {
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
})

afterEach(async () => void (await superApi('DELETE', '/ai/policy')))

const setup = async (own: Partial<Limits> = {}, policy: Partial<Limits> | null = null) => {
  const caller = await createAdmin()
  const api = createApi(gateway, caller.key)
  if (policy) await superApi('PUT', '/ai/policy', { per_api_key: policy })
  const { body } = await superApi<ApiKey>('POST', '/api-keys', { name: 'own', admin_id: caller.id, ...own })
  const path = `/api-keys/${body.id}`
  const read = async () => (await api<Page<ApiKey>>('GET', '/api-keys')).body.results.find(({ id }) => id === body.id)!
  return { caller, api, path, read }
}

describe('a normal admin', () => {
  it.each(fields)('tightens the %s of their own key, and cannot go back', async (field) => {
    const { api, path, read } = await setup(limits(10))
    expect((await api('PATCH', path, { [field]: 10 })).body).toMatchObject(limits(10))
    expect((await api('PATCH', path, { [field]: 5 })).body).toMatchObject({ ...limits(10), [field]: 5 })
    for (const value of [6, 10, 1_000, null]) {
      const problem = expectProblem(await api('PATCH', path, { [field]: value }), 403, 'field_not_allowed')
      expect(problem.detail).toContain(field)
    }
    expect(await read()).toMatchObject({ ...limits(10), [field]: 5 })
    expect((await api('PATCH', path, { [field]: 0 })).body).toMatchObject({ [field]: 0 })
    expectProblem(await api('PATCH', path, { [field]: 1 }), 403, 'field_not_allowed')
  })

  it('sets any limit where none holds', async () => {
    const { api, path } = await setup()
    expect((await api('PATCH', path, limits(null))).body).toMatchObject(limits(null))
    expect((await api('PATCH', path, limits(1_000_000))).body).toMatchObject(limits(1_000_000))
    expectProblem(await api('PATCH', path, { tokens_per_minute: null }), 403, 'field_not_allowed')
  })

  it('is held to the default policy where the key has no limit of its own', async () => {
    const { api, path } = await setup({}, limits(10))
    expectProblem(await api('PATCH', path, { concurrent_calls: 11 }), 403, 'field_not_allowed')
    expect((await api('PATCH', path, { concurrent_calls: 10 })).body).toMatchObject({ concurrent_calls: 10 })
    expect((await api('PATCH', path, { concurrent_calls: 9 })).body).toMatchObject({ concurrent_calls: 9 })
    // Without one of its own the policy's would hold, which is looser.
    expectProblem(await api('PATCH', path, { concurrent_calls: null }), 403, 'field_not_allowed')
  })

  it('gives up a limit that a super admin has set looser than the policy', async () => {
    const { api, path, read } = await setup(limits(50), limits(10))
    expectProblem(await api('PATCH', path, { requests_per_minute: 51 }), 403, 'field_not_allowed')
    expect((await api('PATCH', path, { requests_per_minute: 20 })).status).toBe(200)
    expect((await api('PATCH', path, { requests_per_minute: null })).status).toBe(200)
    expect(await read()).toMatchObject({ ...limits(50), requests_per_minute: null })
    expectProblem(await api('PATCH', path, { requests_per_minute: 11 }), 403, 'field_not_allowed')
  })

  it('makes keys that are no looser than the policy', async () => {
    const { api } = await setup({}, { requests_per_minute: 10 })
    const create = (json: object) => api<ApiKey>('POST', '/api-keys', { name: 'new', ...json })
    expectProblem(await create({ requests_per_minute: 11 }), 403, 'field_not_allowed')
    const made = await create({ requests_per_minute: 10, tokens_per_minute: 1_000 })
    expect(made).toMatchObject({ status: 201, body: { requests_per_minute: 10, tokens_per_minute: 1_000 } })
    expect((await create({ requests_per_minute: null })).body).toMatchObject(limits(null))
    expect((await create({})).body).toMatchObject(limits(null))
  })

  it('changes what is no limit without touching one', async () => {
    const { api, path } = await setup(limits(50), limits(10))
    const patched = await api('PATCH', path, { name: 'renamed', allowed_models: ['a/b'] })
    expect(patched.body).toMatchObject({ name: 'renamed', ...limits(50) })
    expectProblem(await api('PATCH', path, { name: 'not this', concurrent_calls: 51 }), 403, 'field_not_allowed')
    expect((await api('PATCH', path, {})).body).toMatchObject({ name: 'renamed' })
  })

  it('keeps the limits of a key with a rotation', async () => {
    const { api, path } = await setup({ requests_per_minute: 50, concurrent_calls: 0 }, limits(10))
    const rotated = await api<ApiKey>('POST', `${path}/rotate`, {})
    expect(rotated).toMatchObject({
      status: 201,
      body: { requests_per_minute: 50, tokens_per_minute: null, concurrent_calls: 0 },
    })
    expectProblem(await api('PATCH', `/api-keys/${rotated.body.id}`, { concurrent_calls: 1 }), 403, 'field_not_allowed')
  })

  it('cannot bring back a limit that a super admin lowers at the same moment', async () => {
    const { caller, path, read } = await setup(limits(10))
    let isLowered = false
    const slow = createSlowStores(env, async (what) => {
      if (isLowered || !what.includes('from "api_keys" where ("api_keys"."id" = ?')) return
      isLowered = true
      expect((await superApi('PATCH', path, { requests_per_minute: 2 })).status).toBe(200)
    })
    const late = createApi(createGateway({ env: slow }), caller.key)
    expectProblem(await late('PATCH', path, { requests_per_minute: 10 }), 409, 'conflict')
    expect(isLowered).toBe(true)
    expect(await read()).toMatchObject({ ...limits(10), requests_per_minute: 2 })
  })
})

describe('a super admin', () => {
  it('sets any limit, of their own keys and of others', async () => {
    const { path } = await setup(limits(1), limits(1))
    expect((await superApi('PATCH', path, limits(500))).body).toMatchObject(limits(500))
    expect((await superApi('PATCH', path, limits(null))).body).toMatchObject(limits(null))
    const own = await superApi<ApiKey>('POST', '/api-keys', { name: 'own', ...limits(5) })
    expect(own.body).toMatchObject(limits(5))
    expect((await superApi('PATCH', `/api-keys/${own.body.id}`, limits(6))).body).toMatchObject(limits(6))
  })

  it.each([
    ['requests_per_minute', -1],
    ['requests_per_minute', 1_000_000_001],
    ['tokens_per_minute', 0.5],
    ['concurrent_calls', '1'],
    ['monthly_limit', 1],
  ])('cannot set %s to %j', async (field, value) => {
    const { path } = await setup()
    expectProblem(await superApi('PATCH', path, { [field]: value }), 400, 'validation_failed', field)
    expectProblem(await superApi('POST', '/api-keys', { name: 'x', [field]: value }), 400, 'validation_failed', field)
  })
})
