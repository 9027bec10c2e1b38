import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import { noPrices, toPriceColumns, toPricing } from '../../src/models/pricing.ts'
import { isExactUsd, toMicroUsd, toUsd } from '../../src/platform/money.ts'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Model = { id: number } & Record<string, unknown>

const priceFields = [
  'pricing_input',
  'pricing_cached_input',
  'pricing_cache_write',
  'pricing_output',
  'pricing_reasoning',
  'pricing_request',
  'pricing_image',
  'pricing_characters',
  'pricing_audio_minute',
  'pricing_video_second',
] as const

const noneSent = Object.fromEntries(priceFields.map((field) => [field, null]))

let gateway: Gateway
let superAdmin: { key: string }
let api: Api
let models = 0

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  superAdmin = await createAdmin('super_admin')
  api = createApi(gateway, superAdmin.key)
  await createProvider(gateway, superAdmin.key, { slug: 'priced' })
})

const post = (fields: object) => api<Model>('POST', '/ai/models', { provider: 'priced', ...fields })
const create = async (fields: object) => {
  models += 1
  const answer = await post({ model_id: `model-${models}`, ...fields })
  expect(answer.status).toBe(201)
  return answer.body
}

describe('the price of a model', () => {
  it('is unknown where nobody said, never free', async () => {
    expect(await create({})).toMatchObject({ pricing: 'unknown', ...noneSent })
    expect(await create({ pricing: 'unknown' })).toMatchObject({ pricing: 'unknown', ...noneSent })
  })

  it('is free only where somebody said so', async () => {
    expect(await create({ pricing: 'free' })).toMatchObject({ pricing: 'free', ...noneSent })
  })

  it.each(priceFields)('is known by any one of its figures: %s', async (field) => {
    expect(await create({ [field]: 0.15 })).toMatchObject({ pricing: 'priced', ...noneSent, [field]: 0.15 })
  })

  it('may be zero for a part without the whole being free', async () => {
    expect(await create({ pricing_input: 0 })).toMatchObject({ pricing: 'priced', pricing_input: 0 })
  })

  it.each([
    ['priced without a figure', { pricing: 'priced' }],
    ['priced with null figures only', { pricing: 'priced', pricing_input: null }],
    ['free with a figure', { pricing: 'free', pricing_output: 1 }],
    ['free with a figure of zero', { pricing: 'free', pricing_output: 0 }],
    ['unknown with a figure', { pricing: 'unknown', pricing_input: 1 }],
    ['something else', { pricing: 'cheap' }],
    ['null', { pricing: null }],
  ])('cannot be %s', async (_, fields) => {
    expectProblem(await post({ model_id: 'never', ...fields }), 400, 'validation_failed', 'pricing')
  })

  it.each([-1, -0.000001, 0.0000001, 1.0000001, 0.1 + 0.2, 1_000_000_001, '1', true])(
    'cannot be %s: below nothing, finer than a micro-USD, or no number',
    async (pricing_input) => {
      expectProblem(await post({ model_id: 'never', pricing_input }), 400, 'validation_failed', 'pricing_input')
    },
  )

  it.each([0.000001, 0.27, 1.1, 0.1, 0.3, 2.5, 75, 0.075, 123_456.789012, 1_000_000_000])(
    'comes back exactly as it was sent: %s',
    async (amount) => {
      const { id } = await create({ pricing_input: amount, pricing_cached_input: amount })
      const { body } = await api('GET', `/ai/models/${id}`)
      expect(body).toMatchObject({ pricing_input: amount, pricing_cached_input: amount })
    },
  )

  it('keeps every whole micro-USD on its way in and out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000_000 }), (microUsd) => {
        const usd = toUsd(microUsd)
        expect(isExactUsd(usd)).toBe(true)
        expect(toMicroUsd(usd)).toBe(microUsd)
        const columns = { ...noPrices, ...toPriceColumns({ pricing_video_second: usd }) }
        expect(columns).toEqual({ ...noPrices, priceStatus: 'priced', priceVideoSecondMicroUsd: microUsd })
        expect(toPricing(columns)).toMatchObject({ pricing: 'priced', pricing_video_second: usd, pricing_input: null })
      }),
    )
  })

  it('changes with PATCH figure by figure, and never into a contradiction', async () => {
    const { id } = await create({ pricing: 'free' })
    const patch = (json: object) => api('PATCH', `/ai/models/${id}`, json)
    expect((await patch({ pricing_input: 1 })).body).toMatchObject({ pricing: 'priced', pricing_input: 1 })
    expect((await patch({ pricing_output: 2 })).body).toMatchObject({ pricing_input: 1, pricing_output: 2 })
    expectProblem(await patch({ pricing: 'free' }), 400, 'validation_failed', 'pricing')
    expectProblem(await patch({ pricing_input: null, pricing_output: null }), 400, 'validation_failed', 'pricing')
    expect((await patch({ pricing_input: null })).body).toMatchObject({ pricing: 'priced', pricing_output: 2 })
    const unknown = await patch({ pricing: 'unknown', pricing_output: null })
    expect(unknown.body).toMatchObject({ pricing: 'unknown', ...noneSent })
  })

  it('is forgotten by a PUT that does not name it', async () => {
    const { id } = await create({ model_id: 'put-price', pricing_input: 1, pricing_image: 2 })
    const { body } = await api('PUT', `/ai/models/${id}`, { provider: 'priced', model_id: 'put-price' })
    expect(body).toMatchObject({ pricing: 'unknown', ...noneSent })
  })
})

describe('under a budget', () => {
  it('a model of unknown price is refused, a free one and a priced one are not', async () => {
    await create({ model_id: 'of-unknown-price', pricing: 'unknown' })
    await create({ model_id: 'of-no-price', pricing: 'free' })
    await create({ model_id: 'of-known-price', pricing_input: 1, pricing_output: 2 })
    const caller = await createAdmin()
    const path = `/admins/${caller.id}/settings/priced`
    expect((await api('PUT', path, { monthly_budget_usd: 1 })).status).toBe(200)
    const ask = async (model: string) => {
      const json = chat(`priced/${model}`, { max_tokens: 10 })
      const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json })
      const { error } = await response.json<{ error?: { code: string } }>()
      await gateway.settle()
      return [response.status, error?.code]
    }
    expect(await ask('of-unknown-price')).toEqual([403, 'budget_price_unknown'])
    expect(await ask('of-no-price')).toEqual([200, undefined])
    expect(await ask('of-known-price')).toEqual([200, undefined])
    const usage = await createApi(gateway, caller.key)('GET', '/ai/usage')
    // 7 tokens at 1 USD and 3 at 2 USD a million.
    expect(usage.body).toMatchObject({ totals: { requests: 2, cost_usd: 0.000013, unpriced_requests: 0 } })
  })
})
