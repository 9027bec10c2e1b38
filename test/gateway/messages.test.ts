import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ModelRow } from '../../src/db/rows.ts'
import { createMessageCall } from '../../src/gateway/messages/call.ts'
import { TOKENS_OF_A_REMOTE_FILE } from '../../src/gateway/remote-files.ts'
import { createApi } from '../support/api.ts'
import { createAdmin, createGateway, createProvider } from '../support/gateway.ts'
import { createNativeWorld, type NativeWorld, type Outcome } from '../support/native.ts'

const SLUG = 'native'
const MODEL = 'claude-haiku-4-5'
const messages = [{ role: 'user', content: 'Hi' }]
const request = { model: MODEL, max_tokens: 100, messages }

let world: NativeWorld

beforeAll(async () => {
  world = await createNativeWorld('anthropic', { slug: SLUG, model: MODEL })
})

const send = (json: object, sent: { key?: string; headers?: HeadersInit } = {}) =>
  world.call('/v1/messages', { json, ...sent })

/** Another model, in a tool. */
const advisor = { type: 'advisor_20260301', name: 'advisor', model: 'claude-opus-5' }
const addition = (definition: object) => ({
  role: 'system',
  content: [{ type: 'tool_addition', tool: { type: 'tool_definition', definition } }],
})

describe('the request to the provider', () => {
  beforeEach(() => {
    world.seen.length = 0
    world.answerWith(() =>
      Response.json({ type: 'message', content: [], usage: { input_tokens: 1, output_tokens: 1 } }),
    )
  })

  const sentBy = async (json: object, headers: HeadersInit = {}) => {
    const { response, text } = await send(json, { headers })
    expect([response.status, text]).toEqual([200, expect.any(String)])
    return world.seen.at(-1)!
  }

  it('goes to the base URL with the provider’s own key and name of the model, and no key of ours', async () => {
    const { key } = await createAdmin()
    const response = await world.gateway.fetch('/v1/messages', { json: request, headers: { 'x-api-key': key } })
    expect(response.status).toBe(200)
    const { url, headers, json } = world.seen.at(-1)!
    expect(url.href).toBe(`http://127.0.0.1:9/${SLUG}/v1/messages`)
    expect(headers.get('x-api-key')).toBe(`sk-shared-${SLUG}-0123456789`)
    expect(headers.get('authorization')).toBeNull()
    expect(JSON.stringify([...headers])).not.toContain(key)
    expect(json).toEqual(request)
  })

  it('takes the name with the provider before it', async () => {
    expect((await sentBy({ ...request, model: `${SLUG}/${MODEL}` })).json).toEqual(request)
  })

  it('hands on the version and the betas, and a version of its own where none is sent', async () => {
    const { headers } = await sentBy(request, {
      'anthropic-version': '2026-10-21',
      'anthropic-beta': 'a-1,b-2',
      'x-other': 'x',
    })
    expect(headers.get('anthropic-version')).toBe('2026-10-21')
    expect(headers.get('anthropic-beta')).toBe('a-1,b-2')
    expect(headers.get('x-other')).toBeNull()
    const plain = await sentBy(request)
    expect(plain.headers.get('anthropic-version')).toBe('2023-06-01')
    expect(plain.headers.get('anthropic-beta')).toBeNull()
  })

  it('is as the caller wrote it, but for what would choose another upstream', async () => {
    const rest = {
      messages: [...messages, addition({ name: 'get_weather', input_schema: {} })],
      system: [{ type: 'text', text: 'Be kind' }],
      thinking: { type: 'adaptive' },
      made_up: { deep: [1, null] },
    }
    const { json } = await sentBy({ ...request, ...rest, api_base: 'https://evil.example', headers: { host: 'x' } })
    expect(json).toEqual({ ...request, ...rest })
  })

  it('has the rules of the model applied', async () => {
    const config = {
      parameters: { clamp: { max_tokens: { max: 10 } }, drop: ['speed'], default: { temperature: 0.5 } },
    }
    await world.superApi('POST', '/ai/models/', { provider: SLUG, model_id: 'ruled', config })
    const { json } = await sentBy({ ...request, model: 'ruled', speed: 'fast' })
    expect(json).toEqual({ ...request, model: 'ruled', max_tokens: 10, temperature: 0.5 })

    world.answerWith(() => Response.json({ input_tokens: 9 }))
    await world.call('/v1/messages/count_tokens', { json: { model: 'ruled', messages, speed: 'fast' } })
    expect(world.seen.at(-1)!.json).toEqual({ model: 'ruled', messages })
  })

  it.each([
    [{ fallbacks: [{ model: 'claude-opus-5' }] }, 'fallbacks'],
    [{ fallbacks: 'default' }, 'fallbacks'],
    [{ tools: [advisor] }, 'tools.0'],
    [{ messages: [...messages, addition(advisor)] }, 'messages'],
    [{ messages: [] }, 'messages'],
    [{ max_tokens: -1 }, 'max_tokens'],
  ])('is not sent when it says %j', async (more, field) => {
    const { response, text } = await send({ ...request, ...more })
    expect(response.status).toBe(400)
    expect(JSON.parse(text)).toMatchObject({
      type: 'error',
      error: { type: 'invalid_request_error', message: expect.stringContaining(`${field}: `) },
    })
    expect(world.seen).toHaveLength(0)
  })

  it('is not sent with a header that is no printable ASCII', async () => {
    for (const value of ['a\tb', 'a'.repeat(2_001)]) {
      expect((await send(request, { headers: { 'anthropic-beta': value } })).response.status).toBe(400)
    }
    expect(world.seen).toHaveLength(0)
  })
})

