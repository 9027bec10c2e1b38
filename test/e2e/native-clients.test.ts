/** Anthropic's and Google's official clients, with base URL and key changed and nothing else. */
import Anthropic from '@anthropic-ai/sdk'
import { ApiError, GoogleGenAI } from '@google/genai'
import { describe, expect, it } from 'vitest'
import { bodyOf, events, json, recorded } from './support/answers.ts'
import { connect, dataOf, product } from './support/control-plane.ts'
import { arrange } from './support/openai.ts'
import { pause, type Answer } from './support/upstream.ts'

const superClient = connect()
const question = 'Invent a holiday'

/** `fetch`, and how often it was called. */
function countCalls() {
  let calls = 0
  const counted: typeof fetch = (input, init) => {
    calls += 1
    return fetch(input, init)
  }
  return { fetch: counted, calls: () => calls }
}

const limitTo = (monthly_limit: number, { admin, slug }: { admin: number; slug: string }) =>
  dataOf(
    superClient.PUT('/api/v1/admins/{id}/settings/{provider}', {
      params: { path: { id: admin, provider: slug } },
      body: { monthly_limit },
    }),
  )

describe.concurrent('Anthropic’s client', () => {
  const arrangeAnthropic = async (answer: Answer) => {
    const arranged = await arrange(answer, { provider: { protocol: 'anthropic' } })
    const { fetch, calls } = countCalls()
    const connectWith = (apiKey: string) => new Anthropic({ apiKey, authToken: null, baseURL: product.url, fetch })
    return { ...arranged, calls, connectWith, client: connectWith(arranged.apiKey) }
  }
  const params = (model: string) => ({
    model,
    max_tokens: 1_024,
    messages: [{ role: 'user' as const, content: question }],
  })

  it('creates a message, by the key and the name of the model that the provider has', async () => {
    const { client, model, upstream, key, usage } = await arrangeAnthropic(recorded('anthropic/anthropic-text.json'))
    const message = await client.messages.create(params(model), { headers: { 'anthropic-beta': 'some-beta' } })
    expect(message).toMatchObject({
      type: 'message',
      role: 'assistant',
      usage: { input_tokens: 12, output_tokens: 29 },
    })
    expect(message.content[0]).toMatchObject({ type: 'text', text: expect.stringMatching(/\w/) })
    expect(message._request_id).toMatch(/^req_[0-9a-f]{32}$/)
    const sent = upstream.seen[0]!
    expect(sent.path).toBe('/v1/messages')
    expect(sent.headers).toMatchObject({ 'x-api-key': key, 'anthropic-beta': 'some-beta' })
    expect(sent.headers['anthropic-version']).toMatch(/^\d{4}-\d\d-\d\d$/)
    expect(sent.headers['authorization']).toBeUndefined()
    expect(bodyOf(sent)).toEqual(params('chat-1'))
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 12, output_tokens: 29 })
  })

  it('takes the bare name of a model', async () => {
    const arranged = await arrange(recorded('anthropic/anthropic-text.json'), {
      provider: { protocol: 'anthropic' },
      model: { model_id: 'claude-only-here' },
    })
    const client = new Anthropic({ apiKey: arranged.apiKey, authToken: null, baseURL: product.url })
    expect(await client.messages.create(params('claude-only-here'))).toMatchObject({ stop_reason: 'end_turn' })
  })

  it('streams a message', async () => {
    const { client, model, usage } = await arrangeAnthropic(recorded('anthropic/anthropic-text.chunks.txt'))
    const stream = client.messages.stream(params(model))
    let text = ''
    stream.on('text', (delta) => void (text += delta))
    const message = await stream.finalMessage()
    expect(text.length).toBeGreaterThan(0)
    expect(message.content).toEqual([expect.objectContaining({ type: 'text', text })])
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 12, output_tokens: 30 })
  })

  it('gets the calls of tools out of a stream', async () => {
    const { client, model, usage } = await arrangeAnthropic(recorded('anthropic/anthropic-tool-no-args.chunks.txt'))
    const message = await client.messages.stream(params(model)).finalMessage()
    expect(message.stop_reason).toBe('tool_use')
    expect(message.content.at(-1)).toMatchObject({ type: 'tool_use', input: {} })
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 565, output_tokens: 48 })
  })

  it('counts tokens, for nothing', async () => {
    const { client, model, upstream, usage } = await arrangeAnthropic(json({ input_tokens: 14 }))
    const { max_tokens: _, ...rest } = params(model)
    expect(await client.messages.countTokens(rest)).toEqual({ input_tokens: 14 })
    expect(upstream.seen[0]?.path).toBe('/v1/messages/count_tokens')
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 0, output_tokens: 0 })
  })

  it('throws when a stream breaks off', async () => {
    const { client, model, usage } = await arrangeAnthropic(async (response) => {
      const [start, ...rest] = [
        {
          type: 'message_start',
          message: {
            id: 'msg_1',
            type: 'message',
            role: 'assistant',
            content: [],
            usage: { input_tokens: 9, output_tokens: 1 },
          },
        },
        { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
        { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'four' } },
      ]
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      for (const each of [start, ...rest]) response.write(`event: ${each!.type}\ndata: ${JSON.stringify(each)}\n\n`)
      await pause(100)
      response.destroy()
    })
    const error: unknown = await client.messages
      .stream(params(model))
      .finalMessage()
      .catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(Anthropic.APIError)
    expect(error).toMatchObject({ error: { type: 'error', error: { type: 'api_error' } } })
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 9, output_tokens: 1 })
  })

  it('throws its own errors, and does not retry what a retry cannot mend', async () => {
    const arranged = await arrangeAnthropic(recorded('anthropic/anthropic-text.json'))
    const { client, connectWith, model, calls } = arranged
    const failureOf = async (by: Anthropic, name: string) => {
      const before = calls()
      const error: unknown = await by.messages.create(params(name)).catch((thrown: unknown) => thrown)
      return { error, tries: calls() - before }
    }
    const wrongKey = await failureOf(connectWith('gh_wrong'), model)
    expect(wrongKey.error).toBeInstanceOf(Anthropic.AuthenticationError)
    expect(wrongKey.error).toMatchObject({ status: 401, requestID: expect.stringMatching(/^req_/) })
    const unknown = await failureOf(client, 'claude-none')
    expect(unknown.error).toBeInstanceOf(Anthropic.NotFoundError)
    const ofAnother = await failureOf(client, 'sandbox/chat')
    expect(ofAnother.error).toBeInstanceOf(Anthropic.PermissionDeniedError)
    await limitTo(0, arranged)
    const limited = await failureOf(client, model)
    expect(limited.error).toBeInstanceOf(Anthropic.RateLimitError)
    expect([wrongKey, unknown, ofAnother, limited].map(({ tries }) => tries)).toEqual([1, 1, 1, 1])
  })

  it('retries what the provider refused for the moment', async () => {
    let asked = 0
    const { client, model, calls, usage } = await arrangeAnthropic((response, request) => {
      asked += 1
      const overloaded = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
      const answer = asked === 1 ? json(overloaded, { status: 529 }) : recorded('anthropic/anthropic-text.json')
      return answer(response, request)
    })
    expect(await client.messages.create(params(model))).toMatchObject({ stop_reason: 'end_turn' })
    expect(calls()).toBe(2)
    expect(await usage()).toMatchObject({ requests: 1 })
  })
})

