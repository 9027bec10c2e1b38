/** Milliseconds since the Unix epoch. Handed in, so that tests can move it. */
export type Clock = () => number

/** UTC ISO 8601 with milliseconds. */
export function toTimestamp(nowMs: number): string {
  return new Date(nowMs).toISOString()
}

/** A UTC calendar month. `resetsAtMs` is its first millisecond that no longer belongs to it. */
export type Period = { name: string; resetsAtMs: number }

/** The UTC calendar month of a moment, named `2026-11`. */
export function periodOf(nowMs: number): Period {
  const now = new Date(nowMs)
  return {
    name: now.toISOString().slice(0, 7),
    resetsAtMs: Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1),
  }
}
