import type { LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { callOf } from '../../../support/language-model.ts'
import { validateOpenAi } from '../../../support/openai-schema.ts'
import type { Raw } from '../recorded/told.ts'

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] }

async function answer(result: Partial<LanguageModelV4GenerateResult>, more: object = {}): Promise<Raw> {
  const response = await bridgeChat(callOf({ result }).call, { ...request, ...more })
  const completion = await response.json()
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(validateOpenAi('CreateChatCompletionResponse', completion)).toEqual([])
  return completion
}

const text = (value: string): LanguageModelV4Content => ({ type: 'text', text: value })
const call = (id: string, more = {}): LanguageModelV4Content => ({
  type: 'tool-call',
  toolCallId: id,
  toolName: 'look',
  input: '{"at":1}',
  ...more,
})
const ended = (
  unified: LanguageModelV4GenerateResult['finishReason']['unified'],
  raw: string | undefined = unified,
) => ({
  finishReason: { unified, raw },
})

describe('an answer', () => {
  it('is a chat completion', async () => {
    const response = { id: 'abc', timestamp: new Date(1_700_000_000_900), modelId: 'theirs' }
    expect(await answer({ content: [text('Hel'), text('lo')], response })).toEqual({
      id: 'chatcmpl-abc',
      object: 'chat.completion',
      created: 1_700_000_000,
      model: 'fake',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'Hello', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: {
        prompt_tokens: 10,
        completion_tokens: 5,
        total_tokens: 15,
        prompt_tokens_details: { cached_tokens: 0 },
        completion_tokens_details: { reasoning_tokens: 0 },
      },
    })
  })

  it('has a name and a time of its own where the provider gives none', async () => {
    const [one, other] = [await answer({ content: [text('Hi')] }), await answer({ content: [text('Hi')] })]
    expect(one).toMatchObject({ id: expect.stringMatching(/^chatcmpl-[\w-]{30,}$/), created: 1_760_000_000 })
    expect(one.id).not.toBe(other.id)
    expect((await answer({ response: { id: 'chatcmpl-7' } })).id).toBe('chatcmpl-7')
  })

  it('has no content beside tool calls without a word, and empty content otherwise', async () => {
    const called = await answer({ content: [call('a')], ...ended('tool-calls') })
    expect(called.choices[0]).toMatchObject({
      message: {
        content: null,
        tool_calls: [{ id: 'a', type: 'function', function: { name: 'look', arguments: '{"at":1}' } }],
      },
      finish_reason: 'tool_calls',
    })
    expect((await answer({ content: [] })).choices[0].message.content).toBe('')
  })

  it('leaves out tools that the provider ran itself', async () => {
    const result = { type: 'tool-result', toolCallId: 'a', toolName: 'look', result: {} } as const
    const content = [call('a', { providerExecuted: true }), result, text('Done')]
    const { message, finish_reason } = (await answer({ content, ...ended('tool-calls') })).choices[0]
    expect(message).toEqual({ role: 'assistant', content: 'Done', refusal: null })
    expect(finish_reason).toBe('stop')
  })

  it('carries reasoning, and what the provider wants back of it', async () => {
    const anthropic = { anthropic: { signature: 'sig' } }
    const signed: LanguageModelV4Content = { type: 'reasoning', text: 'Hm. ', providerMetadata: anthropic }
    const content = [signed, { type: 'reasoning', text: 'Yes.' } as const, text('Yes')]
    expect((await answer({ content })).choices[0].message).toMatchObject({
      reasoning_content: 'Hm. Yes.',
      reasoning_details: [
        { type: 'reasoning.text', index: 0, text: 'Hm. ', provider_metadata: anthropic },
        { type: 'reasoning.text', index: 1, text: 'Yes.' },
      ],
    })
    const plain = (await answer({ content: [{ type: 'reasoning', text: 'Hm.' }] })).choices[0].message
    expect(plain).toEqual({ role: 'assistant', content: '', refusal: null, reasoning_content: 'Hm.' })
  })

  it.each(['google', 'googleVertex'])('carries the thought signatures of %s', async (name) => {
    const signed = (thoughtSignature: string) => ({ providerMetadata: { [name]: { thoughtSignature } } })
    const content = [{ type: 'text', text: 'Hm', ...signed('t') } as const, call('a', signed('c')), call('b')]
    const { message } = (await answer({ content, ...ended('tool-calls') })).choices[0]
    expect(message.extra_content).toEqual({ google: { thought_signature: 't' } })
    expect(message.tool_calls[0].extra_content).toEqual({ google: { thought_signature: 'c' } })
    expect(message.tool_calls[1]).not.toHaveProperty('extra_content')
  })

  it('names the pages that it rests on, each once', async () => {
    const page = (url: string, title?: string): LanguageModelV4Content => ({
      type: 'source',
      sourceType: 'url',
      id: url,
      url,
      ...(title && { title }),
    })
    const book: LanguageModelV4Content = {
      type: 'source',
      sourceType: 'document',
      id: '1',
      mediaType: 'text/plain',
      title: 'B',
    }
    const content = [
      text('Hi'),
      page('https://a.example/', 'A'),
      page('https://b.example/'),
      page('https://a.example/'),
      book,
    ]
    const { annotations } = (await answer({ content })).choices[0].message
    expect(annotations.map((annotation: Raw) => annotation.url_citation)).toEqual([
      { url: 'https://a.example/', title: 'A', start_index: 0, end_index: 0 },
      { url: 'https://b.example/', title: 'https://b.example/', start_index: 0, end_index: 0 },
    ])
  })

  it('carries images that were made', async () => {
    const file = (mediaType: string, data: Raw): LanguageModelV4Content => ({ type: 'file', mediaType, data })
    const content = [
      file('image/png', { type: 'data', data: 'AAEC' }),
      file('image/webp', { type: 'data', data: Uint8Array.of(0, 1, 2) }),
      file('image/png', { type: 'url', url: new URL('https://a.example/i.png') }),
      file('audio/wav', { type: 'data', data: 'AAEC' }),
    ]
    const { images } = (await answer({ content })).choices[0].message
    expect(images.map((image: Raw) => image.image_url.url)).toEqual([
      'data:image/png;base64,AAEC',
      'data:image/webp;base64,AAEC',
      'https://a.example/i.png',
    ])
  })

  it('is the JSON alone where JSON was asked for and the package tells it from drafts', async () => {
    const result = { content: [text('Let me see. '), text('{}')], structuredOutputText: '{}' }
    expect((await answer(result)).choices[0].message.content).toBe('Let me see. {}')
    const asked = { response_format: { type: 'json_object' } }
    expect((await answer(result, asked)).choices[0].message.content).toBe('{}')
  })
})

