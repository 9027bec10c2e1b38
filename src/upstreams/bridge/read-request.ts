/** Requests in OpenAI's form, read strictly. They come from callers: nothing in them is trusted. */
import { validationError } from '../../errors.ts'
import { toFieldErrors } from '../../platform/field-errors.ts'
import { z } from '../../platform/zod.ts'
import type { JsonRequest } from './port.ts'

/** @throws AppError `validation_failed` naming the fields at fault. */
export function readJson<Schema extends z.ZodType>(schema: Schema, request: JsonRequest): z.output<Schema> {
  // Clients say null for what is not set.
  return read(
    schema,
    Object.entries(request).filter(([, value]) => value !== null),
  )
}

/**
 * Fields named like `image[]` and those given several times are arrays.
 * @throws AppError `validation_failed` naming the fields at fault.
 */
export function readForm<Schema extends z.ZodType>(schema: Schema, form: FormData): z.output<Schema> {
  const lists = Map.groupBy(form, ([name]) => name.replace(/\[\]$/, ''))
  const fields = Array.from(lists, ([name, entries]): [string, unknown] => {
    const values = entries.map(([, value]) => value)
    return [name, values.length > 1 || form.has(`${name}[]`) ? values : values[0]]
  })
  return read(schema, fields)
}

function read<Schema extends z.ZodType>(schema: Schema, fields: [string, unknown][]): z.output<Schema> {
  const parsed = schema.safeParse(Object.fromEntries(fields))
  if (!parsed.success) throw validationError(toFieldErrors(parsed.error.issues))
  return parsed.data
}

/** In a form, an array of one may come without brackets. */
export function oneOrMore<Item extends z.ZodType>(item: Item) {
  return z.union([z.array(item).min(1), item.transform((value) => [value])])
}

/** `stream`, where an answer can only come whole. */
export const noStream = z
  .union([z.literal(false), z.literal('false')], { error: 'is not supported by this provider' })
  .optional()
