import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { createSlowStores } from '../support/faults.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

let gateway: Gateway
let superAdmin: { id: number; key: string }
let superApi: Api

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
})

const setup = async (slug: string) => {
  const { name } = await createProvider(gateway, superAdmin.key, { slug })
  const caller = await createAdmin()
  const ask = async () => {
    const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })
    const { error } = await response.json<{ error?: { code: string } }>()
    return error?.code ?? response.status
  }
  return {
    ask,
    caller,
    api: createApi(gateway, caller.key),
    path: `/ai/settings/${slug}`,
    adminPath: `/admins/${caller.id}/settings/${slug}`,
  }
}

describe('a normal admin', () => {
  it.each([
    ['monthly_limit', 5],
    ['monthly_limit', 0],
    ['monthly_limit', null],
    ['monthly_budget_usd', 5],
    ['monthly_budget_usd', null],
    ['monthly_token_limit', 5],
    ['monthly_token_limit', null],
  ])('cannot set %s to %s, by PUT or PATCH', async (field, value) => {
    const { api, path, adminPath } = await setup(`own-${field.replaceAll('_', '-')}-${value}`)
    const limits = { monthly_limit: 7, monthly_budget_usd: 9.5, monthly_token_limit: 11 }
    await superApi('PUT', adminPath, limits)
    for (const method of ['PUT', 'PATCH']) {
      const problem = expectProblem(await api(method, path, { [field]: value }), 403, 'field_not_allowed')
      expect(problem.detail).toContain(field)
    }
    expect((await api('GET', path)).body).toMatchObject(limits)
    expectProblem(await api('PUT', adminPath, { [field]: value }), 403, 'super_admin_required')
  })

  it('cannot lift a limit by PUT, PATCH or DELETE', async () => {
    const { api, path, adminPath, ask } = await setup('lifted')
    await api('PUT', path, { personal_api_key: 'sk-personal-0123', use_shared_api: false })
    await superApi('PUT', adminPath, { monthly_limit: 1, monthly_budget_usd: 50 })
    const limits = { monthly_limit: 1, monthly_budget_usd: 50 }
    expect((await api('PUT', path, {})).body).toMatchObject(limits)
    expect((await api('PATCH', path, { is_active: false })).body).toMatchObject(limits)
    expect((await api('DELETE', path)).status).toBe(204)
    // What was theirs is gone; the limits stay, and hold.
    expect((await api('GET', path)).body).toMatchObject({
      ...limits,
      has_personal_api_key: false,
      use_shared_api: true,
      is_active: true,
    })
    await superApi('PUT', adminPath, { monthly_limit: 1 })
    expect(await ask()).toBe(200)
    expect(await ask()).toBe('monthly_limit_reached')
    expect((await api('DELETE', path)).status).toBe(204)
    expect(await ask()).toBe('monthly_limit_reached')
  })

  it.each([
    ['monthly_limit', 0],
    ['monthly_budget_usd', 0],
    ['monthly_token_limit', 0],
  ])('keeps a %s when they delete their settings, whichever is set', async (field, value) => {
    const { api, path, adminPath } = await setup(`alone-${field.replaceAll('_', '-')}`)
    await api('PUT', path, { personal_api_key: 'sk-personal-0123', use_shared_api: false })
    await superApi('PUT', adminPath, { [field]: value })
    expect((await api('DELETE', path)).status).toBe(204)
    expect((await api('GET', path)).body).toMatchObject({ [field]: value, has_personal_api_key: false })
    // Without a limit nothing is kept.
    await superApi('PUT', adminPath, {})
    expect((await api('DELETE', path)).status).toBe(204)
    expect((await api('GET', path)).body).toMatchObject({ [field]: null, created_at: null })
  })

  it('cannot remove a limit by deleting their settings while it is being set', async () => {
    const { api, caller, path, adminPath } = await setup('raced')
    await api('PUT', path, { use_shared_api: false })
    let isSet = false
    const slow = createSlowStores(env, async (what) => {
      if (isSet || !what.includes('left join "ai_admin_provider_settings"')) return
      isSet = true
      await superApi('PUT', adminPath, { monthly_limit: 5 })
    })
    expect((await createApi(createGateway({ env: slow }), caller.key)('DELETE', path)).status).toBe(204)
    expect(isSet).toBe(true)
    expect((await api('GET', path)).body).toMatchObject({ monthly_limit: 5, use_shared_api: true })
  })

  it('has the default limit where none is set for them', async () => {
    const { api } = await setup('defaulted')
    const { body } = await api<{ results: unknown[] }>('GET', '/ai/access?provider=defaulted')
    expect(body.results).toMatchObject([{ limit: { monthly_limit: 1_000, remaining: 1_000 } }])
  })
})

