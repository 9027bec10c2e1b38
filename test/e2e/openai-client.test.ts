/** The official client, with base URL and key changed and nothing else. */
import OpenAI from 'openai'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { startSandbox } from '../../scripts/sandbox.ts'
import { connect, dataOf, inviteAdmin, product, registerProvider } from './support/control-plane.ts'

const superClient = connect()
const messages = [{ role: 'user' as const, content: 'Hello out there' }]

/** A client that also counts how often it calls. */
function openAi(apiKey: string): { client: OpenAI; calls: () => number } {
  let calls = 0
  const client = new OpenAI({
    apiKey,
    baseURL: `${product.url}/v1`,
    fetch: (input, init) => {
      calls += 1
      return fetch(input, init)
    },
  })
  return { client, calls: () => calls }
}

describe('a super admin with the official client', () => {
  const { client } = openAi(product.apiKey)

  it('lists the models and reads one', async () => {
    const ids: string[] = []
    for await (const model of client.models.list()) ids.push(model.id)
    expect(ids).toContain('sandbox/chat')
    expect(await client.models.retrieve('sandbox/chat')).toMatchObject({ id: 'sandbox/chat', owned_by: 'sandbox' })
  })

  it('chats', async () => {
    const completion = await client.chat.completions.create({ model: 'sandbox/chat', messages })
    expect(completion.choices[0]?.message.content).toContain('You said: Hello out there')
    expect(completion.usage?.prompt_tokens).toBe(3)
    expect(completion._request_id).toMatch(/^req_[0-9a-f]{32}$/)
  })

  it('chats with the default model when it names none in particular', async () => {
    const completion = await client.chat.completions.create({ model: 'default', messages })
    expect(completion.choices[0]?.message.content).toContain('Hello out there')
  })

  it('streams, and sees the usage only when it asks for it', async () => {
    const read = async (options: { include_usage: boolean } | null) => {
      const stream = await client.chat.completions.create({
        model: 'sandbox/chat',
        messages,
        stream: true,
        stream_options: options,
      })
      const chunks: OpenAI.ChatCompletionChunk[] = []
      for await (const chunk of stream) chunks.push(chunk)
      return chunks
    }
    const plain = await read(null)
    expect(plain.map((chunk) => chunk.choices[0]!.delta.content ?? '').join('')).toContain('You said: Hello out there')
    expect(plain.some((chunk) => chunk.usage)).toBe(false)
    const asked = await read({ include_usage: true })
    expect(asked.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 3 } })
    expect(asked.length).toBe(plain.length + 1)
  })

  it('gets tool calls back', async () => {
    const completion = await client.chat.completions.create({
      model: 'sandbox/chat',
      messages: [{ role: 'user', content: 'What is the weather?' }],
      tools: [{ type: 'function', function: { name: 'get_weather', parameters: { type: 'object', properties: {} } } }],
      tool_choice: 'required',
    })
    expect(completion.choices[0]?.message.tool_calls?.[0]).toMatchObject({ function: { name: 'get_weather' } })
  })
})

describe('the official client’s own errors', () => {
  let admin: { id: number; apiKey: string }

  beforeAll(async () => {
    admin = await inviteAdmin(superClient)
  })

  const failureOf = async (apiKey: string, model: string) => {
    const { client, calls } = openAi(apiKey)
    const error: unknown = await client.chat.completions.create({ model, messages }).catch((thrown: unknown) => thrown)
    return { error, calls: calls() }
  }

  it('AuthenticationError for a wrong key', async () => {
    const { error, calls } = await failureOf('gh_wrong', 'sandbox/chat')
    expect(error).toBeInstanceOf(OpenAI.AuthenticationError)
    expect(error).toMatchObject({ status: 401, code: 'invalid_api_key' })
    expect(calls).toBe(1)
  })

  it('NotFoundError for an unknown model', async () => {
    const { error } = await failureOf(admin.apiKey, 'sandbox/no-such-model')
    expect(error).toBeInstanceOf(OpenAI.NotFoundError)
    expect(error).toMatchObject({ code: 'model_not_found', param: 'model' })
  })

  it('PermissionDeniedError, with the reason, for no access', async () => {
    const { error } = await failureOf(admin.apiKey, 'sandbox/chat')
    expect(error).toBeInstanceOf(OpenAI.PermissionDeniedError)
    expect(error).toMatchObject({ code: 'access_denied', error: { reason: 'shared_not_allowed' } })
  })

  it('RateLimitError at the limit, raised once and not retried', async () => {
    const apiKey = 'sandbox-of-this-test'
    const sandbox = await startSandbox({ port: 0, apiKey })
    onTestFinished(() => sandbox.close())
    const { slug } = await registerProvider(superClient, sandbox.url, { shared_api_key: apiKey }, { model_id: 'chat' })
    await dataOf(
      superClient.PUT('/api/v1/admins/{id}/settings/{provider}', {
        params: { path: { id: admin.id, provider: slug } },
        body: { monthly_limit: 1 },
      }),
    )
    const name = `${slug}/chat`
    const first = await failureOf(admin.apiKey, name)
    expect(first.error).toMatchObject({ object: 'chat.completion' })
    const { error, calls } = await failureOf(admin.apiKey, name)
    expect(error).toBeInstanceOf(OpenAI.RateLimitError)
    expect(error).toMatchObject({ status: 429, code: 'monthly_limit_reached', type: 'insufficient_quota' })
    expect(calls).toBe(1)
  })
})
