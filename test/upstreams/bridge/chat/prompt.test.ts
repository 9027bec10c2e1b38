import { describe, expect, it } from 'vitest'
import { refusedFor, sentFor } from './packages.ts'

const call = (id: string, name: string, args = '{"city":"Rome"}', more = {}) => ({
  id,
  type: 'function',
  function: { name, arguments: args },
  ...more,
})
const result = (id: string, content: unknown) => ({ role: 'tool', tool_call_id: id, content })
const tools = ['weather', 'time'].map((name) => ({ type: 'function', function: { name } }))

describe('instructions', () => {
  const messages = [
    { role: 'system', content: 'Be brief.' },
    { role: 'developer', content: [{ type: 'text', text: 'Be kind.' }] },
    { role: 'user', content: 'Hi' },
  ]

  it('go to the place that a provider has for them', async () => {
    const sent = await sentFor('anthropic/claude-sonnet-4-5', { messages })
    expect(sent.system).toEqual([
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: 'Be kind.' },
    ])
    expect(sent.messages).toEqual([{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }])
  })

  it('stay where they stand in a conversation', async () => {
    const later = [{ role: 'user', content: 'Hi' }, { role: 'assistant', content: 'Hello' }, messages[0]]
    const sent = await sentFor('mistral/mistral-small-latest', {
      messages: [...later, { role: 'user', content: 'Go' }],
    })
    expect(sent.messages.map(({ role }: { role: string }) => role)).toEqual(['user', 'assistant', 'system', 'user'])
  })

  it('are marked for the cache where the caller marked them', async () => {
    const content = [
      { type: 'text', text: 'Long.', cache_control: { type: 'ephemeral', ttl: '1h' } },
      { type: 'text', text: 'Short.' },
    ]
    const marked = {
      role: 'user',
      content: [{ type: 'text', text: 'Hi', prompt_cache_breakpoint: { mode: 'explicit' } }],
    }
    const request = { messages: [{ role: 'system', content }, marked] }
    const sent = await sentFor('anthropic/claude-sonnet-4-5', request)
    expect(sent.system).toEqual([
      { type: 'text', text: 'Long.', cache_control: { type: 'ephemeral', ttl: '1h' } },
      { type: 'text', text: 'Short.' },
    ])
    expect(sent.messages[0].content).toEqual([{ type: 'text', text: 'Hi', cache_control: { type: 'ephemeral' } }])
    const converse = await sentFor('bedrock/anthropic.claude-3-haiku-20240307-v1:0', request)
    expect(converse.system).toEqual([
      { text: 'Long.' },
      { cachePoint: { type: 'default', ttl: '1h' } },
      { text: 'Short.' },
    ])
  })
})

describe('a conversation with tools', () => {
  const messages = [
    { role: 'user', content: 'Weather and time?' },
    { role: 'assistant', content: null, tool_calls: [call('a', 'weather'), call('b', 'time', '')] },
    result('a', 'Sunny'),
    result('b', [
      { type: 'text', text: '12' },
      { type: 'text', text: ':00' },
    ]),
    { role: 'assistant', content: 'Sunny, noon.', refusal: null },
    { role: 'user', content: 'Thanks' },
  ]

  it('keeps calls and their results together', async () => {
    const sent = await sentFor('anthropic/claude-sonnet-4-5', { messages, tools })
    expect(sent.messages).toEqual([
      { role: 'user', content: [{ type: 'text', text: 'Weather and time?' }] },
      {
        role: 'assistant',
        content: [
          { type: 'tool_use', id: 'a', name: 'weather', input: { city: 'Rome' } },
          { type: 'tool_use', id: 'b', name: 'time', input: {} },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'Sunny' },
          { type: 'tool_result', tool_use_id: 'b', content: '12:00' },
        ],
      },
      { role: 'assistant', content: [{ type: 'text', text: 'Sunny, noon.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Thanks' }] },
    ])
  })

  it('names the tool of a result for providers that want it', async () => {
    const sent = await sentFor('google/gemini-2.5-flash', { messages, tools })
    const { parts } = sent.contents[2]
    expect(parts.map((part: { functionResponse: { name: string } }) => part.functionResponse.name)).toEqual([
      'weather',
      'time',
    ])
  })

  it('is refused when a result is of no call', async () => {
    const [question, asked] = messages
    const stray = [question, asked, result('c', 'x')]
    expect(await refusedFor('google/gemini-2.5-flash', { messages: stray, tools })).toEqual([
      'messages[2].tool_call_id',
    ])
    const early = [question, result('a', 'Sunny'), asked]
    expect(await refusedFor('google/gemini-2.5-flash', { messages: early, tools })).toEqual([
      'messages[1].tool_call_id',
    ])
  })

  it('is refused when arguments are not JSON', async () => {
    const broken = [messages[0], { role: 'assistant', tool_calls: [call('a', 'weather'), call('b', 'time', '{')] }]
    expect(await refusedFor('anthropic/claude-sonnet-4-5', { messages: broken, tools })).toEqual([
      'messages[1].tool_calls[1].function.arguments',
    ])
  })
})

