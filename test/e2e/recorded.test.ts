/**
 * Answers that real providers gave, replayed: they come out byte for byte, and what they used is counted to the token and priced
 * to the micro-USD.
 */
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { toModelFields } from '../support/exact-cost.ts'
import { priceSheets } from '../support/price-sheets.ts'
import { recordedCosts } from '../support/recorded-costs.ts'
import { connect, inviteAdmin, product, readUsage, registerProvider } from './support/control-plane.ts'
import { startUpstream, type Upstream } from './support/upstream.ts'

/** Input, cached part of it, and output, as the recording says. xAI's completion tokens leave its reasoning out. */
const wholes: [file: string, input: number, cached: number, output: number][] = [
  ['deepseek-text.json', 13, 0, 300],
  ['deepseek-reasoning.json', 18, 0, 345],
  ['deepseek-tool-call.json', 339, 320, 92],
  ['groq-text.json', 45, 0, 607],
  ['groq-tool-call.json', 218, 0, 15],
  ['mistral-text.json', 13, 0, 434],
  ['mistral-tool-call.json', 124, 0, 22],
  ['xai-text.json', 12, 2, 322],
  ['xai-tool-call.json', 307, 244, 281],
]

const streams: [file: string, input: number, cached: number, output: number][] = [
  ['azure-model-router.1.chunks.txt', 15, 0, 78],
  ['deepseek-text.chunks.txt', 13, 0, 400],
  ['deepseek-reasoning.chunks.txt', 18, 0, 219],
  ['deepseek-tool-call.chunks.txt', 339, 320, 83],
  ['groq-text.chunks.txt', 45, 0, 662],
  ['groq-tool-call.chunks.txt', 210, 0, 15],
  ['mistral-text.chunks.txt', 13, 0, 8],
  ['mistral-tool-call.chunks.txt', 124, 0, 22],
  ['xai-text.chunks.txt', 12, 11, 342],
  ['xai-tool-call.chunks.txt', 307, 306, 253],
]

const superClient = connect()
let upstream: Upstream
let model: string
let replayed: { contentType: string; body: string }

beforeAll(async () => {
  upstream = await startUpstream((response) => {
    response.writeHead(200, { 'content-type': replayed.contentType }).end(replayed.body)
  })
  ;({ model } = await registerProvider(superClient, upstream.url, {}, toModelFields(priceSheets.everything)))
})

afterAll(() => upstream.close())

const read = (file: string) => readFile(`test/fixtures/recorded/${file}`, 'utf8')

/** The answer to a caller of their own, and what was counted for them. */
async function replay(recording: { contentType: string; body: string }, more: object) {
  replayed = recording
  const admin = await inviteAdmin(superClient)
  const response = await fetch(`${product.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: 'Hi' }], ...more }),
  })
  const text = await response.text()
  return { response, text, totals: await totalsOf(admin.id) }
}

async function totalsOf(admin: number) {
  for (;;) {
    const { open_requests, totals } = await readUsage(superClient, admin)
    if (open_requests === 0) return totals
  }
}

const figures = (file: string, input: number, cached: number, output: number) => ({
  requests: 1,
  input_tokens: input,
  cached_input_tokens: cached,
  output_tokens: output,
  cost_usd: costOf(file) / 1_000_000,
})

/** In micro-USD. The table has the folder before the name. */
function costOf(file: string): number {
  const [, cost = NaN] = Object.entries(recordedCosts).find(([name]) => name.endsWith(`/${file}`)) ?? []
  return cost
}

describe('a recorded answer', () => {
  it.each(wholes)('%s comes out as it is, counted and priced', async (file, ...expected) => {
    const body = await read(file)
    const { response, text, totals } = await replay({ contentType: 'application/json', body }, {})
    expect(response.status).toBe(200)
    expect(text).toBe(body)
    expect(totals).toMatchObject(figures(file, ...expected))
  })
})

describe('a recorded stream', () => {
  const cases = streams.flatMap((row) => [[...row, true] as const, [...row, false] as const])

  it.each(cases)('%s comes out as it is, counted and priced (%i, %i, %i; usage asked for: %s)', async (...row) => {
    const [file, input, cached, output, isAsked] = row
    const lines = (await read(file)).trim().split('\n')
    const events = [...lines, '[DONE]'].map((line) => `data: ${line}\n\n`)
    const more = { stream: true, ...(isAsked && { stream_options: { include_usage: true } }) }
    const { response, text, totals } = await replay({ contentType: 'text/event-stream', body: events.join('') }, more)
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    const isUsageOnly = (event: string) => event.includes('"choices":[]') && event.includes('"usage":{')
    expect(text).toBe((isAsked ? events : events.filter((event) => !isUsageOnly(event))).join(''))
    expect(totals).toMatchObject(figures(file, input, cached, output))
  })
})
