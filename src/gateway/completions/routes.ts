import { z } from '@hono/zod-openapi'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonBody } from '../../http/route.ts'
import { CompletionRequest, createCompletionCall } from './call.ts'
import { Completion } from './schemas.ts'

const createCompletion = defineRoute('call', [], {
  operationId: 'createCompletion',
  tags: ['OpenAI-compatible'],
  summary: 'Complete a text, whole or streamed',
  description:
    'The older form of chat, for models that continue a text. To providers of another protocol it goes as a chat of one message.',
  method: 'post',
  path: '/v1/completions',
  request: { headers: callHeaders, body: jsonBody(CompletionRequest) },
  responses: {
    200: {
      description: 'The provider’s answer; server-sent events for a stream',
      content: {
        'application/json': { schema: Completion },
        'text/event-stream': { schema: z.string() },
      },
    },
  },
})

export const completionRoutes = createRouter().openapi(createCompletion, async (c) =>
  answerCall(c, createCompletionCall(c.req.valid('json'))),
)
