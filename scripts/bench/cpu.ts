/** CPU time of a process, from Linux's /proc. */
import { readFileSync, readdirSync } from 'node:fs'

/** Clock ticks a second in /proc/<pid>/stat: 100 on every Linux that Node runs on. */
const TICK_US = 10_000

/** The processes of a name that this one has started. */
export function childrenNamed(name: string): number[] {
  return pidsOfProc().filter((pid) => {
    const stat = readStat(pid)
    return stat?.name === name && stat.parent === process.pid
  })
}

/**
 * CPU time that a process has used, in microseconds; `null` where there is no /proc. The scheduler's own figure is exact;
 * user and system time of `stat`, in steps of 10 ms, stands in for it.
 */
export function readCpuUs(pid: number): number | null {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`)
    const runNs = tasks.map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]))
    return runNs.reduce((sum, ns) => sum + ns, 0) / 1000
  } catch {
    return readStat(pid)?.cpuUs ?? null
  }
}

function readStat(pid: number): { name: string; parent: number; cpuUs: number } | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name stands in brackets and may hold anything; see proc(5) for the fields after it.
    const nameEnd = text.lastIndexOf(')')
    const fields = text.slice(nameEnd + 2).split(' ')
    return {
      name: text.slice(text.indexOf('(') + 1, nameEnd),
      parent: Number(fields[1]),
      cpuUs: (Number(fields[11]) + Number(fields[12])) * TICK_US,
    }
  } catch {
    return null
  }
}

function pidsOfProc(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}
