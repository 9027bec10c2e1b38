import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { createRerankCall, RerankRequest } from './call.ts'
import { RerankResult } from './schemas.ts'

const createRerank = defineRoute('call', [], {
  operationId: 'createRerank',
  tags: ['OpenAI-compatible'],
  summary: 'Documents by how well they answer a query',
  description:
    'OpenAI has no such endpoint: this is the form that Cohere, Jina and vLLM share. Metered by its input tokens, which are counted where the provider names none.',
  method: 'post',
  path: '/v1/rerank',
  request: { headers: callHeaders, body: jsonBody(RerankRequest) },
  responses: { 200: jsonAnswer(RerankResult, 'The provider’s answer') },
})

export const rerankRoutes = createRouter().openapi(createRerank, async (c) =>
  answerCall(c, createRerankCall(c.req.valid('json'))),
)
