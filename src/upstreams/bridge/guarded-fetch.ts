/** The `fetch` that provider packages are given: they build requests, we decide where those may go and with what. */
import { AppError } from '../../errors.ts'
import { readBounded } from '../bounded-body.ts'
import { baseUrlOf, fetchElsewhere, sendHttp } from '../http.ts'
import type { CommonConfig } from '../pass-through.ts'
import type { Connection } from '../port.ts'
import { redactBytes } from '../redact.ts'

/** An answer that is not a stream is held in memory. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024

export type GuardedFetch = {
  fetch: typeof fetch
  /**
   * What went wrong last, in our words: packages wrap or swallow what their `fetch` throws. Only of a call that is one
   * request, and no more, is it certain that the provider did not serve it.
   */
  failure: () => AppError | null
}

export function createGuardedFetch(
  connection: Connection,
  parts: {
    isAlsoTheirs: (url: URL, base: URL) => boolean
    /** Whether a file is asked for: it may be large, and lie at another host to which an answer points. */
    isFile: boolean
  },
): GuardedFetch {
  const base = baseUrlOf(connection)
  let failure: AppError | null = null
  let requests = 0
  return {
    failure: () => (failure && requests > 1 ? withoutRetry(failure) : failure),
    fetch: async (input, init) => {
      const request = new Request(input, { ...init, redirect: 'manual' })
      const url = new URL(request.url)
      requests += 1
      try {
        const isTheirs = url.origin === base.origin || parts.isAlsoTheirs(url, base)
        if (!isTheirs && request.method !== 'GET') {
          throw new AppError('upstream_not_allowed', 'An address that the provider gave is not its own')
        }
        const response = isTheirs
          ? await toTheirs(connection, { url, request, mayLieElsewhere: parts.isFile })
          : await fetchElsewhere(connection, url)
        return parts.isFile ? response : await bounded(response, connection.key)
      } catch (error) {
        if (error instanceof AppError) failure = error
        throw error
      }
    },
  }
}

/** Part of it may be served, and billed: it must not be sent again as a whole. */
function withoutRetry({ code, message, details }: AppError): AppError {
  const { notServed: _certain, ...others } = details
  return new AppError(code, message, others)
}

async function toTheirs(
  connection: Connection,
  { url, request, mayLieElsewhere }: { url: URL; request: Request; mayLieElsewhere: boolean },
): Promise<Response> {
  const { query }: CommonConfig = connection.provider.config
  for (const [name, value] of Object.entries(query ?? {})) url.searchParams.set(name, value)
  // Whole, so that its length is known: upstreams dislike chunked requests.
  const body = request.body ? await request.arrayBuffer() : null
  const { method, headers } = request
  return sendHttp(connection, { url: url.toString(), method, headers, body, mayLieElsewhere })
}

const STREAM_TYPES = /^(text\/event-stream|application\/vnd\.amazon\.eventstream)\b/i

const TEXT_TYPES = /^(text\/|application\/([\w.-]+\+)?json\b)/i

/** An answer that is no more than fits. What is text loses the key, should the provider echo it. */
async function bounded(response: Response, key: string): Promise<Response> {
  const contentType = response.headers.get('content-type') ?? ''
  if (!response.body || STREAM_TYPES.test(contentType)) return response
  if (TEXT_TYPES.test(contentType)) {
    const bytes = await readBounded(response.body, MAX_ANSWER_BYTES)
    if (!bytes) throw new AppError('upstream_error', 'The answer of the provider is too large')
    return new Response(redactBytes(bytes, key), response)
  }
  let size = 0
  const limit = new TransformStream<Uint8Array, Uint8Array>({
    transform(chunk, controller) {
      size += chunk.byteLength
      if (size > MAX_ANSWER_BYTES) throw new AppError('upstream_error', 'The answer of the provider is too large')
      controller.enqueue(chunk)
    },
  })
  return new Response(response.body.pipeThrough(limit), response)
}
