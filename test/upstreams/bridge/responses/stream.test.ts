import type { LanguageModelV4Content, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../src/errors.ts'
import { bridgeResponses } from '../../../../src/upstreams/bridge/responses/responses.ts'
import { callOf, finish } from '../../../support/language-model.ts'
import type { Raw } from '../recorded/told.ts'
import { answerStream, answerWhole, joinOutput, readEvents, request } from './answers.ts'

type Parts = LanguageModelV4StreamPart[]

const response = { id: 'abc', timestamp: new Date(1_700_000_000_900) }
const start: Parts = [
  { type: 'stream-start', warnings: [] },
  { type: 'response-metadata', ...response },
]
const says = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '0', delta })
const thinks = (delta: string, more = {}): LanguageModelV4StreamPart => ({
  type: 'reasoning-delta',
  id: 'r',
  delta,
  ...more,
})
const signed = { providerMetadata: { anthropic: { signature: 's' } } }
const toolCall = (id: string, more = {}) =>
  ({ type: 'tool-call', toolCallId: id, toolName: 'look', input: '{"at":1}', ...more }) as const

const eventsOf = (parts: Parts) => answerStream(callOf({ stream: [...start, ...parts] }).call)
const open = (stream: Parts | ReadableStream<LanguageModelV4StreamPart>) =>
  bridgeResponses(callOf({ stream }).call, { ...request, stream: true })

describe('a streamed response', () => {
  it('is its events, in the order of OpenAI', async () => {
    const events = await eventsOf([
      thinks('Hm'),
      thinks('.', signed),
      says('Hel'),
      says('lo'),
      { type: 'tool-input-start', id: 'a', toolName: 'look' },
      { type: 'tool-input-delta', id: 'a', delta: '{"at"' },
      { type: 'tool-input-delta', id: 'a', delta: ':1}' },
      toolCall('a'),
      finish('tool-calls'),
    ])
    expect(events.map(({ type, output_index = '' }) => `${type} ${output_index}`.trim())).toEqual([
      'response.created',
      'response.in_progress',
      'response.output_item.added 0',
      'response.reasoning_summary_part.added 0',
      'response.reasoning_summary_text.delta 0',
      'response.reasoning_summary_text.delta 0',
      'response.output_item.added 1',
      'response.content_part.added 1',
      'response.output_text.delta 1',
      'response.output_text.delta 1',
      'response.output_item.added 2',
      'response.function_call_arguments.delta 2',
      'response.function_call_arguments.delta 2',
      'response.reasoning_summary_text.done 0',
      'response.reasoning_summary_part.done 0',
      'response.output_item.done 0',
      'response.output_text.done 1',
      'response.content_part.done 1',
      'response.output_item.done 1',
      'response.function_call_arguments.done 2',
      'response.output_item.done 2',
      'response.completed',
    ])
    expect(events[0].response).toMatchObject({ id: 'resp_abc', status: 'in_progress', output: [] })
    expect(events.find(({ type }) => type === 'response.output_text.done')).toMatchObject({
      item_id: 'msg_abc_1',
      content_index: 0,
      text: 'Hello',
    })
    expect(joinOutput(events)).toEqual(events.at(-1).response.output)
    expect(events.at(-1).response.usage).toMatchObject({ input_tokens: 10, output_tokens: 5, total_tokens: 15 })
  })

  const image = { type: 'file', mediaType: 'image/png', data: { type: 'data', data: 'AAEC' } } as const
  const page = { type: 'source', sourceType: 'url', id: '1', url: 'https://a.example/', title: 'A' } as const
  const signedCall = toolCall('a', { providerMetadata: { google: { thoughtSignature: 't' } } })

  it.each<[what: string, parts: Parts, content: LanguageModelV4Content[]]>([
    ['text', [says('Hel'), says('lo')], [{ type: 'text', text: 'Hello' }]],
    ['pages', [page, says('Hi')], [page, { type: 'text', text: 'Hi' }]],
    ['images', [says('Hi'), image], [{ type: 'text', text: 'Hi' }, image]],
    ['tool calls', [toolCall('a'), toolCall('b')], [toolCall('a'), toolCall('b')]],
    ['signed tool calls', [signedCall, toolCall('b')], [signedCall, toolCall('b')]],
    [
      'signed reasoning',
      [thinks('Hm', signed), says('Hi'), toolCall('a')],
      [{ type: 'reasoning', text: 'Hm', ...signed }, { type: 'text', text: 'Hi' }, toolCall('a')],
    ],
    ['nothing', [], []],
  ])('adds up to the same as the whole: %s', async (_what, parts, content) => {
    const events = await eventsOf([...parts, finish('stop')])
    const finishReason = { unified: 'stop', raw: 'stop' } as const
    const whole = await answerWhole(callOf({ result: { content, response, finishReason } }).call)
    expect(events.at(-1).response).toEqual(whole)
    expect(joinOutput(events)).toEqual(whole.output)
  })

  it('carries at its end what only then is known', async () => {
    const hidden = { type: 'reasoning-start', id: 'r', providerMetadata: { anthropic: { redactedData: 'x' } } } as const
    const events = await eventsOf([hidden, toolCall('a'), finish('tool-calls')])
    expect(joinOutput(events)).toMatchObject([
      { type: 'function_call' },
      { type: 'reasoning', summary: [], encrypted_content: expect.any(String) },
    ])
  })

  it('is incomplete where it was cut', async () => {
    const events = await eventsOf([says('Hel'), finish('length')])
    expect(events.at(-1)).toMatchObject({
      type: 'response.incomplete',
      response: {
        status: 'incomplete',
        incomplete_details: { reason: 'max_output_tokens' },
        output: [{ status: 'incomplete' }],
      },
    })
  })

  it('stays alive by comments', async () => {
    const text = await (await open([...start, { type: 'ping' }, says('Hi'), finish('stop')])).text()
    expect(text.match(/^: ping\n\n/gm)).toHaveLength(1)
    expect(readEvents(text).at(-1).type).toBe('response.completed')
  })

  it('can be read with buffers of the reader', async () => {
    const reader = (await open([...start, says('Hi'), finish('stop')])).body?.getReader({ mode: 'byob' })
    let text = ''
    for (;;) {
      const { done, value } = (await reader?.read(new Uint8Array(16))) ?? {}
      if (done) break
      text += new TextDecoder().decode(value)
    }
    expect(readEvents(text).at(-1).type).toBe('response.completed')
  })
})

