import { toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer } from '../http/route.ts'
import {
  RequestPage,
  RequestQuery,
  RequestRecord,
  requestOwner,
  requestReference,
  toCallFilter,
  toRequestRecord,
} from './schemas.ts'
import { findCall, ledgersOf, listCalls, MAX_OFFSET } from './service.ts'

const tags = ['Usage']

const listRequests = defineRoute('any', ['field_not_allowed', 'ledger_unavailable'], {
  operationId: 'listRequests',
  tags,
  summary: 'AI calls, newest first: your own; for a super admin, everybody’s',
  description:
    'As long as the ledgers remember them: 30 days, and 20,000 calls of each admin, unless configured otherwise. Nothing of what was asked or answered is kept.',
  method: 'get',
  path: '/api/v1/ai/requests',
  request: { query: RequestQuery },
  responses: { 200: jsonAnswer(RequestPage, 'A page of calls') },
})

const getRequest = defineRoute('any', ['not_found', 'field_not_allowed', 'ledger_unavailable'], {
  operationId: 'getRequest',
  tags,
  summary: 'What is remembered of one AI call: its attempts, what it used, and where those figures came from',
  description: 'Your own; for a super admin, anybody’s. Nothing of what was asked or answered is kept.',
  method: 'get',
  path: '/api/v1/ai/requests/{id}',
  request: { params: requestReference, query: requestOwner },
  responses: { 200: jsonAnswer(RequestRecord, 'The record') },
})

export const requestRoutes = createRouter()
  .openapi(listRequests, async (c) => {
    const query = c.req.valid('query')
    const { deps, caller } = c.var
    const { limit, offset } = query
    const adminIds = await ledgersOf(deps, caller, query.admin)
    const { count, calls } = await listCalls(deps, adminIds, { filter: toCallFilter(query), limit, offset })
    const results = calls.map(toRequestRecord)
    return c.json(toPage({ url: c.req.url, limit, offset, count, results, maxOffset: MAX_OFFSET }), 200)
  })
  .openapi(getRequest, async (c) => {
    const { deps, caller } = c.var
    const adminIds = await ledgersOf(deps, caller, c.req.valid('query').admin)
    const call = await findCall(deps, adminIds, c.req.valid('param').id)
    return c.json(toRequestRecord(call), 200)
  })
