import { describe, expect, it } from 'vitest'
import { answerStream, createEndpoint, toEventStream } from '../support/endpoint.ts'

const audio = new Uint8Array([255, 251, 0, 13, 10])
const answerAudio = () => new Response(audio, { headers: { 'content-type': 'audio/mpeg' } })
const usage = { input_tokens: 14, output_tokens: 101, total_tokens: 115 }
/** 15 micro-USD a character. */
const byCharacters = { pricing_characters: 0.015 }
const byTokens = { pricing_input: 1, pricing_output: 10, max_output_tokens: 100 }

const createSpeech = (fields: object = byCharacters, answer: () => Response = answerAudio) =>
  createEndpoint('/v1/audio/speech', { fields, answer })

describe('speech', () => {
  it('goes on as bytes, and costs what its characters do', async () => {
    const { post, model, book, sent } = await createSpeech()
    const body = { model, input: 'سلام 🌍', voice: { id: 'voice_1' }, instructions: 'Softly', speed: 1.25 }
    const response = await post(body)
    expect(response.headers.get('content-type')).toBe('audio/mpeg')
    expect(await response.bytes()).toEqual(audio)
    expect(sent[0]!.json).toEqual({ ...body, model: 'the-model' })
    expect(await book(response)).toMatchObject({
      settlement_basis: 'counted',
      // Four letters, a space, and a character of two UTF-16 units.
      usage: { characters: 6, output_tokens: 0, cost_usd: 0.000_09 },
    })
  })

  it.each(['audio/wav', 'audio/L16; rate=24000', 'application/octet-stream'])('may come as %s', async (type) => {
    const { post, model } = await createSpeech(
      byCharacters,
      () => new Response(audio, { headers: { 'content-type': type } }),
    )
    const response = await post({ model, input: 'Hello' })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, type])
  })

  it.each(['application/json', 'text/plain', ''])('does not come as %j', async (type) => {
    const answer = () => new Response('{"audio":"…"}', { headers: type ? { 'content-type': type } : {} })
    const { post, model, book } = await createSpeech(byCharacters, answer)
    const response = await post({ model, input: 'Hello' })
    expect(response.status).toBe(502)
    expect(await book(response)).toMatchObject({ state: 'released' })
  })

  it('under a budget reserves its characters', async () => {
    const { post, refuse, model, limit } = await createSpeech()
    await limit({ monthly_budget_usd: 0.000_15 })
    expect(await refuse({ model, input: 'a'.repeat(11) })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post({ model, input: 'a'.repeat(10) })).status).toBe(200)
  })

  it('of a model that is priced by tokens is estimated where it comes as bytes', async () => {
    const { post, model, book } = await createSpeech(byTokens)
    expect(await book(await post({ model, input: 'a'.repeat(80) }))).toMatchObject({
      settlement_basis: 'counted',
      usage: { characters: 80, output_tokens: 100 },
    })
  })

  it('of a model that is priced by tokens needs a bound of them under a budget', async () => {
    const bounded = await createSpeech(byTokens)
    await bounded.limit({ monthly_budget_usd: 0.001_1 })
    expect((await bounded.post({ model: bounded.model, input: 'Hello' })).status).toBe(200)
    const unbounded = await createSpeech({ ...byTokens, max_output_tokens: null })
    await unbounded.limit({ monthly_budget_usd: 1 })
    expect(await unbounded.refuse({ model: unbounded.model, input: 'Hello' })).toMatchObject({
      code: 'budget_needs_max_tokens',
    })
  })
})

describe('speech as events', () => {
  const delta = { type: 'speech.audio.delta', audio: '/+MYxA==' }

  it('goes on as it came, and is booked as the provider says', async () => {
    const text = toEventStream([delta, delta, { type: 'speech.audio.done', usage }])
    const { post, model, book } = await createSpeech(byTokens, () => answerStream(text))
    const response = await post({ model, input: 'Hello', stream_format: 'sse' })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await response.text()).toBe(text)
    expect(await book(response)).toMatchObject({
      settlement_basis: 'provider',
      usage: { characters: 5, input_tokens: 14, output_tokens: 101, cost_usd: 0.001_024 },
    })
  })

  it('that breaks off ends with an error, and is charged as asked for', async () => {
    const text = toEventStream([delta])
    const { post, model, book } = await createSpeech(byCharacters, () => answerStream(text))
    const response = await post({ model, input: 'Hello', stream_format: 'sse' })
    expect((await response.text()).slice(text.length)).toMatch(/"code":"upstream_error"/)
    expect(await book(response)).toMatchObject({
      settlement_basis: 'aborted',
      usage: { characters: 5, cost_usd: 0.000_075 },
    })
  })

  it('that the provider does not have comes as bytes', async () => {
    const { post, model } = await createSpeech()
    const response = await post({ model, input: 'Hello', stream_format: 'sse' })
    expect(await response.bytes()).toEqual(audio)
  })
})
