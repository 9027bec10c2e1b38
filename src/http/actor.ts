import type { Context } from 'hono'
import type { Actor } from '../audit/queries.ts'
import type { AppContext } from './context.ts'

/** Who acts in this request, for the audit. */
export function actorOf(c: Context<AppContext>): Actor {
  const { admin, apiKey } = c.var.caller
  return {
    adminId: admin.id,
    email: admin.email,
    apiKeyId: apiKey.id,
    requestId: c.var.requestId,
    atMs: c.var.deps.clock(),
  }
}
