/** What the rest of Gatehouse says to a ledger, and hears. Money in micro-USD, moments in Unix milliseconds. */
import type { LimitName, LimitScope, LimitState, Limits } from './limits.ts'
import type { Prices, Quantities } from './pricing.ts'

export type KeySource = 'shared' | 'personal'

/** What is being called, and with which key: the dimensions of the figures. */
export type CallSubject = {
  apiKeyId: number
  providerId: number
  providerSlug: string
  modelId: number
  modelName: string
  capability: string
  keySource: KeySource
}

export type Usage = Quantities & {
  /** `null`: the model's price is unknown. */
  costMicroUsd: number | null
}

/** One time that a call was sent to an upstream. */
export type Attempt = {
  provider: string
  model: string
  keySource: KeySource
  startedAtMs: number
  durationMs: number
  /** HTTP status: the upstream's, or the one that Gatehouse has for what went wrong. */
  status: number
  /** `null`: it was served. */
  errorCode: string | null
}

/** Where the settled figures came from. */
export type SettlementBasis =
  /** The upstream said them. */
  | 'provider'
  /** Counted from the text, since the upstream did not say. */
  | 'counted'
  /** Counted up to where the call was cut. */
  | 'aborted'
  /** The upper estimate of the admission, since nobody came back. */
  | 'estimated'

/** One reservation. An id that failed may be admitted anew: what is said of the earlier reservation leaves the newer alone. */
export type ReservationRef = {
  /** Charged once. */
  requestId: string
  /** New for every attempt to be admitted. */
  reservationId: string
}

export type AdmitRequest = ReservationRef & {
  adminId: number
  /** The `x-request-id` of the answer, under which the caller can ask for the record: one for each record. */
  publicId: string
  /** The epoch at which the caller's rights and limits were read. */
  epoch: number
  subject: CallSubject
  limits: Limits
  /** An upper bound, reserved until the call is settled. */
  estimate: Usage
  /** After this long without an answer the call is settled as `estimated`. */
  holdMs: number
}

/** With how every limit that is set stands after the verdict. */
export type AdmitVerdict =
  | { verdict: 'admitted'; limits: LimitState[] }
  | { verdict: 'denied'; denial: Denial; limits: LimitState[] }
  /** The caller's rights changed after `epoch`: read them again. */
  | { verdict: 'stale'; epoch: number }
  /** A call of this id is open or was settled. */
  | { verdict: 'duplicate' }

/** The limit that stands in the way, the most lasting of several. */
export type Denial = LimitState & {
  /** The first moment at which this very call could be admitted. `null`: it is larger than the limit. */
  retryAtMs: number | null
}

/** How a call ended, besides what it used. */
export type Outcome = {
  /** What is left out stays as it was. */
  attempts?: Attempt[]
  /** Why it failed, or broke off after it had begun to be served. */
  errorCode?: string | null
}

export type CloseVerdict = 'closed' | 'already_closed' | 'unknown_request'

type Dimensions = CallSubject &
  Quantities & {
    requests: number
    costMicroUsd: number
    unpricedRequests: number
    lastUsedAtMs: number
    /** Grows with every change. */
    revision: number
  }

/** Figures of a UTC month. */
export type UsageRow = Dimensions & { period: string }

/** Figures of a UTC day: that of the admissions. */
export type DailyUsageRow = Dimensions & {
  day: string
  errors: number
  /** JSON: bucket of latency.ts → calls. */
  latencies: string
}

/** What a ledger remembers of one call. Nothing of what was asked or answered. */
export type CallRecord = CallSubject & {
  publicId: string
  state: 'open' | 'settled' | 'released'
  period: string
  startedAtMs: number
  /** `null`: it is under way. */
  closedAtMs: number | null
  /** `null` unless settled. */
  basis: SettlementBasis | null
  /** What was booked; for a call under way, what is reserved. `null`: nothing was booked. */
  usage: Usage | null
  errorCode: string | null
  attempts: Attempt[]
}

/** Which calls of the log. What is left out does not matter. */
export type CallFilter = {
  provider?: string | undefined
  model?: string | undefined
  capability?: string | undefined
  keySource?: KeySource | undefined
  apiKeyId?: number | undefined
  state?: CallRecord['state'] | undefined
  basis?: SettlementBasis | undefined
  errorCode?: string | undefined
  hasError?: boolean | undefined
  /** Begun at this moment or later. */
  fromMs?: number | undefined
  /** Begun before this moment. */
  untilMs?: number | undefined
}

/** Newest first. */
export type CallPage = { count: number; calls: CallRecord[] }

/** Monthly usage has reached the share of a limit at which there is a warning: once for each limit and month. */
export type ThresholdCrossing = {
  scope: LimitScope
  name: LimitName
  /** `null`: over all providers. */
  providerSlug: string | null
  limit: number
  settled: number
  percent: number
  period: string
}

/** A call that was booked, once, for whoever bills it. */
export type SettledCall = CallRecord & { reservationId: string }

/** A job that goes on at the upstream after its call was answered. Its reservation stays open until it has ended. */
export type Job = ReservationRef & {
  jobId: string
  providerSlug: string
  modelName: string
  keySource: KeySource
  /** The upstream's own name of it. */
  upstreamJobId: string
  /** What to settle it with. */
  estimate: Usage
  prices?: Prices
  /** How often it was sent before the upstream took it. */
  attempts: Attempt[]
  createdAtMs: number
  /** After this long from its admission without an end it is settled as `estimated`, where that is later than it was. */
  holdMs?: number
}

/** Calls that are under way at a provider. */
export type OpenCalls = { providerId: number; calls: number; reservedTokens: number; reservedMicroUsd: number }

/** What the last minute held, and what is under way. */
export type Pace = { requests: number; tokens: number; concurrent: number }

export type LedgerReport = {
  period: string
  resetsAtMs: number
  usage: UsageRow[]
  open: OpenCalls[]
  pace: { admin: Pace; apiKeys: { apiKeyId: number; pace: Pace }[] }
}
