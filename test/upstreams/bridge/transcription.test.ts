import { describe, expect, it } from 'vitest'
import { bridgeTranscription } from '../../../src/upstreams/bridge/transcription.ts'
import galileo from '../../fixtures/recorded/mistral/mistral-transcription.json' with { type: 'json' }
import type { SentRequest } from '../../support/bridge-call.ts'
import { validateOpenAi } from '../../support/openai-schema.ts'
import { audio, callOf, formOf, send } from '../../support/transcription.ts'

const fieldsOf = ({ body }: SentRequest) =>
  Object.fromEntries(
    Array.from(body as FormData, ([name, value]) => [name, typeof value === 'string' ? value : value.name]),
  )

const words = [
  { word: 'hello', start: 0.08, end: 0.4 },
  { word: 'world', start: 0.4, end: 0.88 },
  { word: 'it', start: 2.5, end: 2.6 },
  { word: 'works', start: 2.6, end: 3.04 },
]
const deepgramAnswer = {
  metadata: { duration: 3.5 },
  results: {
    channels: [{ detected_language: 'en', alternatives: [{ transcript: 'Hello, world. It works!', words }] }],
  },
}

describe('transcription', () => {
  it('is text, and how long the audio is when the provider says that', async () => {
    const { call, sent } = callOf('mistral', () => Response.json(galileo))
    const answer = await (await bridgeTranscription(call, formOf(), 'transcribe')).json()
    expect(answer).toEqual({
      text: galileo.text,
      usage: { type: 'duration', seconds: galileo.usage.prompt_audio_seconds },
    })
    expect(validateOpenAi('CreateTranscriptionResponseJson', answer)).toEqual([])
    // Named by what the bytes are, not by what the caller called them.
    expect(sent.map(fieldsOf)).toEqual([{ model: 'voxtral-mini-latest', file: 'audio.mp3' }])
  })

  it('sends the bytes of the file', async () => {
    const { call, sent } = callOf('deepgram', () => Response.json(deepgramAnswer))
    await bridgeTranscription(call, formOf(), 'transcribe')
    expect(sent[0]?.body).toEqual(audio)
    expect(sent[0]?.headers.get('content-type')).toBe('audio/mpeg')
  })

  it('says the tokens where the provider counts those', async () => {
    const answer = await send(
      'google',
      {},
      {
        steps: [{ content: [{ type: 'text', text: 'Hello' }] }],
        usage: { total_input_tokens: 32, total_output_tokens: 4, total_tokens: 36 },
      },
    )
    expect(await answer.json()).toEqual({
      text: 'Hello',
      usage: { type: 'tokens', input_tokens: 32, output_tokens: 4, total_tokens: 36 },
    })
  })

  it('says no usage when the only duration is the end of the last word', async () => {
    const answer = await send(
      'elevenlabs',
      {},
      {
        language_code: 'en',
        language_probability: 1,
        text: 'Hello',
        words: [{ text: 'Hello', type: 'word', start: 0, end: 0.5 }],
      },
    )
    expect(await answer.json()).toEqual({ text: 'Hello' })
  })

  it('can be bare text', async () => {
    const answer = await send('deepgram', { response_format: 'text' }, deepgramAnswer)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await answer.text()).toBe('Hello, world. It works!\n')
  })

  it('is waited for where the audio is uploaded first', async () => {
    const { call, sent } = callOf('assemblyai', ({ url }) => {
      if (url.endsWith('/v2/upload')) return Response.json({ upload_url: 'https://cdn.assemblyai.com/u1' })
      return Response.json({ id: 't1', status: 'completed', text: 'Hello', language_code: 'en', audio_duration: 2 })
    })
    const answer = await bridgeTranscription(call, formOf({ prompt: 'Names', 'keywords[]': ['Galileo'] }), 'transcribe')
    expect(await answer.json()).toEqual({ text: 'Hello', usage: { type: 'duration', seconds: 2 } })
    expect(sent.map(({ url }) => new URL(url).pathname)).toEqual(['/v2/upload', '/v2/transcript', '/v2/transcript/t1'])
    expect(sent[1]?.body).toMatchObject({ prompt: 'Names', keyterms_prompt: ['Galileo'], language_detection: true })
  })
})

