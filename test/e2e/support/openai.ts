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

/** What a promise failed with. `null`: it did not fail. */
export const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    (error: unknown) => error,
  )

/** A conversation in which the client itself runs a tool and goes on with what it answered. */
export async function runTool(
  client: OpenAI,
  { model, name, stream }: { model: string; name: string; stream: boolean },
): Promise<{ asked: unknown[]; content: string | null }> {
  const asked: unknown[] = []
  const runnable = {
    name,
    description: 'The weather of a place',
    parameters: { type: 'object' as const, properties: { location: { type: 'string' as const } } },
    parse: (text: string) => JSON.parse(text) as object,
    function: (sent: object) => {
      asked.push(sent)
      return TOOL_ANSWER
    },
  }
  const messages = [{ role: 'user' as const, content: 'What is it like there?' }]
  const request = { model, messages, tools: [{ type: 'function' as const, function: runnable }] }
  const { completions } = client.chat
  const runner = stream ? completions.runTools({ ...request, stream }) : completions.runTools(request)
  return { content: await runner.finalContent(), asked }
}

export const TOOL_ANSWER = 'sunny as never before'
