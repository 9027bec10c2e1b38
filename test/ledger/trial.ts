/** A ledger and plain books side by side: every operation is done in both, and both have to say the same. */
import { expect } from 'vitest'
import type { Accounts, Hooks } from '../../src/ledger/accounts.ts'
import type { Retention } from '../../src/ledger/call-log.ts'
import type { Limits } from '../../src/ledger/limits.ts'
import type {
  AdmitRequest,
  CallSubject,
  DailyUsageRow,
  Job,
  LedgerReport,
  ReservationRef,
  SettledCall,
  ThresholdCrossing,
  Usage,
  UsageRow,
} from '../../src/ledger/port.ts'
import { aCall, aJob, createClock, noUsage, openAccounts } from '../support/ledger.ts'
import { amountOf, Books, cleaned, monthOf, MONTHLY, sum, UNITS, type BookedCall, type Unit } from './books.ts'
import { KEYS, PROVIDERS, type Admit, type Choice, type Operation, type Settle, usages } from './operations.ts'
import { expectSame, expectSameRows } from './same.ts'

export const START = '2026-12-31T23:59:30Z'

/** What whoever is told of a call or a threshold may throw. */
const BREAK = new Error('This hook was told to fail')

export class Trial {
  readonly clock = createClock(START)
  #books = new Books()
  #accounts!: Accounts
  #sql!: SqlStorage
  readonly #retention: Retention
  readonly #isWatched: boolean
  readonly #asked: AdmitRequest[] = []
  readonly #jobs: Job[] = []
  readonly #limits = new Map<string, Record<string, number | null>>()
  #warnAtPercent = 80
  readonly #told = { settled: [] as SettledCall[], crossings: [] as ThresholdCrossing[] }
  #breaksNext = false
  /** What D1 has: rows by their key, the newest. */
  readonly #rolledUp = {
    days: new Map<string, { revision: number }>(),
    months: new Map<string, { revision: number }>(),
  }
  /** What may not be passed until the next admission, by scope and unit. */
  readonly #bounds = new Map<string, number>()

  /** `isWatched`: checked after every operation. Otherwise at the end of a life alone, for to look moves the ledger too. */
  constructor(retention: Retention, isWatched: boolean) {
    this.#retention = retention
    this.#isWatched = isWatched
  }

  /** One life of the object, that begins with its tables and nothing else. */
  live(storage: DurableObjectStorage, operations: Operation[]): void {
    this.#open(storage)
    for (const operation of operations) this.#do(operation)
    this.#check()
  }

  #open(storage: DurableObjectStorage): void {
    const tell =
      <T>(list: T[]) =>
      (told: T) => {
        if (this.#breaksNext) {
          this.#breaksNext = false
          throw BREAK
        }
        list.push(told)
      }
    const hooks: Hooks = { onSettled: tell(this.#told.settled), onThreshold: tell(this.#told.crossings) }
    this.#accounts = openAccounts(storage, this.clock, hooks, this.#retention)
    this.#sql = storage.sql
    this.#books.restart()
    if (this.#isWatched) this.#check()
  }

  #do(step: Operation): void {
    const before = this.#breaksNext ? this.#books.copy() : null
    const [inBooks, inLedger] = this.#both(step)
    const wanted = inBooks(this.#books)
    try {
      expectSame(inLedger(this.#accounts), wanted)
    } catch (error) {
      if (error !== BREAK || !before) throw error
      // Not a word of it may stand.
      this.#books = before
    }
    if (wanted !== UNSEEN && this.#isWatched) this.#check()
  }

  /** What both say, and what holds in any case. */
  #check(): void {
    const [books, accounts] = [this.#books, this.#accounts]
    const nowMs = this.clock()
    expectSame([accounts.epoch(), accounts.adminId()], [books.epoch, books.adminId])
    expectSame(this.#told.crossings, books.crossings)
    const served = books.entries.filter(({ usage }) => usage !== null).map(({ call }) => call)
    const settled = served.map((call) => ({ ...books.recordOf(call), reservationId: call.reservationId }))
    expectSame(this.#told.settled, settled)
    const newestFirst = books.calls.toSorted((a, b) => b.atMs - a.atMs || (a.publicId < b.publicId ? -1 : 1))
    const calls = newestFirst.map((call) => books.recordOf(call))
    expectSame(accounts.calls({}, { limit: 1_000, offset: 0 }), { count: calls.length, calls })
    for (const { jobId } of this.#jobs) {
      expect(accounts.job(jobId) !== null).toBe(books.jobs.some((job) => job.jobId === jobId))
    }
    expectSameRows(this.#readDays(), books.days())
    const usage = books.months()
    const months = new Set([monthOf(nowMs), ...books.calls.map(monthOfCall), ...usage.map(({ period }) => period)])
    for (const month of months) {
      const report = accounts.report(month)
      const rows = usage.filter(({ period }) => period === month)
      expectSameRows(report.usage, rows)
      this.#checkOpen(month, report, nowMs)
      this.#checkBounds(month, report)
    }
  }

  /** D1 gets everything that it has not, and then has what was served. */
  finish(): void {
    while (this.#accounts.usage.hasUnrolled()) this.#rollUp(2)
    const { days, months } = this.#rolledUp
    expectSameRows([...days.values()], this.#books.days())
    expectSameRows([...months.values()], this.#books.months())
  }

  #checkOpen(month: string, report: LedgerReport, nowMs: number): void {
    const books = this.#books
    const at = (providerId: number | null, unit: Unit) => books.openIn(month, providerId, unit)
    const open = PROVIDERS.filter((providerId) => at(providerId, 'requests') > 0).map((providerId) => ({
      providerId,
      calls: at(providerId, 'requests'),
      reservedTokens: at(providerId, 'tokens'),
      reservedMicroUsd: at(providerId, 'microUsd'),
    }))
    expectSameRows(report.open, open)
    const paceOf = (apiKeyId: number | null) => {
      const calls = books.minute(apiKeyId, nowMs)
      const tokens = sum(calls.map(({ usage }) => (usage ? amountOf('tokens', usage) : 0)))
      return { requests: calls.length, tokens, concurrent: books.concurrent(apiKeyId) }
    }
    const apiKeys = KEYS.map((apiKeyId) => ({ apiKeyId, pace: paceOf(apiKeyId) }))
    const isUsed = ({ pace }: { pace: ReturnType<typeof paceOf> }) => pace.requests > 0 || pace.concurrent > 0
    expectSame(report.pace.admin, paceOf(null))
    expectSameRows(report.pace.apiKeys.filter(isUsed), apiKeys.filter(isUsed))
  }

  /** Of what the ledger says: settled + reserved ≤ the limit of the last admission, and so for calls at once. */
  #checkBounds(month: string, report: LedgerReport): void {
    for (const providerId of [null, ...PROVIDERS]) {
      for (const unit of UNITS) {
        const { settled, open } = usedIn(report, providerId, unit)
        expect(settled + open).toBeLessThanOrEqual(this.#bounds.get(boundOf(month, providerId, unit)) ?? Infinity)
      }
    }
    for (const { apiKeyId, pace } of [{ apiKeyId: null, pace: report.pace.admin }, ...report.pace.apiKeys]) {
      expect(pace.concurrent).toBeLessThanOrEqual(this.#bounds.get(`at once ${apiKeyId}`) ?? Infinity)
    }
  }

  /** How an operation is done in the books, and how in the ledger. */
  #both(step: Operation): Both {
    const nowMs = this.clock()
    switch (step.kind) {
      case 'admit':
        return this.#admit(step, nowMs)
      case 'settle':
        return this.#settle(step, nowMs)
      case 'release': {
        const { ref } = this.#choose(step.call)
        const outcome = { errorCode: step.errorCode }
        return [(books) => books.release(ref, outcome, nowMs), (accounts) => accounts.release(ref, outcome)]
      }
      case 'withdraw': {
        const { ref } = this.#choose(step.call)
        return [(books) => books.withdraw(ref), (accounts) => accounts.withdraw(ref)]
      }
      case 'job': {
        const { ref } = this.#choose(step.call)
        const job = { ...aJob(ref, `job-${this.#jobs.length}`), holdMs: step.holdMs }
        this.#jobs.push(job)
        return [(books) => books.keepJob(job), (accounts) => accounts.keepJob(job)]
      }
      case 'sweep':
        return [(books) => books.sweep(nowMs), (accounts) => accounts.sweep()]
      case 'prune':
        return [(books) => books.prune(nowMs, this.#retention), (accounts) => accounts.prune()]
      case 'bump':
        return [
          (books) => (books.epoch += Math.max(0, step.by)),
          (accounts) => accounts.bump(accounts.epoch() + step.by),
        ]
      case 'rollUp':
        this.#rollUp(step.rows)
        return unseen
      case 'jump':
        this.clock.advance(step.ms)
        return [() => null, () => null]
      case 'limit':
        this.#limits.set(step.scope, { ...this.#limits.get(step.scope), [step.name]: step.limit })
        return unseen
      case 'warn':
        this.#warnAtPercent = step.percent
        return unseen
      case 'break':
        this.#breaksNext = true
        return unseen
      case 'restart':
        return unseen
    }
  }

  #admit(step: Admit, nowMs: number): Both {
    const number = this.#asked.length
    const earlier = step.again === null ? undefined : this.#asked[step.again % number]
    const publicId = earlier?.publicId ?? `call ${String(number).padStart(3, '0')}`
    const chosen = step.idempotencyKey === null ? publicId : `chosen ${step.idempotencyKey}`
    const request = aCall({
      publicId,
      requestId: earlier?.requestId ?? chosen,
      reservationId: `reservation ${number}`,
      adminId: 7,
      epoch: this.#books.epoch - step.lag,
      holdMs: step.holdMs,
      subject: {
        apiKeyId: step.apiKey,
        providerId: step.provider,
        providerSlug: `provider-${step.provider}`,
        modelId: step.model,
        modelName: `model-${step.model}`,
      },
      limits: {
        provider: this.#limits.get(`provider ${step.provider}`) ?? {},
        admin: this.#limits.get('admin') ?? {},
        apiKey: this.#limits.get(`key ${step.apiKey}`) ?? {},
        warnAtPercent: this.#warnAtPercent,
      },
      estimate: { inputTokens: step.input, outputTokens: step.output, costMicroUsd: step.cost },
    })
    this.#asked.push(request)
    const admit = (accounts: Accounts) => {
      const given = accounts.admit(request)
      if (given.verdict === 'admitted') {
        for (const { limit, used } of given.limits) expect(used).toBeLessThanOrEqual(limit)
        this.#bindBy(request.limits, request.subject, monthOf(nowMs))
      }
      return given
    }
    return [(books) => books.admit(request, nowMs), admit]
  }

  #settle({ call, used, isPriced, basis, errorCode }: Settle, nowMs: number): Both {
    const { ref, request } = this.#choose(call)
    const reserved = request?.estimate ?? noUsage
    const usage = { ...usages[used](reserved), ...(!isPriced && { costMicroUsd: null }) }
    const settle = (accounts: Accounts) => {
      const given = accounts.settle(ref, usage, basis, { errorCode })
      if (given === 'closed') this.#unbindOver(request!, usage)
      return given
    }
    return [(books) => books.settle(ref, usage, basis, { errorCode }, nowMs), settle]
  }

  #choose({ of, index }: Choice): { ref: ReservationRef; request: AdmitRequest | null } {
    const open = this.#books.calls.filter(({ state }) => state === 'open')
    const from: AdmitRequest[] = of === 'open' && open.length > 0 ? open : this.#asked
    const { requestId, reservationId } = from[index % from.length] ?? aCall()
    const request = this.#asked.find((asked) => asked.reservationId === reservationId) ?? null
    return { ref: { requestId, reservationId }, request }
  }

  #bindBy({ provider, admin, apiKey }: Limits, { providerId, apiKeyId }: CallSubject, month: string): void {
    const bind = (what: string, limit: number | null) => this.#bounds.set(what, limit ?? Infinity)
    for (const [, field, unit] of MONTHLY) {
      bind(boundOf(month, providerId, unit), provider[field])
      bind(boundOf(month, null, unit), admin[field])
    }
    bind('at once null', admin.concurrentCalls)
    bind(`at once ${apiKeyId}`, apiKey.concurrentCalls)
  }

  /** What used more than it had reserved may pass a limit: it was admitted for less. */
  #unbindOver({ estimate, subject }: AdmitRequest, usage: Usage): void {
    for (const unit of UNITS) {
      if (amountOf(unit, cleaned(usage)) <= amountOf(unit, cleaned(estimate))) continue
      for (const bound of this.#bounds.keys()) {
        if (bound.endsWith(` ${subject.providerId} ${unit}`) || bound.endsWith(` null ${unit}`))
          this.#bounds.delete(bound)
      }
    }
  }

  #rollUp(rows: number): void {
    const { usage } = this.#accounts
    const { days, months } = usage.unrolled(rows)
    const keep = (table: Map<string, { revision: number }>, row: DailyUsageRow | UsageRow, when: string) => {
      const key = [when, row.providerId, row.modelId, row.apiKeyId].join()
      if ((table.get(key)?.revision ?? 0) < row.revision) table.set(key, row)
    }
    for (const row of days) keep(this.#rolledUp.days, { ...row, latencies: JSON.parse(row.latencies) }, row.day)
    for (const row of months) keep(this.#rolledUp.months, row, row.period)
    usage.markRolledUp(days)
  }

  #readDays(): object[] {
    const rows = this.#sql.exec<Record<string, string | number>>('SELECT * FROM usage').toArray()
    const toName = (column: string) =>
      column.replace('used_at', 'used_at_ms').replaceAll(/_[a-z]/g, (letter) => letter.charAt(1).toUpperCase())
    return rows.map((row) => {
      const figures = Object.entries(row).filter(([column]) => column !== 'rolled_up_revision')
      const named = Object.fromEntries(figures.map(([column, value]) => [toName(column), value]))
      return { ...named, latencies: JSON.parse(row.latencies as string) as object }
    })
  }
}

/** What a ledger says was used at a provider, or `null`: in all. */
export function usedIn({ usage, open }: LedgerReport, providerId: number | null, unit: Unit) {
  const isThere = (row: { providerId: number }) => providerId === null || row.providerId === providerId
  const ofUsage = {
    requests: (row: UsageRow) => row.requests,
    tokens: (row: UsageRow) => row.inputTokens + row.outputTokens,
    microUsd: (row: UsageRow) => row.costMicroUsd,
  }
  const ofOpen = { requests: 'calls', tokens: 'reservedTokens', microUsd: 'reservedMicroUsd' } as const
  return {
    settled: sum(usage.filter(isThere).map(ofUsage[unit])),
    open: sum(open.filter(isThere).map((row) => row[ofOpen[unit]])),
  }
}

type Both = [inBooks: (books: Books) => unknown, inLedger: (accounts: Accounts) => unknown]

/** What neither books nor ledger hear of. */
const UNSEEN = 'unseen'
const unseen: Both = [() => UNSEEN, () => UNSEEN]

const boundOf = (month: string, providerId: number | null, unit: Unit) => `${month} ${providerId} ${unit}`
const monthOfCall = ({ atMs }: BookedCall) => monthOf(atMs)
