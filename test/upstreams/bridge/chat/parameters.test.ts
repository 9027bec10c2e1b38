import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { refusedFields } from '../../../support/bridge-call.ts'
import { callOf } from '../../../support/language-model.ts'

const hi = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }
const user = (...content: object[]) => ({ messages: [{ role: 'user', content }] })
const assistant = (message: object) => ({ messages: [{ role: 'assistant', ...message }] })
const tool = { type: 'function', function: { name: 'look' } }

const ask = (request: object) => bridgeChat(callOf({}).call, { ...hi, ...request })

describe('a request that is not valid is refused, naming the field', () => {
  it.each<[field: string, request: object]>([
    ['messages', { messages: [] }],
    ['messages', { messages: 'Hi' }],
    ['messages[0].role', { messages: [{ role: 'robot', content: 'Hi' }] }],
    ['messages[0].role', { messages: [{ role: 'function', name: 'f', content: 'Hi' }] }],
    ['messages[0].content', { messages: [{ role: 'user' }] }],
    ['messages[0].content[1].type', user({ type: 'text', text: 'Hi' }, { type: 'video', url: 'x' })],
    ['messages[0].content[0].text', user({ type: 'text' })],
    ['messages[0].content[0].image_url.url', user({ type: 'image_url', image_url: { url: 3 } })],
    ['messages[0].content[0].image_url.detail', user({ type: 'image_url', image_url: { url: 'x', detail: 'huge' } })],
    [
      'messages[0].content[0].input_audio.format',
      user({ type: 'input_audio', input_audio: { data: 'AA', format: 'ogg' } }),
    ],
    ['messages[0].content[0].file.file_id', user({ type: 'file', file: { file_data: 'x', file_id: 'file-1' } })],
    ['messages[0].content[0].file.file_data', user({ type: 'file', file: { file_id: null } })],
    ['messages[0].name', { messages: [{ role: 'user', content: 'Hi', name: 'Ann' }] }],
    ['messages[0].mood', { messages: [{ role: 'user', content: 'Hi', mood: 'good' }] }],
    ['messages[0].function_call', assistant({ content: null, function_call: { name: 'f', arguments: '{}' } })],
    ['messages[0].audio', assistant({ content: null, audio: { id: 'audio_1' } })],
    ['messages[0].tool_calls[0].type', assistant({ tool_calls: [{ id: '1', type: 'custom', custom: {} }] })],
    ['messages[0].tool_calls[0].function.arguments', assistant({ tool_calls: [{ id: '1', ...tool }] })],
    ['tools[0].type', { tools: [{ type: 'custom', custom: { name: 'c' } }] }],
    ['tools[0].function.name', { tools: [{ type: 'function', function: {} }] }],
    ['tool_choice', { tools: [tool], tool_choice: { type: 'allowed_tools', allowed_tools: {} } }],
    ['tool_choice', { tools: [tool], tool_choice: { type: 'function', function: { name: 'other' } } }],
    ['tool_choice', { tool_choice: 'required' }],
    ['response_format.type', { response_format: { type: 'grammar' } }],
    ['response_format.json_schema.name', { response_format: { type: 'json_schema', json_schema: {} } }],
    ['reasoning_effort', { reasoning_effort: 'extreme' }],
    ['temperature', { temperature: 2.1 }],
    ['top_p', { top_p: '1' }],
    ['seed', { seed: 1.5 }],
    ['max_tokens', { max_tokens: 0 }],
    ['max_completion_tokens', { max_completion_tokens: 1.5 }],
    ['top_k', { top_k: 40 }],
  ])('%s', async (field, request) => {
    expect(await refusedFields(ask(request))).toContain(field)
  })

  it('says in words what is wrong with the first', async () => {
    await expect(ask({ tools: [{ type: 'custom' }] })).rejects.toMatchObject({
      message: 'tools[0].type: has to be `function`: custom tools are not supported',
      details: { param: 'tools[0].type' },
    })
  })
})

describe('what cannot be expressed is refused', () => {
  it.each([
    ['n', 2],
    ['logprobs', true],
    ['top_logprobs', 3],
    ['logit_bias', { '50256': -100 }],
    ['store', true],
    ['modalities', ['text', 'audio']],
    ['audio', { voice: 'alloy', format: 'mp3' }],
    ['prediction', { type: 'content', content: 'x' }],
    ['web_search_options', {}],
    ['moderation', { model: 'omni-moderation-latest' }],
    ['service_tier', 'flex'],
    ['verbosity', 'low'],
    ['functions', [{ name: 'f' }]],
    ['function_call', 'auto'],
  ])('%s: %j', async (field, value) => {
    expect(await refusedFields(ask({ [field]: value }))).toEqual([field])
  })

  it.each([
    ['n', 1],
    ['logprobs', false],
    ['top_logprobs', 0],
    ['logit_bias', {}],
    ['store', false],
    ['modalities', ['text']],
    ['service_tier', 'auto'],
    ['verbosity', 'medium'],
  ])('but not a value that asks for nothing: %s: %j', async (field, value) => {
    expect((await ask({ [field]: value })).status).toBe(200)
  })
})

it('takes what has no consequence for the answer', async () => {
  const harmless = { user: 'ann', metadata: { a: '1' }, safety_identifier: 'x', prompt_cache_key: 'k' }
  const { call, asked } = callOf({})
  await bridgeChat(call, { ...hi, ...harmless, stream_options: { include_obfuscation: false } })
  expect(Object.keys(asked[0] ?? {}).sort()).toEqual(['abortSignal', 'prompt', 'providerOptions'])
})

it('reads null as absent', async () => {
  const names = ['temperature', 'top_p', 'stop', 'seed', 'tools', 'tool_choice', 'response_format', 'reasoning_effort']
  const more = ['max_tokens', 'n', 'logprobs', 'audio', 'functions', 'function_call', 'store', 'stream', 'user']
  const { call, asked } = callOf({})
  await bridgeChat(call, { ...hi, ...Object.fromEntries([...names, ...more].map((name) => [name, null])) })
  expect(Object.keys(asked[0] ?? {}).sort()).toEqual(['abortSignal', 'prompt', 'providerOptions'])
})
