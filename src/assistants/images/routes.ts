import { createImageCall } from '../../gateway/images/call.ts'
import { runCall } from '../../gateway/pipeline.ts'
import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { toModelName } from '../model-name.ts'
import { SimpleImageRequest, SimpleImages } from './schemas.ts'
import { toSimpleImages } from './service.ts'

const drawImages = defineRoute('call', [], {
  operationId: 'drawImages',
  tags: ['Simple AI'],
  summary: 'Images of a prompt',
  description:
    'Whether they come as addresses or in base64 is the provider’s. `size`, `quality` and `style` are in its words, and sent only where they are given. Metered as `POST /v1/images/generations` is.',
  method: 'post',
  path: '/api/v1/ai/images',
  request: { headers: callHeaders, body: jsonBody(SimpleImageRequest) },
  responses: { 200: jsonAnswer(SimpleImages, 'The images') },
})

export const simpleImageRoutes = createRouter().openapi(drawImages, async (c) => {
  const { deps } = c.var
  const startedAtMs = deps.clock()
  const { provider, model, ...request } = c.req.valid('json')
  const call = createImageCall({ ...request, model: toModelName({ provider, model }) })
  const answer = await runCall(deps, toPipelineRequest(c, call))
  setCallHeaders(c, answer)
  return c.json(toSimpleImages(answer, deps.clock() - startedAtMs), 200)
})
