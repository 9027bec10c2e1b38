/** UTC days, named `2026-11-01`, and stretches of them. */
import { periodOf } from '../platform/clock.ts'

const DAY_MS = 24 * 60 * 60 * 1000

/** Both ends belong to it. */
export type DayRange = { from: string; to: string }

export const toDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10)

const addDays = (day: string, days: number): string => toDay(Date.parse(day) + days * DAY_MS)

export const countDays = ({ from, to }: DayRange): number => (Date.parse(to) - Date.parse(from)) / DAY_MS + 1

/** All days of a month, named `2026-11`. */
function daysOfMonth(period: string): DayRange {
  const end = new Date(`${period}-01T00:00:00Z`)
  end.setUTCMonth(end.getUTCMonth() + 1)
  return { from: `${period}-01`, to: addDays(toDay(end.getTime()), -1) }
}

/** None where `to` is before `from`. */
export function daysBetween({ from, to }: DayRange): string[] {
  return Array.from({ length: Math.max(0, countDays({ from, to })) }, (_, index) => addDays(from, index))
}

/** The days that are asked for; without any the month that is named, or the current one. `period`: `null` for days. */
export function toRange(
  { period, from, to }: { period?: string | undefined; from?: string | undefined; to?: string | undefined },
  nowMs: number,
): { period: string | null; range: DayRange } {
  if (from !== undefined && to !== undefined) return { period: null, range: { from, to } }
  const month = period ?? periodOf(nowMs).name
  return { period: month, range: daysOfMonth(month) }
}
