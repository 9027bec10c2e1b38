/** Whether books and ledger say the same. */
import { expect } from 'vitest'

export function expectSame(given: unknown, wanted: unknown): void {
  // `toEqual` takes its time, and these are many.
  if (!isSame(given, wanted)) expect(given).toEqual(wanted)
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false
  const [left, right] = [a as Record<string, unknown>, b as Record<string, unknown>]
  const names = Object.keys(left)
  return names.length === Object.keys(right).length && names.every((name) => isSame(left[name], right[name]))
}

/** In whatever order they come. */
export function expectSameRows(given: object[], wanted: object[]): void {
  const keyOf = (row: Row) => [row.day, row.period, row.providerId, row.modelId, row.apiKeyId].join()
  const sorted = (rows: Row[]) => rows.map((row) => [keyOf(row), row]).sort(([a], [b]) => (a! < b! ? -1 : 1))
  expectSame(sorted(given), sorted(wanted))
}

type Row = { day?: string; period?: string; providerId?: number; modelId?: number; apiKeyId?: number }
