import { eq } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import type { DefaultPolicyRow } from '../db/rows.ts'
import { defaultPolicy } from '../db/schema.ts'

/** The only row that the table can have. */
export const POLICY_ID = 1

/** The default policy. `null`: none is stored, and the configuration holds. */
export async function findPolicy(database: Database): Promise<DefaultPolicyRow | null> {
  const [row] = await database.select().from(defaultPolicy).where(eq(defaultPolicy.id, POLICY_ID)).limit(1)
  return row ?? null
}

/** Replaces every column but the moment of its first writing. */
export function putPolicyStatement(database: Database, row: DefaultPolicyRow) {
  const { id: _, createdAt: __, ...columns } = row
  return database.insert(defaultPolicy).values(row).onConflictDoUpdate({ target: defaultPolicy.id, set: columns })
}

export function deletePolicyStatement(database: Database) {
  return database.delete(defaultPolicy).where(eq(defaultPolicy.id, POLICY_ID))
}
