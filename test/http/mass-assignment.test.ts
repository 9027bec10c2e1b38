import { beforeAll, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { createAdmin, createGateway, createProvider, type Gateway } from '../support/gateway.ts'
import { dumpDatabase, readColumns } from '../support/dump.ts'
import { documentedRoutes, fillPath, validBodies, type DocumentedRoute } from '../support/routes.ts'

/** Names that no table has, but that other products take. */
const ALIASES = [
  'isAdmin',
  'is_superuser',
  'is_staff',
  'admin',
  'permissions',
  'owner',
  'owner_id',
  'user_id',
  'password',
  'token',
  'secret',
  'key_hash',
  'monthlyLimit',
  'limit',
  'usage',
  'deleted_at',
  '$where',
  'constructor',
  'toString',
  'hasOwnProperty',
]

const changing = documentedRoutes.filter(
  (route) => route.bodyFields !== null && (route.guard === 'any' || route.guard === 'super'),
)

let gateway: Gateway
let superAdmin: { id: number; key: string }
let api: Api
let names: string[]
let references: Record<string, string | number>

beforeAll(async () => {
  gateway = createGateway()
  superAdmin = await createAdmin('super_admin')
  api = createApi(gateway, superAdmin.key)
  const { modelId } = await createProvider(gateway, superAdmin.key, { slug: 'fixed' })
  await api('PUT', '/ai/settings/fixed', { personal_api_key: 'sk-personal-0123456789' })
  const { id: adminId } = await createAdmin()
  const columns = await readColumns()
  const camel = columns.map((name) => name.replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase()))
  names = [...new Set([...columns, ...camel, ...ALIASES])]
  references = { provider: 'fixed', capability: 'chat', modelId, adminId }
  await gateway.settle()
})

/** A request of the route to things that are there, which it would accept. */
function validRequest({ operationId, path, method }: DocumentedRoute) {
  const { modelId, adminId, ...rest } = references
  const id = /Model/.test(operationId) ? modelId! : /Provider/.test(operationId) ? 'fixed' : adminId!
  const body: Record<string, unknown> = { ...validBodies[operationId] }
  if ('provider' in body) body['provider'] = 'fixed'
  if (operationId === 'putCapability') body['model'] = 'fixed/chat-1'
  return { method, path: fillPath(path, { ...rest, id }).slice('/api/v1'.length), body }
}

describe('every column of every table', () => {
  it('is tried, in snake and in camel case', () => {
    expect(names.length).toBeGreaterThan(100)
    for (const name of ['hash', 'epoch', 'revoked_at', 'revokedAt', 'shared_api_key_hint', 'priceInputMicroUsd']) {
      expect(names).toContain(name)
    }
    expect(changing.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(validBodies).sort())
  })

  it.each(changing.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'is refused by name where it is no field: %s',
    async (_, route) => {
      const { method, path, body } = validRequest(route)
      const foreign = names.filter((name) => !route.bodyFields!.includes(name))
      const before = await dumpDatabase()
      for (const value of [1, null, 'super_admin', true, {}]) {
        // Own properties, whatever they are called.
        const extra = Object.fromEntries(foreign.map((name) => [name, value]))
        const problem = expectProblem(await api(method, path, { ...body, ...extra }), 400, 'validation_failed')
        const refused = problem.errors!.map(({ field }) => field)
        expect(foreign.filter((name) => !refused.includes(name))).toEqual([])
        expect(refused.filter((field) => route.bodyFields!.includes(field))).toEqual([])
      }
      expect(await dumpDatabase()).toEqual(before)
    },
  )

  it('is refused in each row of a bulk request', async () => {
    const fields = documentedRoutes.find(({ operationId }) => operationId === 'createModel')!.bodyFields!
    const foreign = names.filter((name) => !fields.includes(name) || name === 'provider')
    const rows = [{ model_id: 'good' }, { model_id: 'evil', ...Object.fromEntries(foreign.map((name) => [name, 1])) }]
    const before = await dumpDatabase()
    const problem = expectProblem(
      await api('POST', '/ai/models/bulk', { provider: 'fixed', models: rows }),
      400,
      'validation_failed',
    )
    expect(problem.errors!.map(({ field }) => field).sort()).toEqual([...foreign].sort())
    expect(new Set(problem.errors!.map(({ index }) => index))).toEqual(new Set([1]))
    expect(await dumpDatabase()).toEqual(before)
  })

  it('is ignored in the query, where a change takes nothing from it', async () => {
    const query = new URLSearchParams(names.filter((name) => name !== 'force').map((name) => [name, '1']))
    const { body: before } = await api('GET', '/ai/providers/fixed')
    const { body: after } = await api('PATCH', `/ai/providers/fixed?${query}`, {})
    expect(after).toEqual({ ...before, updated_at: expect.any(String) })
  })
})

describe('a body that is no object', () => {
  it.each(changing.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'changes nothing: %s',
    async (_, route) => {
      const { method, path } = validRequest(route)
      const before = await dumpDatabase()
      for (const body of [
        'null',
        '[]',
        '"text"',
        '7',
        'true',
        '[{}]',
        '',
        '{',
        '{}{}',
        '{"a":}',
        "{'a':1}",
        '\u0000',
      ]) {
        const response = await gateway.fetch(`/api/v1${path}`, {
          method,
          key: superAdmin.key,
          headers: { 'content-type': 'application/json' },
          body,
        })
        const { code } = await response.json<{ code: string }>()
        expect([response.status, ['validation_failed', 'malformed_json'].includes(code)], body).toEqual([400, true])
      }
      expect(await dumpDatabase()).toEqual(before)
    },
  )

  it.each(changing.map((route) => [`${route.method} ${route.path}`, route] as const))(
    'is refused as another type of content: %s',
    async (_, route) => {
      const { method, path, body } = validRequest(route)
      const before = await dumpDatabase()
      for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'text/json']) {
        const response = await gateway.fetch(`/api/v1${path}`, {
          method,
          key: superAdmin.key,
          headers: { 'content-type': type },
          body: JSON.stringify(body),
        })
        const { code } = await response.json<{ code: string }>()
        expect([response.status, code], type).toEqual([415, 'unsupported_media_type'])
      }
      expect(await dumpDatabase()).toEqual(before)
    },
  )
})
