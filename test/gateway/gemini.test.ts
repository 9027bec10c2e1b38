import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRow } from '../../src/db/rows.ts'
import { createGenerateCall } from '../../src/gateway/gemini/call.ts'
import { TOKENS_OF_A_REMOTE_FILE } from '../../src/gateway/remote-files.ts'
import { createAdmin } from '../support/gateway.ts'
import { createNativeWorld, streamOf, type NativeWorld, type Outcome } from '../support/native.ts'
import { recordings } from '../support/recordings.ts'

const SLUG = 'native'
const MODEL = 'gemini-2.5-flash'
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }]
const request = { contents }
const answer = { candidates: [{ content: { parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] }

let world: NativeWorld

beforeAll(async () => {
  world = await createNativeWorld('google', { slug: SLUG, model: MODEL })
  await world.superApi('POST', '/ai/models/', { provider: SLUG, model_id: 'embed-1', capabilities: ['embeddings'] })
})

const generate = (json: object = request, sent: { key?: string; headers?: HeadersInit } = {}) =>
  world.call(`/v1beta/models/${MODEL}:generateContent`, { json, ...sent })

describe('the request to the provider', () => {
  beforeEach(() => {
    world.seen.length = 0
    world.answerWith(() => Response.json(answer))
  })

  const names = [MODEL, `${SLUG}/${MODEL}`, `${SLUG}%2F${MODEL}`, `%6Eative/gemini%2D2.5-flash`]

  // Google's own client looks below /v1 when it is told no version.
  it.each(names.flatMap((name) => [`/v1beta/models/${name}`, `/v1/models/${name}`]))(
    'to %s goes to the base URL, with the provider’s own key and no key of ours',
    async (path) => {
      const { key } = await createAdmin()
      const response = await world.gateway.fetch(`${path}:generateContent`, {
        json: request,
        headers: { 'x-goog-api-key': key, 'x-goog-user-project': 'somebody' },
      })
      expect(response.status).toBe(200)
      expect(response.headers.get('x-gatehouse-model')).toBe(MODEL)
      const { url, headers, json } = world.seen.at(-1)!
      expect(url.href).toBe(`http://127.0.0.1:9/${SLUG}/v1/models/${MODEL}:generateContent`)
      expect(headers.get('x-goog-api-key')).toBe(`sk-shared-${SLUG}-0123456789`)
      expect(headers.get('authorization')).toBeNull()
      expect(headers.get('x-goog-user-project')).toBeNull()
      expect(JSON.stringify([...headers])).not.toContain(key)
      expect(json).toEqual(request)
    },
  )

  it('of a stream asks for server-sent events', async () => {
    world.answerWith(() => streamOf(`data: ${JSON.stringify(answer)}\r\n\r\n`))
    await world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, { json: request })
    const { url } = world.seen.at(-1)!
    expect(url.pathname + url.search).toBe(`/${SLUG}/v1/models/${MODEL}:streamGenerateContent?alt=sse`)
  })

  it('never takes a key out of the address, nor puts the address’s query into the provider’s', async () => {
    const { key } = await createAdmin()
    const path = `/v1beta/models/${MODEL}:generateContent?key=${key}&alt=json&other=1`
    const refused = await world.gateway.fetch(path, { json: request })
    expect(refused.status).toBe(401)
    expect(world.seen).toHaveLength(0)
    expect((await world.gateway.fetch(path, { json: request, key })).status).toBe(200)
    expect(world.seen.at(-1)!.url.search).toBe('')
  })

  it('is as the caller wrote it, in one spelling, but for what would choose another upstream', async () => {
    await generate({
      contents,
      model: 'models/gemini-other',
      system_instruction: { parts: [{ text: 'Be kind' }] },
      generation_config: { max_output_tokens: 5, responseSchema: { type: 'OBJECT', properties: { first_name: {} } } },
      api_base: 'https://evil.example',
    })
    expect(world.seen.at(-1)!.json).toEqual({
      contents,
      systemInstruction: { parts: [{ text: 'Be kind' }] },
      generationConfig: { maxOutputTokens: 5, responseSchema: { type: 'OBJECT', properties: { first_name: {} } } },
    })
  })

  it('has the rules of the model applied to its generationConfig, however that is written', async () => {
    const config = {
      parameters: {
        drop: ['seed', 'cachedContent'],
        rename: { limit: 'maxOutputTokens' },
        default: { topK: 3 },
        clamp: { maxOutputTokens: { max: 10 }, temperature: { max: 1 } },
      },
    }
    await world.superApi('POST', '/ai/models/', { provider: SLUG, model_id: 'ruled', config })
    const sentBy = async (json: object) => {
      await world.call('/v1beta/models/ruled:generateContent', { json })
      return world.seen.at(-1)!.json
    }
    const ruled = { maxOutputTokens: 10, temperature: 1, topK: 3 }
    expect(await sentBy({ contents, generationConfig: { maxOutputTokens: 99, temperature: '1.5', seed: 1 } })).toEqual({
      contents,
      generationConfig: ruled,
    })
    expect(
      await sentBy({ contents, generation_config: { max_output_tokens: '99', temperature: 2 }, cached_content: 'x' }),
    ).toEqual({ contents, generationConfig: ruled })
    expect(await sentBy({ contents, generationConfig: { limit: 99 } })).toEqual({
      contents,
      generationConfig: { maxOutputTokens: 10, topK: 3 },
    })
    expect(await sentBy({ contents })).toEqual({ contents, generationConfig: { topK: 3 } })
  })

  it.each([
    '..',
    '%2e%2e',
    '..%2F..%2Fadmin',
    `..%2F${MODEL}`,
    `${SLUG}%2F..%2F..%2F${MODEL}`,
    `${SLUG}/../../${MODEL}`,
    `${MODEL}%3Fkey=1`,
    `${MODEL}%23`,
    `${MODEL}%5C..%5Cother`,
    `${MODEL}\\..\\other`,
    `${MODEL}%0A`,
    `${MODEL}%00`,
    `tunedModels/${MODEL}`,
    `${SLUG}/${MODEL}:generateContent`,
  ])('does not go out for the name %s', async (name) => {
    const { response } = await world.call(`/v1beta/models/${name}:generateContent`, { json: request })
    expect(response.status).toBe(404)
    expect(world.seen).toHaveLength(0)
  })
})

describe('an estimate', () => {
  // It reads these columns of a model.
  const model = { modelId: MODEL, config: {}, maxOutputTokens: 900, contextWindow: null } as unknown as ModelRow
  const estimate = (more: object) =>
    createGenerateCall({ contents, ...more }, { modelName: MODEL, isStream: false }).prepare(model).estimate

  it('bounds the output of every candidate by the request, else by the model', () => {
    expect(estimate({ generationConfig: { maxOutputTokens: 5, candidateCount: 3 } }).outputTokens).toBe(15)
    expect(estimate({ generation_config: { max_output_tokens: '5', candidate_count: '3' } }).outputTokens).toBe(15)
    expect(estimate({ generationConfig: { candidateCount: 2 } }).outputTokens).toBe(1_800)
    expect(estimate({}).outputTokens).toBe(900)
  })

  it('takes every byte for a token, and what the provider keeps for many', () => {
    expect(estimate({}).inputTokens).toBe(JSON.stringify({ contents }).length)
    for (const part of [{ fileData: { fileUri: 'files/1' } }, { file_data: { file_uri: 'https://example.com/a' } }]) {
      expect(estimate({ contents: [{ parts: [part] }] }).inputTokens).toBeGreaterThan(TOKENS_OF_A_REMOTE_FILE)
    }
    expect(estimate({ cached_content: 'cachedContents/1' }).inputTokens).toBeGreaterThan(TOKENS_OF_A_REMOTE_FILE)
  })
})

describe('embedding', () => {
  const text = (words: string) => ({ content: { parts: [{ text: words }] } })

  it('one text goes on without a model in the body, and is counted from its text', async () => {
    world.answerWith(() => Response.json({ embedding: { values: [0.1, 0.2] } }))
    const sent = { ...text('Hello'), task_type: 'RETRIEVAL_QUERY', outputDimensionality: 2 }
    const {
      response,
      text: answer,
      usage,
    } = await world.call('/v1beta/models/embed-1:embedContent', {
      json: { ...sent, model: 'models/embed-1' },
    })
    expect([response.status, answer]).toEqual([200, '{"embedding":{"values":[0.1,0.2]}}'])
    const { url, json } = world.seen.at(-1)!
    expect(url.pathname).toBe(`/${SLUG}/v1/models/embed-1:embedContent`)
    expect(json).toEqual({ ...text('Hello'), taskType: 'RETRIEVAL_QUERY', outputDimensionality: 2 })
    expect(usage.totals).toMatchObject({ requests: 1, output_tokens: 0 })
    expect(usage.totals.input_tokens).toBeGreaterThan(0)
  })

  it('several texts name the provider’s own model each, whatever they named, and are counted as it says', async () => {
    world.answerWith(() => Response.json({ embeddings: [{ values: [1] }], usageMetadata: { promptTokenCount: 12 } }))
    const requests = [
      { ...text('a'), model: `models/${SLUG}/embed-1` },
      { ...text('b'), model: 'models/of-somebody-else' },
      text('c'),
    ]
    const { response, usage } = await world.call(`/v1beta/models/${SLUG}/embed-1:batchEmbedContents`, {
      json: { requests },
    })
    expect(response.status).toBe(200)
    const { url, json } = world.seen.at(-1)!
    expect(url.pathname).toBe(`/${SLUG}/v1/models/embed-1:batchEmbedContents`)
    expect(json).toEqual({ requests: ['a', 'b', 'c'].map((words) => ({ ...text(words), model: 'models/embed-1' })) })
    expect(usage.totals).toMatchObject({ requests: 1, input_tokens: 12, output_tokens: 0 })
  })

  it('is not what a chat model does', async () => {
    const { response } = await world.call(`/v1beta/models/${MODEL}:embedContent`, { json: text('Hello') })
    expect(response.status).toBe(400)
  })
})

describe('an error', () => {
  const expectError = ({ response, text }: Omit<Outcome, 'usage'>, code: number, status: string): string => {
    expect([response.status, response.headers.get('content-type')]).toEqual([code, 'application/json'])
    const { error } = JSON.parse(text) as { error: { message: string } }
    expect(error).toEqual({ code, message: expect.any(String), status })
    return error.message
  }

  it('has Google’s form and status: no key, a wrong key, an unknown model or method, no contents', async () => {
    for (const headers of [{}, { 'x-goog-api-key': 'gh_wrong' }, { 'x-goog-api-key': 'AIza-of-somebody' }]) {
      const response = await world.gateway.fetch(`/v1beta/models/${MODEL}:generateContent`, {
        json: request,
        headers: new Headers(headers),
      })
      expectError({ response, text: await response.text() }, 401, 'UNAUTHENTICATED')
    }
    const call = (path: string, json: object) => world.call(`/v1beta/models/${path}`, { json })
    expectError(await world.call('/v1/models/gemini-none:generateContent', { json: request }), 404, 'NOT_FOUND')
    expectError(await call('gemini-none:generateContent', request), 404, 'NOT_FOUND')
    expectError(await call(`${MODEL}:countTokens`, request), 404, 'NOT_FOUND')
    expectError(await call(MODEL, request), 404, 'NOT_FOUND')
    expectError(await generate({}), 400, 'INVALID_ARGUMENT')
    expectError(await generate({ contents, generationConfig: 'none' }), 400, 'INVALID_ARGUMENT')
  })

  it('at the limit says that a retry cannot help, and the provider sees nothing', async () => {
    const { id, key } = await createAdmin()
    await world.superApi('PUT', `/admins/${id}/settings/${SLUG}`, { monthly_limit: 0 })
    world.seen.length = 0
    const outcome = await generate(request, { key })
    expect(expectError(outcome, 429, 'RESOURCE_EXHAUSTED')).toContain('monthly limit of 0 requests')
    expect(outcome.response.headers.get('x-should-retry')).toBe('false')
    expect(world.seen).toHaveLength(0)
  })

  it('of the provider that says when to come back does so in Retry-After', async () => {
    const recorded = recordings.find(({ name }) => name === 'google-429-retry-info.json')!
    const body = recorded.answer.kind === 'whole' ? recorded.answer.body : ''
    world.answerWith(() => new Response(body, { status: 429, headers: { 'content-type': 'application/json' } }))
    const outcome = await generate()
    expect(expectError(outcome, 429, 'RESOURCE_EXHAUSTED')).toContain('You exceeded your current quota')
    expect(outcome.response.headers.get('retry-after')).toBe('35')
    expect(outcome.usage).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it.each([
    [400, 'FAILED_PRECONDITION', 400],
    [500, 'INTERNAL', 502],
    [503, 'UNAVAILABLE', 502],
    [529, 'OVERLOADED', 502],
  ])('of the provider, status %i, keeps its words and its %s', async (status, word, expected) => {
    const error = { error: { code: status, message: 'So said Google', status: word } }
    for (const body of [error, [error]]) {
      world.answerWith(() => Response.json(body, { status }))
      expect(expectError(await generate(), expected, word)).toContain('So said Google')
    }
  })

  it('names the provider whose protocol is another', async () => {
    const provider = {
      name: 'plain',
      slug: 'plain',
      api_base_url: 'http://127.0.0.1:9/plain',
      shared_api_key: 'sk-plain-012345',
    }
    await world.superApi('POST', '/ai/providers/', { ...provider, allow_shared_for_normal_admins: true })
    const capabilities = ['chat', 'embeddings']
    await world.superApi('POST', '/ai/models/', { provider: 'plain', model_id: 'chat-1', capabilities })
    const bodies = {
      generateContent: request,
      'streamGenerateContent?alt=sse': request,
      embedContent: { content: {} },
      batchEmbedContents: { requests: [{ content: {} }] },
    }
    for (const [method, json] of Object.entries(bodies)) {
      const outcome = await world.call(`/v1beta/models/plain/chat-1:${method}`, { json })
      expect(expectError(outcome, 400, 'INVALID_ARGUMENT')).toContain('plain speaks the protocol openai')
    }
  })
})
