import { beforeEach, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { dumpDatabase } from '../support/dump.ts'

type Report = {
  dry_run: boolean
  added: { model_id: string; capabilities: string[] }[]
  changed: { model_id: string; changes: Record<string, { from: number | null; to: number | null }> }[]
  retired: { model_id: string }[]
  skipped: { model_id: string; reason: string }[]
  unchanged: number
}

let gateway: Gateway
let api: Api
let normalApi: Api
let slug: string
let seen: Request[]
let answer: (request: Request) => Response | Promise<Response>
let names = 0

const list = (...data: object[]) => Response.json({ object: 'list', data })

beforeEach(async () => {
  names += 1
  slug = `synced-${names}`
  seen = []
  answer = () => list({ id: 'chat-1' }, { id: 'text-embedding-9', context_length: 8_192 }, { id: 'bad id!' })
  gateway = createGateway({
    upstream: (request) => {
      seen.push(request)
      return answer(request)
    },
  })
  const superAdmin = await createAdmin('super_admin')
  api = createApi(gateway, superAdmin.key)
  normalApi = createApi(gateway, (await createAdmin()).key)
  await createProvider(gateway, superAdmin.key, { slug })
  await api('POST', '/ai/models/', { provider: slug, model_id: 'gone-1', display_name: 'Mine' })
})

const sync = async (json?: object) => {
  const { status, body } = await api<Report>('POST', `/ai/providers/${slug}/sync-models`, json)
  expect(status).toBe(200)
  return body
}
const models = async () => {
  const { body } = await api<{ results: { model_id: string; is_active: boolean; context_window: number | null }[] }>(
    'GET',
    `/ai/models?provider=${slug}&limit=100`,
  )
  return Object.fromEntries(body.results.map((model) => [model.model_id, model]))
}

describe('synchronising models', () => {
  it('says what it would do, and does nothing', async () => {
    const before = await dumpDatabase()
    expect(await sync()).toEqual({
      dry_run: true,
      added: [
        {
          model_id: 'text-embedding-9',
          display_name: 'text-embedding-9',
          capabilities: ['embeddings'],
          context_window: 8_192,
          max_output_tokens: null,
        },
      ],
      changed: [],
      retired: [{ id: expect.any(Number), model_id: 'gone-1' }],
      skipped: [{ model_id: 'bad id!', reason: expect.stringContaining('model_id') }],
      unchanged: 1,
    })
    expect(await dumpDatabase()).toEqual(before)
    expect(seen[0]!.headers.get('authorization')).toBe(`Bearer sk-shared-${slug}-0123456789`)
    expect(new URL(seen[0]!.url).pathname).toBe(`/${slug}/v1/models`)
  })

  it('does it when told to, deletes nothing, and writes it into the audit', async () => {
    await sync({ dry_run: false })
    expect(await models()).toMatchObject({
      'chat-1': { is_active: true },
      'gone-1': { is_active: false, display_name: 'Mine' },
      'text-embedding-9': { is_active: true, context_window: 8_192 },
    })
    expect(await sync({ dry_run: false })).toMatchObject({ added: [], changed: [], retired: [], unchanged: 2 })
    const audit = await api<{ results: { action: string }[] }>('GET', '/audit?limit=2')
    expect(audit.body.results.map(({ action }) => action).sort()).toEqual(['model.create', 'model.update'])
  })

  it('takes over token limits, and leaves alone what a person may have put right', async () => {
    answer = () => list({ id: 'chat-1', name: 'Theirs', context_length: 64_000 }, { id: 'gone-1' })
    expect((await sync({ dry_run: false })).changed).toMatchObject([
      { model_id: 'chat-1', changes: { context_window: { from: null, to: 64_000 } } },
    ])
    expect(await models()).toMatchObject({
      'chat-1': { context_window: 64_000, display_name: 'chat-1' },
      'gone-1': { display_name: 'Mine', is_active: true },
    })
  })

  it('can be for some models only, and without retiring any', async () => {
    expect(await sync({ dry_run: false, model_ids: ['gone-1'] })).toMatchObject({ added: [], retired: [{}] })
    await api('PATCH', `/ai/models/${await modelId('gone-1')}`, { is_active: true })
    expect(await sync({ dry_run: false, retire: false })).toMatchObject({ added: [{}], retired: [], unchanged: 2 })
    expect((await models())['gone-1']).toMatchObject({ is_active: true })
  })

  it('reads all pages of a protocol that has its own list', async () => {
    answer = (request) => {
      expect(request.headers.get('x-api-key')).toBe('sk-ant-0123456789')
      return new URL(request.url).searchParams.has('after_id')
        ? Response.json({ data: [{ id: 'claude-b', display_name: 'Claude B' }], has_more: false, last_id: 'claude-b' })
        : Response.json({ data: [{ id: 'claude-a', display_name: 'Claude A' }], has_more: true, last_id: 'claude-a' })
    }
    slug = `claude-${names}`
    await api('POST', '/ai/providers', {
      name: slug,
      slug,
      protocol: 'anthropic',
      api_base_url: 'http://127.0.0.1:9/v1',
      shared_api_key: 'sk-ant-0123456789',
    })
    expect((await sync()).added.map(({ model_id }) => model_id)).toEqual(['claude-a', 'claude-b'])
  })

  it('says why not: no key, no list, the provider’s refusal without the key', async () => {
    const path = `/ai/providers/${slug}/sync-models`
    expectProblem(await normalApi('POST', path, {}), 403, 'super_admin_required')
    answer = () => Response.json({ error: { message: `Bad key sk-shared-${slug}-0123456789` } }, { status: 401 })
    const refused = expectProblem(await api('POST', path, {}), 401, 'upstream_error')
    expect(refused.detail).toBe('Bad key [redacted]')
    answer = () => Response.json({ nothing: true })
    expectProblem(await api('POST', path, {}), 502, 'upstream_error')
    await api('PATCH', `/ai/providers/${slug}`, { shared_api_key: null })
    expectProblem(await api('POST', path, {}), 409, 'conflict')
    const lmnt = { name: `lmnt-${names}`, slug: `lmnt-${names}`, protocol: 'lmnt', shared_api_key: 'sk-lmnt-012345' }
    await api('POST', '/ai/providers', lmnt)
    expectProblem(await api('POST', `/ai/providers/${lmnt.slug}/sync-models`, {}), 400, 'operation_not_supported')
    expectProblem(await api('POST', '/ai/providers/nobody/sync-models', {}), 404, 'not_found')
  })
})

async function modelId(name: string): Promise<number> {
  const { body } = await api<{ results: { id: number; model_id: string }[] }>('GET', `/ai/models?provider=${slug}`)
  return body.results.find(({ model_id }) => model_id === name)!.id
}

describe('testing a provider', () => {
  const test = async () => (await api('POST', `/ai/providers/${slug}/test`)).body

  it('says that it works, and how fast', async () => {
    expect(await test()).toEqual({ ok: true, latency_ms: expect.any(Number), models_count: 3, error: null })
  })

  it('says why it does not, without the key', async () => {
    answer = () => Response.json({ error: { message: `Wrong: sk-shared-${slug}-0123456789` } }, { status: 401 })
    const error = { code: 'upstream_error', status: 401, message: 'Wrong: [redacted]' }
    expect(await test()).toMatchObject({ ok: false, models_count: null, error })
    answer = () => Promise.reject(new TypeError('refused'))
    expect(await test()).toMatchObject({ ok: false, error: { message: 'The provider could not be reached' } })
    answer = () => new Response(null, { status: 302, headers: { location: 'https://evil.example' } })
    expect(await test()).toMatchObject({ ok: false, error: { code: 'upstream_redirect' } })
  })

  it('is a super admin’s', async () => {
    expectProblem(await normalApi('POST', `/ai/providers/${slug}/test`), 403, 'super_admin_required')
  })
})
