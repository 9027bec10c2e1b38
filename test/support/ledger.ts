/** Ledgers over the real SQLite of a Durable Object, each in an object of its own, with a clock that a test moves. */
import { runInDurableObject } from 'cloudflare:test'
import { Accounts, type Hooks } from '../../src/ledger/accounts.ts'
import type { Retention } from '../../src/ledger/call-log.ts'
import { noMonthlyLimits, noRateLimits, type Limits } from '../../src/ledger/limits.ts'
import type { AdmitRequest, CallSubject, Job, LedgerReport, ReservationRef, Usage } from '../../src/ledger/port.ts'
import { noQuantities } from '../../src/ledger/pricing.ts'
import type { Clock } from '../../src/platform/clock.ts'
import { env } from './gateway.ts'

export type MovableClock = Clock & { set(at: string | number): void; advance(ms: number): void }

export function createClock(at: string | number): MovableClock {
  let nowMs = toMs(at)
  return Object.assign(() => nowMs, {
    set: (next: string | number) => void (nowMs = toMs(next)),
    advance: (ms: number) => void (nowMs += ms),
  })
}

const toMs = (at: string | number) => (typeof at === 'number' ? at : Date.parse(at))

/** A ledger that nobody has used yet. */
export function freshLedger(name: string = crypto.randomUUID()) {
  return env.LEDGER.getByName(name)
}

/** Runs over the storage of a fresh object. `restart()` gives new accounts over the same storage. */
export function withAccounts<T>(
  clock: Clock,
  run: (accounts: Accounts, more: { restart: () => Accounts; sql: SqlStorage }) => T,
  { hooks = {}, kept = retention }: { hooks?: Hooks; kept?: Retention } = {},
): Promise<T> {
  return runInDurableObject(freshLedger(), (_, { storage }) => {
    const restart = () => openAccounts(storage, clock, hooks, kept)
    return run(restart(), { restart, sql: storage.sql })
  })
}

export const retention: Retention = { maxAgeMs: 30 * 24 * 60 * 60 * 1000, maxCalls: 20_000 }

export function openAccounts(
  storage: DurableObjectStorage,
  clock: Clock,
  hooks: Hooks = {},
  kept: Retention = retention,
): Accounts {
  return new Accounts({ storage, clock, retention: kept }, hooks)
}

export const noLimits: Limits = {
  provider: noMonthlyLimits,
  admin: { ...noMonthlyLimits, ...noRateLimits },
  apiKey: noRateLimits,
  warnAtPercent: 80,
}
export const noUsage: Usage = { ...noQuantities, costMicroUsd: 0 }
export const HOLD_MS = 60_000

let requests = 0

export type LimitParts = {
  [scope in 'provider' | 'admin' | 'apiKey']?: Partial<Limits[scope]>
} & { warnAtPercent?: number }

type CallParts = Partial<Omit<AdmitRequest, 'subject' | 'limits' | 'estimate'>> & {
  subject?: Partial<CallSubject>
  limits?: LimitParts
  estimate?: Partial<Usage>
}

/** A call with an id of its own, at provider 1, without limits, that reserves nothing but itself. */
export function aCall(parts: CallParts = {}): AdmitRequest {
  requests += 1
  const requestId = parts.requestId ?? `request-${requests}`
  return {
    requestId,
    reservationId: `reservation of ${requestId}`,
    adminId: 1,
    publicId: requestId,
    epoch: 0,
    holdMs: HOLD_MS,
    ...parts,
    subject: {
      apiKeyId: 1,
      providerId: 1,
      providerSlug: 'one',
      modelId: 1,
      modelName: 'chat-1',
      capability: 'chat',
      keySource: 'shared',
      ...parts.subject,
    },
    limits: withLimits(parts.limits),
    estimate: { ...noUsage, ...parts.estimate },
  }
}

/** What goes on of a call as a job. */
export function aJob({ requestId, reservationId }: ReservationRef, jobId: string = requestId): Job {
  return {
    jobId,
    requestId,
    reservationId,
    providerSlug: 'one',
    modelName: 'video-1',
    keySource: 'shared',
    upstreamJobId: 'up',
    estimate: { ...noUsage, videoMs: 8_000 },
    attempts: [],
    createdAtMs: 1,
  }
}

export function withLimits({ provider, admin, apiKey, warnAtPercent }: LimitParts = {}): Limits {
  return {
    provider: { ...noLimits.provider, ...provider },
    admin: { ...noLimits.admin, ...admin },
    apiKey: { ...noLimits.apiKey, ...apiKey },
    warnAtPercent: warnAtPercent ?? noLimits.warnAtPercent,
  }
}

/** What counts at a provider: settled, open, and money. */
export function figuresOf({ usage, open }: LedgerReport, providerId = 1) {
  const rows = usage.filter((row) => row.providerId === providerId)
  const total = (field: 'requests' | 'inputTokens' | 'outputTokens' | 'costMicroUsd') =>
    rows.reduce((sum, row) => sum + row[field], 0)
  const underWay = open.find((row) => row.providerId === providerId)
  return {
    settled: total('requests'),
    open: underWay?.calls ?? 0,
    inputTokens: total('inputTokens'),
    outputTokens: total('outputTokens'),
    spentMicroUsd: total('costMicroUsd'),
    reservedMicroUsd: underWay?.reservedMicroUsd ?? 0,
  }
}

export const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))
