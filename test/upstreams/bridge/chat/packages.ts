/** The real provider packages, and an answer of each for calls whose request is what counts. */
import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { createAnthropic } from '@ai-sdk/anthropic'
import { createCohere } from '@ai-sdk/cohere'
import { createDeepSeek } from '@ai-sdk/deepseek'
import { createGoogle } from '@ai-sdk/google'
import { createGroq } from '@ai-sdk/groq'
import { createHuggingFace } from '@ai-sdk/huggingface'
import { createMistral } from '@ai-sdk/mistral'
import { createPerplexity } from '@ai-sdk/perplexity'
import type { LanguageModelV4 } from '@ai-sdk/provider'
import { bridgeChat } from '../../../../src/upstreams/bridge/chat/chat.ts'
import type { BridgeCall } from '../../../../src/upstreams/bridge/port.ts'
import { createBridgeCall } from '../../../support/bridge-call.ts'
import type { Raw } from '../recorded/told.ts'

type Fetch = typeof globalThis.fetch

const completion = {
  id: '1',
  created: 1,
  model: 'm',
  object: 'chat.completion',
  choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
  usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
}

const message = {
  type: 'message',
  id: 'msg_1',
  model: 'm',
  role: 'assistant',
  content: [{ type: 'text', text: 'Hello' }],
  stop_reason: 'end_turn',
  usage: { input_tokens: 1, output_tokens: 1 },
}

const contents = { candidates: [{ content: { role: 'model', parts: [{ text: 'Hello' }] }, finishReason: 'STOP' }] }

const cohereAnswer = {
  generation_id: '1',
  message: { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
  finish_reason: 'COMPLETE',
  usage: { billed_units: { input_tokens: 1, output_tokens: 1 }, tokens: { input_tokens: 1, output_tokens: 1 } },
}

const converse = {
  output: { message: { role: 'assistant', content: [{ text: 'Hello' }] } },
  stopReason: 'end_turn',
  usage: { inputTokens: 1, outputTokens: 1, totalTokens: 2 },
}

const response = {
  id: '1',
  model: 'm',
  object: 'response',
  created_at: 1,
  status: 'completed',
  error: null,
  instructions: null,
  max_output_tokens: null,
  metadata: null,
  tool_choice: 'auto',
  tools: [],
  temperature: 1,
  top_p: 1,
  incomplete_details: null,
  usage: { input_tokens: 1, output_tokens: 1, total_tokens: 2 },
  output: [
    {
      id: '1',
      type: 'message',
      role: 'assistant',
      status: 'completed',
      content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
    },
  ],
  output_text: 'Hello',
}

const key = (fetch: Fetch) => ({ apiKey: 'key', fetch })

const packages = {
  anthropic: { create: (fetch: Fetch) => createAnthropic(key(fetch)), answer: message },
  google: { create: (fetch: Fetch) => createGoogle(key(fetch)), answer: contents },
  mistral: { create: (fetch: Fetch) => createMistral(key(fetch)), answer: completion },
  cohere: { create: (fetch: Fetch) => createCohere(key(fetch)), answer: cohereAnswer },
  groq: { create: (fetch: Fetch) => createGroq(key(fetch)), answer: completion },
  deepseek: { create: (fetch: Fetch) => createDeepSeek(key(fetch)), answer: completion },
  huggingface: { create: (fetch: Fetch) => createHuggingFace(key(fetch)), answer: response },
  perplexity: { create: (fetch: Fetch) => createPerplexity(key(fetch)), answer: completion },
  bedrock: { create: (fetch: Fetch) => createAmazonBedrock({ ...key(fetch), region: 'us-east-1' }), answer: converse },
} satisfies Record<string, { create: (fetch: Fetch) => (modelId: string) => LanguageModelV4; answer: object }>

export type PackageName = keyof typeof packages

export type Overrides = Partial<Pick<BridgeCall<'languageModel'>, 'maxOutputTokens' | 'download' | 'isStream'>>

/** A call of `package/model`. */
export function callPackage(model: `${PackageName}/${string}`, overrides: Overrides = {}) {
  const slash = model.indexOf('/')
  const { create, answer } = packages[model.slice(0, slash) as PackageName]
  const modelId = model.slice(slash + 1)
  const { call, sent } = createBridgeCall<'languageModel'>(
    modelId,
    (fetch) => create(fetch)(modelId),
    () => {
      return Response.json(answer)
    },
  )
  return { call: { ...call, ...overrides }, sent }
}

const hi = [{ role: 'user', content: 'Hi' }]

/** The body that a request becomes. */
export async function sentFor(
  model: `${PackageName}/${string}`,
  request: object,
  overrides: Overrides = {},
): Promise<Raw> {
  const { call, sent } = callPackage(model, overrides)
  await bridgeChat(call, { model: 'm', messages: hi, ...request })
  return sent[0]?.body
}

/** The fields that a request is refused for; nothing may have been sent. */
export async function refusedFor(model: `${PackageName}/${string}`, request: object, overrides: Overrides = {}) {
  const { call, sent } = callPackage(model, overrides)
  const error: Raw = await bridgeChat(call, { model: 'm', messages: hi, ...request }).then(
    () => ({ details: { errors: [] } }),
    (error: unknown) => error,
  )
  if (error.code && error.code !== 'validation_failed') throw error
  if (sent.length > 0) return []
  return error.details.errors.map(({ field }: Raw) => field)
}
