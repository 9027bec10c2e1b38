/** Every endpoint but chat by the official client: what the provider gets, what the client makes of its answer, what is counted. */
import { readFile } from 'node:fs/promises'
import OpenAI, { toFile } from 'openai'
import { describe, expect, it } from 'vitest'
import { bodyOf, events, formOf, inTurn, json, recorded, text } from './support/answers.ts'
import { arrange } from './support/openai.ts'
import type { Answer } from './support/upstream.ts'

const bytesOf = async (part: File | string | null) => Buffer.from(await (part as File).arrayBuffer())

describe.concurrent('models', () => {
  it('are those that the caller may use', async () => {
    const { client, model, slug } = await arrange(json({}))
    const ids: string[] = []
    for await (const { id } of client.models.list()) ids.push(id)
    expect(ids).toContain(model)
    expect(ids).not.toContain('sandbox/chat')
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: 'model', owned_by: slug })
    await expect(client.models.retrieve('sandbox/chat')).rejects.toBeInstanceOf(OpenAI.NotFoundError)
  })
})

describe.concurrent('embeddings', () => {
  const model = { capabilities: ['embeddings' as const] }
  const vectors = [
    [0.5, -0.25, 3],
    [1, 0, -1.5],
  ]
  const answerWith = (encode: (vector: number[]) => unknown) =>
    json({
      object: 'list',
      model: 'chat-1',
      data: vectors.map((vector, index) => ({ object: 'embedding', index, embedding: encode(vector) })),
      usage: { prompt_tokens: 12, total_tokens: 12 },
    })
  const toBase64 = (vector: number[]) => Buffer.from(new Float32Array(vector).buffer).toString('base64')

  it.each([
    ['as base64, which the client asks for unasked', toBase64, {}, { encoding_format: 'base64' }],
    ['as floats, from a provider that has no base64', (vector: number[]) => vector, {}, { encoding_format: 'base64' }],
    ['as floats, as asked', (vector: number[]) => vector, { encoding_format: 'float' as const }, {}],
  ])('come %s', async (_, encode, asked, sent) => {
    const arranged = await arrange(answerWith(encode), { model })
    const input = ['sunny', 'rainy']
    const answer = await arranged.client.embeddings.create({ model: arranged.model, input, ...asked })
    expect(answer.data.map(({ embedding }) => [...embedding])).toEqual(vectors)
    expect(arranged.upstream.seen).toMatchObject([{ path: '/v1/embeddings' }])
    expect(bodyOf(arranged.upstream.seen[0]!)).toEqual({ model: 'chat-1', input, ...asked, ...sent })
    expect(await arranged.usage()).toMatchObject({ requests: 1, input_tokens: 12, output_tokens: 0 })
  })
})

describe.concurrent('images', () => {
  const arrangeImages = (answer: Answer) => arrange(answer, { model: { capabilities: ['image'] } })

  it('are made', async () => {
    const { client, model, upstream, usage } = await arrangeImages(recorded('openai/openai-image.json'))
    const { data } = await client.images.generate({ model, prompt: 'A baby sea otter', n: 2, size: '1024x1024' })
    expect(data).toMatchObject([
      { b64_json: expect.stringMatching(/^iVBORw0KGgo/), revised_prompt: expect.stringContaining('otter') },
      { b64_json: expect.stringMatching(/^iVBORw0KGgo/) },
    ])
    expect(upstream.seen).toMatchObject([{ path: '/v1/images/generations' }])
    expect(bodyOf(upstream.seen[0]!)).toMatchObject({ model: 'chat-1', prompt: 'A baby sea otter', n: 2 })
    expect(await usage()).toMatchObject({ requests: 1, images: 2 })
  })

  it('are edited: several of them, and a mask', async () => {
    const { client, model, upstream, usage } = await arrangeImages(recorded('openai/openai-image-edit.json'))
    const files = [Buffer.from([0x89, 0x50, 0xff, 0x00]), Buffer.from([0x89, 0x50, 0xfe]), Buffer.from([0x89])]
    const [first, second, mask] = await Promise.all(
      files.map((bytes, index) => toFile(bytes, `${index}.png`, { type: 'image/png' })),
    )
    const request = { model, prompt: 'Add a flamingo', image: [first!, second!], mask: mask!, n: 1 }
    const { data } = await client.images.edit(request)
    expect(data).toHaveLength(1)
    expect(upstream.seen).toMatchObject([{ path: '/v1/images/edits' }])
    const form = await formOf(upstream.seen[0]!)
    expect([form.get('model'), form.get('prompt'), form.get('n')]).toEqual(['chat-1', 'Add a flamingo', '1'])
    const sent = await Promise.all([...form.getAll('image[]'), form.get('mask')].map(bytesOf))
    expect(sent).toEqual(files)
    expect(await usage()).toMatchObject({ requests: 1, images: 1 })
  })
})

