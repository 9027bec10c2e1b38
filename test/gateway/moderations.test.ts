import { describe, expect, it } from 'vitest'
import { createEndpoint } from '../support/endpoint.ts'

const verdict = { id: 'modr-1', model: 'the-model', results: [{ flagged: false, categories: {}, category_scores: {} }] }

const createModerations = (answer: object = verdict, fields: object = { pricing_input: 1 }) =>
  createEndpoint('/v1/moderations', { fields, answer: () => Response.json(answer) })

describe('a moderation', () => {
  it.each([
    // A quarter of the bytes as JSON.
    ['text', 'Hello', 2],
    ['texts', ['Hello', 'you'], 4],
    ['parts', [{ type: 'text', text: 'Hello' }], 8],
  ])('of %s is counted where the provider says nothing', async (_, input, input_tokens) => {
    const { post, model, book } = await createModerations()
    expect(await book(await post({ model, input }))).toMatchObject({
      settlement_basis: 'counted',
      usage: { input_tokens, output_tokens: 0 },
    })
  })

  it('is booked as the provider says', async () => {
    const { post, model, book } = await createModerations({
      ...verdict,
      usage: { prompt_tokens: 40, total_tokens: 40 },
    })
    expect(await book(await post({ model, input: 'Hello' }))).toMatchObject({
      settlement_basis: 'provider',
      usage: { input_tokens: 40, cost_usd: 0.000_04 },
    })
  })

  it('under a budget reserves for every image behind an address', async () => {
    const { post, refuse, model, limit } = await createModerations({ ...verdict, usage: { total_tokens: 1 } })
    await limit({ monthly_budget_usd: 0.05 })
    const image = { type: 'image_url', image_url: { url: 'https://images.example/a.png' } }
    expect(await refuse({ model, input: [image, image] })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post({ model, input: [image, { type: 'text', text: '"url":"https:' }] })).status).toBe(200)
  })
})
