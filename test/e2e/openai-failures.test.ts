/** What goes wrong, as the official client shows it: its errors, its own retries, and what is charged for each. */
import OpenAI from 'openai'
import { describe, expect, it } from 'vitest'
import { inTurn, json, recorded } from './support/answers.ts'
import { arrange, caught } from './support/openai.ts'
import { beginStream, chunk, event, lastChunk, usageChunk, type Answer } from './support/upstream.ts'

const messages = [{ role: 'user' as const, content: 'Hi' }]
const nothing = { requests: 0, input_tokens: 0, output_tokens: 0, cost_usd: 0 }
const once = { requests: 1, input_tokens: 16, output_tokens: 363 }

const refuse = (status: number, error: object = { message: `Status ${status}` }) =>
  json({ error }, { status, headers: { 'retry-after': '0' } })
const answered = recorded('openai/openai-text.json')

describe.concurrent('an error of the provider', () => {
  it.each([
    [400, 400, OpenAI.BadRequestError],
    [401, 401, OpenAI.AuthenticationError],
    [403, 403, OpenAI.PermissionDeniedError],
    [404, 404, OpenAI.NotFoundError],
    [409, 409, OpenAI.ConflictError],
    [413, 413, OpenAI.APIError],
    [422, 422, OpenAI.UnprocessableEntityError],
    [429, 429, OpenAI.RateLimitError],
    [500, 502, OpenAI.InternalServerError],
    [503, 502, OpenAI.InternalServerError],
  ])('%i is a %i of its own class, and costs nothing', async (status, shown, kind) => {
    const { client, model, upstream, usage } = await arrange(refuse(status, { message: 'Oh no', param: 'tools' }))
    const error = await caught(client.chat.completions.create({ model, messages }, { maxRetries: 0 }))
    expect(error).toBeInstanceOf(kind)
    expect(error).toMatchObject({
      status: shown,
      param: 'tools',
      message: expect.stringContaining('Oh no'),
      requestID: expect.stringMatching(/^req_/),
    })
    expect(upstream.seen).toHaveLength(1)
    expect(await usage()).toMatchObject(nothing)
  })

  it('in the middle of a stream is thrown where the stream is read', async () => {
    const { client, model, usage } = await arrange((response) => {
      beginStream(response)
      response.write(event(chunk('word')))
      response.end(event({ error: { message: 'Overloaded', type: 'server_error', code: null, param: null } }))
    })
    const stream = await client.chat.completions.create({ model, messages, stream: true })
    const words: string[] = []
    const read = async () => {
      for await (const { choices } of stream) words.push(choices[0]?.delta.content ?? '')
    }
    expect(await caught(read())).toBeInstanceOf(OpenAI.APIError)
    expect(words).toEqual(['word'])
    expect((await usage()).requests).toBe(1)
  })

  it('that ends a stream too early is told of in the same way', async () => {
    const { client, model, usage } = await arrange((response) => {
      beginStream(response)
      response.write(event(chunk('word')))
      response.end()
    })
    const error = await caught(client.chat.completions.stream({ model, messages }).finalChatCompletion())
    expect(error).toBeInstanceOf(OpenAI.APIError)
    expect(error).toMatchObject({ code: 'upstream_error' })
    expect(await usage()).toMatchObject({ requests: 1, output_tokens: 1 })
  })
})

describe.concurrent('a call that the client sends again by itself', () => {
  it.each([500, 503, 429, 408, 409])('after a %i is charged once', async (status) => {
    const { client, model, upstream, usage } = await arrange(inTurn(refuse(status), refuse(status), answered))
    const completion = await client.chat.completions.create({ model, messages })
    expect(completion.usage?.total_tokens).toBe(379)
    expect(upstream.seen).toHaveLength(3)
    // It names no key of idempotency, and each attempt is a request of its own: what failed was not charged.
    expect(upstream.seen.every(({ headers }) => !('idempotency-key' in headers))).toBe(true)
    expect(await usage()).toMatchObject(once)
  })

  it('fails after as many retries as it makes', async () => {
    const { client, model, upstream, usage } = await arrange(refuse(500))
    const error = await caught(client.chat.completions.create({ model, messages }, { maxRetries: 1 }))
    expect(error).toBeInstanceOf(OpenAI.InternalServerError)
    expect(upstream.seen).toHaveLength(2)
    expect(await usage()).toMatchObject(nothing)
  })

  it('is not sent again where the provider refuses it', async () => {
    const { client, model, upstream } = await arrange(inTurn(refuse(400), answered))
    const error = await caught(client.chat.completions.create({ model, messages }))
    expect(error).toBeInstanceOf(OpenAI.BadRequestError)
    expect(upstream.seen).toHaveLength(1)
  })

  it('is sent again for it by Gatehouse where the provider is set up so: the client sees one call', async () => {
    const retry = { max_retries: 2 }
    const { client, model, upstream, usage } = await arrange(inTurn(refuse(500), refuse(429), answered), {
      provider: { config: { retry } },
    })
    const { response } = await client.chat.completions.create({ model, messages }, { maxRetries: 0 }).withResponse()
    expect(response.headers.get('x-gatehouse-attempts')).toBe('3')
    expect(upstream.seen).toHaveLength(3)
    expect(await usage()).toMatchObject(once)
  })

  it('under a key of idempotency is charged once, and a repetition of it is a ConflictError', async () => {
    const { client, model, upstream, usage } = await arrange(inTurn(refuse(500), answered, answered))
    const headers = { 'idempotency-key': crypto.randomUUID() }
    await client.chat.completions.create({ model, messages }, { headers })
    const error = await caught(client.chat.completions.create({ model, messages }, { headers }))
    expect(error).toBeInstanceOf(OpenAI.ConflictError)
    expect(error).toMatchObject({ code: 'duplicate_request' })
    expect(upstream.seen).toHaveLength(2)
    expect(await usage()).toMatchObject(once)
  })
})

describe.concurrent('a caller who leaves', () => {
  // On one's own machine the runtime does not say that they left (https://github.com/cloudflare/workerd/pull/5062), so the
  // call is brought to its end. Deployed, it is ended, and nothing is charged.
  it('before the answer began is charged what the provider says, and nothing stays open', async () => {
    const asked = Promise.withResolvers<void>()
    const left = Promise.withResolvers<void>()
    const { client, model, usage } = await arrange(async (response, request) => {
      asked.resolve()
      await left.promise
      await answered(response, request)
    })
    const leaving = new AbortController()
    const call = caught(client.chat.completions.create({ model, messages }, { signal: leaving.signal }))
    await asked.promise
    leaving.abort()
    expect(await call).toBeInstanceOf(OpenAI.APIUserAbortError)
    left.resolve()
    expect(await usage()).toMatchObject(once)
  })

  const leaves: [how: string, leave: (stream: { controller: AbortController }) => void][] = [
    ['aborting', ({ controller }) => controller.abort()],
    ['no longer reading', () => undefined],
  ]

  it.each(leaves)('a stream by %s is charged what the provider says in the end', async (_, leave) => {
    const left = Promise.withResolvers<void>()
    const answer: Answer = async (response) => {
      beginStream(response)
      response.write(event(chunk('one ')) + event(chunk('two ')))
      await left.promise
      response.end(event(lastChunk()) + event(usageChunk(11, 20)) + event('[DONE]'))
    }
    const { client, model, usage } = await arrange(answer)
    const stream = await client.chat.completions.create({ model, messages, stream: true })
    for await (const _chunk of stream) {
      leave(stream)
      break
    }
    left.resolve()
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 11, output_tokens: 20 })
  })
})
