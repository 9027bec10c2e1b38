import { z } from '@hono/zod-openapi'
import { callHeaders, toPassThroughResponse, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { runCall } from '../pipeline.ts'
import { createMessageCall, createMessageTokensCall } from './call.ts'
import { Message, MessageRequest, MessageTokens, MessageTokensRequest } from './schemas.ts'

const tags = ['Anthropic-compatible']

const header = z
  .string()
  .regex(/^[\x20-\x7e]{1,2000}$/, 'must be printable ASCII')
  .optional()

const headers = callHeaders.extend({ 'anthropic-version': header, 'anthropic-beta': header })

/** What goes on to the provider. */
function toWireHeaders({ 'anthropic-version': version, 'anthropic-beta': betas }: z.infer<typeof headers>) {
  return {
    ...(version !== undefined && { 'anthropic-version': version }),
    ...(betas !== undefined && { 'anthropic-beta': betas }),
  }
}

const createMessage = defineRoute('call', [], {
  operationId: 'createMessage',
  tags,
  summary: 'A message, whole or streamed, in Anthropic’s wire format',
  description:
    'For models of providers that speak the protocol `anthropic`: the body goes to them as it is, with only the model’s name put in the provider’s own words. The key may stand in `x-api-key`. A call is charged once for an `Idempotency-Key`.',
  method: 'post',
  path: '/v1/messages',
  request: { headers, body: jsonBody(MessageRequest) },
  responses: {
    200: {
      description: 'The provider’s answer; server-sent events for a stream',
      content: {
        'application/json': { schema: Message },
        'text/event-stream': { schema: z.string() },
      },
    },
  },
})

const countMessageTokens = defineRoute('call', [], {
  operationId: 'countMessageTokens',
  tags,
  summary: 'The tokens that a message would have, in Anthropic’s wire format',
  description: 'It counts as one request, of no tokens and no cost.',
  method: 'post',
  path: '/v1/messages/count_tokens',
  request: { headers, body: jsonBody(MessageTokensRequest) },
  responses: { 200: jsonAnswer(MessageTokens, 'The provider’s count') },
})

export const messageRoutes = createRouter()
  .openapi(createMessage, async (c) => {
    const call = createMessageCall(c.req.valid('json'), toWireHeaders(c.req.valid('header')))
    const answer = await runCall(c.var.deps, toPipelineRequest(c, call))
    // The body is the provider's own: its form is not ours to prove.
    return toPassThroughResponse(answer) as never
  })
  .openapi(countMessageTokens, async (c) => {
    const call = createMessageTokensCall(c.req.valid('json'), toWireHeaders(c.req.valid('header')))
    const answer = await runCall(c.var.deps, toPipelineRequest(c, call))
    return toPassThroughResponse(answer) as never
  })
