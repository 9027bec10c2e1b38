import { sql } from 'drizzle-orm'
import type { Database } from './client.ts'

type IdentifiedTable = 'ai_providers' | 'ai_models' | 'ai_admin_provider_settings' | 'admins' | 'api_keys'

/**
 * Runs `insert` with an id that no row of the table has or ever had, the first of `count`. The id is needed before the row
 * exists, since a sealed key is bound to it. It is taken for good, so that nobody else is given it meanwhile.
 */
export async function insertWithId<T>(
  database: Database,
  table: IdentifiedTable,
  insert: (id: number) => Promise<T>,
  count = 1,
): Promise<T> {
  // Where SQLite keeps what AUTOINCREMENT has given out (https://www.sqlite.org/autoinc.html); empty before the first row.
  const [, taken] = await database.batch([
    database.run(
      sql`INSERT INTO sqlite_sequence (name, seq) SELECT ${table}, 0
          WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = ${table})`,
    ),
    database.all<{ seq: number }>(
      sql`UPDATE sqlite_sequence SET seq = seq + ${count} WHERE name = ${table} RETURNING seq`,
    ),
  ])
  return insert(taken[0]!.seq - count + 1)
}
