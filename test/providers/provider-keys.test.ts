import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, rollUp, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

const api_base_url = 'https://api.example.com/v1'

let gateway: Gateway
let superAdmin: { id: number; key: string }
let api: Api

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answerChat() })
  superAdmin = await createAdmin('super_admin')
  api = createApi(gateway, superAdmin.key)
})

const post = (name: string, fields: object = {}) => api('POST', '/ai/providers', { name, api_base_url, ...fields })

describe('the shared key', () => {
  it('is never returned: only that there is one, and to super admins its last four characters', async () => {
    const normalApi = createApi(gateway, (await createAdmin()).key)
    const key = 'sk-never-to-be-seen-again-4242'
    const answers = [
      await post('Secretive', { shared_api_key: key }),
      await api('GET', '/ai/providers/secretive'),
      await api('GET', '/ai/providers?search=secretive'),
      await api('PATCH', '/ai/providers/secretive', { description: 'x' }),
      await api('PUT', '/ai/providers/secretive', { name: 'Secretive', api_base_url }),
      await normalApi('GET', '/ai/providers/secretive'),
      await normalApi('GET', '/ai/providers?search=secretive'),
    ]
    for (const { status, body } of answers) {
      expect(status).toBeLessThan(300)
      const text = JSON.stringify(body)
      expect(text).toContain('"has_shared_api_key":true')
      expect(text).not.toContain('never-to-be-seen')
      expect(text).not.toContain('v1.')
    }
    for (const { body } of answers.slice(0, 5)) expect(JSON.stringify(body)).toContain('"shared_api_key_hint":"4242"')
    for (const { body } of answers.slice(5)) expect(JSON.stringify(body)).not.toContain('4242')
  })

  it('stays when a PUT or PATCH does not name it, changes with a text and goes with null', async () => {
    await post('Keyed', { shared_api_key: 'sk-first-key-1111' })
    const shows = { has_shared_api_key: true, shared_api_key_hint: '1111' }
    expect((await api('PUT', '/ai/providers/keyed', { name: 'Keyed', api_base_url })).body).toMatchObject(shows)
    expect((await api('PATCH', '/ai/providers/keyed', { sort_order: 1 })).body).toMatchObject(shows)
    const changed = await api('PATCH', '/ai/providers/keyed', { shared_api_key: 'sk-second-key-2222' })
    expect(changed.body).toMatchObject({ has_shared_api_key: true, shared_api_key_hint: '2222' })
    const removed = await api('PATCH', '/ai/providers/keyed', { shared_api_key: null })
    expect(removed.body).toMatchObject({ has_shared_api_key: false, shared_api_key_hint: null })
  })

  it.each([
    '',
    'short',
    'has spaces in it',
    'line\r\nbreak-0123',
    'nul\0byte-0123',
    'ключ-0123456789',
    'x'.repeat(4_001),
  ])('is refused where no header could carry it: "%s"', async (shared_api_key) => {
    expectProblem(await post('Bad key', { shared_api_key }), 400, 'validation_failed', 'shared_api_key')
  })

  it.each([
    'has_shared_api_key',
    'shared_api_key_hint',
    'id',
    'source',
    'models_count',
    'total_requests',
    'created_at',
  ])('and what else Gatehouse says of itself cannot be written: %s', async (field) => {
    await post('Read-only')
    const before = (await api('GET', '/ai/providers/read-only')).body
    for (const method of ['PATCH', 'PUT']) {
      const json = { ...(method === 'PUT' && { name: 'Read-only', api_base_url }), [field]: before[field] }
      expectProblem(await api(method, '/ai/providers/read-only', json), 400, 'validation_failed', field)
    }
    expect((await api('GET', '/ai/providers/read-only')).body).toEqual(before)
  })
})

