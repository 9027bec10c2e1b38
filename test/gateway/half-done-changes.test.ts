/** A change that is in the database, but that the ledger or the registry's clock has not heard of. */
import { afterEach, expect, it, vi } from 'vitest'
import { intercept, overloaded } from '../support/faults.ts'
import { createGateway, env } from '../support/gateway.ts'
import {
  addPersonalKey,
  called,
  createWorld,
  everywhere,
  readKeyId,
  says,
  type FreshnessCase,
  type World,
} from '../support/isolates.ts'

type Write = { method: string; path: string; json?: object; key?: string }
type Case = Pick<FreshnessCase, 'title' | 'world' | 'prepare'> & {
  before?: FreshnessCase['before']
  write: (world: World) => Write | Promise<Write>
  /** What the change answers when it is sent again. */
  again: number
  after: FreshnessCase['after']
}

const closed = { allow_shared_for_normal_admins: false }
const provider = ({ slug }: World) => `/api/v1/ai/providers/${slug}`
const model = ({ modelId }: World) => `/api/v1/ai/models/${modelId}`
const admin = ({ caller }: World) => `/api/v1/admins/${caller.id}`
const own = ({ slug }: World) => `/api/v1/ai/settings/${slug}`

const cases: Case[] = [
  {
    title: 'revoking an API key',
    write: async (world) => ({ method: 'DELETE', path: `/api/v1/api-keys/${await readKeyId(world)}` }),
    again: 204,
    after: says('401 invalid_api_key'),
  },
  {
    title: 'bringing the expiry of an API key forward',
    write: async (world) => ({
      method: 'PATCH',
      path: `/api/v1/api-keys/${await readKeyId(world)}`,
      json: { expires_at: '2026-01-01T00:00:00Z' },
    }),
    again: 200,
    after: says('401 invalid_api_key'),
  },
  {
    title: 'switching an admin off',
    write: (world) => ({ method: 'PATCH', path: admin(world), json: { is_active: false } }),
    again: 200,
    after: says('401 invalid_api_key'),
  },
  {
    title: 'taking a role away',
    world: { role: 'super_admin', provider: closed },
    write: (world) => ({ method: 'PATCH', path: admin(world), json: { role: 'admin' } }),
    again: 200,
    after: says('403 access_denied'),
  },
  {
    title: 'deleting an admin',
    write: (world) => ({ method: 'DELETE', path: admin(world) }),
    again: 204,
    after: says('401 invalid_api_key'),
  },
  {
    title: 'setting the limit of an admin',
    write: (world) => ({
      method: 'PUT',
      path: `${admin(world)}/settings/${world.slug}`,
      json: { monthly_limit: 0 },
    }),
    again: 200,
    after: says('429 monthly_limit_reached'),
  },
  {
    title: 'preferring one’s personal key',
    prepare: addPersonalKey,
    write: (world) => ({ method: 'PUT', path: own(world), json: { use_shared_api: false }, key: world.caller.key }),
    again: 200,
    after: called.personal,
  },
  {
    title: 'deleting one’s settings',
    world: { provider: closed },
    prepare: addPersonalKey,
    before: called.personal,
    write: (world) => ({ method: 'DELETE', path: own(world), key: world.caller.key }),
    // There is nothing left to delete, and that it is gone is in force from then on.
    again: 404,
    after: says('403 access_denied'),
  },
  {
    title: 'switching a provider off',
    write: (world) => ({ method: 'PATCH', path: provider(world), json: { is_active: false } }),
    again: 200,
    after: says('403 model_disabled'),
  },
  {
    title: 'replacing a shared key',
    write: (world) => ({
      method: 'PATCH',
      path: provider(world),
      json: { shared_api_key: 'sk-replaced-0123456789' },
    }),
    again: 200,
    after: ({ slug }) => `200 replaced@${slug}`,
  },
  {
    title: 'deleting a provider',
    write: (world) => ({ method: 'DELETE', path: `${provider(world)}?force=true` }),
    again: 404,
    after: says('404 model_not_found'),
  },
  {
    // The next case removes it.
    title: 'setting the default policy',
    write: () => ({ method: 'PUT', path: '/api/v1/ai/policy', json: { per_provider: { monthly_limit: 0 } } }),
    again: 200,
    after: says('429 monthly_limit_reached'),
  },
  {
    title: 'deleting the default policy',
    prepare: ({ change }) =>
      change('/api/v1/ai/policy', { method: 'PUT', json: { per_provider: { monthly_limit: 0 } } }),
    before: says('429 monthly_limit_reached'),
    write: () => ({ method: 'DELETE', path: '/api/v1/ai/policy' }),
    // As with settings.
    again: 404,
    after: called.shared,
  },
  {
    title: 'limiting an API key',
    write: async (world) => ({
      method: 'PATCH',
      path: `/api/v1/api-keys/${await readKeyId(world)}`,
      json: { concurrent_calls: 0 },
    }),
    again: 200,
    after: says('429 rate_limited'),
  },
  {
    title: 'switching a model off',
    write: (world) => ({ method: 'PATCH', path: model(world), json: { is_active: false } }),
    again: 200,
    after: says('403 model_disabled'),
  },
  {
    title: 'deleting a model',
    write: (world) => ({ method: 'DELETE', path: model(world) }),
    again: 404,
    after: says('404 model_not_found'),
  },
]

