import { describe, expect, it } from 'vitest'
import { sdkPackages } from '../../src/upstreams/sdk/packages.ts'
import { WORKERS_AI_BASE_URL, workersAiFetch } from '../../src/upstreams/sdk/workers-ai.ts'

type Run = { model: string; inputs: Record<string, unknown>; options: Record<string, unknown> }

/** A binding that answers every run alike, and a package over it. */
async function open(answer: () => Response) {
  const runs: Run[] = []
  const binding = {
    run: async (model: string, inputs: Run['inputs'], options: Run['options']) => {
      runs.push({ model, inputs, options })
      return answer()
    },
    models: async (query: Record<string, string>) => [{ name: '@cf/meta/llama', query }],
  } as unknown as Ai
  const createSdk = await sdkPackages['workers-ai'].load()
  const fetch = workersAiFetch(binding)
  const sdk = createSdk({ baseURL: WORKERS_AI_BASE_URL, apiKey: '', headers: {}, config: {}, fetch })
  return { sdk, fetch, runs }
}

const prompt = [{ role: 'user' as const, content: [{ type: 'text' as const, text: 'Hi' }] }]
const model = '@cf/meta/llama-3.3-70b-instruct-fp8-fast'

describe('Workers AI', () => {
  it('answers a chat by the binding', async () => {
    const usage = { prompt_tokens: 3, completion_tokens: 2 }
    const { sdk, runs } = await open(() => Response.json({ response: 'Hello', usage }))
    const abortSignal = new AbortController().signal
    const call = { prompt, temperature: 0.5, abortSignal }
    const { content, usage: counted } = await sdk.languageModel!(model).doGenerate(call)
    expect(content).toEqual([{ type: 'text', text: 'Hello' }])
    expect(counted.inputTokens.total).toBe(3)
    expect(runs).toEqual([
      {
        model,
        inputs: { messages: [{ role: 'user', content: 'Hi' }], temperature: 0.5 },
        options: { returnRawResponse: true, signal: abortSignal },
      },
    ])
  })

  it('streams a chat', async () => {
    const events = ['{"response":"Hel"}', '{"response":"lo"}', '[DONE]'].map((data) => `data: ${data}\n\n`).join('')
    const { sdk, runs } = await open(() => new Response(events, { headers: { 'content-type': 'text/event-stream' } }))
    const { stream } = await sdk.languageModel!(model).doStream({ prompt })
    const deltas: string[] = []
    for await (const part of stream) if (part.type === 'text-delta') deltas.push(part.delta)
    expect(deltas).toEqual(['Hel', 'lo'])
    expect(runs[0]!.inputs['stream']).toBe(true)
  })

  it('answers embeddings, rankings and images', async () => {
    const embedding = await open(() => Response.json({ data: [[1, 2]] }))
    const { embeddings } = await embedding.sdk.embeddingModel!('@cf/baai/bge-m3').doEmbed({ values: ['Hi'] })
    expect(embeddings).toEqual([[1, 2]])

    const rerank = await open(() => Response.json({ response: [{ id: 1, score: 0.9 }] }))
    const documents = { type: 'text' as const, values: ['a', 'b'] }
    const ranked = await rerank.sdk.rerankingModel!('@cf/baai/bge-reranker-base').doRerank({ documents, query: 'b' })
    expect(ranked.ranking).toEqual([{ index: 1, relevanceScore: 0.9 }])

    const image = await open(
      () => new Response(new Uint8Array([1, 2, 3]), { headers: { 'content-type': 'image/png' } }),
    )
    const { images } = await image.sdk.imageModel!('@cf/black-forest-labs/flux').doGenerate({
      prompt: 'A cat',
      n: 1,
      size: undefined,
      aspectRatio: undefined,
      seed: undefined,
      files: undefined,
      mask: undefined,
      providerOptions: {},
    })
    expect(images).toEqual([new Uint8Array([1, 2, 3])])
  })

  it('answers speech and transcriptions', async () => {
    const speech = await open(() => new Response(new Uint8Array([4, 5]), { headers: { 'content-type': 'audio/mpeg' } }))
    const { audio } = await speech.sdk.speechModel!('@cf/deepgram/aura-1').doGenerate({ text: 'Hi' })
    expect(audio).toEqual(new Uint8Array([4, 5]))

    const transcription = await open(() => Response.json({ text: 'Hi there' }))
    const { text } = await transcription.sdk.transcriptionModel!('@cf/openai/whisper').doGenerate({
      audio: new Uint8Array([1]),
      mediaType: 'audio/wav',
    })
    expect(text).toBe('Hi there')
  })

  it('keeps the status and the words of a refusal', async () => {
    const refusal = { internalCode: 3040, message: 'Capacity temporarily exceeded' }
    const { fetch } = await open(() => Response.json(refusal, { status: 429 }))
    const response = await fetch(`${WORKERS_AI_BASE_URL}/run/${model}`, { method: 'POST', body: '{}' })
    expect(response.status).toBe(429)
    expect(await response.json()).toEqual(refusal)
  })

  it('lists its models', async () => {
    const { fetch } = await open(() => new Response())
    const response = await fetch(`${WORKERS_AI_BASE_URL}/models?page=2`)
    expect(await response.json()).toEqual([{ name: '@cf/meta/llama', query: { page: '2' } }])
  })
})
