import { describe, expect, it } from 'vitest'
import { bridgeTranscription } from '../../../src/upstreams/bridge/transcription.ts'
import { refusedFields } from '../../support/bridge-call.ts'
import { callOf, formOf, type Fields, type TranscriptionModel } from '../../support/transcription.ts'

describe('what a provider can be told of audio', () => {
  it.each<[TranscriptionModel, Fields]>([
    ['assemblyai', { language: 'de', prompt: 'Names', temperature: '0.2' }],
    ['deepgram', { language: 'de' }],
    ['elevenlabs', { language: 'de' }],
    ['fal', { language: 'de' }],
    ['google', { language: 'de', 'keywords[]': ['Galileo', 'Jupiter'] }],
    ['groq', { language: 'de', prompt: 'Names', temperature: '0' }],
    ['mistral', { language: 'de', temperature: '0.1', keywords: 'Galileo' }],
    ['xai', { language: 'de', 'keywords[]': 'Galileo' }],
  ])('%s takes %j', async (model, fields) => {
    const { call, sent } = callOf(model, () => new Response('{}', { status: 402 }))
    await bridgeTranscription(call, formOf(fields), 'transcribe').catch(() => undefined)
    expect(sent.length).toBeGreaterThan(0)
  })

  it.each<[TranscriptionModel, Fields, string[]]>([
    ['deepgram', { prompt: 'Names', temperature: '0' }, ['prompt', 'temperature']],
    ['elevenlabs', { prompt: 'Names', keywords: 'Galileo' }, ['prompt', 'keywords']],
    ['fal', { temperature: '0.5' }, ['temperature']],
    ['google', { prompt: 'Names' }, ['prompt']],
    ['mistral', { prompt: 'Names' }, ['prompt']],
    ['xai', { temperature: '0' }, ['temperature']],
    ['groq', { keywords: 'Galileo' }, ['keywords']],
    // Its package times nothing in a language that was named.
    ['mistral', { language: 'de', response_format: 'srt' }, ['language']],
    ['groq', { response_format: 'diarized_json' }, ['response_format']],
    ['groq', { stream: 'true' }, ['stream']],
    ['groq', { 'include[]': 'logprobs' }, ['include']],
    ['groq', { chunking_strategy: 'auto' }, ['chunking_strategy']],
    ['groq', { temperature: '2' }, ['temperature']],
    ['groq', { 'timestamp_granularities[]': 'word' }, ['timestamp_granularities']],
    ['groq', { response_format: 'verbose_json', timestamp_granularities: 'line' }, ['timestamp_granularities']],
  ])('%s refuses of %j before anything is sent', async (model, fields, refused) => {
    const { call, sent } = callOf(model, () => Response.json({}))
    expect(await refusedFields(bridgeTranscription(call, formOf(fields), 'transcribe'))).toEqual(refused)
    expect(sent).toEqual([])
  })

  it('is not what another language would be', async () => {
    const { call } = callOf('groq', () => Response.json({}))
    await expect(bridgeTranscription(call, formOf(), 'translate')).rejects.toMatchObject({
      code: 'operation_not_supported',
    })
  })

  it('is a file', async () => {
    const form = new FormData()
    form.append('file', 'not a file')
    const { call } = callOf('groq', () => Response.json({}))
    expect(await refusedFields(bridgeTranscription(call, form, 'transcribe'))).toEqual(['file'])
  })
})
