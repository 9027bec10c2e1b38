import { z } from '../../platform/zod.ts'
import type { CapabilityCall } from '../call.ts'
import { createInputCall } from '../input-call.ts'
import { modelName, textInput } from '../json-body.ts'

/** OpenAI's request for vectors. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const EmbeddingRequest = z.looseObject({ model: modelName, input: textInput }).openapi('EmbeddingRequest')

export type EmbeddingRequest = z.infer<typeof EmbeddingRequest>

export function createEmbeddingCall(request: EmbeddingRequest): CapabilityCall {
  return createInputCall(request, { capability: 'embeddings', operation: 'embeddings' })
}
