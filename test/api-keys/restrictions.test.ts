import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type CreatedApiKey = { id: number; key: string; expires_at: string | null } & Record<string, unknown>

let nowMs = Date.now()
let gateway: Gateway
let superAdmin: { id: number; key: string }
let caller: { id: number; key: string }
let api: Api

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat(), clock: () => nowMs })
  superAdmin = await createAdmin('super_admin')
  caller = await createAdmin()
  api = createApi(gateway, caller.key)
  await createProvider(gateway, superAdmin.key, { slug: 'open' })
  const json = {
    provider: 'open',
    models: [{ model_id: 'chat-2' }, { model_id: 'embed', capabilities: ['embeddings'] }],
  }
  await createApi(gateway, superAdmin.key)('POST', '/ai/models/bulk', json)
  await createProvider(gateway, superAdmin.key, { slug: 'other' })
})

const create = async (fields: object) => {
  const { status, body } = await api<CreatedApiKey>('POST', '/api-keys', { name: 'restricted', ...fields })
  expect(status).toBe(201)
  return body
}

/** The code of the refusal, or `200`. */
const ask = async (key: string, model: string, headers: Record<string, string> = {}) => {
  const response = await gateway.fetch('/v1/chat/completions', { key, json: chat(model), headers })
  const { error } = await response.json<{ error?: { code: string } }>()
  await gateway.settle()
  return error?.code ?? response.status
}

const inSeconds = (seconds: number) => new Date(nowMs + seconds * 1_000).toISOString()

describe('a key that expires', () => {
  it('works until that moment, for calls and for the control plane', async () => {
    const { key } = await create({ expires_at: inSeconds(60) })
    expect(await ask(key, 'open/chat-1')).toBe(200)
    nowMs += 59_999
    expect(await ask(key, 'open/chat-1')).toBe(200)
    nowMs += 1
    expect(await ask(key, 'open/chat-1')).toBe('invalid_api_key')
    const answer = await createApi(gateway, key)('GET', '/ai/providers')
    expect(expectProblem(answer, 401, 'invalid_api_key').detail).toContain('expired')
  })

  it('can be given more or less time', async () => {
    const { id, key } = await create({})
    await api('PATCH', `/api-keys/${id}`, { expires_at: inSeconds(0) })
    expect(await ask(key, 'open/chat-1')).toBe('invalid_api_key')
    await api('PATCH', `/api-keys/${id}`, { expires_at: inSeconds(10) })
    expect(await ask(key, 'open/chat-1')).toBe(200)
  })
})

describe('a key bound to addresses', () => {
  const from = (address: string) => ({ 'cf-connecting-ip': address })

  it('works from there only', async () => {
    const { key } = await create({ allowed_cidrs: ['203.0.113.0/24', '2001:db8:1::/48'] })
    for (const address of ['203.0.113.0', '203.0.113.255', '2001:db8:1::1', '::ffff:203.0.113.9']) {
      expect(await ask(key, 'open/chat-1', from(address)), address).toBe(200)
    }
    for (const address of [
      '203.0.114.1',
      '2001:db8:2::1',
      '::1',
      '127.0.0.1',
      'not-an-address',
      '203.0.113.1, ::1',
      '',
    ]) {
      expect(await ask(key, 'open/chat-1', from(address)), address).toBe('key_not_allowed')
    }
    expect(await ask(key, 'open/chat-1')).toBe('key_not_allowed')
    expect(await ask(key, 'open/chat-1', { 'x-forwarded-for': '203.0.113.1' })).toBe('key_not_allowed')
  })

  it('is refused by the control plane too', async () => {
    const { key } = await create({ allowed_cidrs: ['203.0.113.7/32'] })
    expectProblem(await createApi(gateway, key)('GET', '/ai/providers'), 403, 'key_not_allowed')
    const response = await gateway.fetch('/api/v1/ai/providers', { key, headers: from('203.0.113.7') })
    expect(response.status).toBe(200)
  })
})

describe('a key for some models', () => {
  it('calls these and no others', async () => {
    const { key } = await create({ allowed_models: ['open/chat-1'] })
    expect(await ask(key, 'open/chat-1')).toBe(200)
    expect(await ask(key, 'open/chat-2')).toBe('key_not_allowed')
    expect(await ask(key, 'other/chat-1')).toBe('key_not_allowed')
  })

  it('may be for all of a provider', async () => {
    const { key } = await create({ allowed_models: ['open/*'] })
    expect(await ask(key, 'open/chat-2')).toBe(200)
    expect(await ask(key, 'other/chat-1')).toBe('key_not_allowed')
    const list = await gateway.fetch('/v1/models', { key })
    const { data } = await list.json<{ data: { id: string }[] }>()
    expect(data.map(({ id }) => id).sort()).toEqual(['open/chat-1', 'open/chat-2', 'open/embed'])
    expect((await gateway.fetch('/v1/models/other%2Fchat-1', { key })).status).toBe(404)
  })

  it.each(['*', 'open', 'chat-1', 'open/chat', 'OPEN/chat-1', 'open/chat-*', '*/chat-1'])(
    'takes names as they stand: "%s" opens nothing',
    async (name) => {
      const { key } = await create({ allowed_models: [name] })
      expect(await ask(key, 'open/chat-1')).toBe('key_not_allowed')
    },
  )

  it('obeys a change at once', async () => {
    const { id, key } = await create({ allowed_models: ['open/chat-1'] })
    expect(await ask(key, 'open/chat-1')).toBe(200)
    await api('PATCH', `/api-keys/${id}`, { allowed_models: ['open/chat-2'] })
    expect(await ask(key, 'open/chat-1')).toBe('key_not_allowed')
    expect(await ask(key, 'open/chat-2')).toBe(200)
  })
})

