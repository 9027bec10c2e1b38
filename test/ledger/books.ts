/**
 * What a ledger is to do, as plain lists of what happened. There is no sum in here that is kept: each is added up anew from
 * the lists whenever it is asked for. Of the code that is checked it shares nothing but types.
 */
import type { LimitName, LimitState, Limits } from '../../src/ledger/limits.ts'
import type {
  AdmitRequest,
  AdmitVerdict,
  CallRecord,
  CloseVerdict,
  Job,
  Outcome,
  ReservationRef,
  SettlementBasis,
  ThresholdCrossing,
  Usage,
} from '../../src/ledger/port.ts'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000

export const UNITS = ['requests', 'microUsd', 'tokens'] as const
export type Unit = (typeof UNITS)[number]

/** The limits of a month, of a provider and of an admin alike, in the order in which they are named. */
export const MONTHLY = [
  ['monthly_limit', 'requests', 'requests'],
  ['monthly_budget_usd', 'budgetMicroUsd', 'microUsd'],
  ['monthly_token_limit', 'tokens', 'tokens'],
] as const
const RATES = [
  ['tokens_per_minute', 'tokensPerMinute', 'tokens'],
  ['requests_per_minute', 'requestsPerMinute', 'requests'],
] as const

export type BookedCall = AdmitRequest & {
  state: 'open' | 'settled' | 'released'
  atMs: number
  closedAtMs: number | null
  /** What is reserved, then what was used. `null`: it was released. */
  usage: Usage | null
  basis: SettlementBasis | null
  outcome: Required<Outcome>
  isJob: boolean
}

/** A call that was served, or with `usage: null` one that failed. Remembered for good. */
type Entry = { call: BookedCall; usage: Usage | null; isError: boolean; durationMs: number | null; atMs: number }

type Stand = Omit<LimitState, 'isNear'> & { settled: number; adds: number; retryAtMs: number | null }

export const monthOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 7)
const dayOf = (atMs: number) => new Date(atMs).toISOString().slice(0, 10)
const nextMonthMs = (atMs: number) => Date.UTC(new Date(atMs).getUTCFullYear(), new Date(atMs).getUTCMonth() + 1, 1)

export const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)

export function amountOf(unit: Unit, usage: Usage): number {
  const amounts = {
    requests: 1,
    tokens: usage.inputTokens + usage.outputTokens,
    microUsd: usage.costMicroUsd ?? 0,
  }
  return amounts[unit]
}

/** What is no count is none, and as a cost unknown. A part is never more than the whole. */
export function cleaned(usage: Usage): Usage {
  const isCount = (value: number | null) => value !== null && Number.isSafeInteger(value) && value >= 0
  const { costMicroUsd, ...quantities } = usage
  const counts = Object.fromEntries(
    Object.entries(quantities).map(([name, value]) => [name, isCount(value) ? value : 0]),
  )
  const clean = { ...usage, ...counts, costMicroUsd: isCount(costMicroUsd) ? costMicroUsd : null }
  clean.cachedInputTokens = Math.min(clean.cachedInputTokens, clean.inputTokens)
  clean.cacheWriteTokens = Math.min(clean.cacheWriteTokens, clean.inputTokens)
  clean.reasoningTokens = Math.min(clean.reasoningTokens, clean.outputTokens)
  return clean
}

export class Books {
  calls: BookedCall[] = []
  entries: Entry[] = []
  jobs: { jobId: string; requestId: string }[] = []
  crossings: ThresholdCrossing[] = []
  /** Which crossings are remembered. */
  told: { period: string; key: string }[] = []
  epoch = 0
  adminId: number | null = null
  /** Of the last admission that was asked for since the object began to live. */
  limitsAtProvider = new Map<number, Limits['provider']>()
  limitsOfAdmin: Pick<Limits, 'admin' | 'warnAtPercent'> | null = null

  /** Books that go on apart from these. */
  copy(): Books {
    const copy = Object.assign(new Books(), this)
    copy.calls = this.calls.map((call) => ({ ...call }))
    copy.entries = [...this.entries]
    copy.jobs = [...this.jobs]
    copy.crossings = [...this.crossings]
    copy.told = [...this.told]
    copy.limitsAtProvider = new Map(this.limitsAtProvider)
    return copy
  }

