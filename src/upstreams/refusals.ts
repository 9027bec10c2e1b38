/** What an upstream says when it does not serve, in the forms that OpenAI-compatible servers have for it. */
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { readBounded } from './bounded-body.ts'
import { redactKey } from './redact.ts'

const MAX_ERROR_BYTES = 64 * 1024
const MAX_MESSAGE_CHARACTERS = 2_000

const errorFields = z.looseObject({
  message: z.string().optional(),
  type: z.string().nullish().catch(null),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  param: z.string().nullish().catch(null),
})

type ErrorFields = z.infer<typeof errorFields>

const inObject = z.union([
  z.looseObject({ error: errorFields }).transform(({ error }) => error),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ message: error })),
])

const errorBody = z.union([
  inObject,
  z.tuple([inObject]).transform(([error]) => error),
  errorFields.refine(({ message }) => message !== undefined),
])

/** A refusal by its status: 4xx keep it, 5xx become 502. The words are the upstream's, redacted. */
export async function readRefusal(response: Response, key: string): Promise<AppError> {
  const bytes = await readBounded(response.body, MAX_ERROR_BYTES).catch(() => null)
  const retryAfter = response.headers.get('retry-after')
  return toRefusal(parseRefusal(bytes), {
    status: response.status,
    key,
    headers: retryAfter && /^[\w,: -]{1,40}$/.test(retryAfter) ? { 'retry-after': retryAfter } : {},
  })
}

/** A refusal in an answer whose status says success: some servers send an error with 200. `null`: it is an answer. */
export function findRefusal(answer: unknown, key: string): AppError | null {
  const isServed = z.looseObject({ choices: z.array(z.unknown()) }).safeParse(answer).success
  const parsed = inObject.safeParse(answer)
  return !isServed && parsed.success ? toRefusal(parsed.data, { status: 502, key, headers: {} }) : null
}

function toRefusal(
  fields: ErrorFields,
  { status, key, headers }: { status: number; key: string; headers: Record<string, string> },
): AppError {
  const clean = (text: string) => redactKey(text, key).slice(0, MAX_MESSAGE_CHARACTERS)
  const isTheirs = status >= 500
  const message = fields.message ?? `The provider answered with status ${status}`
  return new AppError('upstream_error', clean(isTheirs ? `The provider failed (${status}): ${message}` : message), {
    upstream: {
      status: isTheirs ? 502 : status,
      type: fields.type == null ? null : clean(fields.type),
      code: fields.code == null || isTheirs ? null : clean(String(fields.code)),
    },
    ...(fields.param && { param: clean(fields.param) }),
    headers: { 'x-gatehouse-error-source': 'provider', ...headers },
  })
}

function parseRefusal(bytes: Uint8Array | null): ErrorFields {
  try {
    const parsed = errorBody.safeParse(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())))
    return parsed.success ? parsed.data : {}
  } catch {
    return {}
  }
}
