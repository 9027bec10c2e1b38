import { actorOf } from '../http/actor.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { listDefaults } from './queries.ts'
import { CAPABILITIES, CapabilityDefault, CapabilityDefaultPut, CapabilityList, capabilityParam } from './schemas.ts'
import { readDefaultName, setDefault } from './service.ts'

const tags = ['Capabilities']

const listCapabilities = defineRoute('any', [], {
  operationId: 'listCapabilities',
  tags,
  summary: 'Every capability and its default model',
  method: 'get',
  path: '/api/v1/ai/capabilities',
  responses: { 200: jsonAnswer(CapabilityList, 'All capabilities') },
})

const getCapability = defineRoute('any', [], {
  operationId: 'getCapability',
  tags,
  summary: 'The default model of a capability',
  method: 'get',
  path: '/api/v1/ai/capabilities/{capability}',
  request: { params: capabilityParam },
  responses: { 200: jsonAnswer(CapabilityDefault, 'The capability') },
})

const putCapability = defineRoute('super', ['ledger_unavailable'], {
  operationId: 'putCapability',
  tags,
  summary: 'Set the default model of a capability',
  method: 'put',
  path: '/api/v1/ai/capabilities/{capability}',
  request: { params: capabilityParam, body: jsonBody(CapabilityDefaultPut) },
  responses: { 200: jsonAnswer(CapabilityDefault, 'The capability') },
})

export const capabilityRoutes = createRouter()
  .openapi(listCapabilities, async (c) => {
    const rows = await listDefaults(c.var.deps.database)
    const names = new Map(rows.map(({ capability, slug, modelId }) => [capability, `${slug}/${modelId}`]))
    return c.json(
      { results: CAPABILITIES.map((capability) => ({ capability, model: names.get(capability) ?? null })) },
      200,
    )
  })
  .openapi(getCapability, async (c) => {
    const { capability } = c.req.valid('param')
    return c.json({ capability, model: await readDefaultName(c.var.deps, capability) }, 200)
  })
  .openapi(putCapability, async (c) => {
    const { capability } = c.req.valid('param')
    await setDefault(c.var.deps, actorOf(c), capability, c.req.valid('json').model)
    return c.json({ capability, model: await readDefaultName(c.var.deps, capability) }, 200)
  })