describe('an estimate', () => {
  // It reads these columns of a model.
  const model = { modelId: MODEL, config: {}, maxOutputTokens: 900, contextWindow: null } as unknown as ModelRow
  const estimate = (more: object) => createMessageCall({ messages, ...more }, {}).prepare(model).estimate

  it('bounds the output by the request, else by the model', () => {
    expect(estimate({ max_tokens: 5 }).outputTokens).toBe(5)
    expect(estimate({}).outputTokens).toBe(900)
  })

  it('takes every byte of messages, system and tools for a token, and files elsewhere for many', () => {
    const bytes = JSON.stringify({ system: 'سلام', messages, tools: [] }).length + 4
    expect(estimate({ system: 'سلام', tools: [] }).inputTokens).toBe(bytes)
    const sources = [
      { type: 'url', url: 'https://example.com/a.pdf' },
      { type: 'file', file_id: 'file_1' },
    ]
    for (const source of sources) {
      const content = [{ type: 'document', source }]
      expect(estimate({ messages: [{ role: 'user', content }] }).inputTokens).toBeGreaterThan(TOKENS_OF_A_REMOTE_FILE)
    }
  })
})

describe('counting tokens', () => {
  it('counts as one request, of no tokens and no cost', async () => {
    world.answerWith(() => Response.json({ input_tokens: 2_095 }))
    const { response, text, usage } = await world.call('/v1/messages/count_tokens', {
      json: { model: MODEL, messages },
    })
    expect([response.status, text]).toEqual([200, '{"input_tokens":2095}'])
    expect(world.seen.at(-1)!.url.pathname).toBe(`/${SLUG}/v1/messages/count_tokens`)
    expect(usage).toMatchObject({ open_requests: 0, totals: { requests: 1, input_tokens: 0, output_tokens: 0 } })
  })

  it.each([{ pricing: 'unknown' }, { pricing_request: 0.01 }, { pricing_input: 1, pricing_request: 0.01 }])(
    'costs nothing under a budget either, whatever a message costs: %j',
    async (fields) => {
      const gateway = createGateway({ upstream: () => Response.json({ input_tokens: 2_095 }) })
      const [root, caller] = [await createAdmin('super_admin'), await createAdmin()]
      const slug = `counted-${JSON.stringify(fields).length}`
      const provider = { protocol: 'anthropic' }
      const { name } = await createProvider(gateway, root.key, { slug, provider, fields })
      await createApi(gateway, root.key)('PATCH', `/admins/${caller.id}`, { monthly_budget_usd: 0 })
      const json = { model: name, messages }
      const response = await gateway.fetch('/v1/messages/count_tokens', { key: caller.key, json })
      await gateway.settle()
      expect(response.status).toBe(200)
      expect((await createApi(gateway, caller.key)('GET', '/ai/usage')).body).toMatchObject({
        totals: { requests: 1, cost_usd: 0, unpriced_requests: 0 },
      })
    },
  )
})

