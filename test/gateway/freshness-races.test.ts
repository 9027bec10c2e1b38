/** A change is in force everywhere when its response returns. Here: while readers and writers race. */
import { expect, it } from 'vitest'
import { readConfiguration } from '../../src/env.ts'
import { chat, createGateway, env, type Gateway } from '../support/gateway.ts'
import { createSlowStores } from '../support/faults.ts'
import {
  addProvider,
  called,
  createWorld,
  describeCall,
  everywhere,
  outcomeOf,
  patchProvider,
  setDefault,
  type World,
} from '../support/isolates.ts'

const { registryFreshnessMs } = readConfiguration(env)

/** Changes that can be undone, each through any isolate. */
const toggles = {
  'a provider': (world: World, on: boolean, through: Gateway) =>
    world.change(`/api/v1/ai/providers/${world.slug}`, { method: 'PATCH', json: { is_active: on } }, through),
  'an admin': (world: World, on: boolean, through: Gateway) =>
    world.change(`/api/v1/admins/${world.caller.id}`, { method: 'PATCH', json: { is_active: on } }, through),
}
const statusWhenOff = { 'a provider': 403, 'an admin': 401 }

const callThrough = async (gateway: Gateway, { caller, name }: World) =>
  (await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name) })).status

it.each(['a provider', 'an admin'] as const)(
  'every call that begins after the answer obeys, while slow readers race with changes of %s',
  { timeout: 30_000 },
  async (what) => {
    const slow = createSlowStores(env, () => scheduler.wait(Math.random() * 25))
    const world = await createWorld({ env: { ...slow, DEFAULT_MONTHLY_LIMIT: '1000000' } })
    const race = { isOver: false }
    // Their answers may be of before or after a change. What they read late must not outlive it.
    const readers = world.isolates.map(async (gateway) => {
      while (!race.isOver) {
        await callThrough(gateway, world)
        await scheduler.wait(1)
      }
    })
    try {
      for (let round = 0; round < 8; round += 1) {
        const on = round % 2 === 1
        await toggles[what](world, on, world.isolates[round % 3]!)
        const next = [...world.isolates, world.createIsolate()].map((gateway) => callThrough(gateway, world))
        expect(await Promise.all(next)).toEqual(Array(4).fill(on ? 200 : statusWhenOff[what]))
      }
    } finally {
      race.isOver = true
      await Promise.all(readers)
    }
  },
)

it('a reader that has seen a row before a change, and brings it in after, does not serve it again', async () => {
  const [hasRead, hasChanged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  const slow = createSlowStores(env, async (what) => {
    if (!/from "ai_providers"/.test(what)) return
    hasRead.resolve()
    await hasChanged.promise
  })
  const world = await createWorld()
  const reader = createGateway({ upstream: describeCall, env: slow })
  await world.isolates[0].settle()
  await env.CACHE.delete(`provider:${world.slug}`)
  const early = callThrough(reader, world)
  await hasRead.promise
  await patchProvider({ is_active: false })(world)
  hasChanged.resolve()
  await early
  await reader.settle()
  expect(await callThrough(reader, world)).toBe(403)
  expect(await world.outcomes()).toEqual(everywhere('403 model_disabled'))
})

it('an isolate that has just made a change itself obeys the one that another makes after it', async () => {
  const world = await createWorld()
  const [first, second] = world.isolates
  await world.outcomes()
  // Nobody asks for a while, so that no change has to wait for anybody.
  await scheduler.wait(registryFreshnessMs + 200)
  const path = `/api/v1/ai/providers/${world.slug}`
  await world.change(path, { method: 'PATCH', json: { description: 'any' } }, first)
  await world.change(path, { method: 'PATCH', json: { is_active: false } }, second)
  expect(await callThrough(first, world)).toBe(403)
})

it('a default is of now, also where all else that is cached is newer than it', async () => {
  const world = await createWorld()
  await setDefault(({ slug }) => slug)(world)
  await addProvider(({ slug }) => `${slug}-other`, 'chat-1')(world)
  expect(await world.outcomes({ model: 'default' })).toEqual(everywhere(called.shared(world)))
  await setDefault(({ slug }) => `${slug}-other`)(world)
  await outcomeOf(world.isolates[1], world.caller.key, world.name)
  expect(await outcomeOf(world.createIsolate(), world.caller.key, 'default')).toBe(`200 shared@${world.slug}-other`)
})

it('a bare name is of now, also where all else that is cached is newer than it', async () => {
  const world = await createWorld()
  const [first, bare] = [`${world.slug}-first`, `bare-${world.slug}`]
  await addProvider(() => first, bare)(world)
  expect(await world.outcomes({ model: bare })).toEqual(everywhere(`200 shared@${first}`))
  await addProvider(() => `${first}-rival`, bare)(world)
  await outcomeOf(world.isolates[1], world.caller.key, `${first}/${bare}`)
  expect(await outcomeOf(world.createIsolate(), world.caller.key, bare)).toBe('400 ambiguous_model')
})

it('a provider that had no such model when it was cached is read again before a name means another', async () => {
  const world = await createWorld()
  const [slug, rival] = [world.slug, `${world.slug}-rival`]
  const name = `${slug}/large`
  await addProvider(() => rival, name)(world)
  expect(await world.outcomes({ model: name })).toEqual(everywhere(`200 shared@${rival}`))
  const before = (await env.CACHE.get(`provider:${slug}`))!
  await world.change('/api/v1/ai/models', { json: { provider: slug, model_id: 'large' } })
  const { deps, settle } = world.isolates[0]
  await outcomeOf(world.isolates[1], world.caller.key, `${rival}/${name}`)
  await settle()
  await env.CACHE.put(`provider:${slug}`, before)
  await deps.cache.put(`named:${name}`, { value: [rival], epoch: await deps.registryEpoch.current() })
  expect(await outcomeOf(world.createIsolate(), world.caller.key, name)).toBe(called.shared(world))
})
