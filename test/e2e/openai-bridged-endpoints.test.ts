/** The official client’s other endpoints before providers that speak another protocol. */
import { readFile } from 'node:fs/promises'
import { toFile } from 'openai'
import { describe, expect, it } from 'vitest'
import { bodyOf, json, recorded } from './support/answers.ts'
import { arrange } from './support/openai.ts'
import type { Answer } from './support/upstream.ts'

describe.concurrent('embeddings', () => {
  const vectors = [
    [0.5, -0.25, 3],
    [1, 0, -1.5],
  ]
  const ofMistral = {
    id: 'embd-1',
    object: 'list',
    model: 'the-model',
    data: vectors.map((embedding, index) => ({ object: 'embedding', index, embedding })),
    usage: { prompt_tokens: 12, total_tokens: 12 },
  }
  const ofGoogle = { embeddings: vectors.map((values) => ({ values })) }
  const ofCohere = { embeddings: { float: vectors }, meta: { billed_units: { input_tokens: 12 } } }

  it.each([
    ['mistral', ofMistral, '/v1/embeddings', 12],
    ['cohere', ofCohere, '/v1/embed', 12],
    // Which says no usage, so that it is counted.
    ['google', ofGoogle, '/v1/models/the-model:batchEmbedContents', expect.toSatisfy((count: number) => count > 0)],
  ] as const)('by %s are its vectors', async (protocol, answer, path, tokens) => {
    const { client, model, upstream, usage } = await arrange(json(answer), {
      provider: { protocol },
      model: { model_id: 'the-model', capabilities: ['embeddings'] },
    })
    const { data } = await client.embeddings.create({ model, input: ['sunny', 'rainy'] })
    expect(data.map(({ embedding }) => [...embedding])).toEqual(vectors)
    expect(upstream.seen).toMatchObject([{ method: 'POST', path }])
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: tokens, output_tokens: 0 })
  })
})

describe.concurrent('speech', () => {
  it('by elevenlabs is its audio', async () => {
    const audio = await readFile('test/fixtures/audio/tone.mp3')
    const { client, model, upstream, usage } = await arrange(
      (response) => void response.writeHead(200, { 'content-type': 'audio/mpeg' }).end(audio),
      { provider: { protocol: 'elevenlabs' }, model: { model_id: 'eleven_v3', capabilities: ['audio'] } },
    )
    const response = await client.audio.speech.create({ model, input: 'Grüße 🌍', voice: 'a-voice', speed: 1.1 })
    expect(response.headers.get('content-type')).toBe('audio/mpeg')
    expect(Buffer.from(await response.arrayBuffer())).toEqual(audio)
    expect(upstream.seen).toMatchObject([
      { path: expect.stringMatching(/^\/v1\/text-to-speech\/a-voice/), headers: { 'xi-api-key': expect.any(String) } },
    ])
    expect(bodyOf(upstream.seen[0]!)).toMatchObject({ text: 'Grüße 🌍', model_id: 'eleven_v3' })
    expect(await usage()).toMatchObject({ requests: 1, characters: 7 })
  })
})

describe.concurrent('what was spoken', () => {
  const arrangeAudio = async (protocol: 'groq' | 'mistral', answer: Answer) => {
    const arranged = await arrange(answer, {
      provider: { protocol },
      model: { model_id: 'the-model', capabilities: ['speech_to_text'] },
    })
    const file = await toFile(await readFile('test/fixtures/audio/tone.wav'), 'tone.wav', { type: 'audio/wav' })
    return { ...arranged, file, transcriptions: arranged.client.audio.transcriptions }
  }

  it('is told by mistral, with the time of each segment', async () => {
    const { transcriptions, model, file, upstream, usage } = await arrangeAudio(
      'mistral',
      recorded('mistral/mistral-transcription.json'),
    )
    const transcript = await transcriptions.create({ model, file, response_format: 'verbose_json' })
    expect(transcript.text).toMatch(/^Galileo was an American robotic space program/)
    expect(transcript.segments?.[0]).toMatchObject({ id: 0, start: 0.1, end: 8.2 })
    expect(upstream.seen).toMatchObject([{ path: '/v1/audio/transcriptions' }])
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 36 })
  })

  it('is told by mistral as subtitles', async () => {
    const { transcriptions, model, file } = await arrangeAudio(
      'mistral',
      recorded('mistral/mistral-transcription.json'),
    )
    expect(await transcriptions.create({ model, file, response_format: 'srt' })).toMatch(
      /^1\n00:00:00,100 --> 00:00:08,200\nGalileo was/,
    )
  })

  it('is told by groq', async () => {
    const { transcriptions, model, file, upstream, usage } = await arrangeAudio(
      'groq',
      json({ text: ' Hello from the Versal AISDK.', duration: 2.5, x_groq: { id: 'req_1' } }),
    )
    expect((await transcriptions.create({ model, file })).text.trim()).toBe('Hello from the Versal AISDK.')
    expect(upstream.seen).toMatchObject([{ path: '/v1/audio/transcriptions' }])
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 2.5 })
  })
})
