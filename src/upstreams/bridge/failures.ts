/** What goes wrong in provider packages, in our words. */
import {
  APICallError,
  EmptyResponseBodyError,
  InvalidArgumentError,
  InvalidPromptError,
  InvalidResponseDataError,
  JSONParseError,
  NoContentGeneratedError,
  TypeValidationError,
  UnsupportedFunctionalityError,
} from '@ai-sdk/provider'
import { isProviderStreamError } from '@ai-sdk/provider-utils'
import { AppError } from '../../errors.ts'
import { describeError } from '../../platform/log.ts'
import { redactKey } from '../redact.ts'

const refusals = [UnsupportedFunctionalityError, InvalidPromptError, InvalidArgumentError]
const unreadable = [
  TypeValidationError,
  JSONParseError,
  InvalidResponseDataError,
  EmptyResponseBodyError,
  NoContentGeneratedError,
]

const MAX_MESSAGE_CHARACTERS = 500
const BROKEN_OFF = 'The provider broke off before the end of its answer'

/** An error of a package as an AppError where it is known what it means, else as it is. */
export function toBridgeFailure(error: unknown): unknown {
  const causes = [...causesOf(error)]
  const own = causes.find((cause) => cause instanceof AppError)
  if (own) return own
  const refusal = causes.find((cause) => refusals.some((kind) => kind.isInstance(cause)))
  if (refusal) return new AppError('validation_failed', refusal.message.slice(0, MAX_MESSAGE_CHARACTERS))
  const broken = causes.find((cause) => unreadable.some((kind) => kind.isInstance(cause)))
  if (broken) {
    return new AppError('upstream_error', 'The provider answered with something that cannot be read', {
      cause: withoutContent(broken),
    })
  }
  // Refusals by status were thrown as AppErrors: this one stood in an answer of status 200.
  if (APICallError.isInstance(error)) return providerFailed(error.statusCode, error.name)
  return error
}

/** A failure for the caller and for the log: packages put the provider's words into their own. */
export function withoutKey(failure: unknown, key: string): Error {
  const clean = (text: string) => redactKey(text, key)
  if (!(failure instanceof AppError)) return new Error(clean(describeError(failure)))
  const { cause, errors, ...details } = failure.details
  return new AppError(failure.code, clean(failure.message), {
    ...details,
    ...(errors && { errors: errors.map((error) => ({ ...error, message: clean(error.message) })) }),
    ...(cause !== undefined && { cause: new Error(clean(describeError(cause))) }),
  })
}

/** What ended a stream before its end, as the error that the caller is told of. */
export function toStreamFailure(error: unknown): AppError {
  if (isProviderStreamError(error)) return providerFailed(error.statusCode, error.type)
  const failure = toBridgeFailure(error)
  if (failure instanceof AppError) return failure
  return new AppError('upstream_error', BROKEN_OFF, { cause: failure })
}

/** As of a refusal by status: 4xx is what it is, and everything else is the provider's fault. */
function providerFailed(status: number | undefined, type: string | undefined): AppError {
  const isOurs = status !== undefined && status >= 400 && status < 500
  return new AppError('upstream_error', describeFailure(status), {
    upstream: { status: isOurs ? status : 502, type: null, code: null },
    cause: new Error(type ?? 'error'),
  })
}

/** The status of an answer that began well says nothing of how it ended. */
function describeFailure(status: number | undefined): string {
  if (status === undefined) return 'The provider failed'
  return status >= 400 ? `The provider failed (${status})` : BROKEN_OFF
}

/** The messages of these errors quote the answer, which belongs in no log. */
function withoutContent(error: Error): Error {
  return new Error(error.name, { cause: TypeValidationError.isInstance(error) ? error.cause : undefined })
}

function* causesOf(error: unknown): Generator<Error> {
  for (let current = error; current instanceof Error; current = current.cause) yield current
}
