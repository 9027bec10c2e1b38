/** A day. Beyond it a length is a fault of whoever says it. */
export const MAX_DURATION_MS = 86_400_000

/** Seconds as wire formats say them, a number or its text, in whole milliseconds, rounded up. `null`: they say none. */
export function readDurationMs(seconds: unknown): number | null {
  const number = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds
  if (typeof number !== 'number') return null
  // To the microsecond first: 8.47 seconds as a float are a little more than 8,470 milliseconds.
  const ms = Math.ceil(Math.round(number * 1_000_000) / 1_000)
  return ms >= 0 && ms <= MAX_DURATION_MS ? ms : null
}
