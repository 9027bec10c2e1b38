/** Providers of other protocols, called with OpenAI's wire format through the whole gateway. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../support/api.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'

type Report = { open_requests: number; totals: Record<string, number> }

const KEY = 'sk-shared-0123456789-abcdefgh'

let gateway: Gateway
let superApi: Api
let own: Api
let caller: { id: number; key: string }
let seen: { url: URL; method: string; headers: Headers; body: string }[]
let answer: (request: Request) => Response | Promise<Response>
let names = 0

beforeEach(async () => {
  seen = []
  answer = () => Response.json(claudeMessage)
  gateway = createGateway({
    upstream: async (request) => {
      const body = await request.clone().text()
      seen.push({ url: new URL(request.url), method: request.method, headers: request.headers, body })
      return answer(request)
    },
  })
  superApi = createApi(gateway, (await createAdmin('super_admin')).key)
  caller = await createAdmin()
  own = createApi(gateway, caller.key)
})

/** A provider of a protocol with one model; answers the model's name. */
async function register(protocol: string, capability: string, fields: object = {}): Promise<string> {
  names += 1
  const slug = `${protocol}-${names}`
  const provider = await superApi('POST', '/ai/providers', {
    name: slug,
    slug,
    protocol,
    api_base_url: `https://upstream.example.com/${slug}/v1`,
    shared_api_key: KEY,
    allow_shared_for_normal_admins: true,
  })
  expect(provider.status).toBe(201)
  const model = { provider: slug, model_id: 'claude-sonnet-4-5', capabilities: [capability], ...fields }
  const added = await superApi<{ model_id: string }>('POST', '/ai/models', model)
  expect(added.status).toBe(201)
  return `${slug}/${added.body.model_id}`
}

