import { createRoute, OpenAPIHono, z, type RouteConfig } from '@hono/zod-openapi'
import type { Hook } from '@hono/zod-openapi'
import { errorCatalog, validationError, type ErrorCode } from '../errors.ts'
import { toFieldErrors } from '../platform/field-errors.ts'
import type { AppContext } from './context.ts'
import { surfaceOf } from './errors.ts'
import { guardRoute, type Guard } from './guards.ts'

/** RFC 9457. The control plane's errors. */
export const Problem = z
  .object({
    type: z.string().openapi({ example: 'urn:gatehouse:error:not_found' }),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().openapi({ description: 'Stable, for programs.' }),
    request_id: z.string(),
    reason: z.string().optional().openapi({ description: 'Why access was refused.' }),
    errors: z
      .array(z.object({ field: z.string(), message: z.string(), index: z.number().int().optional() }))
      .optional()
      .openapi({ description: 'Single fields at fault; `index` is the row of a bulk request.' }),
  })
  .openapi('Problem')

/** OpenAI's form. The errors under `/v1`. */
export const OpenAiError = z
  .object({
    error: z.object({
      message: z.string(),
      type: z.string(),
      param: z.string().nullable(),
      code: z.string().nullable(),
      reason: z.string().optional(),
    }),
  })
  .openapi('OpenAiError')

/** Anthropic's form. The errors under `/v1/messages`. */
export const AnthropicError = z
  .object({
    type: z.literal('error'),
    error: z.object({ type: z.string(), message: z.string() }),
    request_id: z.string(),
  })
  .openapi('AnthropicError')

/** Google's form. The errors under `/v1beta`. */
export const GeminiError = z
  .object({ error: z.object({ code: z.number().int(), message: z.string(), status: z.string() }) })
  .openapi('GeminiError')

const errorContents = {
  control_plane: { 'application/problem+json': { schema: Problem } },
  openai: { 'application/json': { schema: OpenAiError } },
  anthropic: { 'application/json': { schema: AnthropicError } },
  gemini: { 'application/json': { schema: GeminiError } },
}

type RouteParts = Omit<RouteConfig, 'middleware' | 'security'> & { operationId: string; tags: string[] }

/** The errors of whatever has a body. */
const bodyErrors: ErrorCode[] = ['malformed_json', 'body_too_large', 'unsupported_media_type']

/** The errors that a guard can answer with; of `call`, those of the pipeline behind it. */
const guardErrors: Record<Guard, ErrorCode[]> = {
  open: [],
  any: ['invalid_api_key', 'key_not_allowed', 'store_unavailable'],
  super: ['invalid_api_key', 'key_not_allowed', 'super_admin_required', 'store_unavailable'],
  call: [
    'invalid_api_key',
    'key_not_allowed',
    'ambiguous_model',
    'model_not_found',
    'model_disabled',
    'operation_not_supported',
    'access_denied',
    'budget_needs_max_tokens',
    'budget_price_unknown',
    'token_limit_needs_max_tokens',
    'monthly_limit_reached',
    'budget_reached',
    'token_limit_reached',
    'rate_limited',
    'duplicate_request',
    'provider_key_unreadable',
    'upstream_error',
    'upstream_redirect',
    'upstream_not_allowed',
    'upstream_timeout',
    'store_unavailable',
    'ledger_unavailable',
  ],
}

/**
 * A documented route behind a guard. The guard runs before anything of the request is validated. `errors` are the codes
 * that it can answer with besides those of the guard and of validation.
 */
export function defineRoute<P extends string, R extends RouteParts & { path: P }>(
  guard: Guard,
  errors: ErrorCode[],
  parts: R,
) {
  const codes = [...guardErrors[guard], ...(parts.request?.body ? bodyErrors : []), ...errors]
  const config = {
    ...parts,
    ...(guard === 'open' ? { security: [] } : {}),
    middleware: guardRoute(guard),
    'x-gatehouse-guard': guard,
    responses: { ...describeErrors(parts.path, codes), ...parts.responses },
  }
  // The middleware and the error answers don't change what the handler has to return, so its type is that of the parts.
  return createRoute(config) as unknown as ReturnType<typeof createRoute<P, R>>
}

function describeErrors(path: string, codes: ErrorCode[]) {
  const byStatus = Map.groupBy(new Set([...codes, 'validation_failed'] as const), (code) => errorCatalog[code].status)
  const content = errorContents[surfaceOf(path)]
  return Object.fromEntries(
    [...byStatus].map(([status, ofStatus]) => [
      status,
      { description: ofStatus.map((code) => `\`${code}\`: ${errorCatalog[code].title}`).join('. '), content },
    ]),
  )
}

export function createRouter() {
  return new OpenAPIHono<AppContext>({ strict: false, defaultHook: refuseInvalid })
}

/** A path of a router with a method at its end, `/:model{.+:method}`, as a document writes it: `/{model}:method`. */
export const toDocumentedPath = (path: string) => path.replace(/:(\w+)\{\.\+(:\w+)\}$/, '{$1}$2')

/** For paths with a method at their end: to a router its colon would begin a parameter. */
export function documentMethods(router: ReturnType<typeof createRouter>): void {
  for (const definition of router.openAPIRegistry.definitions) {
    if (definition.type === 'route') definition.route.path = toDocumentedPath(definition.route.path)
  }
}

// The hook sees any schema's result; the form is that of the library.
const refuseInvalid: Hook<unknown, AppContext, string, unknown> = (result) => {
  if (result.success) return
  const errors = toFieldErrors(result.error.issues)
  throw validationError(errors)
}

export const jsonBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'application/json': { schema } },
})

export const formBody = <S extends z.ZodType>(schema: S) => ({
  required: true,
  content: { 'multipart/form-data': { schema } },
})

export const jsonAnswer = <S extends z.ZodType>(schema: S, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
