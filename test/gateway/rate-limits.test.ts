/** What callers hear of their limits: in the headers of answers, and in refusals. And when a call counts against a rate. */
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBursts, MAX_TOKENS, USED_TOKENS, type Bursts } from '../support/bursts.ts'
import { chat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'
import { times } from '../support/ledger.ts'

/** Far ahead, so that no alarm goes off by itself. */
const NOW_MS = Date.parse('2040-01-31T23:59:00Z')
/** Then the month has a minute and a second to go. */
const SECONDS_LEFT = 61
const MINUTE_MS = 60_000

let bursts: Bursts
/** What is reserved for a call, in tokens and in micro-USD. */
let size: number
let caller: { id: number; key: string }

beforeAll(async () => {
  vi.setSystemTime(NOW_MS)
  bursts = await createBursts({ slug: 'rated' })
  size = await bursts.reservedBy(MAX_TOKENS)
})
afterAll(() => vi.useRealTimers())

beforeEach(async () => {
  vi.setSystemTime(NOW_MS + MINUTE_MS - SECONDS_LEFT * 1_000)
  caller = await createAdmin()
})

const atProvider = (json: object) => bursts.change('PUT', `/admins/${caller.id}/settings/${bursts.slug}`, json)
const ofAdmin = (json: object) => bursts.change('PATCH', `/admins/${caller.id}`, json)
async function ofKey(json: object): Promise<void> {
  const { results } = await bursts.change<{ results: [{ id: number }] }>('GET', `/api-keys?admin=${caller.id}`)
  await bursts.change('PATCH', `/api-keys/${results[0].id}`, json)
}

/** One call, from its start to its settlement. */
async function call(maxTokens = MAX_TOKENS, key = caller.key): Promise<Response> {
  const { refused, finish } = await bursts.burst(1, key, maxTokens)
  const [answered] = await finish()
  return (answered ?? refused[0])!
}

function headersOf({ headers }: Response, prefix: string): Record<string, string> {
  const found = [...headers].filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(found.map(([name, value]) => [name.slice(prefix.length), value]))
}

const limitsIn = (response: Response) => headersOf(response, 'x-ratelimit-')

async function refusalOf(response: Response) {
  const { error } = await response.json<{ error: { code: string; type: string; message: string } }>()
  const { headers } = response
  return {
    ...error,
    status: response.status,
    retryAfter: headers.get('retry-after'),
    shouldRetry: headers.get('x-should-retry'),
  }
}

describe('x-ratelimit-* names', () => {
  it('nothing for a super admin of whom nothing is said', async () => {
    const { key } = await createAdmin('super_admin')
    expect(limitsIn(await call(MAX_TOKENS, key))).toEqual({})
  })

  it('the limit of which least is left, with this call counted in', async () => {
    await atProvider({ monthly_limit: 100 })
    await ofAdmin({ monthly_limit: 50, requests_per_minute: 20 })
    await ofKey({ requests_per_minute: 10 })
    const answers = [await call(), await call()].map(limitsIn)
    expect(answers).toEqual([
      { 'limit-requests': '10', 'remaining-requests': '9', 'reset-requests': '60s' },
      { 'limit-requests': '10', 'remaining-requests': '8', 'reset-requests': '60s' },
    ])
    await ofAdmin({ monthly_limit: 4 })
    expect(limitsIn(await call())).toEqual({
      'limit-requests': '4',
      'remaining-requests': '1',
      'reset-requests': `${SECONDS_LEFT}s`,
    })
  })

  it('of two that have as much left the one that holds longer', async () => {
    await atProvider({ monthly_limit: 5 })
    await ofKey({ requests_per_minute: 5 })
    expect(limitsIn(await call())).toMatchObject({ 'remaining-requests': '4', 'reset-requests': `${SECONDS_LEFT}s` })
  })

  it('tokens as they are reserved, beside requests', async () => {
    await ofAdmin({ monthly_token_limit: 100_000, tokens_per_minute: 1_000 })
    await ofKey({ requests_per_minute: 7 })
    const answers = [await call(), await call()].map(limitsIn)
    const left = [1_000 - size, 1_000 - USED_TOKENS - size]
    expect(answers).toEqual(
      left.map((tokens, index) => ({
        'limit-requests': '7',
        'remaining-requests': String(6 - index),
        'reset-requests': '60s',
        'limit-tokens': '1000',
        'remaining-tokens': String(tokens),
        'reset-tokens': '60s',
      })),
    )
  })

  it('0 at a limit that was lowered below what is used, never less', async () => {
    await call()
    await call()
    await atProvider({ monthly_limit: 1 })
    expect(limitsIn(await call())).toMatchObject({ 'limit-requests': '1', 'remaining-requests': '0' })
  })

  it('the limits also where the upstream failed', async () => {
    await ofKey({ requests_per_minute: 7 })
    const { finish } = await bursts.burst(1, caller.key)
    const [failed] = await finish(() => true)
    expect(failed!.status).toBe(502)
    expect(limitsIn(failed!)).toMatchObject({ 'limit-requests': '7', 'remaining-requests': '6' })
  })
})

describe('x-gatehouse-limit-warning', () => {
  const warningsIn = (response: Response) => response.headers.get('x-gatehouse-limit-warning')

  it('names a limit from the moment on at which the share of it is settled', async () => {
    await atProvider({ monthly_limit: 10 })
    const warnings: (string | null)[] = []
    for (const _ of times(11, String)) warnings.push(warningsIn(await call()))
    const none = times(8, () => null)
    // The ninth sees eight settled; the last is refused.
    expect(warnings).toEqual([...none, ...times(3, () => 'monthly_limit;scope=provider')])
  })

  it('names each that is near, and no rate', async () => {
    await atProvider({ monthly_limit: 1_000, monthly_budget_usd: (200 + size) / 1e6 })
    await ofAdmin({ monthly_limit: 12, monthly_token_limit: 100_000, requests_per_minute: 11 })
    for (const _ of times(10, String)) expect(warningsIn(await call())).toBeNull()
    expect(warningsIn(await call())).toBe('monthly_limit;scope=admin')
    await atProvider({ monthly_limit: 1_000, monthly_budget_usd: 110 / 1e6 })
    const refused = await call()
    expect(warningsIn(refused)).toBe('monthly_budget_usd;scope=provider, monthly_limit;scope=admin')
  })

  it('begins at the share that the policy says', async () => {
    await bursts.change('PUT', '/ai/policy', { per_provider: { monthly_limit: 10 }, warn_at_percent: 20 })
    const warnings = [await call(), await call(), await call()].map(warningsIn)
    expect(warnings).toEqual([null, null, 'monthly_limit;scope=provider'])
    await bursts.change('PUT', '/ai/policy', { per_provider: { monthly_limit: 10 } })
    expect(warningsIn(await call())).toBeNull()
    await bursts.change('PUT', '/ai/policy', { per_provider: { monthly_limit: 1_000 } })
  })
})

describe('a refusal', () => {
  it.each([
    ['its provider’s requests', () => atProvider({ monthly_limit: 1 }), 'monthly_limit_reached', 'at rated'],
    ['all requests', () => ofAdmin({ monthly_limit: 1 }), 'monthly_limit_reached', 'over all providers'],
    ['its budget', () => atProvider({ monthly_budget_usd: size / 1_000_000 }), 'budget_reached', 'at rated'],
    ['its tokens', () => ofAdmin({ monthly_token_limit: size }), 'token_limit_reached', 'over all providers'],
  ])('for %s of the month says until when, and not to try again before', async (_, limit, code, where) => {
    await limit()
    await call()
    const { message, ...refusal } = await refusalOf(await call())
    expect(refusal).toMatchObject({ status: 429, code, type: 'insufficient_quota' })
    expect(refusal).toMatchObject({ retryAfter: String(SECONDS_LEFT), shouldRetry: 'false' })
    expect(message).toContain(where)
    expect(message).toContain('2040-02-01T00:00:00.000Z')
    vi.setSystemTime(Date.now() + SECONDS_LEFT * 1_000)
    expect((await call()).status).toBe(200)
  })

  it.each([
    ['requests of the admin', () => ofAdmin({ requests_per_minute: 1 }), 'Your limit of 1 requests a minute'],
    ['requests of the key', () => ofKey({ requests_per_minute: 1 }), 'This API key’s limit of 1 requests a minute'],
    ['tokens of the admin', () => ofAdmin({ tokens_per_minute: size }), 'your limit of'],
    ['tokens of the key', () => ofKey({ tokens_per_minute: size }), 'this API key’s limit of'],
  ])('for the rate of %s says when there is room again, and lets clients try', async (_, limit, says) => {
    await limit()
    await call()
    vi.setSystemTime(Date.now() + 17_500)
    const response = await call()
    expect(await refusalOf(response)).toMatchObject({
      status: 429,
      code: 'rate_limited',
      type: 'rate_limit_error',
      retryAfter: '43',
      shouldRetry: null,
      message: expect.stringContaining(says),
    })
    expect(Object.keys(limitsIn(response)).length).toBeGreaterThan(0)
    vi.setSystemTime(Date.now() + 42_499)
    expect((await refusalOf(await call())).retryAfter).toBe('1')
    vi.setSystemTime(Date.now() + 1)
    expect((await call()).status).toBe(200)
  })

  it('for too many calls at once asks to come again in a second', async () => {
    await ofAdmin({ concurrent_calls: 1 })
    const first = await bursts.burst(1, caller.key)
    const second = await bursts.isolates[1]!.fetch('/v1/chat/completions', {
      key: caller.key,
      json: chat(bursts.name, { max_tokens: MAX_TOKENS }),
    })
    expect(await refusalOf(second)).toMatchObject({ code: 'rate_limited', retryAfter: '1', shouldRetry: null })
    await first.finish()
    expect((await call()).status).toBe(200)
  })

  it.each([
    ['a month’s tokens', () => ofAdmin({ monthly_token_limit: size - 1 }), 'token_limit_reached', 'more tokens than'],
    [
      'a budget',
      () => atProvider({ monthly_budget_usd: (size - 1) / 1e6 }),
      'budget_reached',
      'cost more than the whole',
    ],
    ['a minute’s tokens', () => ofKey({ tokens_per_minute: size - 1 }), 'rate_limited', 'more tokens than'],
  ])('of a call that is larger than %s says so, and never to try it again', async (_, limit, code, says) => {
    await limit()
    const refusal = await refusalOf(await call())
    expect(refusal).toMatchObject({ status: 429, code, retryAfter: null, shouldRetry: 'false' })
    expect(refusal.message).toContain(says)
    expect(refusal.message).toContain('max_tokens')
    expect((await call(MAX_TOKENS - 1)).status).toBe(200)
  })

  it.each([
    ['a month', () => atProvider({ monthly_limit: 0 }), 'monthly_limit_reached'],
    ['a minute', () => ofKey({ requests_per_minute: 0 }), 'rate_limited'],
    ['at once', () => ofAdmin({ concurrent_calls: 0 }), 'rate_limited'],
  ])('at a limit of no calls %s promises nothing', async (_, limit, code) => {
    await limit()
    expect(await refusalOf(await call())).toMatchObject({ code, retryAfter: null, shouldRetry: 'false' })
  })

  it.each([
    ['monthly_token_limit', () => ofAdmin({ monthly_token_limit: 1e6 })],
    ['tokens_per_minute', () => ofKey({ tokens_per_minute: 1e6 })],
  ])('of a call that nothing bounds names the parameter that would: %s', async (_, limit) => {
    await limit()
    const json = chat(bursts.name)
    const response = await bursts.isolates[0].fetch('/v1/chat/completions', { key: caller.key, json })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { code: 'token_limit_needs_max_tokens', param: 'max_tokens' },
    })
  })
})

