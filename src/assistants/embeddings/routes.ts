import { createEmbeddingCall } from '../../gateway/embeddings/call.ts'
import { runCall } from '../../gateway/pipeline.ts'
import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { toModelName } from '../model-name.ts'
import { SimpleEmbeddingRequest, SimpleEmbeddings } from './schemas.ts'
import { toSimpleEmbeddings } from './service.ts'

const embed = defineRoute('call', [], {
  operationId: 'embed',
  tags: ['Simple AI'],
  summary: 'Vectors of texts',
  description: 'Metered by its input tokens.',
  method: 'post',
  path: '/api/v1/ai/embeddings',
  request: { headers: callHeaders, body: jsonBody(SimpleEmbeddingRequest) },
  responses: { 200: jsonAnswer(SimpleEmbeddings, 'The vectors') },
})

export const simpleEmbeddingRoutes = createRouter().openapi(embed, async (c) => {
  const { deps } = c.var
  const startedAtMs = deps.clock()
  const { provider, model, ...request } = c.req.valid('json')
  const call = createEmbeddingCall({ ...request, model: toModelName({ provider, model }) })
  const answer = await runCall(deps, toPipelineRequest(c, call))
  setCallHeaders(c, answer)
  const inputCount = [request.input].flat().length
  return c.json(toSimpleEmbeddings(answer, inputCount, deps.clock() - startedAtMs), 200)
})
