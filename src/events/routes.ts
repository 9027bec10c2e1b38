import { createRouter, defineRoute } from '../http/route.ts'
import { readCredentials } from '../http/guards.ts'
import { LiveEvent, StreamHeaders } from './schemas.ts'
import { openEventStream } from './service.ts'

const listenToEvents = defineRoute('any', ['too_many_listeners', 'ledger_unavailable'], {
  operationId: 'listenToEvents',
  tags: ['Events'],
  summary: 'What changes, as it happens: access, limits, thresholds, revoked keys',
  description:
    'Server-sent events of your own account and of what concerns everybody; a super admin hears those of all admins too. The first event is `ready`; without `Last-Event-ID` the stream begins there. With it nothing is left out or repeated, as long as no more than 1,000 events were missed: else the first event is `reset`, and what you have is to be loaded anew. A stream ends with its key, with a change of your role, and whenever a connection breaks: come back with the last id, as every client of server-sent events does by itself.',
  method: 'get',
  path: '/api/v1/events',
  request: { headers: StreamHeaders },
  responses: {
    200: { description: 'The stream', content: { 'text/event-stream': { schema: LiveEvent } } },
  },
})

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Whoever stands between would hold events back to store or compress them.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
}

export const eventRoutes = createRouter().openapi(listenToEvents, async (c) => {
  const { deps, caller } = c.var
  // Nobody reads a stream that answers HEAD, or ends it: it would listen for ever.
  if (c.req.method === 'HEAD') return c.body(null, 200, headers)
  const events = await openEventStream(deps, caller.admin.id, {
    credentials: readCredentials(c.req.raw),
    lastEventId: c.req.valid('header')['last-event-id'] ?? null,
    signal: c.req.raw.signal,
  })
  return c.body(events, 200, headers)
})
