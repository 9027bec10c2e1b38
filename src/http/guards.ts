import type { MiddlewareHandler } from 'hono'
import { identify, isRestricted, type IdentifyMode } from '../api-keys/service.ts'
import { AppError } from '../errors.ts'
import type { AppContext } from './context.ts'

/** `open`: no key · `any`: every active admin · `super`: super admins · `call`: an AI call, judged by the pipeline. */
export type Guard = 'open' | 'any' | 'super' | 'call'

const READING = new Set(['GET', 'HEAD'])

export function guardRoute(guard: Guard): MiddlewareHandler<AppContext> {
  return async (c, next) => {
    if (guard !== 'open') {
      // An AI call may start from the cache, since its ledger checks the epoch; everything else asks the database.
      const mode: IdentifyMode = guard === 'call' ? 'cached' : 'database'
      const caller = await identify(c.var.deps, readCredentials(c.req.raw), mode)
      if (guard === 'super' && caller.admin.role !== 'super_admin') throw new AppError('super_admin_required')
      if (guard !== 'call' && !READING.has(c.req.method) && isRestricted(caller.apiKey)) {
        throw new AppError('key_not_allowed', 'A key restricted to models or capabilities may not change anything')
      }
      c.set('caller', caller)
    }
    await next()
  }
}

/**
 * The key and the address the call came from. Where there is no `Authorization: Bearer …`, it may stand where Anthropic's
 * and Google's own clients put theirs. Never in the address: those end up in logs.
 */
export function readCredentials({ headers }: Request): { key: string | null; clientIp: string | null } {
  const authorization = headers.get('authorization')
  const key =
    authorization === null
      ? (headers.get('x-api-key') ?? headers.get('x-goog-api-key'))
      : /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  return { key: key ?? null, clientIp: headers.get('cf-connecting-ip') }
}
