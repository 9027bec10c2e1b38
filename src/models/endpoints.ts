import type { Capability } from '../capabilities/schemas.ts'
import type { Operation } from '../upstreams/port.ts'
import { protocolOf } from '../upstreams/protocols.ts'

type Endpoint = [path: string, operation: Operation]

const chat: Endpoint[] = [
  ['/v1/chat/completions', 'chat_completions'],
  ['/v1/completions', 'completions'],
  ['/v1/responses', 'responses'],
  ['/v1/messages', 'anthropic_messages'],
  ['/v1beta/models/{model}:generateContent', 'gemini_generate'],
  ['/api/v1/ai/chat', 'chat_completions'],
  ['/api/v1/ai/content', 'chat_completions'],
]
const code: Endpoint = ['/api/v1/ai/code', 'chat_completions']

/** Where each capability is called, and what the provider's protocol must have for it. */
const endpoints: Record<Capability, Endpoint[]> = {
  chat: [...chat, code],
  code: [code],
  image: [
    ['/v1/images/generations', 'image_generations'],
    ['/v1/images/edits', 'image_edits'],
    ['/api/v1/ai/images', 'image_generations'],
  ],
  audio: [
    ['/v1/audio/speech', 'speech'],
    ['/api/v1/ai/audio', 'speech'],
  ],
  speech_to_text: [
    ['/v1/audio/transcriptions', 'transcriptions'],
    ['/v1/audio/translations', 'translations'],
    ['/api/v1/ai/transcriptions', 'transcriptions'],
  ],
  video: [
    ['/v1/videos', 'video_create'],
    ['/api/v1/ai/video', 'video_create'],
  ],
  embeddings: [
    ['/v1/embeddings', 'embeddings'],
    ['/v1beta/models/{model}:embedContent', 'gemini_embed'],
    ['/api/v1/ai/embeddings', 'embeddings'],
  ],
  vision: [],
  rerank: [['/v1/rerank', 'rerank']],
  moderation: [['/v1/moderations', 'moderations']],
}

/** Where a model is called, by what it can do and what its provider's protocol has. */
export function endpointsOf(capabilities: Capability[], provider: { protocol: string }): string[] {
  const { operations } = protocolOf(provider)
  const served = capabilities
    .flatMap((capability) => endpoints[capability])
    .filter(([, operation]) => operations.has(operation))
  return [...new Set(served.map(([path]) => path))]
}
