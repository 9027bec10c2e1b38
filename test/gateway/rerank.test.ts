import { describe, expect, it } from 'vitest'
import { createEndpoint } from '../support/endpoint.ts'

const ranking = { results: [{ index: 1, relevance_score: 0.9 }] }

const createRerank = (answer: object = ranking, fields: object = { pricing_input: 1 }) =>
  createEndpoint('/v1/rerank', { fields, answer: () => Response.json(answer) })

const body = { query: 'Who?', documents: ['Ada wrote it', { text: 'Eve' }], top_n: 1 }

describe('a ranking', () => {
  it.each([
    ['Jina and vLLM', { usage: { total_tokens: 40 } }, 40],
    ['Together', { usage: { prompt_tokens: 39, total_tokens: 39, completion_tokens: 0 } }, 39],
    ['Cohere', { meta: { billed_units: { input_tokens: 38, search_units: 1 } } }, 38],
    ['Cohere by tokens', { meta: { tokens: { input_tokens: 37, output_tokens: 0 } } }, 37],
  ])('is booked as %s says', async (_, said, input_tokens) => {
    const { post, model, book, sent } = await createRerank({ ...ranking, ...said })
    expect(await book(await post({ model, ...body }))).toMatchObject({
      settlement_basis: 'provider',
      usage: { input_tokens, output_tokens: 0, cost_usd: input_tokens / 1_000_000 },
    })
    expect(sent[0]!.json).toEqual({ ...body, model: 'the-model' })
  })

  it.each([{}, { meta: { billed_units: { search_units: 1 } } }, { usage: { total_tokens: -1 }, meta: 7 }])(
    'is counted where %o says nothing: the query beside each document',
    async (said) => {
      const { post, model, book } = await createRerank({ ...ranking, ...said })
      // 2 × 2 for "Who?", and 31 bytes of documents.
      expect(await book(await post({ model, ...body }))).toMatchObject({
        settlement_basis: 'counted',
        usage: { input_tokens: 12 },
      })
    },
  )

  it('under a budget reserves the query once a document', async () => {
    const { post, refuse, model, limit } = await createRerank({ ...ranking, usage: { total_tokens: 1 } })
    await limit({ monthly_budget_usd: 0.001 })
    const query = 'a'.repeat(198)
    const documents = (count: number) => Array.from({ length: count }, () => 'b')
    // 5 × 200 and 21 bytes of documents; 4 × 200 and 17.
    expect(await refuse({ model, query, documents: documents(5) })).toMatchObject({
      status: 429,
      code: 'budget_reached',
    })
    expect((await post({ model, query, documents: documents(4) })).status).toBe(200)
  })

  it.each([
    ['query', { query: '' }],
    ['query', { query: ['Who?'] }],
    ['documents', { documents: [] }],
    ['documents', { documents: 'Ada' }],
  ])('without its %s is refused: %o', async (param, more) => {
    const { refuse, model } = await createRerank()
    expect(await refuse({ model, ...body, ...more })).toMatchObject({ status: 400, code: 'validation_failed', param })
  })
})
