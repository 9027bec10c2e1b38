/** How the limits of a call stand, as access tells it. */
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Limit = {
  scope: string
  name: string
  value: number
  used: number
  remaining: number
  source: string
  resets_at: string | null
}
type Access = {
  usage: Record<string, unknown>
  limit: Record<string, unknown>
  limits: Limit[]
  warn_at_percent: number
}

let answer: () => Response | Promise<Response> = answerChat
let gateway: Gateway
let superAdmin: { id: number; key: string }
let superApi: Api
let names: string[]
let caller: { id: number; key: string }

const now = new Date()
const nextMonth = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString()

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answer() })
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
  const fields = { pricing: 'priced', pricing_input: 1, pricing_output: 1_000 }
  const made = ['one', 'two'].map((slug) => createProvider(gateway, superAdmin.key, { slug, fields }))
  names = (await Promise.all(made)).map(({ name }) => name)
})

beforeEach(async () => void (caller = await createAdmin()))

afterEach(async () => {
  answer = answerChat
  await superApi('PATCH', '/ai/providers/one', { default_monthly_limit: null })
  await superApi('DELETE', '/ai/policy')
})

/** Settles as 7 tokens in and 3 out, for USD 0.003007. */
const call = async (name: string, key = caller.key) => {
  const { status } = await begin(name, key)
  await gateway.settle()
  return status
}
const begin = (name: string, key = caller.key) =>
  gateway.fetch('/v1/chat/completions', { key, json: chat(name, { max_tokens: 100 }) })

const accessTo = async (slug: string, key = caller.key) => {
  const { body } = await createApi(gateway, key)<Page<Access>>('GET', `/ai/access?provider=${slug}`)
  return body.results[0]!
}

const short = ({ limits }: Access) =>
  limits.map(({ scope, name, value, used, remaining, source }) => [`${scope} ${name}`, value, used, remaining, source])

describe('the limits of a call', () => {
  it('are those that are set, each with what is used, what is left and who says so', async () => {
    await superApi('PUT', '/ai/policy', {
      per_provider: { monthly_limit: null, monthly_token_limit: 1_000 },
      per_admin: { monthly_limit: 50, concurrent_calls: 5 },
      per_api_key: { requests_per_minute: 30 },
      warn_at_percent: 60,
    })
    await superApi('PATCH', '/ai/providers/one', { default_monthly_limit: 20 })
    await superApi('PUT', `/admins/${caller.id}/settings/one`, { monthly_budget_usd: 1 })
    await superApi('PATCH', `/admins/${caller.id}`, { tokens_per_minute: 2_000, monthly_budget_usd: 0.000001 })
    await superApi('PATCH', `/admins/${caller.id}`, { monthly_budget_usd: 5 })
    expect([await call(names[0]!), await call(names[0]!), await call(names[1]!)]).toEqual([200, 200, 200])

    const access = await accessTo('one')
    expect(short(access)).toEqual([
      ['provider monthly_limit', 20, 2, 18, 'provider'],
      ['provider monthly_token_limit', 1_000, 20, 980, 'policy'],
      ['provider monthly_budget_usd', 1, 0.006014, 0.993986, 'settings'],
      ['admin monthly_limit', 50, 3, 47, 'policy'],
      ['admin monthly_budget_usd', 5, 0.009021, 4.990979, 'admin'],
      ['admin tokens_per_minute', 2_000, 30, 1_970, 'admin'],
      ['admin concurrent_calls', 5, 0, 5, 'policy'],
      ['api_key requests_per_minute', 30, 3, 27, 'policy'],
    ])
    expect(access.limits.map(({ resets_at }) => resets_at)).toEqual([...Array(5).fill(nextMonth), null, null, null])
    expect(access.warn_at_percent).toBe(60)
    expect(short(await accessTo('two')).slice(0, 2)).toEqual([
      ['provider monthly_token_limit', 1_000, 10, 990, 'policy'],
      ['admin monthly_limit', 50, 3, 47, 'policy'],
    ])
  })

  it('are the configured one alone where nobody says anything, and none for a super admin', async () => {
    const access = await accessTo('one')
    expect(short(access)).toEqual([['provider monthly_limit', 1_000, 0, 1_000, 'configuration']])
    expect(access.warn_at_percent).toBe(80)
    await superApi('PUT', '/ai/policy', { per_provider: { monthly_limit: 1 }, per_api_key: { concurrent_calls: 1 } })
    expect(short(await accessTo('one', superAdmin.key))).toEqual([])
  })

  it('are those of the API key that asks, with what this key has used', async () => {
    const { body } = await superApi<{ key: string }>('POST', '/api-keys', {
      name: 'second',
      admin_id: caller.id,
      requests_per_minute: 5,
    })
    expect([await call(names[0]!), await call(names[0]!, body.key)]).toEqual([200, 200])
    const ofKeys = (access: Access) => short(access).filter(([name]) => String(name).startsWith('api_key'))
    expect(ofKeys(await accessTo('one'))).toEqual([])
    expect(ofKeys(await accessTo('one', body.key))).toEqual([['api_key requests_per_minute', 5, 1, 4, 'api_key']])
  })

  it('count a call that is under way with what it has reserved', async () => {
    await superApi('PUT', '/ai/policy', {
      per_provider: { monthly_limit: 10, monthly_token_limit: 1_000, monthly_budget_usd: 1 },
      per_admin: { tokens_per_minute: 1_000, concurrent_calls: 2 },
      per_api_key: { concurrent_calls: 1 },
    })
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<Response>()
    answer = () => {
      begun.resolve()
      return released.promise
    }
    const underWay = begin(names[0]!)
    await begun.promise
    const used = new Map((await accessTo('one')).limits.map(({ scope, name, used }) => [`${scope} ${name}`, used]))
    expect(used.get('provider monthly_limit')).toBe(1)
    // At least its max_tokens.
    expect(used.get('provider monthly_token_limit')).toBeGreaterThan(100)
    expect(used.get('admin tokens_per_minute')).toBe(used.get('provider monthly_token_limit'))
    expect(used.get('provider monthly_budget_usd')).toBeGreaterThan(0.1)
    expect([used.get('admin concurrent_calls'), used.get('api_key concurrent_calls')]).toEqual([1, 1])
    expect((await begin(names[0]!)).status).toBe(429)
    released.resolve(answerChat())
    expect((await underWay).status).toBe(200)
    await gateway.settle()
    expect(short(await accessTo('one')).slice(1)).toEqual([
      ['provider monthly_token_limit', 1_000, 10, 990, 'policy'],
      ['provider monthly_budget_usd', 1, 0.003007, 0.996993, 'policy'],
      ['admin tokens_per_minute', 1_000, 10, 990, 'policy'],
      ['admin concurrent_calls', 2, 0, 2, 'policy'],
      ['api_key concurrent_calls', 1, 0, 1, 'policy'],
    ])
  })

  it('never leave less than nothing', async () => {
    expect(await call(names[0]!)).toBe(200)
    await superApi('PATCH', `/admins/${caller.id}`, {
      monthly_limit: 0,
      monthly_token_limit: 5,
      requests_per_minute: 0,
    })
    expect(short(await accessTo('one')).slice(1)).toEqual([
      ['admin monthly_limit', 0, 1, 0, 'admin'],
      ['admin monthly_token_limit', 5, 10, 0, 'admin'],
      ['admin requests_per_minute', 0, 1, 0, 'admin'],
    ])
  })
})

