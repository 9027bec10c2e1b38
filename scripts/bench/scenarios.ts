/** What is measured of a subject in one round. */
import { setTimeout as sleep } from 'node:timers/promises'
import { callPlain, callStream } from './client.ts'
import type { StreamTimes } from './client.ts'
import { nowUs } from './clock.ts'
import { readCpuUs } from './cpu.ts'
import { median, quantile } from './statistics.ts'
import type { Subject } from './subjects.ts'
import type { StreamPlan } from './upstream.ts'

/** The figures of one round. CPU is `NaN` where it cannot be read. */
export type PlainFigures = { medianUs: number; p95Us: number; cpuUs: number }
export type LoadFigures = { callsPerSecond: number; cpuUs: number }
export type StreamFigures = { firstEventUs: number; lagUs: number; cpuPerEventUs: number }

/** A loop ends with its count or its time, whichever comes first. */
type Bounds = { calls: number; limitMs: number }

/** For what a subject still does after its answer, such as settling the call. */
const AFTERMATH_MS = 40

export async function measureOneByOne(subject: Subject, bounds: Bounds): Promise<PlainFigures> {
  const { results, cpuUs } = await withCpu(subject, () => repeat(bounds, 1, () => callPlain(subject)))
  return { medianUs: median(results), p95Us: quantile(results, 0.95), cpuUs: cpuUs / results.length }
}

export async function measureInFlight(subject: Subject, inFlight: number, bounds: Bounds): Promise<LoadFigures> {
  const { results, cpuUs, tookUs } = await withCpu(subject, () => repeat(bounds, inFlight, () => callPlain(subject)))
  return { callsPerSecond: (results.length * 1e6) / tookUs, cpuUs: cpuUs / results.length }
}

/** `atOnce` streams run beside each other, `times` times. */
export async function measureStreams(
  subject: Subject,
  { includeUsage, atOnce, times, ...plan }: StreamPlan & { includeUsage: boolean; atOnce: number; times: number },
): Promise<StreamFigures> {
  const bounds = { calls: atOnce * times, limitMs: Infinity }
  const { results, cpuUs } = await withCpu(subject, () =>
    repeat<StreamTimes>(bounds, atOnce, () => callStream(subject, plan, includeUsage)),
  )
  return {
    firstEventUs: median(results.map(({ firstEventUs }) => firstEventUs)),
    lagUs: median(results.flatMap(({ lagsUs }) => lagsUs)),
    cpuPerEventUs: cpuUs / (results.length * plan.events),
  }
}

/** Runs work `inFlight` at a time. */
async function repeat<T>({ calls, limitMs }: Bounds, inFlight: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = []
  const endUs = nowUs() + limitMs * 1000
  let begun = 0
  const lane = async () => {
    while (begun < calls && nowUs() < endUs) {
      begun += 1
      results.push(await work())
    }
  }
  await Promise.all(Array.from({ length: inFlight }, lane))
  return results
}

async function withCpu<T>(
  { pid }: Subject,
  work: () => Promise<T>,
): Promise<{ results: T; cpuUs: number; tookUs: number }> {
  const cpu = () => (pid === null ? null : readCpuUs(pid)) ?? Number.NaN
  const [startUs, cpuStartUs] = [nowUs(), cpu()]
  const results = await work()
  const tookUs = nowUs() - startUs
  await sleep(AFTERMATH_MS)
  return { results, cpuUs: cpu() - cpuStartUs, tookUs }
}
