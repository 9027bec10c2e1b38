/** One endpoint of the gateway before an upstream of the test's own: what was sent on, and what was booked. */
import { createApi } from './api.ts'
import { createAdmin, createGateway, createProvider } from './gateway.ts'

export type Sent = { path: string; type: string; text: string; json: Record<string, unknown>; form: FormData }

export type Booked = {
  state: string
  settlement_basis: string | null
  usage: Record<string, number> & { cost_usd: number | null }
}

export type Endpoint = Awaited<ReturnType<typeof createEndpoint>>

/** Nobody has more than this a month, unless a test says so. */
type Limits = { monthly_limit?: number; monthly_budget_usd?: number }

let endpoints = 0

/** `fields` of the model, `answer` of its provider. */
export async function createEndpoint(
  path: string,
  parts: { fields?: object; provider?: object; answer?: (request: Request) => Response | Promise<Response> } = {},
) {
  endpoints += 1
  const slug = `endpoint-${endpoints}`
  const sent: Sent[] = []
  const upstream = { answer: parts.answer ?? (() => Response.json({})) }
  const gateway = createGateway({
    upstream: async (request) => {
      sent.push(await readSent(request))
      return upstream.answer(request)
    },
  })
  const superAdmin = await createAdmin('super_admin')
  const caller = await createAdmin()
  const { provider, fields } = parts
  const { name } = await createProvider(gateway, superAdmin.key, {
    slug,
    model: 'the-model',
    fields: { capabilities: ALL, ...fields },
    ...(provider && { provider }),
  })
  const own = createApi(gateway, caller.key)

  const post = (body: object | FormData, headers: Record<string, string> = {}) =>
    gateway.fetch(path, {
      method: 'POST',
      key: caller.key,
      headers,
      ...(body instanceof FormData ? { body } : { json: body }),
    })
  return {
    gateway,
    superAdmin,
    caller,
    upstream,
    sent,
    model: name,
    post,
    /** The status of a refusal, with its code and the parameter at fault. */
    async refuse(body: object | FormData, headers?: Record<string, string>) {
      const response = await post(body, headers)
      const { error } = await response.json<{ error: { code: string; param: string | null; message: string } }>()
      return { status: response.status, code: error.code, param: error.param, message: error.message }
    },
    /** What was booked for an answer that was read to its end. */
    async book(response: Response): Promise<Booked> {
      await gateway.settle()
      return (await own<Booked>('GET', `/ai/requests/${response.headers.get('x-request-id')}`)).body
    },
    limit: (limits: Limits) =>
      createApi(gateway, superAdmin.key)('PUT', `/admins/${caller.id}/settings/${slug}`, limits),
  }
}

const ALL = ['chat', 'image', 'audio', 'speech_to_text', 'embeddings', 'rerank', 'moderation']

async function readSent(request: Request): Promise<Sent> {
  const type = request.headers.get('content-type') ?? ''
  const { pathname } = new URL(request.url)
  if (type.startsWith('multipart/form-data')) {
    return { path: pathname, type, text: '', json: {}, form: await request.formData() }
  }
  const text = await request.text()
  return { path: pathname, type, text, json: JSON.parse(text) as Record<string, unknown>, form: new FormData() }
}

/** Server-sent events; those that have a `type` are named by it. */
export function toEventStream(events: (object | string)[]): string {
  return events
    .map((event) => {
      if (typeof event === 'string') return `data: ${event}\n\n`
      const name = 'type' in event ? `event: ${String(event.type)}\n` : ''
      return `${name}data: ${JSON.stringify(event)}\n\n`
    })
    .join('')
}

/** Of bytes, as from the network: the runtime cannot pipe a stream that it made from a text. */
export function answerStream(text: string): Response {
  const body = new ReadableStream({
    type: 'bytes',
    start(controller) {
      controller.enqueue(new TextEncoder().encode(text))
      controller.close()
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}

export function toForm(fields: Iterable<readonly [name: string, value: string | File]>): FormData {
  const form = new FormData()
  for (const [name, value] of fields) form.append(name, value)
  return form
}

/** The fields of a form, in no order of their own; of files, the name, the type and the bytes. */
export async function describeForm(form: FormData): Promise<string[]> {
  const fields = [...form].map(async ([name, value]) => {
    if (typeof value === 'string') return JSON.stringify([name, value])
    return JSON.stringify([name, value.name, value.type, [...(await value.bytes())]])
  })
  return (await Promise.all(fields)).sort()
}