describe.concurrent('Google’s client', () => {
  const arrangeGoogle = async (answer: Answer, model: { model_id?: string; capabilities?: 'embeddings'[] } = {}) => {
    const arranged = await arrange(answer, { provider: { protocol: 'google' }, model })
    const { fetch, calls } = countCalls()
    const connectWith = (apiKey: string) => new GoogleGenAI({ apiKey, httpOptions: { baseUrl: product.url, fetch } })
    return { ...arranged, calls, connectWith, client: connectWith(arranged.apiKey) }
  }

  it('generates content, by the key and the name of the model that the provider has', async () => {
    const { client, model, upstream, key, usage } = await arrangeGoogle(recorded('google/google-text.json'))
    const config = { maxOutputTokens: 500, systemInstruction: 'Be brief' }
    const response = await client.models.generateContent({ model, contents: question, config })
    expect(response.text).toMatch(/strawberry/)
    expect(response.usageMetadata).toMatchObject({ promptTokenCount: 9, thoughtsTokenCount: 244 })
    const sent = upstream.seen[0]!
    expect(sent.path).toBe('/v1/models/chat-1:generateContent')
    expect(sent.headers['x-goog-api-key']).toBe(key)
    expect(bodyOf(sent)).toMatchObject({ generationConfig: { maxOutputTokens: 500 } })
    expect(bodyOf(sent)).not.toHaveProperty('model')
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 9, output_tokens: 272, reasoning_tokens: 244 })
  })

  it('takes the bare name of a model', async () => {
    const model_id = 'gemini-only-here'
    const { client } = await arrangeGoogle(recorded('google/google-text.json'), { model_id })
    const { text } = await client.models.generateContent({ model: model_id, contents: question })
    expect(text).toMatch(/strawberry/)
  })

  it('streams content', async () => {
    const { client, model, upstream, usage } = await arrangeGoogle(recorded('google/google-text.chunks.txt'))
    let text = ''
    for await (const chunk of await client.models.generateContentStream({ model, contents: question })) {
      text += chunk.text ?? ''
    }
    expect(text).toMatch(/strawberry/)
    expect(upstream.seen[0]?.path).toBe('/v1/models/chat-1:streamGenerateContent?alt=sse')
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 9, output_tokens: 208, reasoning_tokens: 185 })
  })

  it('embeds texts', async () => {
    const answer = json({ embeddings: [{ values: [0.1, 0.2] }, { values: [0.3, 0.4] }] })
    const { client, model, upstream, usage } = await arrangeGoogle(answer, { capabilities: ['embeddings'] })
    const { embeddings } = await client.models.embedContent({ model, contents: ['one', 'two'] })
    expect(embeddings?.map(({ values }) => values)).toEqual([
      [0.1, 0.2],
      [0.3, 0.4],
    ])
    expect(upstream.seen[0]?.path).toBe('/v1/models/chat-1:batchEmbedContents')
    expect(bodyOf(upstream.seen[0]!)).toMatchObject({
      requests: [{ model: 'models/chat-1' }, { model: 'models/chat-1' }],
    })
    const { requests, input_tokens } = await usage()
    expect(requests).toBe(1)
    expect(input_tokens).toBeGreaterThan(0)
  })

  it('throws when a stream breaks off', async () => {
    const chunk = { candidates: [{ content: { parts: [{ text: 'four' }] } }], usageMetadata: { promptTokenCount: 9 } }
    const { client, model, usage } = await arrangeGoogle(events([chunk]))
    const stream = await client.models.generateContentStream({ model, contents: question })
    const read = async () => {
      for await (const { text } of stream) expect(text).toBe('four')
    }
    await expect(read()).rejects.toMatchObject({ name: 'ApiError', status: 502 })
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 9 })
  })

  it('throws its own errors', async () => {
    const arranged = await arrangeGoogle(recorded('google/google-text.json'))
    const { client, connectWith, model, calls } = arranged
    const failureOf = async (by: GoogleGenAI, name: string) => {
      const error: unknown = await by.models
        .generateContent({ model: name, contents: question })
        .catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(ApiError)
      const { status, message } = error as ApiError
      const said = JSON.parse(message) as { error: { code: number; status: string } }
      expect(said.error.code).toBe(status)
      return said.error
    }
    expect(await failureOf(connectWith('gh_wrong'), model)).toMatchObject({ status: 'UNAUTHENTICATED', code: 401 })
    expect(await failureOf(client, 'gemini-none')).toMatchObject({ status: 'NOT_FOUND', code: 404 })
    await limitTo(0, arranged)
    expect(await failureOf(client, model)).toMatchObject({ status: 'RESOURCE_EXHAUSTED', code: 429 })
    expect(calls()).toBe(3)
  })
})