describe('a super admin', () => {
  it('sets another’s limits and keeps their preference and key', async () => {
    const { api, path, adminPath } = await setup('kept')
    await api('PUT', path, { personal_api_key: 'sk-personal-8888', use_shared_api: false, is_active: false })
    const theirs = {
      has_personal_api_key: true,
      personal_api_key_hint: '8888',
      use_shared_api: false,
      is_active: false,
    }
    const limits = { monthly_limit: 10_000, monthly_budget_usd: 12.345678, monthly_token_limit: 1_000_000_000_000 }
    const put = await superApi('PUT', adminPath, limits)
    expect(put.body).toMatchObject({ ...theirs, ...limits })
    expect((await api('GET', path)).body).toEqual(put.body)
    // A limit that is not named goes back to its default: PUT replaces the limits.
    const again = await superApi('PUT', adminPath, { monthly_limit: 5 })
    expect(again.body).toMatchObject({
      ...theirs,
      monthly_limit: 5,
      monthly_budget_usd: null,
      monthly_token_limit: null,
    })
    expect((await superApi('PUT', adminPath, {})).body).toMatchObject({ ...theirs, monthly_limit: null })
  })

  it('can change another’s preference and remove their key, not read or set it', async () => {
    const { api, path, adminPath } = await setup('removed')
    await api('PUT', path, { personal_api_key: 'sk-personal-9999', use_shared_api: false })
    const setting = await superApi('PUT', adminPath, { personal_api_key: 'sk-of-the-super-admin' })
    expectProblem(setting, 400, 'validation_failed', 'personal_api_key')
    const changed = await superApi('PUT', adminPath, { use_shared_api: true, is_active: false })
    expect(changed.body).toMatchObject({ use_shared_api: true, is_active: false, has_personal_api_key: true })
    const removed = await superApi('PUT', adminPath, { personal_api_key: null })
    expect(removed.body).toMatchObject({ has_personal_api_key: false, personal_api_key_hint: null })
  })

  it('sets limits also before the admin has any settings, and in their own', async () => {
    const { adminPath, ask } = await setup('beforehand')
    expect((await superApi('PUT', `${adminPath}/`, { monthly_limit: 0 })).body).toMatchObject({ monthly_limit: 0 })
    expect(await ask()).toBe('monthly_limit_reached')
    const own = await superApi('PUT', '/ai/settings/beforehand', { monthly_limit: 3, monthly_budget_usd: 0 })
    expect(own.body).toMatchObject({ monthly_limit: 3, monthly_budget_usd: 0 })
    expect((await superApi('DELETE', '/ai/settings/beforehand')).status).toBe(204)
    expect((await superApi('GET', '/ai/settings/beforehand')).body).toMatchObject({ monthly_limit: null })
  })

  it('lowers and raises a limit for the very next call', async () => {
    const { adminPath, ask } = await setup('moving')
    expect(await ask()).toBe(200)
    await superApi('PUT', adminPath, { monthly_limit: 1 })
    expect(await ask()).toBe('monthly_limit_reached')
    await superApi('PUT', adminPath, { monthly_limit: 2 })
    expect(await ask()).toBe(200)
    expect(await ask()).toBe('monthly_limit_reached')
  })

  it.each([
    ['monthly_limit', -1],
    ['monthly_limit', 1.5],
    ['monthly_limit', '10'],
    ['monthly_limit', 1_000_000_001],
    ['monthly_budget_usd', -0.01],
    ['monthly_budget_usd', 0.0000001],
    ['monthly_budget_usd', '10'],
    ['monthly_token_limit', -1],
    ['monthly_token_limit', 0.5],
    ['monthly_token_limit', 1_000_000_000_000_001],
    ['requests_per_minute', 1],
    ['admin_id', 1],
    ['role', 'super_admin'],
  ])('cannot set %s to %j', async (field, value) => {
    const { id } = await createAdmin()
    const path = `/admins/${id}/settings/kept`
    expectProblem(await superApi('PUT', path, { [field]: value }), 400, 'validation_failed', field)
    expect((await superApi('GET', path)).body).toMatchObject({ monthly_limit: null, created_at: null })
  })

  it('is told when admin or provider are not there', async () => {
    const { id } = await createAdmin()
    for (const path of ['/admins/999999/settings/kept', `/admins/${id}/settings/nobody`]) {
      expectProblem(await superApi('GET', path), 404, 'not_found')
      expectProblem(await superApi('PUT', path, {}), 404, 'not_found')
    }
  })
})
