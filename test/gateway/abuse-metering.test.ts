/** Attempts of a caller to be served more than is reserved or charged. */
import { describe, expect, it } from 'vitest'
import { aiCalls } from '../support/ai-calls.ts'
import { createApi } from '../support/api.ts'
import { answerStream, createEndpoint, toForm } from '../support/endpoint.ts'
import { answerChat } from '../support/gateway.ts'

const messages = [{ role: 'user', content: 'Hi' }]
const priced = { pricing_input: 1, pricing_output: 1_000_000, max_output_tokens: 1_000 }
/** A dollar a token of output: whoever asks for more than five of them is refused. */
const createBudget = async (path: string, fields: object = {}, answer = answerChat) => {
  const endpoint = await createEndpoint(path, { fields: { ...priced, ...fields }, answer })
  await endpoint.limit({ monthly_budget_usd: 5 })
  return endpoint
}

describe('what is reserved under a budget', () => {
  it('is the higher of two bounds: nobody knows which one a provider reads', async () => {
    const { model, refuse, post, sent } = await createBudget('/v1/chat/completions')
    const ask = (bounds: object) => ({ model, messages, ...bounds })
    for (const bounds of [
      { max_completion_tokens: 1, max_tokens: 100 },
      { max_completion_tokens: 100, max_tokens: 1 },
      { max_tokens: 3, n: 2 },
    ]) {
      expect(await refuse(ask(bounds))).toMatchObject({ status: 429, code: 'budget_reached' })
    }
    expect(sent).toEqual([])
    expect((await post(ask({ max_completion_tokens: 1, max_tokens: 2 }))).status).toBe(200)
  })

  it('takes what a model’s rules add, rename and clamp', async () => {
    for (const parameters of [
      { default: { max_tokens: 100 } },
      { default: { max_tokens: '100' } },
      { clamp: { max_tokens: { min: 100 } } },
      { rename: { max_tokens: 'max_completion_tokens' }, clamp: { max_completion_tokens: { min: 100 } } },
      { rename: { max_tokens: 'maxTokens' } },
      { drop: ['max_tokens'] },
    ]) {
      const { model, refuse } = await createBudget('/v1/chat/completions', { config: { parameters } })
      const sent = 'default' in parameters ? {} : { max_tokens: 1 }
      expect(await refuse({ model, messages, ...sent }), JSON.stringify(parameters)).toMatchObject({ status: 429 })
    }
    const config = { parameters: { default: { best_of: 8 } } }
    const { model, refuse } = await createBudget('/v1/completions', { config })
    expect(await refuse({ model, prompt: 'a', max_tokens: 1 })).toMatchObject({ status: 429 })
  })

  it('counts all text that goes to the model, in whatever field', async () => {
    const long = 'x'.repeat(6_000_000)
    const free = { pricing_output: 0 }
    const chat = await createBudget('/v1/chat/completions', free)
    for (const fields of [
      { functions: [{ name: 'f', description: long }] },
      { tools: [{ type: 'function', function: { name: 'f', description: long } }] },
      { response_format: { type: 'json_schema', json_schema: { name: 'a', schema: { description: long } } } },
    ]) {
      expect(await chat.refuse({ model: chat.model, messages, ...fields })).toMatchObject({ code: 'budget_reached' })
    }
    const completion = await createBudget('/v1/completions', free)
    expect(await completion.refuse({ model: completion.model, prompt: 'a', suffix: long })).toMatchObject({
      code: 'budget_reached',
    })
  })

  it('counts files behind addresses, however they are written', async () => {
    const { model, refuse, post } = await createBudget('/v1/chat/completions', {
      pricing_input: 100,
      pricing_output: 0,
    })
    const see = (url: string) => ({
      model,
      messages: [{ role: 'user', content: [1, 2].map(() => ({ type: 'image_url', image_url: { url } })) }],
    })
    for (const url of [
      'https://a.example/',
      ' https://a.example/',
      '\thttps://a.example/',
      'HTTPS://a.example/',
      '//a.example',
    ])
      expect(await refuse(see(url)), url).toMatchObject({ code: 'budget_reached' })
    expect((await post(see('data:image/png;base64,AAAA'))).status).toBe(200)
  })

  it('is that of a video of unsaid length where it is asked to have none', async () => {
    const endpoint = await createEndpoint('/v1/videos', {
      fields: { capabilities: ['video'], pricing_video_second: 1 },
      answer: () => Response.json({ id: 'job', object: 'video', status: 'queued' }),
    })
    await endpoint.limit({ monthly_budget_usd: 5 })
    for (const seconds of [0, '0', '0.0', '-1', 'NaN', 'Infinity', '1e9', '', null]) {
      expect(await endpoint.refuse({ model: endpoint.model, prompt: 'a', seconds })).toMatchObject({ status: 429 })
    }
  })
})