describe('an error', () => {
  const expectError = ({ response, text }: Omit<Outcome, 'usage'>, status: number, type: string) => {
    expect([response.status, response.headers.get('content-type')]).toEqual([status, 'application/json'])
    const body = JSON.parse(text) as { error: { message: string } }
    expect(body).toEqual({
      type: 'error',
      error: { type, message: expect.any(String) },
      request_id: response.headers.get('x-request-id'),
    })
    return body.error.message
  }

  it('has Anthropic’s form and status: no key, a wrong key, an unknown model, no access', async () => {
    for (const headers of [{}, { 'x-api-key': 'gh_wrong' }, { 'x-api-key': 'sk-ant-of-somebody' }]) {
      const response = await world.gateway.fetch('/v1/messages', { json: request, headers: new Headers(headers) })
      expectError({ response, text: await response.text() }, 401, 'authentication_error')
    }
    expectError(await send({ ...request, model: 'claude-none' }), 404, 'not_found_error')
    expectError(await send({ model: MODEL }), 400, 'invalid_request_error')
    await world.superApi('PATCH', `/ai/providers/${SLUG}`, { allow_shared_for_normal_admins: false })
    expectError(await send(request), 403, 'permission_error')
    await world.superApi('PATCH', `/ai/providers/${SLUG}`, { allow_shared_for_normal_admins: true })
  })

  it('at the limit says that a retry cannot help, and the provider sees nothing', async () => {
    const { id, key } = await createAdmin()
    await world.superApi('PUT', `/admins/${id}/settings/${SLUG}`, { monthly_limit: 0 })
    world.seen.length = 0
    for (const path of ['/v1/messages', '/v1/messages/count_tokens']) {
      const outcome = await world.call(path, { json: request, key })
      expect(expectError(outcome, 429, 'rate_limit_error')).toContain('monthly limit of 0 requests')
      expect(outcome.response.headers.get('x-should-retry')).toBe('false')
    }
    expect(world.seen).toHaveLength(0)
  })

  it.each([
    [429, 'rate_limit_error', 429],
    [400, 'invalid_request_error', 400],
    [500, 'api_error', 502],
    [529, 'overloaded_error', 502],
  ])('of the provider, status %i, keeps its words and type %s', async (status, type, expected) => {
    const error = { type: 'error', error: { type, message: 'So said Anthropic' }, request_id: 'req_theirs' }
    world.answerWith(() => Response.json(error, { status, headers: { 'retry-after': '7' } }))
    const outcome = await send(request)
    expect(expectError(outcome, expected, type)).toContain('So said Anthropic')
    expect(outcome.response.headers.get('retry-after')).toBe('7')
    expect(outcome.usage).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('names the provider whose protocol has no messages', async () => {
    const provider = {
      name: 'plain',
      slug: 'plain',
      api_base_url: 'http://127.0.0.1:9/plain',
      shared_api_key: 'sk-plain-012345',
    }
    await world.superApi('POST', '/ai/providers/', { ...provider, allow_shared_for_normal_admins: true })
    await world.superApi('POST', '/ai/models/', { provider: 'plain', model_id: 'chat-1' })
    for (const path of ['/v1/messages', '/v1/messages/count_tokens']) {
      const outcome = await world.call(path, { json: { ...request, model: 'plain/chat-1' } })
      expect(expectError(outcome, 400, 'invalid_request_error')).toContain('plain speaks the protocol openai')
    }
  })
})