describe('an end', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content-filter', 'content_filter'],
    ['tool-calls', 'tool_calls'],
    ['other', 'stop'],
  ] as const)('of %s is %s', async (unified, expected) => {
    const content = unified === 'tool-calls' ? [call('a')] : [text('Hi')]
    expect((await answer({ content, ...ended(unified) })).choices[0].finish_reason).toBe(expected)
  })

  it.each(['error', 'interrupted'] as const)('of %s is no answer', async (unified) => {
    await expect(answer({ content: [text('Hi')], ...ended(unified) })).rejects.toMatchObject({ code: 'upstream_error' })
  })
})

describe('usage', () => {
  const usageOf = async (input: Raw, output: Raw, raw?: Raw) =>
    (await answer({ usage: { inputTokens: input, outputTokens: output, raw } })).usage

  it('counts what was read from a cache and written to it', async () => {
    const input = { total: 100, noCache: 20, cacheRead: 50, cacheWrite: 30 }
    expect(await usageOf(input, { total: 9, text: 5, reasoning: 4 })).toEqual({
      prompt_tokens: 100,
      completion_tokens: 9,
      total_tokens: 109,
      prompt_tokens_details: { cached_tokens: 50, cache_write_tokens: 30 },
      completion_tokens_details: { reasoning_tokens: 4 },
    })
  })

  it('counts reasoning that a server has in its total only', async () => {
    const beside = await usageOf({ total: 10 }, { total: 2, reasoning: 40 }, { total_tokens: 52 })
    expect(beside).toMatchObject({ completion_tokens: 42, total_tokens: 52 })
    const within = await usageOf({ total: 10 }, { total: 42, reasoning: 40 }, { total_tokens: 52 })
    expect(within).toMatchObject({ completion_tokens: 42, total_tokens: 52 })
  })

  it('is what Cohere bills, not all that it counts', async () => {
    const raw = {
      billed_units: { input_tokens: 6_772, output_tokens: 248 },
      tokens: { input_tokens: 7_596, output_tokens: 645 },
    }
    const billed = { prompt_tokens: 6_772, completion_tokens: 248, total_tokens: 7_020 }
    expect(await usageOf({ total: 7_596 }, { total: 645 }, raw)).toMatchObject(billed)
    const counted = await usageOf({ total: 7_596 }, { total: 645 }, { ...raw, billed_units: null })
    expect(counted).toMatchObject({ prompt_tokens: 7_596, completion_tokens: 645 })
  })

  it('is left out where the provider did not tell it', async () => {
    expect(await usageOf({}, {})).toBeUndefined()
    expect(await usageOf({ total: 3 }, {})).toBeUndefined()
  })
})