const call = async (path: string, json: object) => {
  const response = await gateway.fetch(path, { key: caller.key, json })
  const bytes = new Uint8Array(await response.arrayBuffer())
  await gateway.settle()
  return { response, bytes, text: new TextDecoder().decode(bytes) }
}
const chat = (model: string, more: object = {}) =>
  call('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }], ...more })
const usage = async () => (await own<Report>('GET', '/ai/usage')).body

const claudeMessage = {
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  model: 'claude-sonnet-4-5',
  content: [{ type: 'text', text: 'Hello' }],
  stop_reason: 'end_turn',
  stop_sequence: null,
  usage: { input_tokens: 10, output_tokens: 4, cache_read_input_tokens: 30, cache_creation_input_tokens: 5 },
}

const claudeEvents: object[] = [
  {
    type: 'message_start',
    message: { ...claudeMessage, content: [], stop_reason: null, usage: { input_tokens: 10, output_tokens: 1 } },
  },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Hel' } },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'lo' } },
  { type: 'content_block_stop', index: 0 },
  { type: 'message_delta', delta: { stop_reason: 'end_turn', stop_sequence: null }, usage: { output_tokens: 4 } },
  { type: 'message_stop' },
]

function streamOf(events: object[]): Response {
  const text = events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join('')
  return new Response(new Blob([text]).stream(), { headers: { 'content-type': 'text/event-stream' } })
}

const chunksOf = (text: string) =>
  text
    .split('\n\n')
    .filter((event) => event.startsWith('data: {'))
    .map((event) => JSON.parse(event.slice('data: '.length)))

describe('chat with a provider of another protocol', () => {
  it('is answered in OpenAI’s form, with the provider’s usage counted and priced', async () => {
    const prices = { pricing_input: 3, pricing_cached_input: 0.3, pricing_cache_write: 3.75, pricing_output: 15 }
    const model = await register('anthropic', 'chat', prices)
    const { response, text } = await chat(model, { temperature: 0.5 })
    expect(response.status).toBe(200)
    expect(JSON.parse(text)).toMatchObject({
      object: 'chat.completion',
      choices: [{ message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
      usage: { prompt_tokens: 45, completion_tokens: 4, prompt_tokens_details: { cached_tokens: 30 } },
    })
    const [sent] = seen
    expect(sent!.url.pathname).toMatch(/\/v1\/messages$/)
    expect(sent!.headers.get('x-api-key')).toBe(KEY)
    expect(sent!.headers.get('authorization')).toBeNull()
    expect(JSON.parse(sent!.body)).toMatchObject({ model: 'claude-sonnet-4-5', temperature: 0.5 })
    // 10 × 3 + 30 × 0.3 + 5 × 3.75 + 4 × 15 micro-USD, rounded up.
    expect(await usage()).toMatchObject({
      open_requests: 0,
      totals: {
        requests: 1,
        input_tokens: 45,
        cached_input_tokens: 30,
        cache_write_tokens: 5,
        output_tokens: 4,
        cost_usd: 0.000118,
      },
    })
  })

  it('streams, with the usage for those who asked only', async () => {
    const model = await register('anthropic', 'chat')
    answer = () => streamOf(claudeEvents)
    const plain = await chat(model, { stream: true })
    expect(plain.response.headers.get('content-type')).toMatch(/^text\/event-stream/)
    expect(plain.text).toMatch(/data: \[DONE\]\n\n$/)
    const content = (text: string) =>
      chunksOf(text)
        .map((chunk) => chunk.choices[0]?.delta.content ?? '')
        .join('')
    expect(content(plain.text)).toBe('Hello')
    expect(chunksOf(plain.text).filter((chunk) => chunk.usage)).toEqual([])

    const asked = await chat(model, { stream: true, stream_options: { include_usage: true } })
    expect(chunksOf(asked.text).at(-1)).toMatchObject({
      choices: [],
      usage: { prompt_tokens: 10, completion_tokens: 4 },
    })
    expect(await usage()).toMatchObject({
      open_requests: 0,
      totals: { requests: 2, input_tokens: 20, output_tokens: 8 },
    })
  })

  it('ends in an error event when the provider breaks off, and counts what had come', async () => {
    const model = await register('anthropic', 'chat')
    answer = () => streamOf(claudeEvents.slice(0, 4))
    const { text } = await chat(model, { stream: true })
    expect(text).toContain('"Hel"')
    expect(text).not.toContain('[DONE]')
    expect(chunksOf(text).at(-1)).toMatchObject({ error: { code: 'upstream_error' } })
    // "Hel" and "lo", at four bytes a token each.
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 1, output_tokens: 2 } })
  })

  it('names the status when the provider fails in the middle, and none of its words', async () => {
    const model = await register('anthropic', 'chat')
    const error = { type: 'overloaded_error', message: `Overloaded, ${KEY}` }
    answer = () => streamOf([...claudeEvents.slice(0, 4), { type: 'error', error }])
    const { text } = await chat(model, { stream: true })
    expect(text).toContain('"Hel"')
    expect(chunksOf(text).at(-1)?.error.message).toBe('The provider failed (529)')
    expect(text).not.toContain(KEY)
    expect(await usage()).toMatchObject({ totals: { requests: 1, output_tokens: 2 } })
  })

  it('refuses a parameter that the protocol drops, before anything is sent or counted', async () => {
    const model = await register('anthropic', 'chat')
    const { response, text } = await chat(model, { seed: 7 })
    expect(response.status).toBe(400)
    expect(JSON.parse(text).error).toMatchObject({ code: 'validation_failed', param: 'seed' })
    expect(seen).toEqual([])
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('takes it when the model’s rules say that it is dropped', async () => {
    const model = await register('anthropic', 'chat', { config: { parameters: { drop: ['seed'] } } })
    expect((await chat(model, { seed: 7 })).response.status).toBe(200)
    expect(JSON.parse(seen[0]!.body)).not.toHaveProperty('seed')
  })

  it('hands on the provider’s refusal, without the key', async () => {
    const model = await register('anthropic', 'chat')
    answer = () =>
      Response.json(
        { type: 'error', error: { type: 'rate_limit_error', message: `Slow down, ${KEY}` } },
        { status: 429, headers: { 'retry-after': '9' } },
      )
    const { response, text } = await chat(model)
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '9'])
    expect(JSON.parse(text).error).toMatchObject({ type: 'rate_limit_error', message: 'Slow down, [redacted]' })
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('is a failure of the provider when its answer cannot be read, is too late, or leads elsewhere', async () => {
    const model = await register('anthropic', 'chat')
    for (const wrong of [
      () => Response.json({ nothing: true }),
      () => new Response('<html>', { headers: { 'content-type': 'text/html' } }),
      () => Promise.reject(new TypeError('refused')),
      () => new Response(null, { status: 307, headers: { location: 'https://evil.example' } }),
    ]) {
      answer = wrong
      const { response, text } = await chat(model)
      expect(response.status).toBe(502)
      expect(text).not.toContain(KEY)
    }
    const slug = model.split('/')[0]
    await superApi('PATCH', `/ai/providers/${slug}`, { config: { timeouts: { headers_ms: 50 } } })
    answer = ({ signal }) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    expect((await chat(model)).response.status).toBe(504)
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('is sent again when the provider’s configuration says so', async () => {
    const model = await register('anthropic', 'chat')
    await superApi('PATCH', `/ai/providers/${model.split('/')[0]}`, { config: { retry: { max_retries: 1 } } })
    const answers = [() => Response.json({}, { status: 529 }), () => Response.json(claudeMessage)]
    answer = () => answers.shift()!()
    const { response } = await chat(model)
    expect([response.status, response.headers.get('x-gatehouse-attempts')]).toEqual([200, '2'])
  })

  it('never goes to an address of the loopback or a private network in production', async () => {
    const model = await register('anthropic', 'chat')
    await superApi('PATCH', `/ai/providers/${model.split('/')[0]}`, { api_base_url: 'http://127.0.0.1:9/v1' })
    const production = createGateway({
      env: { ALLOW_LOOPBACK_UPSTREAMS: 'false' },
      upstream: () => Response.json(claudeMessage),
    })
    const json = { model, messages: [{ role: 'user', content: 'Hi' }] }
    const response = await production.fetch('/v1/chat/completions', { key: caller.key, json })
    expect([response.status, (await response.json<{ error: { code: string } }>()).error.code]).toEqual([
      502,
      'upstream_not_allowed',
    ])
  })

  it('sends the extra headers and query parameters of the configuration', async () => {
    const model = await register('anthropic', 'chat')
    const config = { headers: { 'x-title': 'Gatehouse' }, query: { beta: 'true' } }
    await superApi('PATCH', `/ai/providers/${model.split('/')[0]}`, { config })
    await chat(model)
    expect(seen[0]!.headers.get('x-title')).toBe('Gatehouse')
    expect(seen[0]!.url.searchParams.get('beta')).toBe('true')
  })
})

describe('what is not chat, over other protocols', () => {
  it('speaks, metered by characters', async () => {
    const model = await register('elevenlabs', 'audio', { model_id: 'eleven_v3', pricing_characters: 0.3 })
    const audio = new Uint8Array([255, 251, 144, 0, 1, 2, 3])
    answer = () => new Response(audio, { headers: { 'content-type': 'audio/mpeg' } })
    const { response, bytes } = await call('/v1/audio/speech', { model, input: 'سلام 👋', voice: 'someone' })
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'audio/mpeg'])
    expect(bytes).toEqual(audio)
    expect(seen.at(-1)!.headers.get('xi-api-key')).toBe(KEY)
    expect(await usage()).toMatchObject({ totals: { requests: 1, characters: 6, cost_usd: 0.0018 } })
  })

  it('ranks, and makes vectors', async () => {
    const ranker = await register('cohere', 'rerank', { model_id: 'rerank-v3.5' })
    answer = () =>
      Response.json({
        id: 'r',
        results: [{ index: 1, relevance_score: 0.9 }],
        meta: { billed_units: { search_units: 1 } },
      })
    const ranked = await call('/v1/rerank', { model: ranker, query: 'q', documents: ['a', 'b'], top_n: 1 })
    expect(JSON.parse(ranked.text).results).toMatchObject([{ index: 1, relevance_score: 0.9 }])

    const embedder = await register('mistral', 'embeddings', { model_id: 'mistral-embed' })
    answer = () =>
      Response.json({
        object: 'list',
        data: [{ object: 'embedding', index: 0, embedding: [0.5, -1] }],
        usage: { prompt_tokens: 3, total_tokens: 3 },
      })
    const embedded = await call('/v1/embeddings', { model: embedder, input: 'Hi' })
    expect(JSON.parse(embedded.text)).toMatchObject({ data: [{ embedding: [0.5, -1] }], usage: { prompt_tokens: 3 } })
  })

  it('is refused where the protocol has no such thing', async () => {
    const model = await register('anthropic', 'embeddings')
    const { response, text } = await call('/v1/embeddings', { model, input: 'Hi' })
    expect([response.status, JSON.parse(text).error.code]).toEqual([400, 'operation_not_supported'])
  })

  it('runs video jobs of providers that have them', async () => {
    const model = await register('fal', 'video', { model_id: 'luma-dream-machine', pricing_video_second: 0.5 })
    const states = [{ detail: 'Request is still in progress' }]
    answer = ({ url, method }) => {
      const { pathname } = new URL(url)
      if (method === 'POST')
        return Response.json({ request_id: 'r1', response_url: `${url.split('?')[0]}/requests/r1` })
      if (pathname.endsWith('.mp4')) return new Response('VIDEO', { headers: { 'content-type': 'video/mp4' } })
      const pending = states.shift()
      return pending
        ? Response.json(pending, { status: 400 })
        : Response.json({ video: { url: 'https://files.example.com/v.mp4', content_type: 'video/mp4' } })
    }
    const started = await call('/v1/videos', { model, prompt: 'A lighthouse', seconds: '5' })
    expect(started.response.status, started.text).toBe(200)
    const { id } = JSON.parse(started.text)
    const statusOf = async () => {
      const response = await gateway.fetch(`/v1/videos/${id}`, { key: caller.key })
      return (await response.json<{ status: string }>()).status
    }
    expect(await statusOf()).toBe('in_progress')
    expect(await usage()).toMatchObject({ open_requests: 1 })
    expect(await statusOf()).toBe('completed')
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { video_seconds: 5, cost_usd: 2.5 } })
    const content = await gateway.fetch(`/v1/videos/${id}/content`, { key: caller.key })
    expect([content.headers.get('content-type'), await content.text()]).toEqual(['video/mp4', 'VIDEO'])
  })
})