describe('a flag to stream that is no flag', () => {
  it.each(['createChatCompletion', 'createCompletion', 'createResponse', 'createImage'])(
    'is refused, so that no stream goes by unread: %s',
    async (operation) => {
      const { protocol, build } = aiCalls[operation]!
      expect(protocol).toBe('openai')
      const paths: Record<string, string> = {
        createChatCompletion: '/v1/chat/completions',
        createCompletion: '/v1/completions',
        createResponse: '/v1/responses',
        createImage: '/v1/images/generations',
      }
      const endpoint = await createEndpoint(paths[operation]!)
      for (const stream of ['true', 'false', 1, [true], { value: true }]) {
        const { json } = build(endpoint.model)
        expect(await endpoint.refuse({ ...json, stream })).toMatchObject({ status: 400, param: 'stream' })
      }
      expect(endpoint.sent).toEqual([])
    },
  )

  it('is refused in forms, also when it is sent twice', async () => {
    const endpoint = await createEndpoint('/v1/audio/transcriptions')
    const file = new File([new Uint8Array(100)], 'a.mp3', { type: 'audio/mpeg' })
    for (const streams of [['TRUE'], ['1'], ['false', 'true'], ['true', 'false']]) {
      const fields = [['model', endpoint.model], ['file', file], ...streams.map((stream) => ['stream', stream])]
      const form = toForm(fields as [string, string | File][])
      expect(await endpoint.refuse(form)).toMatchObject({ status: 400, param: 'stream' })
    }
    expect(endpoint.sent).toEqual([])
  })
})

describe('an answer that was served and cannot be handed on', () => {
  it('is charged when it is a stream that nobody asked for', async () => {
    const endpoint = await createEndpoint('/v1/audio/speech', {
      fields: { pricing_characters: 1 },
      answer: () => answerStream('data: {"audio":"AAAA"}\n\ndata: [DONE]\n\n'),
    })
    const response = await endpoint.post({ model: endpoint.model, input: 'x'.repeat(1000), voice: 'a', stream: true })
    expect(response.status).toBe(502)
    expect(await endpoint.book(response)).toMatchObject({
      state: 'settled',
      settlement_basis: 'counted',
      usage: { characters: 1000, cost_usd: 1 },
    })
  })

  it('is charged when it is too large', async () => {
    const megabyte = new Uint8Array(1024 * 1024).fill(0x20)
    const endpoint = await createEndpoint('/v1/embeddings', {
      fields: { pricing_input: 1_000_000 },
      answer: () => {
        let sent = 0
        const body = new ReadableStream({
          pull: (controller) => (sent++ < 40 ? controller.enqueue(megabyte) : controller.close()),
        })
        return new Response(body, { headers: { 'content-type': 'application/json' } })
      },
    })
    const response = await endpoint.post({ model: endpoint.model, input: 'four' })
    expect(response.status).toBe(502)
    expect(await endpoint.book(response)).toMatchObject({ state: 'settled', settlement_basis: 'counted' })
  })
})

