import { describe, expect, it } from 'vitest'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

type Keys = { seen: string[]; gateway: Gateway; superKey: string; caller: { id: number; key: string } }

/** A gateway whose upstream notes the keys that it is shown. */
async function open(): Promise<Keys> {
  const seen: string[] = []
  const superAdmin = await createAdmin('super_admin')
  const gateway = createGateway({
    upstream: (request) => {
      seen.push(request.headers.get('authorization') ?? '')
      return answerChat()
    },
  })
  return { seen, gateway, superKey: superAdmin.key, caller: await createAdmin() }
}

/** Changes the database behind the gateway's back, and forgets what the caches hold. */
async function tamper(gateway: Gateway, ...statements: string[]): Promise<void> {
  await gateway.settle()
  await env.DB.batch(statements.map((sql) => env.DB.prepare(sql)))
  const { keys } = await env.CACHE.list()
  await Promise.all(keys.map(({ name }) => env.CACHE.delete(name)))
}

/** The same chat in an isolate that has cached nothing. */
async function chatAnew(seen: string[], key: string, model: string) {
  const gateway = createGateway({
    upstream: (request) => {
      seen.push(request.headers.get('authorization') ?? '')
      return answerChat()
    },
  })
  const response = await gateway.fetch('/v1/chat/completions', { key, json: chat(model) })
  const body = await response.json<{ error?: { code: string; message: string } }>()
  await gateway.settle()
  const usage = await gateway.fetch('/api/v1/ai/usage/', { key })
  const { totals, open_requests } = await usage.json<{ totals: { requests: number }; open_requests: number }>()
  return { status: response.status, error: body.error, charged: totals.requests + open_requests }
}

const unreadable = {
  status: 500,
  error: { code: 'provider_key_unreadable', message: 'The stored provider key does not open' },
  charged: 0,
}

const settingsKey = async (gateway: Gateway, caller: { key: string }, slug: string) => {
  const path = `/api/v1/ai/settings/${slug}`
  const json = { personal_api_key: `sk-personal-${slug}-98765`, use_shared_api: false }
  expect((await gateway.fetch(path, { key: caller.key, method: 'PUT', json })).status).toBe(200)
}

describe('a ciphertext that was moved in the database', () => {
  it('does not open in the row of another provider: the chat fails and nothing is charged', async () => {
    const { gateway, seen, superKey, caller } = await open()
    const one = await createProvider(gateway, superKey, { slug: 'swap-one' })
    const two = await createProvider(gateway, superKey, { slug: 'swap-two' })
    expect(await chatAnew(seen, caller.key, one.name)).toMatchObject({ status: 200, charged: 1 })
    await tamper(
      gateway,
      `UPDATE ai_providers SET shared_api_key = (SELECT shared_api_key FROM ai_providers WHERE slug = 'swap-one')
         WHERE slug = 'swap-two'`,
    )
    const other = await createAdmin()
    expect(await chatAnew(seen, other.key, two.name)).toMatchObject(unreadable)
    // The row that the ciphertext belongs to still opens.
    expect(await chatAnew(seen, other.key, one.name)).toMatchObject({ status: 200, charged: 1 })
    expect(seen).toEqual(Array(2).fill('Bearer sk-shared-swap-one-0123456789'))
  })

  it('does not open in the field of a personal key, nor a personal key as a shared one', async () => {
    const { gateway, seen, superKey, caller } = await open()
    const { name } = await createProvider(gateway, superKey, { slug: 'swap-field' })
    await settingsKey(gateway, caller, 'swap-field')
    await tamper(
      gateway,
      `CREATE TABLE swap AS SELECT p.id AS provider, p.shared_api_key AS shared, s.personal_api_key AS personal
         FROM ai_providers p JOIN ai_admin_provider_settings s ON s.provider_id = p.id WHERE p.slug = 'swap-field'`,
      `UPDATE ai_admin_provider_settings SET personal_api_key = (SELECT shared FROM swap)
         WHERE provider_id = (SELECT provider FROM swap)`,
      `UPDATE ai_providers SET shared_api_key = (SELECT personal FROM swap) WHERE id = (SELECT provider FROM swap)`,
      `DROP TABLE swap`,
    )
    expect(await chatAnew(seen, caller.key, name)).toMatchObject(unreadable)
    const withoutSettings = await createAdmin()
    expect(await chatAnew(seen, withoutSettings.key, name)).toMatchObject(unreadable)
    expect(seen).toEqual([])
  })

  it('does not open in the settings of another admin', async () => {
    const { gateway, seen, superKey, caller: thief } = await open()
    const owner = await createAdmin()
    const { name } = await createProvider(gateway, superKey, { slug: 'swap-admin' })
    await settingsKey(gateway, owner, 'swap-admin')
    await settingsKey(gateway, thief, 'swap-admin')
    await tamper(
      gateway,
      `UPDATE ai_admin_provider_settings SET personal_api_key =
         (SELECT personal_api_key FROM ai_admin_provider_settings WHERE admin_id = ${owner.id})
         WHERE admin_id = ${thief.id}`,
    )
    expect(await chatAnew(seen, thief.key, name)).toMatchObject(unreadable)
    expect(await chatAnew(seen, owner.key, name)).toMatchObject({ status: 200, charged: 1 })
    expect(seen).toEqual(['Bearer sk-personal-swap-admin-98765'])
  })

  it('never falls back to the shared key when the personal one does not open', async () => {
    const { gateway, seen, superKey, caller } = await open()
    const { name } = await createProvider(gateway, superKey, { slug: 'no-fallback' })
    await settingsKey(gateway, caller, 'no-fallback')
    await tamper(
      gateway,
      `UPDATE ai_admin_provider_settings SET personal_api_key = 'v1.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAA'
         WHERE admin_id = ${caller.id}`,
    )
    expect(await chatAnew(seen, caller.key, name)).toMatchObject(unreadable)
    expect(seen).toEqual([])
  })
})

describe('what the database holds', () => {
  it('is sealed: no key in the clear, and two seals of one key differ', async () => {
    const { gateway, superKey } = await open()
    const shared_api_key = 'sk-the-same-key-0123456789'
    await createProvider(gateway, superKey, { slug: 'same-one', provider: { shared_api_key } })
    await createProvider(gateway, superKey, { slug: 'same-two', provider: { shared_api_key } })
    const { results } = await env.DB.prepare(
      `SELECT shared_api_key, shared_api_key_hint FROM ai_providers WHERE slug LIKE 'same-%'`,
    ).all<{ shared_api_key: string; shared_api_key_hint: string }>()
    expect(results.map((row) => row.shared_api_key_hint)).toEqual(['6789', '6789'])
    const [one, two] = results.map((row) => row.shared_api_key)
    expect(one).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/)
    expect(two).toMatch(/^v1\.[\w-]{16}\.[\w-]+$/)
    expect(one).not.toBe(two)
  })
})
