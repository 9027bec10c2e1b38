/**
 * `npm run bench`: Gatehouse beside a bare pass-through Worker, in rounds that take turns, so that whatever else the
 * machine does hits both. It is for looking at, not a test: only ratios mean something, and only within one run.
 */
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closeConnections } from './bench/client.ts'
import { describeMachine, printTable } from './bench/report.ts'
import type { Row } from './bench/report.ts'
import { measureInFlight, measureOneByOne, measureStreams } from './bench/scenarios.ts'
import type { StreamFigures } from './bench/scenarios.ts'
import { startBare, startGatehouse } from './bench/subjects.ts'
import type { Subject } from './bench/subjects.ts'
import { startUpstream } from './bench/upstream.ts'
import { endProcesses } from './processes.ts'

type Subjects = { bare: Subject; gatehouse: Subject }
type StreamLoad = { title: string; atOnce: number; intervalMs: number; rounds: number; shortTimes: number }

/** No further round begins after this. */
const LAST_START_MS = 47_000
const IN_FLIGHT = 32
const [SHORT, LONG] = [50, 500]

const streamLoads: StreamLoad[] = [
  { title: 'Streams, one at a time', atOnce: 1, intervalMs: 2, rounds: 3, shortTimes: 5 },
  { title: 'Streams, 50 at once', atOnce: 50, intervalMs: 5, rounds: 2, shortTimes: 1 },
]

async function bench(): Promise<void> {
  console.log(`Gatehouse beside a bare Worker: ${describeMachine()}`)
  // What is stored stays in memory where that can be: disks are not what is compared. Miniflare's own files too.
  if (existsSync('/dev/shm')) process.env['TMPDIR'] = '/dev/shm'
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bench-'))
  process.once('exit', () => {
    // wrangler, where it still runs; Miniflare and the thread end by themselves.
    void endProcesses()
    rmSync(directory, { recursive: true, force: true })
  })
  const upstream = await startUpstream()
  const gatehouse = await startGatehouse(upstream.url, directory)
  const bare = await startBare(upstream.url)
  await warmUp({ bare, gatehouse })
  await benchPlain({ bare, gatehouse })
  for (const load of streamLoads) await benchStreams({ bare, gatehouse }, load)
  console.log(
    '\nHow to read it: × is Gatehouse by bare, the median over the rounds; CPU is all that workerd used, and here D1, KV\n' +
      'and the Durable Objects run in it too. Only ratios compare, only within one run, and best on a quiet machine.',
  )
  closeConnections()
  await Promise.all([gatehouse.stop(), bare.stop(), upstream.stop()])
}

async function warmUp(subjects: Subjects): Promise<void> {
  for (const subject of Object.values(subjects)) {
    await measureInFlight(subject, IN_FLIGHT, { calls: 2_000, limitMs: 1_500 })
    for (const includeUsage of [true, false]) {
      await measureStreams(subject, { events: 100, intervalMs: 1, includeUsage, atOnce: 10, times: 2 })
    }
  }
}

async function benchPlain({ bare, gatehouse }: Subjects): Promise<void> {
  const measure = (subject: Subject) => async () => ({
    single: await measureOneByOne(subject, { calls: 250, limitMs: 600 }),
    many: await measureInFlight(subject, IN_FLIGHT, { calls: 1_500, limitMs: 700 }),
  })
  const figures = await takeTurns(4, [measure(bare), measure(gatehouse)])
  const rowOf = makeRows(figures)
  printTable(
    `Plain chat (rounds: ${figures[0]?.length})`,
    ['Gatehouse'],
    [
      rowOf('latency, median', 'µs', ({ single }) => single.medianUs),
      rowOf('latency, p95', 'µs', ({ single }) => single.p95Us),
      rowOf('CPU a call, one at a time', 'µs', ({ single }) => single.cpuUs),
      rowOf(`CPU a call, ${IN_FLIGHT} in flight`, 'µs', ({ many }) => many.cpuUs),
      rowOf(`throughput, ${IN_FLIGHT} in flight`, '/s', ({ many }) => many.callsPerSecond),
    ],
  )
}

async function benchStreams({ bare, gatehouse }: Subjects, load: StreamLoad): Promise<void> {
  const { title, atOnce, intervalMs, rounds, shortTimes } = load
  const measure = (subject: Subject, includeUsage: boolean) => async () => ({
    short: await measureStreams(subject, { events: SHORT, intervalMs, includeUsage, atOnce, times: shortTimes }),
    long: await measureStreams(subject, { events: LONG, intervalMs, includeUsage, atOnce, times: 1 }),
  })
  const figures = await takeTurns(rounds, [measure(bare, true), measure(gatehouse, true), measure(gatehouse, false)])
  const rowOf = makeRows(figures)
  printTable(
    `${title}, an event each ${intervalMs} ms (rounds: ${figures[0]?.length})`,
    ['with usage', 'usage left out'],
    [
      rowOf('first event', 'µs', ({ short }) => short.firstEventUs),
      rowOf(`lag an event, ${SHORT} events`, 'µs', ({ short }) => short.lagUs),
      rowOf(`lag an event, ${LONG} events`, 'µs', ({ long }) => long.lagUs),
      rowOf(`CPU an event, ${SHORT} events`, 'µs', ({ short }) => short.cpuPerEventUs),
      rowOf(`CPU an event, ${LONG} events`, 'µs', ({ long }) => long.cpuPerEventUs),
      rowOf(`CPU of each event after the ${SHORT}th`, 'µs', furtherEventUs),
    ],
  )
}

/** What one more event costs, without what a call costs anyway. */
function furtherEventUs({ short, long }: { short: StreamFigures; long: StreamFigures }): number {
  return (long.cpuPerEventUs * LONG - short.cpuPerEventUs * SHORT) / (LONG - SHORT)
}

/** Runs the measures in rounds, every second one backwards. @returns for each measure its figures, one a round. */
async function takeTurns<Figures>(rounds: number, measures: (() => Promise<Figures>)[]): Promise<Figures[][]> {
  const figures: Figures[][] = measures.map(() => [])
  for (let round = 0; round < rounds && (round === 0 || performance.now() < LAST_START_MS); round += 1) {
    const inOrder = [...measures.entries()]
    for (const [index, measure] of round % 2 === 0 ? inOrder : inOrder.toReversed()) {
      figures[index]!.push(await measure())
    }
  }
  return figures
}

function makeRows<Figures>([bare = [], ...compared]: Figures[][]) {
  return (title: string, unit: Row['unit'], read: (figures: Figures) => number): Row => ({
    title,
    unit,
    bare: bare.map(read),
    compared: compared.map((figures) => figures.map(read)),
  })
}

// An end by a signal is an exit too, which tidies up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(1))

bench().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error)
  process.exit(1)
})
