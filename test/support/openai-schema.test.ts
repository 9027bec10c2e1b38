import { describe, expect, it } from 'vitest'
import { validateOpenAi } from './openai-schema.ts'

const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    { index: 0, logprobs: null, finish_reason: 'stop', message: { role: 'assistant', content: 'Hi', refusal: null } },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}
const [choice] = completion.choices
const chunk = {
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { content: 'Hi' }, logprobs: null, finish_reason: null }],
  usage: null,
}
const withMessage = (message: object) => ({
  ...completion,
  choices: [{ ...choice, message: { ...choice?.message, ...message } }],
})
const call = { id: 'call_1', type: 'function', function: { name: 'look', arguments: '{}' } }

describe("OpenAI's schemas", () => {
  it.each([
    ['CreateChatCompletionResponse', completion],
    ['CreateChatCompletionResponse', withMessage({ content: null, tool_calls: [call] })],
    ['CreateChatCompletionStreamResponse', chunk],
    ['CreateChatCompletionStreamResponse', { ...chunk, choices: [], usage: completion.usage }],
    ['ErrorResponse', { error: { message: 'No', type: 'invalid_request_error', param: null, code: null } }],
    ['ResponseStreamEvent', { type: 'error', code: null, message: 'No', param: null, sequence_number: 1 }],
  ] as const)('%s takes what OpenAI would send', (name, value) => {
    expect(validateOpenAi(name, value)).toEqual([])
  })

  it.each([
    ['a missing field', 'CreateChatCompletionResponse', { ...completion, created: undefined }],
    ['another object', 'CreateChatCompletionResponse', { ...completion, object: 'text_completion' }],
    ['seconds with a fraction', 'CreateChatCompletionResponse', { ...completion, created: 1.5 }],
    [
      'an unknown finish reason',
      'CreateChatCompletionResponse',
      { ...completion, choices: [{ ...choice, finish_reason: 'end_turn' }] },
    ],
    ['content that is a list', 'CreateChatCompletionResponse', withMessage({ content: [] })],
    [
      'arguments that are an object',
      'CreateChatCompletionResponse',
      withMessage({ tool_calls: [{ ...call, function: { name: 'look', arguments: {} } }] }),
    ],
    [
      'a tool call without an id',
      'CreateChatCompletionResponse',
      withMessage({ tool_calls: [{ ...call, id: undefined }] }),
    ],
    [
      'a citation without a span',
      'CreateChatCompletionResponse',
      withMessage({ annotations: [{ type: 'url_citation', url_citation: { url: 'https://a.example', title: 'A' } }] }),
    ],
    [
      'usage without a total',
      'CreateChatCompletionResponse',
      { ...completion, usage: { prompt_tokens: 1, completion_tokens: 1 } },
    ],
    ['a chunk with a message', 'CreateChatCompletionStreamResponse', { ...chunk, object: 'chat.completion' }],
    ['usage that is no object', 'CreateChatCompletionStreamResponse', { ...chunk, usage: 3 }],
    [
      'a tool call delta without its index',
      'CreateChatCompletionStreamResponse',
      { ...chunk, choices: [{ index: 0, delta: { tool_calls: [{ id: 'a' }] }, finish_reason: null }] },
    ],
    ['an unknown event', 'ResponseStreamEvent', { type: 'response.nonsense', sequence_number: 1 }],
    ['an error without a message', 'ErrorResponse', { error: { type: 'x', param: null, code: null } }],
  ] as const)('refuse %s', (_what, name, value) => {
    expect(validateOpenAi(name, value)).not.toEqual([])
  })
})
