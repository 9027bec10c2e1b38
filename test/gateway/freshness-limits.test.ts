/** A change is in force everywhere when its response returns. Here: limits, wherever they stand, and the default policy. */
import { afterEach, beforeAll, expect, it } from 'vitest'
import { readPolicy } from '../../src/registry/service.ts'
import { createApi, type Api, type Page } from '../support/api.ts'
import { createSlowStores } from '../support/faults.ts'
import { createAdmin, createGateway, env } from '../support/gateway.ts'
import {
  called,
  createWorld,
  describeCall,
  everywhere,
  outcomeOf,
  patchAdmin,
  patchKey,
  patchProvider,
  says,
  type FreshnessCase,
  type World,
} from '../support/isolates.ts'

const path = '/api/v1/ai/policy'
const putPolicy =
  (json: object) =>
  ({ change }: World) =>
    change(path, { method: 'PUT', json })
const deletePolicy = ({ change }: World) => change(path, { method: 'DELETE' })
const nothing = { per_provider: { monthly_limit: 0 } }
const reached = says('429 monthly_limit_reached')
const limited = says('429 rate_limited')

let superApi: Api
beforeAll(async () => {
  superApi = createApi(createGateway(), (await createAdmin('super_admin')).key)
})
// It is for all worlds.
afterEach(async () => void (await superApi('DELETE', '/ai/policy')))

const cases: FreshnessCase[] = [
  {
    title: 'a policy is stored',
    before: called.shared,
    change: putPolicy({ per_provider: { monthly_limit: 4 } }),
    after: reached,
  },
  {
    title: 'a policy is tightened',
    prepare: putPolicy({}),
    before: called.shared,
    change: putPolicy(nothing),
    after: reached,
  },
  {
    title: 'a policy is loosened',
    prepare: putPolicy(nothing),
    before: reached,
    change: putPolicy({}),
    after: called.shared,
  },
  {
    title: 'a policy is removed',
    prepare: putPolicy(nothing),
    before: reached,
    change: deletePolicy,
    after: called.shared,
  },
  {
    title: 'a policy is removed, and the configuration allows nothing',
    world: { env: { DEFAULT_MONTHLY_LIMIT: '0' } },
    prepare: putPolicy({ per_provider: { monthly_limit: null } }),
    before: called.shared,
    change: deletePolicy,
    after: reached,
  },
  {
    title: 'a policy limits admins over all providers',
    before: called.shared,
    change: putPolicy({ per_admin: { monthly_limit: 4 } }),
    after: reached,
  },
  {
    title: 'a policy limits how fast admins may call',
    before: called.shared,
    change: putPolicy({ per_admin: { requests_per_minute: 4 } }),
    after: limited,
  },
  {
    title: 'a policy limits API keys',
    before: called.shared,
    change: putPolicy({ per_api_key: { concurrent_calls: 0 } }),
    after: limited,
  },
  {
    title: 'a policy is stored that does not bind super admins',
    world: { role: 'super_admin' },
    before: called.shared,
    change: putPolicy(nothing),
    after: called.shared,
  },
  {
    title: 'a super admin becomes an admin, whom the policy binds',
    world: { role: 'super_admin' },
    prepare: putPolicy(nothing),
    before: called.shared,
    change: patchAdmin({ role: 'admin' }),
    after: reached,
  },
  {
    title: 'a provider gets a default limit',
    before: called.shared,
    change: patchProvider({ default_monthly_limit: 4 }),
    after: reached,
  },
  {
    title: 'a provider loses its default limit',
    prepare: patchProvider({ default_monthly_limit: 0 }),
    before: reached,
    change: patchProvider({ default_monthly_limit: null }),
    after: called.shared,
  },
  {
    title: 'an admin is limited over all providers',
    before: called.shared,
    change: patchAdmin({ monthly_limit: 4 }),
    after: reached,
  },
  {
    title: 'an admin may call faster',
    prepare: patchAdmin({ requests_per_minute: 0 }),
    before: limited,
    change: patchAdmin({ requests_per_minute: null }),
    after: called.shared,
  },
  {
    title: 'an API key is limited',
    before: called.shared,
    change: patchKey({ requests_per_minute: 4 }),
    after: limited,
  },
  {
    title: 'the limit of an API key is lifted',
    prepare: patchKey({ concurrent_calls: 0 }),
    before: limited,
    change: patchKey({ concurrent_calls: null }),
    after: called.shared,
  },
]

it.each(cases)('the next call through every isolate obeys when: $title', async (one) => {
  const world = await createWorld(one.world)
  await one.prepare?.(world)
  expect(await world.outcomes(one)).toEqual(everywhere(one.before(world)))
  await one.change(world)
  expect(await world.outcomes(one)).toEqual(everywhere(one.after(world)))
})

it('a policy shows in one’s access through every isolate at once', async () => {
  const world = await createWorld()
  const read = async () => {
    const limits: unknown[] = []
    for (const gateway of [world.createIsolate(), ...world.isolates.toReversed()]) {
      const { body } = await createApi(gateway, world.caller.key)<Page<{ limit: { monthly_limit: unknown } }>>(
        'GET',
        `/ai/access?provider=${world.slug}`,
      )
      limits.push(body.results[0]!.limit.monthly_limit)
    }
    return limits
  }
  expect(await read()).toEqual(Array(4).fill(1_000))
  await putPolicy({ per_provider: { monthly_limit: 7 } })(world)
  expect(await read()).toEqual(Array(4).fill(7))
  await deletePolicy(world)
  expect(await read()).toEqual(Array(4).fill(1_000))
})

it('a reader that has seen no policy before there was one, and says so after, does not keep it out', async () => {
  const [hasRead, hasChanged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = createSlowStores(env, async (what) => {
    if (!what.includes('from "ai_default_policy"')) return
    hasRead.resolve()
    await hasChanged.promise
  })
  const world = await createWorld()
  const reader = createGateway({ upstream: describeCall, env: slow })
  await world.isolates[0].settle()
  await env.CACHE.delete('policy')
  const early = readPolicy(reader.deps, 0)
  await hasRead.promise
  await putPolicy(nothing)(world)
  hasChanged.resolve()
  expect((await early).value).toBe(null)
  expect(await outcomeOf(reader, world.caller.key, world.name)).toBe(reached())
  expect(await world.outcomes()).toEqual(everywhere(reached()))
})

it('that there is no policy is cached: calls don’t ask the database for it', async () => {
  const world = await createWorld()
  await world.outcomes()
  let asked = 0
  const slow = createSlowStores(env, async (what) => {
    if (what.includes('ai_default_policy')) asked += 1
  })
  const isolate = createGateway({ upstream: describeCall, env: slow })
  for (let call = 0; call < 2; call += 1) {
    expect(await outcomeOf(isolate, world.caller.key, world.name)).toBe(called.shared(world))
  }
  expect(asked).toBe(0)
})
