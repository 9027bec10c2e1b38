/** Providers that lie, leak or never end, and callers who use the gateway to reach others. */
import { beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../support/api.ts'
import { answerStream } from '../support/endpoint.ts'
import { answerChat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

const KEY = 'sk-shared-0123456789-abcdefgh'
const messages = [{ role: 'user', content: 'Hi' }]

let gateway: Gateway
let root: { key: string }
let caller: { id: number; key: string }
let own: Api
let seen: Request[]
let answer: (request: Request) => Response | Promise<Response>
let names = 0

beforeEach(async () => {
  seen = []
  gateway = createGateway({
    upstream: (request) => {
      seen.push(request.clone())
      return answer(request)
    },
  })
  root = await createAdmin('super_admin')

  caller = await createAdmin()
  own = createApi(gateway, caller.key)
})

/** A provider with one model; answers the model's name. */
async function register(protocol: string, capability: string, fields: object = {}, config: object = {}) {
  names += 1
  const slug = `${protocol}-${names}`
  const { name } = await createProvider(gateway, root.key, {
    slug,
    model: 'owner/model',
    provider: { protocol, api_base_url: `https://${slug}.example.com/v1`, shared_api_key: KEY, config },
    fields: { capabilities: [capability], ...fields },
  })
  return name
}

const call = async (path: string, body: object, headers: Record<string, string> = {}) => {
  const form = body instanceof FormData
  const response = await gateway.fetch(path, {
    key: caller.key,
    headers,
    ...(form ? { method: 'POST', body } : { json: body }),
  })
  const text = await response.text()
  await gateway.settle()
  return { response, text }
}
const requests = async () => (await own<{ totals: { requests: number } }>('GET', '/ai/usage')).body.totals.requests

describe('what a provider says beside its answer', () => {
  it('does not become a header: no cookie, no place, no name of its own', async () => {
    const model = await register('openai', 'chat')
    answer = () =>
      Response.json(
        { choices: [] },
        {
          headers: {
            'set-cookie': 'session=evil',
            location: 'https://evil.example',
            'x-evil': '1',
            'x-gatehouse-model': 'dear',
          },
        },
      )
    const { response } = await call('/v1/chat/completions', { model, messages })
    for (const name of ['set-cookie', 'location', 'x-evil']) expect(response.headers.get(name)).toBeNull()
    expect(response.headers.get('x-gatehouse-model')).toBe('owner/model')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('is not believed where it is no time to wait', async () => {
    const model = await register('openai', 'chat')
    for (const retryAfter of ['sk-short-key', 'soon', '-1', '1e9', '1 2 3', 'Mon, 99 Jan', '0x10']) {
      answer = () => Response.json({}, { status: 429, headers: { 'retry-after': retryAfter } })
      const { response } = await call('/v1/chat/completions', { model, messages })
      expect([response.status, response.headers.get('retry-after')]).toEqual([429, null])
    }
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT'
    answer = () => Response.json({}, { status: 429, headers: { 'retry-after': date } })
    const { response } = await call('/v1/chat/completions', { model, messages })
    expect(response.headers.get('retry-after')).toBe(date)
  })
})

describe('words in place of a file', () => {
  it.each(['elevenlabs', 'hume', 'lmnt', 'xai'])('are no speech, and are not charged: %s', async (protocol) => {
    const model = await register(protocol, 'audio')
    for (const [words, type] of [
      ['{"error":"no such voice"}', 'application/json'],
      ['<!DOCTYPE html><script>1</script>', 'audio/mpeg'],
      ['data: {"error":1}\n\n', 'text/event-stream'],
    ] as const) {
      answer = () => new Response(new TextEncoder().encode(words), { headers: { 'content-type': type } })
      const { response } = await call('/v1/audio/speech', { model, input: 'Hi', voice: 'alloy' })
      expect(response.status, words).toBe(502)
    }
    expect(await requests()).toBe(0)
  })
})

describe('a call that took several requests to the provider', () => {
  it('is not sent again as a whole when one of them fails: the others may be billed', async () => {
    const model = await register('togetherai', 'image', {}, { retry: { max_retries: 1, max_wait_ms: 1_000 } })
    let count = 0
    answer = () => {
      count += 1
      return count === 2
        ? Response.json({ error: { message: 'busy' } }, { status: 429 })
        : Response.json({ data: [{ index: 0, b64_json: 'iVBORw0KGgo=' }] })
    }
    const { response } = await call('/v1/images/generations', { model, prompt: 'Hi', n: 3 })
    expect(response.status).toBe(429)
    expect(count).toBeLessThanOrEqual(3)
  })

  it('is not sent again when its job was begun and cannot be asked about', async () => {
    const model = await register('black-forest-labs', 'image', {}, { retry: { max_retries: 1, max_wait_ms: 1_000 } })
    answer = ({ method, url }) =>
      method === 'POST'
        ? Response.json({ id: 'job', polling_url: `${new URL(url).origin}/v1/get_result` })
        : Response.json({ detail: 'down' }, { status: 503 })
    const { response } = await call('/v1/images/generations', { model, prompt: 'Hi' })
    expect(response.status).toBe(502)
    expect(seen.filter(({ method }) => method === 'POST')).toHaveLength(1)
  })
})

describe('an address that a provider names', () => {
  it.each([
    'https://evil.example/result',
    'https://black-forest-labs.example.com.evil.example/result',
    'http://127.0.0.1:9/result',
    'https://[::ffff:127.0.0.1]/result',
    'https://[64:ff9b::7f00:1]/result',
    'https://2130706433/result',
    'https://169.254.169.254/latest',
    'https://localhost./result',
    'https://user:pass@evil.example/result',
    'file:///etc/passwd',
  ])('gets no key, and is asked only if it is public: %s', async (address) => {
    const production = createGateway({
      env: { ALLOW_LOOPBACK_UPSTREAMS: 'false' },
      upstream: (request) => {
        seen.push(request.clone())
        return request.method === 'POST'
          ? Response.json({ id: 'job', polling_url: address })
          : Response.json({ status: 'Ready', result: { sample: address } })
      },
    })
    const model = await register('black-forest-labs', 'image')
    const response = await production.fetch('/v1/images/generations', {
      key: caller.key,
      json: { model, prompt: 'Hi' },
    })
    const text = await response.text()
    expect(text).not.toContain(KEY)
    const strangers = seen.filter(({ method }) => method !== 'POST')
    for (const { url, headers } of strangers) {
      expect(new URL(url).hostname).toMatch(/evil\.example$/)
      expect(new URL(url).username).toBe('')
      expect(JSON.stringify([url, ...headers])).not.toContain(KEY)
    }
    if (!address.includes('evil.example') || address.includes('@')) expect(strangers).toEqual([])
  })
})

describe('an address that a caller names', () => {
  const see = (urls: string[]) => [
    { role: 'user', content: urls.map((url) => ({ type: 'image_url', image_url: { url } })) },
  ]
  const png = () => new Response(Uint8Array.of(0x89, 0x50, 0x4e, 0x47), { headers: { 'content-type': 'image/png' } })

  it('is fetched without the key, and no redirect leads inward', async () => {
    const model = await register('amazon-bedrock', 'chat', {}, { region: 'us-east-1' })
    for (const inward of [
      'https://127.0.0.1/',
      'https://[::1]/',
      'https://169.254.169.254/',
      'http://a.example/',
      'https://metadata.google.internal/',
    ]) {
      const production = createGateway({
        env: { ALLOW_LOOPBACK_UPSTREAMS: 'false' },
        upstream: (request) => {
          seen.push(request.clone())
          return new Response(null, { status: 302, headers: { location: inward } })
        },
      })
      const json = { model, messages: see(['https://files.example.org/a.png']) }
      const response = await production.fetch('/v1/chat/completions', { key: caller.key, json })
      expect([response.status, await response.text()]).toEqual([400, expect.stringContaining('image_url.url')])
    }
    for (const { url, headers } of seen) {
      expect(url).toBe('https://files.example.org/a.png')
      expect([...headers.keys()].sort()).toEqual(['accept', 'user-agent'])
    }
  })

  it('is one of few: a request cannot make the gateway knock at many doors', async () => {
    const model = await register('amazon-bedrock', 'chat', {}, { region: 'us-east-1' })
    answer = png
    const urls = Array.from({ length: 200 }, (_, index) => `https://files.example.org/${index}.png`)
    const asked = await call('/v1/chat/completions', { model, messages: see(urls) })
    expect(asked.response.status).toBe(400)
    expect(seen.length).toBeLessThanOrEqual(50)
  })

  it('is fetched one after the other, also in what an assistant said', async () => {
    const model = await register('amazon-bedrock', 'chat', {}, { region: 'us-east-1' })
    let open = 0
    let most = 0
    answer = async ({ url }) => {
      if (!url.startsWith('https://files.')) return Response.json({})
      most = Math.max(most, (open += 1))
      await scheduler.wait(5)
      open -= 1
      return png()
    }
    const images = [1, 2, 3].map((index) => ({
      type: 'image_url',
      image_url: { url: `https://files.example.org/${index}` },
    }))
    await call('/v1/chat/completions', {
      model,
      messages: [...messages, { role: 'assistant', content: 'a', images }, ...messages],
    })
    expect(most).toBe(1)
  })
})

describe('a body that is meant to exhaust', () => {
  const nest = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`

  it.each([500, 2_000, 5_000, 20_000, 200_000])(
    'is answered or refused, never crashed on: %i levels',
    async (depth) => {
      const model = await register('anthropic', 'chat')
      answer = () => Response.json({ error: { message: 'no' } }, { status: 400 })
      const deep = nest(depth)
      for (const body of [
        `{"model":"${model}","messages":[{"role":"user","content":"Hi"}],"tools":[{"type":"function","function":{"name":"f","parameters":${deep}}}]}`,
        `{"model":"${model}","messages":[{"role":"user","content":"Hi"}],"response_format":{"type":"json_schema","json_schema":{"name":"a","schema":${deep}}}}`,
        `{"model":"${model}","messages":[{"role":"assistant","content":"a","reasoning_details":[{"type":"reasoning.text","text":"a","provider_metadata":{"a":${deep}}}]},{"role":"user","content":"Hi"}]}`,
        JSON.stringify({
          model,
          messages: [
            {
              role: 'assistant',
              tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: deep } }],
            },
            { role: 'tool', tool_call_id: 'a', content: 'a' },
          ],
        }),
        `{"model":"${model}","metadata":${deep},"messages":[{"role":"user","content":"Hi"}]}`,
      ]) {
        const headers = { 'content-type': 'application/json' }
        const response = await gateway.fetch('/v1/chat/completions', { method: 'POST', key: caller.key, headers, body })
        expect([response.status, (await response.text()).slice(0, 300)]).toEqual([400, expect.any(String)])
      }
    },
  )

  it('of a media type without end is refused, and not remembered', async () => {
    const model = await register('anthropic', 'chat')
    answer = answerChat
    const url = `data:image/${'a'.repeat(1_000_000)};base64,AAAA`
    const asked = await call('/v1/chat/completions', {
      model,
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url } }] }],
    })
    expect([asked.response.status, asked.text.length < 1_000]).toEqual([400, true])
    expect(seen).toEqual([])
  })

  it('of a hundred thousand messages is sent on in reasonable time', async () => {
    const model = await register('anthropic', 'chat')
    answer = () => Response.json({ error: { message: 'no' } }, { status: 400 })
    const many = Array.from({ length: 100_000 }, () => messages[0])
    const startedAt = Date.now()
    expect((await call('/v1/chat/completions', { model, messages: many })).response.status).toBe(400)
    expect(Date.now() - startedAt).toBeLessThan(10_000)
  })
})

describe('a job that many ask about at once', () => {
  it('is settled once', async () => {
    const model = await register('openai', 'video', { pricing_video_second: 1 })
    answer = () => Response.json({ id: 'job', object: 'video', status: 'queued', seconds: '4' })
    const { id } = JSON.parse((await call('/v1/videos', { model, prompt: 'a', seconds: '4' })).text) as { id: string }
    answer = ({ url }) =>
      url.endsWith('/content')
        ? new Response(Uint8Array.of(0, 1), { headers: { 'content-type': 'video/mp4' } })
        : Response.json({ id: 'job', object: 'video', status: 'completed', seconds: '4' })
    const paths = Array.from({ length: 20 }, (_, index) => `/v1/videos/${id}${index % 2 ? '/content' : ''}`)
    const answers = await Promise.all(paths.map((path) => gateway.fetch(path, { key: caller.key })))
    await Promise.all(answers.map((response) => response.arrayBuffer()))
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]))
    const { body } = await own<{ open_requests: number; totals: object }>('GET', '/ai/usage')
    expect(body).toMatchObject({ open_requests: 0, totals: { requests: 1, cost_usd: 4 } })
  })

  it('is not given back by a failure that is told after its end', async () => {
    const model = await register('openai', 'video', { pricing_video_second: 1 })
    answer = () => Response.json({ id: 'job', object: 'video', status: 'completed', seconds: '4' })
    const { id } = JSON.parse((await call('/v1/videos', { model, prompt: 'a' })).text) as { id: string }
    answer = () =>
      Response.json({ id: 'job', object: 'video', status: 'failed', error: { message: `${KEY.slice(0, 15)}…` } })
    const response = await gateway.fetch(`/v1/videos/${id}`, { key: caller.key })
    expect(await response.text()).not.toContain(KEY.slice(0, 15))
    expect(await requests()).toBe(1)
  })
})

describe('a call with several keys', () => {
  it('is that of the one in Authorization, and of none where that is no key', async () => {
    const other = await createAdmin()
    const model = await register('openai', 'chat')
    answer = answerChat
    const json = { model, messages }
    const ask = async (headers: Record<string, string>) =>
      (await gateway.fetch('/v1/chat/completions', { json, headers })).status
    const good = `Bearer ${caller.key}`
    expect(await ask({ authorization: good, 'x-api-key': other.key, 'x-goog-api-key': root.key })).toBe(200)
    expect(await ask({ 'x-api-key': caller.key, 'x-goog-api-key': root.key })).toBe(200)
    await gateway.settle()
    expect(await requests()).toBe(2)
    expect(await ask({ authorization: 'Bearer gh_wrong', 'x-api-key': caller.key })).toBe(401)
    expect(await ask({ authorization: '', 'x-api-key': caller.key })).toBe(401)
    expect(await ask({ authorization: `Basic ${btoa(caller.key)}`, 'x-goog-api-key': caller.key })).toBe(401)
    expect(await ask({ 'x-api-key': 'gh_wrong', 'x-goog-api-key': caller.key })).toBe(401)
    expect(await ask({ 'x-api-key': `${caller.key}, ${root.key}` })).toBe(401)
    expect(seen.map(({ headers }) => headers.get('authorization'))).toEqual([`Bearer ${KEY}`, `Bearer ${KEY}`])
    for (const { headers } of seen)
      expect([headers.get('x-api-key'), headers.get('x-goog-api-key')]).toEqual([null, null])
  })
})

describe('names in a form', () => {
  it('cannot end their header, nor become another field', async () => {
    const model = await register('openai', 'speech_to_text')
    let raw = ''
    answer = async (request) => {
      raw = new TextDecoder().decode(await request.arrayBuffer())
      return Response.json({ text: 'a' })
    }
    const field = (name: string, value: string, more = '') =>
      `--B\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
    const body = [
      field('model', model),
      field('file', 'xxxx', '; filename="a\\"; name=\\"model.mp3"'),
      field('a\\"; name=\\"model', 'dear'),
      field('a%22; name=%22model', 'dear'),
      field('__proto__', 'dear'),
      '--B--\r\n',
    ].join('')
    const headers = { 'content-type': 'multipart/form-data; boundary=B' }
    const response = await gateway.fetch('/v1/audio/transcriptions', { method: 'POST', key: caller.key, headers, body })
    expect(response.status).toBe(200)
    const names = [...raw.matchAll(/(?<=[; ])name="([^"]*)"/g)].map(([, name]) => name)
    expect(names.filter((name) => name === 'model')).toHaveLength(1)
    const form = await new Response(raw, {
      headers: { 'content-type': `multipart/form-data; boundary=${raw.slice(2, raw.indexOf('\r'))}` },
    }).formData()
    expect(form.getAll('model')).toEqual(['owner/model'])
  })
})

describe('an event that never ends', () => {
  it('does not stand in memory for the meter', async () => {
    const model = await register('openai', 'chat')
    answer = () => answerStream(`data: ${'x'.repeat(9_000_000)}`)
    const { response, text } = await call('/v1/chat/completions', {
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
    })
    expect(response.status).toBe(200)
    expect(text.slice(-400)).toContain('upstream_error')
    expect(await requests()).toBe(1)
  })
})
