import { sql } from 'drizzle-orm'
import type { Database } from '../db/client.ts'
import { usageMonthly } from '../db/schema.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { UsageRow } from './port.ts'

/** Absolute figures of one admin into `usage_monthly`. A row that is newer there stays. At least one row. */
export async function rollUpUsage(database: Database, adminId: number, rows: UsageRow[]): Promise<void> {
  const statements = rows.map(({ lastUsedAtMs, ...row }) =>
    database
      .insert(usageMonthly)
      .values({ ...row, adminId, lastUsedAt: toTimestamp(lastUsedAtMs) })
      .onConflictDoUpdate({
        target: [
          usageMonthly.adminId,
          usageMonthly.period,
          usageMonthly.providerId,
          usageMonthly.modelId,
          usageMonthly.apiKeyId,
          usageMonthly.keySource,
          usageMonthly.capability,
        ],
        set: {
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
        },
        setWhere: sql`excluded.revision > ${usageMonthly.revision}`,
      }),
  )
  const [first, ...rest] = statements
  if (first) await database.batch([first, ...rest])
}
