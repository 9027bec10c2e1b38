import { z } from '@hono/zod-openapi'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonBody } from '../../http/route.ts'
import { ChatCompletionRequest, createChatCall } from './call.ts'
import { ChatCompletion } from './schemas.ts'

const createChatCompletion = defineRoute('call', [], {
  operationId: 'createChatCompletion',
  tags: ['OpenAI-compatible'],
  summary: 'Chat, whole or streamed',
  description:
    'To a provider that speaks OpenAI’s wire format the body goes as it is, with only the model’s name put in the provider’s own words. For every other protocol it is translated; a parameter that the protocol does not have is a 400 that names it. A call is charged once for an `Idempotency-Key`.',
  method: 'post',
  path: '/v1/chat/completions',
  request: { headers: callHeaders, body: jsonBody(ChatCompletionRequest) },
  responses: {
    200: {
      description: 'The provider’s answer; server-sent events for a stream',
      content: {
        'application/json': { schema: ChatCompletion },
        'text/event-stream': { schema: z.string() },
      },
    },
  },
})

export const chatRoutes = createRouter().openapi(createChatCompletion, async (c) =>
  answerCall(c, createChatCall(c.req.valid('json'))),
)
