/** Usage reports, and figures straight in D1 as a ledger writes them. */
import { expect } from 'vitest'
import { createDatabase } from '../../src/db/client.ts'
import type { DailyUsageRow } from '../../src/ledger/port.ts'
import { noQuantities } from '../../src/ledger/pricing.ts'
import { rollUpUsage } from '../../src/ledger/queries.ts'
import type { Api } from './api.ts'
import { env } from './gateway.ts'

/** Figures that add up. */
export const SUMS = [
  'requests',
  'errors',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'images',
  'characters',
  'audio_seconds',
  'video_seconds',
  'cost_usd',
  'unpriced_requests',
] as const

export type Sums = Record<(typeof SUMS)[number], number>
export type Figures = Sums & { latency_ms: { p50: number; p95: number; p99: number } | null }
export type Group = Figures & Record<string, unknown>

// One for each name.
export const noSums = Object.fromEntries(SUMS.map((field) => [field, 0])) as Sums
export const noFigures: Figures = { ...noSums, latency_ms: null }

export type Report = {
  period: string | null
  from: string
  to: string
  source: string
  open_requests: number | null
  totals: Figures
  by_day: (Figures & { day: string })[]
  by_provider: Group[]
  by_model: Group[]
  by_key_source: Group[]
  by_admin: Group[]
  by_api_key: Group[]
  by_capability: Group[]
  groups?: Group[]
}

/** Sums as whole numbers: money in micro-USD, spans in milliseconds. */
export function addUp(rows: Record<string, unknown>[]): Sums {
  const scale = (field: string) => (field === 'cost_usd' ? 1e6 : field.endsWith('_seconds') ? 1e3 : 1)
  const sums = SUMS.map((field) => [
    field,
    rows.reduce((total, row) => total + Math.round(Number(row[field]) * scale(field)), 0),
  ])
  return Object.fromEntries(sums) as Sums
}

export async function readReport(api: Api, query = ''): Promise<Report> {
  const { status, body } = await api<Report>('GET', `/ai/usage/${query}`)
  expect([status, status === 200 ? null : body]).toEqual([200, null])
  return body
}

export function aDay(parts: Partial<DailyUsageRow> = {}): DailyUsageRow {
  return {
    ...noQuantities,
    day: '2031-05-05',
    apiKeyId: 1,
    providerId: 1,
    providerSlug: 'one',
    modelId: 1,
    modelName: 'chat-1',
    capability: 'chat',
    keySource: 'shared',
    requests: 0,
    costMicroUsd: 0,
    unpricedRequests: 0,
    errors: 0,
    latencies: '{}',
    lastUsedAtMs: 0,
    revision: 1,
    ...parts,
  }
}

/** What D1 has of an admin whose ledger has nothing to say. */
export async function writeDays(adminId: number, days: DailyUsageRow[]): Promise<void> {
  await rollUpUsage(createDatabase(env.DB), adminId, { days, months: [] })
}
