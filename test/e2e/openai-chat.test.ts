/** Chat, completions and responses by the official client, from answers that real providers gave. */
import type OpenAI from 'openai'
import { zodResponseFormat, zodTextFormat } from 'openai/helpers/zod'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { bodyOf, events, inTurn, json, recorded } from './support/answers.ts'
import { arrange, runTool, TOOL_ANSWER } from './support/openai.ts'

const messages = [{ role: 'user' as const, content: 'Invent a holiday' }]
const Weather = z.object({ location: z.string(), condition: z.string(), temperature: z.number() })
const inSanFrancisco = { location: 'San Francisco', condition: 'cloudy', temperature: 7 }

async function listOf<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const each of stream) list.push(each)
  return list
}

const wordsOf = (chunks: OpenAI.ChatCompletionChunk[]) =>
  chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')

describe.concurrent('chat', () => {
  it('is what the provider answered, under the provider’s own name of the model', async () => {
    const { client, model, upstream, key, usage } = await arrange(recorded('openai/openai-text.json'))
    const completion = await client.chat.completions.create({ model, messages, temperature: 0.5, user: 'someone' })
    expect(completion.choices[0]?.message.content).toMatch(/^\*\*Holiday Name:\*\* Galaxy Day/)
    expect(completion).toMatchObject({ model: 'gpt-4.1-nano-2025-04-14', usage: { total_tokens: 379 } })
    expect(upstream.seen).toMatchObject([
      { method: 'POST', path: '/v1/chat/completions', headers: { authorization: `Bearer ${key}` } },
    ])
    expect(bodyOf(upstream.seen[0]!)).toEqual({ model: 'chat-1', messages, temperature: 0.5, user: 'someone' })
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 16, output_tokens: 363 })
  })

  it.each([
    ['with', { stream_options: { include_usage: true } }, [316]],
    ['without', {}, []],
  ])('streams %s usage, which is counted either way', async (_, options, shown) => {
    const { client, model, usage } = await arrange(recorded('openai/openai-text.chunks.txt'))
    const stream = await client.chat.completions.create({ model, messages, stream: true, ...options })
    const chunks = await listOf(stream)
    expect(wordsOf(chunks)).toMatch(/^\*\*Holiday Name:\*\* Harmony Day/)
    expect(chunks.flatMap((chunk) => (chunk.usage ? [chunk.usage.total_tokens] : []))).toEqual(shown)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 16, output_tokens: 300 })
  })

  it.each([
    ['whole', false, 'json', { requests: 2, input_tokens: 339 + 16, output_tokens: 92 + 363, reasoning_tokens: 48 }],
    ['streamed', true, 'chunks.txt', { requests: 2, input_tokens: 355, output_tokens: 83 + 300, reasoning_tokens: 39 }],
  ] as const)('runs a tool and goes on with its answer, %s', async (_, stream, ending, figures) => {
    const { client, model, upstream, usage } = await arrange(
      inTurn(recorded(`deepseek/deepseek-tool-call.${ending}`), recorded(`openai/openai-text.${ending}`)),
    )
    const { asked, content } = await runTool(client, { model, name: 'weather', stream })
    expect(content).toMatch(/^\*\*Holiday Name/)
    expect(asked).toEqual([{ location: 'San Francisco' }])
    expect(bodyOf(upstream.seen[1]!)).toMatchObject({
      messages: [
        { role: 'user' },
        { role: 'assistant', tool_calls: [{ function: { name: 'weather' } }] },
        { role: 'tool', content: TOOL_ANSWER },
      ],
    })
    expect(await usage()).toMatchObject(figures)
  })

  it('is parsed by the schema that was asked for', async () => {
    const { client, model, upstream, usage } = await arrange(recorded('deepseek/deepseek-json.json'))
    const response_format = zodResponseFormat(Weather, 'weather')
    const completion = await client.chat.completions.parse({ model, messages, response_format })
    expect(completion.choices[0]?.message.parsed).toEqual(inSanFrancisco)
    expect(bodyOf(upstream.seen[0]!)['response_format']).toEqual(JSON.parse(JSON.stringify(response_format)))
    expect(await usage()).toMatchObject({
      requests: 1,
      input_tokens: 495,
      cached_input_tokens: 320,
      output_tokens: 144,
    })
  })
})

describe.concurrent('a completion', () => {
  it('is what the provider answered', async () => {
    const { client, model, upstream, usage } = await arrange(recorded('openai/openai-completion-text.json'))
    const completion = await client.completions.create({ model, prompt: 'A new holiday', max_tokens: 16 })
    expect(completion.choices[0]).toMatchObject({
      text: expect.stringContaining('Gratitude Day'),
      finish_reason: 'length',
    })
    expect(upstream.seen[0]!.path).toBe('/v1/completions')
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 14, output_tokens: 16 })
  })

  it('streams, with the usage only for those who ask', async () => {
    const { client, model, usage } = await arrange(recorded('openai/openai-completion-text.chunks.txt'))
    const chunks = await listOf(await client.completions.create({ model, prompt: 'A new holiday', stream: true }))
    expect(chunks.map(({ choices }) => choices[0]!.text).join('')).toMatch(/^The holiday is called "Gr/)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 14, output_tokens: 16 })
  })
})

describe.concurrent('a response', () => {
  it('is what the provider answered', async () => {
    const { client, model, upstream, usage } = await arrange(recorded('openai/openai-phase.1.json'))
    const response = await client.responses.create({ model, input: 'The news', instructions: 'Be brief' })
    expect(response.output_text).toContain('latest AI updates')
    expect(upstream.seen[0]!.path).toBe('/v1/responses')
    expect(bodyOf(upstream.seen[0]!)).toEqual({ model: 'chat-1', input: 'The news', instructions: 'Be brief' })
    expect(await usage()).toMatchObject({
      requests: 1,
      input_tokens: 7243,
      cached_input_tokens: 3072,
      output_tokens: 423,
      reasoning_tokens: 58,
    })
  })

  it('streams its events', async () => {
    const { client, model, usage } = await arrange(recorded('openai/openai-phase.1.chunks.txt'))
    const seen = await listOf(await client.responses.create({ model, input: 'The news', stream: true }))
    expect(seen.at(0)).toMatchObject({ type: 'response.created' })
    expect(seen.at(-1)).toMatchObject({ type: 'response.completed', response: { usage: { total_tokens: 7575 } } })
    expect(seen).toHaveLength(17)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 7112, output_tokens: 463 })
  })

  it('is parsed by the schema that was asked for, also streamed', async () => {
    const content = [{ type: 'output_text', text: JSON.stringify(inSanFrancisco), annotations: [] }]
    const output = [{ type: 'message', id: 'msg_1', role: 'assistant', status: 'completed', content }]
    const used = { input_tokens: 7, output_tokens: 5, total_tokens: 12 }
    const done = { id: 'resp_1', object: 'response', status: 'completed', output, usage: used }
    const { client, model, usage } = await arrange(
      inTurn(
        json(done),
        events([
          { type: 'response.created', response: { ...done, status: 'in_progress', output: [] } },
          { type: 'response.completed', response: done },
        ]),
      ),
    )
    const request = { model, input: 'The weather', text: { format: zodTextFormat(Weather, 'weather') } }
    expect((await client.responses.parse(request)).output_parsed).toEqual(inSanFrancisco)
    expect((await client.responses.stream(request).finalResponse()).output_parsed).toEqual(inSanFrancisco)
    expect(await usage()).toMatchObject({ requests: 2, input_tokens: 14, output_tokens: 10 })
  })
})