describe('a key for some capabilities', () => {
  it('is for these alone', async () => {
    const forChat = await create({ allowed_capabilities: ['chat'] })
    const forImages = await create({ allowed_capabilities: ['image', 'video'] })
    expect(await ask(forChat.key, 'open/chat-1')).toBe(200)
    expect(await ask(forImages.key, 'open/chat-1')).toBe('key_not_allowed')
  })
})

describe('a restricted key', () => {
  it.each([{ allowed_models: ['open/*'] }, { allowed_capabilities: ['chat'] }])(
    'reads but changes nothing: %j',
    async (restriction) => {
      const { id, key } = await create(restriction)
      const theirs = createApi(gateway, key)
      expect((await theirs('GET', '/ai/models')).status).toBe(200)
      expect((await theirs('HEAD', '/ai/models')).status).toBe(200)
      for (const [method, path, json] of [
        ['POST', '/api-keys', { name: 'free' }],
        ['PATCH', `/api-keys/${id}`, { allowed_models: null, allowed_capabilities: null }],
        ['POST', `/api-keys/${id}/rotate`, {}],
        ['DELETE', `/api-keys/${id}`, undefined],
        ['PUT', '/ai/settings/open', { use_shared_api: false }],
        ['PATCH', '/ai/settings/open', { use_shared_api: false }],
        ['DELETE', '/ai/settings/open', undefined],
      ] as const) {
        expectProblem(await theirs(method, path, json), 403, 'key_not_allowed')
      }
    },
  )

  it('of a super admin changes nothing either', async () => {
    const superApi = createApi(gateway, superAdmin.key)
    const json = { name: 'narrow', allowed_capabilities: ['chat'] }
    const { body } = await superApi<CreatedApiKey>('POST', '/api-keys', json)
    const narrow = createApi(gateway, body.key)
    expectProblem(await narrow('PATCH', '/ai/providers/open', { is_active: false }), 403, 'key_not_allowed')
    expectProblem(await narrow('POST', '/admins', { email: 'new@example.com' }), 403, 'key_not_allowed')
    expect((await narrow('GET', '/admins')).status).toBe(200)
  })
})

describe('rotating a key', () => {
  it('gives a new one like it; the old one goes on for the overlap', async () => {
    const like = { name: 'rotated', allowed_cidrs: ['::/0', '0.0.0.0/0'], expires_at: inSeconds(86_400) }
    const old = await create(like)
    const { status, body: fresh } = await api<CreatedApiKey>('POST', `/api-keys/${old.id}/rotate/`, {
      overlap_seconds: 60,
    })
    expect(status).toBe(201)
    expect(fresh).toMatchObject({ ...like, admin_id: caller.id, is_active: true })
    expect(fresh.key).not.toBe(old.key)
    const from = { 'cf-connecting-ip': '198.51.100.1' }
    expect(await ask(old.key, 'open/chat-1', from)).toBe(200)
    expect(await ask(fresh.key, 'open/chat-1', from)).toBe(200)
    nowMs += 60_000
    expect(await ask(old.key, 'open/chat-1', from)).toBe('invalid_api_key')
    expect(await ask(fresh.key, 'open/chat-1', from)).toBe(200)
  })

  it('ends the old one at once without an overlap, and never later than it would have ended', async () => {
    const old = await create({})
    await api('POST', `/api-keys/${old.id}/rotate`, {})
    expect(await ask(old.key, 'open/chat-1')).toBe('invalid_api_key')
    const short = await create({ expires_at: inSeconds(5) })
    await api('POST', `/api-keys/${short.id}/rotate`, { overlap_seconds: 3_600 })
    nowMs += 5_000
    expect(await ask(short.key, 'open/chat-1')).toBe('invalid_api_key')
  })

  it('is refused for a key that is dead', async () => {
    const revoked = await create({})
    await api('DELETE', `/api-keys/${revoked.id}`)
    expectProblem(await api('POST', `/api-keys/${revoked.id}/rotate`, {}), 409, 'conflict')
    const expired = await create({ expires_at: inSeconds(-1) })
    expectProblem(await api('POST', `/api-keys/${expired.id}/rotate`, {}), 409, 'conflict')
  })

  it.each([-1, 1.5, 2_592_001, '60', null])('is refused with an overlap of %j', async (overlap_seconds) => {
    const { id } = await create({})
    const answer = await api('POST', `/api-keys/${id}/rotate`, { overlap_seconds })
    expectProblem(answer, 400, 'validation_failed', 'overlap_seconds')
  })
})
