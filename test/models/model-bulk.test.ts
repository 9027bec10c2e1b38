import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api, type Page } from '../support/api.ts'
import { createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'
import { recordStatements, type RecordedStatement } from '../support/recorder.ts'

type Model = { id: number; model_id: string; is_active: boolean; access_state: string }
type BySlug = Record<string, Model[]>

let superAdmin: { key: string }
let api: Api

beforeAll(async () => {
  superAdmin = await createAdmin('super_admin')
  api = createApi(createGateway(), superAdmin.key)
})

const createProvider = async (slug: string) =>
  expect((await api('POST', '/ai/providers', { name: slug, slug, api_base_url: 'https://a.example.com' })).status).toBe(
    201,
  )

const countOf = async (slug: string) => (await api<Page<Model>>('GET', `/ai/models?provider=${slug}`)).body.count

describe('creating models in bulk', () => {
  it('creates all, in the order sent', async () => {
    await createProvider('deepseek')
    const answer = await api<{ count: number; results: Model[] }>('POST', '/ai/models/bulk/', {
      provider: 'deepseek',
      models: [
        { model_id: 'deepseek-chat', pricing_input: 0.27, pricing_output: 1.1 },
        { model_id: 'deepseek-coder', capabilities: ['chat', 'code'], is_active: false },
      ],
    })
    expect(answer.status).toBe(201)
    expect(answer.body).toMatchObject({
      count: 2,
      results: [
        { model_id: 'deepseek-chat', pricing: 'priced', pricing_input: 0.27, provider: { slug: 'deepseek' } },
        { model_id: 'deepseek-coder', capabilities: ['chat', 'code'], is_active: false },
      ],
    })
    for (const { id, model_id } of answer.body.results) {
      expect((await api('GET', `/ai/models/${id}`)).body).toMatchObject({ id, model_id })
    }
  })

  it('takes 200 at once, and no more', async () => {
    await createProvider('large')
    const models = Array.from({ length: 200 }, (_, index) => ({ model_id: `model-${index}` }))
    const tooMany = await api('POST', '/ai/models/bulk', {
      provider: 'large',
      models: [...models, { model_id: 'more' }],
    })
    expectProblem(tooMany, 400, 'validation_failed', 'models')
    expect(await countOf('large')).toBe(0)
    const answer = await api<{ results: Model[] }>('POST', '/ai/models/bulk', { provider: 'large', models })
    expect(answer.body.results.map(({ model_id }) => model_id)).toEqual(models.map(({ model_id }) => model_id))
    expect(await countOf('large')).toBe(200)
  })

  it('creates none when any row is wrong, and names every fault by its row', async () => {
    await createProvider('all-or-none')
    const answer = await api('POST', '/ai/models/bulk', {
      provider: 'all-or-none',
      models: [
        { model_id: 'good' },
        { model_id: '../bad' },
        'not an object',
        { model_id: 'x', capabilities: ['telepathy'], evil: 1 },
        { model_id: 'good' },
        { model_id: 'y', pricing: 'free', pricing_input: 1 },
        { model_id: 'z', provider: 'deepseek' },
      ],
    })
    const { errors } = expectProblem(answer, 400, 'validation_failed')
    expect(errors?.map(({ index, field }) => [index, field])).toEqual([
      [1, 'model_id'],
      [2, ''],
      [3, 'capabilities.0'],
      [3, 'evil'],
      [4, 'model_id'],
      [5, 'pricing'],
      [6, 'provider'],
    ])
    expect(await countOf('all-or-none')).toBe(0)
  })

  it('creates none when the provider has one of them already', async () => {
    await createProvider('half-there')
    await api('POST', '/ai/models', { provider: 'half-there', model_id: 'there' })
    const models = [{ model_id: 'new' }, { model_id: 'there' }, { model_id: 'newer' }]
    const answer = await api('POST', '/ai/models/bulk', { provider: 'half-there', models })
    const { errors } = expectProblem(answer, 409, 'conflict')
    expect(errors).toEqual([{ field: 'model_id', message: 'is taken', index: 1 }])
    expect(await countOf('half-there')).toBe(1)
  })

  it('creates each model once when two send the same at once', async () => {
    await createProvider('raced')
    const models = Array.from({ length: 20 }, (_, index) => ({ model_id: `model-${index}` }))
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => api('POST', '/ai/models/bulk', { provider: 'raced', models })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409])
    expect(await countOf('raced')).toBe(20)
  })

  it.each([
    [{ provider: 'nobody', models: [{ model_id: 'm' }] }, 'provider'],
    [{ provider: 'deepseek', models: [] }, 'models'],
    [{ provider: 'deepseek' }, 'models'],
    [{ models: [{ model_id: 'm' }] }, 'provider'],
    [{ provider: 'deepseek', models: { 0: { model_id: 'm' } } }, 'models'],
    [{ provider: 'deepseek', models: [{ model_id: 'm' }], force: true }, 'force'],
  ])('refuses %j', async (json, field) => {
    expectProblem(await api('POST', '/ai/models/bulk', json), 400, 'validation_failed', field)
  })
})

