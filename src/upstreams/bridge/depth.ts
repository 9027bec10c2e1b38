import { AppError } from '../../errors.ts'

/** Far deeper than any schema that a provider takes, and far from where schemas and packages run out of stack. */
const MAX_DEPTH = 250

/** Packages and schemas walk a body by calling themselves. @throws AppError `validation_failed`. */
export function refuseDeep(body: unknown): void {
  let level = [body]
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw new AppError('validation_failed', 'The body is nested too deeply')
    level = level.flatMap((value) => (typeof value === 'object' && value !== null ? Object.values(value) : []))
  }
}
