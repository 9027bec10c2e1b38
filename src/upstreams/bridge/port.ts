/**
 * The bridge: OpenAI's wire format over the AI SDK's provider interface. One file a kind of model; each takes a request in
 * OpenAI's form and answers a `Response` in OpenAI's form, so that nothing behind it knows which protocol was spoken.
 */
import type {
  EmbeddingModelV4,
  Experimental_VideoModelV4,
  ImageModelV4,
  LanguageModelV4,
  RerankingModelV4,
  SpeechModelV4,
  TranscriptionModelV4,
} from '@ai-sdk/provider'

/** The kinds of model that a protocol may have, by the names that the AI SDK gives their factories. */
export type SdkModels = {
  languageModel: LanguageModelV4
  embeddingModel: EmbeddingModelV4
  imageModel: ImageModelV4
  speechModel: SpeechModelV4
  transcriptionModel: TranscriptionModelV4
  rerankingModel: RerankingModelV4
  videoModel: Experimental_VideoModelV4
}

export type SdkModelKind = keyof SdkModels

export type SdkSettings = {
  baseURL: string
  apiKey: string
  headers: Record<string, string>
  /** Every request of the package goes through it. */
  fetch: typeof fetch
  /** The protocol's own part of the provider's `config`. */
  config: Record<string, unknown>
}

/** A provider package with its settings in place. What a protocol lacks is absent. */
export type Sdk = { [K in SdkModelKind]?: (modelId: string) => SdkModels[K] }

/** One call over the bridge. `createModel` may be asked several times: with a `fetch` that only looks, and with the real one. */
export type BridgeCall<K extends SdkModelKind> = {
  createModel: (fetch: typeof globalThis.fetch) => SdkModels[K]
  /** The real one: guarded, timed, and with the provider's refusals thrown as AppErrors. */
  fetch: typeof globalThis.fetch
  modelId: string
  signal: AbortSignal
  isStream: boolean
  maxOutputTokens: number | null
  /** Fetches what a caller pointed to in a field, for protocols that take bytes only. @throws AppError `validation_failed`. */
  download: (url: URL, field: string) => Promise<{ bytes: Uint8Array; mediaType: string }>
  /** Takes the key out of the provider's words. */
  redact: (text: string) => string
  /** Unix milliseconds. */
  nowMs: number
}

/** A JSON request in OpenAI's form. */
export type JsonRequest = Record<string, unknown>
