import { Validator, type Schema } from '@cfworker/json-schema'
import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { createAdmin, createGateway, type Gateway } from '../support/gateway.ts'

const api_base_url = 'https://api.example.com/v1'

/** All that a provider shows, at the defaults of a new one. */
const defaults = {
  description: '',
  website: '',
  protocol: 'openai',
  api_base_url,
  config: {},
  default_monthly_limit: null,
  default_monthly_budget_usd: null,
  default_monthly_token_limit: null,
  is_active: true,
  allow_personal_keys: true,
  allow_shared_for_normal_admins: false,
  has_shared_api_key: false,
  shared_api_key_hint: null,
  source: 'manual',
  models_count: 0,
  sort_order: 0,
  total_requests: 0,
  last_used_at: null,
}

let gateway: Gateway
let api: Api
let normalApi: Api

beforeAll(async () => {
  gateway = createGateway()
  api = createApi(gateway, (await createAdmin('super_admin')).key)
  normalApi = createApi(gateway, (await createAdmin()).key)
})

describe('creating a provider', () => {
  it('needs a name and an address, and fills in the rest', async () => {
    const created = await api('POST', '/ai/providers/', { name: 'DeepSeek', api_base_url })
    expect(created.status).toBe(201)
    expect(created.body).toEqual({
      ...defaults,
      id: expect.any(Number),
      name: 'DeepSeek',
      slug: 'deepseek',
      display_name: 'DeepSeek',
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      updated_at: created.body['created_at'],
    })
    expect((await api('GET', '/ai/providers/deepseek')).body).toEqual(created.body)
  })

  it('stores every field that can be set', async () => {
    const fields = {
      name: 'Whole',
      slug: 'whole-thing',
      display_name: 'The whole',
      description: 'All of it',
      website: 'https://example.com',
      protocol: 'openai',
      api_base_url,
      config: { headers: { 'x-title': 'Gatehouse' }, timeouts: { idle_ms: 5_000 } },
      default_monthly_limit: 500,
      default_monthly_budget_usd: 12.345678,
      default_monthly_token_limit: 1_000_000_000_000,
      is_active: false,
      allow_personal_keys: false,
      allow_shared_for_normal_admins: true,
      sort_order: -5,
    }
    expect((await api('POST', '/ai/providers', fields)).body).toMatchObject(fields)
    expect((await api('GET', '/ai/providers/whole-thing')).body).toMatchObject(fields)
  })

  it.each([
    ['Café  Crème', 'cafe-creme', 'Café Crème'],
    ['Ａｚｕｒｅ ＯｐｅｎＡＩ', 'azure-openai', 'Azure OpenAI'],
    ['İstanbul', 'istanbul', 'İstanbul'],
    ['x.AI (Grok)', 'x-ai-grok', 'x.AI (Grok)'],
    ['--Odd__Name--', 'odd-name', '--Odd__Name--'],
    ['ﬁreworks ①', 'fireworks-1', 'fireworks 1'],
    [`${'Long '.repeat(23)}`, 'long-'.repeat(12).slice(0, 59), 'Long '.repeat(23).trim()],
  ])('makes the slug of "%s"', async (name, slug, stored) => {
    expect((await api('POST', '/ai/providers/', { name, api_base_url })).body).toMatchObject({ name: stored, slug })
  })

  it.each(['Яндекс', '智谱', '🤖', '2024'])('asks for a slug where none can be made of "%s"', async (name) => {
    expectProblem(await api('POST', '/ai/providers/', { name, api_base_url }), 400, 'validation_failed', 'slug')
    const slug = `made-for-${encodeURIComponent(name).toLowerCase().replaceAll('%', '').slice(0, 20)}`
    const created = await api('POST', '/ai/providers/', { name, slug, api_base_url })
    expect(created.body).toMatchObject({ name, slug })
  })

  it.each(['Upper', 'a b', '-a', 'a-', 'a--b', 'a_b', '123', '', 'a/b', 'ä', 'a'.repeat(61), '../x'])(
    'refuses the slug "%s"',
    async (slug) => {
      const json = { name: `Bad slug ${slug}`.slice(0, 100), slug, api_base_url }
      expectProblem(await api('POST', '/ai/providers/', json), 400, 'validation_failed', 'slug')
    },
  )

  it('refuses a name or slug that is taken, in whatever Unicode form it comes', async () => {
    await api('POST', '/ai/providers/', { name: 'Crème', slug: 'taken', api_base_url })
    for (const [json, field] of [
      [{ name: 'Another', slug: 'taken' }, 'slug'],
      [{ name: 'Crème', slug: 'free-1' }, 'name'],
      [{ name: 'Cre\u0300me', slug: 'free-2' }, 'name'],
      [{ name: '  Ｃrème\u00a0', slug: 'free-3' }, 'name'],
    ] as const) {
      expectProblem(await api('POST', '/ai/providers/', { ...json, api_base_url }), 409, 'conflict', field)
    }
    for (const slug of ['free-1', 'free-2', 'free-3']) {
      expectProblem(await api('GET', `/ai/providers/${slug}`), 404, 'not_found')
    }
  })

  it('names every field that is wrong', async () => {
    const answer = await api('POST', '/ai/providers', { name: ' ', is_active: 'yes', sort_order: 1.5, evil: 1 })
    const { errors } = expectProblem(answer, 400, 'validation_failed')
    expect(errors?.map(({ field }) => field).sort()).toEqual(['evil', 'is_active', 'name', 'sort_order'])
  })

  it('needs an address unless the protocol has one of its own', async () => {
    expectProblem(await api('POST', '/ai/providers', { name: 'Nowhere' }), 400, 'validation_failed', 'api_base_url')
    const claude = await api('POST', '/ai/providers', { name: 'Claude', protocol: 'anthropic' })
    expect(claude.body).toMatchObject({ protocol: 'anthropic', api_base_url: 'https://api.anthropic.com/v1' })
    const own = await api('POST', '/ai/providers', { name: 'Own Claude', protocol: 'anthropic', api_base_url })
    expect(own.body).toMatchObject({ api_base_url })
  })

  it('takes the configuration of its protocol, and names what is not of it', async () => {
    const bedrock = { name: 'Bedrock', protocol: 'amazon-bedrock', api_base_url }
    expectProblem(await api('POST', '/ai/providers', bedrock), 400, 'validation_failed', 'config.region')
    const config = { region: 'us-east-1', retry: { max_retries: 2 } }
    expect((await api('POST', '/ai/providers', { ...bedrock, config })).body).toMatchObject({ config })
    for (const wrong of [{ auth: { scheme: 'bearer' } }, { retry: { max_retries: 99 } }, { region: 'us-east-1' }]) {
      const sent = { name: 'Wrong', protocol: 'anthropic', config: wrong }
      const { errors } = expectProblem(await api('POST', '/ai/providers', sent), 400, 'validation_failed')
      expect(errors?.[0]?.field).toMatch(/^config/)
    }
    // A change of the protocol alone is judged with what stands there.
    expectProblem(await api('PATCH', '/ai/providers/bedrock', { protocol: 'cohere' }), 400, 'validation_failed')
    const both = await api('PATCH', '/ai/providers/bedrock', { protocol: 'cohere', config: {} })
    expect(both.body).toMatchObject({ protocol: 'cohere', config: {} })
    expectProblem(
      await api('POST', '/ai/providers', { name: 'Telepathy', protocol: 'telepathy' }),
      400,
      'validation_failed',
    )
  })
})

