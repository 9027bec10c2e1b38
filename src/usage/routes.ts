import { AppError } from '../errors.ts'
import { createRouter, defineRoute, jsonAnswer } from '../http/route.ts'
import { periodOf } from '../platform/clock.ts'
import { selectUsageOfAll } from './queries.ts'
import { toUsageReport, UsageQuery, UsageReport } from './schemas.ts'

const getUsage = defineRoute('any', ['field_not_allowed', 'ledger_unavailable'], {
  operationId: 'getUsage',
  tags: ['Usage'],
  summary: 'Requests, tokens and cost of a month: your own; for a super admin, everybody’s',
  method: 'get',
  path: '/api/v1/ai/usage',
  request: { query: UsageQuery },
  responses: { 200: jsonAnswer(UsageReport, 'The report') },
})

export const usageRoutes = createRouter().openapi(getUsage, async (c) => {
  const { deps, caller } = c.var
  const { admin: wanted, period: wantedPeriod } = c.req.valid('query')
  const isSuperAdmin = caller.admin.role === 'super_admin'
  if (wanted !== undefined && wanted !== caller.admin.id && !isSuperAdmin) {
    throw new AppError('field_not_allowed', 'Only a super admin sees the usage of others', { param: 'admin' })
  }
  const period = wantedPeriod ?? periodOf(deps.clock()).name
  if (isSuperAdmin && wanted === undefined) {
    const records = await selectUsageOfAll(deps.database, period)
    return c.json(toUsageReport({ period, source: 'roll_up', openRequests: null, records }), 200)
  }
  const adminId = wanted ?? caller.admin.id
  const report = await deps.ledgers.report(adminId, period)
  const openRequests = report.open.reduce((total, { calls }) => total + calls, 0)
  const records = report.usage.map((row) => ({ ...row, adminId }))
  return c.json(toUsageReport({ period, source: 'ledger', openRequests, records }), 200)
})
