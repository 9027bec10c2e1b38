import { describe, expect, it } from 'vitest'
import { findRefusal, readRefusal } from '../../src/upstreams/refusals.ts'

const KEY = 'sk-the-key-of-the-provider'
const answer = (body: unknown, status: number, headers: Record<string, string> = {}) =>
  readRefusal(Response.json(body, { status, headers }), KEY)

describe('the words of a refusal', () => {
  it.each([
    [
      'OpenAI',
      { error: { message: 'No', type: 'rate_limit', code: 'slow_down', param: null } },
      'rate_limit',
      'slow_down',
    ],
    [
      'Anthropic',
      { type: 'error', error: { type: 'rate_limit_error', message: 'No' }, request_id: 'req_1' },
      'rate_limit_error',
      null,
    ],
    ['Google', { error: { code: 429, message: 'No', status: 'RESOURCE_EXHAUSTED' } }, 'RESOURCE_EXHAUSTED', '429'],
    [
      'Google, in a list',
      [{ error: { code: 429, message: 'No', status: 'RESOURCE_EXHAUSTED' } }],
      'RESOURCE_EXHAUSTED',
      '429',
    ],
    ['flat', { message: 'No' }, null, null],
    ['FastAPI', { detail: 'No' }, null, null],
    ['FastAPI, by field', { detail: [{ loc: ['body', 'x'], msg: 'No' }] }, null, null],
    ['ElevenLabs', { detail: { status: 'quota', message: 'No' } }, null, null],
    ['Mistral', { object: 'error', message: { detail: [{ loc: ['x'], msg: 'No' }] } }, null, null],
    ['AWS', { Message: 'No' }, null, null],
  ])('are read in the form of %s', async (_, body, type, code) => {
    const { message, details } = await answer(body, 429)
    expect([message, details.upstream]).toEqual(['No', { status: 429, type, code }])
  })

  it('hold nothing of the key', async () => {
    const { message, details } = await answer({ error: { code: 400, message: `Bad ${KEY}`, status: KEY } }, 400)
    expect(JSON.stringify([message, details])).not.toContain(KEY.slice(0, 12))
  })
})

describe('when to come back', () => {
  const retryIn = (retryDelay: string) => ({
    error: {
      code: 429,
      message: 'No',
      status: 'RESOURCE_EXHAUSTED',
      details: [
        { '@type': 'type.googleapis.com/google.rpc.QuotaFailure', violations: [] },
        { '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay },
      ],
    },
  })
  const times = async (body: unknown, headers?: Record<string, string>) => {
    const { details } = await answer(body, 429, headers)
    return [details.headers?.['retry-after'], details.notServed?.retryAfterMs]
  }

  it('is said by the header, else by Google’s details, rounded up to seconds', async () => {
    expect(await times(retryIn('34.4s'), { 'retry-after': '3' })).toEqual(['3', 3_000])
    expect(await times(retryIn('34.4s'))).toEqual(['35', 35_000])
    expect(await times(retryIn('0s'))).toEqual(['0', 0])
    expect(await times({ error: { message: 'No' } })).toEqual([undefined, null])
  })

  it.each(['', '-5s', 'soon', '1e9s', '34', '99999999999s', '5s\r\nx-evil: 1'])(
    'is not read from %j',
    async (delay) => {
      expect(await times(retryIn(delay))).toEqual([undefined, null])
    },
  )
})

describe('an answer of status 200', () => {
  it.each([
    { choices: [], error: { message: 'in part' } },
    { candidates: [], error: { message: 'in part' } },
    { type: 'message', content: [], error: { message: 'in part' } },
    { object: 'response', status: 'completed', error: null },
    { object: 'response', status: 'failed', error: { code: 'server_error', message: 'in part' } },
    { object: 'video', status: 'failed', error: { code: 'moderation_blocked', message: 'in part' } },
    { promptFeedback: { blockReason: 'SAFETY' } },
    { data: [] },
    null,
  ])('is served: %j', (json) => {
    expect(findRefusal(json, KEY)).toBeNull()
  })

  it.each([
    { error: { message: 'No' } },
    { error: 'No' },
    { type: 'error', error: { type: 'overloaded_error', message: 'No' } },
    { error: { code: 503, message: 'No', status: 'UNAVAILABLE' } },
    { object: 'error', error: { message: 'No' } },
  ])('is a refusal: %j', (json) => {
    const refusal = findRefusal(json, KEY)
    expect(refusal?.message).toContain('No')
    expect(refusal?.status).toBe(502)
  })
})
