/** `POST /audio/transcriptions` over a transcription model of the AI SDK. */
import type { TranscriptionModelV4CallOptions, TranscriptionModelV4Result } from '@ai-sdk/provider'
import { detectMediaType } from '@ai-sdk/provider-utils'
import { AppError, validationError } from '../../errors.ts'
import { readAudioDurationMs } from '../../platform/audio-duration.ts'
import { z } from '../../platform/zod.ts'
import { askProvider } from './ask-provider.ts'
import { groupWords } from './group-words.ts'
import type { BridgeCall } from './port.ts'
import { refuseDropped } from './probe.ts'
import { noStream, oneOrMore, readForm } from './read-request.ts'
import { toSrt, toVtt, type Timed } from './subtitles.ts'
import { timedUnitOf, toProviderOptions, type TimedUnit, type TranscriptionSettings } from './transcription-options.ts'
import { saidDurationOf, toVerboseSegments, usageOf } from './transcription-result.ts'

const transcriptionRequest = z.strictObject({
  model: z.string().optional(),
  file: z.instanceof(File, { error: 'must be a file' }),
  language: z.string().min(1).optional(),
  prompt: z.string().min(1).optional(),
  temperature: z.coerce.number().min(0).max(1).optional(),
  keywords: oneOrMore(z.string().min(1)).optional(),
  response_format: z
    .enum(['json', 'text', 'srt', 'verbose_json', 'vtt'], {
      error: 'must be json, text, srt, verbose_json or vtt for this provider',
    })
    .default('json'),
  timestamp_granularities: oneOrMore(z.enum(['word', 'segment'])).optional(),
  stream: noStream,
  user: z.string().optional(),
})

type TranscriptionRequest = z.output<typeof transcriptionRequest>
type Audio = { bytes: Uint8Array; mediaType: string }

/** What each package takes for an answer to any of its requests, for rehearsals. */
const anyAnswer = {
  id: '',
  request_id: '',
  upload_url: 'https://example.com/audio',
  status: 'completed',
  model: '',
  text: '',
  language_code: '',
  language_probability: 1,
  x_groq: { id: '' },
}

/** Of the packages none can translate. */
export async function bridgeTranscription(
  call: BridgeCall<'transcriptionModel'>,
  form: FormData,
  kind: 'transcribe' | 'translate',
): Promise<Response> {
  if (kind === 'translate') throw new AppError('operation_not_supported')
  const request = readForm(transcriptionRequest, form)
  const unit = readTimedUnit(call, request)
  const { language, prompt, temperature, keywords } = request
  const settings = { language, prompt, temperature, keywords }
  const optionsOf = (
    { bytes, mediaType }: Audio,
    settings: TranscriptionSettings,
  ): TranscriptionModelV4CallOptions => ({
    audio: bytes,
    mediaType,
    providerOptions: toProviderOptions(settings, unit),
    ...(unit !== null && { timestampGranularities: [unit] }),
    abortSignal: call.signal,
  })
  await refuseDropped({
    asked: settings,
    run: (settings, fetch) =>
      call.createModel(fetch).doGenerate(optionsOf({ bytes: new Uint8Array(4), mediaType: 'audio/wav' }, settings)),
    answer: anyAnswer,
  })

  const audio = await readAudio(request.file)
  const result = await askProvider(call, (model) => model.doGenerate(optionsOf(audio, settings)))
  return answer(request, { result, unit, audio })
}

/** What has to be timed for the form of answer that is asked. `null`: nothing. */
function readTimedUnit(
  { createModel, fetch }: BridgeCall<'transcriptionModel'>,
  { response_format, timestamp_granularities: granularities }: TranscriptionRequest,
): TimedUnit | null {
  const refuse = (message: string) => validationError([{ field: 'timestamp_granularities', message }])
  if (granularities && response_format !== 'verbose_json') throw refuse('needs verbose_json as response_format')
  if (response_format === 'json' || response_format === 'text') return null
  const wanted = granularities?.includes('word') ? 'word' : 'segment'
  const unit = timedUnitOf(createModel(fetch), wanted)
  if (unit === null) throw refuse('words are not timed by this provider')
  return unit
}

async function readAudio(file: File): Promise<Audio> {
  const bytes = await file.bytes()
  // The type becomes the name of the file that the package sends, so it is what the bytes are.
  return { bytes, mediaType: detectMediaType({ data: bytes, topLevelType: 'audio' }) ?? file.type }
}

type Transcript = { result: TranscriptionModelV4Result; unit: TimedUnit | null; audio: Audio }

async function answer(request: TranscriptionRequest, transcript: Transcript): Promise<Response> {
  const { text } = transcript.result
  const usage = usageOf(transcript.result)
  switch (request.response_format) {
    case 'json':
      return Response.json({ text, ...(usage && { usage }) })
    case 'text':
      return toText(`${text}\n`)
    case 'srt':
      return toText(toSrt(await readSegments(transcript)))
    case 'vtt':
      return toText(toVtt(await readSegments(transcript)))
    case 'verbose_json':
      return Response.json(await toVerbose(request, transcript))
  }
}

/** OpenAI's servers send subtitles as plain text too. */
const toText = (text: string) => new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8' } })

async function toVerbose(request: TranscriptionRequest, transcript: Transcript) {
  const { result, unit } = transcript
  const usage = usageOf(result)
  const granularities = request.timestamp_granularities ?? ['segment']
  return {
    task: 'transcribe',
    // ISO 639-2 has a word for a language that nobody named.
    language: result.language ?? request.language ?? 'und',
    duration: await readDuration(transcript),
    text: result.text,
    ...(granularities.includes('word') && { words: unit === 'word' ? timedIn(result).map(toWord) : [] }),
    ...(granularities.includes('segment') && {
      segments: toVerboseSegments(await readSegments(transcript), result, request.temperature ?? 0),
    }),
    ...(usage?.type === 'duration' && { usage }),
  }
}

const toWord = ({ text, startSecond, endSecond }: Timed) => ({ word: text.trim(), start: startSecond, end: endSecond })

/** Some packages time the spaces too. */
const timedIn = ({ segments }: TranscriptionModelV4Result) => segments.filter(({ text }) => text.trim() !== '')

/** A provider that times nothing after all leaves one segment, as long as the audio. */
async function readSegments(transcript: Transcript): Promise<Timed[]> {
  const { result, unit } = transcript
  const timed = timedIn(result)
  const text = result.text.trim()
  if (timed.length > 0) return unit === 'word' ? groupWords(timed, text) : timed
  return text === '' ? [] : [{ text, startSecond: 0, endSecond: await readDuration(transcript) }]
}

/** In seconds: as the provider says it, else as the file does, else up to the last word. */
async function readDuration({ result, audio }: Transcript): Promise<number> {
  const said = saidDurationOf(result)
  if (said !== undefined) return said
  const measuredMs = await readAudioDurationMs(audio.bytes, audio.mediaType)
  return measuredMs === null ? (result.durationInSeconds ?? 0) : measuredMs / 1000
}
