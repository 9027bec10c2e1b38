import { z } from '@hono/zod-openapi'
import { pingDatabase } from '../db/ping.ts'
import { createRouter, defineRoute, jsonAnswer } from './route.ts'

const Health = z.object({ status: z.literal('ok') }).openapi('Health')

const getHealth = defineRoute('open', [], {
  operationId: 'getHealth',
  tags: ['Health'],
  summary: 'Whether the Worker runs',
  method: 'get',
  path: '/healthz',
  responses: { 200: jsonAnswer(Health, 'It runs') },
})

const getReadiness = defineRoute('open', ['misconfigured', 'store_unavailable'], {
  operationId: 'getReadiness',
  tags: ['Health'],
  summary: 'Whether configuration, secrets and database are there',
  method: 'get',
  path: '/readyz',
  responses: { 200: jsonAnswer(Health, 'Calls can be served') },
})

export const healthRoutes = createRouter()
  .openapi(getHealth, (c) => c.json({ status: 'ok' as const }, 200))
  .openapi(getReadiness, async (c) => {
    await pingDatabase(c.var.deps.database)
    return c.json({ status: 'ok' as const }, 200)
  })
