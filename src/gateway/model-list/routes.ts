import { z } from '@hono/zod-openapi'
import { readViewpoint } from '../../access/service.ts'
import type { Caller } from '../../api-keys/service.ts'
import type { Deps } from '../../deps.ts'
import { AppError } from '../../errors.ts'
import { createRouter, defineRoute, jsonAnswer } from '../../http/route.ts'
import { readActiveSlugs, readProviders } from '../../registry/service.ts'
import { OpenAiModel, OpenAiModelList, toOpenAiModel } from './schemas.ts'
import { isModelAllowed } from '../target.ts'

const tags = ['OpenAI-compatible']

const listOpenAiModels = defineRoute('any', ['ledger_unavailable'], {
  operationId: 'listOpenAiModels',
  tags,
  summary: 'The models that you may use',
  method: 'get',
  path: '/v1/models',
  responses: { 200: jsonAnswer(OpenAiModelList, 'The models') },
})

const openAiModelParts = {
  operationId: 'getOpenAiModel',
  tags,
  summary: 'One model that you may use',
  method: 'get',
  request: { params: z.object({ model: z.string().openapi({ example: 'sandbox/chat' }) }) },
  responses: { 200: jsonAnswer(OpenAiModel, 'The model') },
} as const

const getOpenAiModel = defineRoute('any', ['model_not_found', 'ledger_unavailable'], {
  ...openAiModelParts,
  path: '/v1/models/{model}',
})

/** The same for clients that leave the slash of a name as it is; a document has no way to say this. */
const getOpenAiModelBySlashes = defineRoute('any', ['model_not_found', 'ledger_unavailable'], {
  ...openAiModelParts,
  path: '/v1/models/:model{.+}',
  hide: true,
})

const answerModel = async (deps: Deps, caller: Caller, id: string) => {
  const model = (await listUsableModels(deps, caller)).find((usable) => usable.id === id)
  if (!model)
    throw new AppError('model_not_found', `There is no model "${id.slice(0, 100)}" for you`, { param: 'model' })
  return model
}

export const modelListRoutes = createRouter()
  .openapi(listOpenAiModels, async (c) => {
    const data = await listUsableModels(c.var.deps, c.var.caller)
    return c.json({ object: 'list' as const, data }, 200)
  })
  .openapi(getOpenAiModel, async (c) =>
    c.json(await answerModel(c.var.deps, c.var.caller, c.req.valid('param').model), 200),
  )
  .openapi(getOpenAiModelBySlashes, async (c) =>
    c.json(await answerModel(c.var.deps, c.var.caller, c.req.valid('param').model), 200),
  )

/** Models of active providers that the caller has a key for and that their API key leaves to them. */
async function listUsableModels(deps: Deps, caller: Caller) {
  const epoch = await deps.registryEpoch.current()
  const [slugs, viewpoint] = await Promise.all([readActiveSlugs(deps, epoch), readViewpoint(deps, caller.admin)])
  const providers = await readProviders(deps, slugs.value, epoch)
  return slugs.value
    .map((slug) => providers.value[slug])
    .filter((entry) => entry !== undefined)
    .flatMap(({ provider, models }) =>
      models
        .filter((model) => viewpoint.decide(provider, model).keySource !== null)
        .filter((model) => isModelAllowed(caller.apiKey, provider.slug, model.modelId))
        .map((model) => toOpenAiModel({ provider, model })),
    )
}
