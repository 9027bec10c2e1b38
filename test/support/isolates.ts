/** Several isolates over one deployment, and what a chat through each of them comes to. */
import type { Env } from '../../src/env.ts'
import { chat, createAdmin, createGateway, createProvider, env, type Gateway } from './gateway.ts'
import { figuresOf } from './ledger.ts'

type Person = Awaited<ReturnType<typeof createAdmin>>
type Change = RequestInit & { key?: string; json?: unknown }

export type World = {
  superAdmin: Person
  caller: Person
  slug: string
  /** `provider/model_id` */
  name: string
  providerId: number
  modelId: number
  /** Each with a memory and a view of the registry of its own. */
  isolates: [Gateway, Gateway, Gateway]
  createIsolate(): Gateway
  /**
   * What a chat comes to through each isolate, the one that makes changes last, and through one that begins with it:
   * `200 shared@acme` (key and address), or `403 access_denied`.
   */
  outcomes(wanted?: { key?: string; model?: string | undefined }): Promise<string[]>
  /** Makes a change as the super admin, through the first isolate unless told otherwise. Fails when it is refused. */
  change(path: string, init: Change, through?: Gateway): Promise<Response>
}

/** One change, and what calls come to before and after it. */
export type FreshnessCase = {
  title: string
  world?: Parameters<typeof createWorld>[0]
  /** Before anybody calls. */
  prepare?: (world: World) => Promise<unknown>
  /** What is called; the provider's model when it is left out. */
  model?: string
  before: (world: World) => string
  change: (world: World) => Promise<unknown>
  after: (world: World) => string
}

let worlds = 0

/** A provider with a shared key and a model, an admin who may call it, and three isolates that know nothing yet. */
export async function createWorld(
  parts: { role?: 'super_admin' | 'admin'; provider?: object; env?: Partial<Env> } = {},
): Promise<World> {
  worlds += 1
  const slug = `world-${worlds}`
  const [superAdmin, caller] = [await createAdmin('super_admin'), await createAdmin(parts.role ?? 'admin')]
  const createIsolate = () => createGateway({ upstream: describeCall, env: parts.env ?? {} })
  const isolates: World['isolates'] = [createIsolate(), createIsolate(), createIsolate()]
  const provider = parts.provider ?? {}
  const { name, providerId, modelId } = await createProvider(isolates[0], superAdmin.key, { slug, provider })
  return {
    superAdmin,
    caller,
    slug,
    name,
    providerId,
    modelId,
    isolates,
    createIsolate,
    outcomes: async ({ key = caller.key, model = name } = {}) => {
      const outcomes: string[] = []
      for (const gateway of [createIsolate(), ...isolates.toReversed()]) {
        outcomes.push(await outcomeOf(gateway, key, model))
      }
      return outcomes
    },
    change: async (path, init, through = isolates[0]) => {
      const response = await through.fetch(path, { key: superAdmin.key, ...init })
      if (!response.ok) throw new Error(`${init.method} ${path}: ${response.status} ${await response.text()}`)
      return response
    },
  }
}

/** The same outcome everywhere. */
export const everywhere = (outcome: string): string[] => Array<string>(4).fill(outcome)

/** What one chat comes to. What goes on after the answer is brought to its end, so that KV has what was read. */
export async function outcomeOf(gateway: Gateway, key: string, model: string): Promise<string> {
  const response = await gateway.fetch('/v1/chat/completions', { key, json: chat(model) })
  const answer = await response.json<{ choices?: { message: { content: string } }[]; error?: { code: string } }>()
  await gateway.settle()
  return `${response.status} ${answer.choices?.[0]?.message.content ?? answer.error?.code}`
}

/** An upstream that answers with the kind of the key and the first part of the path that it was called with. */
export function describeCall(request: Request): Response {
  const kind = /sk-([a-z]+)-/.exec(request.headers.get('authorization') ?? '')?.[1]
  const content = `${kind}@${new URL(request.url).pathname.split('/')[1]}`
  return Response.json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'chat-1',
    choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  })
}

const shared = ({ slug }: World) => `200 shared@${slug}`
const personal = ({ slug }: World) => `200 personal@${slug}`
export const called = { shared, personal }
export const says = (outcome: string) => () => outcome

/** Changes by the super admin. */
export const patchProvider = (json: object) => (world: World) =>
  world.change(`/api/v1/ai/providers/${world.slug}`, { method: 'PATCH', json })
export const patchModel = (json: object) => (world: World) =>
  world.change(`/api/v1/ai/models/${world.modelId}`, { method: 'PATCH', json })
export const patchAdmin = (json: object) => (world: World) =>
  world.change(`/api/v1/admins/${world.caller.id}`, { method: 'PATCH', json })
export const patchKey = (json: object) => (world: World) => changeKey(world, '', { method: 'PATCH', json })
export const putLimit = (monthly_limit: number | null) => (world: World) =>
  world.change(`/api/v1/admins/${world.caller.id}/settings/${world.slug}`, { method: 'PUT', json: { monthly_limit } })
export const addProvider = (slug: (world: World) => string, model: string) => (world: World) =>
  createProvider(world.isolates[0], world.superAdmin.key, { slug: slug(world), model })

export const setDefault = (slug: (world: World) => string) => (world: World) =>
  world.change('/api/v1/ai/capabilities/chat', { method: 'PUT', json: { model: `${slug(world)}/chat-1` } })

/** The id of the caller's newest API key. */
export async function readKeyId({ change, caller }: World): Promise<number> {
  const found = await change(`/api/v1/api-keys?admin=${caller.id}`, { method: 'GET' })
  const { results } = await found.json<{ results: { id: number }[] }>()
  return results[0]!.id
}

/** Changes the caller's API key. */
export async function changeKey(world: World, path: string, init: Change): Promise<Response> {
  return world.change(`/api/v1/api-keys/${await readKeyId(world)}${path}`, init)
}

/** Changes by the caller, of their own settings. */
export const patchSettings = (json: object) => (world: World) =>
  world.change(`/api/v1/ai/settings/${world.slug}`, { method: 'PATCH', json, key: world.caller.key })
export const addPersonalKey = patchSettings({ personal_api_key: 'sk-personal-0123456789' })

/** The books of the caller at the world's provider. */
export async function readBooks({ caller, providerId }: World) {
  return figuresOf(await env.LEDGER.getByName(`admin:${caller.id}`).report(null), providerId)
}
