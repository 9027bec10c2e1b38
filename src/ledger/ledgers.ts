import { AppError } from '../errors.ts'
import type { AdminLedger } from './admin-ledger.ts'
import { openFeed, type EventFeed, type FeedListener } from './events/event-feed.ts'
import type { ListenFrom, LiveEvent } from './events/events.ts'
import type {
  AdmitRequest,
  AdmitVerdict,
  CallFilter,
  CallPage,
  CallRecord,
  Job,
  LedgerReport,
  OpenCalls,
  Outcome,
  ReservationRef,
  SettlementBasis,
  Usage,
} from './port.ts'

/** A reservation, and in whose ledger it stands. */
export type Reservation = ReservationRef & { adminId: number }

export type LedgerNamespace = DurableObjectNamespace<AdminLedger>

/** The ledgers of all admins. Every method throws AppError `ledger_unavailable` when the ledger does not answer. */
export type Ledgers = {
  admit(request: AdmitRequest): Promise<AdmitVerdict>
  /** Tries again by itself: settling is idempotent, and the sweep stands behind it. */
  settle(reservation: Reservation, usage: Usage, basis: SettlementBasis, outcome?: Outcome): Promise<void>
  release(reservation: Reservation, outcome?: Outcome): Promise<void>
  /** Takes an admission back before anything was sent. */
  withdraw(reservation: Reservation): Promise<void>
  /** What is remembered of a call, by its `x-request-id`. `null`: nothing, or no longer. */
  record(adminId: number, publicId: string): Promise<CallRecord | null>
  /** Calls that are remembered, newest first. */
  calls(adminId: number, filter: CallFilter, page: { limit: number; offset: number }): Promise<CallPage>
  keepJob(adminId: number, job: Job): Promise<void>
  job(adminId: number, jobId: string): Promise<Job | null>
  report(adminId: number, period?: string): Promise<LedgerReport>
  /** Brings D1 up to this moment. Answers what is under way. */
  rollUp(adminId: number): Promise<OpenCalls[]>
  /** From its return on, no call is admitted that read the admin's rights at an older epoch. `events`: for listeners. */
  bump(adminId: number, epoch: number, events?: LiveEvent[]): Promise<void>
  /** What happens to the admin, as it happens. @throws AppError `too_many_listeners` too. */
  listen(adminId: number, from: ListenFrom, listener: FeedListener): Promise<EventFeed>
}

/** How many ledgers one request can ask: each is a subrequest, of which the platform grants a thousand. */
export const MAX_LEDGERS_ASKED = 900
/** How many are asked at once. */
export const LEDGERS_AT_ONCE = 50

const CLOSE_ATTEMPTS = 4
const CLOSE_PAUSE_MS = 100

export function createLedgers(
  namespace: LedgerNamespace,
  wait: (ms: number) => Promise<unknown> = (ms) => scheduler.wait(ms),
): Ledgers {
  const ledgerOf = (adminId: number) => namespace.getByName(`admin:${adminId}`)

  async function ask<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question()
    } catch (error) {
      throw new AppError('ledger_unavailable', undefined, { cause: error })
    }
  }

  async function close(question: () => Promise<unknown>): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        await ask(question)
        return
      } catch (error) {
        if (attempt === CLOSE_ATTEMPTS) throw error
        await wait(CLOSE_PAUSE_MS * 2 ** attempt)
      }
    }
  }

  return {
    admit: (request) => ask(async () => await ledgerOf(request.adminId).admit(request)),
    settle: ({ adminId, ...reservation }, usage, basis, outcome) =>
      close(async () => await ledgerOf(adminId).settle(reservation, usage, basis, outcome)),
    release: ({ adminId, ...reservation }, outcome) =>
      close(async () => await ledgerOf(adminId).release(reservation, outcome)),
    withdraw: ({ adminId, ...reservation }) => close(async () => await ledgerOf(adminId).withdraw(reservation)),
    record: (adminId, publicId) => ask(async () => await ledgerOf(adminId).record(publicId)),
    calls: (adminId, filter, page) => ask(async () => await ledgerOf(adminId).calls(filter, page)),
    keepJob: (adminId, job) => close(async () => await ledgerOf(adminId).keepJob(job)),
    job: (adminId, jobId) => ask(async () => await ledgerOf(adminId).job(jobId)),
    report: (adminId, period) => ask(async () => await ledgerOf(adminId).report(period ?? null)),
    rollUp: (adminId) => ask(async () => await ledgerOf(adminId).rollUp()),
    bump: (adminId, epoch, events = []) => close(async () => await ledgerOf(adminId).bump(epoch, events)),
    listen: (adminId, from, listener) => openFeed(ledgerOf(adminId), from, listener),
  }
}
