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
import { createProviderStreamError } from '@ai-sdk/provider-utils'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../../src/errors.ts'
import { describeError } from '../../../src/platform/log.ts'
import { toBridgeFailure, toStreamFailure } from '../../../src/upstreams/bridge/failures.ts'

const apiError = (more: { cause?: unknown; statusCode?: number } = {}) =>
  new APICallError({
    message: 'It said no',
    url: 'https://a.example/?key=secret',
    requestBodyValues: { prompt: 'secret' },
    ...more,
  })

describe('a failure of a package', () => {
  it('is our own where one of ours caused it', () => {
    const own = new AppError('upstream_timeout')
    expect(toBridgeFailure(own)).toBe(own)
    expect(toBridgeFailure(new Error('a', { cause: new TypeError('b', { cause: own }) }))).toBe(own)
    expect(toBridgeFailure(apiError({ cause: own }))).toBe(own)
  })

  it.each([
    new UnsupportedFunctionalityError({ functionality: 'audio' }),
    new InvalidPromptError({ prompt: [], message: 'No system messages here' }),
    new InvalidArgumentError({ argument: 'x', message: 'Not this' }),
  ])('is a refusal of the request: %s', (error) => {
    expect(toBridgeFailure(error)).toMatchObject({ code: 'validation_failed', message: error.message })
  })

  it.each([
    new TypeValidationError({ value: { text: 'secret' }, cause: new Error('Expected a string') }),
    new JSONParseError({ text: 'secret', cause: new SyntaxError('Unexpected') }),
    new InvalidResponseDataError({ data: 'secret' }),
    new EmptyResponseBodyError(),
    new NoContentGeneratedError(),
  ])('is an answer that cannot be read: %s', (error) => {
    for (const thrown of [error, apiError({ statusCode: 200, cause: error })]) {
      const failure = toBridgeFailure(thrown)
      expect(failure).toMatchObject({ code: 'upstream_error', message: expect.stringContaining('cannot be read') })
      expect(describeError(failure)).not.toContain('secret')
    }
  })

  it.each([
    [429, 429],
    [400, 400],
    [529, 502],
    [undefined, 502],
  ])('is a refusal in an answer: %s', (statusCode, status) => {
    const failure = toBridgeFailure(apiError(statusCode === undefined ? {} : { statusCode }))
    expect(failure).toMatchObject({ code: 'upstream_error', status })
    expect(describeError(failure)).not.toContain('secret')
  })

  it('stays as it is where nothing is known of it', () => {
    for (const error of [new Error('What?'), new DOMException('Gone', 'AbortError'), 'text']) {
      expect(toBridgeFailure(error)).toBe(error)
    }
  })
})

describe('what breaks a stream', () => {
  it.each([
    [429, 429],
    [503, 502],
    [undefined, 502],
  ])("is the provider's own error: %s", (statusCode, status) => {
    const known = statusCode === undefined ? {} : { statusCode }
    const error = createProviderStreamError({ message: 'secret', type: 'overloaded_error', data: {}, ...known })
    const failure = toStreamFailure(error)
    expect(failure).toMatchObject({ code: 'upstream_error', status })
    expect(describeError(failure)).not.toContain('secret')
  })

  it('is not told with the status of an answer that began well', () => {
    const cause = new TypeError('terminated')
    const broken = new APICallError({ message: 'x', url: 'u', requestBodyValues: {}, statusCode: 200, cause })
    for (const failure of [toStreamFailure(broken), toBridgeFailure(broken)]) {
      expect(failure).toMatchObject({
        code: 'upstream_error',
        message: 'The provider broke off before the end of its answer',
        status: 502,
      })
    }
  })

  it('is always told as an error of ours', () => {
    const cause = new Error('Network connection lost')
    expect(toStreamFailure(cause)).toMatchObject({ code: 'upstream_error', details: { cause } })
    expect(toStreamFailure(undefined)).toMatchObject({ code: 'upstream_error' })
  })
})
