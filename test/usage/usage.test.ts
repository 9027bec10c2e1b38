import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { addUp, noFigures, noSums, readReport, type Figures, type Sums } from '../support/usage.ts'

/** Of so many calls: 7 tokens in, 3 out each, and however long they took. */
const used = (count: number, price: 'priced' | 'unpriced') => ({
  ...noSums,
  requests: count,
  input_tokens: 7 * count,
  output_tokens: 3 * count,
  cost_usd: price === 'priced' ? ((7 * 1 + 3 * 2) * count) / 1e6 : 0,
  unpriced_requests: price === 'unpriced' ? count : 0,
  latency_ms: { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) } as Figures['latency_ms'],
})

const both = (one: Figures, other: Figures) => {
  const sums = Object.keys(noSums) as (keyof Sums)[]
  return { ...one, ...Object.fromEntries(sums.map((field) => [field, one[field] + other[field]])) }
}

const today = new Date().toISOString().slice(0, 10)
const month = today.slice(0, 7)

type Person = { id: number; key: string; email: string; keyId: number }
let gateway: Gateway
let superApi: Api
let superId: number
let ada: Person
let bob: Person

const call = async (key: string, model: string) => {
  expect((await gateway.fetch('/v1/chat/completions', { key, json: chat(model) })).status).toBe(200)
  await gateway.settle()
}

const createPerson = async (): Promise<Person> => {
  const admin = await createAdmin()
  const { body } = await createApi(gateway, admin.key)<Page<{ id: number }>>('GET', '/api-keys')
  return { ...admin, keyId: body.results[0]!.id }
}

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  const superAdmin = await createAdmin('super_admin')
  superId = superAdmin.id
  superApi = createApi(gateway, superAdmin.key)
  ;[ada, bob] = [await createPerson(), await createPerson()]
  await createProvider(gateway, superAdmin.key, {
    slug: 'priced',
    fields: { pricing_input: 1, pricing_output: 2 },
  })
  await createProvider(gateway, superAdmin.key, { slug: 'unpriced' })
  await createApi(gateway, bob.key)('PUT', '/ai/settings/priced', {
    personal_api_key: 'sk-personal-of-bob',
    use_shared_api: false,
  })
  await call(ada.key, 'priced/chat-1')
  await call(ada.key, 'priced/chat-1')
  await call(ada.key, 'unpriced/chat-1')
  await call(bob.key, 'priced/chat-1')
})

