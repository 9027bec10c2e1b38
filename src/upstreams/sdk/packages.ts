/**
 * Protocols that are spoken through the AI SDK's provider packages. One more protocol is one more entry here.
 *
 * Each package is loaded at its first use. Every request that it makes goes through the `fetch` of its settings. It has
 * its key and base URL from them alone: no environment variable stands in for either.
 */
import type { z } from '../../platform/zod.ts'
import type { Sdk, SdkModelKind, SdkSettings } from '../bridge/port.ts'
import { bedrockConfig, commonConfig, vertexConfig } from '../provider-config.ts'
import { loadBedrock, toAgentHost } from './bedrock.ts'
import { FAL_BASE_URL, FAL_QUEUE_URL, loadFal } from './fal.ts'
import { rehome } from './rehome.ts'
import { loadVertex } from './vertex.ts'
import { loadWorkersAi, WORKERS_AI_BASE_URL } from './workers-ai.ts'

export type SdkPackage = {
  /** What the package has, known without loading it. Every `videoModel` has `doStart` and `doStatus`. */
  kinds: readonly SdkModelKind[]
  /** The settings throw AppError `provider_key_unreadable` when the key is not of the form that the protocol takes. */
  load: () => Promise<(settings: SdkSettings) => Sdk>
  /** Where the service is, with its version path. `null`: that depends on the region. */
  defaultBaseUrl: string | null
  configSchema: z.ZodType<Record<string, unknown>>
  /** Whether an address beside the base URL is the provider's too, so that calls to it carry the key. */
  isAlsoTheirs: (url: URL, base: URL) => boolean
}

type Entry = Pick<SdkPackage, 'kinds' | 'load' | 'defaultBaseUrl'> & Partial<SdkPackage>

function sdkPackage(entry: Entry): SdkPackage {
  return {
    configSchema: commonConfig,
    isAlsoTheirs: () => false,
    ...entry,
    load: async () => {
      const create = await entry.load()
      return (settings) => {
        // A package has factories too that throw for what it does not offer: only what is listed counts.
        const factories = create(settings)
        return Object.fromEntries(entry.kinds.map((kind) => [kind, factories[kind]]))
      }
    },
  }
}

/** For a package that knows one address only, its own. */
function sdkPackageAt(address: string, { kinds, load }: Pick<SdkPackage, 'kinds' | 'load'>): SdkPackage {
  return sdkPackage({
    kinds,
    defaultBaseUrl: address,
    load: async () => {
      const create = await load()
      return ({ baseURL, fetch, ...settings }) =>
        create({ ...settings, baseURL, fetch: rehome(fetch, { [address]: baseURL }, { downloads: false }) })
    },
  })
}

