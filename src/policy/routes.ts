import { actorOf } from '../http/actor.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { Policy, PolicyWrite, toPolicyColumns } from './schemas.ts'
import { deletePolicy, readShownPolicy, replacePolicy } from './service.ts'

const tags = ['Policy']
const path = '/api/v1/ai/policy'

const getPolicy = defineRoute('any', [], {
  operationId: 'getPolicy',
  tags,
  summary: 'The limits of normal admins of whom nothing else is said',
  method: 'get',
  path,
  responses: { 200: jsonAnswer(Policy, 'The default policy, or what the configuration says while none is stored') },
})

const putPolicy = defineRoute('super', ['ledger_unavailable'], {
  operationId: 'putPolicy',
  tags,
  summary: 'Replace the default policy; in force everywhere when this answers',
  description:
    'What is left out is as it is without a policy: `DEFAULT_MONTHLY_LIMIT` requests at each provider, nothing else; `null` is no limit. Once a policy is stored it is the whole truth. Super admins are bound only by limits that are set on themselves.',
  method: 'put',
  path,
  request: { body: jsonBody(PolicyWrite) },
  responses: { 200: jsonAnswer(Policy, 'The default policy') },
})

const deletePolicyRoute = defineRoute('super', ['not_found', 'ledger_unavailable'], {
  operationId: 'deletePolicy',
  tags,
  summary: 'Remove the default policy: what the configuration says holds again',
  method: 'delete',
  path,
  responses: { 204: { description: 'Removed' } },
})

export const policyRoutes = createRouter()
  .openapi(getPolicy, async (c) => c.json(await readShownPolicy(c.var.deps), 200))
  .openapi(putPolicy, async (c) => {
    const columns = toPolicyColumns(c.req.valid('json'), c.var.deps.configuration)
    return c.json(await replacePolicy(c.var.deps, actorOf(c), columns), 200)
  })
  .openapi(deletePolicyRoute, async (c) => {
    await deletePolicy(c.var.deps, actorOf(c))
    return c.body(null, 204)
  })
