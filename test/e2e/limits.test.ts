import OpenAI from 'openai'
import { describe, expect, it, onTestFinished } from 'vitest'
import { connect, dataOf, inviteAdmin, product, readUsage, registerProvider } from './support/control-plane.ts'
import { pause, startUpstream } from './support/upstream.ts'

const superClient = connect()

it('of 200 chats at once under a limit of 50, 50 are answered, 150 are told why, and every report says 50', async () => {
  const upstream = await startUpstream(async (response) => {
    await pause(20)
    const body = { choices: [{ message: { content: 'Hi' } }], usage: { prompt_tokens: 2, completion_tokens: 1 } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const [{ slug, model }, admin] = await Promise.all([
    registerProvider(superClient, upstream.url),
    inviteAdmin(superClient),
  ])
  await dataOf(
    superClient.PUT('/api/v1/admins/{id}/settings/{provider}', {
      params: { path: { id: admin.id, provider: slug } },
      body: { monthly_limit: 50 },
    }),
  )
  const caller = connect(admin.apiKey)
  const answers = await Promise.all(
    Array.from({ length: 200 }, () =>
      caller.POST('/v1/chat/completions', { body: { model, messages: [{ role: 'user', content: 'Hi' }] } }),
    ),
  )
  const refused = answers.filter(({ response }) => response.status === 429)
  expect(answers.filter(({ response }) => response.status === 200)).toHaveLength(50)
  expect(refused).toHaveLength(150)
  for (const { error, response } of refused) {
    expect(error).toMatchObject({ error: { code: 'monthly_limit_reached', type: 'insufficient_quota' } })
    expect(response.headers.get('x-should-retry')).toBe('false')
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('50')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('0')
  }
  expect(upstream.seen).toHaveLength(50)
  await upstream.close()

  const exact = await readUsage(superClient, admin.id)
  expect(exact).toMatchObject({ source: 'ledger', totals: { requests: 50, input_tokens: 100, output_tokens: 50 } })
  const everybodys = await dataOf(superClient.GET('/api/v1/ai/usage', {}))
  expect(everybodys.source).toBe('ledger')
  const figures = everybodys.by_admin.find(({ admin_id }) => admin_id === admin.id)
  expect(figures).toMatchObject({ requests: 50, input_tokens: 100, output_tokens: 50 })
})

it('a provider that was just used is deleted by force alone', async () => {
  const upstream = await startUpstream((response) => {
    const body = { choices: [{ message: { content: 'Hi' } }], usage: { prompt_tokens: 2, completion_tokens: 1 } }
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  })
  const { slug, model } = await registerProvider(superClient, upstream.url)
  const body = { model, messages: [{ role: 'user', content: 'Hi' }] }
  expect((await superClient.POST('/v1/chat/completions', { body })).response.status).toBe(200)
  const remove = (force: boolean) =>
    superClient.DELETE('/api/v1/ai/providers/{id}', {
      params: { path: { id: slug }, query: force ? { force: 'true' } : {} },
    })
  const refused = await remove(false)
  expect(refused.response.status).toBe(409)
  expect(refused.error).toMatchObject({ code: 'provider_in_use' })
  expect((await remove(true)).response.status).toBe(204)
  await upstream.close()
})

describe('the official client', () => {
  const messages = [{ role: 'user' as const, content: 'Hi' }]
  const served = {
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'chat-1',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hi' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
  }

  /** A caller under limits of their own, and an upstream whose answers wait until `open` is called. */
  async function arrange(limits: object) {
    const { promise: isOpen, resolve: open } = Promise.withResolvers<void>()
    let onArrival = () => undefined as void
    const upstream = await startUpstream(async (response) => {
      onArrival()
      await isOpen
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(served))
    })
    onTestFinished(() => upstream.close())
    const [{ model }, admin] = await Promise.all([
      registerProvider(superClient, upstream.url),
      inviteAdmin(superClient),
    ])
    await dataOf(superClient.PATCH('/api/v1/admins/{id}', { params: { path: { id: admin.id } }, body: limits }))

    /** A client that shows every answer that it gets, also those that it does not tell of. */
    function createClient(maxRetries: number, onAnswer: (answer: Response) => void = () => undefined) {
      const client = new OpenAI({
        apiKey: admin.apiKey,
        baseURL: `${product.url}/v1`,
        maxRetries,
        fetch: async (input, init) => {
          const answer = await fetch(input, init)
          onAnswer(answer)
          return answer
        },
      })
      return (more: object = {}) => client.chat.completions.create({ model, messages, ...more })
    }
    const arrivals = (count: number) =>
      new Promise<void>((resolve) => {
        onArrival = () => upstream.seen.length >= count && resolve()
      })
    return { createClient, open, arrivals, seen: upstream.seen }
  }

  it('waits as it is told when too many calls are under way, tries again by itself, and is answered', async () => {
    const { createClient, open, arrivals, seen } = await arrange({ concurrent_calls: 1 })
    const arrived = arrivals(1)
    const first = createClient(0)()
    await arrived
    const refusals: Response[] = []
    const second = createClient(5, (answer) => {
      if (answer.status !== 429) return
      refusals.push(answer)
      // From here on there is nothing in the way of the first.
      open()
    })()
    expect((await first).choices[0]!.message.content).toBe('Hi')
    expect((await second).choices[0]!.message.content).toBe('Hi')
    expect(seen).toHaveLength(2)
    expect(refusals.length).toBeGreaterThan(0)
    expect(refusals[0]!.headers.get('retry-after')).toBe('1')
    expect(refusals[0]!.headers.get('x-should-retry')).toBeNull()
  })

  it('of 200 calls at once has as many as may be under way answered, and as many again after them', async () => {
    const { createClient, open, arrivals, seen } = await arrange({ concurrent_calls: 20 })
    const arrived = arrivals(20)
    const ask = createClient(0)
    let refused = 0
    const { promise: allRefused, resolve } = Promise.withResolvers<void>()
    const answers = Array.from({ length: 200 }, () =>
      ask().catch((error: unknown) => {
        refused += 1
        if (refused === 180) resolve()
        return error
      }),
    )
    await Promise.all([arrived, allRefused])
    expect(seen).toHaveLength(20)
    open()
    const failures = (await Promise.all(answers)).filter((answer) => answer instanceof Error)
    expect(failures).toHaveLength(180)
    for (const failure of failures) {
      expect(failure).toBeInstanceOf(OpenAI.RateLimitError)
      expect(failure).toMatchObject({ status: 429, code: 'rate_limited', type: 'rate_limit_error' })
    }
    // What is settled after an answer may take a moment: then the client tries again.
    const patient = createClient(5)
    await Promise.all(Array.from({ length: 20 }, () => patient()))
    expect(seen).toHaveLength(40)
  })

  it('reads in headers what is left, and why and until when nothing is', async () => {
    const { createClient, open, seen } = await arrange({ requests_per_minute: 2, tokens_per_minute: 10_000 })
    open()
    const headersOf =
      ({ headers }: Response) =>
      (name: string) =>
        headers.get(`x-ratelimit-${name}`)
    const answers: Response[] = []
    const ask = createClient(0, (answer) => answers.push(answer))
    for (const left of ['1', '0']) {
      await ask({ max_tokens: 100 })
      const read = headersOf(answers.at(-1)!)
      expect([read('limit-requests'), read('remaining-requests')]).toEqual(['2', left])
      expect(read('reset-requests')).toMatch(/^[1-9]\d?s$/)
      expect(read('limit-tokens')).toBe('10000')
      expect(Number(read('remaining-tokens'))).toBeGreaterThan(9_000)
      expect(Number(read('remaining-tokens'))).toBeLessThanOrEqual(9_900)
    }
    const refused: unknown = await ask({ max_tokens: 100 }).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(OpenAI.RateLimitError)
    expect(refused).toMatchObject({ code: 'rate_limited', message: expect.stringContaining('2 requests a minute') })
    const { headers } = refused as InstanceType<typeof OpenAI.RateLimitError>
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0)
    expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(headers.get('x-ratelimit-remaining-requests')).toBe('0')
    expect(seen).toHaveLength(2)
  })

  it('does not try a call again that is larger than its limit', async () => {
    const { createClient, open, seen } = await arrange({ tokens_per_minute: 100 })
    open()
    let answers = 0
    const refused = createClient(5, () => (answers += 1))({ max_tokens: 101 })
    await expect(refused).rejects.toMatchObject({ status: 429, code: 'rate_limited' })
    expect([answers, seen.length]).toEqual([1, 0])
  })
})
