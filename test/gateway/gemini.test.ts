import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRow } from '../../src/db/rows.ts'
import { createGenerateCall } from '../../src/gateway/gemini/call.ts'
import { TOKENS_OF_A_REMOTE_FILE } from '../../src/gateway/remote-files.ts'
import { createAdmin } from '../support/gateway.ts'
import { createNativeWorld, streamOf, type NativeWorld, type Outcome } from '../support/native.ts'
import { recordings } from '../support/recordings.ts'
import type { Raw } from '../upstreams/bridge/recorded/told.ts'

const SLUG = 'native'
const MODEL = 'gemini-2.5-flash'
const contents = [{ role: 'user', parts: [{ text: 'Hi' }] }]
const request = { contents }

let world: NativeWorld

beforeAll(async () => {
  world = await createNativeWorld('google', { slug: SLUG, model: MODEL })
  await world.superApi('POST', '/ai/models/', { provider: SLUG, model_id: 'embed-1', capabilities: ['embeddings'] })
})

const generate = (json: object = request, sent: { key?: string; headers?: HeadersInit } = {}) =>
  world.call(`/v1beta/models/${MODEL}:generateContent`, { json, ...sent })
const stream = () => world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, { json: request })

/** What a recording says it used, read without any of the code under test. The last word counts. */
function figuresOf(answers: Raw[]) {
  const usage = answers.map((answer) => answer.usageMetadata).findLast((said) => said?.promptTokenCount !== undefined)
  return {
    requests: 1,
    input_tokens: usage.promptTokenCount + (usage.toolUsePromptTokenCount ?? 0),
    cached_input_tokens: usage.cachedContentTokenCount ?? 0,
    output_tokens: usage.candidatesTokenCount + (usage.thoughtsTokenCount ?? 0),
    reasoning_tokens: usage.thoughtsTokenCount ?? 0,
  }
}

/** As Google writes them. */
const lineOf = (data: string) => `data: ${data}\r\n\r\n`
const linesOf = (events: object[]) => events.map((event) => lineOf(JSON.stringify(event))).join('')

const ofGoogle = recordings.filter(
  ({ folder, answer }) =>
    folder === 'google' && (answer.kind === 'whole' ? answer.body : answer.events[0])?.includes('"candidates"'),
)
const wholes = ofGoogle.flatMap(({ name, answer }) => (answer.kind === 'whole' ? [[name, answer.body] as const] : []))
const streams = ofGoogle.flatMap(({ name, answer }) =>
  answer.kind === 'stream' ? [[name, answer.events] as const] : [],
)

describe('a recorded answer', () => {
  it('is there to replay', () => {
    expect([wholes.length, streams.length]).toEqual([5, 9])
  })

  it.each(wholes)('%s comes out byte for byte and is counted to the token', async (_, body) => {
    world.answerWith(() => new Response(body, { headers: { 'content-type': 'application/json; charset=UTF-8' } }))
    const { response, text, usage } = await generate()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: figuresOf([JSON.parse(body)]) })
  })

  it.each(streams)('%s streams byte for byte and is counted to the token', async (_, events) => {
    const body = events.map(lineOf).join('')
    world.answerWith(() => streamOf(body))
    const { response, text, usage } = await stream()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: figuresOf(events.map((event): Raw => JSON.parse(event))) })
  })
})

const chunk = (text: string, more: object = {}) => ({ candidates: [{ content: { parts: [{ text }] }, ...more }] })
const usageMetadata = {
  promptTokenCount: 7,
  cachedContentTokenCount: 2,
  candidatesTokenCount: 3,
  thoughtsTokenCount: 1,
}

describe('a stream', () => {
  const bytes = new TextEncoder().encode(
    linesOf([chunk('سلام 🌍'), { ...chunk('', { finishReason: 'STOP' }), usageMetadata }]),
  )

  it('comes out byte for byte wherever it is cut', async () => {
    const { key } = await createAdmin()
    const cuts = Array.from(bytes, (_, at) => [bytes.slice(0, at), bytes.slice(at)].filter(({ length }) => length > 0))
    cuts.push(Array.from(bytes, (_, at) => bytes.slice(at, at + 1)))
    let last: Outcome | undefined
    for (const pieces of cuts) {
      world.answerWith(() => streamOf(...pieces))
      last = await world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, { json: request, key })
      expect(new TextEncoder().encode(last.text)).toEqual(bytes)
    }
    const calls = cuts.length
    expect(last?.usage).toMatchObject({
      open_requests: 0,
      totals: { requests: calls, input_tokens: 7 * calls, cached_input_tokens: 2 * calls, output_tokens: 4 * calls },
    })
  })

  const end = async (events: object[]): Promise<Outcome & { added: string }> => {
    const lines = linesOf(events)
    world.answerWith(() => streamOf(lines))
    const outcome = await stream()
    expect(outcome.text.startsWith(lines)).toBe(true)
    return { ...outcome, added: outcome.text.slice(lines.length) }
  }

  it('that breaks off ends with an error in Google’s form, and what it said of its use is kept', async () => {
    const { added, usage } = await end([{ ...chunk('four'), usageMetadata }])
    expect(JSON.parse(added.trim().slice('data: '.length))).toEqual({
      error: { code: 502, message: 'The provider broke off before the end of its answer', status: 'INTERNAL' },
    })
    expect(usage.totals).toMatchObject({ requests: 1, input_tokens: 7, output_tokens: 4 })
  })

  it('that the provider ends itself gets no error of ours: by a blocked prompt or by an error of its own', async () => {
    const blocked = { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 7 } }
    expect(await end([blocked])).toMatchObject({ added: '', usage: { totals: { input_tokens: 7, output_tokens: 0 } } })
    const error = { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } }
    const { added, usage } = await end([chunk('four'), error])
    expect(added).toBe('')
    expect(usage.totals).toMatchObject({ requests: 1, output_tokens: 1 })
  })

  it('without any usage is counted from its text and its calls', async () => {
    const functionCall = { name: 'f', args: {} }
    const { usage } = await end([
      chunk('four'),
      { candidates: [{ content: { parts: [{ functionCall }] }, finishReason: 'STOP' }] },
    ])
    expect(usage.totals.input_tokens).toBeGreaterThan(0)
    expect(usage.totals.output_tokens).toBe(1 + Math.ceil(JSON.stringify(functionCall).length / 4))
  })

  it('is of server-sent events only', async () => {
    world.seen.length = 0
    for (const query of ['', '?alt=json', '?alt=', '?alt=media']) {
      const { response, text } = await world.call(`/v1beta/models/${MODEL}:streamGenerateContent${query}`, {
        json: request,
      })
      expect(response.status).toBe(400)
      expect(JSON.parse(text)).toMatchObject({ error: { code: 400, message: expect.stringMatching(/^alt: /) } })
    }
    expect(world.seen).toHaveLength(0)
  })
})

describe('the request to the provider', () => {
  beforeEach(() => {
    world.seen.length = 0
    world.answerWith(() => Response.json({ ...chunk('Hello', { finishReason: 'STOP' }), usageMetadata }))
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
    world.answerWith(() => streamOf(linesOf([{ ...chunk('Hello', { finishReason: 'STOP' }), usageMetadata }])))
    await stream()
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
