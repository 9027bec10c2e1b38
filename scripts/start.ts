/**
 * `npm start`: a whole Gatehouse on this machine, with a sandbox upstream to talk to. Everything it needs it makes
 * once and keeps; everything it starts ends with it.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { createApiKey, hashApiKey } from '../src/platform/api-key.ts'
import { addKey, createAdmin } from './admin-create.ts'
import { callGateway } from './gateway-client.ts'
import { requireFreePort, startGateway } from './gateway-process.ts'
import { locateHome, readLocalJson, repositoryRoot, writeLocalJson } from './local-home.ts'
import type { LocalHome } from './local-home.ts'
import { completeDevVars } from './local-secrets.ts'
import { endProcesses, startProcess, waitForEnd } from './processes.ts'
import { registerSandbox } from './register-sandbox.ts'
import { startSandbox } from './sandbox.ts'
import type { Sandbox } from './sandbox.ts'
import { applyMigrations, executeSql } from './wrangler.ts'
import type { DatabaseTarget } from './wrangler.ts'

const DEFAULT_PORT = 8787
const FIRST_ADMIN = { email: 'admin@gatehouse.local', name: 'First super admin', role: 'super_admin' } as const

async function start(): Promise<void> {
  const port = readPort()
  const home = locateHome()
  await requireFreePort(port)
  const renewedSecrets = completeDevVars(home.devVarsFile)

  console.log('Starting Gatehouse …')
  const database: DatabaseTarget = { location: 'local', persistTo: home.persistTo }
  await applyMigrations(database)
  const apiKey = await prepareFirstAdmin(home, database)
  await seedCatalogue(database)

  const sandbox = await openSandbox(home)
  const gateway = await startGateway(home, port)
  await requireWorkingKey({ url: gateway.url, apiKey }, home)
  const renewKey = sandbox.isKeyNew || renewedSecrets.includes('ENCRYPTION_KEYS')
  await registerSandbox({ url: gateway.url, apiKey }, sandbox, { renewKey })

  writeLocalJson(home.localFile, { url: gateway.url, apiKey, sandboxUrl: sandbox.url })
  announce(gateway.url, apiKey, sandbox)
  await gateway.ended
  throw new Error('The Worker has ended.')
}

function readPort(): number {
  const text = process.env['PORT'] || String(DEFAULT_PORT)
  const port = Number(text)
  if (/^\d+$/.test(text) && port >= 1 && port <= 65_535) return port
  throw new Error(`PORT must be a number between 1 and 65535, not ${JSON.stringify(text)}.`)
}

/**
 * The key of the first super admin, who is created when there is none. The key is written down before it is used: a
 * start that breaks off between the two must not lock anybody out.
 */
async function prepareFirstAdmin(home: LocalHome, database: DatabaseTarget): Promise<string> {
  const local = readLocalJson(home.localFile)
  const known = typeof local['apiKey'] === 'string' ? local['apiKey'] : null
  const key =
    known === null ? await createApiKey() : { key: known, hash: await hashApiKey(known), hint: known.slice(-4) }
  writeLocalJson(home.localFile, { ...local, apiKey: key.key })
  const created = await createAdmin(database, FIRST_ADMIN, key, { onlyWithoutSuperAdmin: true })
  // The file is gone and the key with it, as only its hash is kept. Whoever can read the database may have another.
  if (!created && known === null) await addKey(database, FIRST_ADMIN.email, key)
  return key.key
}

/** Fills the catalogue the first time only: what people delete later stays deleted. */
async function seedCatalogue(database: DatabaseTarget & { location: 'local' }): Promise<void> {
  const [rows] = await executeSql(database, ['SELECT count(*) AS count FROM ai_providers'])
  if (rows?.[0]?.['count'] !== 0) return
  const script = join(repositoryRoot, 'scripts/catalogue-seed.ts')
  const args = [script, '--local', '--persist-to', database.persistTo]
  const child = startProcess(process.execPath, args, { cwd: repositoryRoot, stdio: ['ignore', 'ignore', 'inherit'] })
  const { code } = await waitForEnd(child)
  if (code !== 0) throw new Error('The catalogue could not be seeded, see above.')
}

/** Starts the sandbox with the port and key of last time, where the port is still free. */
async function openSandbox(home: LocalHome): Promise<Sandbox & { apiKey: string; isKeyNew: boolean }> {
  const last = readLocalJson(home.sandboxFile)
  const isKeyNew = typeof last['apiKey'] !== 'string'
  const apiKey = isKeyNew ? `sandbox-${randomBytes(24).toString('base64url')}` : String(last['apiKey'])
  const lastPort = typeof last['port'] === 'number' ? last['port'] : 0
  const sandbox = await startSandbox({ port: lastPort, apiKey }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EADDRINUSE') return startSandbox({ port: 0, apiKey })
    throw error
  })
  writeLocalJson(home.sandboxFile, { port: sandbox.port, apiKey })
  return { ...sandbox, apiKey, isKeyNew }
}

async function requireWorkingKey(gateway: { url: string; apiKey: string }, home: LocalHome): Promise<void> {
  const { status } = await callGateway(gateway, 'GET', '/ai/providers/?limit=1', { allow: [401, 403] })
  if (status === 200) return
  throw new Error(
    `The key in ${home.localFile} does not work (${status}). Make another with ` +
      '"npm run admin:create -- --email you@example.com --local" and put it there as "apiKey".',
  )
}

function announce(url: string, apiKey: string, sandbox: Sandbox): void {
  const body = JSON.stringify({ model: 'sandbox/chat', messages: [{ role: 'user', content: 'Hello' }] })
  console.log(`
Gatehouse runs at  ${url}
Documentation      ${url}/docs
Super admin's key  ${apiKey}
Sandbox upstream   ${sandbox.url}  (development only)

Try it:

curl ${url}/v1/chat/completions \\
  -H 'authorization: Bearer ${apiKey}' \\
  -H 'content-type: application/json' \\
  -d '${body}'

Ctrl-C ends it.`)
}

let isEnding = false

/** Ends the process and all it started, once. */
async function end(exitCode: number): Promise<void> {
  if (isEnding) return
  isEnding = true
  await endProcesses()
  process.exit(exitCode)
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void end(0))

start().catch((error: unknown) => {
  // What breaks because everything is being ended is no news.
  if (!isEnding) console.error(error instanceof Error ? error.message : error)
  return end(1)
})
