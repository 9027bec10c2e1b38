import { z } from '@hono/zod-openapi'
import { createChatCall } from '../../gateway/chat/call.ts'
import { runCall } from '../../gateway/pipeline.ts'
import { callHeaders, setCallHeaders, toPassThroughResponse, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonBody } from '../../http/route.ts'
import { SimpleChatReply, SimpleChatRequest } from './schemas.ts'
import { toChatCompletionRequest, toSimpleReply } from './service.ts'

const chat = defineRoute('call', [], {
  operationId: 'chat',
  tags: ['Simple AI'],
  summary: 'Chat with one message, whole or streamed',
  description: 'A stream has the chunks of `/v1/chat/completions`, with the usage before its end.',
  method: 'post',
  path: '/api/v1/ai/chat',
  request: {
    headers: callHeaders,
    body: jsonBody(SimpleChatRequest),
  },
  responses: {
    200: {
      description: 'The reply; server-sent events for a stream',
      content: { 'application/json': { schema: SimpleChatReply }, 'text/event-stream': { schema: z.string() } },
    },
  },
})

export const simpleChatRoutes = createRouter().openapi(chat, async (c) => {
  const startedAtMs = c.var.deps.clock()
  const call = createChatCall(toChatCompletionRequest(c.req.valid('json')))
  const answer = await runCall(c.var.deps, toPipelineRequest(c, call))
  // The body of a stream is the provider's own: its form is not ours to prove.
  if (answer.answer.kind === 'stream') return toPassThroughResponse(answer) as never
  setCallHeaders(c, answer)
  return c.json(toSimpleReply(answer, c.var.deps.clock() - startedAtMs), 200)
})
