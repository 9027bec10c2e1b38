/** Costs of recorded answers that anybody can work out on paper, and one that the provider itself worked out. */
import { beforeAll, describe, expect, it } from 'vitest'
import wav from '../fixtures/audio/tone.wav?inline'
import { bytesOfDataUrl } from '../support/bridge-call.ts'
import { readOutcome } from '../support/describe-costs.ts'
import { toEventStream, toForm } from '../support/endpoint.ts'
import type { PriceSheet } from '../support/exact-cost.ts'
import { priceSheets } from '../support/price-sheets.ts'
import { recordedAnswers } from '../support/recorded-answers.ts'
import { nothing } from '../support/recorded-usage.ts'
import { recordings } from '../support/recordings.ts'
import { bridged, passedThrough } from '../support/replay-routes.ts'
import { createReplayWorld, type CallOf, type ReplayAnswer, type ReplayWorld } from '../support/replay.ts'

const answerOf = (name: string) => recordedAnswers.find((answer) => answer.name === name)!
const routes = [...passedThrough, ...bridged]

/** What is booked for an answer on its way, at each of the price sheets. */
async function replay(title: string, name: string, sheets: Record<string, PriceSheet>) {
  const route = routes.find((each) => each.title === title)!
  const { isStream, ...answer } = answerOf(name)
  const world = await createReplayWorld(sheets, route)
  const outcomes = await world.replay({ ...answer, isStream }, (model) => ({
    path: route.path(model, isStream),
    body: route.body(model, { isStream, prompt: 'Hi', maxOutput: 100 }),
  }))
  return Object.fromEntries(outcomes.map(({ sheet, ...outcome }) => [sheet, readOutcome(outcome)]))
}

describe('tokens of a cache are counted once', () => {
  /** Where the input is, of it read and written, and the output; what that costs where a cache has its prices, and where not. */
  const cases: [
    title: string,
    name: string,
    tokens: [input: number, read: number, written: number, output: number],
    costs: [cached: number, plain: number],
  ][] = [
    // 19 × 3 + 320 × 0.3 + 92 × 15; 339 × 0.15 + 92 × 0.6
    ['chat completions', 'deepseek/deepseek-tool-call.json', [339, 320, 0, 92], [1_533, 107]],
    ['deepseek as chat completions', 'deepseek/deepseek-tool-call.json', [339, 320, 0, 92], [1_533, 107]],
    ['deepseek as responses', 'deepseek/deepseek-tool-call.json', [339, 320, 0, 92], [1_533, 107]],
    // 43 × 3 + 128 × 0.3 + 14 × 15 = 377.4; 171 × 0.15 + 14 × 0.6 = 34.05
    ['chat completions', 'mistral/mistral-incremental-tool-call.chunks.txt', [171, 128, 0, 14], [378, 35]],
    ['mistral as chat completions', 'mistral/mistral-incremental-tool-call.chunks.txt', [171, 128, 0, 14], [378, 35]],
    // 63 × 3 + 244 × 0.3 + 281 × 15 = 4477.2; 307 × 0.15 + 281 × 0.6 = 214.65
    ['chat completions', 'openai-compatible/xai-tool-call.json', [307, 244, 0, 281], [4_478, 215]],
    // 15969 × 3 + 3712 × 0.3 + 3773 × 15 = 105615.6; 19681 × 0.15 + 3773 × 0.6 = 5215.95
    ['responses', 'openai/openai-web-search-tool.1.json', [19_681, 3_712, 0, 3_773], [105_616, 5_216]],
    // 6 × 3 + 6289 × 0.3 + 3337 × 3.75 + 198 × 15 = 17388.45; 9632 × 0.15 + 198 × 0.6 = 1563.6
    ...['Anthropic’s messages', 'anthropic as chat completions', 'anthropic as responses'].map(
      (title): (typeof cases)[number] => [
        title,
        'anthropic/anthropic-code-execution-20260120-prompt-cache.1.chunks.txt',
        [9_632, 6_289, 3_337, 198],
        [17_389, 1_564],
      ],
    ),
  ]

  it.each(cases)('of %s: %s', async (title, name, [input, read, written, output], [cached, plain]) => {
    const { cached: withPrices, plain: without } = await replay(title, name, {
      cached: priceSheets.cached,
      plain: priceSheets.plain,
    })
    const tokens = {
      input_tokens: input,
      cached_input_tokens: read,
      cache_write_tokens: written,
      output_tokens: output,
    }
    expect(withPrices).toMatchObject({ used: tokens, costMicroUsd: cached })
    expect(without).toMatchObject({ used: tokens, costMicroUsd: plain })
  })
})

