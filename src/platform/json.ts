import { AppError } from '../errors.ts'

/** @throws AppError `validation_failed` when it is nested deeper than can be written. */
export function toJsonText(value: unknown): string {
  try {
    return JSON.stringify(value)
  } catch (error) {
    throw new AppError('validation_failed', 'The body is nested too deeply', { cause: error })
  }
}
