import { runInDurableObject } from 'cloudflare:test'
import { describe, expect, it } from 'vitest'
import { Accounts, DUPLICATE_WINDOW_MS } from '../../src/ledger/accounts.ts'
import { findJob, keepJob } from '../../src/ledger/jobs.ts'
import { MIGRATIONS } from '../../src/ledger/tables.ts'
import { aCall, createClock, figuresOf, freshLedger, HOLD_MS, noUsage, withAccounts } from '../support/ledger.ts'

const NOON = '2026-11-15T12:00:00Z'

/** Storage as the first release left it: one call under way, one settled, and their figures. */
function leaveFirstRelease(sql: SqlStorage): void {
  const tables = sql.exec<{ name: string }>(`SELECT name FROM sqlite_master WHERE type = 'table'`).toArray()
  for (const { name } of tables)
    if (!name.startsWith('_') && !name.startsWith('sqlite_')) sql.exec(`DROP TABLE ${name}`)
  sql.exec(MIGRATIONS[0]!)
  const call = `period, api_key_id, provider_id, provider_slug, model_id, model_name, capability, key_source,
    reserved_input_tokens, reserved_output_tokens, reserved_micro_usd, expires_at, closed_at, basis`
  const subject = `'2026-11', 1, 1, 'one', 1, 'chat-1', 'chat', 'shared'`
  sql.exec(
    `INSERT INTO calls (request_id, reservation_id, state, ${call})
     VALUES ('open', 'r1', 'open', ${subject}, 70, 30, 400, ?, NULL, NULL),
            ('settled', 'r2', 'settled', ${subject}, 70, 30, 400, ?, ?, 'provider')`,
    Date.parse(NOON) + HOLD_MS,
    Date.parse(NOON),
    Date.parse(NOON),
  )
  sql.exec(
    `INSERT INTO usage (provider_id, period, model_id, api_key_id, key_source, capability, provider_slug, model_name,
       requests, input_tokens, cached_input_tokens, output_tokens, cost_micro_usd, unpriced_requests, last_used_at, revision)
     VALUES (1, '2026-11', 1, 1, 'shared', 'chat', 'one', 'chat-1', 1, 7, 2, 3, 40, 0, 1, 1)`,
  )
  sql.exec(`INSERT INTO facts (name, value) VALUES ('epoch', 5), ('admin_id', 9)`)
}

describe('a ledger of the first release', () => {
  it('goes on with its counts, reservations and epoch', () =>
    runInDurableObject(freshLedger(), (_, { storage: { sql } }) => {
      leaveFirstRelease(sql)
      const clock = createClock(NOON)
      const accounts = new Accounts(sql, clock)
      expect([accounts.epoch(), accounts.adminId()]).toEqual([5, 9])
      expect(figuresOf(accounts.report(null))).toMatchObject({ settled: 1, inputTokens: 7, open: 1 })
      expect(accounts.admit(aCall({ requestId: 'settled', epoch: 5 })).verdict).toBe('duplicate')

      // Opened once more, nothing is done twice.
      const again = new Accounts(sql, clock)
      clock.advance(HOLD_MS)
      expect(again.sweep()).toBe(1)
      expect(figuresOf(again.report(null))).toMatchObject({
        settled: 2,
        inputTokens: 77,
        spentMicroUsd: 440,
        open: 0,
      })
      const [row] = again.report(null).usage
      expect(row).toMatchObject({ images: 0, characters: 0, audioMs: 0, videoMs: 0, reasoningTokens: 0 })
    }))
})

describe('a job', () => {
  const job = (jobId: string, { requestId, reservationId }: { requestId: string; reservationId: string }) => ({
    jobId,
    requestId,
    reservationId,
    providerSlug: 'one',
    modelName: 'video-1',
    keySource: 'shared' as const,
    upstreamJobId: 'up',
    estimate: { ...noUsage, videoMs: 8_000 },
    attempts: [],
    createdAtMs: 1,
  })

  it('is remembered until its call is forgotten', () => {
    const clock = createClock(NOON)
    return withAccounts(clock, (accounts, { sql }) => {
      const [first, second] = [aCall(), aCall()]
      for (const call of [first, second]) expect(accounts.admit(call).verdict).toBe('admitted')
      keepJob(sql, job('a', first))
      keepJob(sql, job('b', second))
      expect(findJob(sql, 'a')).toEqual(job('a', first))
      expect(findJob(sql, 'unknown')).toBeNull()
      accounts.settle(first, noUsage, 'provider')
      clock.advance(DUPLICATE_WINDOW_MS)
      accounts.prune()
      expect([findJob(sql, 'a'), findJob(sql, 'b')]).toEqual([null, job('b', second)])
      expect(accounts.record(first.publicId)).toBeNull()
      expect(accounts.record(second.publicId)).toMatchObject({ state: 'open', basis: null, attempts: [] })
    })
  })
})
