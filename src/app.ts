import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import { accessRoutes } from './access/routes.ts'
import { adminRoutes } from './admins/routes.ts'
import { apiKeyRoutes } from './api-keys/routes.ts'
import { simpleAudioRoutes } from './assistants/audio/routes.ts'
import { simpleChatRoutes } from './assistants/chat/routes.ts'
import { codeRoutes } from './assistants/code/routes.ts'
import { contentRoutes } from './assistants/content/routes.ts'
import { simpleEmbeddingRoutes } from './assistants/embeddings/routes.ts'
import { simpleImageRoutes } from './assistants/images/routes.ts'
import { simpleTranscriptionRoutes } from './assistants/transcriptions/routes.ts'
import { simpleVideoRoutes } from './assistants/video/routes.ts'
import { auditRoutes } from './audit/routes.ts'
import { capabilityRoutes } from './capabilities/routes.ts'
import type { Deps } from './deps.ts'
import { AppError } from './errors.ts'
import { eventRoutes } from './events/routes.ts'
import { chatRoutes } from './gateway/chat/routes.ts'
import { completionRoutes } from './gateway/completions/routes.ts'
import { embeddingRoutes } from './gateway/embeddings/routes.ts'
import { geminiRoutes } from './gateway/gemini/routes.ts'
import { imageRoutes } from './gateway/images/routes.ts'
import { messageRoutes } from './gateway/messages/routes.ts'
import { modelListRoutes } from './gateway/model-list/routes.ts'
import { moderationRoutes } from './gateway/moderations/routes.ts'
import { rerankRoutes } from './gateway/rerank/routes.ts'
import { responseRoutes } from './gateway/responses/routes.ts'
import { speechRoutes } from './gateway/speech/routes.ts'
import { transcriptionRoutes } from './gateway/transcriptions/routes.ts'
import { videoRoutes } from './gateway/videos/routes.ts'
import type { AppContext } from './http/context.ts'
import { documentOptions, registerComponents } from './http/document.ts'
import { renderError, surfaceOf } from './http/errors.ts'
import { healthRoutes } from './http/health.ts'
import { createRouter } from './http/route.ts'
import { modelSyncRoutes } from './model-sync/routes.ts'
import { modelRoutes } from './models/routes.ts'
import { createRequestId } from './platform/request-id.ts'
import { policyRoutes } from './policy/routes.ts'
import { providerRoutes } from './providers/routes.ts'
import { requestRoutes } from './requests/routes.ts'
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
  registerComponents(app)
  app.doc31('/openapi.json', documentOptions)
  for (const routes of [
    healthRoutes,
    modelListRoutes,
    videoRoutes,
    chatRoutes,
    completionRoutes,
    responseRoutes,
    embeddingRoutes,
    imageRoutes,
    speechRoutes,
    transcriptionRoutes,
    moderationRoutes,
    rerankRoutes,
    messageRoutes,
    geminiRoutes,
    simpleChatRoutes,
    contentRoutes,
    codeRoutes,
    simpleImageRoutes,
    simpleAudioRoutes,
    simpleTranscriptionRoutes,
    simpleEmbeddingRoutes,
    simpleVideoRoutes,
    providerRoutes,
    modelRoutes,
    modelSyncRoutes,
    capabilityRoutes,
    settingsRoutes,
    policyRoutes,
    accessRoutes,
    usageRoutes,
    eventRoutes,
    requestRoutes,
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
  // What providers answer is handed on as what it says it is, and is nothing else.
  c.res.headers.set('x-content-type-options', 'nosniff')
  // Where Anthropic's clients look for it.
  if (surfaceOf(c.req.path) === 'anthropic') c.res.headers.set('request-id', c.var.requestId)
}
