/** Every statement that the control plane runs finds its rows by an index: asked of SQLite, for each that was recorded. */
import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, type Page } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env } from '../support/gateway.ts'
import { recordStatements, type RecordedStatement } from '../support/recorder.ts'

const { database, statements } = recordStatements(env.DB)
let distinct: RecordedStatement[]

beforeAll(async () => {
  const gateway = createGateway({ env: { DB: database }, upstream: answerChat })
  const { key, id } = await createAdmin('super_admin')
  const caller = await createAdmin()
  const { name, modelId, providerId } = await createProvider(gateway, key, { slug: 'plans' })
  const get = (path: string) => gateway.fetch(`/api/v1${path}`, { key })
  const send = (method: string, path: string, json: object) => gateway.fetch(`/api/v1${path}`, { key, method, json })

  const lists: Record<string, string[]> = {
    '/ai/providers': [
      'is_active=true',
      'protocol=openai',
      'search=a',
      ...orderings('sort_order', 'name', 'created_at'),
    ],
    '/ai/models': [
      'is_active=true',
      'provider=plans',
      `provider=${providerId}`,
      'provider=plans&is_active=true',
      'capability=chat',
      'search=a',
      ...orderings('sort_order', 'name', 'created_at'),
    ],
    '/admins': ['role=admin', 'is_active=true', 'search=a', ...orderings('id', 'email')],
    '/api-keys': ['is_active=true', 'is_active=false', `admin=${id}`, 'search=a', ...orderings('id')],
    '/audit': ['action=a.b', 'target_type=provider', 'target_type=provider&target_id=1', `actor=${id}`, 'search=a'],
    '/ai/access': ['provider=plans', 'model=chat-1', 'provider=plans&model=chat-1'],
    '/ai/access/matrix': ['provider=plans'],
    '/ai/usage': [
      `admin=${caller.id}`,
      'provider=plans&model=chat-1&api_key=1&capability=chat&key_source=shared',
      `admin=${caller.id}&from=2026-01-01&to=2026-12-31&provider=plans`,
      'group_by=day,model,admin,api_key,capability,key_source',
      'format=csv',
    ],
  }
  for (const [path, filters] of Object.entries(lists)) {
    for (const filter of ['', ...filters]) await get(`${path}?${filter}`)
  }
  for (const path of [
    '/ai/providers/plans',
    `/ai/providers/${providerId}`,
    `/ai/models/${modelId}`,
    `/ai/models/${modelId}/prices`,
    '/ai/models/bulk?providers=plans,other',
    '/ai/settings',
    '/ai/settings/plans',
    `/admins/${id}`,
    `/admins/${caller.id}/settings/plans`,
    '/ai/capabilities',
    '/ai/capabilities/chat',
    '/ai/policy',
  ]) {
    await get(path)
  }
  await send('PUT', '/ai/capabilities/chat', { model: name })
  await send('PUT', '/ai/policy', {})
  await send('PUT', '/ai/settings/plans', { personal_api_key: 'sk-personal-1' })
  await send('PATCH', '/ai/settings/plans', { use_shared_api: false })
  await gateway.fetch('/v1/models', { key })
  for (const model of [name, 'chat-1', 'default']) {
    await gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(model) })
  }
  await send('PATCH', `/ai/models/${modelId}`, { name: 'Other' })
  await send('PATCH', `/ai/providers/plans`, { description: 'Other' })
  await send('PATCH', `/admins/${caller.id}`, { name: 'Other' })
  const { id: keyId } = await (await send('POST', '/api-keys', { name: 'k' })).json<{ id: number }>()
  await send('POST', `/api-keys/${keyId}/rotate`, {})
  const callers = createApi(gateway, caller.key)
  const { results } = (await callers<Page<{ id: number }>>('GET', '/api-keys')).body
  await callers('PATCH', `/api-keys/${results[0]!.id}`, { concurrent_calls: 5 })
  const deleted = [
    `/api-keys/${keyId}`,
    '/ai/settings/plans',
    `/ai/models/${modelId}`,
    '/ai/providers/plans',
    '/ai/policy',
  ]
  for (const path of deleted) await gateway.fetch(`/api/v1${path}`, { key, method: 'DELETE' })
  await gateway.fetch(`/api/v1/admins/${caller.id}`, { key, method: 'DELETE' })
  await gateway.settle()
  distinct = [...new Map(statements.map((statement) => [statement.sql, statement])).values()]
})

