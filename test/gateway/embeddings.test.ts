import { describe, expect, it } from 'vitest'
import { createEndpoint } from '../support/endpoint.ts'

const vectors = {
  object: 'list',
  model: 'the-model',
  data: [{ object: 'embedding', index: 0, embedding: 'AACAPw==' }],
  usage: { prompt_tokens: 1_000, total_tokens: 1_000 },
}
/** 20,000 micro-USD a million: 1,000 tokens are 20 micro-USD. */
const priced = { pricing_input: 0.02 }

const createEmbeddings = (fields: object = priced, answer: () => Response = () => Response.json(vectors)) =>
  createEndpoint('/v1/embeddings', { fields, answer })

describe('embeddings', () => {
  it('go on and come back as they came', async () => {
    const text = JSON.stringify(vectors, null, 3)
    const answer = () => new Response(text, { headers: { 'content-type': 'application/json; charset=utf-8' } })
    const { post, model, sent, book } = await createEmbeddings(priced, answer)
    const body = { model, input: ['a', 'b'], encoding_format: 'base64', dimensions: 8, made_up: { deep: [1, null] } }
    const response = await post(body)
    expect([response.status, await response.text()]).toEqual([200, text])
    expect(sent).toMatchObject([
      { path: expect.stringMatching(/\/v1\/embeddings$/), json: { ...body, model: 'the-model' } },
    ])
    expect(Object.keys(sent[0]!.json).sort()).toEqual(Object.keys(body).sort())
    expect(await book(response)).toMatchObject({
      state: 'settled',
      settlement_basis: 'provider',
      usage: { input_tokens: 1_000, output_tokens: 0, cost_usd: 0.000_02 },
    })
  })

  it.each([
    ['text', 'Hello', 2],
    ['several texts', ['Hello', 'you'], 4],
    ['tokens', [1, 2, 3], 3],
    ['lists of tokens', [[1, 2, 3], [4]], 4],
  ])('of %s are counted where the provider says nothing', async (_, input, tokens) => {
    const { post, model, book } = await createEmbeddings(priced, () => Response.json({ ...vectors, usage: undefined }))
    expect(await book(await post({ model, input }))).toMatchObject({
      settlement_basis: 'counted',
      usage: { input_tokens: tokens, output_tokens: 0 },
    })
  })

  it.each([
    [{ total_tokens: 9 }, 9],
    [{ input_tokens: 8 }, 8],
    [{ prompt_tokens: 7, total_tokens: 9 }, 7],
  ])('are booked as %o says', async (usage, tokens) => {
    const { post, model, book } = await createEmbeddings(priced, () => Response.json({ ...vectors, usage }))
    expect(await book(await post({ model, input: 'Hello' }))).toMatchObject({
      settlement_basis: 'provider',
      usage: { input_tokens: tokens },
    })
  })

  it.each([{ prompt_tokens: -7 }, { prompt_tokens: 1e300 }, { total_tokens: 'many' }, null])(
    '%o is not taken for a count',
    async (usage) => {
      const { post, model, book } = await createEmbeddings(priced, () => Response.json({ ...vectors, usage }))
      expect(await book(await post({ model, input: 'Hello' }))).toMatchObject({
        settlement_basis: 'counted',
        usage: { input_tokens: 2 },
      })
    },
  )

  it('under a budget reserve a token for every byte', async () => {
    const { post, refuse, model, limit } = await createEmbeddings({ pricing_input: 1 })
    await limit({ monthly_budget_usd: 0.001 })
    // 1,000 micro-USD: 998 bytes and the quotes around them.
    expect(await refuse({ model, input: 'a'.repeat(999) })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post({ model, input: 'a'.repeat(998) })).status).toBe(200)
    const ofTokens = await createEmbeddings({ pricing_input: 1 })
    await ofTokens.limit({ monthly_budget_usd: 0.001 })
    const tokens = (count: number) => Array.from({ length: count }, () => 123_456)
    expect(await ofTokens.refuse({ model: ofTokens.model, input: tokens(1_001) })).toMatchObject({
      code: 'budget_reached',
    })
    expect((await ofTokens.post({ model: ofTokens.model, input: tokens(1_000) })).status).toBe(200)
  })

  it.each([
    ['nothing', undefined],
    ['an empty list', []],
    ['a number', 7],
  ])('of %s are refused', async (_, input) => {
    const { refuse, model, sent } = await createEmbeddings()
    expect(await refuse({ model, input })).toMatchObject({ status: 400, code: 'validation_failed', param: 'input' })
    expect(sent).toEqual([])
  })
})
