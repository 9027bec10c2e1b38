import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway, env } from '../support/gateway.ts'

type Policy = Record<'per_provider' | 'per_admin' | 'per_api_key', Record<string, number | null>> & {
  is_default: boolean
  warn_at_percent: number
  updated_at: string | null
}
type Event = { action: string; target_type: string; target_id: string; changes: Record<string, unknown> }

const noMonthlyLimits = { monthly_limit: null, monthly_budget_usd: null, monthly_token_limit: null }
const noRateLimits = { requests_per_minute: null, tokens_per_minute: null, concurrent_calls: null }
const nothing = {
  per_provider: noMonthlyLimits,
  per_admin: { ...noMonthlyLimits, ...noRateLimits },
  per_api_key: noRateLimits,
  warn_at_percent: 80,
}
const configured = {
  ...nothing,
  is_default: true,
  per_provider: { ...noMonthlyLimits, monthly_limit: 1_000 },
  updated_at: null,
}
const whole = {
  per_provider: { monthly_limit: 1, monthly_budget_usd: 2.345678, monthly_token_limit: 3 },
  per_admin: {
    monthly_limit: 4,
    monthly_budget_usd: 5,
    monthly_token_limit: 1_000_000_000_000,
    requests_per_minute: 7,
    tokens_per_minute: 8,
    concurrent_calls: 0,
  },
  per_api_key: { requests_per_minute: 10, tokens_per_minute: 11, concurrent_calls: 12 },
  warn_at_percent: 95,
}

const path = '/ai/policy'
const gateway = createGateway()
let superAdmin: { key: string; email: string }
let superApi: Api
let normal: Api

beforeAll(async () => {
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
  normal = createApi(gateway, (await createAdmin()).key)
})

afterEach(async () => void (await superApi('DELETE', path)))

const put = (json: object) => superApi<Policy>('PUT', path, json)

