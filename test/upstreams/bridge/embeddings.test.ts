import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { createCohere } from '@ai-sdk/cohere'
import { createGoogle } from '@ai-sdk/google'
import { createMistral } from '@ai-sdk/mistral'
import { createPerplexity } from '@ai-sdk/perplexity'
import { describe, expect, it } from 'vitest'
import { bridgeEmbeddings } from '../../../src/upstreams/bridge/embeddings.ts'
import { createBridgeCall, refusedFields, type SentRequest } from '../../support/bridge-call.ts'
import { validateOpenAi } from '../../support/openai-schema.ts'

type Embeddings = { data: { index: number; embedding: unknown }[]; usage?: unknown }

const apiKey = 'key'
const vectors = [
  [0.0057293195, -0.012727811, 0.020042092],
  [-0.037104916, -0.05178114, -0.008340587],
]
const textsOf = ({ body }: SentRequest) => (body as { texts: string[] }).texts

const cohereAnswer = (embeddings: number[][], tokens = 12) =>
  Response.json({ id: 'e1', embeddings: { float: embeddings }, meta: { billed_units: { input_tokens: tokens } } })

const cohere = (answer: (request: SentRequest, index: number) => Response | Promise<Response>) =>
  createBridgeCall<'embeddingModel'>(
    'embed-v4.0',
    (fetch) => createCohere({ apiKey, fetch }).embeddingModel('embed-v4.0'),
    answer,
  )

const google = (answer: () => Response) =>
  createBridgeCall<'embeddingModel'>(
    'gemini-embedding-001',
    (fetch) => createGoogle({ apiKey, fetch }).embeddingModel('gemini-embedding-001'),
    answer,
  )

const bedrock = (modelId: string, answer: () => Response) =>
  createBridgeCall<'embeddingModel'>(
    modelId,
    (fetch) => createAmazonBedrock({ apiKey, region: 'us-east-1', fetch }).embeddingModel(modelId),
    answer,
  )

describe('embeddings', () => {
  it('are the provider’s vectors, with the tokens that it says', async () => {
    const { call, sent } = cohere(() => cohereAnswer(vectors))
    const answer = await (await bridgeEmbeddings(call, { model: 'x', input: ['one', 'two'], user: 'u1' })).json()
    expect(validateOpenAi('CreateEmbeddingResponse', answer)).toEqual([])
    expect(answer).toEqual({
      object: 'list',
      data: [
        { object: 'embedding', index: 0, embedding: vectors[0] },
        { object: 'embedding', index: 1, embedding: vectors[1] },
      ],
      model: 'embed-v4.0',
      usage: { prompt_tokens: 12, total_tokens: 12 },
    })
    expect(sent.map(textsOf)).toEqual([['one', 'two']])
  })

  it('decode from base64 to the same 32-bit floats', async () => {
    const { call } = cohere(() => cohereAnswer(vectors))
    const answer = await bridgeEmbeddings(call, { model: 'x', input: ['one', 'two'], encoding_format: 'base64' })
    const { data } = await answer.json<Embeddings>()
    const decoded = data.map(({ embedding }) => {
      const bytes = Uint8Array.from(atob(String(embedding)), (char) => char.charCodeAt(0))
      return Array.from(new Float32Array(bytes.buffer))
    })
    expect(decoded).toEqual(vectors.map((vector) => vector.map(Math.fround)))
  })

  it('say no usage when the provider says none', async () => {
    const { call } = google(() => Response.json({ embedding: { values: [1, 2] } }))
    const answer = await bridgeEmbeddings(call, { model: 'x', input: 'one' })
    expect(await answer.json()).not.toHaveProperty('usage')
  })

  it('say no usage when a package makes 0 or NaN of what the provider did not say', async () => {
    const nova = bedrock('amazon.nova-2-multimodal-embeddings-v1:0', () =>
      Response.json({ embeddings: [{ embeddingType: 'TEXT', embedding: [1] }] }),
    )
    expect(await (await bridgeEmbeddings(nova.call, { input: 'one' })).json()).not.toHaveProperty('usage')
    const cohereThere = bedrock('cohere.embed-english-v3', () => Response.json({ embeddings: [[1]] }))
    expect(await (await bridgeEmbeddings(cohereThere.call, { input: 'one' })).json()).not.toHaveProperty('usage')
  })

  it('keep their order over several calls, of which few run at once', async () => {
    const input = Array.from({ length: 96 * 7 + 1 }, (_, index) => String(index))
    let [running, most] = [0, 0]
    const { call, sent } = cohere(async (request, index) => {
      most = Math.max(most, ++running)
      await scheduler.wait(index === 0 ? 20 : 1)
      running--
      return cohereAnswer(
        textsOf(request).map((text) => [Number(text)]),
        10,
      )
    })
    const { data, usage } = await (await bridgeEmbeddings(call, { input })).json<Embeddings>()
    expect(data.map(({ embedding }) => embedding)).toEqual(input.map((text) => [Number(text)]))
    expect(data.map(({ index }) => index)).toEqual(input.map(Number))
    expect(usage).toEqual({ prompt_tokens: 80, total_tokens: 80 })
    expect(sent).toHaveLength(8)
    expect(most).toBe(4)
  })

  it('are made one call after the other where the package asks for that', async () => {
    let [running, most] = [0, 0]
    const { call, sent } = createBridgeCall<'embeddingModel'>(
      'mistral-embed',
      (fetch) => createMistral({ apiKey, fetch }).embeddingModel('mistral-embed'),
      async ({ body }) => {
        most = Math.max(most, ++running)
        await scheduler.wait(1)
        running--
        const { input } = body as { input: string[] }
        return Response.json({ data: input.map(() => ({ embedding: [1] })), usage: { prompt_tokens: 5 } })
      },
    )
    await bridgeEmbeddings(call, { input: Array.from({ length: 70 }, () => 'a') })
    expect(sent).toHaveLength(3)
    expect(most).toBe(1)
  })

  it('start no further call after a failed one', async () => {
    const { call, sent } = cohere(() => Response.json({ message: 'no credit' }, { status: 402 }))
    const input = Array.from({ length: 96 * 20 }, () => 'a')
    const refusal = { code: 'upstream_error', details: { upstream: { status: 402 } } }
    await expect(bridgeEmbeddings(call, { input })).rejects.toMatchObject(refusal)
    expect(sent.length).toBeLessThanOrEqual(4)
  })

  it('fail when the provider answers with another number of vectors', async () => {
    const { call } = cohere(() => cohereAnswer(vectors))
    await expect(bridgeEmbeddings(call, { input: 'one' })).rejects.toMatchObject({ code: 'upstream_error' })
  })
})

