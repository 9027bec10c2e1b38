/** What is told to whom, through the whole gateway. */
import { runDurableObjectAlarm } from 'cloudflare:test'
import { beforeAll, describe, expect, it } from 'vitest'
import { LiveEvent } from '../../src/events/schemas.ts'
import { createApi, type Api } from '../support/api.ts'
import { openEvents, type SseClient, type SseEvent } from '../support/events.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

type Person = { id: number; key: string; api: Api }

let gateway: Gateway
let superAdmin: Person
let modelId: number
let superApi: Api

const createPerson = async (role: 'admin' | 'super_admin' = 'admin'): Promise<Person> => {
  const admin = await createAdmin(role)
  return { ...admin, api: createApi(gateway, admin.key) }
}

beforeAll(async () => {
  gateway = createGateway({
    upstream: ({ url }) =>
      url.includes('priced')
        ? Response.json({ choices: [], usage: { prompt_tokens: 37, completion_tokens: 3 } })
        : answerChat(),
  })
  superAdmin = await createPerson('super_admin')
  superApi = superAdmin.api
  ;({ modelId } = await createProvider(gateway, superAdmin.key, { slug: 'acme' }))
})

/** Without the moment, whose form the schema of the document checks. */
const toTold = (event: SseEvent) => {
  const { at: _, ...data } = LiveEvent.parse(event).data as Record<string, unknown>
  return { event: event.event, ...data }
}

const told = (event: string, data: object) => ({ event, ...data })
const access = (data: object) => told('access_changed', { admin_id: null, provider: null, ...data })
const limit = (data: object) => told('limit_changed', { admin_id: null, provider: null, api_key_id: null, ...data })

async function keyIdOf({ api }: Person): Promise<number> {
  return (await api<{ results: { id: number }[] }>('GET', '/api-keys')).body.results[0]!.id
}

/** A change, and what the admin whom it concerns hears of it. */
const changes: [title: string, change: (person: Person) => Promise<unknown>, events: (person: Person) => object[]][] = [
  [
    'a limit at a provider',
    ({ id }) => superApi('PUT', `/admins/${id}/settings/acme`, { monthly_limit: 5 }),
    ({ id }) => [limit({ admin_id: id, what: 'settings', provider: 'acme' })],
  ],
  [
    'a preference',
    ({ api }) => api('PATCH', '/ai/settings/acme', { use_shared_api: false }),
    ({ id }) => [access({ admin_id: id, what: 'settings', provider: 'acme' })],
  ],
  [
    'a personal key',
    ({ api }) => api('PATCH', '/ai/settings/acme', { personal_api_key: 'sk-personal-0123456789' }),
    ({ id }) => [access({ admin_id: id, what: 'settings', provider: 'acme' })],
  ],
  [
    'a preference and a limit at once',
    ({ id }) => superApi('PUT', `/admins/${id}/settings/acme`, { monthly_limit: 6, use_shared_api: false }),
    ({ id }) => [
      access({ admin_id: id, what: 'settings', provider: 'acme' }),
      limit({ admin_id: id, what: 'settings', provider: 'acme' }),
    ],
  ],
  [
    'what changes nothing, since it may repeat what was not told',
    async ({ api }) => {
      await api('PATCH', '/ai/settings/acme', { use_shared_api: false })
      await api('PATCH', '/ai/settings/acme', { use_shared_api: false })
    },
    ({ id }) => Array(2).fill(access({ admin_id: id, what: 'settings', provider: 'acme' })),
  ],
  [
    'the end of all settings',
    async ({ api }) => {
      await api('PATCH', '/ai/settings/acme', { use_shared_api: false })
      await api('DELETE', '/ai/settings/acme')
    },
    ({ id }) => Array(2).fill(access({ admin_id: id, what: 'settings', provider: 'acme' })),
  ],
  [
    'a limit over all providers, but no name',
    async ({ id }) => {
      await superApi('PATCH', `/admins/${id}`, { name: 'Ada' })
      await superApi('PATCH', `/admins/${id}`, { monthly_limit: 100, name: 'Eve' })
    },
    ({ id }) => [limit({ admin_id: id, what: 'admin' })],
  ],
  [
    'a limit of a key, and what it may be used for',
    async (person) =>
      superApi('PATCH', `/api-keys/${await keyIdOf(person)}`, {
        requests_per_minute: 7,
        allowed_models: ['acme/chat-1'],
      }),
    ({ id }) => [
      access({ admin_id: id, what: 'api_key' }),
      limit({ admin_id: id, what: 'api_key', api_key_id: expect.any(Number) }),
    ],
  ],
  [
    'another key of theirs revoked',
    async ({ api }) => {
      const { body } = await api<{ id: number }>('POST', '/api-keys', { name: 'second' })
      await api('DELETE', `/api-keys/${body.id}`)
    },
    ({ id }) => [told('key_revoked', { admin_id: id, api_key_id: expect.any(Number) })],
  ],
  [
    'a provider',
    () => superApi('PATCH', '/ai/providers/acme', { sort_order: 3 }),
    () => [access({ what: 'provider' })],
  ],
  [
    'the defaults of a provider',
    () => superApi('PATCH', '/ai/providers/acme', { default_monthly_limit: 1_000 }),
    () => [limit({ what: 'provider' })],
  ],
  [
    'a model',
    () => superApi('PATCH', `/ai/models/${modelId}`, { display_name: 'Chat' }),
    () => [access({ what: 'model' })],
  ],
  [
    'the default of a capability',
    () => superApi('PUT', '/ai/capabilities/chat', { model: 'acme/chat-1' }),
    () => [access({ what: 'capability' })],
  ],
  [
    'the default policy',
    async () => {
      await superApi('PUT', '/ai/policy', { per_provider: { monthly_limit: 900 } })
      await superApi('DELETE', '/ai/policy')
    },
    () => [limit({ what: 'policy' }), limit({ what: 'policy' })],
  ],
]

