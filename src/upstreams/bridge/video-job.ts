/** Upstreams know a job by an operation that only their package understands. Its name carries that, and what was asked. */
import type { JSONValue } from '@ai-sdk/provider'
import { AppError } from '../../errors.ts'
import { fromBase64Url, toBase64Url } from '../../platform/encoding.ts'
import { z } from '../../platform/zod.ts'

const videoJob = z.object({
  operation: z.json(),
  prompt: z.string(),
  size: z.string().nullable(),
  seconds: z.string().nullable(),
  /** Unix seconds. */
  createdAt: z.number(),
})

export type VideoJob = Omit<z.infer<typeof videoJob>, 'operation'> & { operation: JSONValue }

export function toJobId(job: VideoJob): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(job)))
}

/** @throws AppError `not_found` for a name that is none. */
export function readVideoJob(jobId: string): VideoJob {
  const bytes = fromBase64Url(jobId)
  try {
    return videoJob.parse(JSON.parse(new TextDecoder().decode(bytes ?? new Uint8Array())))
  } catch {
    throw new AppError('not_found')
  }
}