describe('models besides the one that was decided on', () => {
  const others = { models: ['openai/dear'], fallbacks: ['dear'], fallback_models: ['dear'], preset: 'dear' }

  it('do not reach a provider that would take them', async () => {
    for (const [path, body] of [
      ['/v1/chat/completions', { messages }],
      ['/v1/completions', { prompt: 'a' }],
      ['/v1/responses', { input: 'a' }],
      ['/v1/embeddings', { input: 'a' }],
      ['/v1/images/generations', { prompt: 'a' }],
      ['/v1/audio/speech', { input: 'a', voice: 'a' }],
    ] as const) {
      const { model, post, sent } = await createEndpoint(path)
      await post({ model, ...body, ...others })
      expect(sent[0]!.text, path).not.toContain('dear')
    }
  })

  it('do not reach it in a form either', async () => {
    const { model, post, sent } = await createEndpoint('/v1/audio/transcriptions')
    const file = new File([new Uint8Array(100)], 'a.mp3', { type: 'audio/mpeg' })
    await post(
      toForm([
        ['model', model],
        ['file', file],
        ['models', 'dear'],
        ['fallbacks', 'dear'],
      ]),
    )
    expect([...sent[0]!.form.keys()].sort()).toEqual(['file', 'model'])
  })
})

describe('an Idempotency-Key', () => {
  it('is one for all endpoints: what it paid for is not served again elsewhere', async () => {
    const { gateway, model, caller, post } = await createEndpoint('/v1/chat/completions', { answer: answerChat })
    const headers = { 'idempotency-key': 'once' }
    expect((await post({ model, messages }, headers)).status).toBe(200)
    for (const [path, json] of [
      ['/v1/embeddings', { model, input: 'a' }],
      ['/v1/responses', { model, input: 'a' }],
      ['/api/v1/ai/chat', { provider: model.split('/')[0], model: 'the-model', message: 'Hi' }],
    ] as const) {
      expect((await gateway.fetch(path, { key: caller.key, headers, json })).status, path).toBe(409)
    }
    await gateway.settle()
    const usage = await createApi(gateway, caller.key)<{ totals: object }>('GET', '/ai/usage')
    expect(usage.body.totals).toMatchObject({ requests: 1 })
  })

  it('cannot be that of a second call which the gateway makes itself', async () => {
    const { gateway, model, caller, sent } = await createEndpoint('/v1/chat/completions', { answer: answerChat })
    const ask = (key: string) =>
      gateway.fetch('/api/v1/ai/code', {
        key: caller.key,
        headers: { 'idempotency-key': key },
        json: { provider: model.split('/')[0], model: 'the-model', instruction: 'a' },
      })
    // An answer without code is asked for twice, and each is charged.
    for (const key of ['a', 'repair:a', 'repair:idempotency:a', 'idempotency:a']) {
      expect((await ask(key)).status).toBe(502)
    }
    expect(sent).toHaveLength(8)
    await gateway.settle()
    const usage = await createApi(gateway, caller.key)<{ totals: object }>('GET', '/ai/usage')
    expect(usage.body.totals).toMatchObject({ requests: 8 })
  })
})

describe('usage that cannot be', () => {
  const WRONG = [-5, 1e300, 1.5, '7', null, [7], {}]

  it.each([
    ['/v1/chat/completions', { messages }, 'prompt_tokens', 'completion_tokens'],
    ['/v1/completions', { prompt: 'Hi' }, 'prompt_tokens', 'completion_tokens'],
    ['/v1/responses', { input: 'Hi' }, 'input_tokens', 'output_tokens'],
    ['/v1/embeddings', { input: 'Hi' }, 'prompt_tokens', 'total_tokens'],
    ['/v1/rerank', { query: 'Hi', documents: ['a'] }, 'prompt_tokens', 'total_tokens'],
    ['/v1/moderations', { input: 'Hi' }, 'prompt_tokens', 'total_tokens'],
    ['/v1/images/generations', { prompt: 'Hi' }, 'input_tokens', 'output_tokens'],
  ])('is counted here instead, and is never a credit: %s', async (path, body, first, second) => {
    let usage: object = {}
    const endpoint = await createEndpoint(path, { answer: () => Response.json({ usage }) })
    for (const wrong of WRONG) {
      usage = { [first]: wrong, [second]: wrong }
      const { usage: booked, settlement_basis: basis } = await endpoint.book(
        await endpoint.post({ model: endpoint.model, ...body }),
      )
      expect(basis, JSON.stringify(wrong)).toBe('counted')
      expect(booked['input_tokens'], JSON.stringify(wrong)).toBeGreaterThan(0)
      expect(Math.min(...Object.values(booked).map(Number))).toBe(0)
    }
  })
})
