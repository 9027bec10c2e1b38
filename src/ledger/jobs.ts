/** Jobs that go on at an upstream, beside the reservations of their calls. */
import type { Job } from './port.ts'

/** Remembers a job until its call is forgotten. */
export function storeJob(sql: SqlStorage, job: Job): void {
  sql.exec(
    `UPDATE calls SET attempts = ?, is_job = 1, expires_at = max(expires_at, started_at + ?)
     WHERE request_id = ? AND reservation_id = ?`,
    JSON.stringify(job.attempts),
    job.holdMs ?? 0,
    job.requestId,
    job.reservationId,
  )
  sql.exec(
    `INSERT OR REPLACE INTO jobs (job_id, request_id, job) VALUES (?, ?, ?)`,
    job.jobId,
    job.requestId,
    JSON.stringify(job),
  )
}

export function findJob(sql: SqlStorage, jobId: string): Job | null {
  const row = sql.exec<{ job: string }>(`SELECT job FROM jobs WHERE job_id = ?`, jobId).toArray()[0]
  // It was written by keepJob.
  return row ? (JSON.parse(row.job) as Job) : null
}