/** A tick is a ten-billionth of a USD. */
const TICKS_PER_MICRO_USD = 10_000

describe('xAI’s own bill is met, rounded up to a micro-USD', () => {
  const grok3Mini = { pricing_input: '0.3', pricing_cached_input: '0.075', pricing_output: '0.5' }
  const cases: [name: string, ticks: number, costMicroUsd: number][] = [
    ['openai-compatible/xai-text.json', 1_641_500, 165],
    ['openai-compatible/xai-text.chunks.txt', 1_721_250, 173],
    ['openai-compatible/xai-tool-call.json', 1_777_000, 178],
    ['openai-compatible/xai-tool-call.chunks.txt', 1_497_500, 150],
  ]

  it.each(cases)('for %s', async (name, ticks, costMicroUsd) => {
    expect(answerOf(name).events.at(-1).usage.cost_in_usd_ticks).toBe(ticks)
    expect(Math.ceil(ticks / TICKS_PER_MICRO_USD)).toBe(costMicroUsd)
    for (const title of ['chat completions', 'togetherai as chat completions']) {
      expect((await replay(title, name, { grok3Mini }))['grok3Mini']).toMatchObject({ costMicroUsd })
    }
  })
})

describe('Cohere is counted by what it bills, as its documentation has it', () => {
  const usage = {
    billed_units: { input_tokens: 6_772, output_tokens: 248 },
    tokens: { input_tokens: 7_596, output_tokens: 645 },
  }
  const message = { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] }
  const whole = { id: 'c', generation_id: 'c', message, finish_reason: 'COMPLETE', usage }
  const events = [
    { type: 'message-start', id: 'c' },
    { type: 'content-start', index: 0, delta: { message: { content: { type: 'text', text: '' } } } },
    { type: 'content-delta', index: 0, delta: { message: { content: { text: 'Hello' } } } },
    { type: 'content-end', index: 0 },
    { type: 'message-end', delta: { finish_reason: 'COMPLETE', usage } },
  ]

  it.each([
    ['whole', { isStream: false, text: JSON.stringify(whole) }],
    ['streamed', { isStream: true, text: toEventStream(events) }],
  ])('%s', async (_, answer) => {
    const { cached } = priceSheets
    const world = await createReplayWorld({ cached }, { protocol: 'cohere', modelId: 'command-a' })
    const [outcome] = await world.replay(answer, (model) => ({
      path: '/v1/chat/completions',
      body: { model, messages: [{ role: 'user', content: 'Hi' }], stream: answer.isStream },
    }))
    const used = { ...nothing, input_tokens: 6_772, output_tokens: 248 }
    // 6772 × 3 + 248 × 15
    expect(readOutcome(outcome!)).toEqual({ status: 200, basis: 'provider', used, costMicroUsd: 24_036 })
  })
})

describe('images', () => {
  /** By size and quality; beside them one is USD 0.04. */
  const pricing_image_variants = [
    { size: '1024x1024', quality: 'high', price: 0.167 },
    { size: '1024x1024', quality: null, price: 0.042 },
    { size: null, quality: 'high', price: 0.25 },
  ]
  const prompt = 'Sea otter!'
  let world: ReplayWorld<'otherUnits' | 'everything'>

  beforeAll(async () => {
    const { otherUnits, everything } = priceSheets
    const fields = { pricing_image_variants }
    world = await createReplayWorld({ otherUnits, everything }, { protocol: 'openai', modelId: 'the-model', fields })
  })

  const generate =
    (more: object): CallOf =>
    (model) => ({ path: '/v1/images/generations', body: { model, prompt, n: 2, ...more } })
  const edit =
    (more: Record<string, string>): CallOf =>
    (model) => ({ path: '/v1/images/edits', body: toForm(Object.entries({ model, prompt, n: '2', ...more })) })

  /** The prompt is counted at four bytes a token: 3 × 1.100003 and the request's 123 come on top of the image. */
  const cases: [what: string, asked: Record<string, string>, ofOneMicroUsd: number][] = [
    ['the first variant that fits', { size: '1024x1024', quality: 'high' }, 167_000],
    ['that of a size in any quality', { size: '1024x1024', quality: 'low' }, 42_000],
    ['that of a quality in any size', { size: '1536x1024', quality: 'high' }, 250_000],
    ['that of any image', { size: '512x512', quality: 'low' }, 40_000],
    ['the dearest of a size', { size: '1024x1024' }, 250_000],
    ['the dearest of a quality', { quality: 'high' }, 250_000],
    ['the dearest of those that may be cheap', { size: '512x512' }, 250_000],
    ['the dearest of all', { size: 'auto', quality: 'auto' }, 250_000],
  ]

  it.each(cases)('at %s', async (_, asked, ofOne) => {
    for (const [name, images, callOf] of [
      ['openai/openai-image.json', 2, generate(asked)],
      // Two were asked for, and one came.
      ['openai/openai-image-edit.json', 1, edit(asked)],
    ] as const) {
      const [byImage, byAll] = await world.replay(answerOf(name), callOf)
      const used = { ...nothing, images, input_tokens: 3 }
      const outcome = { status: 200, basis: 'counted', used }
      expect(readOutcome(byImage!)).toEqual({ ...outcome, costMicroUsd: images * ofOne })
      expect(readOutcome(byAll!)).toEqual({ ...outcome, costMicroUsd: images * ofOne + 123 + 4 })
    }
  })
})

