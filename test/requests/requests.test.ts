import { beforeAll, describe, expect, it } from 'vitest'
import { createApp } from '../../src/app.ts'
import { AppError } from '../../src/errors.ts'
import type { Ledgers } from '../../src/ledger/ledgers.ts'
import type { CallRecord } from '../../src/ledger/port.ts'
import { createApi, expectProblem, followPages, type Api, type Page } from '../support/api.ts'
import { createSlowStores } from '../support/faults.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'
import { createClock, times, type MovableClock } from '../support/ledger.ts'

type Record = {
  id: string
  admin_id: number
  state: string
  provider: string
  model: string
  error_code: string | null
  duration_ms: number | null
  started_at: string
  usage: { input_tokens: number; cost_usd: number | null } | null
  attempts: { status: number }[]
}

const SECRET_PROMPT = 'the prompt that nobody may find again'

let gateway: Gateway
let clock: MovableClock
let superAdmin: { id: number; key: string }
let ann: { id: number; key: string }
let bob: { id: number; key: string }
let superApi: Api
let annApi: Api
let bobApi: Api

async function call(key: string, provider: string): Promise<string> {
  const message = { role: 'user', content: SECRET_PROMPT }
  const response = await gateway.fetch('/v1/chat/completions', {
    key,
    json: chat(`${provider}/chat-1`, { messages: [message] }),
  })
  await response.text()
  await gateway.settle()
  return response.headers.get('x-request-id')!
}

const ids = async (api: Api, query: string) =>
  (await api<Page<Record>>('GET', `/ai/requests/${query}`)).body.results.map(({ id }) => id)

beforeAll(async () => {
  clock = createClock(Date.now())
  gateway = createGateway({
    clock,
    upstream: ({ url }) =>
      url.includes('/broken/')
        ? Response.json({ error: { message: 'No', type: 'invalid_request_error' } }, { status: 400 })
        : answerChat(),
  })
  superAdmin = await createAdmin('super_admin')
  ann = await createAdmin()
  bob = await createAdmin()
  superApi = createApi(gateway, superAdmin.key)
  annApi = createApi(gateway, ann.key)
  bobApi = createApi(gateway, bob.key)
  await createProvider(gateway, superAdmin.key, { slug: 'alpha' })
  await createProvider(gateway, superAdmin.key, { slug: 'broken' })
})

describe('the log of calls', () => {
  let first: string
  let failed: string
  let last: string
  let other: string

  beforeAll(async () => {
    first = await call(ann.key, 'alpha')
    failed = await call(ann.key, 'broken')
    last = await call(ann.key, 'alpha')
    other = await call(bob.key, 'alpha')
  })

  it('has one’s own, newest first, with what each used and how it ended', async () => {
    const { body } = await annApi<Page<Record>>('GET', '/ai/requests/')
    expect(new Set(body.results.map(({ id }) => id))).toEqual(new Set([first, failed, last]))
    const times = body.results.map(({ started_at }) => started_at)
    expect(times).toEqual([...times].sort().toReversed())
    const byId = new Map(body.results.map((record) => [record.id, record]))
    expect(byId.get(last)).toMatchObject({
      admin_id: ann.id,
      state: 'settled',
      provider: 'alpha',
      model: 'chat-1',
      error_code: null,
      usage: { input_tokens: 7 },
    })
    expect(byId.get(last)!.duration_ms).toBeGreaterThanOrEqual(0)
    expect(byId.get(failed)).toMatchObject({
      state: 'released',
      error_code: 'upstream_error',
      usage: null,
      attempts: [{ status: 400 }],
    })
  })

  it.each([
    ['provider=broken', () => [failed]],
    ['state=settled', () => [last, first]],
    ['has_error=true', () => [failed]],
    ['has_error=false&provider=alpha', () => [last, first]],
    ['error_code=upstream_error', () => [failed]],
    ['model=chat-1&capability=chat&key_source=shared&settlement_basis=provider', () => [last, first]],
    ['key_source=personal', () => []],
    ['capability=image', () => []],
    ['api_key=999999', () => []],
    ['until=2020-01-01T00:00:00Z', () => []],
    ['from=2020-01-01T00:00:00Z&provider=alpha', () => [last, first]],
  ])('is filtered by %s', async (query, wanted) => {
    const found = await ids(annApi, `?${query}`)
    expect(new Set(found)).toEqual(new Set(wanted()))
  })

  it('can be paged through, forth and back', async () => {
    const { forth, back, counts } = await followPages<Record>(annApi, '/ai/requests/?limit=2')
    expect(forth.map(({ id }) => id)).toEqual(await ids(annApi, ''))
    expect(back).toEqual(forth)
    expect(new Set(counts)).toEqual(new Set([3]))
  })

  it('shows a super admin everybody’s, and those of one admin', async () => {
    const everybody = await followPages<Record>(superApi, '/ai/requests/?limit=1')
    const all = everybody.forth.map(({ id }) => id)
    expect(new Set(all)).toEqual(new Set([first, failed, last, other]))
    expect(all).toHaveLength(4)
    expect(await ids(superApi, `?admin=${bob.id}`)).toEqual([other])
  })

  it('keeps the calls of others to themselves', async () => {
    expect(await ids(bobApi, '')).toEqual([other])
    expect(await ids(bobApi, `?admin=${bob.id}`)).toEqual([other])
    expectProblem(await bobApi('GET', `/ai/requests/?admin=${ann.id}`), 403, 'field_not_allowed')
    expectProblem(await bobApi('GET', `/ai/requests/${first}?admin=${ann.id}`), 403, 'field_not_allowed')
    expectProblem(await bobApi('GET', `/ai/requests/${first}`), 404, 'not_found')
  })

  it('tells one call by its x-request-id, to a super admin anybody’s', async () => {
    expect((await annApi<Record>('GET', `/ai/requests/${first}`)).body).toMatchObject({ id: first, admin_id: ann.id })
    expect((await superApi<Record>('GET', `/ai/requests/${first}`)).body).toMatchObject({ id: first, admin_id: ann.id })
    const named = await superApi<Record>('GET', `/ai/requests/${other}?admin=${bob.id}`)
    expect(named.body).toMatchObject({ id: other, admin_id: bob.id })
    expectProblem(await superApi('GET', `/ai/requests/${other}?admin=${ann.id}`), 404, 'not_found')
  })

  it('holds nothing of what was asked or answered', async () => {
    const list = JSON.stringify((await superApi('GET', '/ai/requests/')).body)
    expect(list).not.toContain(SECRET_PROMPT)
    expect(list).not.toContain('Hello')
  })

  it.each([
    ['limit=0', 'limit'],
    ['offset=1001', 'offset'],
    ['state=lost', 'state'],
    ['from=yesterday', 'from'],
    ['has_error=perhaps', 'has_error'],
    ['capability=dance', 'capability'],
  ])('names the field at fault in %s', async (query, field) => {
    expectProblem(await annApi('GET', `/ai/requests/?${query}`), 400, 'validation_failed', field)
  })
})

