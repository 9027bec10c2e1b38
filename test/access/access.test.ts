import { beforeAll, describe, expect, it } from 'vitest'
import { accessReasonTexts, type AccessReason } from '../../src/access/decision.ts'
import { createApi, expectProblem, followPages, type Api, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'

type Access = {
  provider: string
  model: string
  state: string
  reason: AccessReason
  explanation: string
  key_source: string | null
  usage: Record<string, unknown>
  limit: Record<string, unknown>
}

type Matrix = {
  admins: { id: number; email: string; role: string; is_active: boolean }[]
  admins_count: number
  models_count: number
  models: { provider: string; model: string; cells: { state: string; reason: string; key_source: string | null }[] }[]
}

let gateway: Gateway
let superAdmin: { id: number; key: string }
let superApi: Api
let ada: { id: number; key: string }
let adas: Api

beforeAll(async () => {
  let calls = 0
  gateway = createGateway({
    upstream: () => {
      calls += 1
      // Looking at access never calls a provider: only the two chats below do.
      if (calls > 2) throw new Error('A provider was called')
      return answerChat()
    },
  })
  superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
  ada = await createAdmin()
  adas = createApi(gateway, ada.key)
  for (const [slug, provider] of [
    ['open', { sort_order: 1 }],
    ['closed', { sort_order: 2, allow_shared_for_normal_admins: false }],
    ['keyless', { sort_order: 3, shared_api_key: null }],
    ['off', { sort_order: 4, is_active: false }],
    ['own', { sort_order: 5, allow_shared_for_normal_admins: false }],
  ] as const) {
    await createProvider(gateway, superAdmin.key, { slug, provider, fields: { sort_order: provider.sort_order } })
  }
  await superApi('POST', '/ai/models', { provider: 'open', model_id: 'retired', is_active: false, sort_order: 9 })
  await adas('PUT', '/ai/settings/own', { personal_api_key: 'sk-personal-0123456789' })
  await superApi('PUT', `/admins/${ada.id}/settings/open`, { monthly_limit: 3 })
  for (let call = 0; call < 2; call += 1) {
    expect((await gateway.fetch('/v1/chat/completions', { key: ada.key, json: chat('open/chat-1') })).status).toBe(200)
    await gateway.settle()
  }
})

const expected = (api: 'ada' | 'super'): [string, string, string, string | null][] =>
  api === 'ada'
    ? [
        ['open/chat-1', 'AVAILABLE_SHARED', 'shared_only', 'shared'],
        ['closed/chat-1', 'NO_ACCESS', 'shared_not_allowed', null],
        ['keyless/chat-1', 'NO_ACCESS', 'no_shared_key', null],
        ['off/chat-1', 'DISABLED', 'provider_inactive', null],
        ['own/chat-1', 'AVAILABLE_PERSONAL', 'personal_only', 'personal'],
        ['open/retired', 'DISABLED', 'model_inactive', null],
      ]
    : [
        ['open/chat-1', 'AVAILABLE_SHARED', 'shared_only', 'shared'],
        ['closed/chat-1', 'AVAILABLE_SHARED', 'shared_only', 'shared'],
        ['keyless/chat-1', 'NO_ACCESS', 'no_shared_key', null],
        ['off/chat-1', 'DISABLED', 'provider_inactive', null],
        ['own/chat-1', 'AVAILABLE_SHARED', 'shared_only', 'shared'],
        ['open/retired', 'DISABLED', 'model_inactive', null],
      ]

describe('one’s access', () => {
  it('is told for each model, with the reason in words', async () => {
    for (const [api, who] of [
      [adas, 'ada'],
      [superApi, 'super'],
    ] as const) {
      const { body } = await api<Page<Access>>('GET', '/ai/access/')
      expect(body.count).toBe(6)
      const told = body.results.map((row) => [`${row.provider}/${row.model}`, row.state, row.reason, row.key_source])
      expect(told).toEqual(expected(who))
      for (const { reason, explanation } of body.results) expect(explanation).toBe(accessReasonTexts[reason])
    }
  })

  it('comes with what is used and left of it', async () => {
    const { body } = await adas<Page<Access>>('GET', '/ai/access?provider=open&model=chat-1')
    expect(body.count).toBe(1)
    expect(body.results[0]).toMatchObject({
      usage: { requests: 2 },
      limit: { monthly_limit: 3, remaining: 1, monthly_budget_usd: null, remaining_budget_usd: null },
    })
    const other = await adas<Page<Access>>('GET', '/ai/access?provider=closed')
    expect(other.body.results[0]).toMatchObject({
      usage: { requests: 0 },
      limit: { monthly_limit: 1_000, remaining: 1_000 },
    })
    const unlimited = await superApi<Page<Access>>('GET', '/ai/access?provider=open&model=chat-1')
    expect(unlimited.body.results[0]).toMatchObject({
      usage: { requests: 0 },
      limit: { monthly_limit: null, remaining: null },
    })
  })

  it('never tells less than nothing left', async () => {
    await superApi('PUT', `/admins/${ada.id}/settings/open`, { monthly_limit: 1 })
    const { body } = await adas<Page<Access>>('GET', '/ai/access?provider=open&model=chat-1')
    expect(body.results[0]).toMatchObject({ usage: { requests: 2 }, limit: { monthly_limit: 1, remaining: 0 } })
    await superApi('PUT', `/admins/${ada.id}/settings/open`, { monthly_limit: 3 })
  })

  it('is what a call then meets', async () => {
    const { body } = await adas<Page<Access>>('GET', '/ai/access')
    for (const { provider, model, state, reason } of body.results.filter(({ key_source }) => key_source === null)) {
      const response = await gateway.fetch('/v1/chat/completions', {
        key: ada.key,
        json: chat(`${provider}/${model}`),
      })
      const code = state === 'DISABLED' ? 'model_disabled' : 'access_denied'
      expect([response.status, await response.json()]).toMatchObject([403, { error: { code, reason } }])
    }
  })

  it('is filtered by provider and model, and paged', async () => {
    const names = async (query: string) => {
      const { body } = await adas<Page<Access>>('GET', `/ai/access?${query}`)
      return body.results.map(({ provider, model }) => `${provider}/${model}`)
    }
    expect(await names('provider=open')).toEqual(['open/chat-1', 'open/retired'])
    expect(await names('model=retired')).toEqual(['open/retired'])
    expect(await names('provider=nobody')).toEqual([])
    expect(await names('provider=%25')).toEqual([])
    const { forth, back } = await followPages<Access>(adas, '/ai/access?limit=4')
    expect(forth.map(({ provider, model }) => `${provider}/${model}`)).toEqual(expected('ada').map(([name]) => name))
    expect(back).toEqual(forth)
    expectProblem(await adas('GET', '/ai/access?limit=501'), 400, 'validation_failed', 'limit')
  })
})

describe('the matrix', () => {
  it('has a cell for each model and admin, the same as they are told themselves', async () => {
    const { body } = await superApi<Matrix>('GET', '/ai/access/matrix/')
    expect(body).toMatchObject({ admins_count: 2, models_count: 6 })
    for (const [admin, who] of [
      [ada, 'ada'],
      [superAdmin, 'super'],
    ] as const) {
      const column = body.admins.findIndex(({ id }) => id === admin.id)
      const cells = body.models.map(({ provider, model, cells }) => {
        const { state, reason, key_source } = cells[column]!
        return [`${provider}/${model}`, state, reason, key_source]
      })
      expect(cells).toEqual(expected(who))
    }
  })

  it('shows an admin who is switched off as disabled everywhere', async () => {
    const { id } = await createAdmin()
    await superApi('PATCH', `/admins/${id}`, { is_active: false })
    const { body } = await superApi<Matrix>('GET', '/ai/access/matrix')
    const column = body.admins.findIndex((admin) => admin.id === id)
    expect(new Set(body.models.map(({ cells }) => cells[column]!.reason))).toEqual(new Set(['admin_inactive']))
  })

  it('comes in pages in both directions, with the settings of the admins of the page', async () => {
    const whole = (await superApi<Matrix>('GET', '/ai/access/matrix')).body
    for (const [offset, admin] of whole.admins.entries()) {
      const { body } = await superApi<Matrix>('GET', `/ai/access/matrix?admins_limit=1&admins_offset=${offset}&limit=5`)
      expect(body).toMatchObject({ admins: [admin], admins_count: whole.admins.length, models_count: 6 })
      expect(body.models.map(({ cells }) => cells)).toEqual(
        whole.models.slice(0, 5).map(({ cells }) => [cells[offset]]),
      )
    }
    const { body } = await superApi<Matrix>('GET', '/ai/access/matrix?provider=own')
    expect(body.models.map(({ provider }) => provider)).toEqual(['own'])
  })

  it('is for super admins', async () => {
    expectProblem(await adas('GET', '/ai/access/matrix'), 403, 'super_admin_required')
  })
})
