import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Sdk, SdkModelKind } from '../../src/upstreams/bridge/port.ts'
import { sdkPackages } from '../../src/upstreams/sdk/packages.ts'

type Protocol = keyof typeof sdkPackages

const BASE = 'https://gateway.example/base/v9'
const KEY = 'key-0123456789-abcdefghij'

/** The first request of a call by each kind of model, below the base URL. */
type Expected = { [K in SdkModelKind]?: { model: string; path: string } }

const packages: { protocol: Protocol; auth: [header: string, value: string]; kinds: Expected }[] = [
  {
    protocol: 'anthropic',
    auth: ['x-api-key', KEY],
    kinds: { languageModel: { model: 'claude-opus-5-5', path: '/messages' } },
  },
  {
    protocol: 'google',
    auth: ['x-goog-api-key', KEY],
    kinds: {
      languageModel: { model: 'gemini-3-pro', path: '/models/gemini-3-pro:generateContent' },
      embeddingModel: { model: 'gemini-embedding-001', path: '/models/gemini-embedding-001:embedContent' },
      imageModel: { model: 'gemini-3-pro-image', path: '/models/gemini-3-pro-image:generateContent' },
      speechModel: { model: 'gemini-2.5-flash-tts', path: '/models/gemini-2.5-flash-tts:generateContent' },
      transcriptionModel: { model: 'gemini-3.5-transcribe', path: '/interactions' },
      videoModel: { model: 'veo-3.1', path: '/models/veo-3.1:predictLongRunning' },
    },
  },
  {
    protocol: 'google-vertex',
    auth: ['x-goog-api-key', KEY],
    kinds: {
      languageModel: { model: 'gemini-3-pro', path: '/publishers/google/models/gemini-3-pro:generateContent' },
      embeddingModel: { model: 'text-embedding-005', path: '/publishers/google/models/text-embedding-005:predict' },
      imageModel: { model: 'gemini-image', path: '/publishers/google/models/gemini-image:generateContent' },
      speechModel: { model: 'gemini-tts', path: '/publishers/google/models/gemini-tts:generateContent' },
      videoModel: { model: 'veo-3.1', path: '/publishers/google/models/veo-3.1:predictLongRunning' },
    },
  },
  {
    protocol: 'amazon-bedrock',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'us.anthropic.claude-opus-5', path: '/model/us.anthropic.claude-opus-5/converse' },
      embeddingModel: { model: 'amazon.titan-embed-v2', path: '/model/amazon.titan-embed-v2/invoke' },
      imageModel: { model: 'amazon.nova-canvas-v1:0', path: '/model/amazon.nova-canvas-v1%3A0/invoke' },
      rerankingModel: { model: 'cohere.rerank-v3-5:0', path: '/rerank' },
    },
  },
  {
    protocol: 'mistral',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'mistral-large-latest', path: '/chat/completions' },
      embeddingModel: { model: 'mistral-embed', path: '/embeddings' },
      speechModel: { model: 'voxtral-tts', path: '/audio/speech' },
      transcriptionModel: { model: 'voxtral-mini-latest', path: '/audio/transcriptions' },
    },
  },
  {
    protocol: 'cohere',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'command-a', path: '/chat' },
      embeddingModel: { model: 'embed-v4.0', path: '/embed' },
      rerankingModel: { model: 'rerank-v4.0', path: '/rerank' },
    },
  },
  {
    protocol: 'xai',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'grok-5', path: '/responses' },
      imageModel: { model: 'grok-imagine-image', path: '/images/generations' },
      speechModel: { model: 'grok-tts', path: '/tts' },
      transcriptionModel: { model: 'grok-stt', path: '/stt' },
      videoModel: { model: 'grok-imagine-video', path: '/videos/generations' },
    },
  },
  {
    protocol: 'groq',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'openai/gpt-oss-120b', path: '/chat/completions' },
      transcriptionModel: { model: 'whisper-large-v3', path: '/audio/transcriptions' },
    },
  },
  {
    protocol: 'deepseek',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: { languageModel: { model: 'deepseek-chat', path: '/chat/completions' } },
  },
  {
    protocol: 'perplexity',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'sonar', path: '/chat/completions' },
      embeddingModel: { model: 'pplx-embed-v1', path: '/v1/embeddings' },
    },
  },
  {
    protocol: 'fireworks',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'accounts/fireworks/models/kimi-k3', path: '/chat/completions' },
      embeddingModel: { model: 'nomic-embed', path: '/embeddings' },
      imageModel: {
        model: 'accounts/fireworks/models/flux-1-dev-fp8',
        path: '/workflows/accounts/fireworks/models/flux-1-dev-fp8/text_to_image',
      },
    },
  },
  {
    protocol: 'togetherai',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      languageModel: { model: 'meta-llama/Llama-4', path: '/chat/completions' },
      embeddingModel: { model: 'BAAI/bge-large', path: '/embeddings' },
      imageModel: { model: 'black-forest-labs/FLUX.1', path: '/images/generations' },
      rerankingModel: { model: 'Salesforce/Llama-Rank-v1', path: '/rerank' },
    },
  },
  {
    protocol: 'huggingface',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: { languageModel: { model: 'moonshotai/Kimi-K2:groq', path: '/responses' } },
  },
  {
    protocol: 'replicate',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: {
      imageModel: {
        model: 'black-forest-labs/flux-dev',
        path: '/models/black-forest-labs/flux-dev/predictions',
      },
      videoModel: { model: 'minimax/video-01:abc', path: '/predictions' },
    },
  },
  {
    protocol: 'fal',
    auth: ['authorization', `Key ${KEY}`],
    kinds: {
      imageModel: { model: 'fal-ai/flux/dev', path: '/fal-ai/flux/dev' },
      speechModel: { model: 'fal-ai/minimax/speech-02-hd', path: '/fal-ai/minimax/speech-02-hd' },
      transcriptionModel: { model: 'fal-ai/whisper', path: '/fal-ai/whisper' },
      videoModel: { model: 'fal-ai/luma-ray-2', path: '/fal-ai/luma-ray-2' },
    },
  },
  {
    protocol: 'luma',
    auth: ['authorization', `Bearer ${KEY}`],
    kinds: { imageModel: { model: 'photon-1', path: '/dream-machine/v1/generations/image' } },
  },
  {
    protocol: 'black-forest-labs',
    auth: ['x-key', KEY],
    kinds: {
      imageModel: { model: 'flux-2-pro', path: '/flux-2-pro' },
      videoModel: { model: 'flux-video', path: '/flux-video' },
    },
  },
  {
    protocol: 'elevenlabs',
    auth: ['xi-api-key', KEY],
    kinds: {
      speechModel: {
        model: 'eleven_v3',
        path: '/text-to-speech/21m00Tcm4TlvDq8ikWAM?output_format=mp3_44100_128',
      },
      transcriptionModel: { model: 'scribe_v2', path: '/speech-to-text' },
    },
  },
  {
    protocol: 'deepgram',
    auth: ['authorization', `Token ${KEY}`],
    kinds: {
      speechModel: { model: 'aura-2-thalia-en', path: '/speak?model=aura-2-thalia-en&encoding=mp3' },
      transcriptionModel: { model: 'nova-3', path: '/listen?model=nova-3' },
    },
  },
  {
    protocol: 'assemblyai',
    auth: ['authorization', KEY],
    kinds: { transcriptionModel: { model: 'universal-3-pro', path: '/upload' } },
  },
  {
    protocol: 'hume',
    auth: ['x-hume-api-key', KEY],
    kinds: { speechModel: { model: 'octave', path: '/tts/file' } },
  },
  {
    protocol: 'lmnt',
    auth: ['x-api-key', KEY],
    kinds: { speechModel: { model: 'blizzard', path: '/ai/speech/bytes' } },
  },
]

