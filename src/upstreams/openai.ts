/** Speaking OpenAI's wire format to a provider: one request, its answer, its refusals. */
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { readBounded } from './bounded-body.ts'
import { openAiConfig, timeoutDefaults, type OpenAiConfig } from './provider-config.ts'
import { redactKey } from './redact.ts'
import { checkUpstreamUrl } from './url-guard.ts'

const paths = { chat_completions: '/chat/completions', models: '/models' } as const

export type UpstreamOperation = keyof typeof paths

export type Timeouts = { headersMs: number; idleMs: number; totalMs: number }

export type UpstreamProvider = { slug: string; apiBaseUrl: string; config: Record<string, unknown> }

export type UpstreamCall = {
  provider: UpstreamProvider
  /** The provider key in the clear. It goes into the request and nowhere else. */
  key: string
  operation: UpstreamOperation
  /** JSON text. */
  body: string
  accept: string
  signal: AbortSignal
}

const MAX_ERROR_BYTES = 64 * 1024

export function timeoutsOf({ config }: UpstreamProvider): Timeouts {
  const { timeouts } = parseConfig(config)
  return {
    headersMs: timeouts?.headers_ms ?? timeoutDefaults.headersMs,
    idleMs: timeouts?.idle_ms ?? timeoutDefaults.idleMs,
    totalMs: timeouts?.total_ms ?? timeoutDefaults.totalMs,
  }
}

/**
 * Sends a call and answers the upstream's response when it is a success.
 * @throws AppError `upstream_not_allowed`, `upstream_redirect`, `upstream_error`: the upstream's own refusal, redacted,
 *   or that it could not be reached. An abort of `signal` is thrown as its reason.
 */
export async function sendToUpstream(
  parts: { fetch: typeof fetch; allowLoopback: boolean },
  call: UpstreamCall,
): Promise<Response> {
  const { url, headers } = addressOf(call, parts.allowLoopback)
  headers.set('content-type', 'application/json')
  headers.set('accept', call.accept)
  let response: Response
  try {
    response = await parts.fetch(url, {
      method: 'POST',
      headers,
      body: call.body,
      // The runtime would carry the key to wherever a redirect points.
      redirect: 'manual',
      signal: call.signal,
    })
  } catch (error) {
    if (call.signal.aborted) throw call.signal.reason
    throw new AppError('upstream_error', 'The provider could not be reached', { cause: redactedCause(error, call.key) })
  }
  if (response.ok) return response
  if (response.status >= 300 && response.status < 400) {
    await response.body?.cancel()
    throw new AppError('upstream_redirect')
  }
  throw await readRefusal(response, call.key)
}

function addressOf({ provider, key, operation }: UpstreamCall, allowLoopback: boolean) {
  const { url: base, problem } = checkUpstreamUrl(provider.apiBaseUrl, { allowLoopback })
  if (!base) throw new AppError('upstream_not_allowed', `The address of the provider ${problem}`)
  const config = parseConfig(provider.config)
  const url = new URL(base)
  url.pathname = base.pathname.replace(/\/+$/, '') + (config.paths?.[operation] ?? paths[operation])
  for (const [name, value] of Object.entries(config.query ?? {})) url.searchParams.set(name, value)

  // A name counts in any case, so what comes later replaces what was there.
  const headers = new Headers({ 'user-agent': 'gatehouse' })
  for (const [name, value] of Object.entries(config.headers ?? {})) headers.set(name, value)
  const auth = config.auth ?? { scheme: 'bearer' }
  switch (auth.scheme) {
    case 'bearer':
      headers.set('authorization', `Bearer ${key}`)
      break
    case 'header':
      headers.set(auth.name, key)
      break
    case 'query':
      url.searchParams.set(auth.name, key)
      break
  }
  return { url: url.toString(), headers }
}

function parseConfig(config: Record<string, unknown>): OpenAiConfig {
  const parsed = openAiConfig.safeParse(config)
  if (!parsed.success) throw new AppError('upstream_not_allowed', 'The configuration of the provider is not valid')
  return parsed.data
}

const errorFields = z.looseObject({
  message: z.string().optional(),
  type: z.string().nullish().catch(null),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  param: z.string().nullish().catch(null),
})

/** The forms in which OpenAI-compatible servers report errors. */
const errorBody = z.union([
  z.looseObject({ error: errorFields }).transform(({ error }) => error),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ message: error })),
  z.tuple([z.looseObject({ error: errorFields })]).transform(([{ error }]) => error),
  errorFields.refine(({ message }) => message !== undefined),
])

/** A refusal by the upstream: 4xx keep their status, 5xx become 502; the words are the upstream's, redacted. */
async function readRefusal(response: Response, key: string): Promise<AppError> {
  const bytes = await readBounded(response.body, MAX_ERROR_BYTES).catch(() => null)
  const fields: z.infer<typeof errorFields> = parseRefusal(bytes)
  const clean = (text: string) => redactKey(text, key).slice(0, 2_000)
  const isTheirs = response.status >= 500
  const message = fields.message ?? `The provider answered with status ${response.status}`
  const retryAfter = response.headers.get('retry-after')
  return new AppError(
    'upstream_error',
    clean(isTheirs ? `The provider failed (${response.status}): ${message}` : message),
    {
      upstream: {
        status: isTheirs ? 502 : response.status,
        type: fields.type == null ? null : clean(fields.type),
        code: fields.code == null || isTheirs ? null : clean(String(fields.code)),
      },
      ...(fields.param && { param: clean(fields.param) }),
      headers: {
        'x-gatehouse-error-source': 'provider',
        ...(retryAfter && /^[\w,: -]{1,40}$/.test(retryAfter) && { 'retry-after': retryAfter }),
      },
    },
  )
}

function parseRefusal(bytes: Uint8Array | null): z.infer<typeof errorFields> {
  try {
    const parsed = errorBody.safeParse(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}

function redactedCause(error: unknown, key: string): Error {
  return new Error(redactKey(error instanceof Error ? error.message : String(error), key))
}
