import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, followPages, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'

type Change = { from: unknown; to: unknown }
type Event = {
  id: number
  action: string
  target_type: string
  target_id: string
  request_id: string
  actor: { admin_id: number; email: string; api_key_id: number }
  changes: Record<string, Change>
  created_at: string
}

const api_base_url = 'https://api.example.com/v1'

let gateway: Gateway
let superAdmin: { id: number; key: string; email: string }
let api: Api

beforeAll(async () => {
  gateway = createGateway()
  superAdmin = await createAdmin('super_admin')
  api = createApi(gateway, superAdmin.key)
})

/** The events that a request leaves behind. */
async function eventsOf(as: Api, method: string, path: string, json?: unknown) {
  const answer = await as<{ id?: number }>(method, path, json)
  const requestId = answer.headers.get('x-request-id')
  const { results } = (await api<Page<Event>>('GET', '/audit?limit=200')).body
  const events = results.filter(({ request_id }) => request_id === requestId).toReversed()
  return { status: answer.status, id: answer.body?.id, events }
}

const shape = (events: Event[]) => events.map(({ action, target_type, target_id }) => [action, target_type, target_id])

describe('a change', () => {
  it('of a provider says who, what and from which request', async () => {
    const created = await eventsOf(api, 'POST', '/ai/providers', { name: 'Audited', api_base_url })
    const target = String(created.id)
    expect(shape(created.events)).toEqual([['provider.create', 'provider', target]])
    expect(created.events[0]).toMatchObject({
      actor: { admin_id: superAdmin.id, email: superAdmin.email, api_key_id: expect.any(Number) },
      created_at: expect.stringMatching(/Z$/),
      changes: { name: { from: null, to: 'Audited' }, is_active: { from: null, to: true } },
    })
    const patched = await eventsOf(api, 'PATCH', '/ai/providers/audited', { is_active: false, description: '' })
    expect(shape(patched.events)).toEqual([['provider.update', 'provider', target]])
    // Only what differs.
    expect(patched.events[0]!.changes).toEqual({ is_active: { from: true, to: false } })
    const put = await eventsOf(api, 'PUT', '/ai/providers/audited', { name: 'Audited', api_base_url, sort_order: 2 })
    expect(put.events[0]!.changes).toEqual({ is_active: { from: false, to: true }, sort_order: { from: 0, to: 2 } })
    const deleted = await eventsOf(api, 'DELETE', '/ai/providers/audited')
    expect(shape(deleted.events)).toEqual([['provider.delete', 'provider', target]])
    expect(deleted.events[0]!.changes).toMatchObject({ name: { from: 'Audited', to: null } })
  })

  it('of a key says that there is a new one, not what it is', async () => {
    await api('POST', '/ai/providers', { name: 'Keyed', api_base_url })
    const change = async (shared_api_key: string | null) => {
      const { events } = await eventsOf(api, 'PATCH', '/ai/providers/keyed', { shared_api_key })
      return events[0]!.changes
    }
    expect(await change('sk-secret-one-1234')).toEqual({
      shared_api_key: { from: 'none', to: 'set' },
      has_shared_api_key: { from: false, to: true },
      shared_api_key_hint: { from: null, to: '1234' },
    })
    // Another key of the same ending is a change too.
    expect(await change('sk-secret-two-1234')).toEqual({ shared_api_key: { from: 'set', to: 'set' } })
    expect(await change(null)).toEqual({
      has_shared_api_key: { from: true, to: false },
      shared_api_key_hint: { from: '1234', to: null },
    })
  })

  it('of configured headers and query names them without their values', async () => {
    const config = { headers: { 'x-tenant': 'header-secret' }, query: { token: 'query-secret' } }
    const json = { name: 'Configured', api_base_url, config }
    const created = await eventsOf(api, 'POST', '/ai/providers', json)
    expect(created.events[0]!.changes['config']).toEqual({
      from: null,
      to: { headers: ['x-tenant'], query: ['token'] },
    })
  })

  it('of models leaves an event for each of them', async () => {
    await api('POST', '/ai/providers', { name: 'Models', api_base_url })
    const one = await eventsOf(api, 'POST', '/ai/models', { provider: 'models', model_id: 'm1' })
    expect(shape(one.events)).toEqual([['model.create', 'model', String(one.id)]])
    const models = [{ model_id: 'm2' }, { model_id: 'm3' }]
    const bulk = await eventsOf(api, 'POST', '/ai/models/bulk', { provider: 'models', models })
    expect(bulk.events.map(({ action, changes }) => [action, changes['model_id']?.to])).toEqual([
      ['model.create', 'm2'],
      ['model.create', 'm3'],
    ])
    const patched = await eventsOf(api, 'PATCH', `/ai/models/${one.id}`, { pricing_input: 0.5 })
    expect(patched.events[0]).toMatchObject({ action: 'model.update', target_id: String(one.id) })
    expect(patched.events[0]!.changes).toEqual({
      pricing: { from: 'unknown', to: 'priced' },
      pricing_input: { from: null, to: 0.5 },
    })
    const byDefault = await eventsOf(api, 'PUT', '/ai/capabilities/chat', { model: 'models/m1' })
    expect(shape(byDefault.events)).toEqual([['capability.set_default', 'capability', 'chat']])
    expect(byDefault.events[0]!.changes).toEqual({ model: { from: null, to: 'models/m1' } })
    const deleted = await eventsOf(api, 'DELETE', `/ai/models/${one.id}`)
    expect(shape(deleted.events)).toEqual([['model.delete', 'model', String(one.id)]])
  })

  it('of settings says whose, at which provider, and by whom', async () => {
    await api('POST', '/ai/providers', { name: 'Set', api_base_url })
    const caller = await createAdmin()
    const own = createApi(gateway, caller.key)
    const json = { personal_api_key: 'sk-secret-personal-5678', use_shared_api: false }
    const put = await eventsOf(own, 'PUT', '/ai/settings/set', json)
    expect(shape(put.events)).toEqual([['settings.update', 'settings', `${caller.id}:set`]])
    expect(put.events[0]).toMatchObject({
      actor: { admin_id: caller.id, email: caller.email },
      changes: { personal_api_key: { from: 'none', to: 'set' }, use_shared_api: { from: null, to: false } },
    })
    const limited = await eventsOf(api, 'PUT', `/admins/${caller.id}/settings/set`, { monthly_limit: 5 })
    expect(limited.events[0]).toMatchObject({ actor: { admin_id: superAdmin.id }, target_id: `${caller.id}:set` })
    expect(limited.events[0]!.changes).toEqual({ monthly_limit: { from: null, to: 5 } })
    await api('PUT', `/admins/${caller.id}/settings/set`, {})
    const deleted = await eventsOf(own, 'DELETE', '/ai/settings/set')
    expect(shape(deleted.events)).toEqual([['settings.delete', 'settings', `${caller.id}:set`]])
  })

  it('of admins and API keys is told without the key', async () => {
    const created = await eventsOf(api, 'POST', '/admins', { email: 'audited@example.com' })
    expect(created.events.map(({ action }) => action)).toEqual(['admin.create', 'api_key.create'])
    const path = `/admins/${created.id}`
    const patched = await eventsOf(api, 'PATCH', path, { role: 'super_admin' })
    expect(patched.events[0]!.changes).toEqual({ role: { from: 'admin', to: 'super_admin' } })
    const key = await eventsOf(api, 'POST', '/api-keys', { name: 'ci', admin_id: created.id })
    expect(shape(key.events)).toEqual([['api_key.create', 'api_key', String(key.id)]])
    expect(Object.keys(key.events[0]!.changes)).not.toContain('hash')
    const rotated = await eventsOf(api, 'POST', `/api-keys/${key.id}/rotate`, { overlap_seconds: 60 })
    expect(rotated.events.map(({ action }) => action)).toEqual(['api_key.create', 'api_key.update'])
    const revoked = await eventsOf(api, 'DELETE', `/api-keys/${key.id}`)
    expect(shape(revoked.events)).toEqual([['api_key.revoke', 'api_key', String(key.id)]])
    const deleted = await eventsOf(api, 'DELETE', path)
    expect(deleted.events.map(({ action }) => action)).toEqual(['admin.update', 'admin.delete'])
  })

  it('that is refused leaves nothing behind', async () => {
    await api('POST', '/ai/providers', { name: 'Taken', api_base_url })
    const normal = createApi(gateway, (await createAdmin()).key)
    for (const [as, method, path, json] of [
      [api, 'POST', '/ai/providers', { name: 'Taken', api_base_url }],
      [api, 'POST', '/ai/providers', { name: 'Evil', api_base_url: 'https://127.0.0.1.evil.internal' }],
      [api, 'PATCH', '/ai/providers/taken', { slug: 'set' }],
      [api, 'POST', '/ai/models/bulk', { provider: 'taken', models: [{ model_id: 'ok' }, { model_id: '' }] }],
      [api, 'POST', '/admins', { email: superAdmin.email }],
      [normal, 'PATCH', '/ai/providers/taken', { is_active: false }],
    ] as const) {
      const { status, events } = await eventsOf(as, method, path, json)
      expect(status).toBeGreaterThanOrEqual(400)
      expect(events).toEqual([])
    }
  })
})