describe('subtitles', () => {
  it('are made of segments in SubRip', async () => {
    const answer = await send(
      'mistral',
      { response_format: 'srt' },
      { ...galileo, segments: galileo.segments.slice(0, 2) },
    )
    expect(await answer.text()).toBe(`1
00:00:00,100 --> 00:00:08,200
Galileo was an American robotic space program that studied the planet Jupiter and its moons, as well as several other solar system bodies.

2
00:00:09,100 --> 00:00:17,300
Named after the Italian astronomer Galileo Galilei, the Galileo spacecraft consisted of an orbiter and an atmospheric entry probe.

`)
  })

  it('are made of words in WebVTT, with the punctuation of the text', async () => {
    const answer = await send('deepgram', { response_format: 'vtt' }, deepgramAnswer)
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8')
    expect(await answer.text()).toBe(`WEBVTT

00:00:00.080 --> 00:00:00.880
Hello, world.

00:00:02.500 --> 00:00:03.040
It works!

`)
  })

  it('are one cue as long as the audio when nothing was timed', async () => {
    const answer = await send('groq', { response_format: 'srt' }, { text: ' Hello', x_groq: { id: 'r' } })
    expect(await answer.text()).toBe('1\n00:00:00,000 --> 00:00:01,584\nHello\n\n')
  })
})

describe('verbose transcription', () => {
  it('has words and segments', async () => {
    const fields = { response_format: 'verbose_json', 'timestamp_granularities[]': ['word', 'segment'] }
    const answer = await (await send('deepgram', fields, deepgramAnswer)).json()
    expect(validateOpenAi('CreateTranscriptionResponseVerboseJson', answer)).toEqual([])
    const segment = { seek: 0, tokens: [], temperature: 0, avg_logprob: 0, compression_ratio: 1, no_speech_prob: 0 }
    expect(answer).toEqual({
      task: 'transcribe',
      language: 'en',
      duration: 3.5,
      text: 'Hello, world. It works!',
      words,
      segments: [
        { id: 0, start: 0.08, end: 0.88, text: 'Hello, world.', ...segment },
        { id: 1, start: 2.5, end: 3.04, text: 'It works!', ...segment },
      ],
      usage: { type: 'duration', seconds: 3.5 },
    })
  })

  it('has what Whisper measured', async () => {
    const { call, sent } = callOf('groq', () =>
      Response.json({
        task: 'transcribe',
        language: 'English',
        duration: 1.5,
        text: ' Hello',
        segments: [
          {
            id: 0,
            seek: 7,
            start: 0,
            end: 1.2,
            text: ' Hello',
            tokens: [50365],
            temperature: 0,
            avg_logprob: -0.28,
            compression_ratio: 0.9,
            no_speech_prob: 0.01,
          },
        ],
        x_groq: { id: 'r' },
      }),
    )
    const answer = await (
      await bridgeTranscription(call, formOf({ response_format: 'verbose_json' }), 'transcribe')
    ).json()
    expect(validateOpenAi('CreateTranscriptionResponseVerboseJson', answer)).toEqual([])
    expect(answer).toMatchObject({
      language: 'English',
      duration: 1.5,
      segments: [{ id: 0, seek: 7, start: 0, end: 1.2, text: ' Hello', tokens: [50365], avg_logprob: -0.28 }],
    })
    expect(answer).not.toHaveProperty('words')
    expect(fieldsOf(sent[0] as SentRequest)).toEqual({
      model: 'whisper-large-v3',
      file: 'audio.mp3',
      response_format: 'verbose_json',
      'timestamp_granularities[]': 'segment',
    })
  })

  it('measures the audio when the provider does not say how long it is, and names a language that nobody knows', async () => {
    const answer = await send(
      'google',
      { response_format: 'verbose_json' },
      {
        steps: [
          {
            content: [
              {
                type: 'text',
                text: 'Hello',
                annotations: [{ type: 'word_info', text: 'Hello', start_offset: '0.2s', end_offset: '0.9s' }],
              },
            ],
          },
        ],
      },
    )
    const verbose = await answer.json()
    expect(verbose).toMatchObject({
      language: 'und',
      duration: 1.584,
      segments: [{ text: 'Hello', start: 0.2, end: 0.9 }],
    })
    expect(verbose).not.toHaveProperty('usage')
  })

  it('asks for the words of a provider that has either', async () => {
    const { call, sent } = callOf('fal', ({ method }) =>
      Response.json(
        method === 'POST'
          ? { request_id: 'r1' }
          : {
              text: ' Hello there',
              chunks: [
                { text: ' Hello', timestamp: [0, 0.5] },
                { text: ' there', timestamp: [0.5, 1] },
              ],
            },
      ),
    )
    const fields = { response_format: 'verbose_json', 'timestamp_granularities[]': 'word', language: 'en' }
    expect(await (await bridgeTranscription(call, formOf(fields), 'transcribe')).json()).toMatchObject({
      language: 'en',
      words: [
        { word: 'Hello', start: 0, end: 0.5 },
        { word: 'there', start: 0.5, end: 1 },
      ],
    })
    expect(sent[0]?.body).toMatchObject({ chunk_level: 'word', language: 'en', diarize: false })
  })
})
