/** The routes of the app as its document and its router know them. */
import type { z } from 'zod'
import { createApp } from '../../src/app.ts'
import type { Guard } from '../../src/http/guards.ts'
import { toDocumentedPath } from '../../src/http/route.ts'

export type DocumentedRoute = {
  operationId: string
  method: string
  /** With `{name}` for parameters. */
  path: string
  guard: Guard | undefined
  parameters: string[]
  query: string[]
  /** The fields that the body may have at its top; `null` for a route without a body. */
  bodyFields: string[] | null
}

type RegisteredRoute = {
  operationId: string
  method: string
  path: string
  'x-gatehouse-guard'?: Guard
  request?: {
    params?: z.ZodObject
    query?: z.ZodObject
    body?: { content: Record<string, { schema: z.ZodObject }> }
  }
}

const app = createApp(() => {
  throw new Error('The routes are read, not served')
})

export const documentedRoutes: DocumentedRoute[] = app.openAPIRegistry.definitions.flatMap((definition) => {
  if (definition.type !== 'route') return []
  // What `defineRoute` registers, with its extension.
  const route = definition.route as unknown as RegisteredRoute
  const body = route.request?.body?.content['application/json']
  return {
    operationId: route.operationId,
    method: route.method.toUpperCase(),
    path: route.path,
    guard: route['x-gatehouse-guard'],
    parameters: Object.keys(route.request?.params?.shape ?? {}),
    query: Object.keys(route.request?.query?.shape ?? {}),
    bodyFields: body ? Object.keys(body.schema.shape) : null,
  }
})

/** `METHOD /path/:parameter` of all that the router answers, without what stands before every route. */
export const routedPaths: string[] = [
  ...new Set(
    app.routes
      .filter(({ method, path }) => !(method === 'ALL' && path === '/*'))
      .map(({ method, path }) => `${method} ${toDocumentedPath(path).replaceAll(/\{(\w+)\}/g, ':$1')}`),
  ),
]

/** A path with a value in place of each parameter. */
export function fillPath(path: string, value: string | Record<string, string | number>): string {
  return path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(typeof value === 'string' ? value : String(value[name])),
  )
}

/** A body that each changing route of the control plane accepts, but for whatever it refers to. */
export const validBodies: Record<string, object> = {
  createProvider: { name: 'Valid', api_base_url: 'https://api.example.com/v1' },
  putProvider: { name: 'Valid', api_base_url: 'https://api.example.com/v1' },
  patchProvider: {},
  createModel: { provider: 'nobody', model_id: 'valid' },
  bulkCreateModels: { provider: 'nobody', models: [{ model_id: 'valid' }] },
  putModel: { provider: 'nobody', model_id: 'valid' },
  patchModel: {},
  syncModels: {},
  putCapability: { model: 'nobody/valid' },
  putPolicy: {},
  putSettings: {},
  patchSettings: {},
  putAdminSettings: {},
  createAdmin: { email: 'valid@example.com' },
  patchAdmin: {},
  createApiKey: { name: 'valid' },
  patchApiKey: {},
  rotateApiKey: {},
}
