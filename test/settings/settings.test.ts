import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Settings = { provider: { id: number; slug: string } } & Record<string, unknown>

const defaults = {
  has_personal_api_key: false,
  personal_api_key_hint: null,
  use_shared_api: true,
  monthly_limit: null,
  monthly_budget_usd: null,
  monthly_token_limit: null,
  is_active: true,
}

let gateway: Gateway
let superAdmin: { id: number; key: string }
let superApi: Api
const keysSeen: string[] = []

beforeAll(async () => {
  gateway = createGateway({
    upstream: (request) => {
      keysSeen.push(request.headers.get('authorization') ?? '')
      return answerChat()
    },
  })
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
})

const setup = async (slug: string, provider: object = {}) => {
  const { providerId, name } = await createProvider(gateway, superAdmin.key, { slug, provider })
  const caller = await createAdmin()
  return { providerId, name, caller, api: createApi(gateway, caller.key), path: `/ai/settings/${slug}` }
}

describe('one’s own settings', () => {
  it('are the defaults until something is stored', async () => {
    const { api, path, providerId } = await setup('untouched')
    const { status, body } = await api<Settings>('GET', path)
    expect(status).toBe(200)
    expect(body).toEqual({
      ...defaults,
      provider: { id: providerId, slug: 'untouched', display_name: 'untouched' },
      created_at: null,
      updated_at: null,
    })
    expect((await api('GET', '/ai/settings/')).body).toMatchObject({ count: 0, results: [] })
  })

  it('never show the key that was stored, only its last four characters', async () => {
    const { api, path, caller, providerId } = await setup('personal')
    const answers = [
      await api('PUT', path, { personal_api_key: 'sk-personal-secret-7777', use_shared_api: false }),
      await api('GET', path),
      await api('GET', `/ai/settings/${providerId}/`),
      await api('GET', '/ai/settings'),
      await superApi('GET', `/admins/${caller.id}/settings/personal`),
    ]
    for (const { status, body } of answers) {
      expect(status).toBe(200)
      expect(JSON.stringify(body)).toContain('"has_personal_api_key":true,"personal_api_key_hint":"7777"')
      expect(JSON.stringify(body)).not.toContain('secret')
    }
  })

  it('decide which key is sent, at once', async () => {
    const { api, path, name, caller } = await setup('chosen')
    const ask = async () => {
      const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })
      expect(response.status).toBe(200)
      return keysSeen.at(-1)
    }
    expect(await ask()).toBe('Bearer sk-shared-chosen-0123456789')
    await api('PUT', path, { personal_api_key: 'sk-personal-1111', use_shared_api: false })
    expect(await ask()).toBe('Bearer sk-personal-1111')
    await api('PATCH', path, { use_shared_api: true })
    expect(await ask()).toBe('Bearer sk-shared-chosen-0123456789')
    await api('PATCH', path, { use_shared_api: false, personal_api_key: 'sk-personal-2222' })
    expect(await ask()).toBe('Bearer sk-personal-2222')
    await api('PATCH', path, { is_active: false })
    expect(await ask()).toBe('Bearer sk-shared-chosen-0123456789')
    await api('DELETE', path)
    expect(await ask()).toBe('Bearer sk-shared-chosen-0123456789')
  })

  it('go with PUT back to the defaults, but for the key, which goes with null', async () => {
    const { api, path } = await setup('replaced')
    await api('PUT', path, { personal_api_key: 'sk-personal-3333', use_shared_api: false, is_active: false })
    const put = await api('PUT', path, {})
    expect(put.body).toMatchObject({ ...defaults, has_personal_api_key: true, personal_api_key_hint: '3333' })
    expect((await api('PUT', path, { personal_api_key: null })).body).toMatchObject(defaults)
  })

  it('keep with PATCH whatever is not named', async () => {
    const { api, path } = await setup('patched')
    await api('PUT', path, { personal_api_key: 'sk-personal-4444', use_shared_api: false })
    expect((await api('PATCH', `${path}/`, { is_active: false })).body).toMatchObject({
      has_personal_api_key: true,
      use_shared_api: false,
      is_active: false,
    })
  })

  it('are removed by DELETE, with the key', async () => {
    const { api, path } = await setup('deleted')
    expectProblem(await api('DELETE', path), 404, 'not_found')
    await api('PUT', path, { personal_api_key: 'sk-personal-5555' })
    expect((await api('DELETE', path)).status).toBe(204)
    expect((await api('GET', path)).body).toMatchObject(defaults)
    expectProblem(await api('DELETE', path), 404, 'not_found')
  })

  it('are listed by provider, and nobody else’s with them', async () => {
    const { api } = await setup('list-one')
    await createProvider(gateway, superAdmin.key, { slug: 'list-two', provider: { sort_order: -1 } })
    await api('PUT', '/ai/settings/list-one', {})
    await api('PUT', '/ai/settings/list-two', {})
    const stranger = createApi(gateway, (await createAdmin()).key)
    await stranger('PUT', '/ai/settings/list-one', {})
    const { body } = await api<{ count: number; results: Settings[] }>('GET', '/ai/settings')
    expect(body.count).toBe(2)
    expect(body.results.map(({ provider }) => provider.slug)).toEqual(['list-two', 'list-one'])
  })

  it('refuse a personal key where the provider allows none', async () => {
    const { api, path } = await setup('no-personal', { allow_personal_keys: false })
    const problem = expectProblem(await api('PUT', path, { personal_api_key: 'sk-0123456789' }), 403, 'access_denied')
    expect(problem.reason).toBe('personal_keys_not_allowed')
    expect((await api('PUT', path, { use_shared_api: false })).status).toBe(200)
  })

  it('exist for providers that the admin sees', async () => {
    const { api, path } = await setup('hidden', { is_active: false })
    for (const [method, json] of [
      ['GET', undefined],
      ['PUT', {}],
      ['PATCH', {}],
      ['DELETE', undefined],
    ] as const) {
      expectProblem(await api(method, path, json), 404, 'not_found')
      expectProblem(await api(method, '/ai/settings/nobody', json), 404, 'not_found')
    }
  })

  it.each([
    ['personal_api_key', ''],
    ['personal_api_key', 'with space 0123'],
    ['personal_api_key', 'break\r\n-0123456'],
    ['use_shared_api', 'no'],
    ['use_shared_api', null],
    ['is_active', 1],
    ['id', 1],
    ['admin_id', 1],
    ['provider_id', 1],
    ['has_personal_api_key', true],
    ['personal_api_key_hint', 'abcd'],
    ['monthly_budget_micro_usd', 1],
    ['created_at', '2020-01-01'],
  ])('refuse %s: %j', async (field, value) => {
    const { key } = await createAdmin()
    const api = createApi(gateway, key)
    for (const method of ['PUT', 'PATCH']) {
      expectProblem(await api(method, '/ai/settings/untouched', { [field]: value }), 400, 'validation_failed', field)
    }
    expect((await api('GET', '/ai/settings')).body).toMatchObject({ count: 0 })
  })

  it('do not survive their admin or provider', async () => {
    const { api, path, caller } = await setup('cascade')
    await api('PUT', path, { personal_api_key: 'sk-personal-6666' })
    await superApi('DELETE', '/ai/providers/cascade?force=true')
    expect((await api('GET', '/ai/settings')).body).toMatchObject({ count: 0 })
    await superApi('DELETE', `/admins/${caller.id}`)
    expectProblem(await superApi('GET', `/admins/${caller.id}/settings/untouched`), 404, 'not_found')
  })
})
