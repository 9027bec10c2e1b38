/** What the rest of Gatehouse says to a ledger, and hears. Money in micro-USD, moments in Unix milliseconds. */
import type { Quantities } from './pricing.ts'

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

export type Limits = {
  /** Requests a period at the provider. `null`: no limit. */
  monthlyRequests: number | null
  monthlyBudgetMicroUsd: number | null
}

/** One reservation. An id that failed may be admitted anew: what is said of the earlier reservation leaves the newer alone. */
export type ReservationRef = {
  /** Charged once. */
  requestId: string
  /** New for every attempt to be admitted. */
  reservationId: string
}

export type AdmitRequest = ReservationRef & {
  adminId: number
  /** The `x-request-id` of the answer, under which the caller can ask for the record. */
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

/** The request limit after the verdict. `used` counts settled and open calls. */
export type LimitState = { limit: number | null; used: number; resetsAtMs: number }

export type DenialReason = 'monthly_limit_reached' | 'budget_reached'

export type AdmitVerdict =
  | { verdict: 'admitted'; limit: LimitState }
  | { verdict: 'denied'; reason: DenialReason; limit: LimitState }
  /** The caller's rights changed after `epoch`: read them again. */
  | { verdict: 'stale'; epoch: number }
  /** A call of this id is open or was settled. */
  | { verdict: 'duplicate' }

export type CloseVerdict = 'closed' | 'already_closed' | 'unknown_request'

export type UsageRow = CallSubject &
  Quantities & {
    period: string
    requests: number
    costMicroUsd: number
    unpricedRequests: number
    lastUsedAtMs: number
    revision: number
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
  attempts: Attempt[]
}

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
  /** How often it was sent before the upstream took it. */
  attempts: Attempt[]
  createdAtMs: number
}

/** Calls that are under way at a provider. */
export type OpenCalls = { providerId: number; calls: number; reservedMicroUsd: number }

export type LedgerReport = { period: string; resetsAtMs: number; usage: UsageRow[]; open: OpenCalls[] }
