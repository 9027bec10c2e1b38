import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../../src/errors.ts'
import { bridgeResponses } from '../../../../src/upstreams/bridge/responses/responses.ts'
import { refusedFields } from '../../../support/bridge-call.ts'
import { callPackage } from '../chat/packages.ts'

type Model = Parameters<typeof callPackage>[0]

const claude = 'anthropic/claude-sonnet-4-5'

async function refusedFor(model: Model, request: object): Promise<string[]> {
  const { call, sent } = callPackage(model)
  const fields = await refusedFields(bridgeResponses(call, { model: 'm', input: 'Hi', ...request }))
  expect(sent).toEqual([])
  return fields
}

const said = (part: object) => ({ input: [{ role: 'user', content: [part] }] })
const user = { role: 'user', content: 'Hi' }
const answer = { role: 'assistant', content: 'Hello' }
const look = { type: 'function', name: 'look' }
const call = { type: 'function_call', call_id: 'call00001', name: 'look', arguments: '{}' }
const output = { type: 'function_call_output', call_id: 'call00001', output: 'Sunny' }

describe('what cannot be expressed is refused by its name', () => {
  it.each<[field: string, request: object]>([
    ['something', { something: 1 }],
    ['store', { store: true }],
    ['background', { background: true }],
    ['previous_response_id', { previous_response_id: 'resp_1' }],
    ['conversation', { conversation: 'conv_1' }],
    ['prompt', { prompt: { id: 'pmpt_1' } }],
    ['context_management', { context_management: [{ type: 'compaction' }] }],
    ['truncation', { truncation: 'auto' }],
    ['service_tier', { service_tier: 'priority' }],
    ['top_logprobs', { top_logprobs: 2 }],
    ['moderation', { moderation: { model: 'm' } }],
    ['include[1]', { include: ['reasoning.encrypted_content', 'message.output_text.logprobs'] }],
    ['stream_options.include_obfuscation', { stream_options: { include_obfuscation: true } }],
    ['stream_options.include_usage', { stream_options: { include_usage: true } }],
    ['text.verbosity', { text: { verbosity: 'low' } }],
    ['text.format.type', { text: { format: { type: 'grammar' } } }],
    ['text.format.schema', { text: { format: { type: 'json_schema', name: 'a' } } }],
    ['reasoning.context', { reasoning: { context: 'all_turns' } }],
    ['reasoning.mode', { reasoning: { mode: 'pro' } }],
    ['tools[1].type', { tools: [look, { type: 'web_search' }] }],
    ['tools[0].type', { tools: [{ type: 'custom', name: 'a' }] }],
    ['tools[0].defer_loading', { tools: [{ ...look, defer_loading: true }] }],
    ['tool_choice', { tools: [look], tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [] } }],
    ['tool_choice', { tool_choice: 'required' }],
    ['temperature', { temperature: 3 }],
    ['max_output_tokens', { max_output_tokens: 0 }],
    ['input', { input: [] }],
    ['input', { input: undefined }],
    ['input[0].type', { input: [{ type: 'item_reference', id: 'msg_1' }] }],
    ['input[1].type', { input: [user, { type: 'computer_call', call_id: 'a' }] }],
    ['input[0].role', { input: [{ role: 'tool', content: 'Hi' }] }],
    ['input[0].name', { input: [{ ...user, name: 'Ann' }] }],
    ['input[0].content[0].type', said({ type: 'input_video' })],
    ['input[0].content[0].type', { input: [{ role: 'assistant', content: [{ type: 'input_text', text: 'Hi' }] }] }],
    ['input[0].content[0].file_id', said({ type: 'input_file', file_data: 'data:', file_id: 'file-1' })],
    ['input[0].content[0].file_url', said({ type: 'input_file', file_data: 'data:', file_url: 'https://a.example' })],
    ['input[0].content[0].image_url', said({ type: 'input_image' })],
    [
      'input[0].output[0].type',
      {
        input: [{ type: 'function_call_output', call_id: 'a', output: [{ type: 'input_image', image_url: 'data:' }] }],
      },
    ],
    [
      'input[0].encrypted_content',
      { input: [{ type: 'reasoning', summary: [], encrypted_content: 'gAAAAABpPDIUph8c' }] },
    ],
  ])('%s', async (field, request) => {
    expect(await refusedFor(claude, request)).toEqual([field])
  })
})

describe('what the chat refuses has the name that it has here', () => {
  it.each<[field: string, model: Model, request: object]>([
    ['max_output_tokens', claude, { max_output_tokens: 500, reasoning: { effort: 'high' } }],
    ['reasoning.effort', 'perplexity/sonar', { reasoning: { effort: 'high' } }],
    ['text.format', claude, { text: { format: { type: 'json_object' } } }],
    ['tools', 'bedrock/amazon.nova-lite-v1:0', { input: [user, call, output] }],
    ['input[1]', 'perplexity/sonar', { input: [user, call, output] }],
    ['input[1].content[0]', 'cohere/command-r-plus', { tools: [look], input: [user, answer, call, output] }],
    ['input[2]', claude, { input: [user, answer, { role: 'system', content: 'Be brief.' }, user] }],
    ['input[1]', 'google/gemini-2.5-flash', { instructions: 'x', input: [user, { role: 'developer', content: 'y' }] }],
    ['tool_choice', claude, { tools: [look], tool_choice: { type: 'function', name: 'other' } }],
    ['input[0].content[0].image_url', claude, said({ type: 'input_image', image_url: 'http://a.example/' })],
    [
      'input[0].content[0].detail',
      claude,
      said({ type: 'input_image', image_url: 'https://a.example/', detail: 'original' }),
    ],
    ['input[0].content[0].file_data', claude, said({ type: 'input_file', file_data: 'JVBERi0=' })],
    [
      'input[2].arguments',
      claude,
      {
        instructions: 'Be kind',
        input: [
          user,
          { role: 'assistant', content: 'Wait' },
          { type: 'function_call', call_id: 'a', name: 'look', arguments: '{' },
        ],
      },
    ],
    ['input[1].call_id', claude, { input: [user, { type: 'function_call_output', call_id: 'a', output: '' }] }],
    [
      'input[1].result',
      claude,
      { input: [user, { type: 'image_generation_call', result: 'iVBORw0KGgo=', output_format: 'png' }] },
    ],
    [
      'input[1].encrypted_content',
      claude,
      // {"reasoning_details":[{"type":"other"}]}
      {
        input: [
          user,
          {
            type: 'reasoning',
            summary: [],
            encrypted_content: 'eyJyZWFzb25pbmdfZGV0YWlscyI6W3sidHlwZSI6Im90aGVyIn1dfQ',
          },
        ],
      },
    ],
  ])('%s (%s)', async (field, model, request) => {
    expect(new Set(await refusedFor(model, request))).toEqual(new Set([field]))
  })

  it('in its message too', async () => {
    const { call } = callPackage(claude)
    const request = { model: 'm', input: 'Hi', max_output_tokens: 500, reasoning: { effort: 'high' } }
    const error: AppError = await bridgeResponses(call, request).then(
      () => expect.unreachable(),
      (error: AppError) => error,
    )
    expect(error.message).toMatch(/^max_output_tokens: .*reasoning\.effort/)
    expect(error.details.param).toBe('max_output_tokens')
  })
})
