import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { answerChat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Sent = { url: string; headers: Record<string, string>; text: string; json: Record<string, unknown> }

const seen: Sent[] = []
let gateway: Gateway
let api: Api
let caller: { key: string }
let superAdmin: { key: string }

beforeAll(async () => {
  gateway = createGateway({
    upstream: async (request) => {
      const text = await request.text()
      const headers = Object.fromEntries(request.headers)
      seen.push({ url: request.url, headers, text, json: JSON.parse(text) as Record<string, unknown> })
      return answerChat()
    },
  })
  superAdmin = await createAdmin('super_admin')
  caller = await createAdmin()
  api = createApi(gateway, superAdmin.key)
  await createProvider(gateway, superAdmin.key, { slug: 'open', model: 'open-model' })
  await createProvider(gateway, superAdmin.key, {
    slug: 'closed',
    model: 'closed-model',
    provider: { allow_shared_for_normal_admins: false },
  })
})

beforeEach(() => {
  seen.length = 0
})

const MESSAGES = '"messages":[{"role":"user","content":"Hi"}]'

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const response = await gateway.fetch(path, {
    method: 'POST',
    key: caller.key,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })
  const answer = await response.json<{ code?: string; error?: { code: string } }>()
  await gateway.settle()
  return { status: response.status, code: answer.code ?? answer.error?.code, headers: response.headers }
}

const chat = (fields: string, headers?: Record<string, string>) =>
  post('/v1/chat/completions', `{${fields},${MESSAGES}}`, headers)

describe('the same key twice', () => {
  it('is read one way for access, for the provider and for the bill', async () => {
    const opened = await chat('"model":"closed/closed-model","model":"open/open-model"')
    expect(opened.status).toBe(200)
    expect(opened.headers.get('x-gatehouse-model')).toBe('open-model')
    expect(seen).toHaveLength(1)
    expect(seen[0]!.json['model']).toBe('open-model')
    expect(seen[0]!.text.match(/"model"/g)).toHaveLength(1)
    expect(seen[0]!.text).not.toContain('closed')

    const refused = await chat('"model":"open/open-model","model":"closed/closed-model"')
    expect([refused.status, refused.code]).toEqual([403, 'access_denied'])
    expect(seen).toHaveLength(1)
  })

  it('reaches the provider once, whatever it is and however it is written', async () => {
    const twice = '"max_tokens":100,"max_tokens":5,"temperature":2,"t\\u0065mperature":0'
    expect((await chat(`"model":"open/open-model",${twice},"mod\\u0065l":"open/open-model"`)).status).toBe(200)
    const [{ text, json }] = seen as [Sent]
    expect(json).toMatchObject({ model: 'open-model', max_tokens: 5, temperature: 0 })
    for (const name of ['model', 'max_tokens', 'temperature', 'messages']) {
      expect(text.match(new RegExp(`"${name}"`, 'g')), name).toHaveLength(1)
    }
  })

  it('is read one way by the control plane', async () => {
    const response = await gateway.fetch('/api/v1/admins', {
      method: 'POST',
      key: superAdmin.key,
      headers: { 'content-type': 'application/json' },
      body: '{"email":"a@twice.example","role":"super_admin","email":"b@twice.example","role":"admin"}',
    })
    const { id, ...body } = await response.json<{ id: number }>()
    expect(body).toMatchObject({ email: 'b@twice.example', role: 'admin' })
    expect((await api('GET', `/admins/${id}`)).body).toMatchObject({ email: 'b@twice.example', role: 'admin' })
  })
})

