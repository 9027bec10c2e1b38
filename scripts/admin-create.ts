/**
 * `npm run admin:create`: makes an admin and their first API key straight in D1, local or deployed. The way in while
 * nobody has a key for the API yet.
 *
 * Only the SHA-256 of the key goes to wrangler, so no secret stands on a command line.
 */
import { parseArgs } from 'node:util'
import { createApiKey } from '../src/platform/api-key.ts'
import type { NewApiKey } from '../src/platform/api-key.ts'
import { locateHome } from './local-home.ts'
import { executeSql, quoteSql } from './wrangler.ts'
import type { DatabaseTarget } from './wrangler.ts'

export type NewAdmin = { email: string; name: string; role: 'super_admin' | 'admin' }

const usage = `Usage: npm run admin:create -- --email ada@example.com --local|--remote
  --name NAME       what they are called
  --role ROLE       super_admin (default) or admin
  --local           the database of npm start
  --persist-to DIR  with --local: the database in another state directory of wrangler
  --remote          the deployed database
  --bootstrap       do nothing when there is a super admin already
  --additional-key  give an admin who exists one more key, when theirs is lost`

/**
 * Creates an admin with this first key, in one atomic batch.
 * @param onlyWithoutSuperAdmin create nothing when there is any super admin.
 * @returns whether it was created; not when the email is taken.
 */
export async function createAdmin(
  target: DatabaseTarget,
  admin: NewAdmin,
  key: Pick<NewApiKey, 'hash' | 'hint'>,
  { onlyWithoutSuperAdmin = false }: { onlyWithoutSuperAdmin?: boolean } = {},
): Promise<boolean> {
  const now = quoteSql(new Date().toISOString())
  const email = quoteSql(normaliseEmail(admin.email))
  const blocker = onlyWithoutSuperAdmin ? `role = 'super_admin' OR email = ${email}` : `email = ${email}`
  const [admins] = await executeSql(target, [
    `INSERT INTO admins (email, name, role, is_active, created_at, updated_at)
     SELECT ${email}, ${quoteSql(admin.name.trim())}, ${quoteSql(admin.role)}, 1, ${now}, ${now}
     WHERE NOT EXISTS (SELECT 1 FROM admins WHERE ${blocker}) RETURNING id`,
    // Only for the row of the statement before: an admin who was there has another date, or a key.
    `${insertKey(email, 'first key', key, now)} AND created_at = ${now}
     AND NOT EXISTS (SELECT 1 FROM api_keys WHERE admin_id = admins.id)`,
  ])
  return admins?.length === 1
}

/**
 * Gives an active admin one more key.
 * @returns whether it did; not when there is no such admin.
 */
export async function addKey(
  target: DatabaseTarget,
  email: string,
  key: Pick<NewApiKey, 'hash' | 'hint'>,
): Promise<boolean> {
  const now = quoteSql(new Date().toISOString())
  const [keys] = await executeSql(target, [
    `${insertKey(quoteSql(normaliseEmail(email)), 'additional key', key, now)} AND is_active = 1 RETURNING id`,
  ])
  return keys?.length === 1
}

function insertKey(email: string, name: string, key: Pick<NewApiKey, 'hash' | 'hint'>, now: string): string {
  return `INSERT INTO api_keys (admin_id, name, hash, hint, created_at, updated_at)
     SELECT id, ${quoteSql(name)}, ${quoteSql(key.hash)}, ${quoteSql(key.hint)}, ${now}, ${now}
     FROM admins WHERE email = ${email}`
}

function normaliseEmail(email: string): string {
  return email.trim().toLowerCase()
}

async function main(): Promise<void> {
  const options = readOptions()
  const key = await createApiKey()
  if (options.additionalKey) {
    const added = await addKey(options.target, options.admin.email, key)
    if (!added) throw new Error(`There is no active admin ${options.admin.email}.`)
    return printKey(`One more key for ${options.admin.email}`, key)
  }
  const created = await createAdmin(options.target, options.admin, key, { onlyWithoutSuperAdmin: options.bootstrap })
  if (created) return printKey(`${options.admin.email} is now ${options.admin.role}`, key)
  if (options.bootstrap) return console.log('There is a super admin already: nothing was created.')
  throw new Error(`There is an admin ${options.admin.email} already. --additional-key gives them one more key.`)
}

function readOptions() {
  const { values } = parseArgs({
    options: {
      email: { type: 'string', default: '' },
      name: { type: 'string', default: '' },
      role: { type: 'string', default: 'super_admin' },
      local: { type: 'boolean', default: false },
      remote: { type: 'boolean', default: false },
      'persist-to': { type: 'string' },
      bootstrap: { type: 'boolean', default: false },
      'additional-key': { type: 'boolean', default: false },
    },
  })
  const { email, name, role } = values
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email.trim())) throw new Error(`--email is needed.\n${usage}`)
  if (role !== 'super_admin' && role !== 'admin') throw new Error(`--role is super_admin or admin.\n${usage}`)
  if (values.local === values.remote) throw new Error(`Either --local or --remote is needed.\n${usage}`)
  if (values.bootstrap && role !== 'super_admin') throw new Error('--bootstrap makes a super admin only.')
  const target: DatabaseTarget = values.remote
    ? { location: 'remote' }
    : { location: 'local', persistTo: values['persist-to'] ?? locateHome().persistTo }
  return {
    admin: { email: normaliseEmail(email), name, role } satisfies NewAdmin,
    target,
    bootstrap: values.bootstrap,
    additionalKey: values['additional-key'],
  }
}

function printKey(what: string, { key }: NewApiKey): void {
  console.log(`${what}. The key, shown this once:\n\n  ${key}\n`)
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    console.error(
      message.includes('no such table')
        ? 'The database has no tables yet: npm start makes the local ones, npm run deploy the deployed ones.'
        : message,
    )
    process.exitCode = 1
  })
}
