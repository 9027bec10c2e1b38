import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { callOf, finish, someUsage } from '../../../support/language-model.ts'
import { validateOpenAi } from '../../../support/openai-schema.ts'
import { readEvents } from '../../../support/sse.ts'
import type { Raw } from '../recorded/told.ts'

type Parts = LanguageModelV4StreamPart[]

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true }
const start: Parts = [
  { type: 'stream-start', warnings: [] },
  { type: 'response-metadata', id: 'abc', timestamp: new Date(1_700_000_000_900) },
]
const says = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '0', delta })
const calls = (id: string, more = {}): LanguageModelV4StreamPart => ({
  type: 'tool-call',
  toolCallId: id,
  toolName: 'look',
  input: '{"at":1}',
  ...more,
})

const open = (stream: Parts, more: object = {}) => bridgeChat(callOf({ stream }).call, { ...request, ...more })

async function chunksOf(parts: Parts, more: object = {}): Promise<Raw[]> {
  const events = await readEvents(await open(parts, more))
  expect(events.pop()).toBe('[DONE]')
  const chunks = events.map((event) => JSON.parse(event))
  for (const chunk of chunks) expect(validateOpenAi('CreateChatCompletionStreamResponse', chunk)).toEqual([])
  return chunks
}

const deltasOf = async (parts: Parts): Promise<Raw[]> =>
  (await chunksOf(parts)).flatMap((chunk) => chunk.choices.map((choice: Raw) => choice.delta))

