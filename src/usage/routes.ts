import { viewedAdmin } from '../admins/service.ts'
import { z } from '../platform/zod.ts'
import { createRouter, defineRoute } from '../http/route.ts'
import { toCsv } from './csv.ts'
import { toDay, toRange } from './range.ts'
import { csvColumns, FULL_DETAIL, REPORT_GROUPINGS, toCsvRows, toUsageReport } from './report.ts'
import { toUsageFilter, UsageQuery, UsageReport } from './schemas.ts'
import { bringUpToDate, readFigures } from './service.ts'

const getUsage = defineRoute('any', ['field_not_allowed', 'ledger_unavailable'], {
  operationId: 'getUsage',
  tags: ['Usage'],
  summary: 'Requests, tokens, cost, errors and latency of a month or of days: your own; for a super admin, everybody’s',
  description:
    'Up to this moment, and the sum of its parts: all of it is of one source. A call belongs to the UTC day on which it began. `format=csv` answers a file of the groups (RFC 4180); a text in it that a spreadsheet would take for a formula begins with an apostrophe.',
  method: 'get',
  path: '/api/v1/ai/usage',
  request: { query: UsageQuery },
  responses: {
    200: {
      description: 'The report',
      content: { 'application/json': { schema: UsageReport }, 'text/csv': { schema: z.string() } },
    },
  },
})

export const usageRoutes = createRouter().openapi(getUsage, async (c) => {
  const { deps, caller } = c.var
  const { format, group_by: dimensions, ...query } = c.req.valid('query')
  const nowMs = deps.clock()
  const { period, range } = toRange(query, nowMs)
  const filter = toUsageFilter(query, { range, adminId: viewedAdmin(caller, query.admin) })
  const freshness = await bringUpToDate(deps, filter)

  if (format === 'csv') {
    const asked = dimensions ?? FULL_DETAIL
    const { groups } = await readFigures(deps, filter, { groups: asked })
    return c.body(toCsv(csvColumns(asked), toCsvRows(asked, groups)), 200, {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="gatehouse-usage-${period ?? `${range.from}-to-${range.to}`}.csv"`,
    })
  }
  const groupings = dimensions ? { ...REPORT_GROUPINGS, asked: dimensions } : REPORT_GROUPINGS
  const groups = await readFigures(deps, filter, groupings)
  return c.json(toUsageReport({ period, range, today: toDay(nowMs), ...freshness, groups, dimensions }), 200)
})
