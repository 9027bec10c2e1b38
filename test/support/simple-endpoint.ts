/** A simple endpoint before an upstream of the test's own. */
import { createApi, type Answer } from './api.ts'
import { createEndpoint } from './endpoint.ts'

type Report = { open_requests: number; totals: Record<string, number> }

export async function createSimpleEndpoint(path: string, parts: Parameters<typeof createEndpoint>[1] = {}) {
  const endpoint = await createEndpoint(path, parts)
  const { gateway, caller, post } = endpoint
  const own = createApi(gateway, caller.key)
  return {
    ...endpoint,
    own,
    async ask<T = Record<string, unknown>>(...request: Parameters<typeof post>): Promise<Answer<T>> {
      const response = await post(...request)
      return { status: response.status, body: await response.json<T>(), headers: response.headers }
    },
    /** What the caller has used, when all is settled. */
    async readUsage(): Promise<Report> {
      await gateway.settle()
      return (await own<Report>('GET', '/ai/usage')).body
    },
  }
}
