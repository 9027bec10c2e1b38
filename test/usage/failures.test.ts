/** A report says everything, or that it cannot. */
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { MAX_LEDGERS_ASKED } from '../../src/ledger/ledgers.ts'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { createFaultyDatabase, intercept, overloaded } from '../support/faults.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'
import { times } from '../support/ledger.ts'
import { aDay, readReport, writeDays } from '../support/usage.ts'

let superKey: string
let caller: { id: number; key: string }
let other: { id: number; key: string }

const callOnce = async (gateway: Gateway, key: string) => {
  expect((await gateway.fetch('/v1/chat/completions', { key, json: chat('reported/chat-1') })).status).toBe(200)
  await gateway.settle()
}

type Answer = (name: string, proceed: () => Promise<unknown>) => Promise<unknown>

const unless =
  (fail: (name: string) => boolean): Answer =>
  (name, proceed) =>
    overloaded(() => fail(name))(proceed, [])

/** Which ledgers were asked, by their names, and how they answer. */
function createWatched(answer: Answer = (_, proceed) => proceed()) {
  const asked: string[] = []
  const LEDGER = {
    getByName: (name: string) => {
      const rollUp = async (proceed: () => Promise<unknown>) => {
        asked.push(name)
        return answer(name, proceed)
      }
      return intercept(env.LEDGER, { rollUp }).getByName(name)
    },
  } as unknown as typeof env.LEDGER
  const gateway = createGateway({ env: { LEDGER }, upstream: answerChat })
  return { asked, gateway, superApi: createApi(gateway, superKey), ownApi: createApi(gateway, caller.key) }
}

beforeAll(async () => {
  const gateway = createGateway({ upstream: answerChat })
  superKey = (await createAdmin('super_admin')).key
  ;[caller, other] = [await createAdmin(), await createAdmin()]
  await createProvider(gateway, superKey, { slug: 'reported' })
  await callOnce(gateway, caller.key)
  await callOnce(gateway, other.key)
})

describe('a ledger that does not answer', () => {
  it('is said, and nothing is reported without it', async () => {
    const { superApi, ownApi } = createWatched(unless((name) => name === `admin:${caller.id}`))
    for (const query of ['', '?format=csv', '?period=2020-01', `?admin=${caller.id}`, '?provider=other']) {
      expectProblem(await superApi('GET', `/ai/usage${query}`), 503, 'ledger_unavailable')
    }
    expectProblem(await ownApi('GET', '/ai/usage'), 503, 'ledger_unavailable')
    expect((await readReport(superApi, `?admin=${other.id}`)).totals.requests).toBe(1)
  })

  it('is none of the others’ business', async () => {
    const { ownApi, asked } = createWatched(unless((name) => name === `admin:${other.id}`))
    expect((await readReport(ownApi)).totals.requests).toBe(1)
    expect(asked).toEqual([`admin:${caller.id}`])
  })
})

describe('a database that does not answer', () => {
  it.each(['refused', 'unreachable'] as const)('is said (%s)', async (fault) => {
    // The first statement finds out who asks.
    for (const failing of [1, 2]) {
      const DB = createFaultyDatabase(env.DB, (statement) => statement >= failing, fault)
      const gateway = createGateway({ env: { DB } })
      for (const key of [superKey, caller.key]) {
        expectProblem(await createApi(gateway, key)('GET', '/ai/usage'), 503, 'store_unavailable')
      }
    }
  })

  it('that does not take a ledger’s figures is said, and they come when it does', async () => {
    const { gateway, ownApi } = createWatched()
    await callOnce(gateway, caller.key)
    // Ledgers share the class of D1's bindings with the test.
    const batch = vi.spyOn(Object.getPrototypeOf(env.DB) as D1Database, 'batch')
    batch.mockRejectedValue(new Error('D1_ERROR: Network connection lost.'))
    expectProblem(await ownApi('GET', '/ai/usage'), 503, 'ledger_unavailable')
    batch.mockRestore()
    expect((await readReport(ownApi)).totals.requests).toBe(2)
  })
})

describe('more admins than can be asked', () => {
  let superApi: Api
  let asked: string[]

  beforeAll(async () => {
    ;({ superApi, asked } = createWatched(async () => []))
    await insertAdmins(MAX_LEDGERS_ASKED)
  })

  it('are reported as of their last roll-up, which is said', async () => {
    await writeDays(caller.id, [aDay({ day: '2031-05-05', requests: 3 })])
    expect(await readReport(superApi, '?period=2031-05')).toMatchObject({
      source: 'roll_up',
      open_requests: null,
      totals: { requests: 3 },
    })
    expect(asked).toEqual([])
    expect(await readReport(superApi, `?admin=${caller.id}`)).toMatchObject({ source: 'ledger', open_requests: 0 })
    expect(asked).toEqual([`admin:${caller.id}`])
  })

  it('are all asked once there are fewer', async () => {
    const { results } = await env.DB.prepare('SELECT count(*) AS count FROM admins').all<{ count: number }>()
    const surplus = results[0]!.count - MAX_LEDGERS_ASKED
    await env.DB.prepare(`DELETE FROM admins WHERE id IN (SELECT id FROM admins ORDER BY id DESC LIMIT ?)`)
      .bind(surplus)
      .run()
    asked.length = 0
    expect(await readReport(superApi)).toMatchObject({ source: 'ledger', open_requests: 0 })
    expect(new Set(asked).size).toBe(MAX_LEDGERS_ASKED)
    expect(asked).toHaveLength(MAX_LEDGERS_ASKED)
  })
})

describe('more groups than can be held', () => {
  it('are refused, and not cut off', async () => {
    await env.DB.prepare(
      `WITH RECURSIVE keys (id) AS (SELECT 1 UNION ALL SELECT id + 1 FROM keys WHERE id <= 20000)
       INSERT INTO usage_daily (day, admin_id, provider_id, model_id, api_key_id, key_source, capability, provider_slug,
         model_name, requests, input_tokens, cached_input_tokens, output_tokens, cost_micro_usd, unpriced_requests,
         last_used_at, revision, errors, latencies)
       SELECT '2031-06-06', ?, 1, 1, id, 'shared', 'chat', 'one', 'chat-1', 1, 0, 0, 0, 0, 0, '', 1, 0, '{}' FROM keys`,
    )
      .bind(caller.id)
      .run()
    const { ownApi } = createWatched()
    for (const query of ['', '&format=csv', '&format=csv&group_by=api_key']) {
      expectProblem(await ownApi('GET', `/ai/usage?period=2031-06${query}`), 400, 'validation_failed', 'group_by')
    }
    expect((await readReport(ownApi, '?period=2031-06&api_key=20001')).totals.requests).toBe(1)
  })
})

async function insertAdmins(count: number): Promise<void> {
  const at = new Date().toISOString()
  const insert = env.DB.prepare(`INSERT INTO admins (email, role, created_at, updated_at) VALUES (?, 'admin', ?, ?)`)
  await env.DB.batch(times(count, (index) => insert.bind(`many-${index}@example.com`, at, at)))
}
