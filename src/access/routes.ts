import { toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer } from '../http/route.ts'
import { decideAccess } from './decision.ts'
import { listAdminsForMatrix, listModelsForAccess } from './queries.ts'
import { AccessMatrix, AccessPage, AccessQuery, MatrixQuery, toAccess } from './schemas.ts'
import { readViewpoint, toAccessInput } from './service.ts'

const tags = ['Access']

const listAccess = defineRoute('any', ['ledger_unavailable'], {
  operationId: 'listAccess',
  tags,
  summary: 'What would happen, and why, if you called each model',
  method: 'get',
  path: '/api/v1/ai/access',
  request: { query: AccessQuery },
  responses: { 200: jsonAnswer(AccessPage, 'A page of models with your access to each') },
})

const getAccessMatrix = defineRoute('super', [], {
  operationId: 'getAccessMatrix',
  tags,
  summary: 'Models × admins, with the reason in each cell',
  method: 'get',
  path: '/api/v1/ai/access/matrix',
  request: { query: MatrixQuery },
  responses: { 200: jsonAnswer(AccessMatrix, 'A page of the matrix') },
})

export const accessRoutes = createRouter()
  .openapi(getAccessMatrix, async (c) => {
    const { admins_limit, admins_offset, ...modelPage } = c.req.valid('query')
    const { database } = c.var.deps
    const [models, admins] = await Promise.all([
      listModelsForAccess(database, modelPage),
      listAdminsForMatrix(database, { limit: admins_limit, offset: admins_offset }),
    ])
    const settingsOf = new Map(admins.settings.map((row) => [`${row.adminId}:${row.providerId}`, row]))
    return c.json(
      {
        admins: admins.rows.map(({ id, email, role, isActive }) => ({ id, email, role, is_active: isActive })),
        admins_count: admins.count,
        models_count: models.count,
        models: models.rows.map(({ provider, model }) => ({
          provider: provider.slug,
          model: model.modelId,
          cells: admins.rows.map((admin) => {
            const settings = settingsOf.get(`${admin.id}:${provider.id}`) ?? null
            const { state, reason, keySource } = decideAccess(toAccessInput({ provider, model, admin, settings }))
            return { state, reason, key_source: keySource }
          }),
        })),
      },
      200,
    )
  })
  .openapi(listAccess, async (c) => {
    const filter = c.req.valid('query')
    const { deps, caller } = c.var
    const [{ rows, count }, viewpoint] = await Promise.all([
      listModelsForAccess(deps.database, filter),
      readViewpoint(deps, caller.admin),
    ])
    const results = rows.map(({ provider, model }) =>
      toAccess({
        provider: provider.slug,
        model: model.modelId,
        decision: viewpoint.decide(provider, model),
        usage: viewpoint.usageOf(provider),
        standings: viewpoint.standingsOf(provider, caller.apiKey),
      }),
    )
    return c.json(toPage({ ...filter, url: c.req.url, count, results }), 200)
  })
