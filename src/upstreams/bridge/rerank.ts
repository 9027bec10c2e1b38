/** `POST /rerank`, in the form that Cohere, Jina and vLLM share, over a reranking model of the AI SDK. */
import type { RerankingModelV4CallOptions } from '@ai-sdk/provider'
import { AppError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import { askProvider } from './ask-provider.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { refuseDropped } from './probe.ts'
import { readJson } from './read-request.ts'

const document = z.union([z.string(), z.strictObject({ text: z.string() }).transform(({ text }) => text)], {
  error: 'must be a string or an object with a text',
})

const rerankRequest = z.strictObject({
  model: z.string().optional(),
  query: z.string().min(1),
  documents: z.array(document).min(1).max(10_000),
  top_n: z.int().positive().optional(),
  max_tokens_per_doc: z.int().positive().optional(),
  return_documents: z.boolean().default(false),
  user: z.string().optional(),
})

/** What providers say of the cost of a call: Together in tokens, Cohere in searches. */
const reported = z.looseObject({
  usage: z.looseObject({ prompt_tokens: z.number(), total_tokens: z.number() }).optional().catch(undefined),
  meta: z
    .looseObject({ billed_units: z.looseObject({ search_units: z.number() }) })
    .optional()
    .catch(undefined),
})

/** `usage` or `meta` is there when the provider says what it billed. */
export async function bridgeRerank(call: BridgeCall<'rerankingModel'>, request: JsonRequest): Promise<Response> {
  const { query, documents, return_documents, top_n, max_tokens_per_doc } = readJson(rerankRequest, request)
  const settings = { top_n, max_tokens_per_doc }
  await refuseDropped({
    asked: settings,
    run: (settings, fetch) =>
      call.createModel(fetch).doRerank(optionsOf(call, { query: 'a', documents: ['a'], ...settings })),
  })

  const { ranking, response } = await askProvider(call, (model) =>
    model.doRerank(optionsOf(call, { query, documents, ...settings })),
  )
  const results = ranking.map(({ index, relevanceScore }) => {
    const text = documents[index]
    if (text === undefined) throw new AppError('upstream_error', 'The provider ranked a document that was not sent')
    return { index, relevance_score: relevanceScore, ...(return_documents && { document: { text } }) }
  })
  const { usage, meta } = reported.catch({}).parse(response?.body)
  return Response.json({
    id: response?.id ?? `rerank-${crypto.randomUUID()}`,
    object: 'list',
    model: call.modelId,
    results,
    ...(usage && { usage: { prompt_tokens: usage.prompt_tokens, total_tokens: usage.total_tokens } }),
    ...(meta && { meta: { billed_units: { search_units: meta.billed_units.search_units } } }),
  })
}

type Ranking = {
  query: string
  documents: string[]
  top_n: number | undefined
  max_tokens_per_doc: number | undefined
}

function optionsOf(
  { signal }: BridgeCall<'rerankingModel'>,
  { query, documents, top_n, max_tokens_per_doc }: Ranking,
): RerankingModelV4CallOptions {
  return {
    query,
    documents: { type: 'text', values: documents },
    ...(top_n !== undefined && { topN: top_n }),
    providerOptions: { cohere: { maxTokensPerDoc: max_tokens_per_doc } },
    abortSignal: signal,
  }
}
