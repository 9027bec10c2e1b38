import { describe, expect, it } from 'vitest'
import { answerStream, createEndpoint, toEventStream } from '../support/endpoint.ts'

const usage = {
  input_tokens: 100,
  input_tokens_details: { cached_tokens: 40, cache_write_tokens: 10 },
  output_tokens: 30,
  output_tokens_details: { reasoning_tokens: 5 },
  total_tokens: 130,
}
const response = { id: 'resp_1', object: 'response', status: 'completed', output: [], error: null, usage }
const delta = (type: string, delta: unknown) => ({ type: `response.${type}.delta`, delta })
const end = (status: string, more: object = {}) => ({
  type: `response.${status}`,
  response: { ...response, status, ...more },
})
/** 50 × 1 + 40 × 0.5 + 10 × 1.5 + 30 × 2 micro-USD. */
const priced = {
  pricing_input: 1,
  pricing_cached_input: 0.5,
  pricing_cache_write: 1.5,
  pricing_output: 2,
  max_output_tokens: 100,
}
const COST_USD = 0.000_145

const createResponses = (answer?: () => Response, fields: object = priced) =>
  createEndpoint('/v1/responses', { fields, ...(answer && { answer }) })

describe('a response', () => {
  it('is booked as the provider says, with what was read from a cache and written to it', async () => {
    const { post, model, book } = await createResponses(() => Response.json(response))
    expect(await book(await post({ model, input: 'Hello' }))).toMatchObject({
      settlement_basis: 'provider',
      usage: {
        input_tokens: 100,
        cached_input_tokens: 40,
        cache_write_tokens: 10,
        output_tokens: 30,
        reasoning_tokens: 5,
        cost_usd: COST_USD,
      },
    })
  })

  it('that failed goes on as it came, and counts what it used', async () => {
    const failed = { ...response, status: 'failed', error: { code: 'server_error', message: 'Sorry' } }
    const { post, model, book } = await createResponses(() => Response.json(failed))
    const answer = await post({ model, input: 'Hello' })
    expect([answer.status, await answer.json()]).toEqual([200, failed])
    expect(await book(answer)).toMatchObject({ settlement_basis: 'provider', usage: { cost_usd: COST_USD } })
  })

  it('is counted where the provider says nothing: text, reasoning, and what tools are called with', async () => {
    const output = [
      { type: 'reasoning', summary: [{ type: 'summary_text', text: 'hm' }] },
      { type: 'message', content: [{ type: 'output_text', text: 'four' }] },
      { type: 'function_call', arguments: '{}' },
      { type: 'something_new', content: 7 },
    ]
    const { post, model, book } = await createResponses(() => Response.json({ ...response, output, usage: null }))
    const booked = await book(await post({ model, input: 'Hello', instructions: 'Be kind' }))
    // {"input":"Hello","instructions":"Be kind"} are 42 bytes, and the output has 8.
    expect(booked).toMatchObject({ settlement_basis: 'counted', usage: { input_tokens: 11, output_tokens: 2 } })
  })

  it('in the background is refused, also where a rule of the model asks for it', async () => {
    const { refuse, post, model, sent } = await createResponses()
    const refusal = await refuse({ model, input: 'Hello', background: true })
    expect(refusal).toMatchObject({ status: 400, code: 'validation_failed', param: 'background' })
    expect(sent).toEqual([])
    expect((await post({ model, input: 'Hello', background: false })).status).toBe(200)
    const config = { parameters: { default: { background: true } } }
    const ruled = await createResponses(undefined, { ...priced, config })
    expect(await ruled.refuse({ model: ruled.model, input: 'Hello' })).toMatchObject({ param: 'background' })
  })

  it('cannot have a tool that names another model', async () => {
    const { refuse, model, sent } = await createResponses()
    const tools = [{ type: 'image_generation', model: 'dear' }]
    const refusal = await refuse({ model, input: 'Hello', tools })
    expect(refusal).toMatchObject({ status: 400, code: 'validation_failed', param: 'tools.0' })
    expect(sent).toEqual([])
  })

  it.each([
    ['what is sent, a token for every byte', { input: 'a'.repeat(488) }, { input: 'a'.repeat(489) }],
    ['the output that is asked for', { max_output_tokens: 242 }, { max_output_tokens: 243 }],
  ])('under a budget reserves %s', async (_, fitting, tooMuch) => {
    const answer = () => Response.json({ ...response, usage: { input_tokens: 0, output_tokens: 0 } })
    const { post, refuse, model, limit } = await createResponses(answer, {
      pricing_input: 1,
      pricing_output: 2,
      max_output_tokens: 1,
    })
    await limit({ monthly_budget_usd: 0.000_502 })
    const body = { model, input: 'Hello' }
    expect(await refuse({ ...body, ...tooMuch })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post({ ...body, ...fitting })).status).toBe(200)
  })

  it.each([
    ['earlier turns', { previous_response_id: 'resp_0' }],
    ['a conversation', { conversation: 'conv_1' }],
    ['a stored prompt', { prompt: { id: 'pmpt_1' } }],
    ['what a tool of the provider finds', { tools: [{ type: 'web_search' }] }],
    [
      'an image behind an address',
      { input: [{ content: [{ type: 'input_image', image_url: 'https://x.example/a' }] }] },
    ],
    ['an uploaded file', { input: [{ content: [{ type: 'input_file', file_id: 'file-1' }] }] }],
  ])('under a budget reserves for %s', async (_, more) => {
    const { post, refuse, model, limit } = await createResponses(() => Response.json(response), {
      pricing_input: 1,
      pricing_output: 0,
      context_window: 40_000,
    })
    await limit({ monthly_budget_usd: 0.01 })
    const tools = [{ type: 'function', name: 'find', parameters: {} }]
    expect((await post({ model, input: 'Hello', tools, max_output_tokens: 9 })).status).toBe(200)
    expect(await refuse({ model, input: 'Hello', ...more })).toMatchObject({ status: 429, code: 'budget_reached' })
  })
})

