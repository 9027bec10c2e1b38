/** What the gateway says to an upstream, whatever protocol it speaks. */
import type { AppError } from '../errors.ts'

/** An endpoint in the wire format that names it: OpenAI's, or a provider's own for its own clients. */
export type Operation =
  | 'chat_completions'
  | 'completions'
  | 'responses'
  | 'embeddings'
  | 'image_generations'
  | 'image_edits'
  | 'speech'
  | 'transcriptions'
  | 'translations'
  | 'video_create'
  | 'video_status'
  | 'video_content'
  | 'moderations'
  | 'rerank'
  | 'anthropic_messages'
  | 'anthropic_count_tokens'
  | 'gemini_generate'
  | 'gemini_stream'
  | 'gemini_embed'
  | 'gemini_batch_embed'
  | 'models'

export type UpstreamBody =
  | { kind: 'json'; value: Record<string, unknown> }
  | { kind: 'form'; value: FormData }
  | { kind: 'none' }

export type UpstreamProvider = { slug: string; protocol: string; apiBaseUrl: string; config: Record<string, unknown> }

/** One way to a provider: whose key, by which network, and until when. */
export type Connection = {
  provider: UpstreamProvider
  /** The provider key in the clear. It goes into requests and nowhere else. */
  key: string
  fetch: typeof fetch
  /** Development only, see url-guard.ts. */
  allowLoopback: boolean
  /** Ends the call; its reason says why. */
  signal: AbortSignal
}

export type UpstreamRequest = {
  operation: Operation
  /** In the provider's own words. The body names it too where the wire format does. */
  modelId: string
  /** In the wire format of the operation. */
  body: UpstreamBody
  isStream: boolean
  /** The most that the model can put out, for protocols that have to be told. `null`: not known. */
  maxOutputTokens: number | null
  /** The upstream's own name of a job, for the operations on one. */
  jobId?: string
  /** Hears why a stream ended before its end, where that is more than the connection broke. */
  onBreak?: (error: AppError) => void
  /** Headers of the caller that belong to the wire format, such as `anthropic-beta`. */
  headers?: Record<string, string>
}

/**
 * Sends a request and answers a success, in the wire format of the operation: JSON, server-sent events or bytes.
 * @throws AppError `validation_failed` for what the protocol cannot express; `upstream_…` when it was not served. An abort
 *   of the connection's signal is thrown as its reason.
 */
export type Send = (connection: Connection, request: UpstreamRequest) => Promise<Response>
