import type { Caller } from '../api-keys/service.ts'
import { readViewpoint } from '../access/service.ts'
import type { Deps } from '../deps.ts'
import { actorOf } from '../http/actor.ts'
import { idParam, toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { validationError } from '../errors.ts'
import { readProviders } from '../registry/service.ts'
import { findProvider } from '../providers/queries.ts'
import { ModelPricePage, ModelPriceQuery, toModelPrice } from './pricing.ts'
import { listModelPrices, listModels } from './queries.ts'
import {
  Model,
  ModelBulkCreated,
  ModelBulkQuery,
  ModelBulkWrite,
  ModelPage,
  ModelPatch,
  ModelQuery,
  ModelsByProvider,
  ModelWrite,
  toModel,
  toModelChange,
} from './schemas.ts'
import { changeModel, createModel, createModels, deleteModel, readModel, toWholeModel } from './service.ts'

const tags = ['Models']
const path = '/api/v1/ai/models'

const listModelsRoute = defineRoute('any', ['ledger_unavailable'], {
  operationId: 'listModels',
  tags,
  summary: 'Models, each with your access to it',
  method: 'get',
  path,
  request: { query: ModelQuery },
  responses: { 200: jsonAnswer(ModelPage, 'A page of models') },
})

const createModelRoute = defineRoute('super', ['conflict', 'ledger_unavailable'], {
  operationId: 'createModel',
  tags,
  summary: 'Register a model of a provider',
  method: 'post',
  path,
  request: { body: jsonBody(ModelWrite) },
  responses: { 201: jsonAnswer(Model, 'The model') },
})

const bulkCreateModels = defineRoute('super', ['conflict', 'ledger_unavailable'], {
  operationId: 'bulkCreateModels',
  tags,
  summary: 'Register many models of one provider: all or none, errors by index',
  method: 'post',
  path: `${path}/bulk`,
  request: { body: jsonBody(ModelBulkWrite) },
  responses: { 201: jsonAnswer(ModelBulkCreated, 'The models, in the order sent') },
})

const bulkReadModels = defineRoute('any', ['ledger_unavailable'], {
  operationId: 'bulkReadModels',
  tags,
  summary: 'Models of several providers by slug, with one database query for any number',
  description:
    'Unknown slugs have an empty list. The registry’s part is cached for five minutes and never outlives a change.',
  method: 'get',
  path: `${path}/bulk`,
  request: { query: ModelBulkQuery },
  responses: { 200: jsonAnswer(ModelsByProvider, 'Models by slug') },
})

const getModel = defineRoute('any', ['not_found', 'ledger_unavailable'], {
  operationId: 'getModel',
  tags,
  summary: 'One model, with your access to it',
  method: 'get',
  path: `${path}/{id}`,
  request: { params: idParam },
  responses: { 200: jsonAnswer(Model, 'The model') },
})

const listModelPricesRoute = defineRoute('any', ['not_found'], {
  operationId: 'listModelPrices',
  tags,
  summary: 'What a model has cost, and when',
  description: 'A call is charged at the price at which it was admitted, whatever came after.',
  method: 'get',
  path: `${path}/{id}/prices`,
  request: { params: idParam, query: ModelPriceQuery },
  responses: { 200: jsonAnswer(ModelPricePage, 'A page of prices, newest first') },
})

const putModel = defineRoute('super', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'putModel',
  tags,
  summary: 'Replace a model; what is left out goes back to its default',
  method: 'put',
  path: `${path}/{id}`,
  request: { params: idParam, body: jsonBody(ModelWrite) },
  responses: { 200: jsonAnswer(Model, 'The model') },
})

const patchModel = defineRoute('super', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'patchModel',
  tags,
  summary: 'Change a model; in force everywhere when this answers',
  method: 'patch',
  path: `${path}/{id}`,
  request: { params: idParam, body: jsonBody(ModelPatch) },
  responses: { 200: jsonAnswer(Model, 'The model') },
})

const deleteModelRoute = defineRoute('super', ['not_found', 'ledger_unavailable'], {
  operationId: 'deleteModel',
  tags,
  summary: 'Delete a model; usage and audit stay',
  method: 'delete',
  path: `${path}/{id}`,
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' } },
})

