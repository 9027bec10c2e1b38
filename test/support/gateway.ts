/**
 * A gateway inside workerd, over the real D1, KV and Durable Objects of the test file. Each `createGateway()` is an isolate
 * of its own: its memory and its view of the registry are not shared with the others.
 */
import { env as bindings } from 'cloudflare:workers'
import { createApp } from '../../src/app.ts'
import { createDatabase } from '../../src/db/client.ts'
import { createDeps, type Deps } from '../../src/deps.ts'
import type { Env } from '../../src/env.ts'
import { noMonthlyColumns } from '../../src/access/limits.ts'
import { insertAdminStatement } from '../../src/admins/queries.ts'
import { insertKeyStatement } from '../../src/api-keys/queries.ts'
import { unrestricted } from '../../src/api-keys/service.ts'
import { insertWithId } from '../../src/db/next-id.ts'
import { noRateLimits } from '../../src/ledger/limits.ts'
import { createApiKey } from '../../src/platform/api-key.ts'
import type { Clock } from '../../src/platform/clock.ts'

export const env = bindings as unknown as Env

export type LogLine = { level: string; event: string; facts: Record<string, unknown> }

export type Gateway = {
  deps: Deps
  fetch(path: string, init?: RequestInit & { key?: string; json?: unknown }): Promise<Response>
  /** What goes on after the answers: waits for all of it. */
  settle(): Promise<void>
  logs: LogLine[]
}

export function createGateway(
  parts: { env?: Partial<Env>; clock?: Clock; upstream?: (request: Request) => Response | Promise<Response> } = {},
): Gateway {
  const deferred: Promise<unknown>[] = []
  const logs: LogLine[] = []
  const { upstream } = parts
  const deps = createDeps(
    { ...env, ...parts.env },
    {
      defer: (work) => void deferred.push(work),
      ...(parts.clock && { clock: parts.clock }),
      fetch: async (input, init) => {
        if (!upstream) throw new Error('This gateway has no upstream')
        return upstream(new Request(input, init))
      },
      log: (level, event, facts = {}) => void logs.push({ level, event, facts }),
    },
  )
  const app = createApp(() => deps)
  return {
    deps,
    logs,
    async fetch(path, { key, json, ...init } = {}) {
      const headers = new Headers(init.headers)
      if (key) headers.set('authorization', `Bearer ${key}`)
      if (json !== undefined) headers.set('content-type', 'application/json')
      const body = json === undefined ? init.body : JSON.stringify(json)
      return app.fetch(
        new Request(`https://gatehouse.test${path}`, {
          ...init,
          method: init.method ?? (json === undefined ? 'GET' : 'POST'),
          headers,
          ...(body != null && { body }),
        }),
      )
    },
    async settle() {
      while (deferred.length > 0) await Promise.allSettled(deferred.splice(0))
    },
  }
}

let emails = 0

/** An admin straight in the database, with a key. */
export async function createAdmin(
  role: 'super_admin' | 'admin' = 'admin',
): Promise<{ id: number; key: string; email: string }> {
  const database = createDatabase(env.DB)
  const { key, hash, hint } = await createApiKey()
  const at = new Date().toISOString()
  emails += 1
  const email = `${role}-${emails}-${crypto.randomUUID().slice(0, 8)}@example.com`
  return insertWithId(database, 'admins', (id) =>
    insertWithId(database, 'api_keys', async (keyId) => {
      await database.batch([
        insertAdminStatement(database, {
          id,
          email,
          name: '',
          role,
          isActive: true,
          epoch: 0,
          ...noMonthlyColumns,
          ...noRateLimits,
          createdAt: at,
          updatedAt: at,
        }),
        insertKeyStatement(database, {
          id: keyId,
          adminId: id,
          name: 'test',
          hash,
          hint,
          ...unrestricted,
          revokedAt: null,
          createdAt: at,
          updatedAt: at,
        }),
      ])
      return { id, key, email }
    }),
  )
}

/** A provider with a shared key and one chat model, made over HTTP. */
export async function createProvider(
  gateway: Gateway,
  superKey: string,
  parts: { slug: string; model?: string; provider?: object; fields?: object },
): Promise<{ providerId: number; modelId: number; name: string }> {
  const { slug, model = 'chat-1', provider, fields } = parts
  const created = await gateway.fetch('/api/v1/ai/providers/', {
    key: superKey,
    json: {
      name: slug,
      slug,
      api_base_url: `http://127.0.0.1:9/${slug}/v1`,
      shared_api_key: `sk-shared-${slug}-0123456789`,
      allow_shared_for_normal_admins: true,
      ...provider,
    },
  })
  if (created.status !== 201) throw new Error(await created.text())
  const { id: providerId } = await created.json<{ id: number }>()
  const added = await gateway.fetch('/api/v1/ai/models/', {
    key: superKey,
    json: { provider: slug, model_id: model, capabilities: ['chat'], ...fields },
  })
  if (added.status !== 201) throw new Error(await added.text())
  const { id: modelId } = await added.json<{ id: number }>()
  return { providerId, modelId, name: `${slug}/${model}` }
}

/** An upstream that answers every chat with a few tokens. */
export function answerChat(): Response {
  return Response.json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'chat-1',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: 7, completion_tokens: 3, total_tokens: 10 },
  })
}

export const chat = (model: string, more: object = {}) => ({
  model,
  messages: [{ role: 'user', content: 'Hi' }],
  ...more,
})
