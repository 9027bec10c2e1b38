import type { LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { callOf, finish, someUsage } from '../../../support/language-model.ts'
import { callPackage } from '../chat/packages.ts'
import { answerWhole } from './answers.ts'

const answer = (result: Partial<LanguageModelV4GenerateResult>, more: object = {}) =>
  answerWhole(
    callOf({ result: { response: { id: 'abc', timestamp: new Date(1_700_000_000_900) }, ...result } }).call,
    more,
  )

const text = (value: string, more = {}): LanguageModelV4Content => ({ type: 'text', text: value, ...more })
const call = (id: string, more = {}): LanguageModelV4Content => ({
  type: 'tool-call',
  toolCallId: id,
  toolName: 'look',
  input: '{"at":1}',
  ...more,
})
const ended = (unified: 'length' | 'content-filter' | 'tool-calls') => ({ finishReason: finish(unified).finishReason })

describe('a response', () => {
  it('is what was said', async () => {
    expect(await answer({ content: [text('Hel'), text('lo')] })).toEqual({
      id: 'resp_abc',
      object: 'response',
      created_at: 1_700_000_000,
      status: 'completed',
      background: false,
      error: null,
      incomplete_details: null,
      instructions: null,
      max_output_tokens: null,
      metadata: {},
      model: 'fake',
      output: [
        {
          id: 'msg_abc_0',
          type: 'message',
          status: 'completed',
          role: 'assistant',
          content: [{ type: 'output_text', text: 'Hello', annotations: [], logprobs: [] }],
        },
      ],
      parallel_tool_calls: true,
      previous_response_id: null,
      reasoning: { effort: null, summary: null },
      store: false,
      temperature: null,
      text: { format: { type: 'text' } },
      tool_choice: 'auto',
      tools: [],
      top_p: null,
      truncation: 'disabled',
      usage: {
        input_tokens: 10,
        input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
        output_tokens: 5,
        output_tokens_details: { reasoning_tokens: 0 },
        total_tokens: 15,
      },
    })
  })

  it.each<[model: Parameters<typeof callPackage>[0], asked: object]>([
    [
      'anthropic/claude-sonnet-4-5',
      {
        instructions: 'Be kind',
        max_output_tokens: 9_000,
        metadata: { for: 'me' },
        reasoning: { effort: 'low', summary: 'auto' },
      },
    ],
    [
      'mistral/mistral-small-latest',
      {
        parallel_tool_calls: false,
        temperature: 0.5,
        text: { format: { type: 'json_object' } },
        tool_choice: 'required',
        tools: [{ type: 'function', name: 'look', description: null, parameters: { type: 'object' }, strict: false }],
        top_p: 0.9,
      },
    ],
  ])('says what was asked: %s', async (model, asked) => {
    expect(await answerWhole(callPackage(model).call, asked)).toMatchObject(asked)
  })

  it('has the calls of tools, and no message where nothing is said beside them', async () => {
    const { status, output } = await answer({ content: [call('a'), call('b')], ...ended('tool-calls') })
    const called = { type: 'function_call', status: 'completed', name: 'look', arguments: '{"at":1}' }
    expect([status, output]).toEqual([
      'completed',
      [
        { id: 'fc_abc_0', call_id: 'a', ...called },
        { id: 'fc_abc_1', call_id: 'b', ...called },
      ],
    ])
    expect((await answer({ content: [] })).output).toEqual([])
  })

  it.each([
    ['length', 'max_output_tokens'],
    ['content-filter', 'content_filter'],
  ] as const)('that was ended by %s is incomplete, and so is its last item', async (unified, reason) => {
    const content = [{ type: 'reasoning', text: 'Hm' } as const, text('Hel')]
    expect(await answer({ content, ...ended(unified) })).toMatchObject({
      status: 'incomplete',
      incomplete_details: { reason },
      output: [{ type: 'reasoning' }, { type: 'message', status: 'incomplete' }],
    })
  })

  it('shows reasoning first, and carries what the provider wants back of it', async () => {
    const content: LanguageModelV4Content[] = [
      { type: 'reasoning', text: 'Hm.', providerMetadata: { anthropic: { signature: 's' } } },
      text('Yes'),
    ]
    const { output } = await answer({ content })
    expect(output).toMatchObject([
      {
        id: 'rs_abc_0',
        type: 'reasoning',
        summary: [{ type: 'summary_text', text: 'Hm.' }],
        encrypted_content: expect.stringMatching(/^[\w-]+$/),
      },
      { id: 'msg_abc_1' },
    ])
    const [plain] = (await answer({ content: [{ type: 'reasoning', text: 'Hm.' }, text('Yes')] })).output
    expect(plain).not.toHaveProperty('encrypted_content')
  })

  it('names the pages that it rests on', async () => {
    const page: LanguageModelV4Content = {
      type: 'source',
      sourceType: 'url',
      id: '1',
      url: 'https://a.example/',
      title: 'A',
    }
    const [message] = (await answer({ content: [text('Hi'), page] })).output
    expect(message.content[0].annotations).toEqual([
      { type: 'url_citation', url: 'https://a.example/', title: 'A', start_index: 0, end_index: 0 },
    ])
  })

  it('has images that were made', async () => {
    const image: LanguageModelV4Content = {
      type: 'file',
      mediaType: 'image/webp',
      data: { type: 'data', data: 'AAEC' },
    }
    expect((await answer({ content: [text('Look'), image] })).output[1]).toEqual({
      id: 'ig_abc_1',
      type: 'image_generation_call',
      status: 'completed',
      result: 'AAEC',
      output_format: 'webp',
    })
  })

  it('says what it used: of caches and of thinking too', async () => {
    const usage = {
      inputTokens: { total: 10, noCache: 1, cacheRead: 4, cacheWrite: 5 },
      outputTokens: { total: 7, text: 4, reasoning: 3 },
    }
    expect((await answer({ content: [text('Hi')], usage })).usage).toEqual({
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 4, cache_write_tokens: 5 },
      output_tokens: 7,
      output_tokens_details: { reasoning_tokens: 3 },
      total_tokens: 17,
    })
    const unknown = { ...someUsage, outputTokens: { total: undefined, text: undefined, reasoning: undefined } }
    expect(await answer({ content: [text('Hi')], usage: unknown })).not.toHaveProperty('usage')
  })
})
