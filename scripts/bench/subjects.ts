/**
 * The two Workers that are compared, served alike: each in a workerd of its own, straight from its socket, without
 * wrangler's development proxy.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Miniflare, convertV4MiniflareOptions } from 'miniflare'
import type { V4MiniflareOptions, V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readWorkerOptions } from 'wrangler'
import { createApiKey } from '../../src/platform/api-key.ts'
import { createAdmin } from '../admin-create.ts'
import { callGateway } from '../gateway-client.ts'
import { repositoryRoot } from '../local-home.ts'
import { applyMigrations, runWrangler } from '../wrangler.ts'
import type { DatabaseTarget } from '../wrangler.ts'
import type { Target } from './client.ts'
import { childrenNamed } from './cpu.ts'

export type Subject = Target & {
  /** The workerd that serves it. `null` where processes cannot be told. */
  pid: number | null
  stop: () => Promise<void>
}

const PROVIDER = 'bench'
const ADMIN = { email: 'bench@gatehouse.local', name: 'Bench', role: 'super_admin' } as const

const bareWorker = `export default {
  fetch(request, env) {
    return fetch(env.UPSTREAM + '/chat/completions', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer ' + env.KEY },
      body: request.body,
    })
  },
}`

const configuration = readConfiguration()

export function startBare(upstreamUrl: string): Promise<Subject> {
  return serve({
    modules: [{ type: 'ESModule', path: 'bare.js', contents: bareWorker }],
    bindings: { UPSTREAM: upstreamUrl, KEY: 'sk-bench' },
  })
}

/** Bundles Gatehouse as a deployment would, and prepares it through its public API. All it stores is below `directory`. */
export async function startGatehouse(upstreamUrl: string, directory: string): Promise<Subject> {
  const database: DatabaseTarget = { location: 'local', persistTo: join(directory, 'state') }
  const bundle = join(directory, 'bundle')
  const key = await createApiKey()
  await Promise.all([
    runWrangler(['deploy', '--dry-run', '--outdir', bundle]),
    applyMigrations(database).then(() => createAdmin(database, ADMIN, key)),
  ])
  const subject = await serve({
    // Without the assets, which stand in front of the Worker.
    d1Databases: configuration.d1Databases,
    kvNamespaces: configuration.kvNamespaces,
    durableObjects: configuration.durableObjects,
    modules: [{ type: 'ESModule', path: join(bundle, 'index.js') }],
    modulesRoot: bundle,
    bindings: {
      ...configuration.bindings,
      ENCRYPTION_KEYS: `1:${randomBytes(32).toString('base64url')}`,
      ALLOW_LOOPBACK_UPSTREAMS: 'true',
    },
    // Where `wrangler --persist-to` keeps them.
    resourcePersistencePath: join(database.persistTo, 'v3'),
  })
  await registerModel({ url: subject.url, apiKey: key.key }, upstreamUrl)
  return { ...subject, apiKey: key.key, model: `${PROVIDER}/chat-1` }
}

async function registerModel(gateway: { url: string; apiKey: string }, upstreamUrl: string): Promise<void> {
  const provider = { name: 'Bench', slug: PROVIDER, api_base_url: upstreamUrl, shared_api_key: 'sk-bench' }
  await callGateway(gateway, 'POST', '/ai/providers/', { body: provider })
  const models = [{ model_id: 'chat-1', context_window: 128_000, pricing_input: 1, pricing_output: 2 }]
  await callGateway(gateway, 'POST', '/ai/models/bulk', { body: { provider: PROVIDER, models } })
  // A limit is there, so that it is kept, and never reached.
  await callGateway(gateway, 'PUT', `/ai/settings/${PROVIDER}`, { body: { monthly_limit: 100_000_000 } })
}

/** What `wrangler.toml` says. wrangler's type has lost the names of the fields, hence the cast. */
function readConfiguration() {
  const { workerOptions } = readWorkerOptions(join(repositoryRoot, 'wrangler.toml'))
  type Known =
    | 'compatibilityDate'
    | 'compatibilityFlags'
    | 'bindings'
    | 'd1Databases'
    | 'kvNamespaces'
    | 'durableObjects'
  return workerOptions as { [name in Known]-?: NonNullable<V4WorkerOptions[name]> }
}

async function serve(options: V4MiniflareOptions): Promise<Subject> {
  const before = childrenNamed('workerd')
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'subject',
      compatibilityDate: configuration.compatibilityDate,
      compatibilityFlags: configuration.compatibilityFlags,
      cf: false,
      stripCfConnectingIp: false,
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      ...options,
    }),
  )
  await miniflare.ready
  const { origin } = await miniflare.unsafeGetDirectURL()
  const [pid = null] = childrenNamed('workerd').filter((child) => !before.includes(child))
  return { url: origin, apiKey: 'none', model: 'chat-1', pid, stop: () => miniflare.dispose() }
}
