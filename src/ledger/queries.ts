import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { usageDaily, usageMonthly } from '../db/schema.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { DailyUsageRow, UsageRow } from './port.ts'

/**
 * Absolute figures of one admin into `usage_daily` and `usage_monthly`, all or none. A row that is newer there stays. At
 * least one row.
 */
export async function rollUpUsage(
  database: Database,
  adminId: number,
  { days, months }: { days: DailyUsageRow[]; months: UsageRow[] },
): Promise<void> {
  const dailyStatements = days.map(({ lastUsedAtMs, ...row }) =>
    database
      .insert(usageDaily)
      .values({ ...row, adminId, lastUsedAt: toTimestamp(lastUsedAtMs) })
      .onConflictDoUpdate({
        target: [usageDaily.adminId, usageDaily.day, ...dimensionsOf(usageDaily)],
        set: { ...figures, errors: sql`excluded.errors`, latencies: sql`excluded.latencies` },
        setWhere: sql`excluded.revision > ${usageDaily.revision}`,
      }),
  )
  const monthlyStatements = months.map(({ lastUsedAtMs, ...row }) =>
    database
      .insert(usageMonthly)
      .values({ ...row, adminId, lastUsedAt: toTimestamp(lastUsedAtMs) })
      .onConflictDoUpdate({
        target: [usageMonthly.adminId, usageMonthly.period, ...dimensionsOf(usageMonthly)],
        set: figures,
        setWhere: sql`excluded.revision > ${usageMonthly.revision}`,
      }),
  )
  const [first, ...rest] = [...dailyStatements, ...monthlyStatements]
  if (first) await database.batch([first, ...rest])
}

const dimensionsOf = (table: typeof usageDaily | typeof usageMonthly) => [
  table.providerId,
  table.modelId,
  table.apiKeyId,
  table.keySource,
  table.capability,
]

const figures = {
  providerSlug: sql`excluded.provider_slug`,
  modelName: sql`excluded.model_name`,
  requests: sql`excluded.requests`,
  inputTokens: sql`excluded.input_tokens`,
  cachedInputTokens: sql`excluded.cached_input_tokens`,
  cacheWriteTokens: sql`excluded.cache_write_tokens`,
  outputTokens: sql`excluded.output_tokens`,
  reasoningTokens: sql`excluded.reasoning_tokens`,
  images: sql`excluded.images`,
  characters: sql`excluded.characters`,
  audioMs: sql`excluded.audio_ms`,
  videoMs: sql`excluded.video_ms`,
  costMicroUsd: sql`excluded.cost_micro_usd`,
  unpricedRequests: sql`excluded.unpriced_requests`,
  lastUsedAt: sql`excluded.last_used_at`,
  revision: sql`excluded.revision`,
}