const nothing = { providerOptions: {}, seed: undefined, aspectRatio: undefined }
const still = { ...nothing, prompt: 'A cat', n: 1, size: undefined, files: undefined, mask: undefined }
const moving = {
  ...nothing,
  prompt: 'A cat',
  n: 1,
  resolution: undefined,
  duration: undefined,
  fps: undefined,
  image: undefined,
  frameImages: undefined,
  inputReferences: undefined,
  generateAudio: undefined,
}

/** A smallest call by each kind of model. */
const calls: { [K in SdkModelKind]: (model: ReturnType<NonNullable<Sdk[K]>>) => PromiseLike<unknown> | undefined } = {
  languageModel: (model) =>
    model.doGenerate({ prompt: [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }], maxOutputTokens: 16 }),
  embeddingModel: (model) => model.doEmbed({ values: ['Hi'] }),
  imageModel: (model) => model.doGenerate(still),
  speechModel: (model) => model.doGenerate({ text: 'Hi' }),
  transcriptionModel: (model) => model.doGenerate({ audio: new Uint8Array([1]), mediaType: 'audio/wav' }),
  rerankingModel: (model) => model.doRerank({ documents: { type: 'text', values: ['a', 'b'] }, query: 'c' }),
  videoModel: (model) => model.doStart?.(moving),
}