describe('a rate', () => {
  it('of a key leaves the admin’s other keys alone, and that of the admin holds for all of them', async () => {
    await ofKey({ requests_per_minute: 1 })
    const { key: other } = await bursts.change<{ key: string }>('POST', '/api-keys', {
      name: 'other',
      admin_id: caller.id,
    })
    await ofAdmin({ requests_per_minute: 3 })
    expect((await call()).status).toBe(200)
    expect((await refusalOf(await call())).message).toContain('This API key’s')
    for (const _ of times(2, String)) expect((await call(MAX_TOKENS, other)).status).toBe(200)
    expect((await refusalOf(await call(MAX_TOKENS, other))).message).toContain('Your limit of 3')
  })

  it('is not used up by what was refused', async () => {
    await ofAdmin({ requests_per_minute: 2 })
    expect((await call()).status).toBe(200)
    vi.setSystemTime(Date.now() + 30_000)
    const { admitted, refused, finish } = await bursts.burst(10, caller.key)
    expect([admitted, refused.length]).toEqual([1, 9])
    await finish()
    vi.setSystemTime(Date.now() + 30_000)
    expect((await call()).status).toBe(200)
    expect((await refusalOf(await call())).retryAfter).toBe('30')
  })

  it('is that of one call where it goes on to a fallback', async () => {
    const root = await createAdmin('super_admin')
    const gateway = createGateway({
      upstream: ({ url }) =>
        url.includes('/down/')
          ? Response.json({ error: { message: 'overloaded' } }, { status: 503 })
          : Response.json({
              choices: [{ message: { content: 'Hi' } }],
              usage: { prompt_tokens: 7, completion_tokens: 3 },
            }),
    })
    const up = await createProvider(gateway, root.key, { slug: 'up' })
    const config = { fallbacks: [up.name] }
    const down = await createProvider(gateway, root.key, { slug: 'down', fields: { config } })
    await ofAdmin({ requests_per_minute: 1, concurrent_calls: 1 })
    const ask = () => gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(down.name) })
    const response = await ask()
    await gateway.settle()
    expect([response.status, response.headers.get('x-gatehouse-provider')]).toEqual([200, 'up'])
    expect(limitsIn(response)).toMatchObject({ 'limit-requests': '1', 'remaining-requests': '0' })
    expect((await refusalOf(await ask())).code).toBe('rate_limited')
  })
})

