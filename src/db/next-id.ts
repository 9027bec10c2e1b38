import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'

type IdentifiedTable = 'ai_providers' | 'ai_models' | 'ai_admin_provider_settings' | 'admins' | 'api_keys'

/**
 * Runs `insert` with an id that no row of the table has or ever had, the first of `count`. The id is needed before the row
 * exists, since a sealed key is bound to it. It is taken for good: whoever comes meanwhile gets another.
 */
export async function insertWithId<T>(
  database: Database,
  table: IdentifiedTable,
  insert: (id: number) => Promise<T>,
  count = 1,
): Promise<T> {
  return insert(await takeIds(database, table, count))
}

/** Counts on where AUTOINCREMENT does: https://www.sqlite.org/autoinc.html. */
async function takeIds(database: Database, table: IdentifiedTable, count: number): Promise<number> {
  const [taken] = await database.all<{ seq: number }>(
    sql`UPDATE sqlite_sequence SET seq = seq + ${count} WHERE name = ${table} RETURNING seq`,
  )
  if (taken) return taken.seq - count + 1
  // SQLite makes the entry with the first row of a table.
  await database.run(
    sql`INSERT INTO sqlite_sequence (name, seq) SELECT ${table}, 0
        WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ${table})`,
  )
  return takeIds(database, table, count)
}
