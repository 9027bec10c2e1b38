import { z } from '@hono/zod-openapi'

const MAX_PAGE = 200
const MAX_OFFSET = 1_000_000

/** Query parameters of a list. `ordering` takes one of the fields, with `-` for descending. */
export function listQuery(orderings: readonly string[], defaultOrdering: string) {
  return z.object({
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(MAX_PAGE)
      .default(50)
      .openapi({ description: `At most ${MAX_PAGE}.` }),
    offset: z.coerce.number().int().min(0).max(MAX_OFFSET).default(0).openapi({ type: 'integer' }),
    search: z.string().trim().max(200).optional(),
    ordering: z.enum(orderings.flatMap((field) => [field, `-${field}`])).default(defaultOrdering),
  })
}

export const queryFlag = z.enum(['true', 'false']).transform((text) => text === 'true')

export function pageOf<S extends z.ZodType>(item: S, name: string) {
  return z
    .object({
      count: z.number().int(),
      next: z.string().nullable(),
      previous: z.string().nullable(),
      results: z.array(item),
    })
    .openapi(name)
}

/** One page of a list, with the addresses of its neighbours. There is none beyond `maxOffset`, which would be refused. */
export function toPage<T>(page: {
  url: string
  limit: number
  offset: number
  count: number
  results: T[]
  maxOffset?: number
}) {
  const { url, limit, offset, count, results, maxOffset = MAX_OFFSET } = page
  const at = (position: number) => {
    const address = new URL(url)
    address.searchParams.set('limit', String(limit))
    address.searchParams.set('offset', String(position))
    return address.toString()
  }
  return {
    count,
    next: offset + limit < count && offset + limit <= maxOffset ? at(offset + limit) : null,
    previous: offset > 0 ? at(Math.max(0, offset - limit)) : null,
    results,
  }
}

export const idParam = z.object({ id: z.coerce.number().int().positive().openapi({ type: 'integer' }) })
