/** A change is in force everywhere when its response returns. Here: what is granted. */
import { expect, it } from 'vitest'
import { createProvider } from '../support/gateway.ts'
import {
  addPersonalKey,
  called,
  changeKey,
  createWorld,
  everywhere,
  patchAdmin,
  patchKey,
  patchModel,
  patchProvider,
  putLimit,
  says,
  type FreshnessCase,
} from '../support/isolates.ts'

const closed = { allow_shared_for_normal_admins: false }
const cases: FreshnessCase[] = [
  {
    title: 'a limit is raised',
    prepare: putLimit(0),
    before: says('429 monthly_limit_reached'),
    change: putLimit(4),
    after: called.shared,
  },
  {
    title: 'the shared key is opened to normal admins',
    world: { provider: closed },
    before: says('403 access_denied'),
    change: patchProvider({ allow_shared_for_normal_admins: true }),
    after: called.shared,
  },
  {
    title: 'a shared key is added',
    world: { provider: { shared_api_key: null } },
    before: says('403 access_denied'),
    change: patchProvider({ shared_api_key: 'sk-shared-0123456789' }),
    after: called.shared,
  },
  {
    title: 'a personal key is added',
    world: { provider: closed },
    before: says('403 access_denied'),
    change: addPersonalKey,
    after: called.personal,
  },
  {
    title: 'an admin becomes a super admin',
    world: { provider: closed },
    before: says('403 access_denied'),
    change: patchAdmin({ role: 'super_admin' }),
    after: called.shared,
  },
  {
    title: 'an admin is switched on',
    prepare: patchAdmin({ is_active: false }),
    before: says('401 invalid_api_key'),
    change: patchAdmin({ is_active: true }),
    after: called.shared,
  },
  {
    title: 'a provider is switched on',
    world: { provider: { is_active: false } },
    before: says('403 model_disabled'),
    change: patchProvider({ is_active: true }),
    after: called.shared,
  },
  {
    title: 'a model is switched on',
    prepare: patchModel({ is_active: false }),
    before: says('403 model_disabled'),
    change: patchModel({ is_active: true }),
    after: called.shared,
  },
  {
    title: 'a model is registered',
    model: 'soon-there',
    before: says('404 model_not_found'),
    change: ({ change, slug }) => change('/api/v1/ai/models', { json: { provider: slug, model_id: 'soon-there' } }),
    after: called.shared,
  },
  {
    title: 'the expiry of an API key is put off',
    prepare: patchKey({ expires_at: '2026-01-01T00:00:00Z' }),
    before: says('401 invalid_api_key'),
    change: patchKey({ expires_at: null }),
    after: called.shared,
  },
]

it.each(cases)('the next call through every isolate is served when: $title', async (one) => {
  const world = await createWorld(one.world)
  await one.prepare?.(world)
  expect(await world.outcomes(one)).toEqual(everywhere(one.before(world)))
  await one.change(world)
  expect(await world.outcomes(one)).toEqual(everywhere(one.after(world)))
})

it('a new API key works through every isolate at once', async () => {
  const world = await createWorld()
  const created = await world.change('/api/v1/api-keys', { json: { name: 'new', admin_id: world.caller.id } })
  const { key } = await created.json<{ key: string }>()
  expect(await world.outcomes({ key })).toEqual(everywhere(called.shared(world)))
})

it('a rotated API key works beside the old one for the overlap', async () => {
  const world = await createWorld()
  await world.outcomes()
  const rotated = await changeKey(world, '/rotate', { json: { overlap_seconds: 3_600 } })
  const { key } = await rotated.json<{ key: string }>()
  expect(await world.outcomes({ key })).toEqual(everywhere(called.shared(world)))
  expect(await world.outcomes()).toEqual(everywhere(called.shared(world)))
})

it('a provider is found by its new slug at once', async () => {
  const world = await createWorld()
  const renamed = `${world.slug}-renamed`
  expect(await world.outcomes({ model: `${renamed}/chat-1` })).toEqual(everywhere('404 model_not_found'))
  await patchProvider({ slug: renamed })(world)
  expect(await world.outcomes({ model: `${renamed}/chat-1` })).toEqual(everywhere(called.shared(world)))
})

it('a provider that takes the slug of a deleted one is called in its place', async () => {
  const world = await createWorld()
  await world.outcomes()
  await world.change(`/api/v1/ai/providers/${world.slug}?force=true`, { method: 'DELETE' })
  await createProvider(world.isolates[1], world.superAdmin.key, {
    slug: world.slug,
    provider: { api_base_url: 'http://127.0.0.1:9/successor', shared_api_key: 'sk-other-0123456789' },
  })
  expect(await world.outcomes()).toEqual(everywhere('200 other@successor'))
})