describe('what remains', () => {
  it('is the least of what the limits at the provider and over all leave', async () => {
    expect([await call(names[0]!), await call(names[1]!)]).toEqual([200, 200])
    const set = async (atProvider: object, overAll: object) => {
      await superApi('PUT', `/admins/${caller.id}/settings/one`, atProvider)
      await superApi('PATCH', `/admins/${caller.id}`, overAll)
      const [{ usage, limit }, model] = [
        await accessTo('one'),
        await createApi(gateway, caller.key)<Page<{ usage_info: object }>>('GET', '/ai/models?provider=one'),
      ]
      // The models say the same.
      expect(model.body.results[0]!.usage_info).toEqual({ ...usage, ...limit })
      return { usage, limit }
    }
    const period = now.toISOString().slice(0, 7)
    const here = { monthly_limit: 10, monthly_token_limit: 100, monthly_budget_usd: 1 }
    expect(await set(here, { monthly_limit: 5, monthly_token_limit: 1_000, monthly_budget_usd: null })).toEqual({
      usage: { period, requests: 1, tokens: 10, cost_usd: 0.003007 },
      limit: {
        ...here,
        // 5 - 2 over all, 100 - 10 here, 1 - 0.003007 here.
        remaining: 3,
        remaining_tokens: 90,
        remaining_budget_usd: 0.996993,
        resets_at: nextMonth,
      },
    })
    const none = { monthly_limit: null, monthly_token_limit: null, monthly_budget_usd: null }
    await superApi('PUT', '/ai/policy', { per_provider: { monthly_limit: null } })
    expect((await set(none, { monthly_limit: 50, monthly_token_limit: 25, monthly_budget_usd: 1 })).limit).toEqual({
      ...none,
      remaining: 48,
      remaining_tokens: 5,
      remaining_budget_usd: 0.993986,
      resets_at: nextMonth,
    })
    expect((await set(none, none)).limit).toEqual({
      ...none,
      remaining: null,
      remaining_tokens: null,
      remaining_budget_usd: null,
      resets_at: nextMonth,
    })
  })
})
