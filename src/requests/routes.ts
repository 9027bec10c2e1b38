import { AppError } from '../errors.ts'
import { createRouter, defineRoute, jsonAnswer } from '../http/route.ts'
import { RequestRecord, requestReference, toRequestRecord } from './schemas.ts'

const getRequest = defineRoute('any', ['not_found', 'ledger_unavailable'], {
  operationId: 'getRequest',
  tags: ['Usage'],
  summary: 'What is remembered of one AI call of yours: its attempts, what it used, and where those figures came from',
  description: 'For 24 hours after the call has ended. Nothing of what was asked or answered is kept.',
  method: 'get',
  path: '/api/v1/ai/requests/{id}',
  request: { params: requestReference },
  responses: { 200: jsonAnswer(RequestRecord, 'The record') },
})

export const requestRoutes = createRouter().openapi(getRequest, async (c) => {
  const record = await c.var.deps.ledgers.record(c.var.caller.admin.id, c.req.valid('param').id)
  if (!record) throw new AppError('not_found', 'Nothing is remembered of such a request of yours')
  return c.json(toRequestRecord(record), 200)
})
