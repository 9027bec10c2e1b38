/**
 * Every error that leaves Gatehouse. A surface renders it (problem+json or OpenAI's form, see http/errors.ts);
 * nothing here knows HTTP frameworks.
 */

type CatalogEntry = {
  /** HTTP status. */
  status: number
  title: string
  /** `error.type` in OpenAI's form. */
  openaiType: string
  /** Whether sending the same call again can help. `false` becomes `x-should-retry: false`. */
  retryable: boolean
}

const entry = (status: number, title: string, openaiType: string, retryable = false): CatalogEntry => ({
  status,
  title,
  openaiType,
  retryable,
})

export const errorCatalog = {
  validation_failed: entry(400, 'The request is not valid', 'invalid_request_error'),
  malformed_json: entry(400, 'The body is not valid JSON', 'invalid_request_error'),
  ambiguous_model: entry(400, 'The model name fits several models', 'invalid_request_error'),
  operation_not_supported: entry(400, 'The provider does not offer this', 'invalid_request_error'),
  budget_needs_max_tokens: entry(
    400,
    'Under a budget this call needs max_tokens, or its model a max_output_tokens',
    'invalid_request_error',
  ),
  token_limit_needs_max_tokens: entry(
    400,
    'Under a limit of tokens this call needs max_tokens, or its model a max_output_tokens',
    'invalid_request_error',
  ),
  invalid_api_key: entry(401, 'The API key is not valid', 'invalid_request_error'),
  access_denied: entry(403, 'No access to this model', 'permission_error'),
  model_disabled: entry(403, 'The model is switched off', 'permission_error'),
  key_not_allowed: entry(403, 'The API key may not do this', 'permission_error'),
  super_admin_required: entry(403, 'Only a super admin may do this', 'permission_error'),
  field_not_allowed: entry(403, 'Only a super admin may set this field', 'permission_error'),
  not_found: entry(404, 'Not found', 'invalid_request_error'),
  model_not_found: entry(404, 'Model not found', 'invalid_request_error'),
  conflict: entry(409, 'It conflicts with what is stored', 'invalid_request_error'),
  provider_in_use: entry(409, 'The provider has usage this month', 'invalid_request_error'),
  last_super_admin: entry(409, 'The last active super admin stays', 'invalid_request_error'),
  duplicate_request: entry(409, 'This request was already made', 'invalid_request_error'),
  body_too_large: entry(413, 'The body is too large', 'invalid_request_error'),
  unsupported_media_type: entry(415, 'The content type is not supported', 'invalid_request_error'),
  monthly_limit_reached: entry(429, 'Monthly limit reached', 'insufficient_quota'),
  budget_reached: entry(429, 'Monthly budget reached', 'insufficient_quota'),
  token_limit_reached: entry(429, 'Monthly token limit reached', 'insufficient_quota'),
  rate_limited: entry(429, 'Too many requests', 'rate_limit_error', true),
  too_many_listeners: entry(429, 'You have too many event streams open', 'rate_limit_error', true),
  budget_price_unknown: entry(403, 'A model of unknown price cannot be used under a budget', 'permission_error'),
  internal_error: entry(500, 'Something went wrong on our side', 'server_error', true),
  misconfigured: entry(500, 'The gateway is not configured', 'server_error'),
  provider_key_unreadable: entry(500, 'The stored provider key does not open', 'server_error'),
  upstream_error: entry(502, 'The provider failed', 'server_error', true),
  upstream_redirect: entry(502, 'The provider answered with a redirect', 'server_error'),
  upstream_not_allowed: entry(502, 'The provider address is not allowed', 'server_error'),
  store_unavailable: entry(503, 'The database is not reachable', 'server_error', true),
  ledger_unavailable: entry(503, 'The ledger is not reachable', 'server_error', true),
  upstream_timeout: entry(504, 'The provider did not answer in time', 'server_error', true),
} as const satisfies Record<string, CatalogEntry>

export type ErrorCode = keyof typeof errorCatalog

/** One wrong field of a request. `index` is given for a row of a bulk request. */
export type FieldError = { field: string; message: string; index?: number }

export type AppErrorDetails = {
  /** The request parameter at fault, `param` in OpenAI's form. */
  param?: string
  errors?: FieldError[]
  /** Why, from a closed union (access decisions). */
  reason?: string
  headers?: Record<string, string>
  /** The provider's own refusal, redacted: its status and words stand in place of the catalogue's. */
  upstream?: { status: number; type: string | null; code: string | null }
  /** The provider certainly did not serve the call: sending it again cannot be billed twice. */
  notServed?: { retryAfterMs: number | null }
  /** The provider certainly served the call, though nothing of its answer can be handed on: it is charged. */
  wasServed?: true
  /** The caller went away: nobody else failed. */
  callerLeft?: true
  /** What caused it. Goes to the log, never to the caller. */
  cause?: unknown
}

/** An error with a code of the catalogue. `message` is shown to the caller: never a secret, never a stranger's text. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: AppErrorDetails

  constructor(code: ErrorCode, message: string = errorCatalog[code].title, details: AppErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.details = details
  }

  get status(): number {
    return this.details.upstream?.status ?? errorCatalog[this.code].status
  }
}

/** The same error, with more details. */
export function withDetails(error: AppError, details: AppErrorDetails): AppError {
  return new AppError(error.code, error.message, { ...error.details, ...details })
}

/** `validation_failed` for single fields; the first is what the message says. */
export function validationError(errors: FieldError[]): AppError {
  const [first] = errors
  const message = first ? [first.field, first.message].filter(Boolean).join(': ') : undefined
  return new AppError('validation_failed', message, { errors, ...(first?.field && { param: first.field }) })
}
