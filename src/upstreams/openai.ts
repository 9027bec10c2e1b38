/** Speaking OpenAI's wire format to a provider: one request, its answer, its refusals. */
import { AppError } from '../errors.ts'
import { openAiConfig, timeoutDefaults, type OpenAiConfig } from './provider-config.ts'
import { redactKey } from './redact.ts'
import { readRefusal } from './refusals.ts'
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

function redactedCause(error: unknown, key: string): Error {
  return new Error(redactKey(error instanceof Error ? error.message : String(error), key))
}
