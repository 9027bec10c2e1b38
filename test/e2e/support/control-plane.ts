/** The control plane through the client that is generated from the OpenAPI document. */
import createClient from 'openapi-fetch'
import { inject } from 'vitest'
import type { components, paths } from '../../../openapi.d.ts'

export const product = inject('product')

/** What has other forms too (a stream, a file) is asked for as JSON. */
export type ControlPlane = ReturnType<typeof createClient<paths, 'application/json'>>

export function connect(apiKey: string = product.apiKey): ControlPlane {
  return createClient<paths, 'application/json'>({
    baseUrl: product.url,
    headers: { authorization: `Bearer ${apiKey}` },
  })
}

/** The data of an answer, or an error that shows what came instead. */
export async function dataOf<T>(answer: Promise<{ data?: T; error?: unknown; response: Response }>): Promise<T> {
  const { data, error, response } = await answer
  if (!response.ok || data === undefined) throw new Error(`${response.status}: ${JSON.stringify(error)}`)
  return data
}

let names = 0

/** A name that no other test uses. */
export function uniqueName(prefix: string): string {
  names += 1
  return `${prefix}-${process.pid}-${Date.now().toString(36)}-${names}`
}

/** A provider with a shared key, open to all admins, with one model, for chat unless told otherwise. */
export async function registerProvider(
  client: ControlPlane,
  baseUrl: string,
  more: Partial<components['schemas']['ProviderWrite']> = {},
  model: Partial<components['schemas']['ModelFields']> = {},
): Promise<{ slug: string; model: string; key: string }> {
  const slug = uniqueName('provider')
  const key = `sk-${crypto.randomUUID()}`
  await dataOf(
    client.POST('/api/v1/ai/providers', {
      body: {
        name: slug,
        slug,
        api_base_url: baseUrl,
        shared_api_key: key,
        allow_shared_for_normal_admins: true,
        ...more,
      },
    }),
  )
  await dataOf(
    client.POST('/api/v1/ai/models/bulk', { body: { provider: slug, models: [{ model_id: 'chat-1', ...model }] } }),
  )
  return { slug, model: `${slug}/${model.model_id ?? 'chat-1'}`, key }
}

export async function inviteAdmin(client: ControlPlane): Promise<{ id: number; apiKey: string }> {
  const email = `${uniqueName('admin')}@example.com`
  const admin = await dataOf(client.POST('/api/v1/admins', { body: { email } }))
  return { id: admin.id, apiKey: admin.api_key.key }
}

/** The exact figures of an admin, straight from their ledger. */
export async function readUsage(client: ControlPlane, admin: number) {
  return dataOf(client.GET('/api/v1/ai/usage', { params: { query: { admin } } }))
}