describe('deleting a provider that was used this month', () => {
  it('is refused, unless forced; usage and audit stay', async () => {
    const caller = await createAdmin()
    const { name, providerId } = await createProvider(gateway, superAdmin.key, { slug: 'used' })
    expect((await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })).status).toBe(200)
    await gateway.settle()
    await rollUp(caller.id)
    expect((await api('GET', '/ai/providers/used')).body).toMatchObject({
      total_requests: 1,
      last_used_at: expect.any(String),
    })
    expectProblem(await api('DELETE', '/ai/providers/used'), 409, 'provider_in_use')
    expectProblem(await api('DELETE', '/ai/providers/used?force=false'), 409, 'provider_in_use')
    expectProblem(await api('DELETE', '/ai/providers/used?force=yes'), 400, 'validation_failed', 'force')
    expect((await api('GET', '/ai/providers/used')).status).toBe(200)
    expect((await api('DELETE', '/ai/providers/used?force=true')).status).toBe(204)
    const usage = await api<{ by_provider: unknown[] }>('GET', '/ai/usage')
    expect(usage.body.by_provider).toContainEqual(expect.objectContaining({ provider: 'used', requests: 1 }))
    const audit = await api<Page<{ action: string }>>('GET', `/audit?target_type=provider&target_id=${providerId}`)
    expect(audit.body.results.map(({ action }) => action)).toEqual(['provider.delete', 'provider.create'])
  })

  it('is open when the usage is of another month', async () => {
    const { providerId } = await createProvider(gateway, superAdmin.key, { slug: 'used-before' })
    await env.DB.prepare(
      `INSERT INTO usage_monthly (period, admin_id, provider_id, model_id, api_key_id, key_source, capability, provider_slug,
         model_name, requests, input_tokens, cached_input_tokens, output_tokens, cost_micro_usd, unpriced_requests,
         last_used_at, revision)
       VALUES ('2020-01', 1, ?, 1, 1, 'shared', 'chat', 'used-before', 'm', 5, 0, 0, 0, 0, 0, '2020-01-31T00:00:00.000Z', 1)`,
    )
      .bind(providerId)
      .run()
    expect((await api('GET', '/ai/providers/used-before')).body).toMatchObject({ total_requests: 5 })
    expect((await api('DELETE', '/ai/providers/used-before')).status).toBe(204)
  })
})

describe('an entry of the catalogue', () => {
  const seed = async (slug: string, name: string) => {
    const at = '2026-01-01T00:00:00.000Z'
    await env.DB.batch([
      env.DB.prepare(
        `INSERT INTO ai_providers (name, slug, display_name, protocol, api_base_url, source, is_active, created_at, updated_at)
         VALUES (?1, ?2, ?1, 'openai', ?3, 'catalogue', 0, ?4, ?4)`,
      ).bind(name, slug, api_base_url, at),
      env.DB.prepare(
        `INSERT INTO ai_models (provider_id, name, model_id, display_name, capabilities, created_at, updated_at)
         SELECT id, 'M', 'm', 'M', '["chat"]', ?2, ?2 FROM ai_providers WHERE slug = ?1`,
      ).bind(slug, at),
    ])
    return (await api<{ id: number }>('GET', `/ai/providers/${slug}`)).body.id
  }

  it.each([
    ['slug', { name: 'Mine by slug', slug: 'seeded-slug' }],
    ['name', { name: 'Seeded name', slug: 'mine-by-name' }],
  ])('gives way to a provider of the same %s, with its models', async (by, fields) => {
    const seededId = await seed(`seeded-${by}`, `Seeded ${by}`)
    const created = await api('POST', '/ai/providers', { api_base_url, ...fields })
    expect(created.status).toBe(201)
    expect(created.body).toMatchObject({ source: 'manual', models_count: 0, ...fields })
    expectProblem(await api('GET', `/ai/providers/${seededId}`), 404, 'not_found')
    const models = await api('GET', `/ai/models?provider=${fields.slug}`)
    expect(models.body).toMatchObject({ count: 0 })
  })

  it.each<[string, (slug: string) => Promise<unknown>]>([
    ['is on without a trace of who did it', (slug) => runSql('is_active = 1', slug)],
    ['has a key without a trace of who set it', (slug) => runSql(`shared_api_key = 'v1.x'`, slug)],
    ['was switched on', (slug) => api('PATCH', `/ai/providers/${slug}`, { is_active: true })],
    ['has a key', (slug) => api('PATCH', `/ai/providers/${slug}`, { shared_api_key: 'sk-0123456789' })],
    ['has settings of an admin', (slug) => api('PUT', `/ai/settings/${slug}`, { use_shared_api: false })],
    ['was described anew', (slug) => api('PATCH', `/ai/providers/${slug}`, { description: 'Ours' })],
    ['has a model with a new price', (slug) => changeModel(slug)],
  ])('stays when somebody has touched it: it %s', async (what, touch) => {
    const slug = `touched-${what.replaceAll(' ', '-')}`
    const seededId = await seed(slug, `Touched, ${what}`)
    await touch(slug)
    expectProblem(await post(`Newcomer at ${slug}`, { slug }), 409, 'conflict', 'slug')
    expect((await api('GET', `/ai/providers/${slug}`)).body).toMatchObject({ id: seededId, models_count: 1 })
  })

  const runSql = (change: string, slug: string) =>
    env.DB.prepare(`UPDATE ai_providers SET ${change} WHERE slug = ?`).bind(slug).run()

  async function changeModel(slug: string) {
    const { body } = await api<Page<{ id: number }>>('GET', `/ai/models?provider=${slug}`)
    return api('PATCH', `/ai/models/${body.results[0]!.id}`, { pricing_input: 1 })
  }
})
