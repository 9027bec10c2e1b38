import { actorOf } from '../http/actor.ts'
import { createRouter, defineRoute, jsonAnswer } from '../http/route.ts'
import { providerReference } from '../providers/schemas.ts'
import { readProviderFor } from '../providers/service.ts'
import { ModelSyncReport, ModelSyncRequest, ProviderTest } from './schemas.ts'
import { syncModels, testProvider } from './service.ts'

const upstreamErrors = [
  'not_found',
  'conflict',
  'operation_not_supported',
  'provider_key_unreadable',
  'ledger_unavailable',
] as const

const syncModelsRoute = defineRoute(
  'super',
  [...upstreamErrors, 'upstream_error', 'upstream_timeout', 'upstream_redirect', 'upstream_not_allowed'],
  {
    operationId: 'syncModels',
    tags: ['Models'],
    summary: 'Compare a provider’s models with its own list, and bring them in line',
    description:
      'A dry run unless `dry_run` is `false`. Adds what is new, updates token limits, switches off what the provider no longer lists; deletes nothing.',
    method: 'post',
    path: '/api/v1/ai/providers/{id}/sync-models',
    request: {
      params: providerReference,
      body: { required: false, content: { 'application/json': { schema: ModelSyncRequest } } },
    },
    responses: { 200: jsonAnswer(ModelSyncReport, 'What was, or would be, done') },
  },
)

const testProviderRoute = defineRoute('super', [...upstreamErrors], {
  operationId: 'testProvider',
  tags: ['Providers'],
  summary: 'One real, free call with the shared key: does it work, and how fast',
  method: 'post',
  path: '/api/v1/ai/providers/{id}/test',
  request: { params: providerReference },
  responses: { 200: jsonAnswer(ProviderTest, 'The verdict, also when it is bad') },
})

export const modelSyncRoutes = createRouter()
  .openapi(syncModelsRoute, async (c) => {
    const { provider } = await readProviderFor(c.var.deps, c.var.caller.admin, c.req.valid('param').id)
    // Without a body the library leaves the defaults out.
    const wanted = ModelSyncRequest.parse(c.req.valid('json'))
    return c.json(await syncModels(c.var.deps, actorOf(c), { provider, wanted }), 200)
  })
  .openapi(testProviderRoute, async (c) => {
    const { provider } = await readProviderFor(c.var.deps, c.var.caller.admin, c.req.valid('param').id)
    return c.json(await testProvider(c.var.deps, provider), 200)
  })
