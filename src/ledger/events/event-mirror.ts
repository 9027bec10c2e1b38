/** What happened to one admin, on its way into the registry's log, where super admins hear of everybody. */
import { describeError, writeLog } from '../../platform/log.ts'
import type { EventLog } from './event-log.ts'
import type { StoredEvent } from './events.ts'

const BATCH = 100
/** How far the registry's log has the events of this one. */
const MARK = 'mirrored'
/** The alarm has other duties too. What arrives after all is not told twice. */
const PATIENCE_MS = 5_000

/** @returns `false`: not all of it got there, and it is to be tried again. Never throws. */
export async function mirrorEvents(log: EventLog, send: (events: StoredEvent[]) => Promise<unknown>): Promise<boolean> {
  try {
    for (;;) {
      const events = log.after(log.mark(MARK), ['all'], BATCH)
      const last = events.at(-1)
      if (!last) return true
      await withPatience(send(events))
      log.setMark(MARK, last.id)
    }
  } catch (error) {
    writeLog('warn', 'events_not_mirrored', { error: describeError(error) })
    return false
  }
}

async function withPatience(sending: Promise<unknown>): Promise<void> {
  const isOver = new AbortController()
  const patience = scheduler.wait(PATIENCE_MS, { signal: isOver.signal })
  const fail = () => Promise.reject(new Error('The registry did not answer in time'))
  try {
    await Promise.race([sending, patience.then(fail, () => undefined)])
  } finally {
    isOver.abort()
  }
}

/** The other end. What comes a second time, since its arrival was not heard of, is left out. */
export function receiveMirrored(log: EventLog, events: StoredEvent[]): void {
  const [first] = events
  if (!first) return
  const mark = `of admin ${first.data.admin_id}`
  const known = log.mark(mark)
  const news = events.filter(({ id }) => id > known)
  const last = news.at(-1)
  if (!last) return
  log.append(news, 'super_admin')
  log.setMark(mark, last.id)
}