export const modelRoutes = createRouter()
  .openapi(listModelsRoute, async (c) => {
    const { is_active: isActive, ...filter } = c.req.valid('query')
    const [{ rows, count }, viewer] = await Promise.all([
      listModels(c.var.deps.database, { ...filter, isActive }),
      viewerOf(c.var.deps, c.var.caller),
    ])
    return c.json(toPage({ ...filter, url: c.req.url, count, results: rows.map((row) => toModel(row, viewer)) }), 200)
  })
  .openapi(createModelRoute, async (c) => {
    const { provider, ...model } = c.req.valid('json')
    const viewer = await viewerOf(c.var.deps, c.var.caller)
    const created = await createModel(c.var.deps, actorOf(c), { provider, model })
    return c.json(toModel(created, viewer), 201)
  })
  .openapi(bulkCreateModels, async (c) => {
    const viewer = await viewerOf(c.var.deps, c.var.caller)
    const created = await createModels(c.var.deps, actorOf(c), c.req.valid('json'))
    return c.json({ count: created.length, results: created.map((row) => toModel(row, viewer)) }, 201)
  })
  .openapi(bulkReadModels, async (c) => {
    const { providers: slugs } = c.req.valid('query')
    const { deps, caller } = c.var
    const [entry, viewer] = await Promise.all([
      deps.registryEpoch.current().then((epoch) => readProviders(deps, slugs, epoch)),
      viewerOf(deps, caller),
    ])
    const found = new Map(Object.entries(entry.value))
    const bySlug = slugs.map((slug) => {
      const named = found.get(slug)
      const rows = named?.models.map(({ totalRequests, lastUsedAt, ...model }) =>
        toModel({ model, provider: named.provider, totalRequests, lastUsedAt }, viewer),
      )
      return [slug, rows ?? []] as const
    })
    return c.json(Object.fromEntries(bySlug), 200)
  })
  .openapi(getModel, async (c) => {
    const [found, viewer] = await Promise.all([
      readModel(c.var.deps, c.req.valid('param').id),
      viewerOf(c.var.deps, c.var.caller),
    ])
    return c.json(toModel(found, viewer), 200)
  })
  .openapi(listModelPricesRoute, async (c) => {
    const { id } = c.req.valid('param')
    const filter = c.req.valid('query')
    const { database } = c.var.deps
    const [{ rows, count }] = await Promise.all([
      listModelPrices(database, { ...filter, modelId: id }),
      readModel(c.var.deps, id),
    ])
    return c.json(toPage({ ...filter, url: c.req.url, count, results: rows.map(toModelPrice) }), 200)
  })
  .openapi(putModel, async (c) => {
    const { provider, ...model } = c.req.valid('json')
    const { id } = c.req.valid('param')
    const [found, named, viewer] = await Promise.all([
      readModel(c.var.deps, id),
      findProvider(c.var.deps.database, String(provider)),
      viewerOf(c.var.deps, c.var.caller),
    ])
    if (named?.provider.id !== found.provider.id) {
      throw validationError([{ field: 'provider', message: 'a model stays with its provider' }])
    }
    const changed = await changeModel(c.var.deps, actorOf(c), id, toWholeModel(model))
    return c.json(toModel(changed, viewer), 200)
  })
  .openapi(patchModel, async (c) => {
    const change = toModelChange(c.req.valid('json'))
    const viewer = await viewerOf(c.var.deps, c.var.caller)
    const changed = await changeModel(c.var.deps, actorOf(c), c.req.valid('param').id, change)
    return c.json(toModel(changed, viewer), 200)
  })
  .openapi(deleteModelRoute, async (c) => {
    await deleteModel(c.var.deps, actorOf(c), c.req.valid('param').id)
    return c.body(null, 204)
  })

/** To be read before a change: what fails after it would hide that it is stored. */
async function viewerOf(deps: Deps, { admin }: Caller) {
  return { viewpoint: await readViewpoint(deps, admin), isSuperAdmin: admin.role === 'super_admin' }
}