describe("an assistant's message", () => {
  const after = (message: object) => ({
    messages: [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', ...message },
    ],
  })
  const sentContent = async (message: object) =>
    (await sentFor('anthropic/claude-sonnet-4-5', after(message))).messages[1].content

  it('keeps a refusal as what was said', async () => {
    expect(await sentContent({ content: null, refusal: 'No.' })).toEqual([{ type: 'text', text: 'No.' }])
    expect(await sentContent({ content: [{ type: 'refusal', refusal: 'Never.' }] })).toEqual([
      { type: 'text', text: 'Never.' },
    ])
  })

  it('takes back the reasoning that a provider wants, with its signature', async () => {
    const details = [
      { type: 'reasoning.text', index: 0, text: 'Hm.', provider_metadata: { anthropic: { signature: 'sig' } } },
      { type: 'reasoning.text', index: 1, text: '', provider_metadata: { anthropic: { redactedData: 'xyz' } } },
    ]
    expect(await sentContent({ content: 'Yes', reasoning_content: 'Hm.', reasoning_details: details })).toEqual([
      { type: 'thinking', thinking: 'Hm.', signature: 'sig' },
      { type: 'redacted_thinking', data: 'xyz' },
      { type: 'text', text: 'Yes' },
    ])
  })

  it('takes back plain reasoning', async () => {
    const messages = [
      ...after({ content: '', reasoning_content: 'Look it up.', tool_calls: [call('a', 'weather')] }).messages,
      result('a', 'Sunny'),
    ]
    const sent = await sentFor('deepseek/deepseek-reasoner', { messages, tools })
    expect(sent.messages[1]).toMatchObject({ role: 'assistant', reasoning_content: 'Look it up.' })
  })

  it('takes back thought signatures of calls and of text', async () => {
    const signed = (signature: string) => ({ extra_content: { google: { thought_signature: signature } } })
    const messages = [
      ...after({
        content: 'One moment.',
        ...signed('of text'),
        tool_calls: [call('a', 'weather', '{}', signed('of call'))],
      }).messages,
      result('a', 'Sunny'),
    ]
    const sent = await sentFor('google/gemini-3-pro-preview', { messages, tools })
    expect(sent.contents[1].parts).toEqual([
      { text: 'One moment.', thoughtSignature: 'of text' },
      { functionCall: { id: 'a', name: 'weather', args: {} }, thoughtSignature: 'of call' },
    ])
  })

  it('takes back images that it made', async () => {
    const image = { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } }
    const sent = await sentFor('google/gemini-2.5-flash-image', after({ content: 'Here.', images: [image] }))
    expect(sent.contents[1].parts).toEqual([
      { text: 'Here.' },
      { inlineData: { mimeType: 'image/png', data: 'iVBORw0KGgo=' } },
    ])
  })
})
