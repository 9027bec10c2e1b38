import { z, type RouteHandler } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { callHeaders, toPassThroughResponse, toPipelineRequest } from '../../http/calls.ts'
import type { AppContext } from '../../http/context.ts'
import { createRouter, defineRoute, documentMethods, jsonAnswer, jsonBody } from '../../http/route.ts'
import type { CapabilityCall } from '../call.ts'
import { runCall } from '../pipeline.ts'
import { createBatchEmbedCall, createEmbedCall, createGenerateCall } from './call.ts'
import {
  BatchEmbedContentsRequest,
  BatchEmbedContentsResponse,
  EmbedContentRequest,
  EmbedContentResponse,
  GenerateContentRequest,
  GenerateContentResponse,
} from './schemas.ts'

/** Google's paths end in the name of a method; what stands before it may have slashes of its own. */
const pathOf = <M extends string>(method: M) => `/v1beta/models/:model{.+:${method}}` as const

const modelOf = (method: string) =>
  z.object({
    model: z
      .string()
      .max(400)
      .transform((text) => text.slice(0, -`:${method}`.length))
      .openapi({ type: 'string', example: 'google/gemini-2.5-flash' }),
  })

const parts = { tags: ['Gemini-compatible'], method: 'post' as const }

const description =
  'For models of providers that speak the protocol `google`, named `provider/model_id` or by a bare model id: the body goes to them as it is. All of it is below `/v1` too, where Google’s own client looks by default. The key may stand in `x-goog-api-key`, never in the address. A model’s rules for parameters apply to `generationConfig`, in Google’s own names. A call is charged once for an `Idempotency-Key`.'

const generateContent = defineRoute('call', [], {
  ...parts,
  operationId: 'generateContent',
  summary: 'An answer of a model, in Google’s wire format',
  description,
  path: pathOf('generateContent'),
  request: { params: modelOf('generateContent'), headers: callHeaders, body: jsonBody(GenerateContentRequest) },
  responses: { 200: jsonAnswer(GenerateContentResponse, 'The provider’s answer') },
})

const streamGenerateContent = defineRoute('call', [], {
  ...parts,
  operationId: 'streamGenerateContent',
  summary: 'A streamed answer of a model, in Google’s wire format',
  description,
  path: pathOf('streamGenerateContent'),
  request: {
    params: modelOf('streamGenerateContent'),
    query: z.object({ alt: z.literal('sse', 'must be sse: there are server-sent events only') }),
    headers: callHeaders,
    body: jsonBody(GenerateContentRequest),
  },
  responses: {
    200: { description: 'Server-sent events', content: { 'text/event-stream': { schema: z.string() } } },
  },
})

const embedContent = defineRoute('call', [], {
  ...parts,
  operationId: 'embedContent',
  summary: 'The vector of a text, in Google’s wire format',
  path: pathOf('embedContent'),
  request: { params: modelOf('embedContent'), headers: callHeaders, body: jsonBody(EmbedContentRequest) },
  responses: { 200: jsonAnswer(EmbedContentResponse, 'The provider’s answer') },
})

const batchEmbedContents = defineRoute('call', [], {
  ...parts,
  operationId: 'batchEmbedContents',
  summary: 'The vectors of several texts, in Google’s wire format',
  description: 'What the official client calls to embed. It counts as one request.',
  path: pathOf('batchEmbedContents'),
  request: { params: modelOf('batchEmbedContents'), headers: callHeaders, body: jsonBody(BatchEmbedContentsRequest) },
  responses: { 200: jsonAnswer(BatchEmbedContentsResponse, 'The provider’s answer') },
})

const answer = async (c: Context<AppContext>, call: CapabilityCall) =>
  // The body is the provider's own: its form is not ours to prove.
  toPassThroughResponse(await runCall(c.var.deps, toPipelineRequest(c, call))) as never

const generate: RouteHandler<typeof generateContent, AppContext> = (c) =>
  answer(c, createGenerateCall(c.req.valid('json'), { modelName: c.req.valid('param').model, isStream: false }))

const stream: RouteHandler<typeof streamGenerateContent, AppContext> = (c) =>
  answer(c, createGenerateCall(c.req.valid('json'), { modelName: c.req.valid('param').model, isStream: true }))

const embed: RouteHandler<typeof embedContent, AppContext> = (c) =>
  answer(c, createEmbedCall(c.req.valid('json'), c.req.valid('param').model))

const embedBatch: RouteHandler<typeof batchEmbedContents, AppContext> = (c) =>
  answer(c, createBatchEmbedCall(c.req.valid('json'), c.req.valid('param').model))

/** The same where Google's own client looks when it is told no version. */
const belowV1 = <R extends { path: string }>(route: R): R => ({
  ...route,
  path: route.path.replace('/v1beta/', '/v1/'),
  hide: true,
})

export const geminiRoutes = createRouter()
  .openapi(generateContent, generate)
  .openapi(streamGenerateContent, stream)
  .openapi(embedContent, embed)
  .openapi(batchEmbedContents, embedBatch)
  .openapi(belowV1(generateContent), generate)
  .openapi(belowV1(streamGenerateContent), stream)
  .openapi(belowV1(embedContent), embed)
  .openapi(belowV1(batchEmbedContents), embedBatch)

documentMethods(geminiRoutes)
