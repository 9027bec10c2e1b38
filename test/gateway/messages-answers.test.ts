import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../support/api.ts'
import { createAdmin } from '../support/gateway.ts'
import { createNativeWorld, streamOf, type NativeWorld, type Outcome } from '../support/native.ts'
import { recordedAnswers } from '../support/recorded-answers.ts'

const MODEL = 'claude-haiku-4-5'
const request = { model: MODEL, max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] }

let world: NativeWorld

beforeAll(async () => {
  world = await createNativeWorld('anthropic', { slug: 'native', model: MODEL })
})

const send = (json: object) => world.call('/v1/messages', { json })

const recorded = recordedAnswers.filter(({ wire }) => wire === 'messages')
const wholes = recorded.filter(({ isStream }) => !isStream).map((answer) => [answer.name, answer] as const)
const streams = recorded.filter(({ isStream }) => isStream).map((answer) => [answer.name, answer] as const)

describe('a recorded message', () => {
  it.each(wholes)('%s comes out byte for byte and is counted to the token', async (_, { text: body, used }) => {
    world.answerWith(() => new Response(body, { headers: { 'content-type': 'application/json' } }))
    const { response, text, usage } = await send(request)
    expect(response.status).toBe(200)
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: { requests: 1, ...used } })
  })

  it.each(streams)('%s streams byte for byte and is counted to the token', async (_, { text: body, used }) => {
    world.answerWith(() => streamOf(body))
    const { response, text, usage } = await send({ ...request, stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: { requests: 1, ...used } })
  })
})

const small = [
  {
    type: 'message_start',
    message: { id: 'msg_1', usage: { input_tokens: 7, cache_read_input_tokens: 2, output_tokens: 1 } },
  },
  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'سلام 🌍' } },
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 5 } },
  { type: 'message_stop' },
]
const linesOf = (events: { type: string; [field: string]: unknown }[]) =>
  events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`).join('')

describe('a stream', () => {
  const bytes = new TextEncoder().encode(linesOf(small))

  it('comes out byte for byte wherever it is cut', async () => {
    const { key } = await createAdmin()
    const cuts = Array.from(bytes, (_, at) => [bytes.slice(0, at), bytes.slice(at)].filter(({ length }) => length > 0))
    cuts.push(Array.from(bytes, (_, at) => bytes.slice(at, at + 1)))
    for (const pieces of cuts) {
      world.answerWith(() => streamOf(...pieces))
      const response = await world.gateway.fetch('/v1/messages', { key, json: { ...request, stream: true } })
      expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    }
    await world.gateway.settle()
    const { body } = await createApi(world.gateway, key)('GET', '/ai/usage')
    const calls = cuts.length
    expect(body).toMatchObject({
      open_requests: 0,
      totals: { requests: calls, input_tokens: 9 * calls, cached_input_tokens: 2 * calls, output_tokens: 5 * calls },
    })
  })

  const end = async (lines: string): Promise<Outcome & { added: string }> => {
    world.answerWith(() => streamOf(lines))
    const outcome = await send({ ...request, stream: true })
    expect(outcome.text.startsWith(lines)).toBe(true)
    return { ...outcome, added: outcome.text.slice(lines.length) }
  }

  it('that breaks off ends with an error event in Anthropic’s form, and what it said of its use is kept', async () => {
    const { response, added, usage } = await end(linesOf(small.slice(0, 2)))
    const [event, data] = added.trim().split('\n')
    expect(event).toBe('event: error')
    expect(JSON.parse(data!.slice('data: '.length))).toEqual({
      type: 'error',
      error: { type: 'api_error', message: 'The provider broke off before the end of its answer' },
      request_id: response.headers.get('x-request-id'),
    })
    // The start names one token of output: what came after it is counted from the text, which has 13 bytes.
    expect(usage.totals).toMatchObject({ requests: 1, input_tokens: 9, cached_input_tokens: 2, output_tokens: 4 })
  })

  it('that the provider ends with an error of its own gets no second one', async () => {
    const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } }
    const { added, usage } = await end(linesOf([...small.slice(0, 2), error]))
    expect(added).toBe('')
    expect(usage.totals).toMatchObject({ requests: 1, input_tokens: 9, output_tokens: 4 })
  })

  it('that starts with the whole message is counted as that says', async () => {
    const usage = { input_tokens: 500, cache_read_input_tokens: 2, output_tokens: 20 }
    const content = [{ type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }]
    const start = { type: 'message_start', message: { id: 'msg_1', content, stop_reason: 'tool_use', usage } }
    const { usage: counted } = await end(linesOf([start, { type: 'message_stop' }]))
    expect(counted.totals).toMatchObject({ input_tokens: 502, cached_input_tokens: 2, output_tokens: 20 })
  })

  it('without any usage is counted from its text', async () => {
    const { usage } = await end(
      linesOf([{ type: 'message_start', message: {} }, ...small.slice(1, 2), { type: 'message_stop' }]),
    )
    expect(usage.totals.input_tokens).toBeGreaterThan(0)
    expect(usage.totals.output_tokens).toBe(4)
  })
})
