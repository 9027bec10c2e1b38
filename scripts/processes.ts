/** Child processes that end with us, together with whatever they started themselves. */
import { spawn, spawnSync } from 'node:child_process'
import type { ChildProcess, SpawnOptions } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'

export type Finished = { code: number | null; signal: NodeJS.Signals | null }

const GRACE_MS = 5000
/** For what a process leaves behind; dead children that nobody reaps look alive, as in a container without an init. */
const LEFTOVER_GRACE_MS = 500
const POLL_MS = 25

const running = new Set<ChildProcess>()
/** Those that lead a group of their own. */
const leaders = new WeakSet<ChildProcess>()
let isEnding = false

/**
 * Starts a process as the leader of a group of its own: Ctrl-C in the terminal does not reach it, `endProcesses` does.
 * One that is to ask questions there must stay in the group of the terminal (`inTerminal`).
 * @throws when everything is being ended already.
 */
export function startProcess(
  command: string,
  args: string[],
  { inTerminal = false, ...options }: SpawnOptions & { inTerminal?: boolean },
): ChildProcess {
  if (isEnding) throw new Error(`not starting ${command}: ending`)
  const isLeader = !inTerminal && process.platform !== 'win32'
  const child = spawn(command, args, { ...options, detached: isLeader })
  running.add(child)
  if (isLeader) leaders.add(child)
  child.once('error', () => running.delete(child))
  return child
}

/** Waits for the end of a process and of its output. @throws when it could not be started. */
export function waitForEnd(child: ChildProcess): Promise<Finished> {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => {
      if (!isGroupAlive(child)) running.delete(child)
      resolve({ code, signal })
    })
  })
}

/** Asks every process and its children to end, and kills what has not after five seconds. */
export async function endProcesses(): Promise<void> {
  isEnding = true
  const signalAll = (signal: NodeJS.Signals) => running.forEach((child) => signalGroup(child, signal))
  signalAll('SIGTERM')
  await waitUntil(() => [...running].every(hasEnded), GRACE_MS)
  await waitUntil(() => ![...running].some(isGroupAlive), LEFTOVER_GRACE_MS)
  signalAll('SIGKILL')
}

async function waitUntil(isTrue: () => boolean, limitMs: number): Promise<void> {
  for (let waitedMs = 0; waitedMs < limitMs && !isTrue(); waitedMs += POLL_MS) await sleep(POLL_MS)
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) return false
  if (process.platform === 'win32') {
    if (signal !== 0 && !hasEnded(child)) spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'])
    return !hasEnded(child)
  }
  try {
    return process.kill(leaders.has(child) ? -child.pid : child.pid, signal)
  } catch {
    // ESRCH: nobody of the group is left.
    return false
  }
}

function isGroupAlive(child: ChildProcess): boolean {
  return signalGroup(child, 0)
}
