/** What an upstream says when it does not serve, in the forms that OpenAI-compatible servers, Anthropic and Google have for it. */
import { z } from 'zod'
import { AppError, withDetails } from '../errors.ts'
import { readBounded } from './bounded-body.ts'
import { redactKey } from './redact.ts'

const MAX_ERROR_BYTES = 64 * 1024
const MAX_MESSAGE_CHARACTERS = 2_000

const errorFields = z.looseObject({
  message: z.string().optional(),
  type: z.string().nullish().catch(null),
  code: z.union([z.string(), z.number()]).nullish().catch(null),
  param: z.string().nullish().catch(null),
  /** Google's word for the type. */
  status: z.string().nullish().catch(null),
  details: z.array(z.unknown()).nullish().catch(null),
})

type ErrorFields = z.infer<typeof errorFields>

const inObject = z.union([
  z.looseObject({ error: errorFields }).transform(({ error }) => error),
  z.looseObject({ error: z.string() }).transform(({ error }) => ({ message: error })),
])

/** FastAPI's word for it, which fal, ElevenLabs and Mistral have in forms of their own. */
const detail = z.union([
  z.string(),
  z.looseObject({ message: z.string() }).transform(({ message }) => message),
  z
    .array(z.looseObject({ msg: z.string() }))
    .min(1)
    .transform((issues) => issues.map(({ msg }) => msg).join('; ')),
])

const errorBody = z.union([
  inObject,
  z.tuple([inObject]).transform(([error]) => error),
  errorFields.refine(({ message }) => message !== undefined),
  z.looseObject({ detail }).transform(({ detail: message }) => ({ message })),
  z.looseObject({ message: z.looseObject({ detail }) }).transform(({ message }) => ({ message: message.detail })),
  // AWS.
  z.looseObject({ Message: z.string() }).transform(({ Message: message }) => ({ message })),
])

/** A refusal by its status: 4xx keep it, 5xx become 502. The words are the upstream's, redacted. */
export async function readRefusal(response: Response, key: string): Promise<AppError> {
  const bytes = await readBounded(response.body, MAX_ERROR_BYTES).catch(() => null)
  const fields = parseRefusal(bytes)
  const retryAfter = response.headers.get('retry-after') ?? retryAfterOf(fields)
  const { status } = response
  const refusal = toRefusal(fields, {
    status,
    key,
    headers: retryAfter && RETRY_AFTER.test(retryAfter) ? { 'retry-after': retryAfter } : {},
  })
  const isPassing = status === 408 || status === 429 || status >= 500
  return isPassing ? withDetails(refusal, { notServed: { retryAfterMs: toMilliseconds(retryAfter) } }) : refusal
}

/** What is neither seconds nor a date may be anything, and goes no further. */
const RETRY_AFTER = /^(\d{1,9}|[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT)$/

/** `Retry-After`: seconds or a date (RFC 9110 §10.2.3). */
function toMilliseconds(retryAfter: string | null): number | null {
  if (retryAfter === null) return null
  const ms = /^\d{1,9}$/.test(retryAfter) ? Number(retryAfter) * 1000 : Date.parse(retryAfter) - Date.now()
  return Number.isNaN(ms) ? null : Math.max(0, ms)
}

/** google.rpc.RetryInfo: Google says in the body what others say in `Retry-After`. */
const retryInfo = z.looseObject({
  '@type': z.string().endsWith('google.rpc.RetryInfo'),
  retryDelay: z.string().regex(/^\d{1,9}(\.\d{1,9})?s$/),
})

function retryAfterOf({ details }: ErrorFields): string | null {
  const delays = (details ?? []).flatMap((detail) => retryInfo.safeParse(detail).data?.retryDelay ?? [])
  return delays[0] === undefined ? null : String(Math.ceil(Number.parseFloat(delays[0])))
}

/** What only a served answer has, in each wire format. An `error` beside it is a part of what it tells. */
const servedAnswer = z.union([
  z.looseObject({ choices: z.array(z.unknown()) }),
  z.looseObject({ candidates: z.array(z.unknown()) }),
  z.looseObject({ type: z.literal('message') }),
  z.looseObject({ object: z.enum(['response', 'video']) }),
])

/** A refusal in an answer whose status says success: some servers send an error with 200. `null`: it is an answer. */
export function findRefusal(answer: unknown, key: string): AppError | null {
  const parsed = inObject.safeParse(answer)
  if (!parsed.success || servedAnswer.safeParse(answer).success) return null
  return toRefusal(parsed.data, { status: 502, key, headers: {} })
}

function toRefusal(
  fields: ErrorFields,
  { status, key, headers }: { status: number; key: string; headers: Record<string, string> },
): AppError {
  // Cut first: looking for a long key in a long text takes its time.
  const clean = (text: string) =>
    redactKey(text.slice(0, 2 * MAX_MESSAGE_CHARACTERS), key).slice(0, MAX_MESSAGE_CHARACTERS)
  const isTheirs = status >= 500
  const message = fields.message ?? `The provider answered with status ${status}`
  const type = fields.type ?? fields.status
  return new AppError('upstream_error', clean(isTheirs ? `The provider failed (${status}): ${message}` : message), {
    upstream: {
      status: isTheirs ? 502 : status,
      type: type == null ? null : clean(type),
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