describe('audio that was heard', () => {
  const { otherUnits, free, unknown } = priceSheets
  const sheets = { otherUnits, free, unknown }
  /** 1.5 s. */
  const file = new File([bytesOfDataUrl(wav)], 'tone.wav', { type: 'audio/wav' })
  const transcribe =
    (more: Record<string, string>): CallOf =>
    (model) => ({
      path: '/v1/audio/transcriptions',
      body: toForm([...Object.entries({ model, ...more }), ['file', file]]),
    })
  const openAi = answerOf('openai/openai-transcription.json')
  const mistral = answerOf('mistral/mistral-transcription.json')
  const groq = textOf(recordings.find(({ name }) => name === 'groq-transcription-text.json')!)

  /** USD 0.006 a minute are 100 micro-USD a second. What is billed by length has no price in tokens. */
  const cases: [
    what: string,
    protocol: string,
    answer: ReplayAnswer,
    format: string,
    outcome: [basis: string, seconds: number, costMicroUsd: number],
  ][] = [
    // It is 36.7 s long; what is billed is said beside it.
    ['OpenAI', 'openai', openAi, 'verbose_json', ['provider', 37, 3_700]],
    ['Mistral', 'openai', mistral, 'json', ['provider', 36, 3_600]],
    ['Mistral, over the bridge', 'mistral', mistral, 'json', ['provider', 36, 3_600]],
    ['Groq, which says nothing: by the file', 'openai', groq, 'text', ['counted', 1.5, 150]],
  ]

  it.each(cases)('by %s', async (_, protocol, answer, response_format, [basis, seconds, costMicroUsd]) => {
    const world = await createReplayWorld(sheets, { protocol, modelId: 'voxtral-mini' })
    const outcomes = await world.replay(answer, transcribe({ response_format }))
    const [byMinute, free, unknown] = outcomes.map(readOutcome)
    const used = { ...nothing, audio_seconds: seconds }
    expect(byMinute).toEqual({ status: 200, basis, used, costMicroUsd })
    expect(free).toMatchObject({ used, costMicroUsd: 0 })
    expect(unknown).toMatchObject({ used, costMicroUsd: null })
  })
})

function textOf({ answer }: (typeof recordings)[number]): ReplayAnswer {
  const { headers, body } = JSON.parse(answer.kind === 'whole' ? answer.body : '')
  return { isStream: false, text: body, contentType: headers['content-type'] }
}

it('prices text that was spoken by its characters', async () => {
  const { otherUnits } = priceSheets
  const world = await createReplayWorld({ otherUnits }, { protocol: 'openai', modelId: 'the-model' })
  const answer = { isStream: false, text: 'ID3', contentType: 'audio/mpeg' }
  const [outcome] = await world.replay(answer, (model) => ({
    path: '/v1/audio/speech',
    body: { model, input: 'Grüße 🌍', voice: 'alloy' },
  }))
  // 7 × 0.015 / 1000
  expect(readOutcome(outcome!)).toMatchObject({ basis: 'counted', used: { characters: 7 }, costMicroUsd: 105 })
})
