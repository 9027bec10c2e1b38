import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, followPages, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway } from '../support/gateway.ts'

type Model = { id: number; model_id: string; provider: { slug: string; id: number } } & Record<string, unknown>

let api: Api
let normalApi: Api
let providerId: number

const path = '/ai/models'

beforeAll(async () => {
  const gateway = createGateway()
  api = createApi(gateway, (await createAdmin('super_admin')).key)
  normalApi = createApi(gateway, (await createAdmin()).key)
  for (const name of ['Home', 'Listed', 'Other']) {
    await api('POST', '/ai/providers', { name, api_base_url: 'https://api.example.com/v1' })
  }
  providerId = (await api<{ id: number }>('GET', '/ai/providers/home')).body.id
  for (const fields of [
    { model_id: 'delta', sort_order: 1, capabilities: ['chat', 'vision'] },
    { model_id: 'alpha-1.5', sort_order: 2, name: 'Zulu', display_name: 'The 100% one' },
    { model_id: 'org/charlie:free', sort_order: 2, is_active: false, name: 'Charlie' },
    { model_id: 'bravo', sort_order: -1, capabilities: ['embeddings'], name: 'Yankee_1' },
  ]) {
    expect((await api('POST', path, { provider: 'listed', ...fields })).status).toBe(201)
  }
})

const create = async (fields: object) => (await api<Model>('POST', path, { provider: 'home', ...fields })).body

const list = async (query: string) => {
  const { body, status } = await api<Page<Model>>('GET', `${path}/?provider=listed&${query}`)
  expect(status).toBe(200)
  expect(body.count).toBe(body.results.length)
  return body.results.map(({ model_id }) => model_id)
}

describe('creating a model', () => {
  it('needs a provider and an upstream id, and fills in the rest', async () => {
    const answer = await api<Model>('POST', `${path}/`, { provider: 'home', model_id: 'plain-1' })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      provider: { id: providerId, name: 'Home', slug: 'home', display_name: 'Home', is_active: true },
      model_id: 'plain-1',
      name: 'plain-1',
      display_name: 'plain-1',
      description: '',
      capabilities: ['chat'],
      config: {},
      context_window: null,
      max_output_tokens: null,
      pricing: 'unknown',
      is_active: true,
      sort_order: 0,
      total_requests: 0,
      last_used_at: null,
    })
    expect((await api('GET', `${path}/${answer.body.id}/`)).body).toEqual(answer.body)
  })

  it('takes the provider by id too, and capabilities once each', async () => {
    const model = await create({ provider: providerId, model_id: 'by-id', capabilities: ['chat', 'vision', 'chat'] })
    expect(model).toMatchObject({ provider: { slug: 'home' }, capabilities: ['chat', 'vision'] })
  })

  it.each([
    ['provider', { provider: 'nobody' }],
    ['provider', { provider: 999_999 }],
    ['model_id', { model_id: '' }],
    ['model_id', { model_id: 'default' }],
    ['model_id', { model_id: '../admin' }],
    ['model_id', { model_id: 'a/../b' }],
    ['model_id', { model_id: 'a//b' }],
    ['model_id', { model_id: '/a' }],
    ['model_id', { model_id: 'a/' }],
    ['model_id', { model_id: '..' }],
    ['model_id', { model_id: '%2e%2e' }],
    ['model_id', { model_id: 'a?b' }],
    ['model_id', { model_id: 'a#b' }],
    ['model_id', { model_id: 'a\\b' }],
    ['model_id', { model_id: 'a b' }],
    ['model_id', { model_id: 'модель' }],
    ['model_id', { model_id: 'x'.repeat(201) }],
    ['capabilities', { capabilities: [] }],
    ['capabilities.0', { capabilities: ['telepathy'] }],
    ['context_window', { context_window: 0 }],
    ['max_output_tokens', { max_output_tokens: -1 }],
    ['config.headers', { config: { headers: {} } }],
    ['id', { id: 5 }],
    ['provider_id', { provider_id: 5 }],
    ['access_state', { access_state: 'AVAILABLE_SHARED' }],
    ['usage_info', { usage_info: {} }],
    ['total_requests', { total_requests: 0 }],
    ['created_at', { created_at: '2020-01-01T00:00:00Z' }],
  ])('refuses a wrong or protected %s: %j', async (field, fields) => {
    const answer = await api('POST', path, { provider: 'home', model_id: 'never', ...fields })
    expectProblem(answer, 400, 'validation_failed', field)
    expect((await api('GET', `${path}?provider=home&search=never`)).body).toMatchObject({ count: 0 })
  })

  it('refuses an upstream id that the provider has, and allows it at another', async () => {
    await create({ model_id: 'twice' })
    expectProblem(await api('POST', path, { provider: 'home', model_id: 'twice' }), 409, 'conflict', 'model_id')
    expect((await api('POST', path, { provider: 'other', model_id: 'twice' })).status).toBe(201)
  })
})

