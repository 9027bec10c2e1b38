/** `config` of a provider: what deviates from what its protocol is used to. One schema a protocol. */
import { z } from '../platform/zod.ts'
import type { Operation } from './port.ts'

const HEADER_NAME = /^[a-z0-9!#$%&'*+.^_`|~-]{1,100}$/i
/** Visible ASCII and spaces: nothing that could end a header. */
const HEADER_VALUE = /^[\x20-\x7e]{0,2000}$/

/** Headers that are the connection's or ours: RFC 9110 §7.6.1, framing, and where the call goes. */
const CONNECTION_HEADERS = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'content-type',
  'cookie',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Headers that carry a key: the protocol or `auth` sets them, from what is stored encrypted. */
const KEY_HEADERS = new Set([
  'api-key',
  'authorization',
  'x-amz-security-token',
  'x-api-key',
  'x-goog-api-key',
  'x-hume-api-key',
  'x-key',
  'xi-api-key',
])

const authHeaderName = z
  .string()
  .regex(HEADER_NAME, 'is not a header name')
  .refine((name) => !CONNECTION_HEADERS.has(name.toLowerCase()), 'is a header that cannot be set')
const headerName = authHeaderName.refine(
  (name) => !KEY_HEADERS.has(name.toLowerCase()),
  'is a header that cannot be set',
)
const headerValue = z.string().regex(HEADER_VALUE, 'has characters that a header cannot hold')
const parameterName = z.string().regex(/^[\w.-]{1,100}$/, 'is not a parameter name')

const path = z
  .string()
  .max(200)
  .regex(/^(\/[A-Za-z0-9._~-]+)+$/, 'must be a plain path such as /chat/completions')
  .refine((text) => !text.split('/').some((part) => part === '.' || part === '..'), 'must not climb')

const milliseconds = z.number().int().min(10).max(3_600_000)

export const timeoutDefaults = {
  /** Until the upstream's headers: a long answer that is not streamed sends them last. */
  headersMs: 300_000,
  /** Between two pieces of a stream. */
  idleMs: 120_000,
  /** From first to last. */
  totalMs: 900_000,
}

/** What is sent once may be billed; whoever wants a second attempt says so. */
export const retryDefaults = { maxRetries: 0, maxWaitMs: 5_000 }

const query = z
  .record(parameterName, z.string().max(500))
  .optional()
  .openapi({ description: 'Query parameters of every call.' })

/** What every protocol has. */
const calls = {
  headers: z.record(headerName, headerValue).optional().openapi({ description: 'Sent with every call.' }),
  timeouts: z
    .strictObject({ headers_ms: milliseconds, idle_ms: milliseconds, total_ms: milliseconds })
    .partial()
    .optional()
    .openapi({ description: `Milliseconds. Defaults: ${JSON.stringify(timeoutDefaults)}.` }),
  retry: z
    .strictObject({ max_retries: z.number().int().min(0).max(4), max_wait_ms: z.number().int().min(0).max(60_000) })
    .partial()
    .optional()
    .openapi({
      description:
        'How often a call that the provider certainly did not serve (it was unreachable, or answered 408, 429 or 5xx ' +
        'before any output) is sent again, and the longest wait for that. ' +
        `Defaults: ${JSON.stringify(retryDefaults)}.`,
    }),
}

const common = { ...calls, query }

/** What deviates from OpenAI's wire format besides. */
const openAiWire = {
  ...common,
  auth: z
    .discriminatedUnion('scheme', [
      z.strictObject({ scheme: z.literal('bearer') }),
      z.strictObject({ scheme: z.literal('header'), name: authHeaderName }),
      z.strictObject({ scheme: z.literal('query'), name: parameterName }),
    ])
    .optional()
    .openapi({
      description: 'How the key is sent. `openai`: bearer unless said otherwise; `azure`: header `api-key`.',
    }),
  paths: z
    .strictObject({
      chat_completions: path,
      completions: path,
      responses: path,
      embeddings: path,
      image_generations: path,
      image_edits: path,
      speech: path,
      transcriptions: path,
      translations: path,
      video_create: path,
      moderations: path,
      rerank: path,
      models: path,
    } satisfies Partial<Record<Operation, typeof path>>)
    .partial()
    .optional()
    .openapi({ description: 'Paths below the base URL that differ from the ordinary ones.' }),
}

export const openAiConfig = z.strictObject(openAiWire).openapi('OpenAiProviderConfig')

/** Azure OpenAI speaks OpenAI's wire format below `https://RESOURCE.openai.azure.com/openai/v1`. */
export const azureConfig = z.strictObject(openAiWire).openapi('AzureProviderConfig')

export const commonConfig = z.strictObject(common).openapi('CommonProviderConfig')

/** Without `query`: what AWS has not signed it refuses. */
export const bedrockConfig = z
  .strictObject({
    ...calls,
    region: z
      .string()
      .regex(/^[a-z]{2,5}(-[a-z]{2,12}){1,3}-\d{1,2}$/, 'is not an AWS region')
      .openapi({ description: 'The region that requests are signed for.', example: 'us-east-1' }),
  })
  .openapi('BedrockProviderConfig')

export const vertexConfig = z
  .strictObject({
    ...common,
    project: z
      .string()
      .regex(/^[a-z0-9][a-z0-9.:-]{1,60}$/, 'is not a project id')
      .optional()
      .openapi({ description: 'The project of the service account unless said otherwise. Unused with an API key.' }),
    location: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,40}$/, 'is not a location')
      .optional()
      .openapi({ description: '`global` unless said otherwise. Unused with an API key.', example: 'europe-west1' }),
  })
  .openapi('VertexProviderConfig')

export type OpenAiConfig = z.infer<typeof openAiConfig>