describe('the audit', () => {
  it('holds no secret', async () => {
    const { results } = await env.DB.prepare('SELECT * FROM audit_events').all()
    expect(results.length).toBeGreaterThan(20)
    const text = JSON.stringify(results)
    expect(text).not.toContain('secret-')
    expect(text).not.toContain('-secret')
    expect(text).not.toMatch(/gh_[\w-]{10}/)
    expect(text).not.toMatch(/v1\.[\w-]{16}\./)
  })

  it('is filtered, searched, ordered and paged', async () => {
    const list = async (query: string) => (await api<Page<Event>>('GET', `/audit/?limit=200&${query}`)).body.results
    const all = await list('')
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).sort((a, b) => b - a))
    expect(await list('ordering=id')).toEqual(all.toReversed())
    const created = all.filter(({ action }) => action === 'provider.create')
    expect(await list('action=provider.create')).toEqual(created)
    const [one] = created
    expect(await list(`target_type=provider&target_id=${one!.target_id}`)).toEqual(
      all.filter(({ target_type, target_id }) => target_type === 'provider' && target_id === one!.target_id),
    )
    const others = all.filter(({ actor }) => actor.admin_id !== superAdmin.id)
    expect(others.length).toBeGreaterThan(0)
    expect(await list(`actor=${others[0]!.actor.admin_id}`)).toEqual(others)
    expect(await list('search=ADMIN.CREATE')).toHaveLength(1)
    expect(await list('search=%25')).toEqual([])
    const { forth, back } = await followPages<Event>(api, '/audit?limit=7')
    expect(forth).toEqual(all)
    expect(back).toEqual(all)
  })

  it('is for super admins, to read', async () => {
    const normal = createApi(gateway, (await createAdmin()).key)
    expectProblem(await normal('GET', '/audit'), 403, 'super_admin_required')
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expectProblem(await api(method, '/audit', method === 'DELETE' ? undefined : {}), 404, 'not_found')
    }
  })
})
