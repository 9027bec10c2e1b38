import { createSpeechCall } from '../../gateway/speech/call.ts'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonBody } from '../../http/route.ts'
import { z } from '../../platform/zod.ts'
import { toModelName } from '../model-name.ts'
import { SimpleSpeechRequest } from './schemas.ts'

const audio = z.any().openapi({ type: 'string', format: 'binary' })

const speak = defineRoute('call', [], {
  operationId: 'speak',
  tags: ['Simple AI'],
  summary: 'A text, spoken',
  description: 'Metered by the characters of `text`. Who spoke it is in the headers `x-gatehouse-…`.',
  method: 'post',
  path: '/api/v1/ai/audio',
  request: { headers: callHeaders, body: jsonBody(SimpleSpeechRequest) },
  responses: {
    200: {
      description: 'Audio as it is made',
      content: { 'audio/mpeg': { schema: audio }, 'application/octet-stream': { schema: audio } },
    },
  },
})

export const simpleAudioRoutes = createRouter().openapi(speak, async (c) => {
  const { text, provider, model, ...request } = c.req.valid('json')
  return answerCall(c, createSpeechCall({ ...request, input: text, model: toModelName({ provider, model }) }))
})
