/** The AI SDK, with its packages for OpenAI and for whatever is like it. */
import { readFile } from 'node:fs/promises'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import {
  APICallError,
  embedMany,
  generateImage,
  generateSpeech,
  generateText,
  isStepCount,
  Output,
  streamText,
  tool,
  transcribe,
} from 'ai'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startSandbox, type Sandbox } from '../../scripts/sandbox.ts'
import { bodyOf, inTurn, json, recorded } from './support/answers.ts'
import { connect, dataOf, inviteAdmin, product, registerProvider } from './support/control-plane.ts'
import { arrange, caught, readSettled } from './support/openai.ts'

const superClient = connect()

const clientsOf = (apiKey: string) => {
  const baseURL = `${product.url}/v1`
  return {
    gatehouse: createOpenAICompatible({
      name: 'gatehouse',
      baseURL,
      apiKey,
      includeUsage: true,
      supportsStructuredOutputs: true,
    }),
    openai: createOpenAI({ baseURL, apiKey }),
  }
}

const weather = (seen: unknown[]) =>
  tool({
    description: 'The weather of a place',
    inputSchema: z.object({ location: z.string() }),
    execute: (input) => {
      seen.push(input)
      return 'sunny as never before'
    },
  })

describe.concurrent('the AI SDK before the sandbox', () => {
  let sandbox: Sandbox
  let slug: string

  beforeAll(async () => {
    const apiKey = 'sandbox-of-these-tests'
    sandbox = await startSandbox({ port: 0, apiKey })
    ;({ slug } = await registerProvider(superClient, sandbox.url, { shared_api_key: apiKey }, { model_id: 'chat' }))
    const models = [
      { model_id: 'embeddings', capabilities: ['embeddings' as const] },
      { model_id: 'image', capabilities: ['image' as const] },
      { model_id: 'speech', capabilities: ['audio' as const] },
      { model_id: 'transcribe', capabilities: ['speech_to_text' as const] },
    ]
    await dataOf(superClient.POST('/api/v1/ai/models/bulk', { body: { provider: slug, models } }))
  })

  afterAll(() => sandbox.close())

  /** An admin of their own, with what is counted for them. */
  async function invite() {
    const admin = await inviteAdmin(superClient)
    return { ...clientsOf(admin.apiKey), usage: () => readSettled(admin.id) }
  }

  it('generates text', async () => {
    const { gatehouse, usage } = await invite()
    const result = await generateText({ model: gatehouse(`${slug}/chat`), prompt: 'Hello out there' })
    expect(result.text).toContain('You said: Hello out there')
    expect(result.finishReason).toBe('stop')
    expect(await usage()).toMatchObject({
      requests: 1,
      input_tokens: result.usage.inputTokens,
      output_tokens: result.usage.outputTokens,
    })
  })

  it('streams text', async () => {
    const { gatehouse, usage } = await invite()
    const result = streamText({ model: gatehouse(`${slug}/chat`), prompt: 'Hello out there' })
    const pieces: string[] = []
    for await (const piece of result.textStream) pieces.push(piece)
    expect(pieces.length).toBeGreaterThan(3)
    expect(pieces.join('')).toContain('You said: Hello out there')
    const { inputTokens, outputTokens } = await result.usage
    expect(inputTokens).toBe(3)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: inputTokens, output_tokens: outputTokens })
  })

  it('streams the call of a tool and what follows on it', async () => {
    const { gatehouse, usage } = await invite()
    const seen: unknown[] = []
    const result = streamText({
      model: gatehouse(`${slug}/chat`),
      prompt: 'Use the tool weather',
      tools: { weather: weather(seen) },
      stopWhen: isStepCount(3),
    })
    expect(await result.text).toContain('The tool answered: sunny as never before')
    expect(await result.steps).toHaveLength(2)
    expect(seen).toEqual([{ location: expect.any(String) }])
    const { inputTokens, outputTokens } = await result.totalUsage
    expect(await usage()).toMatchObject({ requests: 2, input_tokens: inputTokens, output_tokens: outputTokens })
  })

  it('generates an object by a schema', async () => {
    const { gatehouse, usage } = await invite()
    const schema = z.object({ name: z.string(), days: z.array(z.number()).min(1), isPublic: z.boolean() })
    const result = await generateText({
      model: gatehouse(`${slug}/chat`),
      prompt: 'Invent a holiday',
      output: Output.object({ schema }),
    })
    expect(schema.parse(result.output)).toEqual(result.output)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: result.usage.inputTokens })
  })

  it('embeds many', async () => {
    const { gatehouse, usage } = await invite()
    const values = ['sunny day', 'rainy', 'sunny day']
    const result = await embedMany({ model: gatehouse.embeddingModel(`${slug}/embeddings`), values })
    expect(result.embeddings).toHaveLength(3)
    expect(result.embeddings[0]).toEqual(result.embeddings[2])
    expect(result.embeddings[0]).not.toEqual(result.embeddings[1])
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: result.usage.tokens })
  })

  it('generates images', async () => {
    const { gatehouse, usage } = await invite()
    const model = gatehouse.imageModel(`${slug}/image`)
    const { images } = await generateImage({ model, prompt: 'A lighthouse', n: 2 })
    expect(images.map(({ mediaType }) => mediaType)).toEqual(['image/png', 'image/png'])
    expect(await usage()).toMatchObject({ requests: 1, images: 2 })
  })

  it('generates speech', async () => {
    const { openai, usage } = await invite()
    const { audio } = await generateSpeech({ model: openai.speech(`${slug}/speech`), text: 'Grüße 🌍' })
    expect(Buffer.from(audio.uint8Array).subarray(0, 4).toString()).toBe('RIFF')
    expect(await usage()).toMatchObject({ requests: 1, characters: 7 })
  })

  it('transcribes', async () => {
    const { openai, usage } = await invite()
    const audio = await readFile('test/fixtures/audio/tone.wav')
    const { text } = await transcribe({ model: openai.transcription(`${slug}/transcribe`), audio })
    expect(text).toContain(`${audio.byteLength} bytes`)
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 1.5 })
  })
})

