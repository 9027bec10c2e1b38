import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, rollUp, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Report = {
  period: string
  source: string
  open_requests: number | null
  totals: Record<string, number>
  by_provider: Record<string, unknown>[]
  by_model: Record<string, unknown>[]
  by_key_source: Record<string, unknown>[]
  by_admin: Record<string, unknown>[]
}

const nothing = {
  requests: 0,
  input_tokens: 0,
  cached_input_tokens: 0,
  cache_write_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  images: 0,
  characters: 0,
  audio_seconds: 0,
  video_seconds: 0,
  cost_usd: 0,
  unpriced_requests: 0,
}

/** Of one call: 7 tokens in, 3 out. */
const times = (count: number, price: 'priced' | 'unpriced') => ({
  ...nothing,
  requests: count,
  input_tokens: 7 * count,
  output_tokens: 3 * count,
  cost_usd: price === 'priced' ? (7 * 1 + 3 * 2) * count * 1e-6 : 0,
  unpriced_requests: price === 'unpriced' ? count : 0,
})

let gateway: Gateway
let superApi: Api
let ada: { id: number; key: string }
let bob: { id: number; key: string }

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  const superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
  ;[ada, bob] = [await createAdmin(), await createAdmin()]
  await createProvider(gateway, superAdmin.key, {
    slug: 'priced',
    fields: { pricing_input: 1, pricing_output: 2 },
  })
  await createProvider(gateway, superAdmin.key, { slug: 'unpriced' })
  await createApi(gateway, bob.key)('PUT', '/ai/settings/priced', {
    personal_api_key: 'sk-personal-of-bob',
    use_shared_api: false,
  })
  for (const [{ key }, model] of [
    [ada, 'priced/chat-1'],
    [ada, 'priced/chat-1'],
    [ada, 'unpriced/chat-1'],
    [bob, 'priced/chat-1'],
  ] as const) {
    expect((await gateway.fetch('/v1/chat/completions', { key, json: chat(model) })).status).toBe(200)
    await gateway.settle()
  }
})

const reportOf = async (api: Api, query = '') => {
  const { status, body } = await api<Report>('GET', `/ai/usage/${query}`)
  expect(status).toBe(200)
  return body
}

const sumOf = (...figures: (typeof nothing)[]) =>
  figures.reduce((total, figure) => {
    const added = { ...total }
    for (const field of Object.keys(nothing) as (keyof typeof nothing)[]) added[field] = total[field] + figure[field]
    return added
  })

describe('the usage report', () => {
  it('is exact to this moment for oneself, by provider, model and key', async () => {
    const report = await reportOf(createApi(gateway, ada.key))
    expect(report).toEqual({
      period: new Date().toISOString().slice(0, 7),
      source: 'ledger',
      open_requests: 0,
      totals: sumOf(times(2, 'priced'), times(1, 'unpriced')),
      by_provider: expect.arrayContaining([
        { provider: 'priced', ...times(2, 'priced') },
        { provider: 'unpriced', ...times(1, 'unpriced') },
      ]),
      by_model: expect.arrayContaining([
        { provider: 'priced', model: 'chat-1', ...times(2, 'priced') },
        { provider: 'unpriced', model: 'chat-1', ...times(1, 'unpriced') },
      ]),
      by_key_source: [{ key_source: 'shared', ...sumOf(times(2, 'priced'), times(1, 'unpriced')) }],
      by_admin: [{ admin_id: ada.id, ...sumOf(times(2, 'priced'), times(1, 'unpriced')) }],
    })
  })

  it('is of one’s own only', async () => {
    const bobs = createApi(gateway, bob.key)
    const report = await reportOf(bobs)
    expect(report.totals).toEqual(times(1, 'priced'))
    expect(report.by_key_source).toEqual([{ key_source: 'personal', ...times(1, 'priced') }])
    expectProblem(await bobs('GET', `/ai/usage?admin=${ada.id}`), 403, 'field_not_allowed')
    expect(await reportOf(bobs, `?admin=${bob.id}`)).toEqual(report)
    const stranger = createApi(gateway, (await createAdmin()).key)
    expect(await reportOf(stranger)).toMatchObject({ totals: nothing, by_provider: [], by_admin: [] })
  })

  it('is of any one admin for a super admin', async () => {
    const report = await reportOf(superApi, `?admin=${ada.id}`)
    expect(report).toEqual(await reportOf(createApi(gateway, ada.key)))
  })

  it('is of everybody for a super admin, as of the last roll-up', async () => {
    const before = await reportOf(superApi)
    expect(before).toMatchObject({ source: 'roll_up', open_requests: null, totals: nothing })
    for (const { id } of [ada, bob]) await rollUp(id)
    const after = await reportOf(superApi)
    expect(after.totals).toEqual(sumOf(times(3, 'priced'), times(1, 'unpriced')))
    expect(after.by_admin).toHaveLength(2)
    expect(after.by_admin).toContainEqual({ admin_id: bob.id, ...times(1, 'priced') })
    expect(after.by_provider).toContainEqual({ provider: 'priced', ...times(3, 'priced') })
    // A second roll-up changes nothing.
    for (const { id } of [ada, bob]) await rollUp(id)
    expect(await reportOf(superApi)).toEqual(after)
  })

  it('is of a month that is named', async () => {
    const own = createApi(gateway, ada.key)
    expect(await reportOf(own, '?period=2020-01')).toMatchObject({ period: '2020-01', totals: nothing })
    expect(await reportOf(superApi, '?period=2020-01')).toMatchObject({ period: '2020-01', totals: nothing })
    const now = new Date().toISOString().slice(0, 7)
    expect((await reportOf(own, `?period=${now}`)).totals).toMatchObject({ requests: 3 })
  })

  it.each([
    ['period=2026-13', 'period'],
    ['period=2026-00', 'period'],
    ['period=2026', 'period'],
    ['period=2026-1', 'period'],
    ['period=', 'period'],
    ['admin=0', 'admin'],
    ['admin=me', 'admin'],
  ])('refuses ?%s', async (query, field) => {
    expectProblem(await superApi('GET', `/ai/usage?${query}`), 400, 'validation_failed', field)
  })
})
