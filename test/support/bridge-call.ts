import type { BridgeCall, SdkModelKind, SdkModels } from '../../src/upstreams/bridge/port.ts'
import type { AppError } from '../../src/errors.ts'

export type SentRequest = { url: string; method: string; headers: Headers; body: unknown }

/** A call over a provider package whose requests `answer` takes. What was really sent is recorded. */
export function createBridgeCall<K extends SdkModelKind>(
  modelId: string,
  createModel: (fetch: typeof globalThis.fetch) => SdkModels[K],
  answer: (request: SentRequest, index: number) => Response | Promise<Response>,
): { call: BridgeCall<K>; sent: SentRequest[] } {
  const sent: SentRequest[] = []
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input)
    const request = {
      url,
      method: init?.method ?? 'GET',
      headers: new Headers(init?.headers),
      body: readBody(init?.body),
    }
    sent.push(request)
    return answer(request, sent.length - 1)
  }
  const call: BridgeCall<K> = {
    createModel,
    fetch,
    modelId,
    signal: new AbortController().signal,
    isStream: false,
    maxOutputTokens: null,
    redact: (text) => text,
    download: async (url) => ({ bytes: new TextEncoder().encode(url.href), mediaType: 'image/png' }),
    nowMs: 1_760_000_000_500,
  }
  return { call, sent }
}

function readBody(body: BodyInit | null | undefined): unknown {
  if (typeof body !== 'string') return body
  try {
    return JSON.parse(body)
  } catch {
    return body
  }
}

/** The parameters that a refused call names. */
export async function refusedFields(refused: Promise<Response>): Promise<string[]> {
  const error = await refused.then(
    () => null,
    (error: AppError) => error,
  )
  if (error?.code !== 'validation_failed') throw new Error('The call was not refused', { cause: error })
  return error.details.errors?.map(({ field }) => field) ?? []
}

export const bytesOfDataUrl = (dataUrl: string) =>
  Uint8Array.from(atob(dataUrl.split(',')[1] ?? ''), (char) => char.charCodeAt(0))