describe('__proto__, constructor and prototype', () => {
  const POLLUTION = [
    '"__proto__":{"model":"open/open-model","stream":true,"polluted":true,"role":"super_admin"}',
    '"constructor":{"prototype":{"model":"open/open-model","polluted":true}}',
    '"prototype":{"polluted":true}',
    '"\\u005f_proto__":{"model":"open/open-model","polluted":true}',
  ]

  const expectClean = () => {
    for (const value of [{}, [], () => undefined]) {
      expect((value as { polluted?: unknown }).polluted).toBeUndefined()
      expect((value as { model?: unknown }).model).toBeUndefined()
    }
  }

  it.each(POLLUTION)('set no field of a chat: %s', async (fields) => {
    // No model stands in the body itself, and no default is set.
    expect(await chat(fields)).toMatchObject({ status: 404, code: 'model_not_found' })
    expect((await chat(`"model":"open/open-model",${fields}`)).status).toBe(200)
    expect(seen).toHaveLength(1)
    expect(seen[0]!.json['stream']).toBeUndefined()
    expectClean()
  })

  it.each(POLLUTION)('are no fields of the simple chat: %s', async (fields) => {
    const answer = await post('/api/v1/ai/chat', `{"message":"Hi","provider":"open","model":"open-model",${fields}}`)
    // Refused like any unknown field, or without effect.
    if (answer.status === 200) expect(seen[0]!.json).not.toHaveProperty('polluted')
    else expect(answer).toMatchObject({ status: 400, code: 'validation_failed' })
    expectClean()
  })

  it.each(POLLUTION)('change nothing in the control plane: %s', async (fields) => {
    const target = await createAdmin()
    const before = (await api('GET', `/admins/${target.id}`)).body
    const response = await gateway.fetch(`/api/v1/admins/${target.id}`, {
      method: 'PATCH',
      key: superAdmin.key,
      headers: { 'content-type': 'application/json' },
      body: `{${fields}}`,
    })
    expect([200, 400]).toContain(response.status)
    const after = (await api('GET', `/admins/${target.id}`)).body
    expect({ ...after, updated_at: '' }).toEqual({ ...before, updated_at: '' })
    expectClean()
  })

  it.each(POLLUTION)('are no header of a provider: %s', async (fields) => {
    const response = await gateway.fetch('/api/v1/ai/providers', {
      method: 'POST',
      key: superAdmin.key,
      headers: { 'content-type': 'application/json' },
      body: `{"name":"Polluted ${fields.length}","api_base_url":"https://api.example.com","config":{"headers":{${fields}}}}`,
    })
    // Refused, or without effect.
    if (response.status === 201) expect(await response.text()).toContain('"config":{"headers":{}}')
    else expect(response.status).toBe(400)
    expectClean()
  })

  it('are no provider, capability or model', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      expectProblem(await api('GET', `/ai/providers/${name}`), 404, 'not_found')
      expect(await chat(`"model":"${name}/${name}"`)).toMatchObject({ status: 404, code: 'model_not_found' })
      expect(await chat(`"model":"${name}"`)).toMatchObject({ status: 404, code: 'model_not_found' })
    }
  })
})

describe('a body of a million levels', () => {
  it.each(['[', '{"a":'])('is refused by the control plane, not crashed on: %s…', async (open) => {
    const deep = `${open.repeat(1_000_000)}1${(open === '[' ? ']' : '}').repeat(1_000_000)}`
    const response = await gateway.fetch('/api/v1/ai/providers', {
      method: 'POST',
      key: superAdmin.key,
      headers: { 'content-type': 'application/json' },
      body: `{"name":"Deep","api_base_url":"https://api.example.com","config":${deep}}`,
    })
    expect(response.status).toBe(400)
  })
})

describe('a caller’s wish for another upstream', () => {
  const elsewhere = 'https://evil.example/v1'

  it('is dropped from the body: address and key stay those of the provider', async () => {
    const wishes = {
      api_base: elsewhere,
      base_url: elsewhere,
      api_key: 'sk-of-the-caller',
      api_version: '1',
      headers: { authorization: 'Bearer sk-of-the-caller', host: 'evil.example' },
      extra_headers: { 'x-evil': '1' },
    }
    const fields = JSON.stringify({ model: 'open/open-model', ...wishes, temperature: 0 }).slice(1, -1)
    expect((await chat(fields)).status).toBe(200)
    const [{ url, headers, json, text }] = seen as [Sent]
    expect(url).toBe('http://127.0.0.1:9/open/v1/chat/completions')
    expect(headers['authorization']).toBe('Bearer sk-shared-open-0123456789')
    expect(Object.keys(json).sort()).toEqual(['messages', 'model', 'temperature'])
    expect(text).not.toContain('evil')
  })

  it('is ignored in headers and query, and no header of the caller goes on', async () => {
    const response = await gateway.fetch(`/v1/chat/completions?api_base=${elsewhere}&base_url=${elsewhere}&key=x`, {
      method: 'POST',
      key: caller.key,
      json: { model: 'open/open-model', messages: [{ role: 'user', content: 'Hi' }] },
      headers: {
        'x-api-base': elsewhere,
        'x-base-url': elsewhere,
        'openai-base-url': elsewhere,
        'x-portkey-custom-host': elsewhere,
        'helicone-target-url': elsewhere,
        'x-upstream-url': elsewhere,
        'x-forwarded-host': 'evil.example',
        'x-api-key': 'sk-of-the-caller',
        'api-key': 'sk-of-the-caller',
        'openai-organization': 'org-evil',
        cookie: 'session=1',
      },
    })
    expect(response.status).toBe(200)
    const [{ url, headers }] = seen as [Sent]
    expect(url).toBe('http://127.0.0.1:9/open/v1/chat/completions')
    expect(headers).toEqual({
      accept: '*/*',
      authorization: 'Bearer sk-shared-open-0123456789',
      'content-type': 'application/json',
      'user-agent': 'gatehouse',
    })
  })

  it.each(['api_base', 'base_url', 'api_key', 'headers', 'extra_headers'])(
    'is refused by the simple chat: %s',
    async (field) => {
      const json = { message: 'Hi', provider: 'open', model: 'open-model', [field]: elsewhere }
      const answer = await createApi(gateway, caller.key)('POST', '/ai/chat/', json)
      expectProblem(answer, 400, 'validation_failed', field)
      expect(seen).toEqual([])
    },
  )
})
