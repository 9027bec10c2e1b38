import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import * as schema from './schema.ts'

/** D1 through Drizzle. Always the primary: what a change wrote, the next read sees. */
export type Database = DrizzleD1Database<typeof schema>

export function createDatabase(d1: D1Database): Database {
  const database = drizzle(d1, { schema })
  const batch = database.batch.bind(database)
  // Drizzle calls a single statement that fails a "Failed query", but hands on what a batch throws: for a connection that
  // broke, an error that does not say where it comes from.
  const named: typeof batch = async (statements) => {
    try {
      return await batch(statements)
    } catch (error) {
      throw new Error('Failed query: a batch', { cause: error })
    }
  }
  return Object.assign(database, { batch: named })
}