describe('a streamed response that does not come to its end', () => {
  it.each<[how: string, parts: Parts]>([
    ['it holds an error', [says('Hi'), { type: 'error', error: new Error('broken') }, finish('stop')]],
    ['it stops without a word', [says('Hi')]],
    ['it ends in an error', [says('Hi'), finish('error')]],
  ])('is broken off, not ended: %s', async (_how, parts) => {
    const reader = (await open([...start, ...parts])).body?.getReader()
    let text = ''
    const reading = (async () => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? {}
        if (done) return
        text += new TextDecoder().decode(value)
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'upstream_error' })
    expect(text).toContain('"delta":"Hi"')
    expect(text).not.toMatch(/\.done|response\.completed/)
  })

  it('is a plain error as long as nothing of it was heard', async () => {
    await expect(open([{ type: 'error', error: new Error('broken') }])).rejects.toMatchObject({
      code: 'upstream_error',
    })
  })

  it('breaks with our own reason where that is why', async () => {
    const reason = new AppError('upstream_timeout')
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      start: (controller) => start.forEach((part) => controller.enqueue(part)),
      pull: (controller) => controller.error(new Error('wrapped', { cause: reason })),
    })
    await expect((await open(stream)).text()).rejects.toBe(reason)
  })

  it('ends the stream of the provider when the caller leaves', async () => {
    let cancelled: unknown
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      start: (controller) => [...start, says('Hi')].forEach((part) => controller.enqueue(part)),
      cancel: (reason: Raw) => void (cancelled = reason),
    })
    const reader = (await open(stream)).body?.getReader()
    await reader?.read()
    await reader?.cancel('gone')
    expect(cancelled).toBe('gone')
  })
})
