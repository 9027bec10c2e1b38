import { describe, expect, it } from 'vitest'
import { errorCatalog } from '../../src/errors.ts'
import { createApi, expectProblem } from '../support/api.ts'
import { createFaultyDatabase } from '../support/faults.ts'
import { createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

/** A gateway in which something breaks that nobody foresaw. */
function createBrokenGateway(message: string): Gateway {
  const gateway = createGateway()
  gateway.deps.ledgers = {
    ...gateway.deps.ledgers,
    report: () => Promise.reject(new TypeError(message)),
    rollUp: () => Promise.reject(new TypeError(message)),
  }
  return gateway
}

describe('an error', () => {
  it('is problem+json for the control plane and OpenAI’s form under /v1', async () => {
    const gateway = createGateway()
    for (const path of ['/nowhere', '/api/v1/nowhere', '/api/v1/ai', '/']) {
      const response = await gateway.fetch(path)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      expect(await response.json()).toEqual({
        type: 'urn:gatehouse:error:not_found',
        title: 'Not found',
        status: 404,
        detail: 'There is nothing at this path',
        code: 'not_found',
        request_id: response.headers.get('x-request-id'),
      })
    }
    for (const path of ['/v1/nowhere', '/v1', '/v1/chat']) {
      const response = await gateway.fetch(path)
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toBe('application/json')
      expect(response.headers.get('x-request-id')).toMatch(/^req_[0-9a-f]{32}$/)
      expect(await response.json()).toEqual({
        error: {
          message: 'There is nothing at this path',
          type: 'invalid_request_error',
          param: null,
          code: 'not_found',
        },
      })
    }
  })

  it('has an id of its own, like every answer', async () => {
    const gateway = createGateway()
    const { key } = await createAdmin()
    const ids = await Promise.all(
      ['/healthz', '/openapi.json', '/nowhere', '/api/v1/ai/providers', '/api/v1/ai/providers', '/v1/models'].map(
        async (path) => (await gateway.fetch(path, { key })).headers.get('x-request-id'),
      ),
    )
    for (const id of ids) expect(id).toMatch(/^req_[0-9a-f]{32}$/)
    expect(new Set(ids).size).toBe(ids.length)
    const claimed = await gateway.fetch('/healthz', { headers: { 'x-request-id': 'req_mine' } })
    expect(claimed.headers.get('x-request-id')).not.toBe('req_mine')
  })

  it('that nobody foresaw shows a constant text, and tells the log by the request’s id', async () => {
    const { key } = await createAdmin()
    for (const [path, isOpenAi] of [
      ['/api/v1/ai/usage', false],
      ['/v1/models', true],
    ] as const) {
      const gateway = createBrokenGateway('the cellar of 10.0.0.7 is on fire')
      const response = await gateway.fetch(path, { key })
      const text = await response.text()
      expect(response.status).toBe(500)
      expect(text).not.toContain('cellar')
      const said = JSON.parse(text) as { detail?: string; code?: string; error?: { message: string; code: string } }
      const { title } = errorCatalog.internal_error
      if (isOpenAi) expect(said.error).toMatchObject({ message: title, code: 'internal_error' })
      else expect(said).toMatchObject({ detail: title, code: 'internal_error' })
      expect(gateway.logs).toMatchObject([
        {
          level: 'error',
          event: 'request_failed',
          facts: {
            requestId: response.headers.get('x-request-id'),
            code: 'internal_error',
            error: expect.stringContaining('cellar'),
          },
        },
      ])
    }
  })

  it('tells official clients not to retry what a retry cannot mend', async () => {
    const gateway = createGateway()
    const refused = await gateway.fetch('/v1/models')
    expect([refused.status, refused.headers.get('x-should-retry')]).toEqual([401, 'false'])
    const { key } = await createAdmin()
    const broken = createBrokenGateway('once')
    expect((await broken.fetch('/v1/models', { key })).headers.get('x-should-retry')).toBeNull()
  })

  it('of a conflict names the field, of validation each field', async () => {
    const { key } = await createAdmin('super_admin')
    const api = createApi(createGateway(), key)
    await api('POST', '/admins', { email: 'twice@example.com' })
    const conflict = expectProblem(await api('POST', '/admins', { email: 'twice@example.com' }), 409, 'conflict')
    expect(conflict.errors).toEqual([{ field: 'email', message: 'is taken' }])
    const invalid = expectProblem(await api('POST', '/admins', { email: 'no', role: 1 }), 400, 'validation_failed')
    expect(invalid.errors?.map(({ field }) => field)).toEqual(['email', 'role'])
    expect(invalid.detail).toMatch(/^email: /)
  })

  it('of what only a super admin may do names the field', async () => {
    const gateway = createGateway()
    const [{ key: superKey }, { key }, { id }] = [
      await createAdmin('super_admin'),
      await createAdmin(),
      await createAdmin(),
    ]
    await createProvider(gateway, superKey, { slug: 'fielded' })
    const api = createApi(gateway, key)
    for (const [method, path, json, field] of [
      ['GET', `/ai/usage?admin=${id}`, undefined, 'admin'],
      ['GET', `/ai/requests?admin=${id}`, undefined, 'admin'],
      ['PATCH', '/ai/settings/fielded', { monthly_token_limit: 1 }, 'monthly_token_limit'],
      ['POST', '/api-keys', { name: 'theirs', admin_id: id }, 'admin_id'],
    ] as const) {
      expectProblem(await api(method, path, json), 403, 'field_not_allowed', field)
    }
  })
})

describe('health', () => {
  it('says that the Worker runs, and whether calls can be served', async () => {
    const gateway = createGateway()
    for (const path of ['/healthz', '/readyz', '/healthz/', '/readyz/']) {
      const response = await gateway.fetch(path)
      expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }])
    }
  })

  it('tells a gateway without its database from one that serves', async () => {
    for (const fault of ['refused', 'unreachable'] as const) {
      const gateway = createGateway({ env: { DB: createFaultyDatabase(env.DB, () => true, fault) } })
      expect((await gateway.fetch('/healthz')).status).toBe(200)
      const response = await gateway.fetch('/readyz')
      expect([response.status, await response.json()]).toMatchObject([503, { code: 'store_unavailable' }])
    }
  })
})
