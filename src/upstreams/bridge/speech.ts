/** `POST /audio/speech` over a speech model of the AI SDK. */
import type { SpeechModelV4, SpeechModelV4CallOptions } from '@ai-sdk/provider'
import { convertBase64ToUint8Array, detectMediaType } from '@ai-sdk/provider-utils'
import { AppError, validationError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import { askProvider } from './ask-provider.ts'
import { refuseWords } from './no-file.ts'
import { packageOf } from './package-of.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { refuseDropped } from './probe.ts'
import { readJson } from './read-request.ts'

const mediaTypes = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
} as const

type AudioFormat = keyof typeof mediaTypes

/** Formats that packages know by another name. */
const formatNames: { [provider: string]: { [format in AudioFormat]?: string } } = {
  elevenlabs: { pcm: 'pcm_24000', opus: 'opus_48000_128' },
}

/**
 * Whose `pcm` is OpenAI's: 24,000 16-bit samples a second. There is no header that could say otherwise, so that of others
 * would play at the wrong speed, or as noise.
 */
const hasStandardPcm = new Set(['deepgram', 'elevenlabs', 'google', 'xai'])

const speechRequest = z.strictObject({
  model: z.string().optional(),
  input: z.string().min(1),
  voice: z.union([z.string().min(1), z.strictObject({ id: z.string().min(1) }).transform(({ id }) => id)]).optional(),
  response_format: z.enum(Object.keys(mediaTypes) as [AudioFormat, ...AudioFormat[]]).optional(),
  speed: z.number().min(0.25).max(4).optional(),
  instructions: z.string().optional(),
  language: z.string().min(1).optional(),
  stream_format: z.literal('audio', { error: 'must be audio: this provider does not stream events' }).optional(),
})

type Settings = {
  voice: string | undefined
  response_format: AudioFormat | undefined
  speed: number | undefined
  instructions: string | undefined
  language: string | undefined
}

/** What each package takes for a success, for rehearsals: audio by itself, or in a field. */
const anyAudio = {
  audio_data: '',
  audioContent: '',
  candidates: [],
  audio: { url: 'https://example.com/audio' },
}

/** Without a `response_format` it is the provider's own. The content type says what the bytes are, whatever was asked. */
export async function bridgeSpeech(call: BridgeCall<'speechModel'>, request: JsonRequest): Promise<Response> {
  const { input, voice, speed, response_format, instructions, language } = readJson(speechRequest, request)
  if (response_format === 'pcm' && !hasStandardPcm.has(packageOf(call.createModel(call.fetch)))) {
    throw validationError([
      { field: 'response_format', message: 'pcm of 24 kHz and 16 bit is not made by this provider' },
    ])
  }
  const settings: Settings = {
    // Deepgram's models are voices, but OpenAI's clients have to name one.
    voice: voice === call.modelId ? undefined : voice,
    response_format,
    speed: speed === 1 ? undefined : speed,
    instructions,
    language,
  }
  await refuseDropped({
    asked: settings,
    run: (settings, fetch) => {
      const model = call.createModel(fetch)
      return model.doGenerate(optionsOf(model, 'a', settings))
    },
    answer: anyAudio,
    settingOfFeature: {
      voice: 'voice',
      outputFormat: 'response_format',
      speed: 'speed',
      instructions: 'instructions',
      language: 'language',
    },
    // Google's package makes a file of the samples itself.
    withoutTrace: ['response_format'],
  })

  const { audio } = await askProvider(call, (model) =>
    model.doGenerate({ ...optionsOf(model, input, settings), abortSignal: call.signal }),
  )
  const bytes = typeof audio === 'string' ? convertBase64ToUint8Array(audio) : audio
  if (bytes.byteLength === 0) throw new AppError('upstream_error', 'The provider answered without audio')
  refuseWords(bytes, 'audio')
  return new Response(bytes, { headers: { 'content-type': mediaTypeOf(bytes, response_format) } })
}

function optionsOf(model: SpeechModelV4, text: string, settings: Settings): SpeechModelV4CallOptions {
  const { voice, response_format: format, speed, instructions, language } = settings
  return {
    text,
    ...(voice !== undefined && { voice }),
    ...(format !== undefined && { outputFormat: formatNames[packageOf(model)]?.[format] ?? format }),
    ...(speed !== undefined && { speed }),
    ...(instructions !== undefined && { instructions }),
    ...(language !== undefined && { language }),
  }
}

function mediaTypeOf(bytes: Uint8Array, asked: AudioFormat | undefined): string {
  const found = detectMediaType({ data: bytes, topLevelType: 'audio' })
  return found ?? (asked ? mediaTypes[asked] : 'application/octet-stream')
}