describe('the default policy', () => {
  it('is what the configuration says while none is stored, and says so', async () => {
    for (const api of [normal, superApi]) {
      expect(await api('GET', path)).toMatchObject({ status: 200, body: configured })
      expect((await api('GET', `${path}/`)).body).toEqual(configured)
    }
    const other = createGateway({ env: { DEFAULT_MONTHLY_LIMIT: '7' } })
    const { body } = await createApi(other, superAdmin.key)<Policy>('GET', path)
    expect(body.per_provider['monthly_limit']).toBe(7)
  })

  it('is kept as it was sent, for all to see', async () => {
    const { status, body } = await put(whole)
    expect(status).toBe(200)
    expect(body).toEqual({ ...whole, is_default: false, updated_at: expect.any(String) })
    for (const api of [normal, superApi]) expect((await api('GET', path)).body).toEqual(body)
  })

  it('is replaced as a whole: what is left out is as without a policy, and null is no limit', async () => {
    await put(whole)
    const { per_provider } = configured
    const stored = { ...nothing, per_provider, is_default: false, updated_at: expect.any(String) }
    expect((await put({})).body).toEqual(stored)
    expect((await put({ per_provider: {}, per_admin: {}, per_api_key: {} })).body).toEqual(stored)
    const { body } = await put({ per_admin: { tokens_per_minute: 5 }, per_api_key: { concurrent_calls: null } })
    expect(body).toEqual({ ...stored, per_admin: { ...nothing.per_admin, tokens_per_minute: 5 } })
    expect((await normal('GET', path)).body).toEqual(body)
    const unlimited = { ...stored, per_provider: { ...per_provider, monthly_limit: null } }
    expect((await put({ per_provider: { monthly_limit: null } })).body).toEqual(unlimited)
  })

  it('is one: a second does not stand beside it', async () => {
    await Promise.all([put(whole), put({}), put({ warn_at_percent: 1 })])
    const { results } = await env.DB.prepare('SELECT id FROM ai_default_policy').all()
    expect(results).toEqual([{ id: 1 }])
  })

  it('is gone with DELETE: the configuration holds again', async () => {
    await put(whole)
    expect((await superApi('DELETE', `${path}/`)).status).toBe(204)
    expect((await normal('GET', path)).body).toEqual(configured)
    expectProblem(await superApi('DELETE', path), 404, 'not_found')
  })

  it('is a super admin’s to set and to remove', async () => {
    await put(whole)
    for (const json of [{}, whole, { per_provider: null }]) {
      expectProblem(await normal('PUT', path, json), 403, 'super_admin_required')
    }
    expectProblem(await normal('DELETE', path), 403, 'super_admin_required')
    expect((await normal('GET', path)).body).toMatchObject(whole)
  })

  it.each([
    ['per_provider.monthly_limit', { per_provider: { monthly_limit: -1 } }],
    ['per_provider.monthly_limit', { per_provider: { monthly_limit: '5' } }],
    ['per_provider.monthly_budget_usd', { per_provider: { monthly_budget_usd: 0.0000001 } }],
    ['per_provider.monthly_token_limit', { per_provider: { monthly_token_limit: 1.5 } }],
    ['per_provider.requests_per_minute', { per_provider: { requests_per_minute: 1 } }],
    ['per_admin.monthly_budget_usd', { per_admin: { monthly_budget_usd: 1_000_000_001 } }],
    ['per_admin.tokens_per_minute', { per_admin: { tokens_per_minute: -1 } }],
    ['per_admin.concurrent_calls', { per_admin: { concurrent_calls: 1e10 } }],
    ['per_admin.role', { per_admin: { role: 'super_admin' } }],
    ['per_api_key.monthly_limit', { per_api_key: { monthly_limit: 5 } }],
    ['per_api_key.requests_per_minute', { per_api_key: { requests_per_minute: true } }],
    ['per_api_key', { per_api_key: null }],
    ['per_admin', { per_admin: [] }],
    ['warn_at_percent', { warn_at_percent: 0 }],
    ['warn_at_percent', { warn_at_percent: 101 }],
    ['warn_at_percent', { warn_at_percent: 99.5 }],
    ['warn_at_percent', { warn_at_percent: null }],
    ['is_default', { is_default: true }],
    ['updated_at', { updated_at: null }],
    ['id', { id: 2 }],
    ['monthly_limit', { monthly_limit: 5 }],
  ])('refuses a wrong or unknown %s: %j', async (field, json) => {
    expectProblem(await put(json), 400, 'validation_failed', field)
    expect((await normal('GET', path)).body).toEqual(configured)
  })
})

describe('the audit of the policy', () => {
  const newest = async () => (await superApi<Page<Event>>('GET', '/audit?target_type=policy&limit=1')).body.results[0]!

  it('says limit by limit what has changed', async () => {
    await put({ per_admin: { requests_per_minute: 60 }, per_provider: { monthly_limit: null } })
    expect(await newest()).toMatchObject({
      action: 'policy.update',
      target_id: 'default',
      actor: { email: superAdmin.email },
      // The configuration's limit no longer holds.
      changes: {
        is_default: { from: true, to: false },
        'per_provider.monthly_limit': { from: 1_000, to: null },
        'per_admin.requests_per_minute': { from: null, to: 60 },
      },
    })
    await put({
      per_admin: { requests_per_minute: 30 },
      per_provider: { monthly_limit: null, monthly_budget_usd: 1.5 },
      warn_at_percent: 50,
    })
    expect((await newest()).changes).toEqual({
      'per_admin.requests_per_minute': { from: 60, to: 30 },
      'per_provider.monthly_budget_usd': { from: null, to: 1.5 },
      warn_at_percent: { from: 80, to: 50 },
    })
    await superApi('DELETE', path)
    expect(await newest()).toMatchObject({
      action: 'policy.delete',
      changes: {
        is_default: { from: false, to: true },
        'per_provider.monthly_limit': { from: null, to: 1_000 },
        warn_at_percent: { from: 50, to: 80 },
      },
    })
  })
})