describe('a streamed response', () => {
  it.each(['completed', 'incomplete', 'failed'])(
    'that ended as %s goes on as it came, and is booked',
    async (status) => {
      const text = toEventStream([
        { type: 'response.created', response: { ...response, status: 'in_progress', usage: null } },
        delta('output_text', 'Hi'),
        end(status),
      ])
      const { post, model, book, sent } = await createResponses(() => answerStream(text))
      const body = { model, input: 'Hello', stream: true }
      const answer = await post(body)
      expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
      expect(await answer.text()).toBe(text)
      expect(sent[0]!.json).toEqual({ ...body, model: 'the-model' })
      expect(await book(answer)).toMatchObject({ settlement_basis: 'provider', usage: { cost_usd: COST_USD } })
    },
  )

  it('that breaks off ends with an error, and whatever came in pieces is counted', async () => {
    const text = toEventStream([
      delta('output_text', 'four'),
      delta('reasoning_summary_text', 'four'),
      delta('function_call_arguments', '{"a"'),
      delta('refusal', 'four'),
      delta('audio', 'base64='),
      delta('shell_call_output_content', { stdout: 'a' }),
    ])
    const { post, model, book } = await createResponses(() => answerStream(text))
    const answer = await post({ model, input: 'Hello', stream: true })
    expect((await answer.text()).slice(text.length)).toMatch(/^\n\ndata: {"error":.*"code":"upstream_error"/)
    expect(await book(answer)).toMatchObject({ settlement_basis: 'aborted', usage: { output_tokens: 4 } })
  })

  it('that ends with an error of the provider has come to its end', async () => {
    const text = toEventStream([
      delta('output_text', 'four'),
      { type: 'error', code: 'server_error', message: 'Sorry' },
    ])
    const { post, model, book } = await createResponses(() => answerStream(text))
    const answer = await post({ model, input: 'Hello', stream: true })
    expect(await answer.text()).toBe(text)
    expect(await book(answer)).toMatchObject({ settlement_basis: 'counted', usage: { output_tokens: 1 } })
  })
})
