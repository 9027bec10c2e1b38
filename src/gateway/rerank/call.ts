import { z } from '../../platform/zod.ts'
import type { CapabilityCall } from '../call.ts'
import { createInputCall } from '../input-call.ts'
import { modelName } from '../json-body.ts'
import { measureInput, type InputSize } from '../token-estimate.ts'
import { readInputUsage, type TokenCounts } from '../token-usage.ts'

/** The request that Cohere, Jina and vLLM share. Only what Gatehouse itself reads is checked. */
export const RerankRequest = z
  .looseObject({
    model: modelName,
    query: z.string().min(1).openapi({ example: 'Who wrote it?' }),
    documents: z
      .array(z.unknown())
      .min(1)
      .openapi({ description: 'Texts, or objects with a `text`.', example: ['Ada wrote it.', 'It rained.'] }),
  })
  .openapi('RerankRequest')

export type RerankRequest = z.infer<typeof RerankRequest>

export function createRerankCall(request: RerankRequest): CapabilityCall {
  return createInputCall(request, { capability: 'rerank', operation: 'rerank', measure: measureRanking, readUsage })
}

/** The query is read beside each document. */
function measureRanking({ query, documents }: Record<string, unknown>): InputSize {
  const [ofQuery, ofDocuments] = [measureInput(query), measureInput(documents)]
  const count = Array.isArray(documents) ? documents.length : 1
  return {
    maxTokens: ofQuery.maxTokens * count + ofDocuments.maxTokens,
    likelyTokens: ofQuery.likelyTokens * count + ofDocuments.likelyTokens,
  }
}

const answerForm = z.looseObject({
  usage: z.unknown().optional(),
  /** Cohere's. */
  meta: z.looseObject({ tokens: z.unknown().optional(), billed_units: z.unknown().optional() }).nullish().catch(null),
})

function readUsage(answer: unknown): TokenCounts | null {
  const { data } = answerForm.safeParse(answer)
  return readInputUsage(data?.usage) ?? readInputUsage(data?.meta?.billed_units) ?? readInputUsage(data?.meta?.tokens)
}
