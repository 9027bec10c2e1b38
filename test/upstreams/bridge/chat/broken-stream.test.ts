import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import { createProviderStreamError } from '@ai-sdk/provider-utils'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../src/errors.ts'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import { callOf, finish } from '../../../support/language-model.ts'

type Parts = LanguageModelV4StreamPart[]

const request = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], stream: true }
const start: Parts = [
  { type: 'stream-start', warnings: [] },
  { type: 'response-metadata', id: 'abc' },
]
const says = (delta: string): LanguageModelV4StreamPart => ({ type: 'text-delta', id: '0', delta })

const open = (stream: Parts | ReadableStream<LanguageModelV4StreamPart>) => bridgeChat(callOf({ stream }).call, request)

describe('a stream that does not come to its end', () => {
  const broken = createProviderStreamError({
    message: 'Overloaded',
    type: 'overloaded_error',
    statusCode: 529,
    data: {},
  })

  it.each<[how: string, parts: Parts]>([
    ['it holds an error', [says('Hi'), { type: 'error', error: broken }, finish('stop')]],
    ['it stops without a word', [says('Hi')]],
    ['it ends in an error', [says('Hi'), finish('error', 'MALFORMED_FUNCTION_CALL')]],
    ['its package says that it was cut off', [says('Hi'), finish('interrupted')]],
    [
      'its package knows of no reason',
      [says('Hi'), { ...finish('other'), finishReason: { unified: 'other', raw: undefined } }],
    ],
  ])('is broken off, not ended: %s', async (_how, parts) => {
    const response = await open([...start, ...parts])
    const reader = response.body?.getReader()
    let text = ''
    const reading = (async () => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? {}
        if (done) return
        text += new TextDecoder().decode(value)
      }
    })()
    await expect(reading).rejects.toMatchObject({ code: 'upstream_error' })
    expect(text).toContain('"content":"Hi"')
    expect(text).not.toContain('[DONE]')
  })

  it('is a plain error as long as nothing of it was heard', async () => {
    const failing = open([
      { type: 'stream-start', warnings: [] },
      { type: 'error', error: broken },
    ])
    await expect(failing).rejects.toMatchObject({ code: 'upstream_error', status: 502 })
    const limited = createProviderStreamError({ message: 'Slow down', statusCode: 429, data: {} })
    await expect(open([{ type: 'error', error: limited }])).rejects.toMatchObject({ status: 429 })
    await expect(open([])).rejects.toMatchObject({ code: 'upstream_error' })
  })

  it('breaks with our own reason where that is why', async () => {
    const reason = new AppError('upstream_timeout')
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      start(controller) {
        for (const part of start) controller.enqueue(part)
      },
      pull(controller) {
        controller.error(new Error('wrapped', { cause: reason }))
      },
    })
    await expect((await open(stream)).text()).rejects.toBe(reason)
  })

  it('breaks with the reason of the signal where that ended it', async () => {
    const controller = new AbortController()
    const { call } = callOf({
      stream: new ReadableStream({
        start: (parts) => start.forEach((part) => parts.enqueue(part)),
        pull(parts) {
          controller.abort(new AppError('upstream_timeout', 'Too slow'))
          parts.error(new DOMException('aborted', 'AbortError'))
        },
      }),
    })
    const response = await bridgeChat({ ...call, signal: controller.signal }, request)
    await expect(response.text()).rejects.toMatchObject({ code: 'upstream_timeout', message: 'Too slow' })
  })
})

describe('a caller who leaves', () => {
  it('ends the stream of the provider', async () => {
    let cancelled: unknown
    const stream = new ReadableStream<LanguageModelV4StreamPart>({
      start: (controller) => [...start, says('Hi')].forEach((part) => controller.enqueue(part)),
      cancel: (reason) => {
        cancelled = reason
      },
    })
    const reader = (await open(stream)).body?.getReader()
    await reader?.read()
    await reader?.cancel('gone')
    expect(cancelled).toBe('gone')
  })

  it('is told to the package by the signal of the call', async () => {
    const { call, asked } = callOf({ stream: [...start, finish('stop')] })
    await (await bridgeChat(call, request)).text()
    expect(asked[0]?.abortSignal).toBe(call.signal)
  })
})
