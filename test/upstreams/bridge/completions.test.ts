import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { bridgeChat } from '../../../src/upstreams/bridge/chat/chat.ts'
import { bridgeCompletions } from '../../../src/upstreams/bridge/completions.ts'
import { refusedFields } from '../../support/bridge-call.ts'
import { callOf, finish } from '../../support/language-model.ts'
import { validateOpenAi } from '../../support/openai-schema.ts'
import { readEvents } from '../../support/sse.ts'
import { callPackage } from './chat/packages.ts'
import type { Raw } from './recorded/told.ts'

type Parts = LanguageModelV4StreamPart[]

const request = { model: 'm', prompt: 'Once upon' }
const response = { id: 'abc', timestamp: new Date(1_700_000_000_900) }
const head = { id: 'cmpl-abc', object: 'text_completion', created: 1_700_000_000, model: 'fake' }
const usage = expect.objectContaining({ prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 })

describe('a completion', () => {
  it.each([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content-filter', 'content_filter'],
  ] as const)('is the text that the model goes on with, to its end: %s', async (unified, finish_reason) => {
    const content = [{ type: 'reasoning', text: 'Hm' } as const, { type: 'text', text: 'a time' } as const]
    const { finishReason } = finish(unified)
    const answer = await bridgeCompletions(callOf({ result: { content, response, finishReason } }).call, request)
    const completion = await answer.json()
    expect(completion).toEqual({
      ...head,
      choices: [{ index: 0, text: 'a time', logprobs: null, finish_reason }],
      usage,
    })
    expect(validateOpenAi('CreateCompletionResponse', completion)).toEqual([])
  })

  it.each<[object, object]>([
    [{}, {}],
    [{ prompt: ['Once upon'] }, {}],
    [
      { max_tokens: 7, temperature: 0.5, stop: 'x' },
      { max_tokens: 7, temperature: 0.5, stop: 'x' },
    ],
    [{ suffix: null, echo: false, best_of: 1, n: 1, logprobs: null, logit_bias: {}, user: 'u' }, {}],
  ])('is asked for as a chat is: %j', async (more, chat) => {
    const [asked, same] = [callPackage('anthropic/claude-sonnet-4-5'), callPackage('anthropic/claude-sonnet-4-5')]
    await bridgeCompletions(asked.call, { ...request, ...more })
    await bridgeChat(same.call, { model: 'm', messages: [{ role: 'user', content: 'Once upon' }], ...chat })
    expect(asked.sent[0]?.body).toEqual(same.sent[0]?.body)
  })

  it.each([
    ['prompt', { prompt: ['a', 'b'] }],
    ['prompt', { prompt: [1, 2] }],
    ['prompt', { prompt: null }],
    ['suffix', { suffix: 'the end' }],
    ['echo', { echo: true }],
    ['best_of', { best_of: 2 }],
    ['logprobs', { logprobs: 0 }],
    ['n', { n: 2 }],
    ['seed', { seed: 7 }],
    ['logit_bias', { logit_bias: { '1': 2 } }],
    ['max_tokens', { max_tokens: 0 }],
    ['tools', { tools: [] }],
  ])('is refused for %s: %j', async (field, more) => {
    const { call, sent } = callPackage('anthropic/claude-sonnet-4-5')
    expect(await refusedFields(bridgeCompletions(call, { ...request, ...more }))).toEqual([field])
    expect(sent).toEqual([])
  })
})

describe('a streamed completion', () => {
  const start: Parts = [
    { type: 'stream-start', warnings: [] },
    { type: 'response-metadata', ...response },
  ]
  const says = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '0', delta })
  const open = (stream: Parts) => bridgeCompletions(callOf({ stream }).call, { ...request, stream: true })

  it('is chunks of text, its usage and its end', async () => {
    const answer = await open([...start, says('a '), says('time'), finish('length')])
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const events = await readEvents(answer)
    expect(events.pop()).toBe('[DONE]')
    const chunks = events.map((event): Raw => JSON.parse(event))
    const chunk = (text: string, finish_reason: string | null = null) => ({
      ...head,
      choices: [{ index: 0, text, logprobs: null, finish_reason }],
    })
    expect(chunks).toEqual([chunk('a '), chunk('time'), chunk('', 'length'), { ...head, choices: [], usage }])
    // The document knows whole answers only, which have an end.
    for (const { choices, ...chunk } of chunks) {
      const ended = choices.map((choice: Raw) => ({ ...choice, finish_reason: choice.finish_reason ?? 'stop' }))
      expect(validateOpenAi('CreateCompletionResponse', { ...chunk, choices: ended })).toEqual([])
    }
  })

  it('stays alive by comments while the model thinks', async () => {
    const thinks = { type: 'reasoning-delta', id: 'r', delta: 'Hm' } as const
    const text = await (await open([...start, thinks, { type: 'ping' }, says('a'), finish('stop')])).text()
    expect(text).toMatch(/^(: ping\n\n){3}data: \{/)
  })

  it('is broken off, not ended, when the provider breaks off', async () => {
    await expect((await open([...start, says('a')])).text()).rejects.toMatchObject({ code: 'upstream_error' })
  })
})
