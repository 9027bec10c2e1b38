import { beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Seen = { slug: string; key: string | null }

let gateway: Gateway
let superKey: string
let superApi: Api
let caller: { id: number; key: string }
let seen: Seen[]
/** What each provider answers, call by call; a chat when there is nothing left. */
let answers: Record<string, ((request: Request) => Response | Promise<Response>)[]>
let names = 0
let primary: string
let second: string
let third: string

const refuse =
  (status: number, headers: Record<string, string> = {}) =>
  () =>
    Response.json({ error: { message: `No: ${status}` } }, { status, headers })
const silent = ({ signal }: Request) =>
  new Promise<Response>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
const unreachable = () => Promise.reject(new TypeError('connection refused'))

beforeEach(async () => {
  seen = []
  answers = {}
  gateway = createGateway({
    upstream: (request) => {
      const slug = new URL(request.url).pathname.split('/')[1]!
      seen.push({ slug, key: request.headers.get('authorization') })
      const next = answers[slug]?.shift()
      return next ? next(request) : answerChat()
    },
  })
  superKey = (await createAdmin('super_admin')).key
  superApi = createApi(gateway, superKey)
  caller = await createAdmin()
  names += 1
  ;[primary, second, third] = [`one-${names}`, `two-${names}`, `three-${names}`] as const
  const config = { fallbacks: [`${second}/chat-1`, `${third}/chat-1`] }
  await createProvider(gateway, superKey, { slug: primary, fields: { config } })
  await createProvider(gateway, superKey, { slug: second })
  await createProvider(gateway, superKey, { slug: third })
})

const call = async (more: object = {}, headers: Record<string, string> = {}) => {
  const response = await gateway.fetch('/v1/chat/completions', {
    key: caller.key,
    json: chat(`${primary}/chat-1`, more),
    headers,
  })
  const text = await response.text()
  await gateway.settle()
  return { response, text }
}

const setRetries = (slug: string, retry: object) => superApi('PATCH', `/ai/providers/${slug}`, { config: { retry } })
const slugs = () => seen.map(({ slug }) => slug)
const recordOf = async (response: Response) => {
  const id = response.headers.get('x-request-id')!
  return (
    await createApi(gateway, caller.key)<{
      attempts: { provider: string; status: number; error_code: string | null }[]
    }>('GET', `/ai/requests/${id}`)
  ).body
}
/** What counts of each provider, when nothing is open any more. */
const usage = async () => {
  const { open_requests, by_provider } = (
    await createApi(gateway, caller.key)<{
      open_requests: number
      by_provider: { provider: string; requests: number; errors: number }[]
    }>('GET', '/ai/usage')
  ).body
  expect(open_requests).toBe(0)
  return Object.fromEntries(by_provider.map(({ provider, requests, errors }) => [provider, { requests, errors }]))
}

describe('retries', () => {
  it('are not made unless the provider’s configuration says so', async () => {
    await superApi('PATCH', `/ai/models/${await modelId()}`, { config: {} })
    answers[primary] = [refuse(503)]
    const { response } = await call()
    expect(response.status).toBe(502)
    expect(slugs()).toEqual([primary])
  })

  it('are made as often as it says, and each shows in the record', async () => {
    await setRetries(primary, { max_retries: 2 })
    answers[primary] = [unreachable, refuse(500)]
    const { response } = await call()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-gatehouse-attempts')).toBe('3')
    expect(slugs()).toEqual([primary, primary, primary])
    expect(await recordOf(response)).toMatchObject({
      state: 'settled',
      settlement_basis: 'provider',
      usage: { input_tokens: 7, output_tokens: 3 },
      attempts: [
        { provider: primary, model: 'chat-1', key_source: 'shared', status: 502, error_code: 'upstream_error' },
        { provider: primary, status: 502, error_code: 'upstream_error' },
        { provider: primary, status: 200, error_code: null },
      ],
    })
    expect((await usage())[primary]).toMatchObject({ requests: 1 })
  })

  it.each([400, 401, 403, 404, 422])('are never made on %i, nor is another model asked', async (status) => {
    await setRetries(primary, { max_retries: 4 })
    answers[primary] = [refuse(status)]
    const { response } = await call()
    expect(response.status).toBe(status)
    expect(slugs()).toEqual([primary])
    expect(await recordOf(response)).toMatchObject({ state: 'released', usage: null, attempts: [{ status }] })
  })

  it('wait as long as the provider asks, and not longer than its configuration allows', async () => {
    await setRetries(primary, { max_retries: 1, max_wait_ms: 2_000 })
    answers[primary] = [refuse(429, { 'retry-after': '0' })]
    expect((await call()).response.status).toBe(200)
    expect(slugs()).toEqual([primary, primary])
    seen = []
    answers[primary] = [refuse(429, { 'retry-after': '30' })]
    answers[second] = [refuse(429)]
    answers[third] = [refuse(429)]
    const { response } = await call()
    expect(response.status).toBe(429)
    expect(slugs()).toEqual([primary, second, third])
  })

  it('are not made when the provider may have served: it was silent, or answered nonsense', async () => {
    await superApi('PATCH', `/ai/providers/${primary}`, {
      config: { retry: { max_retries: 3 }, timeouts: { headers_ms: 50 } },
    })
    answers[primary] = [silent]
    expect((await call()).response.status).toBe(504)
    answers[primary] = [() => new Response('<html>', { headers: { 'content-type': 'text/html' } })]
    expect((await call()).response.status).toBe(502)
    expect(slugs()).toEqual([primary, primary])
  })

  it('are not made once output began', async () => {
    await setRetries(primary, { max_retries: 3 })
    const broken = new ReadableStream({
      type: 'bytes',
      start(controller) {
        controller.enqueue(new TextEncoder().encode('data: {"choices":[{"delta":{"content":"Hel"}}]}\n\n'))
        controller.close()
      },
    })
    answers[primary] = [() => new Response(broken, { headers: { 'content-type': 'text/event-stream' } })]
    const { text } = await call({ stream: true })
    expect(text).toContain('broke off')
    expect(slugs()).toEqual([primary])
  })
})

async function modelId(): Promise<number> {
  const { body } = await superApi<{ results: { id: number }[] }>('GET', `/ai/models?provider=${primary}`)
  return body.results[0]!.id
}

describe('fallbacks', () => {
  it('are asked in their order, each with its own key and its own count', async () => {
    answers[primary] = [unreachable]
    answers[second] = [refuse(529)]
    const { response } = await call()
    expect(response.status).toBe(200)
    expect(response.headers.get('x-gatehouse-provider')).toBe(third)
    expect(seen).toEqual([primary, second, third].map((slug) => ({ slug, key: `Bearer sk-shared-${slug}-0123456789` })))
    expect((await recordOf(response)).attempts.map(({ provider }) => provider)).toEqual([primary, second, third])
    expect(await usage()).toEqual({
      [primary]: { requests: 0, errors: 1 },
      [second]: { requests: 0, errors: 1 },
      [third]: { requests: 1, errors: 0 },
    })
  })

  it('serve streams as well, before their output begins', async () => {
    answers[primary] = [refuse(500)]
    const { response, text } = await call({ stream: true })
    expect([response.status, JSON.parse(text).choices[0].message.content]).toEqual([200, 'Hello'])
    expect(slugs()).toEqual([primary, second])
  })

  it('answer with the last failure when all fail, and count nothing', async () => {
    answers[primary] = [refuse(500)]
    answers[second] = [refuse(500)]
    answers[third] = [refuse(429, { 'retry-after': '7' })]
    const { response } = await call()
    expect([response.status, response.headers.get('retry-after')]).toEqual([429, '7'])
    const failed = { requests: 0, errors: 1 }
    expect(await usage()).toEqual({ [primary]: failed, [second]: failed, [third]: failed })
  })

  it('never take a call from a personal to a shared key', async () => {
    const own = createApi(gateway, caller.key)
    const key = { personal_api_key: 'sk-personal-0123456789', use_shared_api: false }
    await own('PUT', `/ai/settings/${primary}`, key)
    answers[primary] = [refuse(500)]
    expect((await call()).response.status).toBe(502)
    expect(slugs()).toEqual([primary])
    // One that has a personal key too is asked.
    await own('PUT', `/ai/settings/${third}`, key)
    answers[primary] = [refuse(500)]
    expect((await call()).response.headers.get('x-gatehouse-key-source')).toBe('personal')
    expect(slugs()).toEqual([primary, primary, third])
  })

  it('are passed over where the caller has no access or nothing left', async () => {
    await superApi('PATCH', `/ai/providers/${second}`, { is_active: false })
    await superApi('PUT', `/admins/${caller.id}/settings/${third}`, { monthly_limit: 0 })
    answers[primary] = [refuse(500)]
    expect((await call()).response.status).toBe(502)
    expect(slugs()).toEqual([primary])
  })

  it('charge one idempotency key once, whoever served', async () => {
    const headers = { 'idempotency-key': `once-${primary}` }
    answers[primary] = [refuse(500)]
    expect((await call({}, headers)).response.status).toBe(200)
    expect((await call({}, headers)).response.status).toBe(409)
    expect(slugs()).toEqual([primary, second])
  })

  it('are never asked beyond the list of the first model', async () => {
    const { body } = await superApi<{ results: { id: number }[] }>('GET', `/ai/models?provider=${second}`)
    await superApi('PATCH', `/ai/models/${body.results[0]!.id}`, { config: { fallbacks: [`${primary}/chat-1`] } })
    answers[primary] = [refuse(500)]
    answers[second] = [refuse(500)]
    expect((await call()).response.status).toBe(200)
    expect(slugs()).toEqual([primary, second, third])
  })
})