export const sdkPackages = {
  anthropic: sdkPackage({
    kinds: ['languageModel'],
    defaultBaseUrl: 'https://api.anthropic.com/v1',
    load: async () => (await import('@ai-sdk/anthropic')).createAnthropic,
  }),
  google: sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'imageModel', 'speechModel', 'transcriptionModel', 'videoModel'],
    defaultBaseUrl: 'https://generativelanguage.googleapis.com/v1beta',
    load: async () => (await import('@ai-sdk/google')).createGoogle,
  }),
  'google-vertex': sdkPackage({
    // Speech to text is another API at another host.
    kinds: ['languageModel', 'embeddingModel', 'imageModel', 'speechModel', 'videoModel'],
    defaultBaseUrl: 'https://aiplatform.googleapis.com/v1beta1',
    configSchema: vertexConfig,
    load: loadVertex,
  }),
  'amazon-bedrock': sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'imageModel', 'rerankingModel'],
    defaultBaseUrl: null,
    configSchema: bedrockConfig,
    load: loadBedrock,
    isAlsoTheirs: (url, base) => url.origin === new URL(toAgentHost(base.origin)).origin,
  }),
  mistral: sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'speechModel', 'transcriptionModel'],
    defaultBaseUrl: 'https://api.mistral.ai/v1',
    load: async () => (await import('@ai-sdk/mistral')).createMistral,
  }),
  cohere: sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'rerankingModel'],
    defaultBaseUrl: 'https://api.cohere.com/v2',
    load: async () => (await import('@ai-sdk/cohere')).createCohere,
  }),
  xai: sdkPackage({
    // Its language models speak xAI's Responses API; the package has no other.
    kinds: ['languageModel', 'imageModel', 'speechModel', 'transcriptionModel', 'videoModel'],
    defaultBaseUrl: 'https://api.x.ai/v1',
    load: async () => (await import('@ai-sdk/xai')).createXai,
  }),
  groq: sdkPackage({
    kinds: ['languageModel', 'transcriptionModel'],
    defaultBaseUrl: 'https://api.groq.com/openai/v1',
    load: async () => (await import('@ai-sdk/groq')).createGroq,
  }),
  deepseek: sdkPackage({
    kinds: ['languageModel'],
    defaultBaseUrl: 'https://api.deepseek.com',
    load: async () => (await import('@ai-sdk/deepseek')).createDeepSeek,
  }),
  perplexity: sdkPackage({
    kinds: ['languageModel', 'embeddingModel'],
    defaultBaseUrl: 'https://api.perplexity.ai',
    load: async () => (await import('@ai-sdk/perplexity')).createPerplexity,
  }),
  fireworks: sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'imageModel'],
    defaultBaseUrl: 'https://api.fireworks.ai/inference/v1',
    load: async () => (await import('@ai-sdk/fireworks')).createFireworks,
  }),
  togetherai: sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'imageModel', 'rerankingModel'],
    defaultBaseUrl: 'https://api.together.xyz/v1',
    load: async () => (await import('@ai-sdk/togetherai')).createTogetherAI,
  }),
  huggingface: sdkPackage({
    kinds: ['languageModel'],
    defaultBaseUrl: 'https://router.huggingface.co/v1',
    load: async () => (await import('@ai-sdk/huggingface')).createHuggingFace,
  }),
  replicate: sdkPackage({
    kinds: ['imageModel', 'videoModel'],
    defaultBaseUrl: 'https://api.replicate.com/v1',
    load: async () => {
      const { createReplicate } = await import('@ai-sdk/replicate')
      return ({ apiKey, ...settings }) => createReplicate({ ...settings, apiToken: apiKey })
    },
  }),
  fal: sdkPackage({
    kinds: ['imageModel', 'speechModel', 'transcriptionModel', 'videoModel'],
    defaultBaseUrl: FAL_BASE_URL,
    load: loadFal,
    isAlsoTheirs: (url, base) => base.origin === FAL_BASE_URL && url.origin === FAL_QUEUE_URL,
  }),
  luma: sdkPackage({
    kinds: ['imageModel'],
    defaultBaseUrl: 'https://api.lumalabs.ai',
    load: async () => (await import('@ai-sdk/luma')).createLuma,
  }),
  'black-forest-labs': sdkPackage({
    kinds: ['imageModel', 'videoModel'],
    defaultBaseUrl: 'https://api.bfl.ai/v1',
    load: async () => (await import('@ai-sdk/black-forest-labs')).createBlackForestLabs,
    // A job is asked after at the cluster that took it, such as api.eu1.bfl.ai.
    isAlsoTheirs: (url, base) => url.protocol === 'https:' && [url, base].every(({ host }) => host.endsWith('.bfl.ai')),
  }),
  elevenlabs: sdkPackageAt('https://api.elevenlabs.io/v1', {
    kinds: ['speechModel', 'transcriptionModel'],
    load: async () => (await import('@ai-sdk/elevenlabs')).createElevenLabs,
  }),
  deepgram: sdkPackageAt('https://api.deepgram.com/v1', {
    kinds: ['speechModel', 'transcriptionModel'],
    load: async () => (await import('@ai-sdk/deepgram')).createDeepgram,
  }),
  assemblyai: sdkPackageAt('https://api.assemblyai.com/v2', {
    kinds: ['transcriptionModel'],
    load: async () => (await import('@ai-sdk/assemblyai')).createAssemblyAI,
  }),
  hume: sdkPackageAt('https://api.hume.ai/v0', {
    kinds: ['speechModel'],
    load: async () => (await import('@ai-sdk/hume')).createHume,
  }),
  lmnt: sdkPackageAt('https://api.lmnt.com/v1', {
    kinds: ['speechModel'],
    load: async () => (await import('@ai-sdk/lmnt')).createLMNT,
  }),
  'workers-ai': sdkPackage({
    kinds: ['languageModel', 'embeddingModel', 'imageModel', 'speechModel', 'transcriptionModel', 'rerankingModel'],
    defaultBaseUrl: WORKERS_AI_BASE_URL,
    load: loadWorkersAi,
  }),
} satisfies Record<string, SdkPackage>
