import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { createModerationCall, ModerationRequest } from './call.ts'
import { Moderation } from './schemas.ts'

const createModeration = defineRoute('call', [], {
  operationId: 'createModeration',
  tags: ['OpenAI-compatible'],
  summary: 'Whether texts or images may do harm',
  description:
    'Goes to providers that speak OpenAI’s wire format. Metered by its input tokens, which are counted where the provider names none.',
  method: 'post',
  path: '/v1/moderations',
  request: { headers: callHeaders, body: jsonBody(ModerationRequest) },
  responses: { 200: jsonAnswer(Moderation, 'The provider’s answer') },
})

export const moderationRoutes = createRouter().openapi(createModeration, async (c) =>
  answerCall(c, createModerationCall(c.req.valid('json'))),
)
