/** Each answer among the recordings, as its provider sent it, and what it says it used. */
import { splitMessages } from '../upstreams/bridge/recorded/anthropic.ts'
import type { Raw } from '../upstreams/bridge/recorded/told.ts'
import {
  joinAnthropicUsage,
  readAnthropic,
  readAudio,
  readDeepSeek,
  readEmbeddingUsage,
  readGoogle,
  readOpenAi,
  readResponseUsage,
  readXai,
  type Used,
} from './recorded-usage.ts'
import { recordings, type Recording } from './recordings.ts'

export type Wire =
  | 'chat'
  | 'completions'
  | 'responses'
  | 'messages'
  | 'gemini'
  | 'embeddings'
  | 'images'
  | 'edits'
  | 'transcriptions'

export type RecordedAnswer = {
  /** Its folder and file, and which one it is where a file has several. */
  name: string
  folder: string
  file: string
  wire: Wire
  isStream: boolean
  /** The parsed body, or the events of a stream. */
  events: Raw[]
  /** The bytes as text. */
  text: string
  /** `null`: it says nothing of its use. */
  used: Used | null
  /** The same over a package that leaves out what other models used on the way. */
  usedOfModel: Used | null
}

/** Of OpenAI, one stream has no JSON in its first and its last event. */
const BROKEN = 'parallel-tool-call-wrapper.1.chunks.txt'

/** All but refusals, sessions of speech, stored skills and Google's interactions, for which there is no endpoint. */
export const recordedAnswers: RecordedAnswer[] = recordings.flatMap((recording) => {
  const wire = wireOf(recording)
  return wire === null ? [] : splitAnswers(recording, wire).map((data, at) => toAnswer(recording, { wire, data, at }))
})

function wireOf({ folder, name, answer }: Recording): Wire | null {
  if (name === BROKEN) return null
  const first: Raw = JSON.parse(answer.kind === 'whole' ? answer.body : (answer.events[0] ?? '{}'))
  if (first.object === 'response' || first.type === 'response.created') return 'responses'
  if (first.object === 'text_completion') return 'completions'
  if (first.type === 'message' || first.type === 'message_start') return 'messages'
  if (folder === 'google') return first.candidates ? 'gemini' : null
  if (first.choices) return 'chat'
  if (name === 'openai-embedding.json') return 'embeddings'
  if (name === 'openai-image.json') return 'images'
  if (name === 'openai-image-edit.json') return 'edits'
  return first.usage && name.includes('transcription') ? 'transcriptions' : null
}

/** The data of each answer in a file: some hold those of a whole conversation. */
function splitAnswers({ answer }: Recording, wire: Wire): string[][] {
  if (answer.kind === 'whole') return [[answer.body]]
  if (wire === 'messages') return splitMessages(answer.events)
  if (wire !== 'responses') return [answer.events]
  const answers: string[][] = []
  for (const event of answer.events) {
    if ((JSON.parse(event) as Raw).type === 'response.created') answers.push([])
    answers.at(-1)?.push(event)
  }
  return answers
}

function toAnswer(
  { folder, name: file, answer }: Recording,
  { wire, data, at }: { wire: Wire; data: string[]; at: number },
): RecordedAnswer {
  const isStream = answer.kind === 'stream'
  const events = data.map((text): Raw => JSON.parse(text))
  const read = (countsAdvisor: boolean) => usedOf(events, { folder, wire, countsAdvisor })
  return {
    name: `${folder}/${file}${at === 0 ? '' : ` (${at + 1})`}`,
    folder,
    file,
    wire,
    isStream,
    events,
    text: isStream ? toStream(data, wire) : data.join(''),
    used: read(true),
    usedOfModel: read(false),
  }
}

/** As each provider writes its events. */
function toStream(data: string[], wire: Wire): string {
  const ending = wire === 'gemini' ? '\r\n\r\n' : '\n\n'
  const isNamed = wire === 'messages' || wire === 'responses'
  const lines = data.map((text) => {
    const name = isNamed ? `event: ${(JSON.parse(text) as Raw).type}\n` : ''
    return `${name}data: ${text}${ending}`
  })
  const isMarkedAtEnd = wire === 'chat' || wire === 'completions'
  return [...lines, ...(isMarkedAtEnd ? [`data: [DONE]${ending}`] : [])].join('')
}

type Reading = { folder: string; wire: Wire; countsAdvisor: boolean }

function usedOf(events: Raw[], { folder, wire, countsAdvisor }: Reading): Used | null {
  const last = events.map((event) => event.usage ?? event.response?.usage).findLast(Boolean)
  switch (wire) {
    case 'messages':
      return readAnthropic(joinAnthropicUsage(events), { countsAdvisor })
    case 'gemini':
      return readGoogle(events)
    case 'chat':
      return readChat(last, folder)
    case 'completions':
      return readOpenAi(last)
    case 'responses':
      return last ? readResponseUsage(last) : null
    case 'embeddings':
      return readEmbeddingUsage(last)
    case 'transcriptions':
      return readAudio(last)
    case 'images':
    case 'edits':
      return null
  }
}

function readChat(usage: Raw, folder: string): Used {
  // The files of this folder are all of xAI.
  if (folder === 'openai-compatible') return readXai(usage)
  return folder === 'deepseek' ? readDeepSeek(usage) : readOpenAi(usage)
}
