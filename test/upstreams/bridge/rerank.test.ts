import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { createCohere } from '@ai-sdk/cohere'
import { createTogetherAI } from '@ai-sdk/togetherai'
import { describe, expect, it } from 'vitest'
import { bridgeRerank } from '../../../src/upstreams/bridge/rerank.ts'
import { createBridgeCall, refusedFields } from '../../support/bridge-call.ts'

const apiKey = 'key'
const documents = ['about cats', 'about dogs', 'about ships']
const results = [
  { index: 2, relevance_score: 0.98 },
  { index: 0, relevance_score: 0.12 },
]

const cohere = (body: unknown) =>
  createBridgeCall<'rerankingModel'>(
    'rerank-v3.5',
    (fetch) => createCohere({ apiKey, fetch }).rerankingModel('rerank-v3.5'),
    () => Response.json(body),
  )

const together = (body: unknown) =>
  createBridgeCall<'rerankingModel'>(
    'Salesforce/Llama-Rank-v1',
    (fetch) => createTogetherAI({ apiKey, fetch }).rerankingModel('Salesforce/Llama-Rank-v1'),
    () => Response.json(body),
  )

const bedrock = (body: unknown) =>
  createBridgeCall<'rerankingModel'>(
    'amazon.rerank-v1:0',
    (fetch) => createAmazonBedrock({ apiKey, region: 'us-east-1', fetch }).rerankingModel('amazon.rerank-v1:0'),
    () => Response.json(body),
  )

describe('reranking', () => {
  it('answers in the common form, in the order of the provider', async () => {
    const { call, sent } = cohere({ id: 'r1', results, meta: { billed_units: { search_units: 1 } } })
    const answer = await bridgeRerank(call, { model: 'x', query: 'ships?', documents, top_n: 2 })
    expect(await answer.json()).toEqual({
      id: 'r1',
      object: 'list',
      model: 'rerank-v3.5',
      results,
      meta: { billed_units: { search_units: 1 } },
    })
    expect(sent.map(({ body }) => body)).toEqual([{ model: 'rerank-v3.5', query: 'ships?', documents, top_n: 2 }])
  })

  it('returns the documents when asked, whatever form they came in', async () => {
    const { call } = together({
      model: 'Salesforce/Llama-Rank-v1',
      results,
      usage: { prompt_tokens: 20, completion_tokens: 0, total_tokens: 20 },
    })
    const objects = documents.map((text) => ({ text }))
    const answer = await bridgeRerank(call, { query: 'ships?', documents: objects, return_documents: true })
    expect(await answer.json()).toEqual({
      id: expect.stringMatching(/^rerank-/),
      object: 'list',
      model: 'Salesforce/Llama-Rank-v1',
      results: [
        { index: 2, relevance_score: 0.98, document: { text: 'about ships' } },
        { index: 0, relevance_score: 0.12, document: { text: 'about cats' } },
      ],
      usage: { prompt_tokens: 20, total_tokens: 20 },
    })
  })

  it('says no usage when the provider says none', async () => {
    const { call } = bedrock({ results: [{ index: 1, relevanceScore: 0.5 }] })
    const answer = await (await bridgeRerank(call, { query: 'dogs?', documents, top_n: 1 })).json()
    expect(answer).toMatchObject({ results: [{ index: 1, relevance_score: 0.5 }] })
    expect(answer).not.toHaveProperty('usage')
  })

  it('fails when the provider ranks what was not sent', async () => {
    const { call } = cohere({ results: [{ index: 7, relevance_score: 1 }], meta: {} })
    await expect(bridgeRerank(call, { query: 'q', documents })).rejects.toMatchObject({ code: 'upstream_error' })
  })

  it('says max_tokens_per_doc where the provider has it, and refuses it elsewhere', async () => {
    const request = { query: 'q', documents, max_tokens_per_doc: 100 }
    const { call, sent } = cohere({ results, meta: {} })
    await bridgeRerank(call, request)
    expect(sent[0]?.body).toMatchObject({ max_tokens_per_doc: 100 })
    expect(await refusedFields(bridgeRerank(together({ results }).call, request))).toEqual(['max_tokens_per_doc'])
  })

  it.each([
    [{ documents }, 'query'],
    [{ query: 'q', documents: [] }, 'documents'],
    [{ query: 'q', documents: [{ title: 'no text' }] }, 'documents.0'],
    [{ query: 'q', documents, top_n: 0 }, 'top_n'],
    [{ query: 'q', documents, rank_fields: ['title'] }, 'rank_fields'],
  ])('names what cannot be asked %#', async (request, field) => {
    const { call, sent } = cohere({})
    expect(await refusedFields(bridgeRerank(call, request))).toEqual([field])
    expect(sent).toEqual([])
  })
})