/** What everybody's calls are to a super admin, where ledgers answer like this. */
function createWith(calls: Ledgers['calls']) {
  const app = createApp(() => ({ ...gateway.deps, ledgers: { ...gateway.deps.ledgers, calls } }))
  const fetch: Gateway['fetch'] = async (path, init) =>
    app.fetch(
      new Request(`https://gatehouse.test${path}`, { headers: { authorization: `Bearer ${superAdmin.key}` }, ...init }),
    )
  return createApi({ ...gateway, fetch }, superAdmin.key)
}

it('is not answered in part when a ledger does not answer', async () => {
  const { ledgers } = gateway.deps
  const api = createWith((adminId, filter, page) =>
    adminId === bob.id ? Promise.reject(new AppError('ledger_unavailable')) : ledgers.calls(adminId, filter, page),
  )
  expectProblem(await api('GET', '/ai/requests/'), 503, 'ledger_unavailable')
})

it('has no next page where its offset would be refused', async () => {
  const api = createWith(async () => ({ count: 5_000, calls: [] }))
  const next = async (query: string) => (await api<Page<Record>>('GET', `/ai/requests/?${query}`)).body.next
  expect(await next('offset=950&limit=50')).toContain('offset=1000')
  expect(await next('offset=951&limit=50')).toBeNull()
  expect(await next('offset=1000&limit=50')).toBeNull()
})

it('of many admins asks a few at a time: each answers as much as a page could be made of', async () => {
  const owners = await Promise.all(times(30, () => createAdmin()))
  const beganAtMs = (adminId: number, index: number) => 1_000_000 - 7 * index - (adminId % 5)
  let atOnce = 0
  let most = 0
  const api = createWith(async (adminId, _, { limit, offset }) => {
    most = Math.max(most, (atOnce += 1))
    await scheduler.wait(1)
    atOnce -= 1
    const toCall = (index: number) =>
      ({
        publicId: `${adminId}-${index}`,
        startedAtMs: beganAtMs(adminId, index),
        closedAtMs: null,
        usage: null,
        attempts: [] as CallRecord['attempts'],
      }) as CallRecord
    return { count: 40, calls: times(40, (index) => toCall(index)).slice(offset, offset + limit) }
  })
  const { body } = await api<Page<Record>>('GET', '/ai/requests/?limit=20&offset=100')
  const all = [superAdmin, ann, bob, ...owners]
    .flatMap(({ id }) => times(40, (index) => ({ id: `${id}-${index}`, atMs: beganAtMs(id, index) })))
    .sort((a, b) => b.atMs - a.atMs || (a.id < b.id ? -1 : 1))
  expect(body.count).toBe(all.length)
  expect(body.results.map(({ id }) => id)).toEqual(all.slice(100, 120).map(({ id }) => id))
  expect(most).toBeLessThanOrEqual(10)
})

it('has each call once of an admin whom two deleted at once', async () => {
  const gone = await createAdmin()
  const id = await call(gone.key, 'alpha')
  let isSecond = false
  const slow = createSlowStores(env, async (what) => {
    if (isSecond || what !== 'batch') return
    isSecond = true
    expect((await superApi('DELETE', `/admins/${gone.id}`)).status).toBe(204)
  })
  const late = createApi(createGateway({ env: slow }), superAdmin.key)
  expect((await late('DELETE', `/admins/${gone.id}`)).status).toBe(204)
  expect(isSecond).toBe(true)
  expect((await ids(superApi, '?limit=200')).filter((one) => one === id)).toEqual([id])
})
