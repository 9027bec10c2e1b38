import { drizzle, type DrizzleD1Database } from 'drizzle-orm/d1'
import * as schema from './schema.ts'

/** D1 through Drizzle. Always the primary: what a change wrote, the next read sees. */
export type Database = DrizzleD1Database<typeof schema>

export function createDatabase(d1: D1Database): Database {
  return drizzle(d1, { schema })
}
