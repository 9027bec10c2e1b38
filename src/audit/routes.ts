import { toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer } from '../http/route.ts'
import { listAuditEvents } from './queries.ts'
import { AuditPage, AuditQuery, toAuditEvent } from './schemas.ts'

const listAuditEventsRoute = defineRoute('super', [], {
  operationId: 'listAuditEvents',
  tags: ['Audit'],
  summary: 'Who changed what, when, from which request',
  method: 'get',
  path: '/api/v1/audit',
  request: { query: AuditQuery },
  responses: { 200: jsonAnswer(AuditPage, 'A page of events, newest first') },
})

export const auditRoutes = createRouter().openapi(listAuditEventsRoute, async (c) => {
  const { target_type: targetType, target_id: targetId, actor: actorId, ...filter } = c.req.valid('query')
  const { rows, count } = await listAuditEvents(c.var.deps.database, { ...filter, targetType, targetId, actorId })
  return c.json(toPage({ ...filter, url: c.req.url, count, results: rows.map(toAuditEvent) }), 200)
})
