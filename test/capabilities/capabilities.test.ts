import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

const CAPABILITIES = [
  'chat',
  'code',
  'image',
  'audio',
  'speech_to_text',
  'video',
  'embeddings',
  'vision',
  'rerank',
  'moderation',
]

let gateway: Gateway
let api: Api
let normalApi: Api
let caller: { key: string }
const modelIds: Record<string, number> = {}
const seen: { url: string; model: unknown }[] = []

beforeAll(async () => {
  gateway = createGateway({
    upstream: async (request) => {
      seen.push({ url: request.url, model: (await request.json<{ model: unknown }>()).model })
      return answerChat()
    },
  })
  const superAdmin = await createAdmin('super_admin')
  api = createApi(gateway, superAdmin.key)
  caller = await createAdmin()
  normalApi = createApi(gateway, caller.key)
  for (const slug of ['one', 'two']) {
    const { modelId, name } = await createProvider(gateway, superAdmin.key, {
      slug,
      model: `org/${slug}-chat`,
      fields: { capabilities: ['chat', 'vision'] },
    })
    modelIds[name] = modelId
  }
})

const setDefault = (capability: string, model: unknown) => api('PUT', `/ai/capabilities/${capability}`, { model })

/** A chat with this `model`, or with none. */
const ask = async (model?: string) => {
  const { model: _, ...json } = chat('')
  const response = await gateway.fetch('/v1/chat/completions', {
    key: caller.key,
    json: model === undefined ? json : { ...json, model },
  })
  const { error } = await response.json<{ error?: { code: string; param: string } }>()
  await gateway.settle()
  return error?.code ?? seen.at(-1)!.model
}

describe('the default model of a capability', () => {
  it('is none at first, and a chat without a model says so', async () => {
    const { body } = await normalApi<{ results: unknown[] }>('GET', '/ai/capabilities/')
    expect(body.results).toEqual(CAPABILITIES.map((capability) => ({ capability, model: null })))
    expect((await normalApi('GET', '/ai/capabilities/chat')).body).toEqual({ capability: 'chat', model: null })
    expect(await ask()).toBe('model_not_found')
  })

  it('is what a call without a model, with an empty one or "default" goes to, at once', async () => {
    const set = await setDefault('chat', 'one/org/one-chat')
    expect([set.status, set.body]).toEqual([200, { capability: 'chat', model: 'one/org/one-chat' }])
    for (const model of [undefined, '', 'default']) expect(await ask(model)).toBe('org/one-chat')
    await setDefault('chat', 'two/org/two-chat')
    expect(await ask()).toBe('org/two-chat')
    expect((await normalApi('GET', '/ai/capabilities/chat/')).body).toMatchObject({ model: 'two/org/two-chat' })
    const { body } = await normalApi<{ results: unknown[] }>('GET', '/ai/capabilities')
    expect(body.results).toContainEqual({ capability: 'chat', model: 'two/org/two-chat' })
  })

  it('is set for each capability by itself', async () => {
    await setDefault('vision', 'one/org/one-chat')
    expect((await api('GET', '/ai/capabilities/vision')).body).toMatchObject({ model: 'one/org/one-chat' })
    expect((await api('GET', '/ai/capabilities/embeddings')).body).toMatchObject({ model: null })
  })

  it('keeps to the model when that gets another name', async () => {
    await setDefault('chat', 'one/org/one-chat')
    await api('PATCH', `/ai/models/${modelIds['one/org/one-chat']}`, { model_id: 'org/renamed' })
    expect((await api('GET', '/ai/capabilities/chat')).body).toMatchObject({ model: 'one/org/renamed' })
    expect(await ask()).toBe('org/renamed')
  })

  it('does not let anybody past what they may use', async () => {
    await api('PATCH', '/ai/providers/one', { allow_shared_for_normal_admins: false })
    expect(await ask()).toBe('access_denied')
    await api('PATCH', '/ai/providers/one', { is_active: false })
    expect(await ask()).toBe('model_disabled')
    await api('PATCH', '/ai/providers/one', { is_active: true, allow_shared_for_normal_admins: true })
    expect(await ask()).toBe('org/renamed')
  })

  it('goes with its model', async () => {
    const { body } = await api<{ id: number }>('POST', '/ai/models', { provider: 'two', model_id: 'short-lived' })
    await setDefault('chat', 'two/short-lived')
    expect(await ask()).toBe('short-lived')
    await api('DELETE', `/ai/models/${body.id}`)
    expect((await api('GET', '/ai/capabilities/chat')).body).toMatchObject({ model: null })
    expect(await ask()).toBe('model_not_found')
  })

  it.each([
    ['chat', 'one/nothing'],
    ['chat', 'nobody/chat-1'],
    ['chat', 'org-one-chat'],
    ['chat', '/org/two-chat'],
    ['chat', ''],
    ['chat', null],
    ['chat', 7],
    ['embeddings', 'two/org/two-chat'],
  ])('is a model that is there and can do it: %s is not %j', async (capability, model) => {
    expectProblem(await setDefault(capability, model), 400, 'validation_failed', 'model')
  })

  it('exists for known capabilities, and is a super admin’s to set', async () => {
    for (const unknown of ['telepathy', 'CHAT', '__proto__', 'constructor']) {
      const answer = await normalApi('GET', `/ai/capabilities/${unknown}`)
      expectProblem(answer, 400, 'validation_failed', 'capability')
    }
    const answer = await normalApi('PUT', '/ai/capabilities/chat', { model: 'two/org/two-chat' })
    expectProblem(answer, 403, 'super_admin_required')
    const extra = await api('PUT', '/ai/capabilities/chat', { model: 'two/org/two-chat', model_id: 1 })
    expectProblem(extra, 400, 'validation_failed', 'model_id')
  })
})