describe('the usage report', () => {
  it('is exact to this moment for oneself, by every dimension', async () => {
    const report = await readReport(createApi(gateway, ada.key))
    const all = both(used(2, 'priced'), used(1, 'unpriced'))
    expect(report).toEqual({
      period: month,
      from: `${month}-01`,
      to: expect.stringMatching(new RegExp(`^${month}-(28|29|30|31)$`)),
      source: 'ledger',
      open_requests: 0,
      totals: all,
      by_day: expect.arrayContaining([{ day: today, ...all }]),
      by_provider: [
        { provider: 'priced', ...used(2, 'priced') },
        { provider: 'unpriced', ...used(1, 'unpriced') },
      ],
      by_model: [
        { provider: 'priced', model: 'chat-1', ...used(2, 'priced') },
        { provider: 'unpriced', model: 'chat-1', ...used(1, 'unpriced') },
      ],
      by_key_source: [{ key_source: 'shared', ...all }],
      by_admin: [{ admin_id: ada.id, admin_email: ada.email, ...all }],
      by_api_key: [{ api_key_id: ada.keyId, api_key_name: 'test', ...all }],
      by_capability: [{ capability: 'chat', ...all }],
    })
  })

  it('has every day up to today, also those without a call', async () => {
    const { by_day: days } = await readReport(createApi(gateway, ada.key))
    expect(days.map(({ day }) => day)).toEqual(
      Array.from({ length: Number(today.slice(8)) }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`),
    )
    for (const { day, ...figures } of days.slice(0, -1)) expect([day, figures]).toEqual([day, noFigures])
  })

  it('is of one’s own only', async () => {
    const bobs = createApi(gateway, bob.key)
    const report = await readReport(bobs)
    expect(report.totals).toEqual(used(1, 'priced'))
    expect(report.by_key_source).toEqual([{ key_source: 'personal', ...used(1, 'priced') }])
    expectProblem(await bobs('GET', `/ai/usage?admin=${ada.id}`), 403, 'field_not_allowed')
    expect(await readReport(bobs, `?admin=${bob.id}`)).toEqual(report)
    const stranger = createApi(gateway, (await createAdmin()).key)
    expect(await readReport(stranger)).toMatchObject({ totals: noFigures, by_provider: [], by_admin: [] })
  })

  it('shows nothing of another whatever it is filtered or grouped by', async () => {
    const bobs = createApi(gateway, bob.key)
    expect(await readReport(bobs, `?api_key=${ada.keyId}`)).toMatchObject({ totals: noFigures, by_api_key: [] })
    expect(await readReport(bobs, `?provider=unpriced`)).toMatchObject({ totals: noFigures, by_model: [] })
    for (const format of ['json', 'csv']) {
      const query = `group_by=admin,api_key,provider&format=${format}`
      const response = await gateway.fetch(`/api/v1/ai/usage?${query}`, { key: bob.key })
      const text = await response.text()
      expect(text).toContain(bob.email)
      for (const secret of [ada.email, 'unpriced']) expect(text).not.toContain(`${secret},`)
      expect(text).not.toContain(`"provider":"unpriced"`)
    }
  })

  it('is of any one admin for a super admin', async () => {
    const report = await readReport(superApi, `?admin=${ada.id}`)
    expect(report).toEqual(await readReport(createApi(gateway, ada.key)))
    expect(report.by_admin).toHaveLength(1)
  })

  it('is of everybody for a super admin, as exact as one’s own', async () => {
    const all = both(used(3, 'priced'), used(1, 'unpriced'))
    const report = await readReport(superApi)
    expect(report).toMatchObject({ source: 'ledger', open_requests: 0, totals: all })
    expect(report.by_admin).toEqual([
      { admin_id: ada.id, admin_email: ada.email, ...both(used(2, 'priced'), used(1, 'unpriced')) },
      { admin_id: bob.id, admin_email: bob.email, ...used(1, 'priced') },
    ])
    expect(report.by_provider).toContainEqual({ provider: 'priced', ...used(3, 'priced') })
    expect(report.by_admin.map(({ admin_id }) => admin_id)).not.toContain(superId)
    // Asking brings figures to D1, once.
    expect(await readReport(superApi)).toEqual(report)
  })

  it.each([
    ['provider=priced', 3],
    ['provider=nobody', 0],
    ['model=chat-1', 4],
    ['provider=unpriced&model=chat-1', 1],
    ['capability=chat', 4],
    ['capability=image', 0],
    ['key_source=shared', 3],
    ['key_source=personal', 1],
    ['key_source=personal&provider=unpriced', 0],
  ])('has ?%s as a filter', async (query, requests) => {
    const report = await readReport(superApi, `?${query}`)
    expect(report.totals.requests).toBe(requests)
    for (const groups of [report.by_day, report.by_provider, report.by_model, report.by_admin, report.by_api_key]) {
      expect(addUp(groups)).toEqual(addUp([report.totals]))
    }
  })

  it('filters by API key', async () => {
    const report = await readReport(superApi, `?api_key=${bob.keyId}`)
    expect(report.totals).toEqual(used(1, 'priced'))
    expect(report.by_api_key).toEqual([{ api_key_id: bob.keyId, api_key_name: 'test', ...used(1, 'priced') }])
  })

  it('groups by what is asked for, in that order, a model under its provider', async () => {
    const { groups } = await readReport(superApi, '?group_by=admin,model')
    expect(groups).toEqual([
      { admin_id: ada.id, admin_email: ada.email, provider: 'priced', model: 'chat-1', ...used(2, 'priced') },
      { admin_id: ada.id, admin_email: ada.email, provider: 'unpriced', model: 'chat-1', ...used(1, 'unpriced') },
      { admin_id: bob.id, admin_email: bob.email, provider: 'priced', model: 'chat-1', ...used(1, 'priced') },
    ])
    expect((await readReport(superApi)).groups).toBeUndefined()
    expect((await readReport(superApi, '?group_by=day&period=2020-01')).groups).toEqual([])
  })

  it('keeps the figures of an admin and of a key that are gone, without their names', async () => {
    const gone = await createPerson()
    await call(gone.key, 'priced/chat-1')
    expect((await superApi('DELETE', `/admins/${gone.id}`)).status).toBe(204)
    const report = await readReport(superApi)
    expect(report.by_admin).toContainEqual({ admin_id: gone.id, admin_email: null, ...used(1, 'priced') })
    expect(report.by_api_key).toContainEqual({ api_key_id: gone.keyId, api_key_name: null, ...used(1, 'priced') })
    expect((await readReport(superApi, `?admin=${gone.id}`)).totals).toEqual(used(1, 'priced'))
  })
})
