/** The official client before providers that speak another protocol: it must not notice. */
import type OpenAI from 'openai'
import { zodResponseFormat } from 'openai/helpers/zod'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { arrangeDialect, figuresOf } from './support/dialect.ts'
import { dialects } from './support/dialects.ts'
import { runTool, TOOL_ANSWER } from './support/openai.ts'

const messages = [{ role: 'user' as const, content: 'Invent a holiday' }]
/** A pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

describe.concurrent.each(dialects)('a provider that speaks $protocol', (dialect) => {
  const { modelId, text, call } = dialect

  it('answers', async () => {
    const { client, model, upstream, usage } = await arrangeDialect(dialect, text.whole)
    const completion = await client.chat.completions.create({ model, messages })
    const { input_tokens, output_tokens } = text.whole
    expect(completion).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      object: 'chat.completion',
      model: modelId,
      choices: [{ index: 0, message: { role: 'assistant', refusal: null }, logprobs: null }],
      usage: {
        prompt_tokens: input_tokens,
        completion_tokens: output_tokens,
        total_tokens: input_tokens + output_tokens,
      },
    })
    expect(completion.choices[0]?.message.content?.startsWith(text.begins)).toBe(true)
    expect(upstream.seen).toMatchObject([{ method: 'POST', path: dialect.paths[0] }])
    expect(upstream.seen[0]!.headers).toHaveProperty(dialect.keyHeader)
    expect(await usage()).toMatchObject(figuresOf(text.whole))
  })

  it.each([[{}], [{ stream_options: { include_usage: true } }]])('streams: %o', async (options) => {
    const { client, model, upstream, usage } = await arrangeDialect(dialect, text.streamed)
    const stream = await client.chat.completions.create({ model, messages, stream: true, ...options })
    const chunks: OpenAI.ChatCompletionChunk[] = []
    for await (const chunk of stream) chunks.push(chunk)
    const words = chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')
    expect(words.startsWith(text.beginsStreamed)).toBe(true)
    expect(new Set(chunks.map(({ id, object, model }) => `${id} ${object} ${model}`)).size).toBe(1)
    expect(chunks[0]).toMatchObject({
      id: expect.stringMatching(/^chatcmpl-/),
      choices: [{ delta: { role: 'assistant' } }],
    })
    expect(chunks.flatMap((chunk) => (chunk.usage ? [chunk.usage.completion_tokens] : []))).toEqual(
      'stream_options' in options ? [text.streamed.output_tokens] : [],
    )
    expect(upstream.seen).toMatchObject([{ method: 'POST', path: dialect.paths[1] }])
    expect(await usage()).toMatchObject(figuresOf(text.streamed))
  })

  it.each([
    ['whole', false],
    ['streamed', true],
  ] as const)('runs a tool and goes on with its answer, %s', async (form, stream) => {
    const steps = [call[form], text[form]]
    const { client, model, upstream, usage } = await arrangeDialect(dialect, ...steps)
    const { asked, content } = await runTool(client, { model, name: call.name, stream })
    expect(content?.startsWith(stream ? text.beginsStreamed : text.begins)).toBe(true)
    expect(asked).toEqual([call.sent])
    expect(upstream.seen).toHaveLength(2)
    expect(upstream.seen[1]!.body).toContain(TOOL_ANSWER)
    expect(await usage()).toMatchObject(figuresOf(...steps))
  })

  it('answers by the schema that was asked for', async () => {
    const Weather = z.object({ location: z.string(), temperature: z.number() })
    const said = { location: 'San Francisco', temperature: 7 }
    const answer = dialect.says(JSON.stringify(said))
    const { client, model, upstream, usage } = await arrangeDialect(dialect, answer)
    const response_format = zodResponseFormat(Weather, 'weather')
    const completion = await client.chat.completions.parse({ model, messages, response_format })
    expect(completion.choices[0]?.message.parsed).toEqual(said)
    expect(upstream.seen[0]!.body).toContain('temperature')
    expect(await usage()).toMatchObject(figuresOf(answer))
  })

  it('is shown an image', async () => {
    const answer = dialect.says('A pixel.')
    const { client, model, upstream, usage } = await arrangeDialect(dialect, answer)
    const content = [
      { type: 'text' as const, text: 'What is this?' },
      { type: 'image_url' as const, image_url: { url: `data:image/png;base64,${png}` } },
    ]
    const completion = await client.chat.completions.create({ model, messages: [{ role: 'user', content }] })
    expect(completion.choices[0]?.message.content).toBe('A pixel.')
    expect(upstream.seen[0]!.body).toContain(png)
    expect(await usage()).toMatchObject(figuresOf(answer))
  })
})
