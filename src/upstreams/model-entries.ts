/** Entries of providers' model lists, each in the form of its protocol. Parsed loosely: an odd field counts as none. */
import { z } from '../platform/zod.ts'

export type UpstreamModel = {
  modelId: string
  displayName: string | null
  /** Words of the gateway's capabilities. `null`: nothing that the gateway offers, or not known. */
  capabilities: string[] | null
  contextWindow: number | null
  maxOutputTokens: number | null
}

const id = z.string().min(1).max(200)
const words = z
  .string()
  .transform((text) => text.trim().slice(0, 200) || null)
  .nullish()
  .catch(null)
const tokens = z.number().int().positive().max(1_000_000_000).nullish().catch(null)
const flag = z.boolean().nullish().catch(null)
const list = z.array(z.string()).nullish().catch(null)

/**
 * What a model does, guessed from its id where the list does not say. The first that matches counts; most are for chat.
 * It is a proposal: an admin sees it before it is stored.
 */
const CAPABILITY_GUESSES: readonly { pattern: RegExp; capability: string }[] = [
  { pattern: /moderation/, capability: 'moderation' },
  { pattern: /rerank/, capability: 'rerank' },
  { pattern: /embed|(^|\/)(bge|gte|e5)-/, capability: 'embeddings' },
  { pattern: /whisper|transcri|scribe|\bstt\b/, capability: 'speech_to_text' },
  { pattern: /\btts\b/, capability: 'audio' },
  { pattern: /dall-e|flux|imagen|stable-diffusion|[a-z]-image\b/, capability: 'image' },
  { pattern: /\bsora\b|\bveo\b|\bvideo\b/, capability: 'video' },
  { pattern: /./, capability: 'chat' },
]

export function guessCapabilities(modelId: string): string[] {
  const guess = CAPABILITY_GUESSES.find(({ pattern }) => pattern.test(modelId.toLowerCase()))
  return guess ? [guess.capability] : []
}

const openAiEntry = z.object({
  id,
  name: words,
  display_name: words,
  // Together
  type: words,
  // OpenRouter, Hugging Face
  architecture: z.object({ input_modalities: list, output_modalities: list }).nullish().catch(null),
  top_provider: z.object({ max_completion_tokens: tokens }).nullish().catch(null),
  providers: z
    .array(z.object({ context_length: tokens }))
    .nullish()
    .catch(null),
  // Mistral
  capabilities: z
    .object({ completion_chat: flag, vision: flag, moderation: flag, audio_transcription: flag })
    .nullish()
    .catch(null),
  max_context_length: tokens,
  // Fireworks
  supports_chat: flag,
  supports_image_input: flag,
  // OpenRouter, Fireworks, Together; Groq
  context_length: tokens,
  context_window: tokens,
  max_completion_tokens: tokens,
})

type OpenAiEntry = z.infer<typeof openAiEntry>

/** OpenAI's own entries say the id alone. Others that speak its wire format add to them, each in words of its own. */
export function toOpenAiModel(entry: unknown): UpstreamModel | null {
  const { data } = openAiEntry.safeParse(entry)
  if (!data) return null
  const capabilities = readStatedCapabilities(data) ?? guessCapabilities(data.id)
  const seesImages =
    data.supports_image_input || data.capabilities?.vision || data.architecture?.input_modalities?.includes('image')
  const windows = data.providers?.flatMap(({ context_length }) => context_length ?? []) ?? []
  return {
    modelId: data.id,
    displayName: data.display_name ?? data.name ?? null,
    capabilities: seesImages && capabilities.includes('chat') ? [...capabilities, 'vision'] : capabilities,
    contextWindow:
      data.context_length ??
      data.context_window ??
      data.max_context_length ??
      // Whichever of them serves, so much fits.
      (windows.length > 0 ? Math.min(...windows) : null),
    maxOutputTokens: data.max_completion_tokens ?? data.top_provider?.max_completion_tokens ?? null,
  }
}

const TOGETHER_TYPES = new Map([
  ['chat', 'chat'],
  ['code', 'chat'],
  ['language', 'chat'],
  ['image', 'image'],
  ['video', 'video'],
  ['audio', 'audio'],
  ['transcribe', 'speech_to_text'],
  ['embedding', 'embeddings'],
  ['rerank', 'rerank'],
  ['moderation', 'moderation'],
])

/** `null`: it says nothing of what the gateway offers. */
function readStatedCapabilities({ type, architecture, capabilities, supports_chat }: OpenAiEntry): string[] | null {
  const ofType = TOGETHER_TYPES.get(type ?? '')
  if (ofType) return [ofType]
  if (supports_chat || capabilities?.completion_chat || architecture?.output_modalities?.includes('text'))
    return ['chat']
  if (capabilities?.audio_transcription) return ['speech_to_text']
  if (capabilities?.moderation) return ['moderation']
  return null
}

