import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, followPages, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway } from '../support/gateway.ts'

type Provider = { name: string; slug: string; is_active: boolean; config: unknown; shared_api_key_hint: string | null }

let api: Api
let normalApi: Api

const list = async (query: string, as = api) => {
  const { body, status } = await as<Page<Provider>>('GET', `/ai/providers/?${query}`)
  expect(status).toBe(200)
  expect(body.count).toBe(body.results.length)
  return body.results.map(({ slug }) => slug)
}

beforeAll(async () => {
  const gateway = createGateway()
  api = createApi(gateway, (await createAdmin('super_admin')).key)
  normalApi = createApi(gateway, (await createAdmin()).key)
  for (const fields of [
    { name: 'Delta', sort_order: 1, description: 'a 100% rate' },
    { name: 'Alpha', sort_order: 2, display_name: 'First_one' },
    { name: 'Charlie', sort_order: 2, is_active: false, shared_api_key: 'sk-charlie-0123456789' },
    { name: 'Bravo', sort_order: -1, description: 'back\\slash' },
    { name: 'Echo', sort_order: 3, config: { headers: { 'x-secret': 'for super admins' } } },
  ]) {
    const { status } = await api('POST', '/ai/providers', { ...fields, api_base_url: 'https://api.example.com' })
    expect(status).toBe(201)
  }
})

describe('the list of providers', () => {
  it('is in the order of sort_order, then of creation, unless told otherwise', async () => {
    expect(await list('')).toEqual(['bravo', 'delta', 'alpha', 'charlie', 'echo'])
    expect(await list('ordering=sort_order')).toEqual(['bravo', 'delta', 'alpha', 'charlie', 'echo'])
    expect(await list('ordering=-sort_order')).toEqual(['echo', 'charlie', 'alpha', 'delta', 'bravo'])
    expect(await list('ordering=name')).toEqual(['alpha', 'bravo', 'charlie', 'delta', 'echo'])
    expect(await list('ordering=-name')).toEqual(['echo', 'delta', 'charlie', 'bravo', 'alpha'])
    expect(await list('ordering=created_at')).toEqual(['delta', 'alpha', 'charlie', 'bravo', 'echo'])
    expect(await list('ordering=-created_at')).toEqual(['echo', 'bravo', 'charlie', 'alpha', 'delta'])
  })

  it('filters by is_active and protocol', async () => {
    expect(await list('is_active=false')).toEqual(['charlie'])
    expect(await list('is_active=true')).toEqual(['bravo', 'delta', 'alpha', 'echo'])
    expect(await list('protocol=openai&is_active=false')).toEqual(['charlie'])
  })

  it.each([
    ['alpha', ['alpha']],
    ['ALPHA', ['alpha']],
    ['  lpha ', ['alpha']],
    ['first_', ['alpha']],
    ['100%', ['delta']],
    ['\\', ['bravo']],
    ['nothing like it', []],
    // Wildcards of LIKE are letters like any other.
    ['%', ['delta']],
    ['_', ['alpha']],
    ['%a%', []],
    ['A_pha', []],
    ['\\%', []],
    ['*', []],
    ['x'.repeat(200), []],
    ['ж'.repeat(100), []],
    [`' OR 1=1 --`, []],
  ])('finds "%s" as it stands, in any case', async (search, slugs) => {
    expect(await list(`search=${encodeURIComponent(search)}`)).toEqual(slugs)
  })

  it('combines search, filter and order', async () => {
    expect(await list('search=a&is_active=true&ordering=-name')).toEqual(['delta', 'bravo', 'alpha'])
  })

  it('comes in pages that can be followed forth and back', async () => {
    for (const ordering of ['sort_order', '-name', 'created_at']) {
      const whole = await list(`ordering=${ordering}`)
      const { forth, back, counts } = await followPages<Provider>(api, `/ai/providers?limit=2&ordering=${ordering}`)
      expect(forth.map(({ slug }) => slug)).toEqual(whole)
      expect(back.map(({ slug }) => slug)).toEqual(whole)
      expect(counts).toEqual([5, 5, 5])
    }
  })

  it('keeps filter and search in the addresses of the neighbours', async () => {
    const { body } = await api<Page<Provider>>('GET', '/ai/providers?limit=1&offset=1&search=a&is_active=true')
    expect(body).toMatchObject({ count: 3, results: [{ slug: 'delta' }] })
    for (const [address, offset] of [
      [body.next!, '2'],
      [body.previous!, '0'],
    ] as const) {
      expect(Object.fromEntries(new URL(address).searchParams)).toEqual({
        limit: '1',
        offset,
        search: 'a',
        is_active: 'true',
      })
    }
  })

  it('has an end: beyond it there is nothing, and the count stays', async () => {
    const { body } = await api<Page<Provider>>('GET', '/ai/providers?limit=2&offset=5')
    expect(body).toMatchObject({ count: 5, next: null, results: [] })
    expect(body.previous).toContain('offset=3')
    const exact = await api<Page<Provider>>('GET', '/ai/providers?limit=5')
    expect(exact.body).toMatchObject({ count: 5, next: null, previous: null })
  })

  it.each([
    ['limit=0', 'limit'],
    ['limit=201', 'limit'],
    ['limit=many', 'limit'],
    ['limit=1.5', 'limit'],
    ['limit=', 'limit'],
    ['offset=-1', 'offset'],
    ['offset=NaN', 'offset'],
    ['ordering=shared_api_key', 'ordering'],
    ['ordering=name,id', 'ordering'],
    ['ordering=--name', 'ordering'],
    ['is_active=1', 'is_active'],
    ['is_active=TRUE', 'is_active'],
    ['protocol=smtp', 'protocol'],
    [`search=${'x'.repeat(201)}`, 'search'],
    ['limit=1&limit=2', 'limit'],
  ])('refuses ?%s and names the parameter', async (query, field) => {
    expectProblem(await api('GET', `/ai/providers?${query}`), 400, 'validation_failed', field)
  })
})

describe('a normal admin', () => {
  it('sees the active providers only', async () => {
    expect(await list('', normalApi)).toEqual(['bravo', 'delta', 'alpha', 'echo'])
    expect(await list('is_active=true', normalApi)).toEqual(['bravo', 'delta', 'alpha', 'echo'])
    expect(await list('is_active=false', normalApi)).toEqual([])
    expect(await list('search=charlie', normalApi)).toEqual([])
    expectProblem(await normalApi('GET', '/ai/providers/charlie'), 404, 'not_found')
    expect((await normalApi('GET', '/ai/providers/alpha')).status).toBe(200)
  })

  it('does not see the configuration nor the ending of the key', async () => {
    const { body } = await normalApi<Page<Provider>>('GET', '/ai/providers')
    for (const { config, shared_api_key_hint } of body.results) {
      expect([config, shared_api_key_hint]).toEqual([null, null])
    }
    const one = await normalApi<Provider>('GET', '/ai/providers/echo')
    expect([one.body.config, one.body.shared_api_key_hint]).toEqual([null, null])
    expect((await api<Provider>('GET', '/ai/providers/echo')).body.config).toEqual({
      headers: { 'x-secret': 'for super admins' },
    })
  })
})
