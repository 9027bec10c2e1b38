import type { z } from 'zod'
import type { FieldError } from '../errors.ts'

type Issue = { path: PropertyKey[]; message: string; code: string; keys?: string[] }

/** Zod's issues as fields; an unknown field is named itself. */
export function toFieldErrors(issues: readonly z.core.$ZodIssue[]): FieldError[] {
  return (issues as readonly Issue[]).flatMap(({ path, message, code, keys }) =>
    code === 'unrecognized_keys' && keys
      ? keys.map((key) => ({ field: [...path, key].join('.'), message: 'is not a field that can be set' }))
      : [{ field: path.map(String).join('.'), message }],
  )
}
