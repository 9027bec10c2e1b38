import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import { accessRoutes } from './access/routes.ts'
import { adminRoutes } from './admins/routes.ts'
import { apiKeyRoutes } from './api-keys/routes.ts'
import { simpleChatRoutes } from './assistants/chat/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { capabilityRoutes } from './capabilities/routes.ts'
import type { Deps } from './deps.ts'
import { AppError } from './errors.ts'
import { gatewayRoutes } from './gateway/routes.ts'
import type { AppContext } from './http/context.ts'
import { documentOptions, registerSecurity } from './http/document.ts'
import { renderError } from './http/errors.ts'
import { healthRoutes } from './http/health.ts'
import { createRouter } from './http/route.ts'
import { modelRoutes } from './models/routes.ts'
import { createRequestId } from './platform/request-id.ts'
import { providerRoutes } from './providers/routes.ts'
import { settingsRoutes } from './settings/routes.ts'
import { usageRoutes } from './usage/routes.ts'

/** A chat may carry images. */
const MAX_BODY_BYTES = 32 * 1024 * 1024

/** Puts the surfaces together. `getDeps` is asked at every request: it fails while the gateway is not configured. */
export function createApp(getDeps: () => Deps) {
  const app = createRouter()
  app.onError((error, c) => renderError(error, c))
  app.notFound((c) => renderError(new AppError('not_found', 'There is nothing at this path'), c))
  app.use(identifyRequest)
  app.use(async (c, next) => {
    if (c.req.path !== '/healthz') c.set('deps', getDeps())
    await next()
  })
  app.use(
    bodyLimit({
      maxSize: MAX_BODY_BYTES,
      onError: () => {
        throw new AppError('body_too_large', `The body is larger than ${MAX_BODY_BYTES} bytes`)
      },
    }),
  )
  registerSecurity(app)
  app.doc31('/openapi.json', documentOptions)
  for (const routes of [
    healthRoutes,
    gatewayRoutes,
    simpleChatRoutes,
    providerRoutes,
    modelRoutes,
    capabilityRoutes,
    settingsRoutes,
    accessRoutes,
    usageRoutes,
    adminRoutes,
    apiKeyRoutes,
    auditRoutes,
  ]) {
    app.route('/', routes)
  }
  return app
}

const identifyRequest: MiddlewareHandler<AppContext> = async (c, next) => {
  c.set('requestId', createRequestId())
  await next()
  c.res.headers.set('x-request-id', c.var.requestId)
}
