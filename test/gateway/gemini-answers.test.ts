import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../support/api.ts'
import { createAdmin } from '../support/gateway.ts'
import { createNativeWorld, streamOf, type NativeWorld, type Outcome } from '../support/native.ts'
import { recordedAnswers } from '../support/recorded-answers.ts'

const MODEL = 'gemini-2.5-flash'
const request = { contents: [{ role: 'user', parts: [{ text: 'Hi' }] }] }

let world: NativeWorld

beforeAll(async () => {
  world = await createNativeWorld('google', { slug: 'native', model: MODEL })
})

const generate = () => world.call(`/v1beta/models/${MODEL}:generateContent`, { json: request })
const stream = () => world.call(`/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`, { json: request })

/** As Google writes them. */
const linesOf = (events: object[]) => events.map((event) => `data: ${JSON.stringify(event)}\r\n\r\n`).join('')

const recorded = recordedAnswers.filter(({ wire }) => wire === 'gemini')
const wholes = recorded.filter(({ isStream }) => !isStream).map((answer) => [answer.name, answer] as const)
const streams = recorded.filter(({ isStream }) => isStream).map((answer) => [answer.name, answer] as const)

describe('a recorded answer', () => {
  it('is there to replay', () => {
    expect([wholes.length, streams.length]).toEqual([5, 9])
  })

  it.each(wholes)('%s comes out byte for byte and is counted to the token', async (_, { text: body, used }) => {
    world.answerWith(() => new Response(body, { headers: { 'content-type': 'application/json; charset=UTF-8' } }))
    const { response, text, usage } = await generate()
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: { requests: 1, ...used } })
  })

  it.each(streams)('%s streams byte for byte and is counted to the token', async (_, { text: body, used }) => {
    world.answerWith(() => streamOf(body))
    const { response, text, usage } = await stream()
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: { requests: 1, ...used } })
  })
})

const chunk = (text: string, more: object = {}) => ({ candidates: [{ content: { parts: [{ text }] }, ...more }] })
const usageMetadata = {
  promptTokenCount: 7,
  cachedContentTokenCount: 2,
  candidatesTokenCount: 3,
  thoughtsTokenCount: 1,
}

describe('a stream', () => {
  const bytes = new TextEncoder().encode(
    linesOf([chunk('سلام 🌍'), { ...chunk('', { finishReason: 'STOP' }), usageMetadata }]),
  )

  it('comes out byte for byte wherever it is cut', { timeout: 30_000 }, async () => {
    const { key } = await createAdmin()
    const cuts = Array.from(bytes, (_, at) => [bytes.slice(0, at), bytes.slice(at)].filter(({ length }) => length > 0))
    cuts.push(Array.from(bytes, (_, at) => bytes.slice(at, at + 1)))
    for (const pieces of cuts) {
      world.answerWith(() => streamOf(...pieces))
      const path = `/v1beta/models/${MODEL}:streamGenerateContent?alt=sse`
      const response = await world.gateway.fetch(path, { key, json: request })
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    }
    await world.gateway.settle()
    const { body } = await createApi(world.gateway, key)('GET', '/ai/usage')
    const calls = cuts.length
    expect(body).toMatchObject({
      open_requests: 0,
      totals: { requests: calls, input_tokens: 7 * calls, cached_input_tokens: 2 * calls, output_tokens: 4 * calls },
    })
  })

  const end = async (events: object[]): Promise<Outcome & { added: string }> => {
    const lines = linesOf(events)
    world.answerWith(() => streamOf(lines))
    const outcome = await stream()
    expect(outcome.text.startsWith(lines)).toBe(true)
    return { ...outcome, added: outcome.text.slice(lines.length) }
  }

  it('that breaks off ends with an error in Google’s form, and what it said of its use is kept', async () => {
    const { added, usage } = await end([{ ...chunk('four'), usageMetadata }])
    expect(JSON.parse(added.trim().slice('data: '.length))).toEqual({
      error: { code: 502, message: 'The provider broke off before the end of its answer', status: 'INTERNAL' },
    })
    expect(usage.totals).toMatchObject({ requests: 1, input_tokens: 7, output_tokens: 4 })
  })

  it('that the provider ends itself gets no error of ours: by a blocked prompt or by an error of its own', async () => {
    const blocked = { promptFeedback: { blockReason: 'SAFETY' }, usageMetadata: { promptTokenCount: 7 } }
    expect(await end([blocked])).toMatchObject({ added: '', usage: { totals: { input_tokens: 7, output_tokens: 0 } } })
    const error = { error: { code: 503, message: 'Overloaded', status: 'UNAVAILABLE' } }
    const { added, usage } = await end([chunk('four'), error])
    expect(added).toBe('')
    expect(usage.totals).toMatchObject({ requests: 1, output_tokens: 1 })
  })

  it('without any usage is counted from its text and its calls', async () => {
    const functionCall = { name: 'f', args: {} }
    const { usage } = await end([
      chunk('four'),
      { candidates: [{ content: { parts: [{ functionCall }] }, finishReason: 'STOP' }] },
    ])
    expect(usage.totals.input_tokens).toBeGreaterThan(0)
    expect(usage.totals.output_tokens).toBe(1 + Math.ceil(JSON.stringify(functionCall).length / 4))
  })

  it('is of server-sent events only', async () => {
    world.seen.length = 0
    for (const query of ['', '?alt=json', '?alt=', '?alt=media']) {
      const { response, text } = await world.call(`/v1beta/models/${MODEL}:streamGenerateContent${query}`, {
        json: request,
      })
      expect(response.status).toBe(400)
      expect(JSON.parse(text)).toMatchObject({ error: { code: 400, message: expect.stringMatching(/^alt: /) } })
    }
    expect(world.seen).toHaveLength(0)
  })
})