  admit(request: AdmitRequest, nowMs: number): AdmitVerdict {
    if (request.epoch < this.epoch) return { verdict: 'stale', epoch: this.epoch }
    const isTaken = (call: BookedCall) =>
      call.requestId === request.requestId &&
      (call.state === 'open' || (call.state === 'settled' && call.closedAtMs! > nowMs - DAY_MS))
    if (this.calls.some(isTaken)) return { verdict: 'duplicate' }

    const { limits, subject } = request
    const reserved = cleaned(request.estimate)
    // An earlier try of the same call gives way to this one.
    const before = this.calls
    this.calls = before.filter(({ publicId }) => publicId !== request.publicId)
    const stands = this.#stands(request, reserved, nowMs)
    this.limitsAtProvider.set(subject.providerId, limits.provider)
    this.limitsOfAdmin = limits
    this.#tell(subject, nowMs)
    const inTheWay = stands.filter(({ used, adds, limit }) => used + adds > limit)
    if (inTheWay.length > 0) {
      this.calls = before
      const retryOf = ({ retryAtMs }: Stand) => retryAtMs ?? Infinity
      const longest = inTheWay.reduce((a, b) => (retryOf(b) > retryOf(a) ? b : a))
      const denial = { ...this.#stateOf(longest), retryAtMs: longest.retryAtMs }
      return { verdict: 'denied', denial, limits: stands.map((stand) => this.#stateOf(stand)) }
    }
    this.adminId = request.adminId
    const outcome = { attempts: [], errorCode: null }
    const opened = { state: 'open', atMs: nowMs, closedAtMs: null, usage: reserved, basis: null, isJob: false } as const
    this.calls.push({ ...request, ...opened, outcome })
    const after = this.#stands(request, reserved, nowMs)
    return { verdict: 'admitted', limits: after.map((stand) => this.#stateOf(stand)) }
  }

  settle(ref: ReservationRef, usage: Usage, basis: SettlementBasis, outcome: Outcome, nowMs: number): CloseVerdict {
    return this.#close(ref, (call) => {
      Object.assign(call, { state: 'settled', closedAtMs: nowMs, basis, usage: cleaned(usage) })
      call.outcome = { ...call.outcome, errorCode: null, ...outcome }
      const isTimed = basis !== 'estimated' && !call.isJob
      this.entries.push({
        call,
        usage: call.usage,
        isError: call.outcome.errorCode !== null,
        durationMs: isTimed ? Math.max(0, nowMs - call.atMs) : null,
        atMs: nowMs,
      })
      this.#tell(call.subject, call.atMs)
    })
  }

  release(ref: ReservationRef, outcome: Outcome, nowMs: number): CloseVerdict {
    return this.#close(ref, (call) => {
      Object.assign(call, { state: 'released', closedAtMs: nowMs, usage: null })
      call.outcome = { ...call.outcome, errorCode: null, ...outcome }
      if (outcome.errorCode) this.entries.push({ call, usage: null, isError: true, durationMs: null, atMs: nowMs })
    })
  }

  withdraw(ref: ReservationRef): CloseVerdict {
    return this.#close(ref, (call) => void (this.calls = this.calls.filter((other) => other !== call)))
  }

  keepJob({ jobId, requestId, reservationId, holdMs = 0, attempts }: Job): void {
    const call = this.#find({ requestId, reservationId })
    if (call) {
      Object.assign(call, {
        isJob: true,
        holdMs: Math.max(call.holdMs, holdMs),
        outcome: { ...call.outcome, attempts },
      })
    }
    this.jobs.push({ jobId, requestId })
  }

  sweep(nowMs: number): number {
    const isLost = ({ state, atMs, holdMs }: BookedCall) => state === 'open' && atMs + holdMs <= nowMs
    const lost = this.calls.filter(isLost).sort((a, b) => a.atMs + a.holdMs - b.atMs - b.holdMs || byPublicId(a, b))
    for (const call of lost) this.settle(call, call.usage!, 'estimated', {}, nowMs)
    return lost.length
  }

  prune(nowMs: number, { maxAgeMs, maxCalls }: { maxAgeMs: number; maxCalls: number }): void {
    const mayGo = ({ state, atMs, closedAtMs }: BookedCall) =>
      state !== 'open' && Math.max(atMs, closedAtMs!) <= nowMs - MINUTE_MS
    this.calls = this.calls.filter((call) => !(mayGo(call) && call.closedAtMs! <= nowMs - maxAgeMs))
    const isOver = (call: BookedCall) =>
      mayGo(call) && (call.requestId === call.publicId || call.closedAtMs! <= nowMs - DAY_MS)
    const goes = this.calls
      .filter(isOver)
      .sort((a, b) => a.closedAtMs! - b.closedAtMs! || byPublicId(a, b))
      .slice(0, Math.max(0, this.calls.length - maxCalls))
    this.calls = this.calls.filter((call) => !goes.includes(call))
    this.jobs = this.jobs.filter((job) => this.calls.some(({ requestId }) => requestId === job.requestId))
    const lastMonth = monthOf(Date.UTC(new Date(nowMs).getUTCFullYear(), new Date(nowMs).getUTCMonth() - 1))
    this.told = this.told.filter(({ period }) => period >= lastMonth)
  }

  /** The object lives on in another place, and has only what is in its tables. */
  restart(): void {
    this.limitsAtProvider.clear()
    this.limitsOfAdmin = null
  }

  /** `providerId: null`: of all. */
  settledIn(month: string, providerId: number | null, unit: Unit): number {
    const counts = ({ call }: Entry) => monthOf(call.atMs) === month && isAt(call, providerId)
    return sum(this.entries.filter(counts).map(({ usage }) => (usage ? amountOf(unit, usage) : 0)))
  }

  openIn(month: string, providerId: number | null, unit: Unit): number {
    const counts = (call: BookedCall) => call.state === 'open' && monthOf(call.atMs) === month && isAt(call, providerId)
    return sum(this.calls.filter(counts).map(({ usage }) => amountOf(unit, usage!)))
  }

  /** `apiKeyId: null`: of all. */
  concurrent(apiKeyId: number | null): number {
    return this.calls.filter((call) => call.state === 'open' && !call.isJob && isBy(call, apiKeyId)).length
  }

  minute(apiKeyId: number | null, nowMs: number): BookedCall[] {
    return this.calls.filter((call) => call.atMs > nowMs - MINUTE_MS && isBy(call, apiKeyId))
  }

  /** The figures of every day and dimension, with how often each changed. */
  days() {
    return this.#figures(dayOf).map(({ name: day, entries, figures }) => ({
      day,
      ...figures,
      errors: entries.filter(({ isError }) => isError).length,
      latencies: histogramOf(entries.map(({ durationMs }) => durationMs).filter((ms) => ms !== null)),
    }))
  }

  /** The same of every month. */
  months() {
    return this.#figures(monthOf).map(({ name: period, figures }) => ({ period, ...figures }))
  }

  /** What the caller is told of a call. */
  recordOf({ subject, publicId, state, atMs, closedAtMs, basis, usage, outcome }: BookedCall): CallRecord {
    return {
      ...subject,
      publicId,
      state,
      period: monthOf(atMs),
      startedAtMs: atMs,
      closedAtMs,
      basis,
      usage,
      ...outcome,
    }
  }

  #figures(nameOf: (atMs: number) => string) {
    const groups = Map.groupBy(this.entries, ({ call: { atMs, subject } }) => {
      const { providerId, modelId, apiKeyId, keySource, capability } = subject
      return JSON.stringify([nameOf(atMs), providerId, modelId, apiKeyId, keySource, capability])
    })
    return [...groups.values()].map((entries) => ({
      name: nameOf(entries[0]!.call.atMs),
      entries,
      figures: {
        ...entries[0]!.call.subject,
        ...totalOf(entries.map(({ usage }) => usage).filter((usage) => usage !== null)),
        lastUsedAtMs: Math.max(...entries.map(({ atMs }) => atMs)),
        revision: entries.length,
      },
    }))
  }

  #find({ requestId, reservationId }: ReservationRef): BookedCall | undefined {
    return this.calls.find((call) => call.requestId === requestId && call.reservationId === reservationId)
  }

  #close(ref: ReservationRef, enter: (call: BookedCall) => void): CloseVerdict {
    const call = this.#find(ref)
    if (call?.state === 'open') {
      enter(call)
      return 'closed'
    }
    return this.calls.some(({ requestId }) => requestId === ref.requestId) ? 'already_closed' : 'unknown_request'
  }

  #stateOf({ scope, name, limit, used, resetsAtMs, settled }: Stand): LimitState {
    const isMonthly = MONTHLY.some(([monthly]) => monthly === name)
    const isNear = isMonthly && limit > 0 && settled * 100 >= limit * this.limitsOfAdmin!.warnAtPercent
    return { scope, name, limit, used, resetsAtMs, isNear }
  }

  /** How every limit that is set stands, and when what the call adds would fit. */
  #stands({ limits, subject }: AdmitRequest, reserved: Usage, nowMs: number): Stand[] {
    const month = monthOf(nowMs)
    const stands: (Omit<Stand, 'limit'> & { limit: number | null })[] = []
    for (const [scope, providerId] of [
      ['provider', subject.providerId],
      ['admin', null],
    ] as const) {
      for (const [name, field, unit] of MONTHLY) {
        const limit = limits[scope][field]
        const [settled, adds] = [this.settledIn(month, providerId, unit), amountOf(unit, reserved)]
        const retryAtMs = adds > (limit ?? 0) ? null : nextMonthMs(nowMs)
        const used = settled + this.openIn(month, providerId, unit)
        stands.push({ scope, name, limit, settled, used, adds, resetsAtMs: nextMonthMs(nowMs), retryAtMs })
      }
    }
    for (const [scope, set, apiKeyId] of [
      ['admin', limits.admin, null],
      ['api_key', limits.apiKey, subject.apiKeyId],
    ] as const) {
      const calls = this.minute(apiKeyId, nowMs)
      const leavesAtMs = calls.map(({ atMs }) => atMs + MINUTE_MS).sort((a, b) => a - b)
      for (const [name, field, unit] of RATES) {
        const limit = set[field]
        const adds = amountOf(unit, reserved)
        const usedAt = (momentMs: number) =>
          sum(calls.filter(({ atMs }) => atMs > momentMs - MINUTE_MS).map(({ usage }) => minuteAmount(unit, usage)))
        const retryAtMs = leavesAtMs.find((momentMs) => usedAt(momentMs) + adds <= (limit ?? 0)) ?? null
        stands.push({
          ...rate(name),
          limit,
          used: usedAt(nowMs),
          adds,
          resetsAtMs: leavesAtMs.at(-1) ?? nowMs,
          retryAtMs,
        })
      }
      const limit = set.concurrentCalls
      const retryAtMs = limit === 0 ? null : nowMs + 1_000
      stands.push({
        ...rate('concurrent_calls'),
        limit,
        used: this.concurrent(apiKeyId),
        adds: 1,
        resetsAtMs: nowMs,
        retryAtMs,
      })
      function rate(name: LimitName) {
        return { scope, name, settled: 0 }
      }
    }
    return stands.filter((stand): stand is Stand => stand.limit !== null)
  }

  /** Tells which limits of the month of this moment have been reached, each once. */
  #tell({ providerId, providerSlug }: BookedCall['subject'], atMs: number): void {
    const limits = this.limitsAtProvider.get(providerId)
    if (!limits || !this.limitsOfAdmin) return
    const { admin, warnAtPercent: percent } = this.limitsOfAdmin
    const period = monthOf(atMs)
    for (const [scope, set, whose] of [
      ['provider', limits, providerId],
      ['admin', admin, null],
    ] as const) {
      for (const [name, field, unit] of MONTHLY) {
        const limit = set[field]
        if (limit === null || limit === 0) continue
        const settled = this.settledIn(period, whose, unit)
        const key = JSON.stringify([whose, name, period, limit])
        if (settled * 100 < limit * percent || this.told.some((crossing) => crossing.key === key)) continue
        const slug = scope === 'provider' ? providerSlug : null
        this.told.push({ period, key })
        this.crossings.push({ scope, name, providerSlug: slug, limit, settled, percent, period })
      }
    }
  }
}