describe.concurrent('speech', () => {
  it('comes byte for byte, and begins before the provider has ended', async () => {
    const [start, end] = [Buffer.from([0xff, 0xf3, 0x00, 0x01]), Buffer.from([0x80, 0xfe, 0x0a])]
    const heard = Promise.withResolvers<void>()
    const { client, model, upstream, usage } = await arrange(
      async (response) => {
        response.writeHead(200, { 'content-type': 'audio/mpeg' }).write(start)
        // The rest is written only when the caller has the beginning.
        await heard.promise
        response.end(end)
      },
      { model: { capabilities: ['audio'] } },
    )
    const response = await client.audio.speech.create({ model, input: 'Grüße 🌍', voice: 'ash' })
    expect(response.headers.get('content-type')).toBe('audio/mpeg')
    const received: Uint8Array[] = []
    for await (const piece of response.body!) {
      received.push(piece)
      heard.resolve()
    }
    expect(Buffer.concat(received)).toEqual(Buffer.concat([start, end]))
    expect(upstream.seen).toMatchObject([{ path: '/v1/audio/speech' }])
    expect(bodyOf(upstream.seen[0]!)).toEqual({ model: 'chat-1', input: 'Grüße 🌍', voice: 'ash' })
    expect(await usage()).toMatchObject({ requests: 1, characters: 7 })
  })
})

describe.concurrent('what was spoken', () => {
  const arrangeAudio = async (answer: Answer) => {
    const arranged = await arrange(answer, { model: { capabilities: ['speech_to_text'] } })
    const audio = await readFile('test/fixtures/audio/tone.wav')
    const file = await toFile(audio, 'tone.wav', { type: 'audio/wav' })
    return { ...arranged, audio, file, transcriptions: arranged.client.audio.transcriptions }
  }

  it('is text, and counted as long as the file plays where the provider says nothing', async () => {
    const { transcriptions, model, file, audio, upstream, usage } = await arrangeAudio(json({ text: 'A tone.' }))
    expect(await transcriptions.create({ model, file, language: 'en' })).toEqual({ text: 'A tone.' })
    expect(upstream.seen).toMatchObject([{ path: '/v1/audio/transcriptions' }])
    const form = await formOf(upstream.seen[0]!)
    expect([form.get('model'), form.get('language')]).toEqual(['chat-1', 'en'])
    expect(await bytesOf(form.get('file'))).toEqual(audio)
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 1.5 })
  })

  it('is told with the time of each word, and counted as the provider says', async () => {
    const { transcriptions, model, file, upstream, usage } = await arrangeAudio(
      recorded('openai/openai-transcription.json'),
    )
    const transcript = await transcriptions.create({
      model,
      file,
      response_format: 'verbose_json',
      timestamp_granularities: ['word', 'segment'],
    })
    expect(transcript).toMatchObject({ duration: 36.709999084472656, words: { length: 5, 0: { word: 'Galileo' } } })
    const form = await formOf(upstream.seen[0]!)
    expect(form.getAll('timestamp_granularities[]')).toEqual(['word', 'segment'])
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 37 })
  })

  it('is told as subtitles', async () => {
    const subtitles = '1\n00:00:00,000 --> 00:00:01,500\nA tone.\n\n'
    const { transcriptions, model, file, usage } = await arrangeAudio(text(subtitles))
    expect(await transcriptions.create({ model, file, response_format: 'srt' })).toBe(subtitles)
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 1.5 })
  })

  it('streams as it is understood', async () => {
    const used = { type: 'tokens', input_tokens: 14, output_tokens: 3, total_tokens: 17 }
    const told = [
      { type: 'transcript.text.delta', delta: 'A ' },
      { type: 'transcript.text.delta', delta: 'tone.' },
      { type: 'transcript.text.done', text: 'A tone.', usage: used },
    ]
    const { transcriptions, model, file, usage } = await arrangeAudio(events(told))
    const seen: unknown[] = []
    for await (const event of await transcriptions.create({ model, file, stream: true })) seen.push(event)
    expect(seen).toEqual(told)
    expect(await usage()).toMatchObject({ requests: 1, input_tokens: 14, output_tokens: 3 })
  })

  it('is translated', async () => {
    const { client, model, file, upstream, usage } = await arrangeAudio(json({ text: 'A tone.' }))
    expect(await client.audio.translations.create({ model, file })).toEqual({ text: 'A tone.' })
    expect(upstream.seen).toMatchObject([{ path: '/v1/audio/translations' }])
    expect(await usage()).toMatchObject({ requests: 1, audio_seconds: 1.5 })
  })
})

