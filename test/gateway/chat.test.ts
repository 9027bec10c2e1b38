import { describe, expect, it } from 'vitest'
import { createChatCall, type ChatCompletionRequest } from '../../src/gateway/chat/call.ts'
import { countTokens, maxTokensOf, readOpenAiUsage } from '../../src/gateway/token-usage.ts'
import type { ModelRow } from '../../src/db/rows.ts'

const messages = [{ role: 'user', content: 'Hi' }]
// A call reads some columns of a model.
const model = (columns: Partial<ModelRow> = {}) =>
  ({ modelId: 'b', config: {}, maxOutputTokens: null, contextWindow: null, ...columns }) as ModelRow
const bodyOf = (request: ChatCompletionRequest, columns?: Partial<ModelRow>) => {
  const { body } = createChatCall(request).prepare(model(columns))
  return body.kind === 'json' ? body.value : null
}

describe('the body for the upstream', () => {
  it('is the caller’s, with the upstream’s name of the model', () => {
    const body = { model: 'a/b', messages, temperature: 0.3, made_up: { deep: [1, null] } }
    expect(bodyOf(body)).toEqual({ ...body, model: 'b' })
  })

  it('of a stream always asks for usage and keeps what else was asked', () => {
    const call = createChatCall({ messages, stream: true, stream_options: { include_obfuscation: false } })
    expect(call.prepare(model()).body).toMatchObject({
      value: { stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
    })
    expect(call.hidesUsage).toBe(true)
  })

  it('has nothing that would choose another upstream', () => {
    const sent = bodyOf({
      messages,
      api_base: 'https://evil.example',
      base_url: 'x',
      api_key: 'sk-1',
      headers: {},
    })
    expect(sent).toEqual({ model: 'b', messages })
  })

  it('cannot have its model overruled by a key of the prototype', () => {
    const body = JSON.parse('{"messages":[{"role":"user"}],"__proto__":{"model":"other"}}')
    expect(bodyOf(body)?.['model']).toBe('b')
    expect(JSON.parse(JSON.stringify(bodyOf(body))).model).toBe('b')
  })
})

describe('an estimate', () => {
  it('bounds the output by the request, else by the model, else by its window, else not', () => {
    const outputOf = (request: object, columns: Partial<ModelRow>) =>
      createChatCall({ messages, ...request }).prepare(model(columns)).estimate.outputTokens
    expect(outputOf({ max_tokens: 5 }, { maxOutputTokens: 100 })).toBe(5)
    expect(outputOf({ max_completion_tokens: 7, max_tokens: 5 }, {})).toBe(7)
    expect(outputOf({ max_tokens: 5, n: 3 }, {})).toBe(15)
    expect(outputOf({}, { maxOutputTokens: 100, contextWindow: 900 })).toBe(100)
    expect(outputOf({}, { contextWindow: 900 })).toBe(900)
    expect(outputOf({}, {})).toBeNull()
  })

  it('takes every byte of the input for a token', () => {
    const call = createChatCall({ messages: [{ role: 'user', content: 'سلام' }] })
    const { inputTokens } = call.prepare(model()).estimate
    expect(inputTokens).toBeGreaterThan(maxTokensOf('سلام'))
    expect(maxTokensOf('سلام')).toBe(8)
  })
})

const none = { inputTokens: 0, cachedInputTokens: 0, cacheWriteTokens: 0, outputTokens: 0, reasoningTokens: 0 }

describe('usage as an upstream says it', () => {
  it.each([
    [
      { prompt_tokens: 5, completion_tokens: 3 },
      { ...none, inputTokens: 5, outputTokens: 3 },
    ],
    [
      { prompt_tokens: 5, completion_tokens: 3, total_tokens: 20 },
      { ...none, inputTokens: 5, outputTokens: 15 },
    ],
    [
      { prompt_tokens: 5, completion_tokens: 3, prompt_tokens_details: { cached_tokens: 9 } },
      { ...none, inputTokens: 5, cachedInputTokens: 5, outputTokens: 3 },
    ],
    [
      {
        prompt_tokens: 9,
        completion_tokens: 6,
        prompt_tokens_details: { cached_tokens: 2, cache_write_tokens: 4 },
        completion_tokens_details: { reasoning_tokens: 5 },
      },
      { inputTokens: 9, cachedInputTokens: 2, cacheWriteTokens: 4, outputTokens: 6, reasoningTokens: 5 },
    ],
  ])('%o is read', (usage, expected) => {
    expect(readOpenAiUsage(usage)).toEqual(expected)
  })

  it.each([
    null,
    undefined,
    'many',
    {},
    { prompt_tokens: -5, completion_tokens: 3 },
    { prompt_tokens: 5, completion_tokens: -3 },
    { prompt_tokens: 1.5, completion_tokens: 3 },
    { prompt_tokens: '5', completion_tokens: 3 },
    { prompt_tokens: 1e300, completion_tokens: 3 },
    { prompt_tokens: Number.NaN },
  ])('%o is not taken for a count', (usage) => {
    expect(readOpenAiUsage(usage)).toBeNull()
  })
})

describe('a stream’s meter', () => {
  const read = (...events: unknown[]) => {
    const meter = createChatCall({ messages, stream: true }).prepare(model()).createMeter()
    for (const event of events) meter.read(typeof event === 'string' ? event : JSON.stringify(event))
    return meter
  }

  it('takes the last usage, where an upstream reports a running total', () => {
    const usage = (tokens: number) => ({ choices: [], usage: { prompt_tokens: 2, completion_tokens: tokens } })
    expect(read(usage(1), usage(9)).reading().said).toMatchObject({ outputTokens: 9 })
  })

  it('counts text, reasoning and tool calls where the upstream says nothing', () => {
    const delta = (part: object) => ({ choices: [{ delta: part }] })
    const meter = read(
      delta({ content: 'four' }),
      delta({ reasoning_content: 'four' }),
      delta({ tool_calls: [{ function: { arguments: '{}' } }] }),
    )
    expect(meter.reading()).toEqual({
      said: null,
      counted: { outputTokens: 1 + 1 + countTokens('[{"function":{"arguments":"{}"}}]') },
    })
    expect(meter.isFinished()).toBe(false)
  })

  it('knows an end by its mark or by a finish reason, and survives what is not JSON', () => {
    expect(read('[DONE]').isFinished()).toBe(true)
    expect(read({ choices: [{ delta: {}, finish_reason: 'stop' }] }).isFinished()).toBe(true)
    expect(read('{"choices":', 'null', '[]', '{"choices":7}').isFinished()).toBe(false)
  })
})