const isAt = ({ subject }: BookedCall, providerId: number | null) =>
  providerId === null || subject.providerId === providerId
const isBy = ({ subject }: BookedCall, apiKeyId: number | null) => apiKeyId === null || subject.apiKeyId === apiKeyId
const byPublicId = (a: BookedCall, b: BookedCall) => (a.publicId < b.publicId ? -1 : 1)

/** A call that was not served counts as one, without tokens. */
const minuteAmount = (unit: Unit, usage: Usage | null) => (usage ? amountOf(unit, usage) : unit === 'requests' ? 1 : 0)

function totalOf(usages: Usage[]): Record<string, number> {
  const total = (name: keyof Usage) => sum(usages.map((usage) => usage[name] ?? 0))
  return {
    requests: usages.length,
    inputTokens: total('inputTokens'),
    cachedInputTokens: total('cachedInputTokens'),
    cacheWriteTokens: total('cacheWriteTokens'),
    outputTokens: total('outputTokens'),
    reasoningTokens: total('reasoningTokens'),
    images: total('images'),
    characters: total('characters'),
    audioMs: total('audioMs'),
    videoMs: total('videoMs'),
    costMicroUsd: total('costMicroUsd'),
    unpricedRequests: usages.filter(({ costMicroUsd }) => costMicroUsd === null).length,
  }
}

/** Eight buckets an octave. */
function histogramOf(durationsMs: number[]): Record<string, number> {
  const buckets = Map.groupBy(durationsMs, (ms) => Math.floor(8 * Math.log2(Math.max(1, ms))))
  return Object.fromEntries([...buckets].map(([bucket, calls]) => [String(bucket), calls.length]))
}
