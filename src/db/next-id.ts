import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'
import { isIdTaken } from './failures.ts'

type IdentifiedTable = 'ai_providers' | 'ai_models' | 'ai_admin_provider_settings' | 'admins' | 'api_keys'

const ATTEMPTS = 8

/**
 * Runs `insert` with an id that no row of the table has or ever had. The id is needed before the row exists, since a
 * sealed key is bound to it. When somebody else takes the id meanwhile, it is tried with the next one.
 */
export async function insertWithId<T>(
  database: Database,
  table: IdentifiedTable,
  insert: (id: number) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const id = await readNextId(database, table)
    try {
      return await insert(id)
    } catch (error) {
      if (attempt === ATTEMPTS || !isIdTaken(error, table)) throw error
    }
  }
}

async function readNextId(database: Database, table: IdentifiedTable): Promise<number> {
  const rows = await database.all<{ seq: number }>(sql`SELECT seq FROM sqlite_sequence WHERE name = ${table}`)
  return (rows[0]?.seq ?? 0) + 1
}
