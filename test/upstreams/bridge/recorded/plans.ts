/** How each recording is replayed: through which package, by which reader, with which request. */
import { createAnthropic } from '@ai-sdk/anthropic'
import { createDeepSeek } from '@ai-sdk/deepseek'
import { createGoogle } from '@ai-sdk/google'
import { createGroq } from '@ai-sdk/groq'
import { createMistral } from '@ai-sdk/mistral'
import { createOpenAI } from '@ai-sdk/openai'
import { createOpenAICompatible } from '@ai-sdk/openai-compatible'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import type { Recording } from '../../../support/recordings.ts'
import { joinMessage, readMessage, splitMessages } from './anthropic.ts'
import { joinInteraction, readContents, readInteraction } from './google.ts'
import { joinCompletion, readCompletion } from './openai.ts'
import type { Raw, Told } from './told.ts'

export type Plan =
  | {
      kind: 'replay'
      createModel: (fetch: typeof globalThis.fetch) => LanguageModelV4
      request: Record<string, unknown>
      /** The bodies of the answers in the file, each with what it says. */
      answers: { body: string; told: Told }[]
    }
  | { kind: 'breaks'; createModel: (fetch: typeof globalThis.fetch) => LanguageModelV4; body: string; reason: string }
  | { kind: 'no chat'; reason: string }

type Fetch = typeof globalThis.fetch

const settings = (fetch: Fetch) => ({ apiKey: 'key', fetch })

const models = {
  anthropic: (fetch: Fetch) => createAnthropic(settings(fetch))('claude-sonnet-4-5'),
  /** Has no structured output of its own: the package has it call a tool named `json` instead. */
  'anthropic-with-json-tool': (fetch: Fetch) => createAnthropic(settings(fetch))('claude-3-haiku-20240307'),
  google: (fetch: Fetch) => createGoogle(settings(fetch))('gemini-3-pro-preview'),
  'google-interactions': (fetch: Fetch) => createGoogle(settings(fetch)).interactions('gemini-2.5-flash'),
  mistral: (fetch: Fetch) => createMistral(settings(fetch))('mistral-small-latest'),
  groq: (fetch: Fetch) => createGroq(settings(fetch))('llama-3.3-70b-versatile'),
  deepseek: (fetch: Fetch) => createDeepSeek(settings(fetch))('deepseek-chat'),
  openai: (fetch: Fetch) => createOpenAI(settings(fetch)).chat('gpt-4.1-nano'),
  'openai-compatible': (fetch: Fetch) =>
    createOpenAICompatible({ ...settings(fetch), name: 'xai', baseURL: 'https://api.x.ai/v1' })('grok-3-mini'),
}

export function planFor(recording: Recording): Plan {
  const { folder, name, answer } = recording
  const data = answer.kind === 'whole' ? [answer.body] : answer.events
  const reason = whyNoChat(recording)
  if (reason) return { kind: 'no chat', reason }
  switch (folder) {
    case 'anthropic':
      return planForAnthropic(recording)
    case 'google':
      return data[0]?.includes('"interaction') || data[0]?.includes('"steps"')
        ? replay(recording, models['google-interactions'], readInteraction, joinInteraction)
        : replay(
            recording,
            models.google,
            (body) => readContents([body].flat()),
            (chunks) => chunks,
          )
    case 'mistral':
    case 'groq':
    case 'deepseek':
    case 'openai':
    case 'openai-compatible':
      return replay(recording, models[folder], readCompletion, joinCompletion)
  }
  throw new Error(`No plan for ${folder}/${name}`)
}

const jsonFormat = {
  type: 'json_schema',
  json_schema: { name: 'answer', schema: { type: 'object', properties: { elements: { type: 'array' } } } },
}

function planForAnthropic(recording: Recording): Plan {
  const { name, answer } = recording
  if (name === 'spliced-message-start.chunks.txt' && answer.kind === 'stream') {
    const reason = 'Two answers run into each other'
    return { kind: 'breaks', createModel: models.anthropic, body: toMessageEvents(answer.events), reason }
  }
  const usesJsonTool = name.startsWith('anthropic-json-tool')
  const read = usesJsonTool ? readJsonTool : readMessage
  const answers =
    answer.kind === 'whole'
      ? [{ body: answer.body, told: read(JSON.parse(answer.body)) }]
      : splitMessages(answer.events).map((events) => ({
          body: toMessageEvents(events),
          told: read(joinMessage(events)),
        }))
  return usesJsonTool
    ? {
        kind: 'replay',
        createModel: models['anthropic-with-json-tool'],
        request: { response_format: jsonFormat },
        answers,
      }
    : { kind: 'replay', createModel: models.anthropic, request: {}, answers }
}

/** The input of the tool that stands in for structured output is the answer. */
function readJsonTool(message: Raw): Told {
  const { toolCalls, ...told } = readMessage(message)
  return { ...told, text: JSON.stringify(toolCalls[0]?.arguments), toolCalls: [], finishReason: 'stop' }
}

const toMessageEvents = (events: string[]) =>
  events.map((data) => `event: ${(JSON.parse(data) as Raw).type}\ndata: ${data}\n\n`).join('')

function replay(
  { answer }: Recording,
  createModel: (fetch: Fetch) => LanguageModelV4,
  read: (body: Raw) => Told,
  join: (chunks: Raw[]) => Raw,
): Plan {
  if (answer.kind === 'whole') {
    return {
      kind: 'replay',
      createModel,
      request: {},
      answers: [{ body: answer.body, told: read(JSON.parse(answer.body)) }],
    }
  }
  const body = answer.events.map((data) => `data: ${data}\n\n`).join('')
  const told = read(join(answer.events.map((data): Raw => JSON.parse(data))))
  return { kind: 'replay', createModel, request: {}, answers: [{ body, told }] }
}

function whyNoChat({ folder, name }: Recording): string | null {
  if (/skill-(version-)?create/.test(name)) return 'a skill that was stored'
  if (/speech-translation/.test(name)) return 'a session of speech'
  if (/transcription/.test(name)) return 'a transcription: tested with transcriptions'
  if (/embedding/.test(name)) return 'embeddings: tested with embeddings'
  if (/openai-image(-edit)?\.json$/.test(name)) return 'images: tested with images'
  if (/429|error\.1\.json$|-error\.json$/.test(name) && folder !== 'anthropic') return 'a refusal: tested with refusals'
  if (/completion-text/.test(name)) return 'a text completion: passed through'
  const isChat = /^(openai-text|azure-model-router)\./.test(name)
  return folder === 'openai' && !isChat ? 'the Responses API: passed through' : null
}
