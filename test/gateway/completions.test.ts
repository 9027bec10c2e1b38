import { describe, expect, it } from 'vitest'
import { answerStream, createEndpoint, toEventStream } from '../support/endpoint.ts'

const usage = { prompt_tokens: 20, completion_tokens: 30, total_tokens: 50 }
const chunk = (text: string, finish_reason: string | null = null) => ({ choices: [{ index: 0, text, finish_reason }] })
const last = { choices: [], usage }
/** One micro-USD a token in, two out. */
const priced = { pricing_input: 1, pricing_output: 2, max_output_tokens: 100 }

const createCompletions = (answer?: () => Response, fields: object = priced) =>
  createEndpoint('/v1/completions', { fields, ...(answer && { answer }) })

describe('a completion', () => {
  it('is booked as the provider says', async () => {
    const { post, model, book } = await createCompletions(() => Response.json({ ...chunk('…'), usage }))
    expect(await book(await post({ model, prompt: 'Once' }))).toMatchObject({
      settlement_basis: 'provider',
      usage: { input_tokens: 20, output_tokens: 30, cost_usd: 0.000_08 },
    })
  })

  it('is counted where the provider says nothing', async () => {
    const answer = { choices: [{ text: 'a time' }, { text: 'there' }] }
    const { post, model, book } = await createCompletions(() => Response.json(answer))
    expect(await book(await post({ model, prompt: 'Once upon' }))).toMatchObject({
      settlement_basis: 'counted',
      // 11 bytes in their quotes, and 11 bytes.
      usage: { input_tokens: 3, output_tokens: 3 },
    })
  })

  it('under a budget reserves for every prompt, and for the best of several', async () => {
    const outputOf = async (body: object) => {
      const { post, refuse, model, limit } = await createCompletions(() => Response.json({ usage }), {
        pricing_input: 0,
        pricing_output: 1,
        max_output_tokens: 100,
      })
      await limit({ monthly_budget_usd: 0.000_3 })
      const fits = await post({ model, ...body })
      return fits.status === 200 ? 'fits' : (await refuse({ model, ...body })).code
    }
    expect(await outputOf({ prompt: 'a', max_tokens: 300 })).toBe('fits')
    expect(await outputOf({ prompt: 'a', max_tokens: 301 })).toBe('budget_reached')
    expect(await outputOf({ prompt: 'a', n: 3 })).toBe('fits')
    expect(await outputOf({ prompt: 'a', n: 2, best_of: 4 })).toBe('budget_reached')
    expect(await outputOf({ prompt: ['a', 'b', 'c'] })).toBe('fits')
    expect(await outputOf({ prompt: ['a', 'b', 'c', 'd'] })).toBe('budget_reached')
    expect(await outputOf({ prompt: [1, 2, 3, 4] })).toBe('fits')
    expect(await outputOf({ prompt: [[1], [2], [3], [4]] })).toBe('budget_reached')
  })
})

describe('a streamed completion', () => {
  it('asks for usage, books it, and shows it to those who asked', async () => {
    const text = toEventStream([chunk('a'), chunk('', 'stop'), last, '[DONE]'])
    const { post, model, book, sent } = await createCompletions(() => answerStream(text))
    const body = { model, prompt: 'Once', stream: true }
    const hidden = await post(body)
    expect(await hidden.text()).toBe(toEventStream([chunk('a'), chunk('', 'stop'), '[DONE]']))
    expect(sent[0]!.json).toEqual({ ...body, model: 'the-model', stream_options: { include_usage: true } })
    expect(await book(hidden)).toMatchObject({
      settlement_basis: 'provider',
      usage: { input_tokens: 20, output_tokens: 30 },
    })

    const shown = await post({ ...body, stream_options: { include_usage: true, other: 1 } })
    expect(await shown.text()).toBe(text)
    expect(sent[1]!.json['stream_options']).toEqual({ include_usage: true, other: 1 })
  })

  it('that breaks off ends with an error, and is counted', async () => {
    const { post, model, book } = await createCompletions(() =>
      answerStream(toEventStream([chunk('four'), chunk('more')])),
    )
    const response = await post({ model, prompt: 'Once', stream: true })
    const text = await response.text()
    expect(text.startsWith(toEventStream([chunk('four'), chunk('more')]))).toBe(true)
    expect(text).toMatch(/"code":"upstream_error"/)
    expect(text).not.toContain('[DONE]')
    expect(await book(response)).toMatchObject({
      settlement_basis: 'aborted',
      usage: { input_tokens: 2, output_tokens: 2 },
    })
  })
})
