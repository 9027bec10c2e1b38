import { beforeAll, describe, expect, it } from 'vitest'
import { answerChat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'

let sent: Record<string, unknown> = {}
let answer = answerChat
const gateway = createGateway({
  upstream: async (request) => {
    sent = await request.json<Record<string, unknown>>()
    return answer()
  },
})
let caller: { id: number; key: string }

beforeAll(async () => {
  const root = await createAdmin('super_admin')
  caller = await createAdmin()
  await createProvider(gateway, root.key, { slug: 'simple' })
})

const post = (json: object) => gateway.fetch('/api/v1/ai/chat/', { key: caller.key, json })

describe('the simple chat', () => {
  it('answers with the reply, what it used, and who gave it', async () => {
    answer = answerChat
    const response = await post({ message: 'Hi', provider: 'simple', model: 'chat-1' })
    expect(response.status).toBe(200)
    expect(response.headers.get('x-ratelimit-limit-requests')).toBe('1000')
    expect(await response.json()).toEqual({
      reply: 'Hello',
      finish_reason: 'stop',
      usage: { input_tokens: 7, output_tokens: 3, total_tokens: 10 },
      provider: 'simple',
      model: 'chat-1',
      key_source: 'shared',
      generation_time_ms: expect.any(Number),
    })
  })

  it('sends system message, history, image and options in OpenAI’s form', async () => {
    await post({
      message: 'What is this?',
      system_message: 'Be brief.',
      conversation_history: [
        { role: 'user', content: 'سلام' },
        { role: 'assistant', content: 'سلام!' },
      ],
      image: 'https://example.com/a.png',
      temperature: 0.2,
      max_tokens: 9,
      model: 'simple/chat-1',
    })
    expect(sent).toEqual({
      model: 'chat-1',
      temperature: 0.2,
      max_tokens: 9,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'سلام' },
        { role: 'assistant', content: 'سلام!' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'What is this?' },
            { type: 'image_url', image_url: { url: 'https://example.com/a.png' } },
          ],
        },
      ],
    })
  })

  it('refuses what it does not know, and a provider without a model, by name of the field', async () => {
    expect(await (await post({ message: 'Hi', api_base: 'https://evil.example' })).json()).toMatchObject({
      status: 400,
      code: 'validation_failed',
      errors: [{ field: 'api_base' }],
    })
    expect(await (await post({ message: 'Hi', provider: 'simple' })).json()).toMatchObject({ status: 400 })
    expect(await (await post({ message: '' })).json()).toMatchObject({ errors: [{ field: 'message' }] })
  })

  it('answers 502, and charges for what was served, when the provider’s answer is no chat', async () => {
    answer = () => Response.json({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1 } })
    const response = await post({ message: 'Hi', model: 'simple/chat-1' })
    expect(await response.json()).toMatchObject({ status: 502, code: 'upstream_error' })
  })
})
