import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { createEmbeddingCall, EmbeddingRequest } from './call.ts'
import { EmbeddingList } from './schemas.ts'

const createEmbedding = defineRoute('call', [], {
  operationId: 'createEmbedding',
  tags: ['OpenAI-compatible'],
  summary: 'Vectors of texts',
  description: 'Metered by its input tokens.',
  method: 'post',
  path: '/v1/embeddings',
  request: { headers: callHeaders, body: jsonBody(EmbeddingRequest) },
  responses: { 200: jsonAnswer(EmbeddingList, 'The provider’s answer') },
})

export const embeddingRoutes = createRouter().openapi(createEmbedding, async (c) =>
  answerCall(c, createEmbeddingCall(c.req.valid('json'))),
)
