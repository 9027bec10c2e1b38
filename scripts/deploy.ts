/**
 * `npm run deploy`: migrations, then the Worker. Refuses before it changes anything when the account's ids or the
 * encryption keys are missing. `--dry-run` only builds, into `dist/`.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { repositoryRoot } from './local-home.ts'
import { endProcesses, waitForEnd } from './processes.ts'
import { WranglerError, applyMigrations, runWrangler, startWrangler } from './wrangler.ts'

const REQUIRED_SECRET = 'ENCRYPTION_KEYS'

async function deploy(): Promise<void> {
  const { values } = parseArgs({ options: { 'dry-run': { type: 'boolean', default: false } } })
  if (values['dry-run']) return runInTerminal(['deploy', '--dry-run', '--outdir', 'dist'])
  requireRealIds()
  await requireSecret()
  console.log('Applying the migrations …')
  await applyMigrations({ location: 'remote' })
  await runInTerminal(['deploy'])
}

function requireRealIds(): void {
  const configuration = readFileSync(join(repositoryRoot, 'wrangler.toml'), 'utf8')
  if (!/^\s*(?:database_id|id)\s*=\s*"[0-]+"/m.test(configuration)) return
  throw new Error(
    'wrangler.toml still holds placeholder ids (zeros). Make the database and the cache in your account, and put the\n' +
      'ids that these print into wrangler.toml:\n\n' +
      '  npx wrangler d1 create gatehouse\n' +
      '  npx wrangler kv namespace create CACHE',
  )
}

async function requireSecret(): Promise<void> {
  const names = await listSecretNames()
  if (names.includes(REQUIRED_SECRET)) return
  throw new Error(
    `The secret ${REQUIRED_SECRET} is not set. Make one, keep a copy in a safe place (without it no stored provider\n` +
      'key opens again), and hand it over:\n\n' +
      `  node -p "'1:' + crypto.randomBytes(32).toString('base64url')"\n` +
      `  npx wrangler secret put ${REQUIRED_SECRET}`,
  )
}

/** Empty as long as the Worker was never deployed. The first thing that asks the account, so signed in or not shows. */
async function listSecretNames(): Promise<string[]> {
  try {
    const output = await runWrangler(['secret', 'list', '--format', 'json'])
    const secrets = JSON.parse(output.slice(output.indexOf('['))) as { name: string }[]
    return secrets.map(({ name }) => name)
  } catch (error) {
    // Cloudflare's code for a Worker that does not exist.
    if (error instanceof WranglerError && error.message.includes('10007')) return []
    if (error instanceof WranglerError && error.message.includes('CLOUDFLARE_API_TOKEN')) {
      const advice = 'wrangler is not signed in: run "npx wrangler login", or set CLOUDFLARE_API_TOKEN.'
      throw new Error(advice, { cause: error })
    }
    throw error
  }
}

async function runInTerminal(args: string[]): Promise<void> {
  const { code } = await waitForEnd(startWrangler(args, { inTerminal: true }))
  if (code !== 0) throw new Error(`wrangler ${args.join(' ')} failed, see above.`)
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.on(signal, () => void endProcesses().finally(() => process.exit(1)))
}

deploy().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
})
