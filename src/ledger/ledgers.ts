import { AppError } from '../errors.ts'
import type { AdminLedger } from './admin-ledger.ts'
import type {
  AdmitRequest,
  AdmitVerdict,
  Attempt,
  CallRecord,
  Job,
  LedgerReport,
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
  settle(reservation: Reservation, usage: Usage, basis: SettlementBasis, attempts?: Attempt[]): Promise<void>
  release(reservation: Reservation, attempts?: Attempt[]): Promise<void>
  /** What is remembered of a call, by its `x-request-id`. `null`: nothing, or no longer. */
  record(adminId: number, publicId: string): Promise<CallRecord | null>
  keepJob(adminId: number, job: Job): Promise<void>
  job(adminId: number, jobId: string): Promise<Job | null>
  report(adminId: number, period?: string): Promise<LedgerReport>
  /** From its return on, no call is admitted that read the admin's rights at an older epoch. */
  bump(adminId: number, epoch: number): Promise<void>
}

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
    settle: ({ adminId, ...reservation }, usage, basis, attempts) =>
      close(async () => await ledgerOf(adminId).settle(reservation, usage, basis, attempts)),
    release: ({ adminId, ...reservation }, attempts) =>
      close(async () => await ledgerOf(adminId).release(reservation, attempts)),
    record: (adminId, publicId) => ask(async () => await ledgerOf(adminId).record(publicId)),
    keepJob: (adminId, job) => close(async () => await ledgerOf(adminId).keepJob(job)),
    job: (adminId, jobId) => ask(async () => await ledgerOf(adminId).job(jobId)),
    report: (adminId, period) => ask(async () => await ledgerOf(adminId).report(period ?? null)),
    bump: (adminId, epoch) => close(async () => await ledgerOf(adminId).bump(epoch)),
  }
}