describe('a stream', () => {
  it('is under way until its end, with all that it may use', async () => {
    const root = await createAdmin('super_admin')
    const streams: WritableStreamDefaultWriter<Uint8Array>[] = []
    const gateway = createGateway({
      upstream: () => {
        const { readable, writable } = new IdentityTransformStream()
        streams.push(writable.getWriter())
        return new Response(readable, { headers: { 'content-type': 'text/event-stream' } })
      },
    })
    const { name } = await createProvider(gateway, root.key, { slug: 'streaming' })
    await ofAdmin({ concurrent_calls: 1, tokens_per_minute: 1_000 })
    const ask = (maxTokens: number) =>
      gateway.fetch('/v1/chat/completions', {
        key: caller.key,
        json: chat(name, { max_tokens: maxTokens, stream: true }),
      })
    const first = await ask(900)
    expect(first.status).toBe(200)
    expect((await refusalOf(await ask(1))).message).toContain('calls at once')
    await ofAdmin({ concurrent_calls: 2 })
    expect((await refusalOf(await ask(100))).message).toContain('tokens a minute')

    const usage = { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 }
    const heard = first.text()
    await streams[0]!.write(
      new TextEncoder().encode(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`),
    )
    await streams[0]!.close()
    expect(await heard).toContain('[DONE]')
    await gateway.settle()
    await ofAdmin({ concurrent_calls: 1 })
    const second = await ask(900)
    expect(second.status).toBe(200)
    await Promise.all([second.text(), streams[1]!.close()])
    await gateway.settle()
  })
})