describe('dimensions', () => {
  it.each([
    [cohere(() => cohereAnswer([[1]])), { output_dimension: 512 }],
    [google(() => Response.json({ embedding: { values: [1] } })), { outputDimensionality: 512 }],
    [
      bedrock('amazon.titan-embed-text-v2:0', () => Response.json({ embedding: [1], inputTextTokenCount: 3 })),
      { dimensions: 512 },
    ],
    [bedrock('cohere.embed-v4:0', () => Response.json({ embeddings: { float: [[1]] } })), { output_dimension: 512 }],
    [
      createBridgeCall<'embeddingModel'>(
        'pplx-embed-v1-4b',
        (fetch) => createPerplexity({ apiKey, fetch }).embeddingModel('pplx-embed-v1-4b'),
        () => Response.json({ data: [{ embedding: 'AQI=' }] }),
      ),
      { dimensions: 512 },
    ],
    [
      createBridgeCall<'embeddingModel'>(
        'codestral-embed',
        (fetch) => createMistral({ apiKey, fetch }).embeddingModel('codestral-embed'),
        () => Response.json({ data: [{ embedding: [1] }] }),
      ),
      { output_dimension: 512 },
    ],
  ])('are said in the provider’s words %#', async ({ call, sent }, expected) => {
    await bridgeEmbeddings(call, { input: 'one', dimensions: 512 })
    expect(sent[0]?.body).toMatchObject(expected)
  })

  it('are refused before anything is sent where the package does not take them', async () => {
    const { call, sent } = cohere(() => cohereAnswer([[1]]))
    expect(await refusedFields(bridgeEmbeddings(call, { input: 'one', dimensions: 300 }))).toEqual(['dimensions'])
    expect(sent).toEqual([])
  })
})

describe('what cannot be asked', () => {
  const { call, sent } = bedrock('amazon.titan-embed-text-v2:0', () => Response.json({}))

  it.each([
    [{ input: [1, 2, 3] }, 'input'],
    [{ input: [[1, 2], [3]] }, 'input'],
    [{ input: [] }, 'input'],
    [{}, 'input'],
    [{ input: Array.from({ length: 101 }, () => 'a') }, 'input'],
    [{ input: 'a', encoding_format: 'int8' }, 'encoding_format'],
    [{ input: 'a', dimensions: 0.5 }, 'dimensions'],
    [{ input: 'a', task: 'query' }, 'task'],
  ])('is named %#', async (request, field) => {
    expect(await refusedFields(bridgeEmbeddings(call, request))).toEqual([field])
    expect(sent).toEqual([])
  })
})
