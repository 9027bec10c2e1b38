/** `config` of a provider that speaks OpenAI's wire format: what deviates from the ordinary. */
import { z } from '../platform/zod.ts'

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

/** Headers that carry a key: `auth` sets them, from what is stored encrypted. */
const KEY_HEADERS = new Set(['api-key', 'authorization', 'x-api-key', 'x-goog-api-key'])

const authHeaderName = z
  .string()
  .regex(HEADER_NAME, 'is not a header name')
  .refine((name) => !CONNECTION_HEADERS.has(name.toLowerCase()), 'is a header that cannot be set')
const headerName = authHeaderName.refine(
  (name) => !KEY_HEADERS.has(name.toLowerCase()),
  'is a header that cannot be set',
)
const headerValue = z.string().regex(HEADER_VALUE, 'has characters that a header cannot hold')

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

export const openAiConfig = z
  .strictObject({
    headers: z.record(headerName, headerValue).optional().openapi({ description: 'Sent with every call.' }),
    query: z
      .record(z.string().regex(/^[\w.-]{1,100}$/, 'is not a parameter name'), z.string().max(500))
      .optional()
      .openapi({ description: 'Query parameters of every call.' }),
    auth: z
      .discriminatedUnion('scheme', [
        z.strictObject({ scheme: z.literal('bearer') }),
        z.strictObject({ scheme: z.literal('header'), name: authHeaderName }),
        z.strictObject({ scheme: z.literal('query'), name: z.string().regex(/^[\w.-]{1,100}$/) }),
      ])
      .optional()
      .openapi({ description: 'How the key is sent. Bearer unless said otherwise.' }),
    paths: z
      .strictObject({ chat_completions: path, models: path })
      .partial()
      .optional()
      .openapi({ description: 'Paths below the base URL that differ from the ordinary ones.' }),
    timeouts: z
      .strictObject({ headers_ms: milliseconds, idle_ms: milliseconds, total_ms: milliseconds })
      .partial()
      .optional()
      .openapi({ description: `Milliseconds. Defaults: ${JSON.stringify(timeoutDefaults)}.` }),
  })
  .openapi('OpenAiProviderConfig')

export type OpenAiConfig = z.infer<typeof openAiConfig>
