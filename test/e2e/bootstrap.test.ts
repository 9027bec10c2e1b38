/** The first super admin: made once, however many try at the same moment. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { createAdmin } from '../../scripts/admin-create.ts'
import { applyMigrations, executeSql } from '../../scripts/wrangler.ts'
import type { DatabaseTarget } from '../../scripts/wrangler.ts'
import { createApiKey } from '../../src/platform/api-key.ts'

type ExecuteSql = typeof executeSql

/** Stands in for wrangler while it is set. */
const substitute = vi.hoisted(() => ({ executeSql: null as ExecuteSql | null }))

vi.mock('../../scripts/wrangler.ts', async (importOriginal) => {
  const original = await importOriginal<{ executeSql: ExecuteSql }>()
  const execute: ExecuteSql = (...parameters) => (substitute.executeSql ?? original.executeSql)(...parameters)
  return { ...original, executeSql: execute }
})

const target: DatabaseTarget = { location: 'local', persistTo: 'unused' }

/** SQLite with the product's tables. Like D1 it runs a batch whole or not at all, and between two batches anything. */
function openDatabase(): DatabaseSync {
  const database = new DatabaseSync(':memory:')
  const directory = join(import.meta.dirname, '../../migrations')
  for (const file of readdirSync(directory).sort()) {
    if (file.endsWith('.sql')) database.exec(readFileSync(join(directory, file), 'utf8'))
  }
  substitute.executeSql = async (_, statements) => {
    await pause(Math.random() * 5)
    database.exec('BEGIN IMMEDIATE')
    try {
      const rows = statements.map((statement) => database.prepare(statement).all())
      database.exec('COMMIT')
      await pause(Math.random() * 5)
      return rows
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
  return database
}

const bootstrap = async (email: string, to = target) => {
  const key = await createApiKey()
  const created = await createAdmin(to, { email, name: 'First', role: 'super_admin' }, key, {
    onlyWithoutSuperAdmin: true,
  })
  return { created, hash: key.hash, email }
}

const SUPER_ADMINS = `SELECT id, email FROM admins WHERE role = 'super_admin'`
const KEYS = 'SELECT admin_id, hash FROM api_keys'

describe('fifty bootstraps at once', () => {
  let database: DatabaseSync

  beforeEach(() => {
    database = openDatabase()
  })

  it.each<[string, (index: number) => string]>([
    ['for fifty addresses', (index) => `admin-${index}@example.com`],
    ['for one address', () => 'ada@example.com'],
    ['for one address in two spellings', (index) => (index % 2 ? ' Ada@Example.com ' : 'ada@example.com')],
  ])('make one super admin with one key: %s', async (_, emailOf) => {
    const attempts = await Promise.all(Array.from({ length: 50 }, (_, index) => bootstrap(emailOf(index))))
    const winners = attempts.filter(({ created }) => created)
    expect(winners).toHaveLength(1)
    const admins = database.prepare(SUPER_ADMINS).all()
    expect(admins).toMatchObject([{ email: winners[0]!.email.trim().toLowerCase() }])
    // The key is that of the one who was told that it worked.
    expect(database.prepare(KEYS).all()).toMatchObject([{ admin_id: admins[0]!['id'], hash: winners[0]!.hash }])
  })

  it('do nothing where there is a super admin, also a switched-off one', async () => {
    expect((await bootstrap('first@example.com')).created).toBe(true)
    const attempts = await Promise.all(Array.from({ length: 10 }, (_, index) => bootstrap(`late-${index}@example.com`)))
    expect(attempts.every(({ created }) => !created)).toBe(true)
    database.exec(`INSERT INTO admins (email, role, created_at, updated_at) VALUES ('b@example.com', 'super_admin', '', '');
      UPDATE admins SET is_active = 0 WHERE email = 'first@example.com'`)
    expect((await bootstrap('again@example.com')).created).toBe(false)
    expect(database.prepare(KEYS).all()).toHaveLength(1)
  })

  it('do not raise or key an admin who has the address already', async () => {
    database.exec(
      `INSERT INTO admins (email, role, created_at, updated_at) VALUES ('ada@example.com', 'admin', '', '')`,
    )
    expect((await bootstrap('ada@example.com')).created).toBe(false)
    expect(database.prepare(SUPER_ADMINS).all()).toEqual([])
    expect(database.prepare(KEYS).all()).toEqual([])
  })

  it('take a name and an address as texts, whatever stands in them', async () => {
    const key = await createApiKey()
    const name = `Robert'); DROP TABLE admins; --`
    expect(await createAdmin(target, { email: `o'neil@example.com`, name, role: 'super_admin' }, key)).toBe(true)
    expect(database.prepare('SELECT name, email FROM admins').all()).toMatchObject([
      { name, email: `o'neil@example.com` },
    ])
  })
})

describe('bootstraps through wrangler', () => {
  it('make one super admin with one key', async () => {
    substitute.executeSql = null
    const persistTo = mkdtempSync(join(tmpdir(), 'gatehouse-bootstrap-'))
    try {
      const local: DatabaseTarget = { location: 'local', persistTo }
      await applyMigrations(local)
      const attempts = await Promise.allSettled(['a', 'b', 'c'].map((name) => bootstrap(`${name}@example.com`, local)))
      // One that finds the file locked fails as a whole; it never half succeeds.
      const winners = attempts.filter((attempt) => attempt.status === 'fulfilled' && attempt.value.created)
      expect(winners).toHaveLength(1)
      const [admins, keys] = await executeSql(local, [SUPER_ADMINS, KEYS])
      expect(admins).toHaveLength(1)
      expect(keys).toMatchObject([{ admin_id: admins![0]!['id'] }])
    } finally {
      rmSync(persistTo, { recursive: true, force: true })
    }
  })
})