/** A gateway through which no change can be announced. */
const createSpeechless = () =>
  createGateway({
    env: {
      LEDGER: intercept(env.LEDGER, { bump: overloaded() }),
      REGISTRY_CLOCK: intercept(env.REGISTRY_CLOCK, { advance: overloaded() }),
    },
  })

const send = (gateway: ReturnType<typeof createGateway>, { superAdmin }: World, { path, ...init }: Write) =>
  gateway.fetch(path, { key: superAdmin.key, ...init })

afterEach(() => void vi.restoreAllMocks())

it.each(cases)('$title is not reported while it is not in force, and is when sent again', async (one) => {
  const world = await createWorld(one.world)
  await one.prepare?.(world)
  const before = one.before ?? called.shared
  expect(await world.outcomes()).toEqual(everywhere(before(world)))
  const write = await one.write(world)
  // The pauses between attempts are of no interest.
  const pauses = vi.spyOn(scheduler, 'wait').mockResolvedValue(undefined)
  const failed = await send(createSpeechless(), world, write)
  pauses.mockRestore()
  expect(failed.status).toBe(503)
  expect(await failed.json()).toMatchObject({ code: 'ledger_unavailable' })
  expect((await send(world.isolates[0], world, write)).status).toBe(one.again)
  expect(await world.outcomes()).toEqual(everywhere(one.after(world)))
})

it('rotating an API key leaves the old one in force while the ledger does not answer', async () => {
  const world = await createWorld()
  const path = `/api/v1/api-keys/${await readKeyId(world)}/rotate`
  const pauses = vi.spyOn(scheduler, 'wait').mockResolvedValue(undefined)
  const rotate = { method: 'POST', path, json: {}, key: world.caller.key }
  expect((await send(createSpeechless(), world, rotate)).status).toBe(503)
  pauses.mockRestore()
  expect(await world.outcomes()).toEqual(everywhere(called.shared(world)))
  const rotated = await send(world.isolates[0], world, rotate)
  const { key } = await rotated.json<{ key: string }>()
  expect(await world.outcomes({ key })).toEqual(everywhere(called.shared(world)))
  expect(await world.outcomes()).toEqual(everywhere('401 invalid_api_key'))
})

it.each(['/api/v1/ai/models', '/api/v1/ai/models/bulk'])(
  'a model posted to %s while the clock does not answer is a conflict when it is posted again, and listed everywhere',
  async (path) => {
    const world = await createWorld()
    const list = async () => {
      const answers = await Promise.all(
        world.isolates.map(async (isolate) => (await isolate.fetch('/v1/models', { key: world.caller.key })).text()),
      )
      return answers.map((text) => text.includes(`${world.slug}/late`))
    }
    expect(await list()).toEqual(world.isolates.map(() => false))
    const late = { model_id: 'late' }
    const json = path.endsWith('bulk') ? { provider: world.slug, models: [late] } : { provider: world.slug, ...late }
    expect((await send(createSpeechless(), world, { method: 'POST', path, json })).status).toBe(503)
    expect((await send(world.isolates[0], world, { method: 'POST', path, json })).status).toBe(409)
    expect(await list()).toEqual(world.isolates.map(() => true))
  },
)
