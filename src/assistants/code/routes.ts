import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { Code, CodeRequest } from './schemas.ts'
import { toCode, writeCode } from './service.ts'

const createCode = defineRoute('call', [], {
  operationId: 'createCode',
  tags: ['Simple AI'],
  summary: 'Code for an instruction, and an explanation of it',
  description:
    'From a model of the capability `code` or `chat`. An answer without code is shown to the model once more; after that it is a 502. Each of the two is a call of its own: admitted, counted and billed.',
  method: 'post',
  path: '/api/v1/ai/code',
  request: { headers: callHeaders, body: jsonBody(CodeRequest) },
  responses: { 200: jsonAnswer(Code, 'The code') },
})

export const codeRoutes = createRouter().openapi(createCode, async (c) => {
  const { deps } = c.var
  const startedAtMs = deps.clock()
  const request = c.req.valid('json')
  const asked = await writeCode(deps, (call) => toPipelineRequest(c, call), request)
  setCallHeaders(c, asked.answer)
  return c.json(toCode(asked, request, deps.clock() - startedAtMs), 200)
})
