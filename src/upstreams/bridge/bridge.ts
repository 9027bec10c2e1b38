/** Sends a call in OpenAI's form through a provider package of the AI SDK. */
import { AppError } from '../../errors.ts'
import type { CommonConfig } from '../pass-through.ts'
import { redactKey } from '../redact.ts'
import type { Connection, UpstreamBody, UpstreamRequest } from '../port.ts'
import type { SdkPackage } from '../sdk/packages.ts'
import { bridgeChat } from './chat/chat.ts'
import { bridgeCompletions } from './completions.ts'
import { refuseDeep } from './depth.ts'
import { downloadFor } from './download.ts'
import { bridgeEmbeddings } from './embeddings.ts'
import { toBridgeFailure, withoutKey } from './failures.ts'
import { createGuardedFetch } from './guarded-fetch.ts'
import { bridgeImages } from './images.ts'
import type { BridgeCall, SdkModelKind, SdkModels } from './port.ts'
import { bridgeRerank } from './rerank.ts'
import { bridgeResponses } from './responses/responses.ts'
import { bridgeSpeech } from './speech.ts'
import { tellBreak } from './stream-break.ts'
import { bridgeTranscription } from './transcription.ts'
import { readVideo, readVideoContent, startVideo } from './video.ts'

/** @throws AppError as `Send` says. */
export async function sendOverBridge(
  sdkPackage: SdkPackage,
  connection: Connection,
  request: UpstreamRequest,
): Promise<Response> {
  const guarded = createGuardedFetch(connection, {
    isAlsoTheirs: sdkPackage.isAlsoTheirs,
    isFile: request.operation === 'video_content',
  })
  const createSdk = await sdkPackage.load()
  const { provider, key, signal } = connection
  const config: CommonConfig = provider.config

  function callOf<K extends SdkModelKind>(kind: K): BridgeCall<K> {
    return {
      createModel: (fetch) => {
        const sdk = createSdk({
          baseURL: provider.apiBaseUrl.replace(/\/+$/, ''),
          apiKey: key,
          headers: config.headers ?? {},
          fetch,
          config: provider.config,
        })
        const create: ((modelId: string) => SdkModels[K]) | undefined = sdk[kind]
        if (!create) throw new AppError('operation_not_supported')
        return create(request.modelId)
      },
      fetch: guarded.fetch,
      modelId: request.modelId,
      signal,
      isStream: request.isStream,
      maxOutputTokens: request.maxOutputTokens,
      download: downloadFor(connection),
      redact: (text) => redactKey(text, key),
      nowMs: Date.now(),
    }
  }

  const toFailure = (error: unknown) =>
    signal.aborted ? signal.reason : withoutKey(guarded.failure() ?? toBridgeFailure(error), key)
  try {
    return tellBreak(await answer(callOf, request), (error) => {
      const failure: unknown = toFailure(error)
      if (failure instanceof AppError) request.onBreak?.(failure)
    })
  } catch (error) {
    throw toFailure(error)
  }
}

async function answer(
  callOf: <K extends SdkModelKind>(kind: K) => BridgeCall<K>,
  { operation, body, jobId }: UpstreamRequest,
): Promise<Response> {
  switch (operation) {
    case 'chat_completions':
      return bridgeChat(callOf('languageModel'), jsonOf(body))
    case 'completions':
      return bridgeCompletions(callOf('languageModel'), jsonOf(body))
    case 'responses':
      return bridgeResponses(callOf('languageModel'), jsonOf(body))
    case 'embeddings':
      return bridgeEmbeddings(callOf('embeddingModel'), jsonOf(body))
    case 'image_generations':
      return bridgeImages(callOf('imageModel'), jsonOf(body), 'generate')
    case 'image_edits':
      return bridgeImages(callOf('imageModel'), valueOf(body), 'edit')
    case 'speech':
      return bridgeSpeech(callOf('speechModel'), jsonOf(body))
    case 'transcriptions':
      return bridgeTranscription(callOf('transcriptionModel'), formOf(body), 'transcribe')
    case 'rerank':
      return bridgeRerank(callOf('rerankingModel'), jsonOf(body))
    case 'video_create':
      return startVideo(callOf('videoModel'), valueOf(body))
    case 'video_status':
      return readVideo(callOf('videoModel'), jobId ?? '')
    case 'video_content':
      return readVideoContent(callOf('videoModel'), jobId ?? '')
    case 'translations':
    case 'moderations':
    case 'anthropic_messages':
    case 'anthropic_count_tokens':
    case 'gemini_generate':
    case 'gemini_stream':
    case 'gemini_embed':
    case 'gemini_batch_embed':
    case 'models':
      throw new AppError('operation_not_supported')
  }
}

function jsonOf(body: UpstreamBody): Record<string, unknown> {
  if (body.kind !== 'json') throw new AppError('unsupported_media_type', 'The body must be JSON')
  refuseDeep(body.value)
  return body.value
}

function formOf(body: UpstreamBody): FormData {
  if (body.kind !== 'form') throw new AppError('unsupported_media_type', 'The body must be a form')
  return body.value
}

function valueOf(body: UpstreamBody): Record<string, unknown> | FormData {
  return body.kind === 'form' ? formOf(body) : jsonOf(body)
}