const cases = packages.flatMap(({ protocol, auth, kinds }) =>
  Object.entries(kinds).map(([kind, expected]) => ({ protocol, auth, kind: kind as SdkModelKind, ...expected })),
)

type Sent = { url: string; headers: Headers; body: string }

/** Makes the first request of a call and breaks off there. */
async function sendFirst(
  protocol: Protocol,
  { kind, model, baseURL = BASE }: { kind: SdkModelKind; model: string; baseURL?: string },
): Promise<Sent> {
  const sent: Sent[] = []
  const createSdk = await sdkPackages[protocol].load()
  const sdk = createSdk({
    baseURL,
    apiKey: KEY,
    headers: { 'X-Extra': 'extra' },
    config: { region: 'eu-west-1' },
    fetch: async (input, init) => {
      const request = new Request(input, init)
      sent.push({
        url: request.url,
        headers: request.headers,
        body: new TextDecoder().decode(await request.arrayBuffer()),
      })
      throw new Error('far enough')
    },
  })
  await call(sdk, kind, model).catch(() => undefined)
  expect(sent).toHaveLength(1)
  return sent[0]!
}

async function call<K extends SdkModelKind>(sdk: Sdk, kind: K, model: string): Promise<unknown> {
  const create = sdk[kind] as (modelId: string) => ReturnType<NonNullable<Sdk[K]>>
  return calls[kind](create(model))
}

beforeAll(() => {
  // Whatever the environment holds, it is not a key or an address of ours.
  vi.stubGlobal('process', { env: new Proxy({}, { get: (_, name) => `decoy-${String(name)}` }) })
  vi.stubGlobal('fetch', () => Promise.reject(new Error('A package went past the fetch that it was given')))
})

afterAll(() => void vi.unstubAllGlobals())

