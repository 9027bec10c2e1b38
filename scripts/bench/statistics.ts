export function median(values: number[]): number {
  return quantile(values, 0.5)
}

/** Between two values, in proportion. `NaN` of nothing. */
export function quantile(values: number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const at = (sorted.length - 1) * share
  const [below, above] = [sorted[Math.floor(at)] ?? Number.NaN, sorted[Math.ceil(at)] ?? Number.NaN]
  return below + (above - below) * (at - Math.floor(at))
}

/** The median of the rounds' own ratios: what drifts between rounds is in both figures of one. */
export function ratioOf(values: number[], base: number[]): number {
  return median(values.map((value, round) => value / base[round]!))
}
