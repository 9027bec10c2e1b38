import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { callPackage, refusedFor, sentFor, type PackageName } from './packages.ts'

type Model = `${PackageName}/${string}`

const user = (content = 'Hi') => ({ role: 'user', content })
const assistant = (message: object) => ({ role: 'assistant', ...message })
const call = { id: 'call00001', type: 'function', function: { name: 'weather', arguments: '{"city":"Rome"}' } }
const result = { role: 'tool', tool_call_id: 'call00001', content: 'Sunny' }
const tools = [{ type: 'function', function: { name: 'weather' } }]

const nova: Model = 'bedrock/amazon.nova-lite-v1:0'
const everyone: Model[] = [
  'anthropic/claude-sonnet-4-5',
  'google/gemini-2.5-flash',
  'mistral/mistral-small-latest',
  'cohere/command-r-plus',
  'groq/llama-3.3-70b-versatile',
  'deepseek/deepseek-chat',
  nova,
]

describe('tool calls of a conversation', () => {
  const messages = [user(), assistant({ content: null, tool_calls: [call] }), result]

  it.each(everyone)('are sent to %s', async (model) => {
    const body = JSON.stringify(await sentFor(model, { messages, tools }))
    expect(body).toContain('Rome')
    expect(body).toContain('Sunny')
  })

  it.each(everyone.filter((model) => model !== nova))('are sent to %s without tools too', async (model) => {
    expect(JSON.stringify(await sentFor(model, { messages }))).toContain('Sunny')
  })

  it.each([{}, { tools: [] }, { tools, tool_choice: 'none' }])(
    'are refused where the package leaves them out without tools that may be called: %j',
    async (request) => {
      expect(await refusedFor(nova, { messages, ...request })).toEqual(['tools'])
    },
  )

  it.each(['huggingface/meta/llama', 'perplexity/sonar'] as const)(
    'are refused where there is no place for them, or the package says not where they stand: %s',
    async (model) => {
      expect(await refusedFor(model, { messages })).toEqual(['messages[1].tool_calls[0]'])
    },
  )
})

describe('text beside a tool call', () => {
  const said = (message: object) => [user(), assistant({ ...message, tool_calls: [call] }), result]

  it.each(everyone.filter((model) => !model.startsWith('cohere')))('is sent to %s', async (model) => {
    const messages = said({ content: 'One moment.' })
    expect(JSON.stringify(await sentFor(model, { messages, tools }))).toContain('One moment.')
  })

  it.each([{ content: 'One moment.' }, { content: null, refusal: 'No.' }])(
    'is refused where the package drops it: %j',
    async (message) => {
      const messages = [user(), assistant({ content: 'Hello' }), ...said(message)]
      expect(await refusedFor('cohere/command-r-plus', { messages, tools })).toEqual(['messages[3].content'])
    },
  )

  it('is not what is empty', async () => {
    const messages = said({ content: '' })
    expect(await refusedFor('cohere/command-r-plus', { messages, tools })).toEqual([])
  })
})

describe('instructions in the middle of a conversation', () => {
  const later = (role: string) => [user(), assistant({ content: 'Hello' }), { role, content: 'Be brief.' }, user('Go')]

  it.each<Model>(['google/gemini-2.5-flash', nova, 'anthropic/claude-sonnet-4-5'])(
    'are refused where the package refuses them or puts them first: %s',
    async (model) => {
      expect(await refusedFor(model, { messages: later('system') })).toEqual(['messages[2]'])
      expect(await refusedFor(model, { messages: later('developer') })).toEqual(['messages[2]'])
    },
  )

  it('are sent where they stand beside those at its beginning', async () => {
    const messages = [{ role: 'system', content: 'Be kind.' }, ...later('system')]
    const sent = await sentFor('anthropic/claude-sonnet-4-5', { messages })
    expect(sent.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'system', 'user'])
    expect(await refusedFor('google/gemini-2.5-flash', { messages })).toEqual(['messages[3]'])
  })

  it('are no more than all that stand at its beginning', async () => {
    const messages = [{ role: 'system', content: 'Be kind.' }, { role: 'developer', content: 'Be brief.' }, user()]
    expect(await refusedFor('google/gemini-2.5-flash', { messages })).toEqual([])
  })
})

it('is found out once for a model and its settings', async () => {
  const { call: bridged } = callPackage('groq/gemma2-9b-it')
  let models = 0
  const createModel: typeof bridged.createModel = (fetch) => {
    models += 1
    return bridged.createModel(fetch)
  }
  const messages = [
    user(),
    assistant({ content: 'Wait', tool_calls: [call] }),
    result,
    { role: 'system', content: 'x' },
  ]
  await bridgeChat({ ...bridged, createModel }, { model: 'm', messages, tools })
  models = 0
  await bridgeChat({ ...bridged, createModel }, { model: 'm', messages: [...messages, user('Go')], tools })
  expect(models).toBe(1)
})
