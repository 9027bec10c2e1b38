import { createAssemblyAI } from '@ai-sdk/assemblyai'
import { createDeepgram } from '@ai-sdk/deepgram'
import { createElevenLabs } from '@ai-sdk/elevenlabs'
import { createFal } from '@ai-sdk/fal'
import { createGoogle } from '@ai-sdk/google'
import { createGroq } from '@ai-sdk/groq'
import { createMistral } from '@ai-sdk/mistral'
import type { TranscriptionModelV4 } from '@ai-sdk/provider'
import { createXai } from '@ai-sdk/xai'
import { bridgeTranscription } from '../../src/upstreams/bridge/transcription.ts'
import mp3 from '../fixtures/audio/tone.mp3?inline'
import { bytesOfDataUrl, createBridgeCall, type SentRequest } from './bridge-call.ts'

const apiKey = 'key'
/** 1.584 s of it. */
export const audio = bytesOfDataUrl(mp3)

const models = {
  assemblyai: (fetch) => createAssemblyAI({ apiKey, fetch }).transcription('universal-3-5-pro'),
  deepgram: (fetch) => createDeepgram({ apiKey, fetch }).transcription('nova-3'),
  elevenlabs: (fetch) => createElevenLabs({ apiKey, fetch }).transcription('scribe_v1'),
  fal: (fetch) => createFal({ apiKey, fetch }).transcription('whisper'),
  google: (fetch) => createGoogle({ apiKey, fetch }).transcription('gemini-3.5-transcribe'),
  groq: (fetch) => createGroq({ apiKey, fetch }).transcription('whisper-large-v3'),
  mistral: (fetch) => createMistral({ apiKey, fetch }).transcription('voxtral-mini-latest'),
  xai: (fetch) => createXai({ apiKey, fetch }).transcription(),
} satisfies Record<string, (fetch: typeof globalThis.fetch) => TranscriptionModelV4>

export type TranscriptionModel = keyof typeof models
export type Fields = Record<string, string | string[]>

export const callOf = (model: TranscriptionModel, answer: (request: SentRequest) => Response) =>
  createBridgeCall<'transcriptionModel'>(model, models[model], answer)

export function formOf(fields: Fields = {}): FormData {
  const form = new FormData()
  form.append('file', new File([audio], 'speech.mp3', { type: 'application/octet-stream' }))
  form.append('model', 'x')
  for (const [name, value] of Object.entries(fields)) {
    for (const entry of Array.isArray(value) ? value : [value]) form.append(name, entry)
  }
  return form
}

export const send = (model: TranscriptionModel, fields: Fields, body: unknown) =>
  bridgeTranscription(callOf(model, () => Response.json(body)).call, formOf(fields), 'transcribe')