describe('an admin', () => {
  it.each(changes)('is told of %s', async (_, change, events) => {
    const person = await createPerson()
    const client = await openEvents(gateway, person.key)
    expect(client.first.event).toBe('ready')
    await change(person)
    const heard = [...events(person)]
    for (const expected of heard) expect(toTold((await client.next())!)).toEqual(expected)
    // And of nothing else: the next thing is this.
    await env.REGISTRY_CLOCK.getByName('registry').advance([
      { type: 'limit_changed', data: { admin_id: null, what: 'policy', provider: null, api_key_id: null } },
    ])
    expect(toTold((await client.next())!)).toEqual(limit({ what: 'policy' }))
    await client.leave()
  })

  it('is told once when a share of a limit is used', async () => {
    const person = await createPerson()
    await superApi('PUT', `/admins/${person.id}/settings/acme`, { monthly_limit: 5 })
    const client = await openEvents(gateway, person.key)
    for (let call = 0; call < 5; call += 1) {
      const response = await gateway.fetch('/v1/chat/completions', { key: person.key, json: chat('acme/chat-1') })
      expect(response.status).toBe(200)
      await response.text()
      await gateway.settle()
    }
    expect(toTold((await client.next())!)).toEqual(
      told('threshold_crossed', {
        admin_id: person.id,
        scope: 'provider',
        provider: 'acme',
        name: 'monthly_limit',
        limit: 5,
        used: 4,
        period: new Date().toISOString().slice(0, 7),
        percent: 80,
      }),
    )
    await superApi('PATCH', `/admins/${person.id}`, { monthly_limit: 9 })
    expect(toTold((await client.next())!)).toEqual(limit({ admin_id: person.id, what: 'admin' }))
    await client.leave()
  })

  it('is told of budgets in USD', async () => {
    const person = await createPerson()
    const { name } = await createProvider(gateway, superAdmin.key, {
      slug: 'priced',
      fields: { pricing: 'priced', pricing_input: 1_000, pricing_output: 1_000, max_output_tokens: 10 },
    })
    await superApi('PUT', `/admins/${person.id}/settings/priced`, { monthly_budget_usd: 0.5 })
    const client = await openEvents(gateway, person.key)
    for (let call = 0; call < 10; call += 1) {
      await gateway.fetch('/v1/chat/completions', { key: person.key, json: chat(name, { max_tokens: 3 }) })
      await gateway.settle()
    }
    expect(await client.next()).toMatchObject({
      event: 'threshold_crossed',
      data: { name: 'monthly_budget_usd', limit: 0.5, used: 0.4, percent: 80 },
    })
    await client.leave()
  })

  it('never hears of another, not even that there was something', async () => {
    const [ada, eve] = [await createPerson(), await createPerson()]
    const [adas, eves] = [await openEvents(gateway, ada.key), await openEvents(gateway, eve.key)]
    for (const limit of [1, 2, 3]) await superApi('PUT', `/admins/${ada.id}/settings/acme`, { monthly_limit: limit })
    await runDurableObjectAlarm(env.LEDGER.getByName(`admin:${ada.id}`))
    await superApi('PUT', `/admins/${eve.id}/settings/acme`, { monthly_limit: 4 })
    const event = (await eves.next())!
    expect(event.data).toMatchObject({ admin_id: eve.id })
    expect(event.id.split('.').at(-1)).toBe(eves.first.id.split('.').at(-1))
    for (const _ of [1, 2, 3]) expect((await adas.next())!.data).toMatchObject({ admin_id: ada.id })
    // Nor by the id at which another stands.
    for (const id of [adas.first.id, `${eve.id}.${adas.first.id.split('.').slice(1).join('.')}`]) {
      const client = await openEvents(gateway, eve.key, id)
      await client.leave()
      if (client.first.event !== 'reset') continue
      expect(client.first.id.startsWith(`${eve.id}.`)).toBe(true)
    }
    await Promise.all([adas.leave(), eves.leave()])
  })
})

