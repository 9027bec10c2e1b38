import { AppError } from '../errors.ts'
import { parseUpstreamJson, readBounded } from './bounded-body.ts'
import { sendHttp } from './http.ts'
import { authHeaders, listUpstreamModels, type UpstreamModel } from './model-list.ts'
import { urlBelow, type CommonConfig } from './pass-through.ts'
import type { Connection } from './port.ts'
import { protocolOf } from './protocols.ts'
import { redactBytes } from './redact.ts'

const MAX_PAGE_BYTES = 16 * 1024 * 1024

/** The models that a provider says it has. A free call with the provider's key. @throws AppError as `listUpstreamModels` does. */
export function readUpstreamModels(connection: Connection): Promise<UpstreamModel[]> {
  return listUpstreamModels(async (path, query) => {
    const response = await ask(connection, path, query)
    const bytes = await readBounded(response.body, MAX_PAGE_BYTES)
    if (!bytes) throw new AppError('upstream_error', 'The provider’s list of models is too large')
    return parseUpstreamJson(redactBytes(bytes, connection.key))
  }, connection.provider.protocol)
}

function ask(connection: Connection, path: string, query: Record<string, string>): Promise<Response> {
  const { provider, key } = connection
  const { operations, send } = protocolOf(provider)
  if (operations.has('models')) {
    const request = { operation: 'models' as const, modelId: '', isStream: false, maxOutputTokens: null }
    return send(connection, { ...request, body: { kind: 'none' } })
  }
  const config: CommonConfig = provider.config
  const headers = new Headers({ 'user-agent': 'gatehouse', accept: 'application/json', ...config.headers })
  for (const [name, value] of Object.entries(authHeaders(provider.protocol, key))) headers.set(name, value)
  return sendHttp(connection, { url: urlBelow(connection, path, query).toString(), method: 'GET', headers, body: null })
}
