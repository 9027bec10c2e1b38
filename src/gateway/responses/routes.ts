import { z } from '@hono/zod-openapi'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonBody } from '../../http/route.ts'
import { createResponseCall, ResponseRequest } from './call.ts'
import { ModelResponse } from './schemas.ts'

const createResponse = defineRoute('call', [], {
  operationId: 'createResponse',
  tags: ['OpenAI-compatible'],
  summary: 'A response of OpenAI’s newer form, whole or streamed',
  description:
    'To a provider that speaks OpenAI’s wire format the body goes as it is; for every other protocol it is translated, and what that cannot express or would have to store is a 400 that names it. `background: true` is refused. Tokens are metered; what a provider charges for its own tools besides, such as web searches, is not. A tool cannot name a model of its own.',
  method: 'post',
  path: '/v1/responses',
  request: { headers: callHeaders, body: jsonBody(ResponseRequest) },
  responses: {
    200: {
      description: 'The provider’s answer; server-sent events for a stream',
      content: {
        'application/json': { schema: ModelResponse },
        'text/event-stream': { schema: z.string() },
      },
    },
  },
})

export const responseRoutes = createRouter().openapi(createResponse, async (c) =>
  answerCall(c, createResponseCall(c.req.valid('json'))),
)
