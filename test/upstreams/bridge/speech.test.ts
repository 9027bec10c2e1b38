import { createDeepgram } from '@ai-sdk/deepgram'
import { createElevenLabs } from '@ai-sdk/elevenlabs'
import { createFal } from '@ai-sdk/fal'
import { createGoogle } from '@ai-sdk/google'
import { createHume } from '@ai-sdk/hume'
import { createLMNT } from '@ai-sdk/lmnt'
import { createMistral } from '@ai-sdk/mistral'
import { createXai } from '@ai-sdk/xai'
import type { SpeechModelV4 } from '@ai-sdk/provider'
import { describe, expect, it } from 'vitest'
import { bridgeSpeech } from '../../../src/upstreams/bridge/speech.ts'
import mp3 from '../../fixtures/audio/tone.mp3?inline'
import wav from '../../fixtures/audio/tone.wav?inline'
import { bytesOfDataUrl, createBridgeCall, refusedFields, type SentRequest } from '../../support/bridge-call.ts'

const apiKey = 'key'
const mp3Bytes = bytesOfDataUrl(mp3)
const wavBytes = bytesOfDataUrl(wav)
const asMp3 = () => new Response(mp3Bytes)

const models = {
  deepgram: (fetch) => createDeepgram({ apiKey, fetch }).speech('aura-2-thalia-en'),
  deepgramFamily: (fetch) => createDeepgram({ apiKey, fetch }).speech('aura-2'),
  elevenlabs: (fetch) => createElevenLabs({ apiKey, fetch }).speech('eleven_multilingual_v2'),
  fal: (fetch) => createFal({ apiKey, fetch }).speech('fal-ai/minimax/speech-02-hd'),
  google: (fetch) => createGoogle({ apiKey, fetch }).speech('gemini-2.5-flash-preview-tts'),
  googleStructured: (fetch) => createGoogle({ apiKey, fetch }).speech('gemini-3.8-flash-tts'),
  hume: (fetch) => createHume({ apiKey, fetch }).speech(),
  lmnt: (fetch) => createLMNT({ apiKey, fetch }).speech('aurora'),
  mistral: (fetch) => createMistral({ apiKey, fetch }).speech('voxtral-mini-tts-2603'),
  xai: (fetch) => createXai({ apiKey, fetch }).speech(),
} satisfies Record<string, (fetch: typeof globalThis.fetch) => SpeechModelV4>

type Model = keyof typeof models

function callOf(model: Model, answer: (request: SentRequest) => Response = asMp3, modelId: string = model) {
  return createBridgeCall<'speechModel'>(modelId, models[model], answer)
}

const send = (model: Model, request: Record<string, unknown>) => {
  const { call, sent } = callOf(model)
  return { answer: bridgeSpeech(call, { input: 'Hello', ...request }), sent }
}

describe('speech', () => {
  it('answers the provider’s bytes, with the type that they have', async () => {
    const { call, sent } = callOf('elevenlabs')
    const answer = await bridgeSpeech(call, {
      model: 'x',
      input: 'Hello',
      voice: { id: 'v1' },
      response_format: 'mp3',
      speed: 1.1,
      language: 'de',
    })
    expect(answer.headers.get('content-type')).toBe('audio/mpeg')
    expect(await answer.bytes()).toEqual(mp3Bytes)
    expect(sent.map(({ url }) => url)).toEqual([
      'https://api.elevenlabs.io/v1/text-to-speech/v1?output_format=mp3_44100_128',
    ])
    expect(sent[0]?.body).toEqual({
      text: 'Hello',
      model_id: 'eleven_multilingual_v2',
      language_code: 'de',
      voice_settings: { speed: 1.1 },
    })
  })

  it('names the type of what came when it is not what was asked', async () => {
    const { call } = callOf('deepgram', () => new Response(wavBytes))
    const answer = await bridgeSpeech(call, { input: 'Hello', response_format: 'flac' })
    expect(answer.headers.get('content-type')).toBe('audio/wav')
  })

  it('takes audio that comes as text in base64', async () => {
    const { call } = callOf('mistral', () => Response.json({ audio_data: mp3.split(',')[1] }))
    const answer = await bridgeSpeech(call, { input: 'Hello', voice: 'v1', response_format: 'mp3' })
    expect(await answer.bytes()).toEqual(mp3Bytes)
  })

  it('takes audio that lies elsewhere', async () => {
    const { call, sent } = callOf('fal', ({ method }) =>
      method === 'GET' ? asMp3() : Response.json({ audio: { url: 'https://fal.media/a.mp3' } }),
    )
    expect(await (await bridgeSpeech(call, { input: 'Hello', voice: 'v1' })).bytes()).toEqual(mp3Bytes)
    expect(sent.map(({ url }) => url)).toEqual([
      'https://fal.run/fal-ai/minimax/speech-02-hd',
      'https://fal.media/a.mp3',
    ])
  })

  it('makes a file of Google’s samples, or leaves them raw', async () => {
    const samples = {
      candidates: [{ content: { parts: [{ inlineData: { mimeType: 'audio/L16;rate=24000', data: 'AAAA' } }] } }],
    }
    const wavAnswer = await bridgeSpeech(callOf('google', () => Response.json(samples)).call, {
      input: 'Hello',
      voice: 'Kore',
      response_format: 'wav',
    })
    expect(wavAnswer.headers.get('content-type')).toBe('audio/wav')
    const raw = await bridgeSpeech(callOf('google', () => Response.json(samples)).call, {
      input: 'Hello',
      response_format: 'pcm',
    })
    expect(raw.headers.get('content-type')).toBe('audio/pcm')
    expect(await raw.bytes()).toEqual(new Uint8Array(3))
  })

  it('fails when the provider answers without audio', async () => {
    const { call } = callOf('google', () => Response.json({ candidates: [] }))
    await expect(bridgeSpeech(call, { input: 'Hello' })).rejects.toMatchObject({ code: 'upstream_error' })
  })

  it('says in the package’s words what it lacks, and that a provider failed', async () => {
    const { call, sent } = callOf('deepgramFamily')
    await expect(bridgeSpeech(call, { input: 'Hello' })).rejects.toMatchObject({
      code: 'validation_failed',
      message: expect.stringContaining('requires a `voice`'),
    })
    expect(sent).toEqual([])
    const refused = callOf('hume', () => Response.json({ message: 'busy' }, { status: 429 }))
    await expect(bridgeSpeech(refused.call, { input: 'Hello' })).rejects.toMatchObject({
      code: 'upstream_error',
      status: 429,
    })
  })

  it('asks for the samples that pcm means', async () => {
    const { answer, sent } = send('elevenlabs', { voice: 'v1', response_format: 'pcm' })
    await answer
    expect(sent[0]?.url).toContain('output_format=pcm_24000')
  })

  it('takes a voice that is the model itself', async () => {
    const { call } = callOf('deepgram', asMp3, 'aura-2-thalia-en')
    await expect(bridgeSpeech(call, { input: 'Hello', voice: 'aura-2-thalia-en' })).resolves.toBeInstanceOf(Response)
  })
})

