import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { createDatabase } from '../../src/db/client.ts'
import { DUPLICATE_WINDOW_MS } from '../../src/ledger/call-log.ts'
import { GATHER_MS, Outbox } from '../../src/ledger/export/outbox.ts'
import type { UsageRecord } from '../../src/ledger/export/usage-record.ts'
import { rollUpUsage } from '../../src/ledger/queries.ts'
import { MIGRATIONS, openTables } from '../../src/ledger/tables.ts'
import { env } from '../support/gateway.ts'
import {
  aCall,
  aJob,
  createClock,
  figuresOf,
  freshLedger,
  HOLD_MS,
  noUsage,
  openAccounts,
  withAccounts,
} from '../support/ledger.ts'

const NOON = '2026-11-15T12:00:00Z'
const NOON_MS = Date.parse(NOON)
const NEXT_MONTH_MS = Date.parse('2026-12-01T00:00:10Z')

function dropTables(sql: SqlStorage): void {
  const tables = sql.exec<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`).toArray()
  for (const { name } of tables)
    if (!name.startsWith('_') && !name.startsWith('sqlite_')) sql.exec(`DROP TABLE ${name}`)
}

/** Storage as the first release left it: one call under way, one settled, and their figures. */
function leaveFirstRelease(sql: SqlStorage): void {
  dropTables(sql)
  sql.exec(MIGRATIONS[0]!)
  const call = `period, api_key_id, provider_id, provider_slug, model_id, model_name, capability, key_source,
    reserved_input_tokens, reserved_output_tokens, reserved_micro_usd, expires_at, closed_at, basis`
  const subject = `'2026-11', 1, 1, 'one', 1, 'chat-1', 'chat', 'shared'`
  sql.exec(
    `INSERT INTO calls (request_id, reservation_id, state, ${call})
     VALUES ('open', 'r1', 'open', ${subject}, 70, 30, 400, ?, NULL, NULL),
            ('settled', 'r2', 'settled', ${subject}, 70, 30, 400, ?, ?, 'provider')`,
    NOON_MS + HOLD_MS,
    NOON_MS,
    NOON_MS,
  )
  sql.exec(
    `INSERT INTO usage (provider_id, period, model_id, api_key_id, key_source, capability, provider_slug, model_name,
       requests, input_tokens, cached_input_tokens, output_tokens, cost_micro_usd, unpriced_requests, last_used_at,
       revision, rolled_up_revision)
     VALUES (1, '2026-11', 1, 1, 'shared', 'chat', 'one', 'chat-1', 3, 7, 2, 3, 40, 1, ?, 5, 4),
            (1, '2026-11', 2, 1, 'shared', 'chat', 'one', 'chat-2', 1, 1, 0, 1, 2, 0, ?, 1, 1)`,
    NOON_MS,
    NEXT_MONTH_MS,
  )
  sql.exec(`INSERT INTO facts (name, value) VALUES ('epoch', 5), ('admin_id', 9)`)
}

/** Storage as the second release left it: a chat and a job under way, one settled and one released, and their figures. */
function leaveSecondRelease(sql: SqlStorage): void {
  dropTables(sql)
  sql.exec(`CREATE TABLE facts (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID`)
  for (const migration of MIGRATIONS.slice(0, 2)) sql.exec(migration)
  sql.exec(`INSERT INTO facts (name, value) VALUES ('migrations', 2), ('epoch', 5), ('admin_id', 9)`)
  const reserved = JSON.stringify({ ...noUsage, inputTokens: 70, outputTokens: 30, costMicroUsd: 400 })
  const used = JSON.stringify({ ...noUsage, inputTokens: 7, outputTokens: 3, costMicroUsd: 40 })
  const columns = `request_id, reservation_id, public_id, state, period, api_key_id, provider_id, provider_slug, model_id,
    model_name, capability, key_source, usage, started_at, expires_at, closed_at, basis`
  const subject = `'2026-11', 1, 1, 'one', 1, 'chat-1', 'chat', 'shared'`
  const startedAtMs = NOON_MS - 10_000
  for (const [id, state, usage, closedAtMs, basis] of [
    ['open', 'open', reserved, null, null],
    ['job', 'open', reserved, null, null],
    ['settled', 'settled', used, NOON_MS, 'provider'],
    ['released', 'released', null, NOON_MS, null],
  ] as const) {
    sql.exec(
      `INSERT INTO calls (${columns}) VALUES (?1, 'r-' || ?1, 'public-' || ?1, ?2, ${subject}, ?3, ?4, ?5, ?6, ?7)`,
      id,
      state,
      usage,
      startedAtMs,
      NOON_MS + HOLD_MS,
      closedAtMs,
      basis,
    )
  }
  const stored = aJob({ requestId: 'job', reservationId: 'r-job' }, 'a')
  sql.exec(`INSERT INTO jobs (job_id, request_id, job) VALUES ('a', 'job', ?)`, JSON.stringify(stored))
  sql.exec(
    `INSERT INTO usage (provider_id, period, model_id, api_key_id, key_source, capability, provider_slug, model_name,
       requests, input_tokens, cached_input_tokens, cache_write_tokens, output_tokens, reasoning_tokens, images, characters,
       audio_ms, video_ms, cost_micro_usd, unpriced_requests, last_used_at, revision, rolled_up_revision)
     VALUES (1, '2026-11', 1, 1, 'shared', 'chat', 'one', 'chat-1', 3, 27, 2, 1, 13, 4, 5, 6, 1500, 8000, 90, 1, ?, 6, 5),
            (2, '2026-10', 1, 1, 'personal', 'chat', 'two', 'chat-1', 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 2, 0, ?, 1, 1)`,
    NOON_MS,
    NOON_MS,
  )
}

const readDays = (sql: SqlStorage) =>
  sql
    .exec('SELECT day, model_id, requests, revision, rolled_up_revision AS known FROM usage ORDER BY model_id')
    .toArray()

describe('a ledger of the first release', () => {
  it('goes on with its counts, reservations and epoch', () =>
    runInDurableObject(freshLedger(), (_, { storage }) => {
      leaveFirstRelease(storage.sql)
      const clock = createClock(NOON)
      const accounts = openAccounts(storage, clock)
      expect([accounts.epoch(), accounts.adminId()]).toEqual([5, 9])
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 4, inputTokens: 8, open: 1 })
      expect(accounts.admit(aCall({ requestId: 'settled', epoch: 5 })).verdict).toBe('duplicate')
      const limits = { provider: { requests: 5 } }
      expect(accounts.admit(aCall({ epoch: 5, limits }))).toMatchObject({ denial: { limit: 5, used: 5 } })

      // Opened once more, nothing is done twice.
      const again = openAccounts(storage, clock)
      clock.advance(HOLD_MS)
      expect(again.sweep()).toBe(1)
      expect(figuresOf(again.report(null))).toMatchObject({ settled: 5, inputTokens: 78, spentMicroUsd: 442, open: 0 })
      const [row] = again.report(null).usage
      expect(row).toMatchObject({ images: 0, characters: 0, audioMs: 0, videoMs: 0, reasoningTokens: 0 })
      expect(openAccounts(storage, clock).report(null)).toEqual(again.report(null))
    }))

  it('has the figures of a month on its first day, as D1 has them, and tells D1 all of them once more', () =>
    runInDurableObject(freshLedger(), (_, { storage }) => {
      leaveFirstRelease(storage.sql)
      const accounts = openAccounts(storage, createClock(NOON))
      expect(readDays(storage.sql)).toEqual([
        { day: '2026-11-01', model_id: 1, requests: 3, revision: 5, known: 0 },
        { day: '2026-11-01', model_id: 2, requests: 1, revision: 1, known: 0 },
      ])
      const { days, months } = accounts.usage.unrolled(10)
      expect(days).toMatchObject([
        { day: '2026-11-01', modelId: 1, requests: 3, errors: 0, latencies: '{}' },
        { day: '2026-11-01', modelId: 2, requests: 1 },
      ])
      expect(months).toMatchObject([
        { period: '2026-11', modelId: 1, requests: 3, revision: 5 },
        { period: '2026-11', modelId: 2, requests: 1, revision: 1 },
      ])
    }))

  it('brings D1 what was told it after it had made its days, and changes nothing of what it has', () =>
    runInDurableObject(freshLedger(), async (_, { storage }) => {
      leaveFirstRelease(storage.sql)
      const adminId = 77_001
      const insert = `INSERT INTO usage_daily (day, admin_id, provider_id, model_id, api_key_id, key_source, capability, provider_slug,
        model_name, requests, input_tokens, cached_input_tokens, output_tokens, cost_micro_usd, unpriced_requests, last_used_at,
        revision, errors, latencies) VALUES ('2026-11-01', ?, 1, ?, 1, 'shared', 'chat', 'one', 'chat', ?, 1, 0, 1, 2, 0, '', ?, 0, '{}')`
      // The last release settled two more calls of the second model, and told D1, but of the month alone.
      storage.sql.exec(`UPDATE usage SET requests = 3, revision = 3, rolled_up_revision = 3 WHERE model_id = 2`)
      storage.sql.exec(`UPDATE usage SET rolled_up_revision = 5 WHERE model_id = 1`)
      await env.DB.batch([env.DB.prepare(insert).bind(adminId, 1, 3, 5), env.DB.prepare(insert).bind(adminId, 2, 1, 1)])
      const { usage } = openAccounts(storage, createClock(NOON))
      await rollUpUsage(createDatabase(env.DB), adminId, usage.unrolled(10))
      const days = env.DB.prepare('SELECT model_id, requests, revision FROM usage_daily WHERE admin_id = ? ORDER BY 1')
      expect((await days.bind(adminId).all()).results).toEqual([
        { model_id: 1, requests: 3, revision: 5 },
        { model_id: 2, requests: 3, revision: 3 },
      ])
    }))

  it('books a call that was under way in its month, though nobody knows when it began', () =>
    runInDurableObject(freshLedger(), (_, { storage }) => {
      leaveFirstRelease(storage.sql)
      const clock = createClock(NEXT_MONTH_MS)
      const accounts = openAccounts(storage, clock)
      const ref = { requestId: 'open', reservationId: 'r1' }
      expect(accounts.settle(ref, { ...noUsage, inputTokens: 5 }, 'provider')).toBe('closed')
      expect(figuresOf(accounts.report('2026-11'))).toMatchObject({ settled: 5, inputTokens: 13, open: 0 })
      expect(accounts.record('open')).toMatchObject({ period: '2026-11', startedAtMs: Date.parse('2026-11-01') })
    }))
})

describe('a ledger of the second release', () => {
  it('goes on with its figures of every kind', () =>
    runInDurableObject(freshLedger(), (_, { storage }) => {
      leaveSecondRelease(storage.sql)
      const accounts = openAccounts(storage, createClock(NOON))
      expect([accounts.epoch(), accounts.adminId()]).toEqual([5, 9])
      expect(accounts.report(null).usage).toEqual([
        {
          period: '2026-11',
          providerId: 1,
          modelId: 1,
          apiKeyId: 1,
          keySource: 'shared',
          capability: 'chat',
          providerSlug: 'one',
          modelName: 'chat-1',
          requests: 3,
          inputTokens: 27,
          cachedInputTokens: 2,
          cacheWriteTokens: 1,
          outputTokens: 13,
          reasoningTokens: 4,
          images: 5,
          characters: 6,
          audioMs: 1_500,
          videoMs: 8_000,
          costMicroUsd: 90,
          unpricedRequests: 1,
          lastUsedAtMs: NOON_MS,
          revision: 6,
        },
      ])
      expect(accounts.report('2026-10').usage).toMatchObject([{ providerId: 2, keySource: 'personal', requests: 1 }])
      expect(storage.sql.exec('SELECT day FROM usage ORDER BY day').toArray()).toEqual([
        { day: '2026-10-01' },
        { day: '2026-11-01' },
      ])
      expect(accounts.usage.unrolled(10).months).toMatchObject([
        { period: '2026-10', requests: 1, revision: 1 },
        { period: '2026-11', requests: 3, revision: 6 },
      ])
    }))

  it('goes on with its calls and jobs', () =>
    runInDurableObject(freshLedger(), (_, { storage }) => {
      leaveSecondRelease(storage.sql)
      const clock = createClock(NOON)
      const accounts = openAccounts(storage, clock)
      const reserved = { settled: 3, open: 2, reservedMicroUsd: 800 }
      expect(figuresOf(accounts.report(null))).toMatchObject(reserved)
      // Nobody waits for a job.
      expect(accounts.report(null).pace.admin).toEqual({ requests: 4, tokens: 210, concurrent: 1 })
      const verdictOf = (requestId: string) => accounts.admit(aCall({ requestId, epoch: 5 })).verdict
      expect(['open', 'job', 'settled'].map(verdictOf)).toEqual(Array(3).fill('duplicate'))
      expect(verdictOf('released')).toBe('admitted')
      expect(accounts.record('public-settled')).toMatchObject({ state: 'settled', errorCode: null, basis: 'provider' })

      expect(accounts.job('a')).toEqual(aJob({ requestId: 'job', reservationId: 'r-job' }, 'a'))
      const ended = accounts.settle(
        { requestId: 'job', reservationId: 'r-job' },
        { ...noUsage, videoMs: 4 },
        'provider',
      )
      expect([ended, accounts.sweep()]).toEqual(['closed', 0])
      clock.advance(HOLD_MS)
      expect(accounts.sweep()).toBe(2)
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 6, open: 0, spentMicroUsd: 90 + 400 })
    }))
})

describe('a ledger from before the export of usage', () => {
  it('exports nothing of what was settled before, and keeps what is settled from then on', () =>
    runInDurableObject(freshLedger(), (_, { storage: { sql } }) => {
      leaveFirstRelease(sql)
      openTables(sql)
      const clock = createClock(NOON)
      const outbox = new Outbox(sql, clock)
      expect(outbox.nextAttemptAtMs()).toBeNull()
      const record = { id: 'r3' } as UsageRecord
      outbox.add(record)
      openTables(sql)
      clock.advance(GATHER_MS)
      expect(new Outbox(sql, clock).begin()).toEqual({ lastSeq: 1, records: [record] })
    }))
})

describe('a job', () => {
  it('is remembered until its call is forgotten', () => {
    const clock = createClock(NOON)
    const kept = { maxAgeMs: DUPLICATE_WINDOW_MS, maxCalls: 20_000 }
    return withAccounts(
      clock,
      (accounts, { restart }) => {
        const [first, second] = [aCall(), aCall()]
        for (const call of [first, second]) expect(accounts.admit(call).verdict).toBe('admitted')
        accounts.keepJob(aJob(first, 'a'))
        accounts.keepJob(aJob(second, 'b'))
        expect(accounts.job('a')).toEqual(aJob(first, 'a'))
        expect(accounts.job('unknown')).toBeNull()
        accounts.settle(first, noUsage, 'provider')
        clock.advance(DUPLICATE_WINDOW_MS)
        accounts.prune()
        for (const ledger of [accounts, restart()]) {
          expect([ledger.job('a'), ledger.job('b')]).toEqual([null, aJob(second, 'b')])
          expect(ledger.record(first.publicId)).toBeNull()
          expect(ledger.record(second.publicId)).toMatchObject({ state: 'open', basis: null, attempts: [] })
        }
      },
      { kept },
    )
  })

  it('of a later try stays when the earlier try is forgotten', () => {
    const clock = createClock(NOON)
    return withAccounts(
      clock,
      (accounts) => {
        const earlier = aCall({ publicId: 'first try', requestId: 'chosen' })
        accounts.admit(earlier)
        accounts.release(earlier)
        clock.advance(1_000)
        const later = aCall({ publicId: 'second try', requestId: 'chosen', reservationId: 'second', holdMs: 1e10 })
        accounts.admit(later)
        accounts.keepJob(aJob(later, 'a'))
        clock.advance(DUPLICATE_WINDOW_MS - 1_000)
        accounts.prune()
        expect([accounts.record('first try'), accounts.job('a')]).toEqual([null, aJob(later, 'a')])
      },
      { kept: { maxAgeMs: DUPLICATE_WINDOW_MS, maxCalls: 20_000 } },
    )
  })
})
