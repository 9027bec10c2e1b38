import { beforeAll, describe, expect, it } from 'vitest'
import { answerChat, chat, createAdmin, createGateway, createProvider } from '../support/gateway.ts'

const asked: { url: string; model: string }[] = []
const gateway = createGateway({
  upstream: async (request) => {
    const { model } = await request.json<{ model: string }>()
    asked.push({ url: new URL(request.url).pathname, model })
    return answerChat()
  },
})
let root: { key: string }
let caller: { id: number; key: string }

beforeAll(async () => {
  root = await createAdmin('super_admin')
  caller = await createAdmin()
  await createProvider(gateway, root.key, { slug: 'one', model: 'shared-name' })
  await createProvider(gateway, root.key, { slug: 'two', model: 'shared-name' })
  await createProvider(gateway, root.key, { slug: 'three', model: 'only-here' })
  await createProvider(gateway, root.key, { slug: 'router', model: 'meta/llama-4' })
  await createProvider(gateway, root.key, {
    slug: 'closed',
    model: 'only-here',
    provider: { allow_shared_for_normal_admins: false },
  })
  await createProvider(gateway, root.key, { slug: 'pictures', model: 'paint', fields: { capabilities: ['image'] } })
})

async function call(model: string | undefined) {
  asked.length = 0
  const response = await gateway.fetch('/v1/chat/completions', { key: caller.key, json: { ...chat('x'), model } })
  const body = await response.json<{ error?: { code: string; message: string; param: string } }>()
  return { status: response.status, error: body.error, asked: asked[0] }
}

describe('a model is named', () => {
  it('by provider and upstream id', async () => {
    expect(await call('two/shared-name')).toMatchObject({
      asked: { url: '/two/v1/chat/completions', model: 'shared-name' },
    })
  })

  it('by a bare id where just one usable provider has it', async () => {
    expect(await call('only-here')).toMatchObject({ status: 200, asked: { url: '/three/v1/chat/completions' } })
  })

  it('by an id with a slash in it, bare or full', async () => {
    const expected = { status: 200, asked: { url: '/router/v1/chat/completions', model: 'meta/llama-4' } }
    expect(await call('meta/llama-4')).toMatchObject(expected)
    expect(await call('router/meta/llama-4')).toMatchObject(expected)
  })

  it('ambiguously: a 400 that lists the choices', async () => {
    const { status, error } = await call('shared-name')
    expect(status).toBe(400)
    expect(error).toMatchObject({ code: 'ambiguous_model', param: 'model' })
    expect(error!.message).toContain('one/shared-name, two/shared-name')
  })

  it('not at all, or as default: the capability’s default, once there is one', async () => {
    expect(await call('default')).toMatchObject({ status: 404, error: { code: 'model_not_found' } })
    await gateway.fetch('/api/v1/ai/capabilities/chat', {
      key: root.key,
      method: 'PUT',
      json: { model: 'two/shared-name' },
    })
    const expected = { status: 200, asked: { url: '/two/v1/chat/completions', model: 'shared-name' } }
    expect(await call('default')).toMatchObject(expected)
    expect(await call(undefined)).toMatchObject(expected)
  })
})

describe('a model is refused', () => {
  it('when nobody has it', async () => {
    expect(await call('nobody/has-it')).toMatchObject({ status: 404, error: { code: 'model_not_found' } })
    expect(await call('one/other')).toMatchObject({ status: 404, error: { code: 'model_not_found' } })
    expect(await call('../one/shared-name')).toMatchObject({ status: 404 })
  })

  it('when the caller has no key for it, with the reason', async () => {
    expect(await call('closed/only-here')).toMatchObject({
      status: 403,
      error: { code: 'access_denied', reason: 'shared_not_allowed' },
    })
  })

  it('when it cannot chat', async () => {
    expect(await call('pictures/paint')).toMatchObject({ status: 400, error: { param: 'model' } })
  })
})

describe('the models that OpenAI’s clients list', () => {
  const list = async (key: string) => {
    const response = await gateway.fetch('/v1/models', { key })
    return (await response.json<{ data: { id: string }[] }>()).data.map(({ id }) => id)
  }

  it('are those that the caller may use', async () => {
    expect(await list(caller.key)).toEqual([
      'one/shared-name',
      'two/shared-name',
      'three/only-here',
      'router/meta/llama-4',
      'pictures/paint',
    ])
    expect(await list(root.key)).toContain('closed/only-here')
  })

  it('are read one by one, the slash of a name encoded or not', async () => {
    for (const path of ['router%2Fmeta%2Fllama-4', 'router/meta/llama-4']) {
      const response = await gateway.fetch(`/v1/models/${path}`, { key: caller.key })
      expect(await response.json()).toMatchObject({ id: 'router/meta/llama-4', object: 'model', owned_by: 'router' })
    }
    const closed = await gateway.fetch('/v1/models/closed/only-here', { key: caller.key })
    expect(closed.status).toBe(404)
  })
})
