import { describe, expect, it } from 'vitest'
import {
  azureConfig,
  bedrockConfig,
  commonConfig,
  openAiConfig,
  vertexConfig,
} from '../../src/upstreams/provider-config.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'

const accepts = (config: unknown) => openAiConfig.safeParse(config).success

const region = 'eu-west-1'
const schemas = [
  { name: 'openai', schema: openAiConfig, needed: {} },
  { name: 'azure', schema: azureConfig, needed: {} },
  { name: 'amazon-bedrock', schema: bedrockConfig, needed: { region } },
  { name: 'google-vertex', schema: vertexConfig, needed: {} },
  { name: 'all others', schema: commonConfig, needed: {} },
]

/** RFC 9110 §7.6.1, framing, and where requests go. Never to be set, whatever for. */
const connectionHeaders = [
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'host',
  'content-length',
  'content-type',
  'content-encoding',
  'cookie',
]

const keyHeaders = [
  'authorization',
  'x-api-key',
  'api-key',
  'x-goog-api-key',
  'x-hume-api-key',
  'x-key',
  'xi-api-key',
  'x-amz-security-token',
]

const cases = (name: string) => [name, name.toUpperCase(), name.replace(/^./, (char) => char.toUpperCase())]

describe('extra headers', () => {
  it.each(['x-title', 'HTTP-Referer', 'OpenAI-Organization', 'anthropic-version', 'x_underscore'])(
    'may be %s',
    (name) => {
      expect(accepts({ headers: { [name]: 'a value, with spaces; and=signs' } })).toBe(true)
    },
  )

  it.each([...connectionHeaders, ...keyHeaders].flatMap(cases))('may not be %s', (name) => {
    expect(accepts({ headers: { [name]: 'x' } })).toBe(false)
  })

  it.each(['', 'a b', 'a:b', 'a\r\nb', 'a\0', 'ключ', 'a\t', '(a)', 'a/b', 'a"b', 'a'.repeat(101)])(
    'may not have the name "%s"',
    (name) => {
      expect(accepts({ headers: { [name]: 'x' } })).toBe(false)
    },
  )

  it.each(['a\r\nx-evil: 1', 'a\nb', 'a\rb', 'a\0b', 'значение', 'a\tb', '\x7f', 'é', '\u2028', 'a'.repeat(2_001)])(
    'may not have the value "%s"',
    (value) => {
      expect(accepts({ headers: { 'x-title': value } })).toBe(false)
    },
  )

  it('are texts', () => {
    for (const value of [1, null, ['a'], { a: 'b' }]) expect(accepts({ headers: { 'x-title': value } })).toBe(false)
  })
})

describe('the auth scheme', () => {
  it('may be bearer, a named header or a query parameter', () => {
    expect(accepts({ auth: { scheme: 'bearer' } })).toBe(true)
    for (const name of ['api-key', 'x-api-key', 'x-goog-api-key']) {
      expect(accepts({ auth: { scheme: 'header', name } })).toBe(true)
    }
    expect(accepts({ auth: { scheme: 'query', name: 'key' } })).toBe(true)
  })

  it.each(connectionHeaders.flatMap(cases))('may not put the key into %s', (name) => {
    expect(accepts({ auth: { scheme: 'header', name } })).toBe(false)
  })

  it.each([
    { scheme: 'basic' },
    { scheme: 'header' },
    { scheme: 'header', name: 'a\r\nb' },
    { scheme: 'query', name: 'a&b' },
    { scheme: 'query', name: '' },
    { scheme: 'bearer', name: 'x' },
  ])('may not be %j', (auth) => {
    expect(accepts({ auth })).toBe(false)
  })
})

describe('path overrides', () => {
  it.each(['/chat/completions', '/v2/chat', '/openai/deployments/gpt-5/chat.completions', '/a_b~c-d'])(
    'may be %s',
    (path) => {
      expect(accepts({ paths: { chat_completions: path } })).toBe(true)
    },
  )

  it.each([
    '',
    '/',
    'chat',
    '//evil.example/v1',
    '/..',
    '/../admin',
    '/a/../b',
    '/a/./b',
    '/a/..',
    '/%2e%2e/b',
    '/a%2fb',
    '/a\\b',
    '/a?b=1',
    '/a#b',
    '/a b',
    '/a\r\nb',
    '/a@b',
    'https://evil.example',
    `/${'a'.repeat(200)}`,
  ])('may not be "%s"', (path) => {
    expect(accepts({ paths: { chat_completions: path } })).toBe(false)
    expect(accepts({ paths: { models: path } })).toBe(false)
  })
})