describe('reading models in bulk', () => {
  const slugs = Array.from({ length: 8 }, (_, index) => `bulk-${index}`)
  const query = `/ai/models/bulk?providers=${slugs.join(',')}`
  let gateway: Gateway
  let statements: RecordedStatement[]

  beforeAll(async () => {
    for (const [index, slug] of slugs.entries()) {
      await createProvider(slug)
      const models = Array.from({ length: index }, (_, n) => ({ model_id: `${slug}-model-${n}`, sort_order: -n }))
      if (index > 0) await api('POST', '/ai/models/bulk', { provider: slug, models })
    }
    const recorded = recordStatements(env.DB)
    statements = recorded.statements
    gateway = createGateway({ env: { DB: recorded.database } })
  })

  /** Which statements over the registry an action sends. */
  const registryQueriesOf = async (action: () => Promise<unknown>, of = statements) => {
    const from = of.length
    await action()
    return of.slice(from).filter(({ sql }) => /ai_providers|ai_models/.test(sql))
  }

  it('answers for eight slugs with one query, and then from the cache with none', async () => {
    const read = createApi(gateway, superAdmin.key)
    let body: BySlug = {}
    const first = await registryQueriesOf(async () => ({ body } = await read<BySlug>('GET', query)))
    expect(first).toHaveLength(1)
    expect(Object.keys(body)).toEqual(slugs)
    for (const [index, slug] of slugs.entries()) {
      const ids = Array.from({ length: index }, (_, n) => `${slug}-model-${n}`).toReversed()
      expect(body[slug]!.map(({ model_id }) => model_id)).toEqual(ids)
    }
    expect(await registryQueriesOf(() => read('GET', query))).toHaveLength(0)
  })

  it('is cached for other isolates too, whatever the order of the slugs', async () => {
    await createApi(gateway, superAdmin.key)('GET', query)
    await gateway.settle()
    const recorded = recordStatements(env.DB)
    const elsewhere = createApi(createGateway({ env: { DB: recorded.database } }), superAdmin.key)
    const reversed = `/ai/models/bulk?providers=${slugs.toReversed().join(',')}`
    const queries = await registryQueriesOf(async () => {
      const { body } = await elsewhere<BySlug>('GET', reversed)
      expect(Object.keys(body)).toEqual(slugs.toReversed())
    }, recorded.statements)
    expect(queries).toHaveLength(0)
  })

  it('shows what has changed, and each caller their own access', async () => {
    const caller = await createAdmin()
    const read = createApi(gateway, caller.key)
    const before = (await read<BySlug>('GET', query)).body['bulk-1']!
    expect(before).toMatchObject([{ model_id: 'bulk-1-model-0', is_active: true, access_state: 'NO_ACCESS' }])
    await api('PATCH', `/ai/models/${before[0]!.id}`, { is_active: false })
    await api('PATCH', '/ai/providers/bulk-2', {
      shared_api_key: 'sk-0123456789',
      allow_shared_for_normal_admins: true,
    })
    const { body: after } = await read<BySlug>('GET', query)
    expect(after['bulk-1']).toMatchObject([{ is_active: false, access_state: 'DISABLED' }])
    expect(after['bulk-2']![0]).toMatchObject({ access_state: 'AVAILABLE_SHARED' })
  })

  it('has an empty list for a slug that nobody has, also a dangerous one', async () => {
    const read = createApi(gateway, superAdmin.key)
    const { body } = await read<BySlug>('GET', '/ai/models/bulk?providers=nobody,__proto__,constructor,bulk-1,bulk-1')
    expect(Object.keys(body).sort()).toEqual(['__proto__', 'bulk-1', 'constructor', 'nobody'])
    expect(Object.entries(body).map(([slug, models]) => [slug, models.length])).toContainEqual(['constructor', 0])
    expect(body['bulk-1']).toHaveLength(1)
  })

  it.each(['', '?providers=', '?providers=,,', `?providers=${'a,'.repeat(51)}`, `?providers=${'a'.repeat(101)}`])(
    'refuses "%s"',
    async (bad) => {
      const problem = expectProblem(await api('GET', `/ai/models/bulk${bad}`), 400, 'validation_failed')
      expect(problem.errors?.[0]?.field).toMatch(/^providers/)
    },
  )
})
