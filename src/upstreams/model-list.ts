/** How protocols list their models: where, with which key header, and in how many pages. It does no I/O of its own. */
import { AppError } from '../errors.ts'
import { z } from '../platform/zod.ts'
import {
  toAnthropicModel,
  toCohereModel,
  toDeepgramModel,
  toElevenLabsModel,
  toGoogleModel,
  toOpenAiModel,
  toWorkersAiModel,
  type UpstreamModel,
} from './model-entries.ts'

export type { UpstreamModel } from './model-entries.ts'

const MAX_PAGES = 20
const MAX_MODELS = 5_000

export type ModelListing = {
  /** Below the base URL; `/..` steps out of its last segment. */
  path: string
  /** Query parameters of every page. */
  query?: Record<string, string>
  authHeaders: (key: string) => Record<string, string>
  /** The models of a page. @throws ZodError when it is not one. */
  parse: (page: unknown) => UpstreamModel[]
  /** Query parameters that get the page after one. `null`: it was the last. */
  next?: (page: unknown, pageNumber: number) => Record<string, string> | null
}

const bearer = (key: string) => ({ authorization: `Bearer ${key}` })

/** The models among the entries of a page. They stand in a field of it, or are all that there is. */
function entriesOf(field: string, toModel: (entry: unknown) => UpstreamModel | null) {
  const entries = z.array(z.unknown())
  const page = z.union([entries, z.object({ [field]: entries }).transform((object) => object[field] ?? [])])
  return (json: unknown) => page.parse(json).flatMap((entry) => toModel(entry) ?? [])
}

/** What a page calls its successor. Absent or empty: there is none. */
function cursorOf(page: unknown, field: string): string | null {
  const { data } = z.object({ [field]: z.string().min(1).max(2_000) }).safeParse(page)
  return data?.[field] ?? null
}

const openAi: ModelListing = { path: '/models', authHeaders: bearer, parse: entriesOf('data', toOpenAiModel) }

const WORKERS_AI_PAGE = 100

/** Who is not here has no list, or one at another address or of everything in the world. */
export const modelLists: { [protocol: string]: ModelListing | undefined } = {
  openai: openAi,
  azure: { ...openAi, authHeaders: (key) => ({ 'api-key': key }) },
  mistral: openAi,
  xai: openAi,
  groq: openAi,
  deepseek: openAi,
  fireworks: openAi,
  togetherai: openAi,
  huggingface: openAi,
  anthropic: {
    path: '/models',
    query: { limit: '1000' },
    authHeaders: (key) => ({ 'x-api-key': key, 'anthropic-version': '2023-06-01' }),
    parse: entriesOf('data', toAnthropicModel),
    next: (page) => {
      const hasMore = z.object({ has_more: z.literal(true) }).safeParse(page).success
      const cursor = cursorOf(page, 'last_id')
      return hasMore && cursor !== null ? { after_id: cursor } : null
    },
  },
  google: {
    path: '/models',
    query: { pageSize: '1000' },
    authHeaders: (key) => ({ 'x-goog-api-key': key }),
    parse: entriesOf('models', toGoogleModel),
    next: (page) => {
      const cursor = cursorOf(page, 'nextPageToken')
      return cursor === null ? null : { pageToken: cursor }
    },
  },
  cohere: {
    // Version 2 has no list.
    path: '/../v1/models',
    query: { page_size: '1000' },
    authHeaders: bearer,
    parse: entriesOf('models', toCohereModel),
    next: (page) => {
      const cursor = cursorOf(page, 'next_page_token')
      return cursor === null ? null : { page_token: cursor }
    },
  },
  elevenlabs: {
    path: '/models',
    authHeaders: (key) => ({ 'xi-api-key': key }),
    parse: entriesOf('models', toElevenLabsModel),
  },
  deepgram: {
    path: '/models',
    authHeaders: (key) => ({ authorization: `Token ${key}` }),
    parse: (page) => [
      ...entriesOf('stt', toDeepgramModel('speech_to_text'))(page),
      ...entriesOf('tts', toDeepgramModel('audio'))(page),
    ],
  },
  'workers-ai': {
    path: '/models',
    query: { per_page: String(WORKERS_AI_PAGE) },
    authHeaders: () => ({}),
    parse: entriesOf('result', toWorkersAiModel),
    next: (page, pageNumber) =>
      Array.isArray(page) && page.length === WORKERS_AI_PAGE ? { page: String(pageNumber + 1) } : null,
  },
}

/** The headers that carry the key to a protocol's list. None where there is no list. */
export function authHeaders(protocol: string, key: string): Record<string, string> {
  return modelLists[protocol]?.authHeaders(key) ?? {}
}

/**
 * All models that a provider says it has, each once, in its order.
 *
 * @param get answers the JSON at a path below the provider's base URL
 * @throws AppError `operation_not_supported` when the protocol has no list; `upstream_error` when the answer is none, or
 *   has no end: of half a list nobody could tell which models are gone
 */
export async function listUpstreamModels(
  get: (path: string, query: Record<string, string>) => Promise<unknown>,
  protocol: string,
): Promise<UpstreamModel[]> {
  const listing = modelLists[protocol]
  if (!listing) throw new AppError('operation_not_supported', 'Providers of this protocol have no list of models')
  const models = new Map<string, UpstreamModel>()
  let query = { ...listing.query }
  for (let pageNumber = 1; pageNumber <= MAX_PAGES; pageNumber += 1) {
    const page = await get(listing.path, query)
    for (const model of parsePage(listing, page)) {
      if (!models.has(model.modelId)) models.set(model.modelId, model)
    }
    const next = listing.next?.(page, pageNumber)
    if (models.size > MAX_MODELS) break
    if (!next) return [...models.values()]
    query = { ...listing.query, ...next }
  }
  throw new AppError(
    'upstream_error',
    `The provider lists more than ${MAX_MODELS} models, or more than ${MAX_PAGES} pages`,
  )
}

function parsePage(listing: ModelListing, page: unknown): UpstreamModel[] {
  try {
    return listing.parse(page)
  } catch (error) {
    throw new AppError('upstream_error', 'The provider answered with something that is not a list of models', {
      cause: error,
    })
  }
}