const anthropicEntry = z.object({
  id,
  display_name: words,
  max_input_tokens: tokens,
  max_tokens: tokens,
  capabilities: z
    .object({ image_input: z.object({ supported: flag }).nullish().catch(null) })
    .nullish()
    .catch(null),
})

export function toAnthropicModel(entry: unknown): UpstreamModel | null {
  const { data } = anthropicEntry.safeParse(entry)
  if (!data) return null
  return {
    modelId: data.id,
    displayName: data.display_name ?? null,
    capabilities: ['chat', ...(data.capabilities?.image_input?.supported ? ['vision'] : [])],
    contextWindow: data.max_input_tokens ?? null,
    maxOutputTokens: data.max_tokens ?? null,
  }
}

const googleEntry = z.object({
  name: id,
  displayName: words,
  inputTokenLimit: tokens,
  outputTokenLimit: tokens,
  supportedGenerationMethods: list,
})

export function toGoogleModel(entry: unknown): UpstreamModel | null {
  const { data } = googleEntry.safeParse(entry)
  if (!data) return null
  const modelId = data.name.replace(/^models\//, '')
  return {
    modelId,
    displayName: data.displayName ?? null,
    capabilities: readGoogleCapabilities(modelId, data.supportedGenerationMethods ?? []),
    contextWindow: data.inputTokenLimit ?? null,
    maxOutputTokens: data.outputTokenLimit ?? null,
  }
}

function readGoogleCapabilities(modelId: string, methods: string[]): string[] | null {
  if (methods.includes('embedContent')) return ['embeddings']
  if (methods.includes('predictLongRunning')) return ['video']
  // Images and speech are generated by the same method as text.
  return methods.includes('generateContent') ? guessCapabilities(modelId) : null
}

const cohereEntry = z.object({ name: id, endpoints: list, features: list, context_length: tokens })

const COHERE_ENDPOINTS = new Map([
  ['chat', 'chat'],
  ['embed', 'embeddings'],
  ['rerank', 'rerank'],
])

export function toCohereModel(entry: unknown): UpstreamModel | null {
  const { data } = cohereEntry.safeParse(entry)
  if (!data) return null
  const capabilities = (data.endpoints ?? []).flatMap((endpoint) => COHERE_ENDPOINTS.get(endpoint) ?? [])
  if (capabilities.includes('chat') && data.features?.includes('vision')) capabilities.push('vision')
  return {
    ...plainModel(data.name),
    capabilities: capabilities.length > 0 ? capabilities : null,
    contextWindow: data.context_length ?? null,
  }
}

const elevenLabsEntry = z.object({ model_id: id, name: words, can_do_text_to_speech: flag })

export function toElevenLabsModel(entry: unknown): UpstreamModel | null {
  const { data } = elevenLabsEntry.safeParse(entry)
  if (!data) return null
  const capabilities = data.can_do_text_to_speech
    ? ['audio']
    : data.model_id.startsWith('scribe')
      ? ['speech_to_text']
      : null
  return { ...plainModel(data.model_id), displayName: data.name ?? null, capabilities }
}

const deepgramEntry = z.object({ canonical_name: id, batch: flag })

/** `batch: false`: spoken to over a web socket only. */
export function toDeepgramModel(capability: 'audio' | 'speech_to_text') {
  return (entry: unknown): UpstreamModel | null => {
    const { data } = deepgramEntry.safeParse(entry)
    if (!data) return null
    return { ...plainModel(data.canonical_name), capabilities: data.batch === false ? null : [capability] }
  }
}

const workersAiEntry = z.object({
  name: id,
  task: z.object({ name: words }).nullish().catch(null),
  properties: z
    .array(z.object({ property_id: z.string(), value: z.unknown() }))
    .nullish()
    .catch(null),
})

const WORKERS_AI_TASKS = new Map([
  ['Text Generation', 'chat'],
  ['Text Embeddings', 'embeddings'],
  ['Text-to-Image', 'image'],
  ['Text-to-Speech', 'audio'],
  ['Automatic Speech Recognition', 'speech_to_text'],
])

export function toWorkersAiModel(entry: unknown): UpstreamModel | null {
  const { data } = workersAiEntry.safeParse(entry)
  if (!data) return null
  const property = (name: string) => data.properties?.find(({ property_id }) => property_id === name)?.value
  const capability = data.name.includes('reranker') ? 'rerank' : WORKERS_AI_TASKS.get(data.task?.name ?? '')
  const seesImages = capability === 'chat' && String(property('vision')) === 'true'
  return {
    ...plainModel(data.name),
    capabilities: capability ? [capability, ...(seesImages ? ['vision'] : [])] : null,
    contextWindow: tokens.parse(Number(property('context_window'))) ?? null,
  }
}

function plainModel(modelId: string) {
  return { modelId, displayName: null, contextWindow: null, maxOutputTokens: null }
}
