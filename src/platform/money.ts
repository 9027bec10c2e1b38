/** The API speaks USD as JSON numbers; inside, money is whole micro-USD (1 USD = 1,000,000). */

const MICRO = 1_000_000

export function toUsd(microUsd: number): number {
  return microUsd / MICRO
}

export function toMicroUsd(usd: number): number {
  return Math.round(usd * MICRO)
}

/** For limits that may not be set. */
export const toUsdOrNull = (microUsd: number | null) => (microUsd === null ? null : toUsd(microUsd))
export const toMicroUsdOrNull = (usd: number | null) => (usd === null ? null : toMicroUsd(usd))

/** Whether an amount has no fraction of a micro-USD that would be lost. */
export function isExactUsd(usd: number): boolean {
  return toUsd(toMicroUsd(usd)) === usd
}
