/** What the rest of Gatehouse says to a ledger, and hears. Money in micro-USD, moments in Unix milliseconds. */

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

export type Usage = {
  inputTokens: number
  /** Part of `inputTokens`, never beside it. */
  cachedInputTokens: number
  outputTokens: number
  /** `null`: the model's price is unknown. */
  costMicroUsd: number | null
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

export type UsageRow = CallSubject & {
  period: string
  requests: number
  inputTokens: number
  cachedInputTokens: number
  outputTokens: number
  costMicroUsd: number
  unpricedRequests: number
  lastUsedAtMs: number
  revision: number
}

/** Calls that are under way at a provider. */
export type OpenCalls = { providerId: number; calls: number; reservedMicroUsd: number }

export type LedgerReport = { period: string; resetsAtMs: number; usage: UsageRow[]; open: OpenCalls[] }