describe.concurrent('the AI SDK before a provider', () => {
  it('shows what a model thought', async () => {
    const { model, apiKey, usage } = await arrange(recorded('deepseek/deepseek-reasoning.chunks.txt'), {
      provider: { protocol: 'deepseek' },
    })
    const result = streamText({ model: clientsOf(apiKey).gatehouse(model), prompt: 'How many r in strawberry?' })
    expect(await result.text).toBe('The word "strawberry" contains three "r"s.')
    expect(await result.reasoningText).toMatch(/strawberry/)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 18, output_tokens: 219, reasoning_tokens: 205 })
  })

  it('gives Gemini the signatures of its thoughts back, step by step', async () => {
    const { model, apiKey, upstream, usage } = await arrange(
      inTurn(recorded('google/google-tool-call.chunks.txt'), recorded('google/google-text.chunks.txt')),
      { provider: { protocol: 'google' }, model: { model_id: 'gemini-3-pro-preview' } },
    )
    const seen: unknown[] = []
    const result = streamText({
      model: clientsOf(apiKey).gatehouse(model),
      prompt: 'The weather in San Francisco?',
      tools: { weather: weather(seen) },
      stopWhen: isStepCount(3),
    })
    expect(await result.text).toMatch(/^There are \*\*3\*\*/)
    expect(seen).toEqual([{ location: 'San Francisco' }])
    expect(bodyOf(upstream.seen[1]!)).toMatchObject({
      contents: [
        { role: 'user' },
        {
          role: 'model',
          parts: [{ functionCall: { name: 'weather' }, thoughtSignature: expect.stringMatching(/^EqUCCqICAb4/) }],
        },
        { role: 'user', parts: [{ functionResponse: { name: 'weather' } }] },
      ],
    })
    expect(await usage()).toMatchObject({ requests: 2, input_tokens: 29 + 9, output_tokens: 15 + 45 + 23 + 185 })
  })

  it('generates text by OpenAI’s responses', async () => {
    const { model, apiKey, upstream, usage } = await arrange(recorded('openai/openai-phase.1.json'))
    const { text } = await generateText({ model: clientsOf(apiKey).openai(model), prompt: 'The news' })
    expect(text).toContain('latest AI updates')
    expect(upstream.seen).toMatchObject([{ path: '/v1/responses' }])
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 7243, output_tokens: 423 })
  })

  it('is told why it was refused', async () => {
    const error = { message: 'Not this', type: 'invalid_request_error', param: 'prompt', code: 'bad' }
    const { model, apiKey, usage } = await arrange(json({ error }, { status: 400 }))
    const thrown = await caught(generateText({ model: clientsOf(apiKey).gatehouse(model), prompt: 'Hi' }))
    expect(APICallError.isInstance(thrown)).toBe(true)
    expect(thrown).toMatchObject({ statusCode: 400, message: 'Not this', isRetryable: false })
    expect(await usage()).toMatchObject({ requests: 0 })
  })

  it('sends a call that failed again by itself, and is charged once', async () => {
    const failure = json({ error: { message: 'Overloaded' } }, { status: 503, headers: { 'retry-after': '0' } })
    const { model, apiKey, upstream, usage } = await arrange(inTurn(failure, recorded('openai/openai-text.json')))
    const { text } = await generateText({ model: clientsOf(apiKey).gatehouse(model), prompt: 'Invent a holiday' })
    expect(text).toContain('Galaxy Day')
    expect(upstream.seen).toHaveLength(2)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 16, output_tokens: 363 })
  })
})
