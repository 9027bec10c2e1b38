/**
 * How providers are spoken to: the only part of a provider that is code. A provider that speaks OpenAI's wire format is
 * `openai`, whatever its name; one more protocol is one more line here or in sdk/packages.ts.
 */
import { AppError } from '../errors.ts'
import { remember } from '../platform/remember.ts'
import type { z } from '../platform/zod.ts'
import type { SdkModelKind } from './bridge/port.ts'
import { openAiPaths, passThrough, type Addressing, type Paths } from './pass-through.ts'
import type { Operation, Send, UpstreamProvider } from './port.ts'
import {
  azureConfig,
  bedrockConfig,
  commonConfig,
  openAiConfig,
  retryDefaults,
  timeoutDefaults,
  vertexConfig,
} from './provider-config.ts'
import { sdkPackages, type SdkPackage } from './sdk/packages.ts'

export type ProtocolDefinition = {
  configSchema: z.ZodType<Record<string, unknown>>
  /** Where the service is when nothing is said. `null`: it has to be said. */
  defaultBaseUrl: string | null
  /** Without one the account of the Worker itself pays. */
  needsKey: boolean
  operations: ReadonlySet<Operation>
  send: Send
}

/** What a kind of model serves. */
const operationsOfKind: Record<SdkModelKind, readonly Operation[]> = {
  languageModel: ['chat_completions', 'completions', 'responses'],
  embeddingModel: ['embeddings'],
  imageModel: ['image_generations', 'image_edits'],
  speechModel: ['speech'],
  transcriptionModel: ['transcriptions'],
  rerankingModel: ['rerank'],
  videoModel: ['video_create', 'video_status', 'video_content'],
}

/** Wire formats that protocols have of their own, for their own clients. */
const anthropicNative: Addressing = {
  paths: { anthropic_messages: '/messages', anthropic_count_tokens: '/messages/count_tokens' },
  auth: { scheme: 'header', name: 'x-api-key' },
  headers: { 'anthropic-version': '2023-06-01' },
}
const geminiNative: Addressing = {
  paths: {
    gemini_generate: '/models/{model}:generateContent',
    gemini_stream: '/models/{model}:streamGenerateContent',
    gemini_embed: '/models/{model}:embedContent',
    gemini_batch_embed: '/models/{model}:batchEmbedContents',
  },
  auth: { scheme: 'header', name: 'x-goog-api-key' },
  query: { gemini_stream: { alt: 'sse' } },
}

const natives: { [protocol: string]: Addressing } = { anthropic: anthropicNative, google: geminiNative }

const readOpenAiConfig = remember((config: Record<string, unknown>) => openAiConfig.parse(config))

function openAiWire(auth: Addressing['auth'], configSchema: z.ZodType<Record<string, unknown>>): ProtocolDefinition {
  return {
    configSchema,
    defaultBaseUrl: null,
    needsKey: true,
    operations: operationsOf(openAiPaths),
    send: (connection, request) => {
      const { auth: chosen, paths } = readOpenAiConfig(connection.provider.config)
      return passThrough(connection, request, { paths: { ...openAiPaths, ...paths }, auth: chosen ?? auth })
    },
  }
}

function bridged(protocol: string, sdkPackage: SdkPackage): ProtocolDefinition {
  const native = natives[protocol]
  const nativeOperations = operationsOf(native?.paths ?? {})
  return {
    configSchema: sdkPackage.configSchema,
    defaultBaseUrl: sdkPackage.defaultBaseUrl,
    needsKey: protocol !== 'workers-ai',
    operations: new Set([...nativeOperations, ...sdkPackage.kinds.flatMap((kind) => operationsOfKind[kind])]),
    send: async (connection, request) => {
      if (native && nativeOperations.has(request.operation)) return passThrough(connection, request, native)
      // Loaded at its first use, as the packages behind it are: a Worker's start stays short.
      const { sendOverBridge } = await import('./bridge/bridge.ts')
      return sendOverBridge(sdkPackage, connection, request)
    },
  }
}

const operationsOf = (paths: Paths) => new Set(Object.keys(paths) as Operation[])

/** Every form that `config` can have, by its name in the OpenAPI document. */
export const configSchemas = {
  OpenAiProviderConfig: openAiConfig,
  AzureProviderConfig: azureConfig,
  BedrockProviderConfig: bedrockConfig,
  VertexProviderConfig: vertexConfig,
  CommonProviderConfig: commonConfig,
}

export const protocols = {
  openai: openAiWire({ scheme: 'bearer' }, openAiConfig),
  azure: openAiWire({ scheme: 'header', name: 'api-key' }, azureConfig),
  ...mapSdkPackages(),
}

export type Protocol = 'openai' | 'azure' | keyof typeof sdkPackages

export const PROTOCOLS = Object.keys(protocols) as [Protocol, ...Protocol[]]

export type Timeouts = { headersMs: number; idleMs: number; totalMs: number }
export type RetryPolicy = { maxRetries: number; maxWaitMs: number }

/** @throws AppError `upstream_not_allowed` when the row names a protocol that is not there. */
export function protocolOf({ protocol }: Pick<UpstreamProvider, 'protocol'>): ProtocolDefinition {
  const found = Object.hasOwn(protocols, protocol) ? protocols[protocol as Protocol] : null
  if (!found) throw new AppError('upstream_not_allowed', 'The protocol of the provider is not known')
  return found
}

export function timeoutsOf(provider: UpstreamProvider): Timeouts {
  const { timeouts } = readCommonConfig(provider)
  return {
    headersMs: timeouts?.headers_ms ?? timeoutDefaults.headersMs,
    idleMs: timeouts?.idle_ms ?? timeoutDefaults.idleMs,
    totalMs: timeouts?.total_ms ?? timeoutDefaults.totalMs,
  }
}

export function retryPolicyOf(provider: UpstreamProvider): RetryPolicy {
  const { retry } = readCommonConfig(provider)
  return {
    maxRetries: retry?.max_retries ?? retryDefaults.maxRetries,
    maxWaitMs: retry?.max_wait_ms ?? retryDefaults.maxWaitMs,
  }
}

/** Rows are read many times for each call. @throws AppError `upstream_not_allowed` when a row's is not what its protocol takes. */
const readCommonConfig = remember((provider: UpstreamProvider) => {
  const whole = protocolOf(provider).configSchema.safeParse(provider.config)
  if (!whole.success) throw new AppError('upstream_not_allowed', 'The configuration of the provider is not valid')
  // Each schema has these fields; the others are of no concern here.
  return commonConfig.strip().parse(whole.data)
})

function mapSdkPackages() {
  const entries = Object.entries(sdkPackages).map(([protocol, sdkPackage]) => [protocol, bridged(protocol, sdkPackage)])
  return Object.fromEntries(entries) as Record<keyof typeof sdkPackages, ProtocolDefinition>
}
