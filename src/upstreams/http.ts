/** One HTTP exchange with an upstream: guarded, never redirected, and with the provider's refusals as errors. */
import { AppError } from '../errors.ts'
import type { Connection } from './port.ts'
import { redactKey } from './redact.ts'
import { readRefusal } from './refusals.ts'
import { checkUpstreamUrl } from './url-guard.ts'

/** The base URL of the provider. @throws AppError `upstream_not_allowed`. */
export function baseUrlOf({ provider, allowLoopback }: Connection): URL {
  const { url, problem } = checkUpstreamUrl(provider.apiBaseUrl, { allowLoopback })
  if (!url) throw new AppError('upstream_not_allowed', `The address of the provider ${problem}`)
  return url
}

export type HttpRequest = {
  url: string
  method: string
  headers: Headers
  body: BodyInit | null
  /** For results that lie elsewhere: a redirect is followed, without anything that is ours. */
  mayLieElsewhere?: boolean
}

const MAX_HOPS = 3

/**
 * Answers the upstream's response when it is a success.
 * @throws AppError `upstream_redirect`, or `upstream_error`: the upstream's own refusal, redacted, or that it could not be
 *   reached. An abort of the connection's signal is thrown as its reason.
 */
export async function sendHttp(
  connection: Connection,
  { mayLieElsewhere = false, ...request }: HttpRequest,
): Promise<Response> {
  const response = await exchange(connection, request)
  if (response.ok) return response
  if (!isRedirect(response)) throw await readRefusal(response, connection.key)
  const target = await targetOf(response, request.url)
  if (!mayLieElsewhere || !target) throw new AppError('upstream_redirect')
  return fetchElsewhere(connection, target)
}

/**
 * Fetches from an address that is not the provider's own: a public one, without the key or any other header of a call,
 * and redirected to others of that kind only. @throws AppError as `sendHttp` does, and `upstream_not_allowed`.
 */
export async function fetchElsewhere(connection: Connection, address: URL): Promise<Response> {
  let url = address
  for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
    checkAddress(url, connection)
    const headers = new Headers({ 'user-agent': 'gatehouse', accept: '*/*' })
    const response = await exchange(connection, { url: url.toString(), method: 'GET', headers, body: null })
    if (response.ok) return response
    if (!isRedirect(response)) throw await readRefusal(response, connection.key)
    const target = await targetOf(response, url.toString())
    if (!target) break
    url = target
  }
  throw new AppError('upstream_redirect')
}

function checkAddress(url: URL, { allowLoopback }: Connection): void {
  const plain = new URL(url)
  plain.search = ''
  plain.hash = ''
  const { problem } = checkUpstreamUrl(plain.toString(), { allowLoopback })
  if (problem) throw new AppError('upstream_not_allowed', `The address ${problem}`)
}

async function exchange(
  { fetch, key, signal }: Connection,
  { url, ...init }: Omit<HttpRequest, 'mayLieElsewhere'>,
): Promise<Response> {
  try {
    // The runtime would carry the key to wherever a redirect points.
    return await fetch(url, { ...init, redirect: 'manual', signal })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    throw new AppError('upstream_error', 'The provider could not be reached', {
      notServed: { retryAfterMs: null },
      cause: redactedCause(error, key),
    })
  }
}

const isRedirect = ({ status }: Response) => status >= 300 && status < 400

async function targetOf(response: Response, base: string): Promise<URL | null> {
  await response.body?.cancel()
  const location = response.headers.get('location')
  return location !== null && URL.canParse(location, base) ? new URL(location, base) : null
}

function redactedCause(error: unknown, key: string): Error {
  return new Error(redactKey(error instanceof Error ? error.message : String(error), key))
}