describe('a super admin', () => {
  it('hears what happens to every admin, and of themselves once', async () => {
    const [watcher, person] = [await createPerson('super_admin'), await createPerson()]
    const client = await openEvents(gateway, watcher.key)
    /** Others than these two may still be told of. */
    const nextOf = async ({ next }: SseClient): Promise<object> => {
      const event = (await next())!
      return [watcher.id, person.id].includes(Number(event.data['admin_id']))
        ? toTold(event)
        : nextOf({ next } as SseClient)
    }
    await superApi('PUT', `/admins/${person.id}/settings/acme`, { monthly_limit: 1, use_shared_api: false })
    const theirs = [
      access({ admin_id: person.id, what: 'settings', provider: 'acme' }),
      limit({ admin_id: person.id, what: 'settings', provider: 'acme' }),
    ]
    expect([await nextOf(client), await nextOf(client)]).toEqual(theirs)
    const change = (use_shared_api: boolean) => watcher.api('PATCH', '/ai/settings/acme', { use_shared_api })
    await change(false)
    const own = access({ admin_id: watcher.id, what: 'settings', provider: 'acme' })
    expect(await nextOf(client)).toEqual(own)
    await runDurableObjectAlarm(env.LEDGER.getByName(`admin:${watcher.id}`))
    await superApi('PATCH', `/admins/${person.id}`, { monthly_limit: 3 })
    const last = limit({ admin_id: person.id, what: 'admin' })
    expect(await nextOf(client)).toEqual(last)
    await client.leave()

    const resumed = await openEvents(gateway, watcher.key, client.first.id)
    expect([await nextOf(resumed), await nextOf(resumed), await nextOf(resumed), await nextOf(resumed)]).toEqual([
      own,
      ...theirs,
      last,
    ])
    await resumed.leave()
  })
})

it('a change of the registry is told when no location answers with what was before', async () => {
  const slow = createGateway({ env: { REGISTRY_FRESHNESS_MS: '400' } })
  const person = await createPerson()
  const client = await openEvents(slow, person.key)
  await superApi('PATCH', `/ai/models/${modelId}`, { display_name: 'Chat' })
  const event = (await client.next())!
  expect(event.data).toMatchObject({ what: 'model' })
  expect(Date.now() - Date.parse(String(event.data['at']))).toBeGreaterThanOrEqual(400)
  await client.leave()
})
