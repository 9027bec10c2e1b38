/**
 * Cloudflare Workers AI: models on the account of the Worker itself, by a binding in place of an address and a key.
 *
 * The package talks to a binding. Ours turns what it is asked into requests, so that such a call is guarded and watched
 * like every other, and `workersAiFetch` turns those back into calls of the real binding.
 */
import type { SdkSettings } from '../bridge/port.ts'

/** Nobody's address: the name is reserved (RFC 6761 §6.4). */
export const WORKERS_AI_BASE_URL = 'https://workers-ai.invalid'

type RunOptions = { returnRawResponse?: boolean; signal?: AbortSignal }

export async function loadWorkersAi() {
  const { createWorkersAI } = await import('workers-ai-provider')
  return ({ baseURL, fetch }: SdkSettings) => {
    const workersAi = createWorkersAI({ binding: bindingOver(fetch, baseURL) })
    return {
      languageModel: workersAi.chat,
      embeddingModel: workersAi.textEmbeddingModel,
      imageModel: workersAi.imageModel,
      speechModel: workersAi.speechModel,
      transcriptionModel: workersAi.transcriptionModel,
      rerankingModel: workersAi.rerankingModel,
    }
  }
}

/** The innermost `fetch` of a connection to Workers AI: `POST …/run/{model}` and `GET …/models` by the binding. */
export function workersAiFetch(binding: Ai): typeof globalThis.fetch {
  return async (input, init) => {
    const request = new Request(input, init)
    const { pathname, searchParams } = new URL(request.url)
    if (request.method === 'GET') return Response.json(await binding.models(Object.fromEntries(searchParams)))
    const model = decodeURI(pathname.slice(pathname.indexOf('/run/') + '/run/'.length))
    return runRaw(binding)(model, await request.json(), {
      returnRawResponse: true,
      ...(init?.signal && { signal: init.signal }),
    })
  }
}

/** The types of the binding know the models of the day they were written; ours are in the registry. */
function runRaw(binding: Ai) {
  const { run } = binding as unknown as {
    run: (model: string, inputs: unknown, options: RunOptions) => Promise<Response>
  }
  return run.bind(binding)
}

/** As much of a binding as the package uses, answering like the real one: JSON parsed, all else as a stream. */
function bindingOver(fetch: typeof globalThis.fetch, baseURL: string): Ai {
  const run = async (model: string, inputs: unknown, { returnRawResponse, signal }: RunOptions = {}) => {
    const response = await fetch(`${baseURL}/run/${model}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(inputs),
      ...(signal && { signal }),
    })
    if (returnRawResponse) return response
    if (!response.ok) throw new Error(await response.text())
    const isJson = response.headers.get('content-type')?.startsWith('application/json') ?? false
    return isJson ? response.json() : response.body
  }
  return { run } as unknown as Ai
}
