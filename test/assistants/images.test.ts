import { describe, expect, it } from 'vitest'
import { expectProblem } from '../support/api.ts'
import { createSimpleEndpoint } from '../support/simple-endpoint.ts'

const PNG = 'iVBORw0KGgoAAAANSUhEUg=='
const drawn = { created: 1, data: [{ b64_json: PNG }] }

const createImages = (answer: unknown = drawn) =>
  createSimpleEndpoint('/api/v1/ai/images', {
    fields: { capabilities: ['image'], pricing_image: 0.5 },
    answer: () => Response.json(answer),
  })

describe('simple images', () => {
  it('are asked for with what the caller said, and nothing else', async () => {
    const { ask, model, sent } = await createImages()
    await ask({ model, prompt: 'A lighthouse' })
    await ask({ model, prompt: 'A lighthouse', size: '512x512', quality: 'high', style: 'vivid', n: 10 })
    expect(sent.map(({ path }) => path)).toEqual([
      expect.stringMatching(/\/v1\/images\/generations$/),
      expect.stringMatching(/\/v1\/images\/generations$/),
    ])
    expect(sent.map(({ json }) => json)).toEqual([
      { model: 'the-model', prompt: 'A lighthouse' },
      { model: 'the-model', prompt: 'A lighthouse', size: '512x512', quality: 'high', style: 'vivid', n: 10 },
    ])
  })

  it('come as addresses or in base64, with their types', async () => {
    const { ask, model, readUsage } = await createImages({
      data: [
        { url: 'https://images.example/1.png', b64_json: '', revised_prompt: 'A tall lighthouse' },
        { url: 'data:image/svg+xml;base64,PHN2Zz4=' },
        { b64_json: PNG, url: null },
        { b64_json: '/9j/4AAQ' },
        { b64_json: 'UklGRgAA' },
        { b64_json: 'AAAA' },
      ],
      usage: { input_tokens: 5, output_tokens: 100, total_tokens: 105 },
    })
    const { status, body } = await ask({ model, prompt: 'A lighthouse', n: 6 })
    expect(status).toBe(200)
    const none = { url: null, b64_json: null, media_type: null, revised_prompt: null }
    expect(body).toEqual({
      images: [
        { ...none, url: 'https://images.example/1.png', revised_prompt: 'A tall lighthouse' },
        { ...none, url: 'data:image/svg+xml;base64,PHN2Zz4=', media_type: 'image/svg+xml' },
        { ...none, b64_json: PNG, media_type: 'image/png' },
        { ...none, b64_json: '/9j/4AAQ', media_type: 'image/jpeg' },
        { ...none, b64_json: 'UklGRgAA', media_type: 'image/webp' },
        { ...none, b64_json: 'AAAA' },
      ],
      usage: { input_tokens: 5, output_tokens: 100, total_tokens: 105 },
      provider: model.split('/')[0],
      model: 'the-model',
      key_source: 'shared',
      generation_time_ms: expect.any(Number),
    })
    expect(await readUsage()).toMatchObject({ totals: { requests: 1, images: 6, cost_usd: 3 } })
  })

  it('say no usage where the provider says none', async () => {
    const { ask, model } = await createImages()
    expect((await ask({ model, prompt: 'A lighthouse' })).body['usage']).toBeNull()
  })

  it.each([
    ['prompt', { prompt: '' }],
    ['n', { n: 0 }],
    ['n', { n: 11 }],
    ['n', { n: 1.5 }],
    ['size', { size: 1024 }],
    ['quality', { quality: '' }],
    ['response_format', { response_format: 'url' }],
  ])('are refused for a wrong %s', async (field, more) => {
    const { ask, model, sent } = await createImages()
    expectProblem(await ask({ model, prompt: 'A lighthouse', ...more }), 400, 'validation_failed', field)
    expect(sent).toEqual([])
  })

  it.each([
    ['nothing', {}],
    ['none', { data: [] }],
    ['no list', { data: { url: 'https://images.example' } }],
    ['one without an image', { data: [{ b64_json: PNG }, { revised_prompt: 'A tall lighthouse' }] }],
    ['no text', { data: [{ b64_json: 7 }] }],
    ['an address that is a script', { data: [{ url: 'javascript:alert(1)' }] }],
    ['a text', 'images'],
  ])('that are %s are a 502', async (_, answer) => {
    const { ask, model } = await createImages(answer)
    const refused = await ask({ model, prompt: 'A lighthouse' })
    expectProblem(refused, 502, 'upstream_error')
    expect(refused.headers.get('x-gatehouse-model')).toBe('the-model')
  })
})
