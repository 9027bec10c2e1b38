import { beforeAll, describe, expect, it } from 'vitest'
import { createApi } from '../support/api.ts'
import { createAdmin } from '../support/gateway.ts'
import { createNativeWorld, streamOf, type NativeWorld, type Outcome } from '../support/native.ts'
import { recordings } from '../support/recordings.ts'
import { splitMessages } from '../upstreams/bridge/recorded/anthropic.ts'
import type { Raw } from '../upstreams/bridge/recorded/told.ts'

const MODEL = 'claude-haiku-4-5'
const request = { model: MODEL, max_tokens: 100, messages: [{ role: 'user', content: 'Hi' }] }

let world: NativeWorld

beforeAll(async () => {
  world = await createNativeWorld('anthropic', { slug: 'native', model: MODEL })
})

const send = (json: object) => world.call('/v1/messages', { json })

/** What a recording says it used, read without any of the code under test. */
function figuresOf(usage: Raw) {
  const rounds: Raw[] = usage.iterations?.some((round: Raw) => round.type === 'fallback_message')
    ? [usage]
    : (usage.iterations ?? [usage])
  const sum = (field: string) => rounds.reduce((total, round) => total + (round[field] ?? 0), 0)
  const [read, written] = [sum('cache_read_input_tokens'), sum('cache_creation_input_tokens')]
  return {
    requests: 1,
    input_tokens: sum('input_tokens') + read + written,
    cached_input_tokens: read,
    cache_write_tokens: written,
    output_tokens: sum('output_tokens'),
    reasoning_tokens: usage.output_tokens_details?.thinking_tokens ?? 0,
  }
}

/** Usage in a stream is a running total, in the start and in each delta. */
function usageOf(events: Raw[]): Raw {
  const said = events.map((event) => event.message?.usage ?? event.usage ?? {})
  return Object.assign({}, ...said)
}

const lineOf = (data: string) => `event: ${(JSON.parse(data) as Raw).type}\ndata: ${data}\n\n`

const ofAnthropic = recordings.filter(({ folder }) => folder === 'anthropic')
const wholes = ofAnthropic.flatMap(({ name, answer }) =>
  answer.kind === 'whole' && (JSON.parse(answer.body) as Raw).usage ? [[name, answer.body] as const] : [],
)
const streams = ofAnthropic.flatMap(({ name, answer }) =>
  answer.kind === 'stream'
    ? splitMessages(answer.events).map((events, at) => [`${name} (${at})`, events] as const)
    : [],
)

describe('a recorded message', () => {
  it.each(wholes)('%s comes out byte for byte and is counted to the token', async (_, body) => {
    world.answerWith(() => new Response(body, { headers: { 'content-type': 'application/json' } }))
    const { response, text, usage } = await send(request)
    expect(response.status).toBe(200)
    expect(text).toBe(body)
    expect(usage).toMatchObject({ open_requests: 0, totals: figuresOf((JSON.parse(body) as Raw).usage) })
  })

  it.each(streams)('%s streams byte for byte and is counted to the token', async (_, events) => {
    const body = events.map(lineOf).join('')
    world.answerWith(() => streamOf(body))
    const { response, text, usage } = await send({ ...request, stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(text).toBe(body)
    const parsed = events.map((event): Raw => JSON.parse(event))
    expect(usage).toMatchObject({ open_requests: 0, totals: figuresOf(usageOf(parsed)) })
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
const linesOf = (events: object[]) => events.map((event) => lineOf(JSON.stringify(event))).join('')

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

  it('without any usage is counted from its text', async () => {
    const { usage } = await end(
      linesOf([{ type: 'message_start', message: {} }, ...small.slice(1, 2), { type: 'message_stop' }]),
    )
    expect(usage.totals.input_tokens).toBeGreaterThan(0)
    expect(usage.totals.output_tokens).toBe(4)
  })
})
