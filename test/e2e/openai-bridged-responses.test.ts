/** The official client’s responses before a provider that speaks another protocol: it must not notice. */
import type { ResponseInput, ResponseStreamEvent, Tool } from 'openai/resources/responses/responses'
import { zodTextFormat } from 'openai/helpers/zod'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { events } from './support/answers.ts'
import { arrangeDialect, counted, figuresOf } from './support/dialect.ts'
import { caught } from './support/openai.ts'
import { recordedDialects } from './support/recorded-dialects.ts'

const input = 'Invent a holiday'

describe.concurrent.each(recordedDialects)('a provider that speaks $protocol', (dialect) => {
  const { modelId, text, call } = dialect

  it('answers', async () => {
    const { client, model, upstream, usage } = await arrangeDialect(dialect, text.whole)
    const response = await client.responses.create({ model, input })
    const { input_tokens, output_tokens } = text.whole
    expect(response).toMatchObject({
      id: expect.stringMatching(/^resp_/),
      object: 'response',
      status: 'completed',
      model: modelId,
      usage: { input_tokens, output_tokens, total_tokens: input_tokens + output_tokens },
    })
    expect(response.output_text.startsWith(text.begins)).toBe(true)
    expect(upstream.seen).toMatchObject([{ method: 'POST', path: dialect.paths[0] }])
    expect(await usage()).toMatchObject(figuresOf(text.whole))
  })

  it('streams', async () => {
    const { client, model, upstream, usage } = await arrangeDialect(dialect, text.streamed)
    const stream = client.responses.stream({ model, input })
    const heard: ResponseStreamEvent[] = []
    for await (const event of stream) heard.push(event)
    const words = heard.map((event) => (event.type === 'response.output_text.delta' ? event.delta : '')).join('')
    const final = await stream.finalResponse()
    expect(words.startsWith(text.beginsStreamed)).toBe(true)
    expect(final.output_text).toBe(words)
    expect(final.usage).toMatchObject({ output_tokens: text.streamed.output_tokens })
    expect(upstream.seen).toMatchObject([{ method: 'POST', path: dialect.paths[1] }])
    expect(await usage()).toMatchObject(figuresOf(text.streamed))
  })

  it.each([
    ['whole', false],
    ['streamed', true],
  ] as const)('runs a tool and goes on with its answer, %s', async (form, isStream) => {
    const steps = [call[form], text[form]]
    const { client, model, upstream, usage } = await arrangeDialect(dialect, ...steps)
    const parameters = { type: 'object', properties: { location: { type: 'string' } } }
    const tools: Tool[] = [{ type: 'function', name: call.name, parameters, strict: false }]
    const items: ResponseInput = [{ role: 'user', content: input }]
    const ask = () =>
      isStream
        ? client.responses.stream({ model, input: items, tools }).finalResponse()
        : client.responses.create({ model, input: items, tools })
    const { output } = await ask()
    const calls = output.flatMap((item) => (item.type === 'function_call' ? [item] : []))
    expect(calls.map(({ arguments: sent }) => JSON.parse(sent))).toEqual([call.sent])
    items.push(...(output as ResponseInput))
    for (const { call_id } of calls)
      items.push({ type: 'function_call_output', call_id, output: 'sunny as never before' })
    const response = await ask()
    expect(response.output_text.startsWith(isStream ? text.beginsStreamed : text.begins)).toBe(true)
    expect(upstream.seen[1]!.body).toContain('sunny as never before')
    expect(await usage()).toMatchObject(figuresOf(...steps))
  })

  it('answers by the schema that was asked for', async () => {
    const Weather = z.object({ location: z.string(), temperature: z.number() })
    const said = { location: 'San Francisco', temperature: 7 }
    const answer = dialect.says(JSON.stringify(said))
    const { client, model, upstream, usage } = await arrangeDialect(dialect, answer)
    const response = await client.responses.parse({ model, input, text: { format: zodTextFormat(Weather, 'weather') } })
    expect(response.output_parsed).toEqual(said)
    expect(upstream.seen[0]!.body).toContain('temperature')
    expect(await usage()).toMatchObject(figuresOf(answer))
  })

  it.each([
    ['whole', false],
    ['streamed', true],
  ] as const)('completes a text, %s', async (form, stream) => {
    const { client, model, usage } = await arrangeDialect(dialect, text[form])
    let said = ''
    if (stream) {
      for await (const { choices } of await client.completions.create({ model, prompt: input, stream })) {
        said += choices[0]?.text ?? ''
      }
    } else {
      said = (await client.completions.create({ model, prompt: input })).choices[0]!.text
    }
    expect(said.startsWith(stream ? text.beginsStreamed : text.begins)).toBe(true)
    expect(await usage()).toMatchObject(figuresOf(text[form]))
  })

  it('is not asked for what it cannot be told', async () => {
    const { client, model, upstream, usage } = await arrangeDialect(dialect)
    const asking = client.responses.create({ model, input, previous_response_id: 'resp_1' })
    await expect(asking).rejects.toMatchObject({ status: 400, param: 'previous_response_id' })
    expect(upstream.seen).toEqual([])
    expect(await usage()).toMatchObject({ requests: 0 })
  })
})

it('breaks with the provider’s stream, and is counted', async () => {
  const anthropic = recordedDialects.find(({ protocol }) => protocol === 'anthropic')!
  const message = { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], usage: counted }
  const answer = events([
    { type: 'message_start', message },
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'Once upon a time' } },
  ])
  const { client, model, usage } = await arrangeDialect(anthropic, { answer, ...counted })
  const heard: string[] = []
  const listening = (async () => {
    const stream = await client.responses.create({ model, input, stream: true })
    for await (const event of stream) heard.push(event.type)
  })()
  expect(await caught(listening)).toMatchObject({ code: 'upstream_error' })
  expect(heard.at(-1)).toBe('response.output_text.delta')
  expect(await usage()).toMatchObject({ requests: 1 })
})