describe('a model', () => {
  it('keeps with PATCH whatever is not named', async () => {
    const before = await create({ model_id: 'patched', description: 'Before', context_window: 8_192, pricing: 'free' })
    const { body: after } = await api('PATCH', `${path}/${before.id}`, { max_output_tokens: 1_024 })
    expect(after).toEqual({ ...before, max_output_tokens: 1_024, updated_at: expect.any(String) })
    const { body: emptied } = await api('PATCH', `${path}/${before.id}/`, { context_window: null })
    expect(emptied).toMatchObject({ context_window: null, max_output_tokens: 1_024, description: 'Before' })
  })

  it('goes with PUT back to the defaults of whatever is not named', async () => {
    const before = await create({
      model_id: 'replaced',
      name: 'Name',
      display_name: 'Shown',
      description: 'Before',
      capabilities: ['embeddings'],
      context_window: 8_192,
      max_output_tokens: 1_024,
      pricing_input: 1,
      is_active: false,
      sort_order: 9,
    })
    const { body: after } = await api('PUT', `${path}/${before.id}`, { provider: 'home', model_id: 'replaced' })
    const fresh = await create({ model_id: 'fresh' })
    for (const field of ['id', 'model_id', 'name', 'display_name', 'created_at', 'updated_at']) delete fresh[field]
    expect(after).toMatchObject({ id: before.id, name: 'replaced', display_name: 'replaced', is_active: true })
    delete fresh['api_config']
    expect(after).toMatchObject(fresh)
  })

  it('stays with its provider', async () => {
    const { id } = await create({ model_id: 'loyal' })
    const moved = await api('PUT', `${path}/${id}`, { provider: 'other', model_id: 'loyal' })
    expectProblem(moved, 400, 'validation_failed', 'provider')
    expectProblem(await api('PATCH', `${path}/${id}`, { provider: 'other' }), 400, 'validation_failed', 'provider')
    expect((await api('PUT', `${path}/${id}`, { provider: providerId, model_id: 'loyal-2' })).status).toBe(200)
  })

  it('is gone after DELETE', async () => {
    const { id } = await create({ model_id: 'short-lived' })
    expect((await api('DELETE', `${path}/${id}/`)).status).toBe(204)
    for (const method of ['GET', 'DELETE']) expectProblem(await api(method, `${path}/${id}`), 404, 'not_found')
    expectProblem(await api('PATCH', `${path}/${id}`, {}), 404, 'not_found')
  })

  it.each(['0', '-1', '1.5', 'abc', '9007199254740993', 'NaN'])('has a number for an id, not "%s"', async (id) => {
    expectProblem(await api('GET', `${path}/${id}`), 400, 'validation_failed', 'id')
  })

  it('is a super admin’s to make, change and delete', async () => {
    const { id } = await create({ model_id: 'not-yours' })
    for (const [method, target, json] of [
      ['POST', path, { provider: 'home', model_id: 'mine' }],
      ['POST', `${path}/bulk`, { provider: 'home', models: [{ model_id: 'mine' }] }],
      ['PUT', `${path}/${id}`, { provider: 'home', model_id: 'mine' }],
      ['PATCH', `${path}/${id}`, { is_active: false }],
      ['DELETE', `${path}/${id}`, undefined],
    ] as const) {
      expectProblem(await normalApi(method, target, json), 403, 'super_admin_required')
    }
    expect((await normalApi('GET', `${path}/${id}`)).body).toMatchObject({ model_id: 'not-yours', is_active: true })
  })
})

describe('the list of models', () => {
  const all = ['bravo', 'delta', 'alpha-1.5', 'org/charlie:free']

  it('is in the order asked for', async () => {
    expect(await list('')).toEqual(all)
    expect(await list('ordering=-sort_order')).toEqual(all.toReversed())
    expect(await list('ordering=name')).toEqual(['org/charlie:free', 'bravo', 'alpha-1.5', 'delta'])
    expect(await list('ordering=-name')).toEqual(['delta', 'alpha-1.5', 'bravo', 'org/charlie:free'])
    expect(await list('ordering=-created_at')).toEqual(['bravo', 'org/charlie:free', 'alpha-1.5', 'delta'])
  })

  it('filters by provider, capability and is_active', async () => {
    expect(await list('capability=vision')).toEqual(['delta'])
    expect(await list('capability=embeddings&is_active=true')).toEqual(['bravo'])
    expect(await list('capability=video')).toEqual([])
    expect(await list('is_active=false')).toEqual(['org/charlie:free'])
    const byId = await api<Page<Model>>('GET', `${path}?provider=${providerId}&limit=200`)
    expect(new Set(byId.body.results.map(({ provider }) => provider.slug))).toEqual(new Set(['home']))
    expect((await api('GET', `${path}?provider=nobody`)).body).toMatchObject({ count: 0, results: [] })
    const across = await api<Page<Model>>('GET', `${path}?limit=200`)
    expect(new Set(across.body.results.map(({ provider }) => provider.slug)).size).toBe(3)
  })

  it.each([
    ['ZULU', ['alpha-1.5']],
    ['100%', ['alpha-1.5']],
    ['org/', ['org/charlie:free']],
    ['_', ['bravo']],
    ['%', ['alpha-1.5']],
    ['d_lta', []],
    ['x'.repeat(200), []],
  ])('finds "%s" as it stands', async (search, ids) => {
    expect(await list(`search=${encodeURIComponent(search)}`)).toEqual(ids)
  })

  it('comes in pages that can be followed forth and back', async () => {
    const { forth, back } = await followPages<Model>(api, `${path}?provider=listed&limit=3`)
    expect(forth.map(({ model_id }) => model_id)).toEqual(all)
    expect(back.map(({ model_id }) => model_id)).toEqual(all)
  })

  it.each([
    ['capability=telepathy', 'capability'],
    ['ordering=price', 'ordering'],
    ['is_active=maybe', 'is_active'],
    ['limit=1000', 'limit'],
  ])('refuses ?%s', async (query, field) => {
    expectProblem(await api('GET', `${path}?${query}`), 400, 'validation_failed', field)
  })
})
