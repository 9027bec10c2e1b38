/** A change is in force everywhere when its response returns. Here: what is taken away or replaced. */
import { expect, it } from 'vitest'
import {
  addPersonalKey,
  addProvider,
  called,
  changeKey,
  createWorld,
  everywhere,
  patchAdmin,
  patchKey,
  patchModel,
  patchProvider,
  patchSettings,
  putLimit,
  says,
  setDefault,
  type FreshnessCase,
} from '../support/isolates.ts'

const closed = { allow_shared_for_normal_admins: false }
const preferPersonalKey = patchSettings({ personal_api_key: 'sk-personal-0123456789', use_shared_api: false })
const cases: FreshnessCase[] = [
  {
    title: 'an API key is revoked',
    before: called.shared,
    change: (world) => changeKey(world, '', { method: 'DELETE' }),
    after: says('401 invalid_api_key'),
  },
  {
    title: 'the expiry of an API key is brought forward',
    before: called.shared,
    change: patchKey({ expires_at: '2026-01-01T00:00:00Z' }),
    after: says('401 invalid_api_key'),
  },
  {
    title: 'an API key is rotated without overlap',
    before: called.shared,
    change: (world) => changeKey(world, '/rotate', { json: {} }),
    after: says('401 invalid_api_key'),
  },
  {
    title: 'an API key is restricted to another model',
    before: called.shared,
    change: patchKey({ allowed_models: ['other/model'] }),
    after: says('403 key_not_allowed'),
  },
  {
    title: 'a super admin becomes an admin',
    world: { role: 'super_admin', provider: closed },
    before: called.shared,
    change: patchAdmin({ role: 'admin' }),
    after: says('403 access_denied'),
  },
  {
    title: 'an admin is switched off',
    before: called.shared,
    change: patchAdmin({ is_active: false }),
    after: says('401 invalid_api_key'),
  },
  {
    title: 'an admin is deleted',
    before: called.shared,
    change: (world) => world.change(`/api/v1/admins/${world.caller.id}`, { method: 'DELETE' }),
    after: says('401 invalid_api_key'),
  },
  {
    title: 'a provider is switched off',
    before: called.shared,
    change: patchProvider({ is_active: false }),
    after: says('403 model_disabled'),
  },
  {
    title: 'a provider is deleted',
    before: called.shared,
    change: (world) => world.change(`/api/v1/ai/providers/${world.slug}?force=true`, { method: 'DELETE' }),
    after: says('404 model_not_found'),
  },
  {
    title: 'a shared key is removed',
    before: called.shared,
    change: patchProvider({ shared_api_key: null }),
    after: says('403 access_denied'),
  },
  {
    title: 'a shared key is replaced',
    before: called.shared,
    change: patchProvider({ shared_api_key: 'sk-replaced-0123456789' }),
    after: ({ slug }) => `200 replaced@${slug}`,
  },
  {
    title: 'a base URL is changed',
    before: called.shared,
    change: patchProvider({ api_base_url: 'http://127.0.0.1:9/elsewhere' }),
    after: says('200 shared@elsewhere'),
  },
  {
    title: 'the shared key is closed to normal admins',
    before: called.shared,
    change: patchProvider(closed),
    after: says('403 access_denied'),
  },
  {
    title: 'personal keys are no longer allowed',
    world: { provider: closed },
    prepare: addPersonalKey,
    before: called.personal,
    change: patchProvider({ allow_personal_keys: false }),
    after: says('403 access_denied'),
  },
  {
    title: 'a provider takes another slug',
    before: called.shared,
    change: (world) => patchProvider({ slug: `${world.slug}-renamed` })(world),
    after: says('404 model_not_found'),
  },
  {
    title: 'a model is switched off',
    before: called.shared,
    change: patchModel({ is_active: false }),
    after: says('403 model_disabled'),
  },
  {
    title: 'a model is deleted',
    before: called.shared,
    change: (world) => world.change(`/api/v1/ai/models/${world.modelId}`, { method: 'DELETE' }),
    after: says('404 model_not_found'),
  },
  {
    title: 'a model loses the capability',
    before: called.shared,
    change: patchModel({ capabilities: ['embeddings'] }),
    after: says('400 validation_failed'),
  },
  {
    title: 'the default of a capability is changed',
    prepare: async (world) => {
      await setDefault(({ slug }) => slug)(world)
      await addProvider(({ slug }) => `${slug}-other`, 'chat-1')(world)
    },
    model: 'default',
    before: called.shared,
    change: setDefault(({ slug }) => `${slug}-other`),
    after: ({ slug }) => `200 shared@${slug}-other`,
  },
  {
    title: 'another provider gets a model of the same name',
    prepare: addProvider(({ slug }) => `${slug}-first`, 'one-of-a-kind'),
    model: 'one-of-a-kind',
    before: ({ slug }) => `200 shared@${slug}-first`,
    change: addProvider(({ slug }) => `${slug}-second`, 'one-of-a-kind'),
    after: says('400 ambiguous_model'),
  },
  {
    title: 'the personal key becomes the preferred one',
    prepare: addPersonalKey,
    before: called.shared,
    change: patchSettings({ use_shared_api: false }),
    after: called.personal,
  },
  {
    title: 'a personal key is replaced',
    prepare: preferPersonalKey,
    before: called.personal,
    change: patchSettings({ personal_api_key: 'sk-replaced-0123456789' }),
    after: ({ slug }) => `200 replaced@${slug}`,
  },
  {
    title: 'a personal key is removed',
    world: { provider: closed },
    prepare: addPersonalKey,
    before: called.personal,
    change: patchSettings({ personal_api_key: null }),
    after: says('403 access_denied'),
  },
  {
    title: 'settings are switched off',
    prepare: preferPersonalKey,
    before: called.personal,
    change: patchSettings({ is_active: false }),
    after: called.shared,
  },
  {
    title: 'settings are deleted',
    world: { provider: closed },
    prepare: addPersonalKey,
    before: called.personal,
    change: ({ change, slug, caller }) => change(`/api/v1/ai/settings/${slug}`, { method: 'DELETE', key: caller.key }),
    after: says('403 access_denied'),
  },
  { title: 'a limit is lowered', before: called.shared, change: putLimit(4), after: says('429 monthly_limit_reached') },
]

it.each(cases)('the next call through every isolate obeys when: $title', async (one) => {
  const world = await createWorld(one.world)
  await one.prepare?.(world)
  expect(await world.outcomes(one)).toEqual(everywhere(one.before(world)))
  await one.change(world)
  expect(await world.outcomes(one)).toEqual(everywhere(one.after(world)))
})