describe('a provider', () => {
  it('is found by id or slug, with a slash at the end or without', async () => {
    const { body } = await api('POST', '/ai/providers/', { name: 'Findable', api_base_url })
    for (const reference of [String(body['id']), 'findable']) {
      for (const path of [`/ai/providers/${reference}`, `/ai/providers/${reference}/`]) {
        expect((await api('GET', path)).body).toEqual({ ...body, updated_at: expect.any(String) })
        expect((await api('PATCH', path, { description: path })).body).toMatchObject({ description: path })
        expect((await api('PATCH', path, { description: '' })).status).toBe(200)
      }
    }
    for (const unknown of ['nobody', '999999', '0', '-1', 'FINDABLE']) {
      expectProblem(await api('GET', `/ai/providers/${unknown}`), 404, 'not_found')
    }
  })

  it('keeps with PATCH whatever is not named', async () => {
    const { body: before } = await api('POST', '/ai/providers/', {
      name: 'Patched',
      api_base_url,
      description: 'Before',
      config: { query: { v: '1' } },
      sort_order: 3,
    })
    const { body: after } = await api('PATCH', '/ai/providers/patched', { description: 'After' })
    expect(after).toEqual({ ...before, description: 'After', updated_at: expect.any(String) })
    const { body: renamed } = await api('PATCH', '/ai/providers/patched', { name: 'Patched anew' })
    expect(renamed).toMatchObject({ name: 'Patched anew', slug: 'patched', display_name: 'Patched' })
    expect((await api('PATCH', '/ai/providers/patched', {})).body).toMatchObject({ description: 'After' })
  })

  it('has default limits, which normal admins see too, and which go with null', async () => {
    const limits = { default_monthly_limit: 5, default_monthly_budget_usd: 0.5, default_monthly_token_limit: 0 }
    await api('POST', '/ai/providers/', { name: 'Limited', api_base_url, ...limits })
    expect((await normalApi('GET', '/ai/providers/limited')).body).toMatchObject(limits)
    const { body } = await api('PATCH', '/ai/providers/limited', { default_monthly_budget_usd: null })
    expect(body).toMatchObject({ ...limits, default_monthly_budget_usd: null })
    for (const [field, value] of [
      ['default_monthly_limit', -1],
      ['default_monthly_budget_usd', 0.0000001],
      ['default_monthly_token_limit', 0.5],
      ['monthly_limit', 5],
    ] as const) {
      expectProblem(await api('PATCH', '/ai/providers/limited', { [field]: value }), 400, 'validation_failed', field)
    }
    const json = { default_monthly_limit: null }
    expectProblem(await normalApi('PATCH', '/ai/providers/limited', json), 403, 'super_admin_required')
  })

  it('goes with PUT back to the defaults of whatever is not named', async () => {
    const { body: before } = await api('POST', '/ai/providers/', {
      name: 'Replaced',
      api_base_url,
      display_name: 'Shown',
      description: 'Before',
      website: 'https://example.com',
      config: { query: { v: '1' } },
      default_monthly_limit: 0,
      default_monthly_budget_usd: 0,
      default_monthly_token_limit: 0,
      is_active: false,
      allow_personal_keys: false,
      allow_shared_for_normal_admins: true,
      sort_order: 3,
    })
    const { body: after } = await api('PUT', '/ai/providers/replaced', {
      name: 'Replaced',
      api_base_url: 'https://b.example.com',
    })
    expect(after).toEqual({
      ...before,
      ...defaults,
      display_name: 'Replaced',
      api_base_url: 'https://b.example.com',
      updated_at: expect.any(String),
    })
    expectProblem(await api('PUT', '/ai/providers/replaced', { name: 'Replaced' }), 400, 'validation_failed')
  })

  it('can be found by its new slug only, once that has changed', async () => {
    const { body } = await api('POST', '/ai/providers/', { name: 'Old slug', api_base_url })
    expect((await api('PATCH', '/ai/providers/old-slug', { slug: 'new-slug' })).status).toBe(200)
    expectProblem(await api('GET', '/ai/providers/old-slug'), 404, 'not_found')
    expect((await api('GET', '/ai/providers/new-slug')).body).toMatchObject({ id: body['id'] })
  })

  it('is gone after DELETE, with its models', async () => {
    await api('POST', '/ai/providers/', { name: 'Short-lived', api_base_url })
    const { body: model } = await api('POST', '/ai/models/', { provider: 'short-lived', model_id: 'm' })
    const deleted = await api('DELETE', '/ai/providers/short-lived/')
    expect([deleted.status, deleted.body]).toEqual([204, null])
    expectProblem(await api('GET', '/ai/providers/short-lived'), 404, 'not_found')
    expectProblem(await api('GET', `/ai/models/${String(model['id'])}`), 404, 'not_found')
    expectProblem(await api('DELETE', '/ai/providers/short-lived'), 404, 'not_found')
  })

  it('is a super admin’s to make, change and delete', async () => {
    await api('POST', '/ai/providers/', { name: 'Not yours', api_base_url })
    for (const [method, path, json] of [
      ['POST', '/ai/providers', { name: 'Mine', api_base_url }],
      ['PUT', '/ai/providers/not-yours', { name: 'Mine', api_base_url }],
      ['PATCH', '/ai/providers/not-yours', { description: 'Mine' }],
      ['DELETE', '/ai/providers/not-yours', undefined],
    ] as const) {
      expectProblem(await normalApi(method, path, json), 403, 'super_admin_required')
    }
    expect((await api('GET', '/ai/providers/not-yours')).body).toMatchObject({ description: '' })
  })
})

it('is what the document says, to a super admin and without its configuration to others', async () => {
  await api('POST', '/ai/providers/', { name: 'Documented', api_base_url, config: { query: { v: '1' } } })
  const { components } = await (await gateway.fetch('/openapi.json')).json<{ components: object }>()
  const schema = { $ref: '#/components/schemas/Provider', components } as Schema
  for (const [viewer, config] of [
    [api, { query: { v: '1' } }],
    [normalApi, null],
  ] as const) {
    const { body } = await viewer('GET', '/ai/providers/documented')
    expect(body).toMatchObject({ config })
    expect(new Validator(schema, '2020-12').validate(body)).toMatchObject({ valid: true })
  }
})
