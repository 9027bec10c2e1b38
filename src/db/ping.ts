import type { Database } from './client.ts'
import { admins } from './schema.ts'

/** Fails when the database is not reachable or has no tables. */
export async function pingDatabase(database: Database): Promise<void> {
  await database.select({ id: admins.id }).from(admins).orderBy(admins.id).limit(1)
}
