/** Providers that are called in their own wire format, by their own clients. */
import { createApi, type Api } from './api.ts'
import { createAdmin, createGateway, createProvider, type Gateway } from './gateway.ts'

export type SeenRequest = { url: URL; headers: Headers; json: Record<string, unknown> }

export type Usage = {
  open_requests: number
  totals: {
    requests: number
    input_tokens: number
    cached_input_tokens: number
    cache_write_tokens: number
    output_tokens: number
    reasoning_tokens: number
    cost_usd: number
  }
}

export type NativeWorld = {
  gateway: Gateway
  superApi: Api
  /** What the provider was asked, in order. */
  seen: SeenRequest[]
  /** What the provider answers from now on. */
  answerWith(answer: (request: Request) => Response | Promise<Response>): void
  /** A call by an admin of its own unless a key is given, and what was counted for it. */
  call(path: string, sent: { json: object; key?: string; headers?: HeadersInit }): Promise<Outcome>
}

export type Outcome = { response: Response; text: string; usage: Usage }

/** A gateway with one provider of a protocol, and an upstream whose every answer a test decides. */
export async function createNativeWorld(
  protocol: 'anthropic' | 'google',
  { slug, model }: { slug: string; model: string },
): Promise<NativeWorld> {
  const seen: SeenRequest[] = []
  let answer: (request: Request) => Response | Promise<Response> = () => new Response(null, { status: 500 })
  const gateway = createGateway({
    upstream: async (request) => {
      const { url, headers } = request
      seen.push({ url: new URL(url), headers, json: await request.clone().json() })
      return answer(request)
    },
  })
  const { key: superKey } = await createAdmin('super_admin')
  await createProvider(gateway, superKey, { slug, model, provider: { protocol } })
  return {
    gateway,
    superApi: createApi(gateway, superKey),
    seen,
    answerWith: (next) => void (answer = next),
    async call(path, { json, key: given, headers }) {
      const key = given ?? (await createAdmin()).key
      const response = await gateway.fetch(path, { json, key, ...(headers && { headers }) })
      const text = await response.text()
      await gateway.settle()
      const { body } = await createApi(gateway, key)<Usage>('GET', '/ai/usage')
      return { response, text, usage: body }
    },
  }
}

/** A stream in the pieces given: text, or bytes that break in the middle of whatever they are. */
export function streamOf(...pieces: (string | Uint8Array)[]): Response {
  const body = new ReadableStream({
    type: 'bytes',
    pull(controller) {
      const piece = pieces.shift()
      if (piece === undefined) {
        controller.close()
        controller.byobRequest?.respond(0)
      } else controller.enqueue(typeof piece === 'string' ? new TextEncoder().encode(piece) : piece)
    },
  })
  return new Response(body, { headers: { 'content-type': 'text/event-stream' } })
}
