/** A database that fails at any statement of any change. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { createFaultyDatabase, type DatabaseFault } from '../support/faults.ts'
import { createGateway, env, type Gateway } from '../support/gateway.ts'
import { dumpDatabase } from '../support/dump.ts'
import { addPersonalKey, createWorld, readKeyId, type World } from '../support/isolates.ts'
import { documentedRoutes } from '../support/routes.ts'

type Write = [method: string, path: string, json?: object]

const providers = '/api/v1/ai/providers'
const models = '/api/v1/ai/models'
const provider = (slug: string) => ({ name: slug, slug, api_base_url: `https://${slug}.example.com/v1` })

/** A change by each route of the control plane that makes one, as the super admin sends it. */
const writes: Record<string, (world: World) => Write | Promise<Write>> = {
  createProvider: ({ slug }) => [
    'POST',
    providers,
    { ...provider(`${slug}-new`), shared_api_key: 'sk-new-0123456789' },
  ],
  putProvider: ({ slug }) => ['PUT', `${providers}/${slug}`, { ...provider(slug), description: 'put' }],
  patchProvider: ({ slug }) => ['PATCH', `${providers}/${slug}`, { shared_api_key: null }],
  deleteProvider: ({ slug }) => ['DELETE', `${providers}/${slug}`],
  createModel: ({ slug }) => ['POST', models, { provider: slug, model_id: 'new' }],
  bulkCreateModels: ({ slug }) => [
    'POST',
    `${models}/bulk`,
    { provider: slug, models: [{ model_id: 'a' }, { model_id: 'b' }] },
  ],
  putModel: ({ slug, modelId }) => ['PUT', `${models}/${modelId}`, { provider: slug, model_id: 'put' }],
  patchModel: ({ modelId }) => ['PATCH', `${models}/${modelId}`, { is_active: false }],
  deleteModel: ({ modelId }) => ['DELETE', `${models}/${modelId}`],
  syncModels: ({ slug }) => ['POST', `${providers}/${slug}/sync-models`, { dry_run: false }],
  putCapability: ({ name }) => ['PUT', '/api/v1/ai/capabilities/chat', { model: name }],
  putSettings: ({ slug }) => ['PUT', `/api/v1/ai/settings/${slug}`, { personal_api_key: 'sk-personal-0123456789' }],
  patchSettings: ({ slug }) => ['PATCH', `/api/v1/ai/settings/${slug}`, { use_shared_api: false }],
  deleteSettings: async (world) => {
    await addPersonalKey({ ...world, caller: world.superAdmin })
    return ['DELETE', `/api/v1/ai/settings/${world.slug}`]
  },
  putAdminSettings: ({ slug, caller }) => ['PUT', `/api/v1/admins/${caller.id}/settings/${slug}`, { monthly_limit: 5 }],
  putPolicy: () => ['PUT', '/api/v1/ai/policy', { per_admin: { monthly_limit: 5 } }],
  deletePolicy: async ({ change }) => {
    await change('/api/v1/ai/policy', { method: 'PUT', json: {} })
    return ['DELETE', '/api/v1/ai/policy']
  },
  createAdmin: ({ slug }) => ['POST', '/api/v1/admins', { email: `${slug}@example.com` }],
  patchAdmin: ({ caller }) => ['PATCH', `/api/v1/admins/${caller.id}`, { is_active: false }],
  deleteAdmin: ({ caller }) => ['DELETE', `/api/v1/admins/${caller.id}`],
  createApiKey: ({ caller }) => ['POST', '/api/v1/api-keys', { name: 'new', admin_id: caller.id }],
  patchApiKey: async (world) => ['PATCH', `/api/v1/api-keys/${await readKeyId(world)}`, { name: 'patched' }],
  revokeApiKey: async (world) => ['DELETE', `/api/v1/api-keys/${await readKeyId(world)}`],
  rotateApiKey: async (world) => ['POST', `/api/v1/api-keys/${await readKeyId(world)}/rotate`, { overlap_seconds: 60 }],
}

/** Waits for the clocks of other isolates are of no interest here. */
beforeEach(() => void vi.spyOn(scheduler, 'wait').mockResolvedValue(undefined))
afterEach(() => void vi.restoreAllMocks())

const send = (gateway: Gateway, { superAdmin }: World, [method, path, json]: Write) =>
  gateway.fetch(path, { method, key: superAdmin.key, ...(json && { json }) })

/** What a request has written to the audit, in the same step as its change. */
async function readAudit(response: Response) {
  const requestId = response.headers.get('x-request-id')
  return (await env.DB.prepare('SELECT action FROM audit_events WHERE request_id = ?').bind(requestId).all()).results
}

/**
 * Sends a change until it is done, each time with a fault one statement later. Answers how often it failed: as often as it
 * has statements.
 */
async function sendThroughFaults(write: (typeof writes)[string], fault: DatabaseFault): Promise<number> {
  const world = await createWorld()
  const request = await write(world)
  await world.isolates[0].settle()
  for (let statement = 1; ; statement += 1) {
    const before = await dumpDatabase()
    const DB = createFaultyDatabase(env.DB, (current) => current === statement, fault)
    const gateway = createGateway({ env: { DB }, upstream: () => Response.json({ data: [{ id: 'listed' }] }) })
    const response = await send(gateway, world, request)
    await gateway.settle()
    const audit = await readAudit(response)
    if (response.ok) {
      expect(audit, 'stored with its audit').not.toEqual([])
      return statement - 1
    }
    const at = `with a fault at statement ${statement}`
    expect(await response.json(), at).toMatchObject({ status: 503, code: 'store_unavailable' })
    if (audit.length === 0) expect(await dumpDatabase(), `all or nothing ${at}`).toEqual(before)
  }
}

it.each(Object.entries(writes))('%s never reports what is not stored, and can be sent again', async (_, write) => {
  // Who calls, what is there or which id is free, and the change with its audit.
  expect(await sendThroughFaults(write, 'refused')).toBeGreaterThanOrEqual(4)
})

it.each(['patchProvider', 'patchAdmin'])('%s says store_unavailable too when the connection breaks', async (name) => {
  expect(await sendThroughFaults(writes[name]!, 'unreachable')).toBeGreaterThanOrEqual(4)
})

/** Sent by POST since they ask a provider. */
const CHANGE_NOTHING = ['testProvider']

it('is tried with every route that changes something', () => {
  const changing = documentedRoutes.filter(
    ({ method, guard, operationId }) => method !== 'GET' && guard !== 'call' && !CHANGE_NOTHING.includes(operationId),
  )
  expect(Object.keys(writes).sort()).toEqual(changing.map(({ operationId }) => operationId).sort())
})