describe('Workers AI', () => {
  const register = async () => {
    names += 1
    const slug = `workers-ai-${names}`
    const provider = { name: slug, slug, protocol: 'workers-ai', allow_shared_for_normal_admins: true }
    expect((await superApi('POST', '/ai/providers', provider)).status).toBe(201)
    const model = { provider: slug, model_id: '@cf/meta/llama-3.1-8b-instruct', capabilities: ['chat'] }
    expect((await superApi('POST', '/ai/models', model)).status).toBe(201)
    return `${slug}/@cf/meta/llama-3.1-8b-instruct`
  }
  const json = (model: string) => ({ model, messages: [{ role: 'user', content: 'Hi' }] })

  it('is called by its binding, without any key', async () => {
    const ran: unknown[] = []
    const binding = {
      run: async (model: string, inputs: unknown) => {
        ran.push([model, inputs])
        return Response.json({ response: 'Hello', usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } })
      },
    }
    const bound = createGateway({ env: { AI: binding as unknown as NonNullable<typeof env.AI> } })
    const response = await bound.fetch('/v1/chat/completions', { key: caller.key, json: json(await register()) })
    const text = await response.text()
    expect(response.status, text).toBe(200)
    expect(JSON.parse(text)).toMatchObject({
      choices: [{ message: { content: 'Hello' } }],
      usage: { prompt_tokens: 5 },
    })
    expect(ran.at(-1)).toMatchObject(['@cf/meta/llama-3.1-8b-instruct', { messages: [{ role: 'user' }] }])
    await bound.settle()
    expect(await usage()).toMatchObject({ totals: { requests: 1, input_tokens: 5, output_tokens: 2 } })
  })

  it('says that it is not bound where it is not', async () => {
    const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: json(await register()) })
    expect([response.status, (await response.json<{ error: { code: string } }>()).error.code]).toEqual([
      500,
      'misconfigured',
    ])
    await gateway.settle()
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })
})