describe('the rest of the configuration', () => {
  it('refuses fields that it does not know, also the ones of every object', () => {
    expect(accepts({})).toBe(true)
    for (const config of [
      { base_url: 'https://evil.example' },
      { redirect: 'follow' },
      { paths: { video_status: '/x' } },
      { timeouts: { connect_ms: 100 } },
      [],
      null,
      'x',
    ]) {
      expect(accepts(config), JSON.stringify(config)).toBe(false)
    }
  })

  it('takes timeouts in milliseconds within bounds', () => {
    expect(accepts({ timeouts: { headers_ms: 10, idle_ms: 5_000, total_ms: 3_600_000 } })).toBe(true)
    for (const headers_ms of [0, -1, 9, 3_600_001, 1.5, '100', null]) {
      expect(accepts({ timeouts: { headers_ms } }), String(headers_ms)).toBe(false)
    }
  })

  it('takes a number of retries and the longest wait', () => {
    expect(accepts({ retry: {} })).toBe(true)
    expect(accepts({ retry: { max_retries: 0, max_wait_ms: 0 } })).toBe(true)
    expect(accepts({ retry: { max_retries: 4, max_wait_ms: 60_000 } })).toBe(true)
    for (const retry of [
      { max_retries: 5 },
      { max_retries: -1 },
      { max_retries: 1.5 },
      { max_wait_ms: 60_001 },
      { on: 1 },
    ]) {
      expect(accepts({ retry }), JSON.stringify(retry)).toBe(false)
    }
  })

  it('takes query parameters whose names need no encoding', () => {
    expect(accepts({ query: { 'api-version': '2026-10-01 & more' } })).toBe(true)
    for (const name of ['a b', 'a&b', 'a=b', '', 'ключ']) expect(accepts({ query: { [name]: 'x' } }), name).toBe(false)
  })
})

describe('the configuration of every protocol', () => {
  it.each(schemas)('is strict and guards headers: $name', ({ schema, needed }) => {
    const accepts = (config: object) => schema.safeParse({ ...needed, ...config }).success
    expect(accepts({ headers: { 'x-title': 'a' }, timeouts: { idle_ms: 10 }, retry: { max_retries: 1 } })).toBe(true)
    expect(accepts({ surprise: true })).toBe(false)
    for (const name of [...connectionHeaders, ...keyHeaders])
      expect(accepts({ headers: { [name]: 'x' } }), name).toBe(false)
  })

  it('has a region for Bedrock, and no query that would not be signed', () => {
    for (const name of ['us-east-1', 'us-gov-west-1', 'ap-southeast-2', 'eusc-de-east-1']) {
      expect(bedrockConfig.safeParse({ region: name }).success, name).toBe(true)
    }
    for (const name of ['', 'us-east', 'us-east-1.evil.example', 'US-EAST-1', undefined]) {
      expect(bedrockConfig.safeParse({ region: name }).success, String(name)).toBe(false)
    }
    expect(bedrockConfig.safeParse({ region, query: { a: 'b' } }).success).toBe(false)
  })

  it('may have a project and a location for Vertex AI', () => {
    expect(vertexConfig.safeParse({ project: 'my-project-1', location: 'europe-west1' }).success).toBe(true)
    for (const config of [
      { project: '../x' },
      { project: 'a/b' },
      { location: 'eu/../x' },
      { location: 'evil.example' },
    ]) {
      expect(vertexConfig.safeParse(config).success, JSON.stringify(config)).toBe(false)
    }
  })
})

describe('a configured provider', () => {
  it('is called with its headers, query, path and auth, and never with two keys', async () => {
    const { key } = await createAdmin('super_admin')
    const seen: Request[] = []
    const gateway = createGateway({
      upstream: (request) => {
        seen.push(request)
        return answerChat()
      },
    })
    const { name } = await createProvider(gateway, key, {
      slug: 'configured',
      provider: {
        api_base_url: 'http://127.0.0.1:9/base/',
        config: {
          headers: { 'X-Title': 'Gatehouse', 'User-Agent': 'mine', Accept: 'text/html', 'X-Secret': 'not the key' },
          query: { 'api-version': '2026-10-01 & more' },
          auth: { scheme: 'header', name: 'x-secret' },
          paths: { chat_completions: '/v2/chat' },
        },
      },
    })
    expect((await gateway.fetch('/v1/chat/completions', { key, json: chat(name) })).status).toBe(200)
    const [request] = seen
    expect(request!.url).toBe('http://127.0.0.1:9/base/v2/chat?api-version=2026-10-01+%26+more')
    expect(Object.fromEntries(request!.headers)).toEqual({
      accept: '*/*',
      'content-type': 'application/json',
      'user-agent': 'mine',
      'x-secret': 'sk-shared-configured-0123456789',
      'x-title': 'Gatehouse',
    })
  })

  it('is refused with CR, LF or a reserved header, and the field is named', async () => {
    const { key } = await createAdmin('super_admin')
    const gateway = createGateway()
    for (const headers of [{ 'x-a': 'b\r\nx-evil: 1' }, { host: 'evil.example' }, { Authorization: 'Bearer x' }]) {
      const json = { name: 'injected', api_base_url: 'https://api.example.com/v1', config: { headers } }
      const response = await gateway.fetch('/api/v1/ai/providers', { key, json })
      expect(response.status).toBe(400)
      const { errors } = await response.json<{ errors: { field: string }[] }>()
      expect(errors[0]!.field).toBe(`config.headers.${Object.keys(headers)[0]}`)
    }
    expect((await gateway.fetch('/api/v1/ai/providers/injected', { key })).status).toBe(404)
  })
})
