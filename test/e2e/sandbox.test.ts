import OpenAI, { APIError, AuthenticationError, NotFoundError, toFile } from 'openai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startSandbox } from '../../scripts/sandbox.ts'
import type { Sandbox } from '../../scripts/sandbox.ts'
import { product } from './support/control-plane.ts'

const apiKey = 'sandbox-test-key'
let sandbox: Sandbox
let client: OpenAI

beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, apiKey })
  client = new OpenAI({ baseURL: sandbox.url, apiKey, maxRetries: 0 })
})

afterAll(() => sandbox.close())

const hello = [{ role: 'user' as const, content: 'Hello, how are you?' }]
const weatherTool = {
  type: 'function' as const,
  function: {
    name: 'get_weather',
    parameters: { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer' } } },
  },
}

describe('sandbox upstream', () => {
  it('labels every answer as development only, errors too', async () => {
    const answers = await Promise.all([
      fetch(`${sandbox.url}/models`),
      fetch(`${sandbox.url}/models`, { headers: { authorization: `Bearer ${apiKey}` } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([401, 200])
    for (const { headers } of answers) expect(headers.get('x-gatehouse-sandbox')).toBe('development only')
  })

  it('refuses another key and an unknown model with the errors of the official client', async () => {
    const stranger = new OpenAI({ baseURL: sandbox.url, apiKey: 'another', maxRetries: 0 })
    await expect(stranger.models.list()).rejects.toBeInstanceOf(AuthenticationError)
    const unknown = client.chat.completions.create({ model: 'gpt-5', messages: hello })
    await expect(unknown).rejects.toBeInstanceOf(NotFoundError)
    await expect(unknown).rejects.toMatchObject({ code: 'model_not_found', param: 'model' })
    await expect(client.post('/nowhere')).rejects.toMatchObject({ status: 404, code: 'unknown_url' })
  })

  it('lists its models', async () => {
    const { data } = await client.models.list()
    expect(data.map(({ id }) => id)).toEqual(['chat', 'embeddings', 'image', 'speech', 'transcribe'])
    expect(await client.models.retrieve('chat')).toMatchObject({ id: 'chat', object: 'model' })
  })

  it('repeats what the user said and counts words as tokens', async () => {
    const completion = await client.chat.completions.create({ model: 'chat', messages: hello })
    const content = completion.choices[0]?.message.content ?? ''
    expect(content).toMatch(/^You said: Hello, how are you\?\n\n.*development only/)
    expect(completion.choices[0]?.finish_reason).toBe('stop')
    const spoken = content.split(/\s+/).length
    expect(completion.usage).toEqual({ prompt_tokens: 4, completion_tokens: spoken, total_tokens: 4 + spoken })
  })

  it('stops at max_tokens', async () => {
    const completion = await client.chat.completions.create({ model: 'chat', messages: hello, max_tokens: 3 })
    expect(completion.choices[0]).toMatchObject({ finish_reason: 'length', message: { content: 'You said: Hello,' } })
    expect(completion.usage?.completion_tokens).toBe(3)
  })

  it('streams the same text, with usage last and only when asked', async () => {
    const ask = { model: 'chat', messages: hello, stream: true as const }
    const plain = await collect(await client.chat.completions.create(ask))
    expect(plain.every((chunk) => chunk.choices.length === 1 && chunk.usage === undefined)).toBe(true)
    expect(plain.map((chunk) => chunk.choices[0]?.delta.content ?? '').join('')).toMatch(/^You said: Hello, how are/)
    expect(plain.at(-1)?.choices[0]?.finish_reason).toBe('stop')

    const withUsage = { ...ask, stream_options: { include_usage: true } }
    const counted = await collect(await client.chat.completions.create(withUsage))
    expect(counted).toHaveLength(plain.length + 1)
    expect(counted.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 4 } })
    expect(counted.slice(0, -1).every((chunk) => chunk.usage === null)).toBe(true)
  })

  it('ends a stream with [DONE]', async () => {
    const response = await client.chat.completions
      .create({ model: 'chat', messages: hello, stream: true, max_tokens: 1 })
      .asResponse()
    expect(response.headers.get('content-type')).toBe('text/event-stream')
    expect(await response.text()).toMatch(/}\n\ndata: \[DONE\]\n\n$/)
  })

  it('calls a tool when one is required, named or spoken of, and not again after its answer', async () => {
    const ask = { model: 'chat', messages: hello, tools: [weatherTool] }
    const silent = await client.chat.completions.create(ask)
    expect(silent.choices[0]?.message.tool_calls).toBeUndefined()

    const required = await client.chat.completions.create({ ...ask, tool_choice: 'required' })
    const message = required.choices[0]!.message
    expect(required.choices[0]?.finish_reason).toBe('tool_calls')
    const call = message.tool_calls?.[0]
    if (call?.type !== 'function') throw new Error('no tool call')
    expect(call.function.name).toBe('get_weather')
    expect(JSON.parse(call.function.arguments)).toEqual({ city: 'sandbox', days: 1 })

    const answered = [...hello, message, { role: 'tool' as const, tool_call_id: call.id, content: 'rain' }]
    const last = await client.chat.completions.create({ ...ask, messages: answered, tool_choice: 'required' })
    expect(last.choices[0]?.message.content).toMatch(/^The tool answered: rain/)
  })

  it('streams a tool call in pieces that join to JSON', async () => {
    const messages = [{ role: 'user' as const, content: 'Ask get_weather' }]
    const stream = client.chat.completions.stream({ model: 'chat', messages, tools: [weatherTool] })
    const { message, finish_reason: finishReason } = (await stream.finalChatCompletion()).choices[0]!
    expect(finishReason).toBe('tool_calls')
    expect(message.tool_calls?.[0]).toMatchObject({ function: { arguments: '{"city":"sandbox","days":1}' } })
  })

  it('answers JSON when asked for it', async () => {
    const formats = [
      { type: 'json_object' as const },
      {
        type: 'json_schema' as const,
        json_schema: { name: 'mood', schema: { type: 'object', properties: { mood: { enum: ['fine', 'tired'] } } } },
      },
    ]
    const [object, fitted] = await Promise.all(
      formats.map(async (format) => {
        const ask = { model: 'chat', messages: hello, response_format: format }
        const completion = await client.chat.completions.create(ask)
        return JSON.parse(completion.choices[0]?.message.content ?? '') as unknown
      }),
    )
    expect(object).toMatchObject({ you_said: 'Hello, how are you?' })
    expect(fitted).toEqual({ mood: 'fine' })
  })

  it('embeds as numbers and as base64, the same', async () => {
    const ask = { model: 'embeddings', input: ['one two', 'three'], dimensions: 8 }
    const decoded = await client.embeddings.create(ask)
    const plain = await client.embeddings.create({ ...ask, encoding_format: 'float' })
    expect(decoded.data[0]?.embedding).toHaveLength(8)
    expect(decoded.data).toEqual(plain.data)
    expect(decoded.data[0]?.embedding).not.toEqual(decoded.data[1]?.embedding)
    expect(decoded.usage).toEqual({ prompt_tokens: 3, total_tokens: 3 })
  })

  it('draws a PNG', async () => {
    const { data } = await client.images.generate({ model: 'image', prompt: 'a gate', n: 2 })
    const images = data?.map(({ b64_json: base64 }) => Buffer.from(base64 ?? '', 'base64')) ?? []
    expect(images).toHaveLength(2)
    for (const image of images) expect(image.subarray(0, 8).toString('latin1')).toBe('\x89PNG\r\n\x1a\n')
  })

  it('speaks WAV and says so, and writes down what it is given', async () => {
    const speech = await client.audio.speech.create({ model: 'speech', voice: 'alloy', input: 'Hi' })
    expect(speech.headers.get('content-type')).toBe('audio/wav')
    const audio = Buffer.from(await speech.arrayBuffer())
    expect(audio.subarray(0, 4).toString('latin1')).toBe('RIFF')
    expect(audio.readUInt32LE(4)).toBe(audio.length - 8)

    const ask = { model: 'transcribe', file: await toFile(audio, 'hi.wav') }
    const expected = `Sandbox transcription of hi.wav, ${audio.length} bytes.`
    expect((await client.audio.transcriptions.create(ask)).text).toBe(expected)
    const text = await client.audio.transcriptions.create({ ...ask, response_format: 'text' })
    expect(String(text).trim()).toBe(expected)
  })

  it('refuses what it cannot read with a 400 that names the parameter', async () => {
    const empty = client.chat.completions.create({ model: 'chat', messages: [] })
    await expect(empty).rejects.toBeInstanceOf(APIError)
    await expect(empty).rejects.toMatchObject({ status: 400, param: 'messages' })
  })
})

describe('behind the simple endpoints', () => {
  const post = (path: string, body: object | FormData) =>
    fetch(`${product.url}/api/v1/ai/${path}/`, {
      method: 'POST',
      headers: { authorization: `Bearer ${product.apiKey}` },
      body: body instanceof FormData ? body : new Blob([JSON.stringify(body)], { type: 'application/json' }),
    })
  const ask = async (path: string, body: object, model = 'chat') => {
    const response = await post(path, body instanceof FormData ? body : { ...body, provider: 'sandbox', model })
    return [response.status, await response.json()]
  }

  it('an article comes at once, and says what it is', async () => {
    expect(await ask('content', { topic: 'چای', language: 'Persian' })).toEqual([
      200,
      expect.objectContaining({
        title: 'sandbox',
        meta_description: expect.stringContaining('development only'),
        content: expect.stringContaining('development only'),
        headings: [
          { level: 2, text: 'Sandbox' },
          { level: 2, text: 'End' },
        ],
        direction: 'rtl',
        word_count_within_tolerance: false,
        repaired: false,
      }),
    ])
  })

  it('code comes at once, and says what it is', async () => {
    expect(await ask('code', { instruction: 'Nothing' })).toEqual([
      200,
      expect.objectContaining({
        code: 'sandbox',
        language: 'text',
        explanation: expect.stringContaining('development only'),
        repaired: false,
      }),
    ])
  })

  it('images come with their type', async () => {
    const image = { url: null, b64_json: expect.any(String), media_type: 'image/png', revised_prompt: null }
    expect(await ask('images', { prompt: 'a gate', n: 2 }, 'image')).toEqual([
      200,
      expect.objectContaining({ images: [image, image], usage: null, model: 'image' }),
    ])
  })

  it('audio comes as it is, and is written down', async () => {
    const speech = await post('audio', { text: 'Hi', model: 'sandbox/speech' })
    expect([speech.status, speech.headers.get('content-type')]).toEqual([200, 'audio/wav'])
    const audio = Buffer.from(await speech.arrayBuffer())
    expect(audio.readUInt32LE(4)).toBe(audio.length - 8)

    const form = new FormData()
    form.append('file', new File([audio], 'hi.wav', { type: 'audio/wav' }))
    form.append('model', 'sandbox/transcribe')
    const text = `Sandbox transcription of hi.wav, ${audio.length} bytes.`
    const transcript = expect.objectContaining({ text, segments: null, model: 'transcribe' })
    expect(await ask('transcriptions', form)).toEqual([200, transcript])
  })

  it('each text has its vector', async () => {
    expect(await ask('embeddings', { input: ['one two', 'three'], dimensions: 8 }, 'embeddings')).toEqual([
      200,
      expect.objectContaining({
        embeddings: [expect.any(Array), expect.any(Array)],
        dimensions: 8,
        usage: { input_tokens: 3, output_tokens: 0, total_tokens: 3 },
        model: 'embeddings',
      }),
    ])
  })
})

async function collect<Item>(items: AsyncIterable<Item>): Promise<Item[]> {
  const collected: Item[] = []
  for await (const item of items) collected.push(item)
  return collected
}