describe('a stream', () => {
  it('is chunks of one completion, with its usage and its end', async () => {
    const response = await open([...start, says('Hel'), says(''), says('lo'), finish('stop')])
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const head = { id: 'chatcmpl-abc', object: 'chat.completion.chunk', created: 1_700_000_000, model: 'fake' }
    const chunk = (delta: object, finish_reason: string | null = null) => ({
      ...head,
      choices: [{ index: 0, delta, logprobs: null, finish_reason }],
    })
    const events = (await response.text()).split('\n\n')
    expect(events.splice(-2)).toEqual(['data: [DONE]', ''])
    expect(events.map((event) => JSON.parse(event.replace(/^data: /, '')))).toEqual([
      chunk({ role: 'assistant', content: '', refusal: null }),
      chunk({ content: 'Hel' }),
      chunk({ content: 'lo' }),
      chunk({}, 'stop'),
      { ...head, choices: [], usage: expect.objectContaining({ prompt_tokens: 10, completion_tokens: 5 }) },
    ])
  })

  it('says of each chunk that it has no usage, for those who asked for usage', async () => {
    const parts = [...start, says('Hi'), finish('stop')]
    const asked = await chunksOf(parts, { stream_options: { include_usage: true } })
    expect(asked.map(({ usage }) => usage)).toEqual([null, null, null, expect.objectContaining({ total_tokens: 15 })])
    const unasked = await chunksOf(parts)
    expect(unasked.map((chunk) => 'usage' in chunk)).toEqual([false, false, false, true])
  })

  it('has no chunk of usage where the provider did not tell it', async () => {
    const unknown = { total: undefined, noCache: undefined, cacheRead: undefined, cacheWrite: undefined }
    const usage = { inputTokens: unknown, outputTokens: { total: undefined, text: undefined, reasoning: undefined } }
    const chunks = await chunksOf([...start, says('Hi'), { ...finish('stop'), usage }])
    expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false)
  })

  it('streams tool calls by their place, name first', async () => {
    const parts: Parts = [
      ...start,
      { type: 'tool-input-start', id: 'a', toolName: 'look' },
      { type: 'tool-input-delta', id: 'a', delta: '{"at"' },
      { type: 'tool-input-delta', id: 'a', delta: ':1}' },
      { type: 'tool-input-end', id: 'a' },
      calls('a'),
      { type: 'tool-input-start', id: 'b', toolName: 'look' },
      calls('b', { input: '{}' }),
      calls('c'),
      finish('tool-calls'),
    ]
    const [, ...deltas] = await deltasOf(parts)
    const opened = (index: number, id: string) => ({
      index,
      id,
      type: 'function',
      function: { name: 'look', arguments: '' },
    })
    const more = (index: number, text: string) => ({ index, function: { arguments: text } })
    expect(deltas.flatMap(({ tool_calls = [] }) => tool_calls)).toEqual([
      opened(0, 'a'),
      more(0, '{"at"'),
      more(0, ':1}'),
      opened(1, 'b'),
      more(1, '{}'),
      opened(2, 'c'),
      more(2, '{"at":1}'),
    ])
    expect((await chunksOf(parts)).at(-2).choices[0].finish_reason).toBe('tool_calls')
  })

  it('leaves out tools that the provider runs itself', async () => {
    const parts: Parts = [
      ...start,
      { type: 'tool-input-start', id: 'a', toolName: 'search', providerExecuted: true },
      { type: 'tool-input-delta', id: 'a', delta: '{}' },
      calls('a', { providerExecuted: true }),
      calls('b', { providerExecuted: true }),
      { type: 'tool-result', toolCallId: 'a', toolName: 'search', result: {} },
      says('Found'),
      finish('tool-calls'),
    ]
    expect((await deltasOf(parts)).slice(1)).toEqual([{ content: 'Found' }, {}])
    expect((await chunksOf(parts)).at(-2).choices[0].finish_reason).toBe('stop')
  })

  it('tells a signature once it is known', async () => {
    const providerMetadata = { google: { thoughtSignature: 's' } }
    const late = await deltasOf([
      ...start,
      { type: 'tool-input-start', id: 'a', toolName: 'look' },
      calls('a', { providerMetadata }),
      finish('tool-calls'),
    ])
    expect(late.flatMap(({ tool_calls = [] }) => tool_calls).at(-1)).toEqual({
      index: 0,
      extra_content: { google: { thought_signature: 's' } },
    })
    const early = await deltasOf([...start, calls('a', { providerMetadata }), finish('tool-calls')])
    expect(early.flatMap(({ tool_calls = [] }) => tool_calls)[0]).toMatchObject({
      id: 'a',
      extra_content: { google: {} },
    })
  })

  it('streams reasoning, and at its end what the provider wants back', async () => {
    const reasons = (id: string, delta: string, more = {}) => ({ type: 'reasoning-delta', id, delta, ...more }) as const
    const deltas = await deltasOf([
      ...start,
      { type: 'reasoning-start', id: '0' },
      reasons('0', 'Hm'),
      reasons('0', '.'),
      reasons('0', '', { providerMetadata: { anthropic: { signature: 'sig' } } }),
      { type: 'reasoning-end', id: '0' },
      { type: 'reasoning-start', id: '1', providerMetadata: { anthropic: { redactedData: 'x' } } },
      says('Yes'),
      { type: 'text-end', id: '0', providerMetadata: { google: { thoughtSignature: 't' } } },
      finish('stop'),
    ])
    expect(deltas.slice(1)).toEqual([
      { reasoning_content: 'Hm' },
      { reasoning_content: '.' },
      { content: 'Yes' },
      {
        extra_content: { google: { thought_signature: 't' } },
        reasoning_details: [
          { type: 'reasoning.text', index: 0, text: 'Hm.', provider_metadata: { anthropic: { signature: 'sig' } } },
          { type: 'reasoning.text', index: 1, text: '', provider_metadata: { anthropic: { redactedData: 'x' } } },
        ],
      },
      {},
    ])
  })

  it('carries images and sources', async () => {
    const image = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAEC' } } as const
    const source = { type: 'source', sourceType: 'url', id: '1', url: 'https://a.example/', title: 'A' } as const
    const deltas = await deltasOf([...start, image, source, says('Hi'), image, finish('stop')])
    const shown = (index: number) => [{ type: 'image_url', index, image_url: { url: 'data:image/png;base64,AAEC' } }]
    expect(deltas.slice(1)).toEqual([
      { images: shown(0) },
      { content: 'Hi' },
      { images: shown(1) },
      { annotations: [expect.objectContaining({ type: 'url_citation' })] },
      {},
    ])
  })

  it('stays alive by comments, which no client takes for an event', async () => {
    const text = await (await open([...start, { type: 'ping' }, { type: 'ping' }, says('Hi'), finish('stop')])).text()
    expect(text.match(/^: ping\n\n/gm)).toHaveLength(2)
  })

  it('counts the last end where a package tells of several', async () => {
    const usage = { ...someUsage, outputTokens: { total: 8, text: 8, reasoning: 0 } }
    const chunks = await chunksOf([...start, says('Hi'), finish('stop'), says('!'), { ...finish('length'), usage }])
    expect(chunks.at(-2).choices[0].finish_reason).toBe('length')
    expect(chunks.at(-1).usage.completion_tokens).toBe(8)
  })

  it('can be read with buffers of the reader', async () => {
    const reader = (await open([...start, says('Hi'), finish('stop')])).body?.getReader({ mode: 'byob' })
    let text = ''
    for (;;) {
      const { done, value } = (await reader?.read(new Uint8Array(16))) ?? {}
      if (done) break
      text += new TextDecoder().decode(value)
    }
    expect(text).toMatch(/^data: \{.*\n\ndata: \[DONE\]\n\n$/s)
  })
})
