import { actorOf } from '../http/actor.ts'
import { toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { validationError } from '../errors.ts'
import { toMicroUsdOrNull } from '../platform/money.ts'
import { listProviders } from './queries.ts'
import {
  Provider,
  ProviderDelete,
  ProviderPage,
  ProviderPatch,
  ProviderQuery,
  ProviderWrite,
  providerReference,
  toProvider,
  toProviderChange,
  toSlug,
} from './schemas.ts'
import { protocolOf } from '../upstreams/protocols.ts'
import { changeProvider, createProvider, deleteProvider, readProviderFor } from './service.ts'

const tags = ['Providers']
const path = '/api/v1/ai/providers'

const listProvidersRoute = defineRoute('any', [], {
  operationId: 'listProviders',
  tags,
  summary: 'Providers; normal admins see the active ones',
  method: 'get',
  path,
  request: { query: ProviderQuery },
  responses: { 200: jsonAnswer(ProviderPage, 'A page of providers') },
})

const createProviderRoute = defineRoute('super', ['conflict', 'ledger_unavailable'], {
  operationId: 'createProvider',
  tags,
  summary: 'Register a provider',
  description:
    'The slug is made from the name when it is left out. An entry of the catalogue with this slug or name that nobody has touched (unchanged, inactive, no key, no settings) gives way, with its models.',
  method: 'post',
  path,
  request: { body: jsonBody(ProviderWrite) },
  responses: { 201: jsonAnswer(Provider, 'The provider') },
})

const getProvider = defineRoute('any', ['not_found'], {
  operationId: 'getProvider',
  tags,
  summary: 'One provider',
  method: 'get',
  path: `${path}/{id}`,
  request: { params: providerReference },
  responses: { 200: jsonAnswer(Provider, 'The provider') },
})

const putProvider = defineRoute('super', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'putProvider',
  tags,
  summary: 'Replace a provider; only the shared key stays when it is left out',
  method: 'put',
  path: `${path}/{id}`,
  request: { params: providerReference, body: jsonBody(ProviderWrite) },
  responses: { 200: jsonAnswer(Provider, 'The provider') },
})

const patchProvider = defineRoute('super', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'patchProvider',
  tags,
  summary: 'Change a provider; in force everywhere when this answers',
  method: 'patch',
  path: `${path}/{id}`,
  request: { params: providerReference, body: jsonBody(ProviderPatch) },
  responses: { 200: jsonAnswer(Provider, 'The provider') },
})

const deleteProviderRoute = defineRoute('super', ['not_found', 'provider_in_use', 'ledger_unavailable'], {
  operationId: 'deleteProvider',
  tags,
  summary: 'Delete a provider with its models and settings; usage and audit stay',
  method: 'delete',
  path: `${path}/{id}`,
  request: { params: providerReference, query: ProviderDelete },
  responses: { 204: { description: 'Deleted' } },
})

export const providerRoutes = createRouter()
  .openapi(listProvidersRoute, async (c) => {
    const { is_active: wanted, ...filter } = c.req.valid('query')
    const seesSecrets = c.var.caller.admin.role === 'super_admin'
    if (!seesSecrets && wanted === false)
      return c.json(toPage({ ...filter, url: c.req.url, count: 0, results: [] }), 200)
    const isActive = seesSecrets ? wanted : true
    const { rows, count } = await listProviders(c.var.deps.database, { ...filter, isActive })
    const results = rows.map((row) => toProvider(row, { seesSecrets }))
    return c.json(toPage({ ...filter, url: c.req.url, count, results }), 200)
  })
  .openapi(createProviderRoute, async (c) => {
    const sent = c.req.valid('json')
    const created = await createProvider(c.var.deps, actorOf(c), {
      ...toWholeProvider(sent),
      sharedApiKey: sent.shared_api_key ?? null,
    })
    return c.json(toProvider(created, { seesSecrets: true }), 201)
  })
  .openapi(getProvider, async (c) => {
    const { admin } = c.var.caller
    const found = await readProviderFor(c.var.deps, admin, c.req.valid('param').id)
    return c.json(toProvider(found, { seesSecrets: admin.role === 'super_admin' }), 200)
  })
  .openapi(putProvider, async (c) => {
    const sent = c.req.valid('json')
    const changed = await changeProvider(c.var.deps, actorOf(c), c.req.valid('param').id, {
      ...toWholeProvider(sent),
      ...(sent.shared_api_key !== undefined && { sharedApiKey: sent.shared_api_key }),
    })
    return c.json(toProvider(changed, { seesSecrets: true }), 200)
  })
  .openapi(patchProvider, async (c) => {
    const sent = c.req.valid('json')
    const changed = await changeProvider(c.var.deps, actorOf(c), c.req.valid('param').id, {
      ...toProviderChange(sent),
      ...(sent.shared_api_key !== undefined && { sharedApiKey: sent.shared_api_key }),
    })
    return c.json(toProvider(changed, { seesSecrets: true }), 200)
  })
  .openapi(deleteProviderRoute, async (c) => {
    const { id: reference } = c.req.valid('param')
    await deleteProvider(c.var.deps, actorOf(c), { reference, force: c.req.valid('query').force ?? false })
    return c.body(null, 204)
  })

/** All columns of a provider, with the defaults for what was left out. */
function toWholeProvider(sent: typeof ProviderWrite._output) {
  const slug = sent.slug ?? toSlug(sent.name)
  if (!slug) throw validationError([{ field: 'slug', message: 'is needed: none can be made from this name' }])
  const apiBaseUrl = sent.api_base_url ?? protocolOf(sent).defaultBaseUrl
  if (apiBaseUrl === null) {
    throw validationError([{ field: 'api_base_url', message: `is needed with the protocol ${sent.protocol}` }])
  }
  return {
    name: sent.name,
    slug,
    displayName: sent.display_name ?? sent.name,
    description: sent.description,
    website: sent.website,
    protocol: sent.protocol,
    apiBaseUrl,
    allowPersonalKeys: sent.allow_personal_keys,
    allowSharedForNormalAdmins: sent.allow_shared_for_normal_admins,
    config: sent.config,
    defaultMonthlyLimit: sent.default_monthly_limit,
    defaultMonthlyBudgetMicroUsd: toMicroUsdOrNull(sent.default_monthly_budget_usd),
    defaultMonthlyTokenLimit: sent.default_monthly_token_limit,
    isActive: sent.is_active,
    sortOrder: sent.sort_order,
  }
}
