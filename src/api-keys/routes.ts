import { AppError } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import { idParam, toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { toTimestamp } from '../platform/clock.ts'
import { listKeys } from './queries.ts'
import {
  ApiKey,
  ApiKeyCreate,
  ApiKeyPage,
  ApiKeyPatch,
  ApiKeyQuery,
  ApiKeyRotate,
  CreatedApiKey,
  toApiKey,
  toKeyChange,
} from './schemas.ts'
import { changeKey, createKey, refuseLooser, rotateKey, unrestricted, type Caller } from './service.ts'

const tags = ['API keys']

/** Whose keys the caller may see: their own, or for a super admin everybody's (`null`). */
const ownerOf = ({ admin }: Caller) => (admin.role === 'super_admin' ? null : admin.id)

const ownLimits = 'A normal admin may set rate limits of their own key as long as none is looser than the one'

const listApiKeys = defineRoute('any', [], {
  operationId: 'listApiKeys',
  tags,
  summary: 'Your API keys; for a super admin, all',
  method: 'get',
  path: '/api/v1/api-keys',
  request: { query: ApiKeyQuery },
  responses: { 200: jsonAnswer(ApiKeyPage, 'A page of API keys, newest first') },
})

const createApiKeyRoute = defineRoute('any', ['field_not_allowed', 'not_found'], {
  operationId: 'createApiKey',
  tags,
  summary: 'A new API key, shown once',
  description: `${ownLimits} that the default policy has for keys.`,
  method: 'post',
  path: '/api/v1/api-keys',
  request: { body: jsonBody(ApiKeyCreate) },
  responses: { 201: jsonAnswer(CreatedApiKey, 'The key; it is not shown again') },
})

const patchApiKey = defineRoute('any', ['field_not_allowed', 'not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'patchApiKey',
  tags,
  summary: 'Rename, restrict, limit or expire an API key',
  description: `${ownLimits} that holds now.`,
  method: 'patch',
  path: '/api/v1/api-keys/{id}',
  request: { params: idParam, body: jsonBody(ApiKeyPatch) },
  responses: { 200: jsonAnswer(ApiKey, 'The API key') },
})

const revokeApiKey = defineRoute('any', ['not_found', 'ledger_unavailable'], {
  operationId: 'revokeApiKey',
  tags,
  summary: 'Revoke an API key: when this answers, the key is dead everywhere',
  method: 'delete',
  path: '/api/v1/api-keys/{id}',
  request: { params: idParam },
  responses: { 204: { description: 'Revoked' } },
})

const rotateApiKey = defineRoute('any', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'rotateApiKey',
  tags,
  summary: 'A new API key like this one, which goes on for an overlap',
  method: 'post',
  path: '/api/v1/api-keys/{id}/rotate',
  request: { params: idParam, body: jsonBody(ApiKeyRotate) },
  responses: { 201: jsonAnswer(CreatedApiKey, 'The new key; it is not shown again') },
})

export const apiKeyRoutes = createRouter()
  .openapi(listApiKeys, async (c) => {
    const { is_active: isActive, admin, ...filter } = c.req.valid('query')
    const ownerId = ownerOf(c.var.caller) ?? admin ?? null
    const isRevoked = isActive === undefined ? undefined : !isActive
    const { rows, count } = await listKeys(c.var.deps.database, { ...filter, ownerId, isRevoked })
    const results = rows.map(({ apiKey, lastUsedAt }) => toApiKey(apiKey, lastUsedAt))
    return c.json(toPage({ ...filter, url: c.req.url, count, results }), 200)
  })
  .openapi(createApiKeyRoute, async (c) => {
    const { admin_id: adminId, ...input } = c.req.valid('json')
    const { admin } = c.var.caller
    if (adminId !== undefined && adminId !== admin.id && admin.role !== 'super_admin') {
      throw new AppError('field_not_allowed', 'Only a super admin may make keys of others', { param: 'admin_id' })
    }
    const columns = { ...unrestricted, name: input.name, ...toKeyChange(input) }
    if (admin.role !== 'super_admin') await refuseLooser(c.var.deps, unrestricted, columns)
    const { row, key } = await createKey(c.var.deps, actorOf(c), adminId ?? admin.id, columns)
    return c.json({ ...toApiKey(row), key }, 201)
  })
  .openapi(patchApiKey, async (c) => {
    const key = { id: c.req.valid('param').id, ownerId: ownerOf(c.var.caller) }
    const { row, lastUsedAt } = await changeKey(c.var.deps, actorOf(c), key, toKeyChange(c.req.valid('json')))
    return c.json(toApiKey(row, lastUsedAt), 200)
  })
  .openapi(revokeApiKey, async (c) => {
    const actor = actorOf(c)
    const key = { id: c.req.valid('param').id, ownerId: ownerOf(c.var.caller) }
    await changeKey(c.var.deps, actor, key, { revokedAt: toTimestamp(actor.atMs) }, 'api_key.revoke')
    return c.body(null, 204)
  })
  .openapi(rotateApiKey, async (c) => {
    const key = { id: c.req.valid('param').id, ownerId: ownerOf(c.var.caller) }
    const { overlap_seconds: overlapSeconds } = c.req.valid('json')
    const { row, key: plaintext } = await rotateKey(c.var.deps, actorOf(c), key, overlapSeconds)
    return c.json({ ...toApiKey(row), key: plaintext }, 201)
  })