describe('what a provider can be told of speech', () => {
  it.each<[Model, Record<string, unknown>]>([
    ['deepgram', { response_format: 'mp3', speed: 1.2 }],
    ['deepgram', { response_format: 'opus' }],
    ['deepgram', { response_format: 'pcm' }],
    ['deepgramFamily', { voice: 'thalia', language: 'en' }],
    ['elevenlabs', { voice: 'v1', response_format: 'opus', speed: 0.8, language: 'fr' }],
    ['google', { voice: 'Kore', response_format: 'wav', instructions: 'cheerful' }],
    ['googleStructured', { voice: 'Kore', response_format: 'wav', instructions: 'cheerful' }],
    [
      'hume',
      { voice: 'd8ab67c6-953d-4bd8-9370-8fa53a0f1453', response_format: 'mp3', speed: 1.1, instructions: 'calm' },
    ],
    ['lmnt', { voice: 'ava', response_format: 'aac', speed: 1.1, language: 'de' }],
    ['mistral', { voice: 'v1', response_format: 'flac' }],
    ['xai', { voice: 'eve', response_format: 'mp3', speed: 1.1, language: 'auto' }],
  ])('%s takes %j', async (model, request) => {
    const { answer, sent } = send(model, request)
    await answer.catch(() => undefined)
    expect(sent.length).toBeGreaterThan(0)
  })

  it.each<[Model, Record<string, unknown>, string[]]>([
    ['deepgram', { voice: 'alloy', instructions: 'calm', language: 'de' }, ['voice', 'instructions', 'language']],
    ['elevenlabs', { voice: 'v1', instructions: 'calm' }, ['instructions']],
    ['fal', { voice: 'v1', response_format: 'mp3', instructions: 'calm' }, ['response_format', 'instructions']],
    ['google', { response_format: 'mp3', speed: 2 }, ['response_format', 'speed']],
    ['googleStructured', { response_format: 'flac' }, ['response_format']],
    ['hume', { response_format: 'flac', language: 'de' }, ['response_format', 'language']],
    ['hume', { response_format: 'pcm' }, ['response_format']],
    ['lmnt', { response_format: 'opus', instructions: 'calm' }, ['response_format', 'instructions']],
    [
      'mistral',
      { voice: 'v1', speed: 2, language: 'de', response_format: 'aac' },
      ['response_format', 'speed', 'language'],
    ],
    ['mistral', { voice: 'v1', response_format: 'pcm' }, ['response_format']],
    ['xai', { response_format: 'opus', instructions: 'calm' }, ['response_format', 'instructions']],
  ])('%s refuses of %j before anything is sent', async (model, request, fields) => {
    const { answer, sent } = send(model, request)
    expect(await refusedFields(answer)).toEqual(fields)
    expect(sent).toEqual([])
  })

  it.each([
    [{ input: '' }, 'input'],
    [{ speed: 9 }, 'speed'],
    [{ response_format: 'ogg' }, 'response_format'],
    [{ stream_format: 'sse' }, 'stream_format'],
    [{ pitch: 2 }, 'pitch'],
  ])('names what cannot be asked of any: %j', async (request, field) => {
    expect(await refusedFields(send('elevenlabs', request).answer)).toEqual([field])
  })

  it('need not be told the speed that it takes anyway', async () => {
    const { answer, sent } = send('xai', { speed: 1, stream_format: 'audio' })
    await answer
    expect(sent[0]?.body).not.toHaveProperty('speed')
  })
})
