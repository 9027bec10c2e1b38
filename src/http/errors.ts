/** One renderer a surface: problem+json (RFC 9457) for the control plane, under `/v1` the form of the client's own provider. */
import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { explainDatabaseFailure } from '../db/failures.ts'
import { AppError, errorCatalog } from '../errors.ts'
import { describeError, writeLog } from '../platform/log.ts'
import type { AppContext } from './context.ts'

export function renderError(thrown: unknown, c: Context<AppContext>): Response {
  const error = toAppError(thrown)
  if (error.status >= 500) {
    // There are no dependencies while the gateway is not configured.
    const log = c.var.deps?.log ?? writeLog
    log('error', 'request_failed', {
      requestId: c.var.requestId,
      code: error.code,
      error: describeError(error.details.cause ?? thrown),
    })
  }
  const { requestId } = c.var
  const surface = surfaceOf(c.req.path)
  if (surface === 'control_plane') return toProblemResponse(error, requestId)
  return new Response(JSON.stringify(wireForms[surface](error, requestId)), {
    status: error.status,
    headers: { 'content-type': 'application/json', ...retryHeaders(error), ...error.details.headers },
  })
}

type WireSurface = 'openai' | 'anthropic' | 'gemini'

/** Google's methods end its paths. Its own client has them below `/v1` too. */
const GEMINI_METHOD = /^\/v1\/models\/.+:(generateContent|streamGenerateContent|embedContent|batchEmbedContents)\/?$/

/** Whose form an error has, by where the call came in. */
export function surfaceOf(path: string): WireSurface | 'control_plane' {
  if (path.startsWith('/v1beta') || GEMINI_METHOD.test(path)) return 'gemini'
  if (/^\/v1\/messages(\/|$)/.test(path)) return 'anthropic'
  return path.startsWith('/v1') ? 'openai' : 'control_plane'
}

const wireForms: Record<WireSurface, (error: AppError, requestId: string) => object> = {
  openai: toOpenAiError,
  anthropic: toAnthropicError,
  gemini: toGeminiError,
}

/** The last event of a stream that broke, as lines. The simple endpoints stream in OpenAI's form. */
export function describeBreak(error: AppError, path: string, requestId: string): string {
  const surface = surfaceOf(path)
  const form = wireForms[surface === 'control_plane' ? 'openai' : surface]
  const data = `data: ${JSON.stringify(form(error, requestId))}`
  return surface === 'anthropic' ? `event: error\n${data}` : data
}

/** Whatever was thrown, as an error of the catalogue. A stranger's text never gets through. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const failure = explainDatabaseFailure(thrown)
  if (failure) return failure
  if (thrown instanceof HTTPException) {
    if (thrown.status === 413) return new AppError('body_too_large')
    if (thrown.status === 415) return new AppError('unsupported_media_type')
    if (thrown.status === 400 && thrown.message.startsWith('Malformed FormData')) {
      return new AppError('validation_failed', 'The body is not a valid form')
    }
    if (thrown.status === 400) return new AppError('malformed_json')
  }
  return new AppError('internal_error', undefined, { cause: thrown })
}

/** RFC 9457, with our `code`, `request_id`, and `errors` for single fields. */
export function toProblemResponse(error: AppError, requestId: string): Response {
  const { title } = errorCatalog[error.code]
  const { reason, param, errors, headers } = error.details
  const fieldErrors = errors ?? (param ? [{ field: param, message: error.message }] : null)
  const body = {
    type: `urn:gatehouse:error:${error.code}`,
    title,
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(reason && { reason }),
    ...(fieldErrors && { errors: fieldErrors }),
  }
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', ...retryHeaders(error), ...headers },
  })
}

export function toOpenAiError(error: AppError) {
  return {
    error: {
      message: error.message,
      type: error.details.upstream?.type ?? openAiTypeOf(error),
      param: error.details.param ?? null,
      code: error.details.upstream ? (error.details.upstream.code ?? error.code) : error.code,
      ...(error.details.reason && { reason: error.details.reason }),
    },
  }
}

/** A provider's refusal that names no type has that of its status. */
function openAiTypeOf({ code, status, details }: AppError): string {
  if (!details.upstream || status >= 500) return errorCatalog[code].openaiType
  return status === 429 ? 'rate_limit_error' : 'invalid_request_error'
}

/** Anthropic's form; its types by status. */
function toAnthropicError(error: AppError, requestId: string) {
  const types: Record<number, string> = {
    400: 'invalid_request_error',
    401: 'authentication_error',
    403: 'permission_error',
    404: 'not_found_error',
    413: 'request_too_large',
    429: 'rate_limit_error',
    504: 'timeout_error',
    529: 'overloaded_error',
  }
  const byStatus = types[error.status] ?? (error.status >= 500 ? 'api_error' : 'invalid_request_error')
  return {
    type: 'error',
    error: { type: error.details.upstream?.type ?? byStatus, message: error.message },
    request_id: requestId,
  }
}

/** Google's form (google.rpc.Status in JSON). */
function toGeminiError(error: AppError) {
  const statuses: Record<number, string> = {
    400: 'INVALID_ARGUMENT',
    401: 'UNAUTHENTICATED',
    403: 'PERMISSION_DENIED',
    404: 'NOT_FOUND',
    409: 'ABORTED',
    429: 'RESOURCE_EXHAUSTED',
    503: 'UNAVAILABLE',
    504: 'DEADLINE_EXCEEDED',
  }
  const byStatus = statuses[error.status] ?? (error.status >= 500 ? 'INTERNAL' : 'INVALID_ARGUMENT')
  return { error: { code: error.status, message: error.message, status: error.details.upstream?.type ?? byStatus } }
}

/** Official clients retry 408, 409, 429 and 5xx unless told that it cannot help. */
function retryHeaders(error: AppError): Record<string, string> {
  // For a provider's own refusal the clients' own rules by status fit.
  if (error.details.upstream) return {}
  return errorCatalog[error.code].retryable ? {} : { 'x-should-retry': 'false' }
}
