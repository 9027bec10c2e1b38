/** `POST /embeddings` over an embedding model of the AI SDK. */
import type { EmbeddingModelV4CallOptions } from '@ai-sdk/provider'
import { convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils'
import { AppError, validationError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import { askProvider } from './ask-provider.ts'
import { mapBounded } from './map-bounded.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { refuseDropped } from './probe.ts'
import { readJson } from './read-request.ts'

const PARALLEL_CALLS = 4
/** Some models take one text a call. What needs more calls than this would hardly end well. */
const MAX_CALLS = 100

const texts = z.union([z.string().transform((text) => [text]), z.array(z.string()).min(1)], {
  error: 'must be a string or an array of strings; this provider does not take tokens',
})

const embeddingRequest = z.strictObject({
  model: z.string().optional(),
  input: texts,
  encoding_format: z.enum(['float', 'base64']).default('float'),
  dimensions: z.int().positive().optional(),
  user: z.string().optional(),
})

/** `usage` is left out when the provider does not say how many tokens it read. */
export async function bridgeEmbeddings(call: BridgeCall<'embeddingModel'>, request: JsonRequest): Promise<Response> {
  const { input, encoding_format, dimensions } = readJson(embeddingRequest, request)
  await refuseDropped({
    asked: { dimensions },
    run: (settings, fetch) => call.createModel(fetch).doEmbed(optionsOf(call, ['a'], settings.dimensions)),
  })

  const model = call.createModel(call.fetch)
  const batches = splitEvery(Math.min((await model.maxEmbeddingsPerCall) ?? Infinity, input.length), input)
  const results = await mapBounded(batches, (await model.supportsParallelCalls) ? PARALLEL_CALLS : 1, async (batch) => {
    const result = await askProvider(call, (model) => model.doEmbed(optionsOf(call, batch, dimensions)))
    if (result.embeddings.length === batch.length) return result
    throw new AppError('upstream_error', 'The provider answered with another number of vectors than it was asked for')
  })

  const vectors = results.flatMap(({ embeddings }) => embeddings)
  // Packages say 0 or NaN for what the provider did not say: no text has no tokens.
  const tokens = results.map(({ usage }) => usage?.tokens ?? 0)
  const promptTokens = tokens.every((count) => count > 0) ? tokens.reduce((sum, count) => sum + count, 0) : null
  return Response.json({
    object: 'list',
    data: vectors.map((vector, index) => ({
      object: 'embedding',
      index,
      embedding: encoding_format === 'base64' ? toBase64Floats(vector) : vector,
    })),
    model: call.modelId,
    ...(promptTokens !== null && { usage: { prompt_tokens: promptTokens, total_tokens: promptTokens } }),
  })
}

function optionsOf(
  { signal, modelId }: BridgeCall<'embeddingModel'>,
  values: string[],
  dimensions: number | undefined,
): EmbeddingModelV4CallOptions {
  if (dimensions === undefined) return { values, abortSignal: signal }
  const providerOptions = {
    amazonBedrock: { [bedrockDimensionsOf(modelId)]: dimensions },
    cohere: { outputDimension: dimensions },
    perplexity: { dimensions },
  }
  return { values, dimensions, providerOptions, abortSignal: signal }
}

/** Bedrock hands the body to the model as it is, so the name is that of who made the model. */
function bedrockDimensionsOf(modelId: string): string {
  if (modelId.includes('cohere.embed-')) return 'outputDimension'
  return modelId.includes('amazon.nova-') ? 'embeddingDimension' : 'dimensions'
}

function splitEvery(size: number, values: string[]): string[][] {
  const count = Math.ceil(values.length / size)
  if (count > MAX_CALLS) {
    throw validationError([{ field: 'input', message: `must have at most ${size * MAX_CALLS} texts for this model` }])
  }
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size))
}

/** 32-bit floats, little-endian, as OpenAI's clients decode them. */
function toBase64Floats(vector: number[]): string {
  const view = new DataView(new ArrayBuffer(vector.length * 4))
  vector.forEach((value, index) => view.setFloat32(index * 4, value, true))
  return convertUint8ArrayToBase64(new Uint8Array(view.buffer))
}
