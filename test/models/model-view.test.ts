import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Model = {
  id: number
  access_state: string
  access_reason: string
  api_config: Record<string, unknown>
  actions: Record<string, boolean>
  usage_info: Record<string, unknown>
}

let answer: () => Response | Promise<Response> = answerChat
let gateway: Gateway
let superAdmin: { id: number; key: string }
let superApi: Api

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answer() })
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
})

const view = async (api: Api, id: number) => {
  const { body } = await api<Model>('GET', `/ai/models/${id}`)
  // The lists say the same as the single model.
  const listed = await api<Page<Model>>('GET', '/ai/models?limit=200')
  expect(listed.body.results.find((model) => model.id === id)).toEqual(body)
  return body
}

const setup = async (slug: string, provider: object = {}) => {
  const { modelId, name } = await createProvider(gateway, superAdmin.key, { slug, provider })
  const caller = await createAdmin()
  return { id: modelId, name, caller, api: createApi(gateway, caller.key), path: `/ai/providers/${slug}` }
}

describe('a model for its caller', () => {
  it('says how to call it, with which key, and what may be done', async () => {
    const { id, api } = await setup('view-shared')
    expect(await view(api, id)).toMatchObject({
      access_state: 'AVAILABLE_SHARED',
      access_reason: 'shared_only',
      api_config: {
        model: 'view-shared/chat-1',
        endpoints: expect.arrayContaining(['/v1/chat/completions', '/api/v1/ai/chat']),
        key_source: 'shared',
        has_shared_api_key: true,
        has_personal_api_key: false,
        use_shared_api: true,
      },
      actions: { can_use: true, can_set_personal_key: true, can_edit: false, can_delete: false },
      usage_info: { requests: 0, monthly_limit: 1_000, remaining: 1_000, monthly_budget_usd: null, cost_usd: 0 },
    })
    expect(await view(superApi, id)).toMatchObject({
      access_state: 'AVAILABLE_SHARED',
      actions: { can_use: true, can_edit: true, can_delete: true },
      usage_info: { monthly_limit: null, remaining: null },
    })
  })

  it('differs from caller to caller', async () => {
    const { id, api, path } = await setup('view-closed', { allow_shared_for_normal_admins: false })
    expect(await view(api, id)).toMatchObject({
      access_state: 'NO_ACCESS',
      access_reason: 'shared_not_allowed',
      api_config: { key_source: null },
      actions: { can_use: false, can_set_personal_key: true },
    })
    expect(await view(superApi, id)).toMatchObject({ access_state: 'AVAILABLE_SHARED', actions: { can_use: true } })
    await api('PUT', '/ai/settings/view-closed', { personal_api_key: 'sk-personal-0123456789' })
    expect(await view(api, id)).toMatchObject({
      access_state: 'AVAILABLE_PERSONAL',
      access_reason: 'personal_only',
      api_config: { key_source: 'personal', has_personal_api_key: true, use_shared_api: true },
      actions: { can_use: true },
    })
    await superApi('PATCH', path, { allow_personal_keys: false })
    expect(await view(api, id)).toMatchObject({
      access_state: 'NO_ACCESS',
      access_reason: 'personal_keys_not_allowed',
      actions: { can_use: false, can_set_personal_key: false },
    })
  })

  it('is disabled with its provider, at once and back', async () => {
    const { id, api, path } = await setup('view-off')
    await superApi('PATCH', path, { is_active: false })
    for (const each of [api, superApi]) {
      expect(await view(each, id)).toMatchObject({
        access_state: 'DISABLED',
        access_reason: 'provider_inactive',
        actions: { can_use: false, can_set_personal_key: false },
      })
    }
    await superApi('PATCH', path, { is_active: true })
    expect(await view(api, id)).toMatchObject({ access_state: 'AVAILABLE_SHARED' })
    await superApi('PATCH', `/ai/models/${id}`, { is_active: false })
    expect(await view(api, id)).toMatchObject({ access_state: 'DISABLED', access_reason: 'model_inactive' })
  })

  it('counts what the caller has used and has left', async () => {
    const { id, api, name, caller } = await setup('view-used')
    await superApi('PUT', `/admins/${caller.id}/settings/view-used`, { monthly_limit: 3 })
    for (let call = 0; call < 2; call += 1) {
      expect((await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })).status).toBe(200)
      await gateway.settle()
    }
    const now = new Date()
    expect(await view(api, id)).toMatchObject({
      usage_info: {
        period: now.toISOString().slice(0, 7),
        requests: 2,
        monthly_limit: 3,
        remaining: 1,
        resets_at: new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1)).toISOString(),
      },
    })
    expect(await view(superApi, id)).toMatchObject({ usage_info: { requests: 0, monthly_limit: null } })
  })
  it('counts a call that is under way', async () => {
    const { id, api, name, caller } = await setup('view-open')
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<Response>()
    answer = () => {
      begun.resolve()
      return released.promise
    }
    const call = gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })
    await begun.promise
    expect(await view(api, id)).toMatchObject({ usage_info: { requests: 1, remaining: 999 } })
    released.resolve(answerChat())
    answer = answerChat
    expect((await call).status).toBe(200)
    await gateway.settle()
    expect(await view(api, id)).toMatchObject({ usage_info: { requests: 1, remaining: 999 } })
  })
})
