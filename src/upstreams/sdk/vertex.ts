/** Google Vertex AI: Google's own models. Those of Anthropic and others there have packages of their own. */
import { AppError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import type { SdkSettings } from '../bridge/port.ts'
import { vertexConfig } from '../provider-config.ts'
import { addressOf } from './rehome.ts'

/** Whom a token is for, whatever the region: the name of the API, not of the host. */
const AUDIENCE = 'https://aiplatform.googleapis.com/'
/** The longest that Google allows: it outlasts every call. */
const TOKEN_LIFE = '1h'

const serviceAccount = z.object({
  client_email: z.string().min(1),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
  project_id: vertexConfig.shape.project,
})

type ServiceAccount = z.infer<typeof serviceAccount>

export async function loadVertex() {
  const { createGoogleVertex } = await import('@ai-sdk/google-vertex/edge')
  // A call is rehearsed before it is made. One signature serves for all of that.
  const tokens = new Map<string, Promise<string>>()
  return ({ baseURL, apiKey, headers, fetch, config }: SdkSettings) => {
    const account = readServiceAccount(apiKey)
    if (!account) return createGoogleVertex({ baseURL: `${baseURL}/publishers/google`, apiKey, headers, fetch })
    const { project = account.project_id, location = 'global' } = vertexConfig.parse(config)
    if (!project) throw unreadable('The provider key names no project, and the configuration of the provider neither')
    const getToken = () => {
      const token = tokens.get(apiKey) ?? signToken(account)
      tokens.set(apiKey, token)
      return token
    }
    return createGoogleVertex({
      baseURL: `${baseURL}/projects/${project}/locations/${location}/publishers/google`,
      // Without one the package would fetch a token itself, past our `fetch`.
      apiKey: 'unused',
      headers,
      fetch: withToken(fetch, { baseURL, getToken }),
    })
  }
}

/** Puts a token of the service account where the package puts an API key. Files that callers point to get none. */
function withToken(
  fetch: typeof globalThis.fetch,
  { baseURL, getToken }: { baseURL: string; getToken: () => Promise<string> },
): typeof globalThis.fetch {
  return async (input, init) => {
    if (addressOf(input).origin !== new URL(baseURL).origin) return fetch(input, init)
    const headers = new Headers(init?.headers)
    headers.delete('x-goog-api-key')
    headers.set('authorization', `Bearer ${await getToken()}`)
    return fetch(input, { ...init, headers })
  }
}

/** A token that the account signs itself: Google takes it as it is, https://google.aip.dev/auth/4111. */
async function signToken({ client_email, private_key, private_key_id }: ServiceAccount): Promise<string> {
  const [{ importPKCS8 }, { SignJWT }] = await Promise.all([import('jose/key/import'), import('jose/jwt/sign')])
  const signingKey = await importPKCS8(private_key, 'RS256').catch(() => {
    throw unreadable('The private key of the service account does not open')
  })
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', ...(private_key_id && { kid: private_key_id }) })
    .setIssuer(client_email)
    .setSubject(client_email)
    .setAudience(AUDIENCE)
    .setIssuedAt()
    .setExpirationTime(TOKEN_LIFE)
    .sign(signingKey)
}

/**
 * A service account's JSON; `null`: an API key.
 * @throws AppError `provider_key_unreadable`, without what the parser says of it: that would quote the key.
 */
function readServiceAccount(key: string): ServiceAccount | null {
  if (!key.startsWith('{')) return null
  try {
    return serviceAccount.parse(JSON.parse(key))
  } catch {
    throw unreadable('The provider key is not the JSON of a service account')
  }
}

const unreadable = (message: string) => new AppError('provider_key_unreadable', message)
