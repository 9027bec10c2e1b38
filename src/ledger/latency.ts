/**
 * Histograms of durations that can be added up: eight buckets an octave, so that a percentile is true to 5 %. As JSON:
 * bucket → calls.
 */

const BUCKETS_AN_OCTAVE = 8

export function toBucket(durationMs: number): number {
  return Math.floor(BUCKETS_AN_OCTAVE * Math.log2(Math.max(1, durationMs)))
}

/** The middle of a bucket, in whole milliseconds. */
function middleOf(bucket: number): number {
  return Math.round(2 ** ((bucket + 0.5) / BUCKETS_AN_OCTAVE))
}

/** The duration that `percent` per cent of the calls did not pass. `null`: there were none. */
export function percentileOf(histogram: Map<number, number>, percent: number): number | null {
  const total = [...histogram.values()].reduce((sum, calls) => sum + calls, 0)
  let seen = 0
  for (const [bucket, calls] of [...histogram].sort(([a], [b]) => a - b)) {
    seen += calls
    if (seen * 100 >= total * percent) return middleOf(bucket)
  }
  return null
}
