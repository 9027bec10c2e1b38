import { AppError } from '../../errors.ts'

/**
 * For packages that have an address of their own built in: takes their requests to where the base URL points.
 *
 * @param addresses the package's own base URL → ours, both without a slash at the end
 * @param downloads whether the package also fetches its results from other hosts. These pass as they are.
 * @returns a `fetch` that throws AppError `upstream_not_allowed` for every other address
 */
export function rehome(
  fetch: typeof globalThis.fetch,
  addresses: Record<string, string>,
  { downloads }: { downloads: boolean },
): typeof globalThis.fetch {
  return async (input, init) => {
    // Parsed, so that no `..` of a model id counts as being below the base.
    const url = addressOf(input).toString()
    for (const [own, ours] of Object.entries(addresses)) {
      if (url.startsWith(`${own}/`)) return fetch(ours + url.slice(own.length), init)
    }
    if (downloads && (init?.method ?? 'GET') === 'GET') return fetch(url, init)
    throw new AppError('upstream_not_allowed', 'The call would have gone to an address that is not the provider’s')
  }
}

/** Packages call `fetch` with an address. A `Request` would lose its method and body in the hands of a wrapper. */
export function addressOf(input: RequestInfo | URL): URL {
  if (input instanceof Request) throw new TypeError('A provider package called fetch with a Request')
  return new URL(input)
}
