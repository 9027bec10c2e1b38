/** The official client, with base URL and key changed and nothing else, before a provider whose answers a test decides. */
import OpenAI from 'openai'
import { afterAll } from 'vitest'
import { connect, inviteAdmin, product, readUsage, registerProvider } from './control-plane.ts'
import { startUpstream, type Answer, type Upstream } from './upstream.ts'

const superClient = connect()
const upstreams: Upstream[] = []

// Not at the end of each test: these run beside each other, as every provider takes a while to be known.
afterAll(() => Promise.all(upstreams.map((upstream) => upstream.close())))

type Registered = Parameters<typeof registerProvider>

export async function arrange(
  answer: Answer,
  { provider = {}, model = {} }: { provider?: Registered[2]; model?: Registered[3] } = {},
) {
  const upstream = await startUpstream(answer)
  upstreams.push(upstream)
  const [registered, admin] = await Promise.all([
    registerProvider(superClient, upstream.url, provider, model),
    inviteAdmin(superClient),
  ])
  const client = new OpenAI({ apiKey: admin.apiKey, baseURL: `${product.url}/v1` })
  return {
    client,
    apiKey: admin.apiKey,
    admin: admin.id,
    upstream,
    ...registered,
    apiKey: admin.apiKey,
    usage: () => readSettled(admin.id),
  }
}

/** The figures of an admin once nothing is under way. */
export async function readSettled(admin: number) {
  for (;;) {
    const { open_requests, totals } = await readUsage(superClient, admin)
    if (open_requests === 0) return totals
  }
}
