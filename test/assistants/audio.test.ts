import { describe, expect, it } from 'vitest'
import { expectProblem } from '../support/api.ts'
import { createSimpleEndpoint } from '../support/simple-endpoint.ts'

const bytes = new Uint8Array([255, 251, 0, 13, 10, 195, 40, 0])
const answerAudio = (type = 'audio/mpeg') => new Response(bytes, { headers: { 'content-type': type } })

const createAudio = (answer: () => Response = answerAudio, fields: object = {}) =>
  createSimpleEndpoint('/api/v1/ai/audio', { fields: { capabilities: ['audio'], ...fields }, answer })

describe('simple audio', () => {
  it('is asked for with what the caller said, and nothing else', async () => {
    const { post, model, sent } = await createAudio()
    const options = { voice: 'alloy', speed: 0.25, response_format: 'wav', instructions: 'Whisper' }
    await post({ model, text: 'Hello' })
    await post({ model, text: 'Hello', ...options })
    expect(sent[0]!.path).toMatch(/\/v1\/audio\/speech$/)
    expect(sent.map(({ json }) => json)).toEqual([
      { model: 'the-model', input: 'Hello' },
      { model: 'the-model', input: 'Hello', ...options },
    ])
  })

  it('has the voice that the model was given, unless the caller names one', async () => {
    const config = { parameters: { default: { voice: 'alloy' } } }
    const { post, model, sent } = await createAudio(answerAudio, { config })
    await post({ model, text: 'Hello' })
    await post({ model, text: 'Hello', voice: 'nova' })
    expect(sent.map(({ json }) => json['voice'])).toEqual(['alloy', 'nova'])
  })

  it.each(['audio/mpeg', 'audio/pcm;rate=24000', 'application/octet-stream'])(
    'is handed on as it comes: %s',
    async (type) => {
      const { post, model } = await createAudio(() => answerAudio(type))
      const response = await post({ model, text: 'Hello' })
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe(type)
      expect(response.headers.get('x-gatehouse-key-source')).toBe('shared')
      expect(await response.bytes()).toEqual(bytes)
    },
  )

  it('arrives while it is still being made', async () => {
    const upstream = new TransformStream<Uint8Array, Uint8Array>()
    const writer = upstream.writable.getWriter()
    const { post, model } = await createAudio(
      () => new Response(upstream.readable, { headers: { 'content-type': 'audio/mpeg' } }),
    )
    const answering = post({ model, text: 'Hello' })
    void writer.write(bytes.slice(0, 3))
    const reader = (await answering).body!.getReader()
    expect((await reader.read()).value).toEqual(bytes.slice(0, 3))
    void writer.close()
    expect((await reader.read()).done).toBe(true)
  })

  it.each([
    ['text', { text: '' }],
    ['text', { text: 'a'.repeat(100_001) }],
    ['speed', { speed: 0.2 }],
    ['speed', { speed: 4.1 }],
    ['response_format', { response_format: 'ogg' }],
    ['voice', { voice: { id: 'alloy' } }],
    ['input', { input: 'Hello' }],
    ['stream_format', { stream_format: 'sse' }],
  ])('is refused for a wrong %s', async (field, more) => {
    const { ask, model, sent } = await createAudio()
    expectProblem(await ask({ model, text: 'Hello', ...more }), 400, 'validation_failed', field)
    expect(sent).toEqual([])
  })

  it('that is JSON is a 502', async () => {
    const { ask, model, readUsage } = await createAudio(() => Response.json({ audio: 'AAAA' }))
    expectProblem(await ask({ model, text: 'Hello' }), 502, 'upstream_error')
    expect((await readUsage()).totals['requests']).toBe(0)
  })
})
