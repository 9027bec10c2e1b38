/** Answers of a provider through the whole gateway: one provider, a model for each price sheet, one caller. */
import { createApi, type Api } from './api.ts'
import { answerStream, type Booked } from './endpoint.ts'
import { toModelFields, type PriceSheet } from './exact-cost.ts'
import { createAdmin, createGateway } from './gateway.ts'
import type { Used } from './recorded-usage.ts'

export type ReplayAnswer = { isStream: boolean; text: string; contentType?: string }

/** A call of a model. */
export type CallOf = (model: string) => { path: string; body: object | FormData }

export type Replayed = { status: number; record: Booked }

export type Total = Used & { requests: number; cost_usd: number; unpriced_requests: number }

type UsageReport = { open_requests: number; totals: Total; by_model: (Total & { model: string })[] }

export type ReplayWorld<S extends string = string> = Awaited<ReturnType<typeof createReplayWorld<S>>>

let worlds = 0

/** Whatever the provider is sent, it answers with what is replayed. `fields` are those of every model. */
export async function createReplayWorld<S extends string>(
  sheets: Record<S, PriceSheet>,
  { protocol, modelId, fields }: { protocol: string; modelId: string; fields?: object },
) {
  worlds += 1
  const slug = `replay-${worlds}`
  const modelIdOf = (sheet: S) => `${modelId}-${sheet}`
  const sheetNames = Object.keys(sheets) as S[]
  const upstream = { answer: (): Response | Promise<Response> => new Response(null, { status: 500 }) }
  const gateway = createGateway({ upstream: () => upstream.answer() })
  const caller = await createAdmin()
  const own = createApi(gateway, caller.key)
  const models = sheetNames.map((sheet) => ({ model_id: modelIdOf(sheet), ...toModelFields(sheets[sheet]), ...fields }))
  await register(createApi(gateway, (await createAdmin('super_admin')).key), { slug, protocol, models })

  const call = async (callOf: CallOf, sheet: S) => {
    const { path, body } = callOf(`${slug}/${modelIdOf(sheet)}`)
    const sent = body instanceof FormData ? { method: 'POST', body } : { json: body }
    const response = await gateway.fetch(path, { key: caller.key, ...sent })
    await response.arrayBuffer()
    return response
  }
  const recordOf = async ({ status, headers }: Response): Promise<Replayed> => {
    const { body: record } = await own<Booked>('GET', `/ai/requests/${headers.get('x-request-id')}`)
    return { status, record }
  }
  return {
    modelIdOf,
    /** One answer at every price sheet, all at once. */
    async replay(answer: ReplayAnswer, callOf: CallOf) {
      upstream.answer = () => toResponse(answer)
      const responses = await Promise.all(sheetNames.map((sheet) => call(callOf, sheet)))
      await gateway.settle()
      const outcomes = await Promise.all(responses.map(recordOf))
      return sheetNames.map((sheet, at) => ({ sheet, ...outcomes[at]! }))
    },
    /** One answer at one price sheet, and what is reserved while the provider is at work. */
    async reserve(answer: ReplayAnswer, callOf: CallOf, sheet: S) {
      let open: Booked[] = []
      upstream.answer = async () => {
        open = (await own<{ results: Booked[] }>('GET', '/ai/requests?state=open')).body.results
        return toResponse(answer)
      }
      const response = await call(callOf, sheet)
      await gateway.settle()
      if (open.length !== 1) throw new Error(`${open.length} reservations were open, not one`)
      return { ...(await recordOf(response)), reserved: open[0]! }
    },
    /** What the ledger reports of the caller. */
    report: async () => (await own<UsageReport>('GET', '/ai/usage')).body,
  }
}

const capabilities = ['chat', 'embeddings', 'image', 'audio', 'speech_to_text']

async function register(
  superApi: Api,
  { slug, protocol, models }: { slug: string; protocol: string; models: object[] },
): Promise<void> {
  const create = async (path: string, json: object) => {
    const { status, body } = await superApi('POST', path, json)
    if (status !== 201) throw new Error(`${path}: ${JSON.stringify(body)}`)
  }
  await create('/ai/providers', {
    name: slug,
    slug,
    protocol,
    api_base_url: 'https://upstream.example.com/v1',
    shared_api_key: 'sk-shared-0123456789-abcdefgh',
    allow_shared_for_normal_admins: true,
  })
  await create('/ai/models/bulk', { provider: slug, models: models.map((model) => ({ capabilities, ...model })) })
}

function toResponse({ isStream, text, contentType = 'application/json' }: ReplayAnswer): Response {
  return isStream ? answerStream(text) : new Response(text, { headers: { 'content-type': contentType } })
}
