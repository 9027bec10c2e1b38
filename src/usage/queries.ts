import { eq } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import type { UsageMonthlyRow } from '../db/rows.ts'
import { usageMonthly } from '../db/schema.ts'

/** Everybody's figures of a month, as of each ledger's last roll-up. */
export async function selectUsageOfAll(database: Database, period: string): Promise<UsageMonthlyRow[]> {
  return database.select().from(usageMonthly).where(eq(usageMonthly.period, period))
}