function orderings(...fields: string[]): string[] {
  return fields.flatMap((field) => [`ordering=${field}`, `ordering=-${field}`])
}

/** Tables that SQLite itself keeps, and sets that stand in the statement. */
const NEEDS_NO_INDEX = /^SCAN (sqlite_sequence|json_each|buckets|CONSTANT ROW|\(subquery|\d+)/
/** A page in the order of the primary key walks the table itself, which is that index. */
const IN_ORDER_OF_ID = /order by "\w+"\."id"( asc| desc)? limit/
/** What no index can find: a part of a text, a member of a list. */
const CANNOT_USE_INDEX = /instr\(|FROM json_each\("ai_models"\."capabilities"\)/

describe('every statement', () => {
  it('was recorded: each table is read, and each is written', () => {
    const tables = [
      'ai_providers',
      'ai_models',
      'ai_admin_provider_settings',
      'ai_default_policy',
      'admins',
      'api_keys',
    ]
    for (const table of tables) {
      for (const verb of ['select', 'insert', 'update', 'delete']) {
        // API keys are revoked, never deleted; the policy is inserted over what is there.
        if (table === 'api_keys' && verb === 'delete') continue
        if (table === 'ai_default_policy' && verb === 'update') continue
        const hit = distinct.some(({ sql }) => sql.toLowerCase().startsWith(verb) && sql.includes(table))
        expect(hit, `${verb} ${table}`).toBe(true)
      }
    }
    // Triggers write it.
    expect(distinct.some(({ sql }) => sql.includes('from "ai_model_prices"'))).toBe(true)
  })

  it('finds its rows by an index', async () => {
    const scans: string[] = []
    for (const { sql, parameters } of distinct) {
      const statement = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      const { results } = await statement.bind(...parameters).all<{ detail: string }>()
      for (const { detail } of results) {
        const isScan = detail.startsWith('SCAN') && !/USING (COVERING )?INDEX|USING INTEGER PRIMARY KEY/.test(detail)
        const isFine = [NEEDS_NO_INDEX.test(detail), IN_ORDER_OF_ID.test(sql), CANNOT_USE_INDEX.test(sql)].includes(
          true,
        )
        if (isScan && !isFine) scans.push(`${detail} ← ${sql}`)
      }
    }
    expect(distinct.length).toBeGreaterThan(60)
    expect(scans).toEqual([])
  })
})

describe('a usage report', () => {
  it('reads the days that it is of: of one admin, or of all', async () => {
    const reports = distinct.filter(({ sql }) => sql.includes('from "usage_daily"'))
    expect(reports.length).toBeGreaterThan(30)
    for (const { sql, parameters } of reports) {
      const statement = env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      const { results } = await statement.bind(...parameters).all<{ detail: string }>()
      const index =
        sql.includes('"usage_daily"."admin_id" = ?') || sql.includes('and "admin_id" = ?')
          ? /SEARCH usage_daily USING INDEX sqlite_autoindex_usage_daily_1 \(admin_id=\? AND day>\? AND day<\?\)/
          : /SEARCH usage_daily USING INDEX usage_daily_day \(day>\? AND day<\?\)/
      expect(results.map(({ detail }) => detail).join('\n'), sql).toMatch(index)
    }
  })
})

describe('the indexes of the design', () => {
  it.each([
    ['ai_providers', ['slug', 'is_active']],
    ['ai_providers', ['is_active', 'sort_order']],
    ['ai_providers', ['allow_shared_for_normal_admins']],
    ['ai_models', ['provider_id', 'model_id']],
    ['ai_models', ['provider_id', 'is_active']],
    ['ai_models', ['is_active', 'sort_order']],
    ['ai_admin_provider_settings', ['admin_id', 'provider_id']],
    ['ai_admin_provider_settings', ['admin_id', 'is_active']],
  ])('%s has one on %o', async (table, columns) => {
    const { results: indexes } = await env.DB.prepare(`SELECT name FROM pragma_index_list(?)`)
      .bind(table)
      .all<{ name: string }>()
    const columnsOf = await Promise.all(
      indexes.map(async ({ name }) => {
        const { results } = await env.DB.prepare(`SELECT name FROM pragma_index_info(?) ORDER BY seqno`)
          .bind(name)
          .all<{ name: string }>()
        return results.map((column) => column.name).join()
      }),
    )
    expect(columnsOf).toContain(columns.join())
  })
})