describe('a provider package', () => {
  it('is one of the table, with the kinds that it is said to have', () => {
    const tested = Object.fromEntries(packages.map(({ protocol, kinds }) => [protocol, Object.keys(kinds).toSorted()]))
    const { 'workers-ai': _binding, ...spoken } = sdkPackages
    expect(tested).toEqual(
      Object.fromEntries(Object.entries(spoken).map(([protocol, { kinds }]) => [protocol, kinds.toSorted()])),
    )
  })

  it.each(cases)('$protocol calls $kind below the base URL, with the key where it belongs', async (expected) => {
    const { url, headers, body } = await sendFirst(expected.protocol, expected)
    expect(url).toBe(BASE + expected.path)
    const [name, value] = expected.auth
    expect(headers.get(name)).toBe(value)
    expect(headers.get('x-extra')).toBe('extra')
    headers.delete(name)
    const rest = JSON.stringify([url, body, ...headers])
    expect(rest).not.toContain(KEY)
    expect(rest).not.toContain('decoy')
  })

  it.each(cases.filter(({ kind }) => kind === 'videoModel'))('$protocol has jobs for videos', async (expected) => {
    const createSdk = await sdkPackages[expected.protocol].load()
    const model = createSdk({ baseURL: BASE, apiKey: KEY, headers: {}, config: {}, fetch }).videoModel!(expected.model)
    expect(model.doStart).toBeTypeOf('function')
    expect(model.doStatus).toBeTypeOf('function')
  })

  it.each(Object.entries(sdkPackages))('%s takes an empty configuration, or names what it needs', (protocol, entry) => {
    const parsed = entry.configSchema.safeParse({})
    expect(parsed.success ? [] : parsed.error.issues.map(({ path }) => path.join('.'))).toEqual(
      protocol === 'amazon-bedrock' ? ['region'] : [],
    )
    expect(entry.configSchema.safeParse({ surprise: 1 }).success).toBe(false)
  })

  it.each(['packages', 'bedrock', 'fal', 'vertex', 'workers-ai'])(
    'is not loaded before it is used: %s.ts',
    async (name) => {
      const { default: source } = (await import(`../../src/upstreams/sdk/${name}.ts?raw`)) as { default: string }
      expect(source).toMatch(/await import\('/)
      expect(source).not.toMatch(/^import (?!type).*'(@ai-sdk\/|jose|workers-ai-provider)/m)
    },
  )
})

/** What the image services answer, all in one: where the result is, at another host. */
const elsewhere = 'https://media.example/cat.png'
const answerOfAll = {
  id: '1',
  state: 'completed',
  status: 'Ready',
  polling_url: 'https://media.example/poll',
  request_id: '1',
  urls: { get: 'https://media.example/poll' },
  output: elsewhere,
  images: [{ url: elsewhere, width: 1, height: 1, content_type: 'image/png' }],
  assets: { image: elsewhere },
  result: { sample: elsewhere },
  data: [{ url: elsewhere }],
}

describe('a result at another host', () => {
  it.each([
    ['replicate', 'acme/flux', { ...answerOfAll, status: 'succeeded' }],
    ['fal', 'fal-ai/flux', answerOfAll],
    ['luma', 'photon-1', answerOfAll],
    ['black-forest-labs', 'flux-2-pro', { ...answerOfAll, state: 'Ready' }],
    ['fireworks', 'accounts/fireworks/models/flux-kontext-pro', answerOfAll],
    ['xai', 'grok-imagine-image', answerOfAll],
  ] as const)('of %s is fetched without the key', async (protocol, modelId, answer) => {
    const sent: Request[] = []
    const createSdk = await sdkPackages[protocol].load()
    const sdk = createSdk({
      baseURL: BASE,
      apiKey: KEY,
      headers: { 'x-extra': 'extra' },
      config: {},
      fetch: async (input, init) => {
        const request = new Request(input, init)
        sent.push(request)
        return request.url === elsewhere ? new Response(new Uint8Array([1, 2])) : Response.json(answer)
      },
    })
    const { images } = await sdk.imageModel!(modelId).doGenerate(still)
    expect(images).toEqual([new Uint8Array([1, 2])])
    const strangers = sent.filter(({ url }) => !url.startsWith(BASE))
    expect(strangers.map(({ url }) => url)).toContain(elsewhere)
    for (const { method, headers } of strangers) {
      expect(method).toBe('GET')
      expect(JSON.stringify([...headers])).not.toMatch(new RegExp(`${KEY}|extra`))
    }
  })
})

describe('addresses beside the base URL', () => {
  const isTheirs = (protocol: Protocol, url: string, base: string) =>
    sdkPackages[protocol].isAlsoTheirs(new URL(url), new URL(base))

  it('are the queue of fal, for fal alone', async () => {
    const sent = await sendFirst('fal', { kind: 'videoModel', model: 'fal-ai/ray', baseURL: 'https://fal.run' })
    expect(sent.url).toBe('https://queue.fal.run/fal-ai/ray')
    expect(isTheirs('fal', sent.url, 'https://fal.run')).toBe(true)
    expect(isTheirs('fal', 'http://queue.fal.run/x', 'https://fal.run')).toBe(false)
    expect(isTheirs('fal', sent.url, BASE)).toBe(false)
    expect(isTheirs('anthropic', sent.url, 'https://fal.run')).toBe(false)
  })

  it('are the clusters of Black Forest Labs', () => {
    const base = 'https://api.bfl.ai/v1'
    expect(isTheirs('black-forest-labs', 'https://api.eu1.bfl.ai/v1/get_result', base)).toBe(true)
    for (const url of ['http://api.eu1.bfl.ai/', 'https://bfl.ai.evil.example/', 'https://evilbfl.ai/']) {
      expect(isTheirs('black-forest-labs', url, base)).toBe(false)
    }
    expect(isTheirs('black-forest-labs', 'https://api.eu1.bfl.ai/', BASE)).toBe(false)
  })

  it('are the rerankers of Bedrock, in the same region', async () => {
    const baseURL = 'https://bedrock-runtime.eu-west-1.amazonaws.com'
    const sent = await sendFirst('amazon-bedrock', { kind: 'rerankingModel', model: 'amazon.rerank-v1:0', baseURL })
    expect(sent.url).toBe('https://bedrock-agent-runtime.eu-west-1.amazonaws.com/rerank')
    expect(isTheirs('amazon-bedrock', sent.url, baseURL)).toBe(true)
    expect(isTheirs('amazon-bedrock', sent.url.replace('eu-west-1', 'us-east-1'), baseURL)).toBe(false)
  })
})
