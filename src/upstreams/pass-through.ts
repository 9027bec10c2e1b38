/** Providers that speak the wire format of the call: the body goes to them as it is, and so does their answer to the caller. */
import { AppError } from '../errors.ts'
import { toJsonText } from '../platform/json.ts'
import { baseUrlOf, sendHttp } from './http.ts'
import type { Connection, Operation, UpstreamBody, UpstreamRequest } from './port.ts'
import type { OpenAiConfig } from './provider-config.ts'

/** Paths of OpenAI's wire format, below the base URL. */
export const openAiPaths = {
  chat_completions: '/chat/completions',
  completions: '/completions',
  responses: '/responses',
  embeddings: '/embeddings',
  image_generations: '/images/generations',
  image_edits: '/images/edits',
  speech: '/audio/speech',
  transcriptions: '/audio/transcriptions',
  translations: '/audio/translations',
  video_create: '/videos',
  video_status: '/videos/{job}',
  video_content: '/videos/{job}/content',
  moderations: '/moderations',
  rerank: '/rerank',
  models: '/models',
} as const satisfies Partial<Record<Operation, string>>

export type Paths = { [O in Operation]?: string | undefined }

/** How a provider is addressed: what its protocol is used to, and what its own configuration says. */
export type Addressing = {
  paths: Paths
  auth: NonNullable<OpenAiConfig['auth']>
  /** Headers that every call has, before those of the configuration. */
  headers?: Record<string, string>
  /** Query parameters that an operation has. */
  query?: Partial<Record<Operation, Record<string, string>>>
}

/** What configurations of all protocols have in common. */
export type CommonConfig = { headers?: Record<string, string> | undefined; query?: Record<string, string> | undefined }

export async function passThrough(
  connection: Connection,
  request: UpstreamRequest,
  addressing: Addressing,
): Promise<Response> {
  const path = addressing.paths[request.operation]
  if (path === undefined) throw new AppError('operation_not_supported')
  const { url, headers } = addressOf(connection, { path, request }, addressing)
  headers.set('accept', request.isStream ? 'text/event-stream' : '*/*')
  const body = encode(request.body)
  // The runtime knows the boundary of a form.
  if (request.body.kind === 'json') headers.set('content-type', 'application/json')
  return sendHttp(connection, { url, method: request.body.kind === 'none' ? 'GET' : 'POST', headers, body })
}

/** An address below the base URL, with the query of the provider's configuration before any other. */
export function urlBelow(connection: Connection, path: string, query: Record<string, string> = {}): URL {
  const base = baseUrlOf(connection)
  const config: CommonConfig = connection.provider.config
  const url = new URL(base)
  url.pathname = base.pathname.replace(/\/+$/, '') + path
  for (const [name, value] of Object.entries({ ...query, ...config.query })) url.searchParams.set(name, value)
  return url
}

function addressOf(
  connection: Connection,
  { path, request }: { path: string; request: UpstreamRequest },
  { auth, ...addressing }: Addressing,
) {
  const { operation, modelId, jobId } = request
  const config: CommonConfig = connection.provider.config
  // A model id may have slashes of its own. Neither it nor a job can climb: both are checked where they come in.
  const filled = path.replace('{model}', encodeURI(modelId)).replace('{job}', encodeURIComponent(jobId ?? ''))
  const url = urlBelow(connection, filled, addressing.query?.[operation])

  // A name counts in any case, so what comes later replaces what was there.
  const headers = new Headers({ 'user-agent': 'gatehouse', ...addressing.headers, ...request.headers })
  for (const [name, value] of Object.entries(config.headers ?? {})) headers.set(name, value)
  switch (auth.scheme) {
    case 'bearer':
      headers.set('authorization', `Bearer ${connection.key}`)
      break
    case 'header':
      headers.set(auth.name, connection.key)
      break
    case 'query':
      url.searchParams.set(auth.name, connection.key)
      break
  }
  return { url: url.toString(), headers }
}

/** @throws AppError as `toJsonText` does. */
function encode(body: UpstreamBody): BodyInit | null {
  switch (body.kind) {
    case 'none':
      return null
    case 'form':
      return body.value
    case 'json':
      return toJsonText(body.value)
  }
}
