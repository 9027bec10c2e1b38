/**
 * What counts against the limits, as running sums. The tables are the truth: a fresh object adds them up once, and every
 * entry that is made in them is made here.
 */
import { MinuteWindow, type WindowEntry } from './minute-window.ts'
import type { Pace, Usage } from './port.ts'
import { toUsage } from './records.ts'

/** Settled, and reserved by calls under way. */
export type Balance = {
  requests: number
  tokens: number
  microUsd: number
  openRequests: number
  openTokens: number
  openMicroUsd: number
}

/** A provider's id, or all of them together. */
type BalanceScope = number | 'admin'

type Sums = Pick<Balance, 'requests' | 'tokens' | 'microUsd'>
type CallInBalance = {
  publicId: string
  period: string
  providerId: number
  apiKeyId: number
  startedAtMs: number
}

/** Months that are held in memory: calls of the last one may still be open, and clocks go back. */
const MONTHS_IN_MEMORY = 3

export const tokensOf = ({ inputTokens, outputTokens }: Pick<Usage, 'inputTokens' | 'outputTokens'>) =>
  inputTokens + outputTokens

const nothing: Balance = { requests: 0, tokens: 0, microUsd: 0, openRequests: 0, openTokens: 0, openMicroUsd: 0 }

export class Balances {
  readonly #sql: SqlStorage
  readonly #months = new Map<string, Map<BalanceScope, Balance>>()
  readonly #concurrent = new Map<number | null, number>()
  readonly minute: MinuteWindow

  constructor(sql: SqlStorage) {
    this.#sql = sql
    this.minute = new MinuteWindow((afterMs) => this.#readMinute(afterMs))
    const open = sql.exec<{ apiKeyId: number; calls: number }>(
      `SELECT api_key_id AS apiKeyId, count(*) AS calls FROM calls WHERE state = 'open' AND is_job = 0 GROUP BY api_key_id`,
    )
    for (const { apiKeyId, calls } of open) this.#countConcurrent(apiKeyId, calls)
  }

  of(period: string, scope: BalanceScope): Readonly<Balance> {
    return this.#month(period).get(scope) ?? nothing
  }

  /** Calls under way of a key, or of all: those that go on as a job are not waited for. */
  concurrent(apiKeyId: number | null): number {
    return this.#concurrent.get(apiKeyId) ?? 0
  }

  pace(): { admin: Pace; apiKeys: { apiKeyId: number; pace: Pace }[] } {
    const of = (whose: number | null): Pace => {
      const { requests, tokens } = this.minute.sumOf(whose)
      return { requests, tokens, concurrent: this.concurrent(whose) }
    }
    const known = [...this.minute.apiKeyIds(), ...this.#concurrent.keys()].filter((whose) => whose !== null)
    return { admin: of(null), apiKeys: [...new Set(known)].map((apiKeyId) => ({ apiKeyId, pace: of(apiKeyId) })) }
  }

  open(call: CallInBalance, reserved: Usage): void {
    this.#addOpen(call, reserved, 1)
    this.#countConcurrent(call.apiKeyId, 1)
    this.minute.add({
      publicId: call.publicId,
      apiKeyId: call.apiKeyId,
      atMs: call.startedAtMs,
      tokens: tokensOf(reserved),
    })
  }

  /** `used` is `null` for a call that was not served. */
  close(call: CallInBalance & { isJob: number }, reserved: Usage, used: Usage | null): void {
    this.#addOpen(call, reserved, -1)
    if (!call.isJob) this.#countConcurrent(call.apiKeyId, -1)
    this.minute.setTokens(call.publicId, used ? tokensOf(used) : 0)
    if (!used) return
    for (const balance of this.#balancesOf(call)) {
      balance.requests += 1
      balance.tokens += tokensOf(used)
      balance.microUsd += used.costMicroUsd ?? 0
    }
  }

  /** It goes on at the upstream: nobody waits for it. */
  becomeJob(apiKeyId: number): void {
    this.#countConcurrent(apiKeyId, -1)
  }

  #addOpen(call: CallInBalance, reserved: Usage, sign: 1 | -1): void {
    for (const balance of this.#balancesOf(call)) {
      balance.openRequests += sign
      balance.openTokens += sign * tokensOf(reserved)
      balance.openMicroUsd += sign * (reserved.costMicroUsd ?? 0)
    }
  }

  #balancesOf({ period, providerId }: CallInBalance): Balance[] {
    const month = this.#month(period)
    return ([providerId, 'admin'] as const).map((scope) => balanceIn(month, scope))
  }

  #countConcurrent(apiKeyId: number, change: number): void {
    for (const whose of [apiKeyId, null]) {
      const calls = this.concurrent(whose) + change
      if (calls === 0) this.#concurrent.delete(whose)
      else this.#concurrent.set(whose, calls)
    }
  }

  #month(period: string): Map<BalanceScope, Balance> {
    const known = this.#months.get(period)
    if (known) return known
    const month = this.#readMonth(period)
    this.#months.set(period, month)
    if (this.#months.size > MONTHS_IN_MEMORY) this.#months.delete(this.#months.keys().next().value!)
    return month
  }

  #readMonth(period: string): Map<BalanceScope, Balance> {
    const month = new Map<BalanceScope, Balance>()
    const settled = this.#sql.exec<Sums & { providerId: number }>(
      `SELECT provider_id AS providerId, sum(requests) AS requests, sum(input_tokens + output_tokens) AS tokens,
         sum(cost_micro_usd) AS microUsd FROM usage WHERE day BETWEEN ?1 || '-01' AND ?1 || '-31' GROUP BY provider_id`,
      period,
    )
    for (const { providerId, requests, tokens, microUsd } of settled) {
      for (const scope of [providerId, 'admin'] as const) {
        const balance = balanceIn(month, scope)
        balance.requests += requests
        balance.tokens += tokens
        balance.microUsd += microUsd
      }
    }
    const open = this.#sql.exec<{ providerId: number; usage: string }>(
      `SELECT provider_id AS providerId, usage FROM calls WHERE state = 'open' AND period = ?`,
      period,
    )
    for (const { providerId, usage } of open) {
      const reserved = toUsage(usage)!
      for (const scope of [providerId, 'admin'] as const) {
        const balance = balanceIn(month, scope)
        balance.openRequests += 1
        balance.openTokens += tokensOf(reserved)
        balance.openMicroUsd += reserved.costMicroUsd ?? 0
      }
    }
    return month
  }

  #readMinute(afterMs: number): WindowEntry[] {
    return this.#sql
      .exec<{ publicId: string; apiKeyId: number; atMs: number; usage: string | null }>(
        `SELECT public_id AS publicId, api_key_id AS apiKeyId, started_at AS atMs, usage FROM calls
         WHERE started_at > ? ORDER BY started_at`,
        afterMs,
      )
      .toArray()
      .map(({ usage, ...entry }) => ({ ...entry, tokens: usage === null ? 0 : tokensOf(toUsage(usage)!) }))
  }
}

function balanceIn(month: Map<BalanceScope, Balance>, scope: BalanceScope): Balance {
  const known = month.get(scope)
  if (known) return known
  const balance = { ...nothing }
  month.set(scope, balance)
  return balance
}
