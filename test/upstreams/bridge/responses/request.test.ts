/** What providers are sent of a request for a response. */
import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { bridgeResponses } from '../../../../src/upstreams/bridge/responses/responses.ts'
import { callPackage } from '../chat/packages.ts'

type Model = Parameters<typeof callPackage>[0]

const claude = 'anthropic/claude-sonnet-4-5'
const gemini = 'google/gemini-3-pro-preview'
const png = 'data:image/png;base64,iVBORw0KGgo='
const pdf = 'data:application/pdf;base64,JVBERi0='

async function sentFor(model: Model, request: object) {
  const { call, sent } = callPackage(model)
  await bridgeResponses(call, { model: 'm', input: 'Hi', ...request })
  return sent[0]?.body
}

async function sentForChat(model: Model, request: object) {
  const { call, sent } = callPackage(model)
  await bridgeChat(call, { model: 'm', messages: [{ role: 'user', content: 'Hi' }], ...request })
  return sent[0]?.body
}

const tool = { name: 'look', description: 'Looks', parameters: { type: 'object', properties: {} }, strict: null }
const schema = { type: 'object', properties: { a: { type: 'string' } }, additionalProperties: false }

describe('a request for a response is to the provider what a chat request is', () => {
  it.each<[model: Model, request: object, chat: object]>([
    [claude, { max_output_tokens: 7 }, { max_tokens: 7 }],
    [claude, { temperature: 0.5 }, { temperature: 0.5 }],
    [claude, { reasoning: { effort: 'high', summary: 'detailed' } }, { reasoning_effort: 'high' }],
    [gemini, { reasoning: { effort: 'low' } }, { reasoning_effort: 'low' }],
    [
      claude,
      { tools: [{ type: 'function', ...tool }], tool_choice: { type: 'function', name: 'look' } },
      { tools: [{ type: 'function', function: tool }], tool_choice: { type: 'function', function: { name: 'look' } } },
    ],
    [
      claude,
      { tools: [{ type: 'function', ...tool }], parallel_tool_calls: false },
      { tools: [{ type: 'function', function: tool }], parallel_tool_calls: false },
    ],
    [
      'mistral/mistral-small-latest',
      { text: { format: { type: 'json_schema', name: 'a', schema, strict: true } } },
      { response_format: { type: 'json_schema', json_schema: { name: 'a', schema, strict: true } } },
    ],
    [
      'mistral/mistral-small-latest',
      { text: { format: { type: 'json_object' } } },
      { response_format: { type: 'json_object' } },
    ],
    [
      claude,
      {
        instructions: 'Be kind',
        input: [
          { role: 'developer', content: 'Be brief' },
          { role: 'user', content: 'Hi' },
        ],
      },
      {
        messages: [
          { role: 'system', content: 'Be kind' },
          { role: 'developer', content: 'Be brief' },
          { role: 'user', content: 'Hi' },
        ],
      },
    ],
    [
      claude,
      {
        input: [
          {
            type: 'message',
            role: 'user',
            content: [
              { type: 'input_text', text: 'Look', cache_control: { type: 'ephemeral' } },
              { type: 'input_image', image_url: png, detail: 'auto' },
              { type: 'input_file', file_data: pdf, filename: 'a.pdf' },
            ],
          },
        ],
      },
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Look', cache_control: { type: 'ephemeral' } },
              { type: 'image_url', image_url: { url: png, detail: 'auto' } },
              { type: 'file', file: { file_data: pdf, filename: 'a.pdf' } },
            ],
          },
        ],
      },
    ],
  ])('%s: %j', async (model, request, chat) => {
    expect(await sentFor(model, request)).toEqual(await sentForChat(model, chat))
  })

  it('with the answers of a model in a row as one message, in whatever order', async () => {
    const called = (id: string) => ({
      type: 'function_call',
      id: `fc_${id}`,
      call_id: id,
      name: 'look',
      arguments: '{"at":1}',
      status: 'completed',
    })
    const input = [
      { role: 'user', content: 'Hi' },
      called('a'),
      {
        type: 'message',
        id: 'msg_1',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Wait', annotations: [] }],
      },
      called('b'),
      { type: 'function_call_output', call_id: 'a', output: 'One' },
      { type: 'function_call_output', call_id: 'b', output: [{ type: 'input_text', text: 'Two' }] },
      { role: 'assistant', content: 'Three' },
      { role: 'user', content: 'Why?' },
    ]
    const call = (id: string) => ({ id, type: 'function', function: { name: 'look', arguments: '{"at":1}' } })
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Wait', tool_calls: [call('a'), call('b')] },
      { role: 'tool', tool_call_id: 'a', content: 'One' },
      { role: 'tool', tool_call_id: 'b', content: 'Two' },
      { role: 'assistant', content: 'Three' },
      { role: 'user', content: 'Why?' },
    ]
    expect(await sentFor(claude, { input })).toEqual(await sentForChat(claude, { messages }))
  })

  it('with an image that the model made', async () => {
    const image = {
      type: 'image_generation_call',
      id: 'ig_1',
      status: 'completed',
      result: 'iVBORw0KGgo=',
      output_format: 'png',
    }
    const input = [{ role: 'user', content: 'Hi' }, image, { role: 'user', content: 'Once more' }]
    const messages = [
      { role: 'user', content: 'Hi' },
      { role: 'assistant', images: [{ type: 'image_url', image_url: { url: png } }] },
      { role: 'user', content: 'Once more' },
    ]
    expect(await sentFor(gemini, { input })).toEqual(await sentForChat(gemini, { messages }))
  })

  it('with nothing of what is of no consequence, or says nothing', async () => {
    const plain = await sentFor(claude, {})
    const ofNoConsequence = {
      background: false,
      include: ['reasoning.encrypted_content'],
      instructions: null,
      max_output_tokens: null,
      max_tool_calls: 3,
      metadata: { for: 'me' },
      conversation: null,
      previous_response_id: null,
      prompt: null,
      prompt_cache_key: 'k',
      reasoning: { effort: null, summary: 'auto' },
      safety_identifier: 's',
      service_tier: 'auto',
      store: false,
      stream_options: null,
      text: { format: { type: 'text' }, verbosity: 'medium' },
      tool_choice: null,
      tools: null,
      top_logprobs: 0,
      truncation: 'disabled',
      user: 'u',
    }
    expect(await sentFor(claude, ofNoConsequence)).toEqual(plain)
  })
})
