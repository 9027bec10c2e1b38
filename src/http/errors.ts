/** One renderer a surface: problem+json (RFC 9457) for the control plane, OpenAI's form under `/v1`. */
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
  return c.req.path.startsWith('/v1') ? toOpenAiResponse(error) : toProblemResponse(error, c.var.requestId)
}

/** Whatever was thrown, as an error of the catalogue. A stranger's text never gets through. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown
  const failure = explainDatabaseFailure(thrown)
  if (failure) return failure
  if (thrown instanceof HTTPException) {
    if (thrown.status === 413) return new AppError('body_too_large')
    if (thrown.status === 415) return new AppError('unsupported_media_type')
    if (thrown.status === 400) return new AppError('malformed_json')
  }
  return new AppError('internal_error', undefined, { cause: thrown })
}

/** RFC 9457, with our `code`, `request_id`, and `errors` for single fields. */
export function toProblemResponse(error: AppError, requestId: string): Response {
  const { title } = errorCatalog[error.code]
  const { reason, errors, headers } = error.details
  const body = {
    type: `urn:gatehouse:error:${error.code}`,
    title,
    status: error.status,
    detail: error.message,
    code: error.code,
    request_id: requestId,
    ...(reason && { reason }),
    ...(errors && { errors }),
  }
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: { 'content-type': 'application/problem+json', ...retryHeaders(error), ...headers },
  })
}

export function toOpenAiResponse(error: AppError): Response {
  return new Response(JSON.stringify(toOpenAiError(error)), {
    status: error.status,
    headers: { 'content-type': 'application/json', ...retryHeaders(error), ...error.details.headers },
  })
}

export function toOpenAiError(error: AppError) {
  return {
    error: {
      message: error.message,
      type: error.details.upstream?.type ?? errorCatalog[error.code].openaiType,
      param: error.details.param ?? null,
      code: error.details.upstream ? (error.details.upstream.code ?? error.code) : error.code,
      ...(error.details.reason && { reason: error.details.reason }),
    },
  }
}

/** Official clients retry 408, 409, 429 and 5xx unless told that it cannot help. */
function retryHeaders(error: AppError): Record<string, string> {
  // For a provider's own refusal the clients' own rules by status fit.
  if (error.details.upstream) return {}
  return errorCatalog[error.code].retryable ? {} : { 'x-should-retry': 'false' }
}