describe.concurrent('a moderation', () => {
  it('is the provider’s verdict', async () => {
    const results = [{ flagged: true, categories: { violence: true }, category_scores: { violence: 0.9 } }]
    const { client, model, upstream, usage } = await arrange(json({ id: 'modr-1', model: 'chat-1', results }), {
      model: { capabilities: ['moderation'] },
    })
    expect((await client.moderations.create({ model, input: 'Hello' })).results).toEqual(results)
    expect(upstream.seen).toMatchObject([{ path: '/v1/moderations' }])
    expect(await usage()).toMatchObject({
      requests: 1,
      input_tokens: expect.toSatisfy((count: number) => count > 0),
      output_tokens: 0,
    })
  })
})

describe.concurrent('a video', () => {
  const job = { id: 'video_of_the_provider', object: 'video', seconds: '4', size: '1280x720', model: 'chat-1' }
  const film = Buffer.from([0x00, 0x00, 0x00, 0x18, 0x66, 0x74, 0x79, 0x70, 0xff])
  const arrangeVideo = (...answers: Answer[]) => arrange(inTurn(...answers), { model: { capabilities: ['video'] } })

  it('is begun, asked about, downloaded, and counted once', async () => {
    const { client, model, upstream, usage } = await arrangeVideo(
      json({ ...job, status: 'queued', progress: 0 }),
      json({ ...job, status: 'in_progress', progress: 50 }),
      json({ ...job, status: 'completed', progress: 100 }),
      (response) => void response.writeHead(200, { 'content-type': 'video/mp4' }).end(film),
    )
    const begun = await client.videos.create({ model, prompt: 'A lighthouse', seconds: '4' })
    expect(begun).toMatchObject({ status: 'queued', seconds: '4' })
    expect(await client.videos.retrieve(begun.id)).toMatchObject({ id: begun.id, status: 'in_progress', progress: 50 })
    expect(await client.videos.retrieve(begun.id)).toMatchObject({ id: begun.id, status: 'completed' })
    const response = await client.videos.downloadContent(begun.id)
    expect(Buffer.from(await response.arrayBuffer())).toEqual(film)
    expect(upstream.seen.map(({ method, path }) => `${method} ${path}`)).toEqual([
      'POST /v1/videos',
      `GET /v1/videos/${job.id}`,
      `GET /v1/videos/${job.id}`,
      `GET /v1/videos/${job.id}/content`,
    ])
    expect(await usage()).toMatchObject({ requests: 1, video_seconds: 4 })
  })

  it('that fails is not counted', async () => {
    const error = { code: 'moderation_blocked', message: 'Not this one' }
    const { client, model, usage } = await arrangeVideo(
      json({ ...job, status: 'queued' }),
      json({ ...job, status: 'failed', error }),
    )
    const begun = await client.videos.create({ model, prompt: 'A lighthouse', seconds: '4' })
    expect(await client.videos.retrieve(begun.id)).toMatchObject({ status: 'failed', error })
    expect(await usage()).toMatchObject({ requests: 0, video_seconds: 0 })
  })
})
