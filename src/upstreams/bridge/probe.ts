/**
 * Provider packages drop settings that they don't know, with a warning at best, after the call. Here a call is rehearsed
 * first, against a `fetch` that sends nothing, so that what would be dropped is refused instead.
 */
import type { SharedV4Warning } from '@ai-sdk/provider'
import { validationError } from '../../errors.ts'

type Fetch = typeof globalThis.fetch
type Outcome = { warnings?: SharedV4Warning[] }

export type Rehearsal = {
  /** Address and body of what would have been sent. `null`: the package refused before sending. */
  request: string | null
  warnings: SharedV4Warning[]
}

/** No call of a package takes more requests than this when it is answered at once. */
const MAX_REQUESTS = 5

const UNSUPPORTED = 'is not supported by this provider, or not with this value'

/** Address and body of the first request that `run` would send. `null`: it would send none. */
export async function captureRequest(run: (fetch: Fetch) => PromiseLike<unknown>): Promise<string | null> {
  const { request } = await rehearse(async (fetch) => {
    await run(fetch)
    return {}
  })
  return request
}

/**
 * Runs a call without sending anything. Each request is answered with `answer`, so that a package may get as far as its
 * warnings; without one the first request ends it.
 */
export async function rehearse(
  run: (fetch: Fetch) => PromiseLike<Outcome>,
  answer?: Record<string, unknown>,
): Promise<Rehearsal> {
  const requests: string[] = []
  const fetch: Fetch = async (input, init) => {
    requests.push(await describeRequest(input, init))
    if (!answer || requests.length >= MAX_REQUESTS) throw new Error('This is a rehearsal')
    return Response.json(answer)
  }
  let warnings: SharedV4Warning[] = []
  try {
    warnings = (await run(fetch)).warnings ?? []
  } catch {
    // As the rehearsal ends, or the package's own refusal: the call itself will tell it.
  }
  return { request: requests.length > 0 ? requests.join('\n') : null, warnings }
}

export type Plan<Settings> = {
  /** By the caller's names. What is `undefined` was not asked for. */
  asked: Settings
  run: (settings: Settings, fetch: Fetch) => PromiseLike<Outcome>
  /** See {@link rehearse}. */
  answer?: Record<string, unknown>
  /** The settings behind the features that packages warn of. */
  settingOfFeature?: { [feature: string]: keyof Settings & string }
  /** Settings that a package may honour without saying so to the provider. Only a warning tells that they were dropped. */
  withoutTrace?: readonly (keyof Settings & string)[]
}

/** @throws AppError `validation_failed` naming each setting that the provider would not be told, or not as it was asked. */
export async function refuseDropped<Settings extends Record<string, unknown>>(plan: Plan<Settings>): Promise<void> {
  const { asked, run, answer, settingOfFeature = {}, withoutTrace = [] } = plan
  const names = Object.keys(asked).filter((name) => asked[name] !== undefined)
  if (names.length === 0) return
  const rehearseWith = (changes: Record<string, unknown>) =>
    rehearse((fetch) => run({ ...asked, ...changes }, fetch), answer)

  const { request, warnings } = await rehearseWith({})
  const warned = new Set(warnings.map((warning) => settingOfFeature[featureOf(warning)]))
  const isDropped = async (name: string): Promise<boolean> => {
    if (warned.has(name)) return true
    if (withoutTrace.includes(name)) return false
    return (await rehearseWith({ [name]: another(asked[name]) })).request === request
  }
  const dropped = request === null ? await findRefused(names, rehearseWith) : await filterAsync(names, isDropped)
  if (dropped.length > 0) throw validationError(dropped.map((field) => ({ field, message: UNSUPPORTED })))
}

/** What a package sends nothing with: a value that is refused by itself, or that does not go with the others. */
async function findRefused(
  names: string[],
  rehearseWith: (changes: Record<string, unknown>) => Promise<Rehearsal>,
): Promise<string[]> {
  const sends = async (left: string[]) => {
    const leftOut = Object.fromEntries(names.filter((name) => !left.includes(name)).map((name) => [name, undefined]))
    return (await rehearseWith(leftOut)).request !== null
  }
  // With no settings either: the fault lies elsewhere, and the call itself will tell.
  if (!(await sends([]))) return []
  return filterAsync(names, async (name) => !(await sends([name])) || sends(names.filter((other) => other !== name)))
}

async function filterAsync<Item>(items: Item[], isKept: (item: Item) => Promise<boolean>): Promise<Item[]> {
  const kept = await Promise.all(items.map(isKept))
  return items.filter((_, index) => kept[index])
}

function featureOf(warning: SharedV4Warning): string {
  switch (warning.type) {
    case 'unsupported':
    case 'compatibility':
      return warning.feature
    case 'deprecated':
    case 'other':
      return ''
  }
}

/** Another value of the same form. Of a list only the last entry differs: what packages leave out is what comes late. */
function another(value: unknown): unknown {
  if (typeof value === 'number') return value + 1
  if (typeof value === 'boolean') return !value
  if (typeof value === 'string') return `${value}0000`
  if (Array.isArray(value)) return [...value.slice(0, -1), another(value.at(-1))]
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [name, another(field)]))
}

async function describeRequest(input: RequestInfo | URL, init?: RequestInit): Promise<string> {
  const url = input instanceof Request ? input.url : String(input)
  return `${url}\n${await describeBody(init?.body ?? null)}`
}

async function describeBody(body: BodyInit | null): Promise<string> {
  // A form as it is would differ each time, by its boundary.
  if (!(body instanceof FormData)) return new Response(body).text()
  const fields = Array.from(body, async ([name, value]) =>
    typeof value === 'string' ? `${name}=${value}` : `${name}=${value.type}:${await value.text()}`,
  )
  return (await Promise.all(fields)).join('\n')
}
