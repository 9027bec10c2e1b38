import { z } from '@hono/zod-openapi'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonBody } from '../../http/route.ts'
import { createSpeechCall, SpeechRequest } from './call.ts'

const audio = z.any().openapi({ type: 'string', format: 'binary' })

const createSpeech = defineRoute('call', [], {
  operationId: 'createSpeech',
  tags: ['OpenAI-compatible'],
  summary: 'Text, spoken',
  description:
    'Metered by the characters of `input`. Tokens are known only with `stream_format: sse`; for a model that has a price for them they are estimated otherwise.',
  method: 'post',
  path: '/v1/audio/speech',
  request: { headers: callHeaders, body: jsonBody(SpeechRequest) },
  responses: {
    200: {
      description: 'Audio as it is made; server-sent events for `stream_format: sse`',
      content: {
        'audio/mpeg': { schema: audio },
        'application/octet-stream': { schema: audio },
        'text/event-stream': { schema: z.string() },
      },
    },
  },
})

export const speechRoutes = createRouter().openapi(createSpeech, async (c) =>
  answerCall(c, createSpeechCall(c.req.valid('json'))),
)
