import { describe, expect, it } from 'vitest'
import { expectProblem } from '../support/api.ts'
import { createSimpleEndpoint } from '../support/simple-endpoint.ts'

const vector = (index: number | undefined, embedding: unknown = [index, 0.5]) => ({
  object: 'embedding',
  index,
  embedding,
})
const listOf = (...data: unknown[]) => ({ object: 'list', data, usage: { prompt_tokens: 6, total_tokens: 6 } })

const createEmbeddings = (answer: unknown = listOf(vector(0))) =>
  createSimpleEndpoint('/api/v1/ai/embeddings', {
    fields: { capabilities: ['embeddings'] },
    answer: () => Response.json(answer),
  })

describe('simple embeddings', () => {
  it('are asked for with what the caller said, and nothing else', async () => {
    const { ask, model, sent } = await createEmbeddings()
    await ask({ model, input: 'Hello' })
    await ask({ model, input: ['Hello'], dimensions: 2 })
    expect(sent[0]!.path).toMatch(/\/v1\/embeddings$/)
    expect(sent.map(({ json }) => json)).toEqual([
      { model: 'the-model', input: 'Hello' },
      { model: 'the-model', input: ['Hello'], dimensions: 2 },
    ])
  })

  it('come in the order of the inputs', async () => {
    const { ask, model, readUsage } = await createEmbeddings(listOf(vector(2), vector(0), vector(1)))
    const { status, body } = await ask({ model, input: ['a', 'b', 'c'] })
    expect(status).toBe(200)
    expect(body).toEqual({
      embeddings: [
        [0, 0.5],
        [1, 0.5],
        [2, 0.5],
      ],
      dimensions: 2,
      usage: { input_tokens: 6, output_tokens: 0, total_tokens: 6 },
      provider: model.split('/')[0],
      model: 'the-model',
      key_source: 'shared',
      generation_time_ms: expect.any(Number),
    })
    expect(await readUsage()).toMatchObject({ totals: { requests: 1, input_tokens: 6 } })
  })

  it('are taken as they stand where they have no index', async () => {
    const { ask, model } = await createEmbeddings({ data: [{ embedding: [1e-9] }, { embedding: [-2] }] })
    expect((await ask({ model, input: ['a', 'b'] })).body).toMatchObject({ embeddings: [[1e-9], [-2]], usage: null })
  })

  it.each([
    ['input', { input: '' }],
    ['input', { input: [] }],
    ['input.1', { input: ['a', ''] }],
    ['input', { input: [1, 2] }],
    ['input', { input: Array.from({ length: 2049 }, () => 'a') }],
    ['dimensions', { dimensions: 0 }],
    ['encoding_format', { encoding_format: 'base64' }],
  ])('are refused for a wrong %s', async (field, more) => {
    const { ask, model, sent } = await createEmbeddings()
    expectProblem(await ask({ model, input: 'a', ...more }), 400, 'validation_failed', field)
    expect(sent).toEqual([])
  })

  it('take 2048 texts', async () => {
    const count = 2048
    const { ask, model } = await createEmbeddings(listOf(...Array.from({ length: count }, (_, index) => vector(index))))
    const { status, body } = await ask<{ embeddings: number[][] }>({ model, input: Array(count).fill('a') })
    expect([status, body.embeddings.length]).toEqual([200, count])
  })

  it.each([
    ['nothing', {}],
    ['fewer than the inputs', listOf(vector(0))],
    ['more than the inputs', listOf(vector(0), vector(1), vector(2))],
    ['twice the same', listOf(vector(0), vector(0))],
    ['of lengths that differ', listOf(vector(0), vector(1, [1]))],
    ['empty', listOf(vector(0, []), vector(1, []))],
    ['texts', listOf(vector(0, 'AACAPw=='), vector(1, 'AACAPw=='))],
    ['not all numbers', listOf(vector(0), vector(1, [1, null]))],
  ])('that are %s are a 502', async (_, answer) => {
    const { ask, model } = await createEmbeddings(answer)
    expectProblem(await ask({ model, input: ['a', 'b'] }), 502, 'upstream_error')
  })
})
