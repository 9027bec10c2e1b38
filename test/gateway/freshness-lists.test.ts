/** A change is in force everywhere when its response returns. Here: the lists of models. */
import { expect, it } from 'vitest'
import type { Gateway } from '../support/gateway.ts'
import { createWorld, everywhere, patchAdmin, patchModel, patchProvider, type World } from '../support/isolates.ts'

type Case = { title: string; change: (world: World) => Promise<unknown>; usable: string; bulk: string }

/** What `/v1/models` names of the world's provider. */
async function listUsable(gateway: Gateway, { caller, slug }: World): Promise<string> {
  const response = await gateway.fetch('/v1/models', { key: caller.key })
  const { data } = await response.json<{ data: { id: string }[] }>()
  const names = data.filter(({ id }) => id.startsWith(`${slug}/`)).map(({ id }) => id.slice(slug.length + 1))
  return names.sort().join(', ')
}

/** What the bulk read says of it: each model with the caller's access. */
async function readBulk(gateway: Gateway, { caller, slug }: World): Promise<string> {
  const response = await gateway.fetch(`/api/v1/ai/models/bulk?providers=${slug},nobody`, { key: caller.key })
  const bySlug = await response.json<Record<string, { model_id: string; access_state: string }[]>>()
  return bySlug[slug]!.map(({ model_id, access_state }) => `${model_id} ${access_state}`).join(', ')
}

async function through(world: World, read: typeof readBulk): Promise<string[]> {
  const lists: string[] = []
  for (const gateway of [world.createIsolate(), ...world.isolates.toReversed()]) {
    lists.push(await read(gateway, world))
    await gateway.settle()
  }
  return lists
}

const cases: Case[] = [
  {
    title: 'a provider is switched off',
    change: patchProvider({ is_active: false }),
    usable: '',
    bulk: 'chat-1 DISABLED',
  },
  {
    title: 'a provider is deleted',
    change: ({ change, slug }) => change(`/api/v1/ai/providers/${slug}`, { method: 'DELETE' }),
    usable: '',
    bulk: '',
  },
  {
    title: 'a provider takes another slug',
    change: (world) => patchProvider({ slug: `${world.slug}-renamed` })(world),
    usable: '',
    bulk: '',
  },
  {
    title: 'the shared key is closed to normal admins',
    change: patchProvider({ allow_shared_for_normal_admins: false }),
    usable: '',
    bulk: 'chat-1 NO_ACCESS',
  },
  {
    title: 'the shared key is closed to normal admins, who then become super admins',
    change: async (world) => {
      await patchProvider({ allow_shared_for_normal_admins: false })(world)
      await patchAdmin({ role: 'super_admin' })(world)
    },
    usable: 'chat-1',
    bulk: 'chat-1 AVAILABLE_SHARED',
  },
  {
    title: 'a model is switched off',
    change: patchModel({ is_active: false }),
    usable: '',
    bulk: 'chat-1 DISABLED',
  },
  {
    title: 'a model is renamed',
    change: patchModel({ model_id: 'chat-2' }),
    usable: 'chat-2',
    bulk: 'chat-2 AVAILABLE_SHARED',
  },
  {
    title: 'models are registered',
    change: ({ change, slug }) =>
      change('/api/v1/ai/models/bulk', { json: { provider: slug, models: [{ model_id: 'b' }, { model_id: 'a' }] } }),
    usable: 'a, b, chat-1',
    bulk: 'chat-1 AVAILABLE_SHARED, b AVAILABLE_SHARED, a AVAILABLE_SHARED',
  },
]

it.each(cases)('the next list through every isolate is of now when $title', async ({ change, usable, bulk }) => {
  const world = await createWorld()
  expect(await through(world, listUsable)).toEqual(everywhere('chat-1'))
  expect(await through(world, readBulk)).toEqual(everywhere('chat-1 AVAILABLE_SHARED'))
  await change(world)
  expect(await through(world, listUsable)).toEqual(everywhere(usable))
  expect(await through(world, readBulk)).toEqual(everywhere(bulk))
})

it('a provider that is switched on again is listed again', async () => {
  const world = await createWorld({ provider: { is_active: false } })
  expect(await through(world, listUsable)).toEqual(everywhere(''))
  await patchProvider({ is_active: true })(world)
  expect(await through(world, listUsable)).toEqual(everywhere('chat-1'))
})
