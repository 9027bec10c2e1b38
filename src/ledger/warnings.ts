/** Which thresholds were crossed: each is told once for a limit and a month, however often the object is restarted. */
import { periodOf } from '../platform/clock.ts'
import type { LimitScope, LimitState } from './limits.ts'

export class Warnings {
  readonly #sql: SqlStorage
  /** What is known to stand in the table. */
  readonly #told = new Set<string>()

  constructor(sql: SqlStorage) {
    this.#sql = sql
  }

  /** Whether it is news. `providerId` tells the limits of several providers apart. */
  isNews(
    { scope, name, limit }: Pick<LimitState, 'scope' | 'name' | 'limit'>,
    providerId: number,
    period: string,
  ): boolean {
    const whose: LimitScope | string = scope === 'provider' ? `provider:${providerId}` : scope
    const key = [whose, name, period, limit].join(' ')
    if (this.#told.has(key)) return false
    this.#told.add(key)
    const written = this.#sql.exec(
      `INSERT OR IGNORE INTO warnings (scope, name, period, limit_value) VALUES (?, ?, ?, ?)`,
      whose,
      name,
      period,
      limit,
    )
    return written.rowsWritten > 0
  }

  /** Forgets those of the months before the last one, of which calls may still be open. */
  prune(period: string): void {
    const lastMonth = periodOf(Date.parse(`${period}-01`) - 1)
    this.#sql.exec(`DELETE FROM warnings WHERE period < ?`, lastMonth.name)
    this.#told.clear()
  }
}
