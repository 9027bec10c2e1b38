import { describe, expect, it } from 'vitest'
import { CAPABILITIES } from '../../src/capabilities/schemas.ts'
import { guessCapabilities } from '../../src/upstreams/model-entries.ts'
import { authHeaders, listUpstreamModels, modelLists } from '../../src/upstreams/model-list.ts'

type Asked = { path: string; query: Record<string, string> }

/** Lists with the given pages as answers. */
async function listPages(protocol: string, ...pages: unknown[]) {
  const asked: Asked[] = []
  const get = async (path: string, query: Record<string, string>) => {
    asked.push({ path, query })
    return pages[asked.length - 1]
  }
  return { models: await listUpstreamModels(get, protocol), asked }
}

const model = (modelId: string, facts: Record<string, unknown> = {}) => ({
  modelId,
  displayName: null,
  capabilities: ['chat'],
  contextWindow: null,
  maxOutputTokens: null,
  ...facts,
})

describe('the model list of', () => {
  it('OpenAI and Azure says ids, and what the models do is guessed', async () => {
    const page = {
      object: 'list',
      data: ['gpt-5', 'text-embedding-3-small', 'gpt-4o-transcribe', 'tts-1-hd', 'gpt-image-1', 'sora-2'].map((id) => ({
        id,
        object: 'model',
        created: 1_700_000_000,
        owned_by: 'openai',
      })),
    }
    const expected = [
      model('gpt-5'),
      model('text-embedding-3-small', { capabilities: ['embeddings'] }),
      model('gpt-4o-transcribe', { capabilities: ['speech_to_text'] }),
      model('tts-1-hd', { capabilities: ['audio'] }),
      model('gpt-image-1', { capabilities: ['image'] }),
      model('sora-2', { capabilities: ['video'] }),
    ]
    for (const protocol of ['openai', 'azure']) {
      const { models, asked } = await listPages(protocol, page)
      expect(models).toEqual(expected)
      expect(asked).toEqual([{ path: '/models', query: {} }])
    }
  })

  it('Groq says limits', async () => {
    const entry = { id: 'openai/gpt-oss-120b', active: true, context_window: 131_072, max_completion_tokens: 65_536 }
    const { models } = await listPages('groq', { object: 'list', data: [entry] })
    expect(models).toEqual([model(entry.id, { contextWindow: 131_072, maxOutputTokens: 65_536 })])
  })

  it('Mistral says capabilities', async () => {
    const none = { completion_chat: false, vision: false, moderation: false, audio_transcription: false }
    const entry = (id: string, capabilities: object) => ({ id, name: id, max_context_length: 32_768, capabilities })
    const { models } = await listPages('mistral', {
      data: [
        entry('mistral-large-latest', { ...none, completion_chat: true, vision: true, function_calling: true }),
        entry('mistral-embed', none),
        entry('voxtral-mini-2602', { ...none, audio_transcription: true }),
        entry('mistral-moderation-latest', { ...none, moderation: true }),
      ],
    })
    expect(models.map(({ capabilities }) => capabilities)).toEqual([
      ['chat', 'vision'],
      ['embeddings'],
      ['speech_to_text'],
      ['moderation'],
    ])
    expect(models[0]).toMatchObject({ displayName: 'mistral-large-latest', contextWindow: 32_768 })
  })

  it('Together is an array of typed entries', async () => {
    const { models } = await listPages('togetherai', [
      { id: 'meta-llama/Llama-4-Maverick', type: 'chat', display_name: 'Llama 4 Maverick', context_length: 1_048_576 },
      { id: 'Salesforce/Llama-Rank-V1', type: 'rerank', context_length: 0 },
      { id: 'cartesia/sonic-3', type: 'audio' },
      { id: 'acme/new', type: 'constructor' },
    ])
    expect(models).toEqual([
      model('meta-llama/Llama-4-Maverick', { displayName: 'Llama 4 Maverick', contextWindow: 1_048_576 }),
      model('Salesforce/Llama-Rank-V1', { capabilities: ['rerank'] }),
      model('cartesia/sonic-3', { capabilities: ['audio'] }),
      model('acme/new'),
    ])
  })

  it('Fireworks and Hugging Face says which models see', async () => {
    const fireworks = { id: 'accounts/fireworks/models/kimi-k3', supports_chat: true, supports_image_input: true }
    expect((await listPages('fireworks', { data: [fireworks] })).models[0]!.capabilities).toEqual(['chat', 'vision'])

    const huggingFace = {
      id: 'Qwen/Qwen3-VL',
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
      providers: [
        { provider: 'a', context_length: 262_144 },
        { provider: 'b', context_length: 131_072 },
        { provider: 'c' },
      ],
    }
    const { models } = await listPages('huggingface', { data: [huggingFace] })
    expect(models).toEqual([model('Qwen/Qwen3-VL', { capabilities: ['chat', 'vision'], contextWindow: 131_072 })])
  })

  it('Anthropic goes on after the last id', async () => {
    const entry = (id: string) => ({
      type: 'model',
      id,
      display_name: `Claude ${id}`,
      max_input_tokens: 1_000_000,
      max_tokens: 128_000,
      capabilities: { image_input: { supported: true }, batch: { supported: true } },
    })
    const { models, asked } = await listPages(
      'anthropic',
      { data: [entry('a'), entry('b')], has_more: true, first_id: 'a', last_id: 'b' },
      { data: [{ type: 'model', id: 'c', display_name: 'Claude C' }], has_more: false, last_id: 'c' },
    )
    expect(asked.map(({ query }) => query)).toEqual([{ limit: '1000' }, { limit: '1000', after_id: 'b' }])
    expect(models).toEqual([
      model('a', {
        displayName: 'Claude a',
        capabilities: ['chat', 'vision'],
        contextWindow: 1_000_000,
        maxOutputTokens: 128_000,
      }),
      model('b', {
        displayName: 'Claude b',
        capabilities: ['chat', 'vision'],
        contextWindow: 1_000_000,
        maxOutputTokens: 128_000,
      }),
      model('c', { displayName: 'Claude C' }),
    ])
  })

  it('Google goes on by token, and says methods', async () => {
    const entry = (name: string, ...methods: string[]) => ({
      name: `models/${name}`,
      displayName: name,
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      supportedGenerationMethods: methods,
    })
    const { models, asked } = await listPages(
      'google',
      { models: [entry('gemini-3-pro', 'generateContent', 'countTokens')], nextPageToken: 'more' },
      {
        models: [
          entry('gemini-embedding-001', 'embedContent'),
          entry('gemini-3-pro-image', 'generateContent'),
          entry('gemini-2.5-flash-tts', 'generateContent'),
          entry('veo-3.1', 'predictLongRunning'),
          entry('gemini-live', 'bidiGenerateContent'),
        ],
      },
    )
    expect(asked.map(({ query }) => query)).toEqual([{ pageSize: '1000' }, { pageSize: '1000', pageToken: 'more' }])
    expect(models[0]).toEqual(
      model('gemini-3-pro', { displayName: 'gemini-3-pro', contextWindow: 1_048_576, maxOutputTokens: 65_536 }),
    )
    expect(models.slice(1).map(({ capabilities }) => capabilities)).toEqual([
      ['embeddings'],
      ['image'],
      ['audio'],
      ['video'],
      null,
    ])
  })

  it('Cohere is at another version, and says endpoints', async () => {
    const { models, asked } = await listPages(
      'cohere',
      {
        models: [
          { name: 'command-a-vision', endpoints: ['chat'], features: ['vision', 'tools'], context_length: 128_000 },
          { name: 'embed-v4.0', endpoints: ['embed', 'classify'], features: null, context_length: 8_192 },
        ],
        next_page_token: 'more',
      },
      {
        models: [
          { name: 'rerank-v4.0', endpoints: ['rerank'] },
          { name: 'old', endpoints: ['summarize'] },
        ],
        next_page_token: '',
      },
    )
    expect(new URL(`https://api.cohere.com/v2${asked[0]!.path}`).pathname).toBe('/v1/models')
    expect(asked.map(({ query }) => query)).toEqual([{ page_size: '1000' }, { page_size: '1000', page_token: 'more' }])
    expect(models).toEqual([
      model('command-a-vision', { capabilities: ['chat', 'vision'], contextWindow: 128_000 }),
      model('embed-v4.0', { capabilities: ['embeddings'], contextWindow: 8_192 }),
      model('rerank-v4.0', { capabilities: ['rerank'] }),
      model('old', { capabilities: null }),
    ])
  })

  it('ElevenLabs says who speaks', async () => {
    const { models } = await listPages('elevenlabs', [
      { model_id: 'eleven_v3', name: 'Eleven v3', can_do_text_to_speech: true, languages: [] },
      { model_id: 'eleven_english_sts_v2', name: 'Voice changer', can_do_text_to_speech: false },
      { model_id: 'scribe_v2', name: 'Scribe', can_do_text_to_speech: false },
    ])
    expect(models.map(({ displayName, capabilities }) => [displayName, capabilities])).toEqual([
      ['Eleven v3', ['audio']],
      ['Voice changer', null],
      ['Scribe', ['speech_to_text']],
    ])
  })

  it('Deepgram has one entry a language, and says each model once', async () => {
    const { models } = await listPages('deepgram', {
      stt: [
        { name: 'general', canonical_name: 'nova-3-general', languages: ['en'], batch: true, streaming: true },
        { name: 'general', canonical_name: 'nova-3-general', languages: ['de'], batch: true, streaming: true },
        { name: 'flux', canonical_name: 'flux-general-en', batch: false, streaming: true },
      ],
      tts: [{ name: 'thalia', canonical_name: 'aura-2-thalia-en' }],
    })
    expect(models).toEqual([
      model('nova-3-general', { capabilities: ['speech_to_text'] }),
      model('flux-general-en', { capabilities: null }),
      model('aura-2-thalia-en', { capabilities: ['audio'] }),
    ])
  })

  it('Workers AI says tasks, and goes on while pages are full', async () => {
    const entry = (name: string, task: string, properties: object[] = []) => ({
      name,
      task: { name: task },
      properties,
    })
    const full = Array.from({ length: 100 }, (_, index) => entry(`@cf/acme/chat-${index}`, 'Text Generation'))
    const { models, asked } = await listPages('workers-ai', full, [
      entry('@cf/meta/llama-vision', 'Text Generation', [
        { property_id: 'context_window', value: '128000' },
        { property_id: 'vision', value: 'true' },
      ]),
      entry('@cf/baai/bge-m3', 'Text Embeddings'),
      entry('@cf/baai/bge-reranker-base', 'Text Classification'),
      entry('@cf/microsoft/resnet-50', 'Image Classification'),
    ])
    expect(asked.map(({ query }) => query)).toEqual([{ per_page: '100' }, { per_page: '100', page: '2' }])
    expect(models.slice(100)).toEqual([
      model('@cf/meta/llama-vision', { capabilities: ['chat', 'vision'], contextWindow: 128_000 }),
      model('@cf/baai/bge-m3', { capabilities: ['embeddings'] }),
      model('@cf/baai/bge-reranker-base', { capabilities: ['rerank'] }),
      model('@cf/microsoft/resnet-50', { capabilities: null }),
    ])
  })
})

describe('a model list', () => {
  it('leaves out what it cannot read, and odd facts of the rest', async () => {
    const entries = [null, 'gpt-5', {}, { id: '' }, { id: 1 }, { id: 'x'.repeat(201) }]
    const odd = { id: 'odd', name: 7, context_length: -1, max_completion_tokens: '10', capabilities: 'all', type: {} }
    const { models } = await listPages('openai', { data: [...entries, odd, { id: 'odd', name: 'again' }] })
    expect(models).toEqual([model('odd')])
  })

  it.each([null, 'no', {}, { data: 'no' }, { error: { message: 'no' } }])('is not %j', async (page) => {
    for (const protocol of Object.keys(modelLists)) {
      await expect(listPages(protocol, page), protocol).rejects.toMatchObject({ code: 'upstream_error' })
    }
  })

  it('without end is refused, for nobody could tell what is missing in it', async () => {
    let asked = 0
    const endless = listUpstreamModels(async () => {
      asked += 1
      return { data: [{ id: `m-${asked}` }], has_more: true, last_id: 'same' }
    }, 'anthropic')
    await expect(endless).rejects.toMatchObject({ code: 'upstream_error' })
    expect(asked).toBe(20)

    const many = (count: number) => ({ data: Array.from({ length: count }, (_, index) => ({ id: `m-${index}` })) })
    expect((await listPages('openai', many(5_000))).models).toHaveLength(5_000)
    await expect(listPages('openai', many(5_001))).rejects.toMatchObject({ code: 'upstream_error' })
  })

  it('is something that not every protocol has', async () => {
    await expect(listPages('luma')).rejects.toMatchObject({ code: 'operation_not_supported' })
  })

  it('is asked for with the key in the header of its protocol', () => {
    const headers = Object.keys(modelLists).map((protocol) => [protocol, authHeaders(protocol, 'KEY')])
    expect(Object.fromEntries(headers)).toMatchObject({
      openai: { authorization: 'Bearer KEY' },
      azure: { 'api-key': 'KEY' },
      anthropic: { 'x-api-key': 'KEY', 'anthropic-version': '2023-06-01' },
      google: { 'x-goog-api-key': 'KEY' },
      cohere: { authorization: 'Bearer KEY' },
      elevenlabs: { 'xi-api-key': 'KEY' },
      deepgram: { authorization: 'Token KEY' },
      'workers-ai': {},
    })
    expect(authHeaders('luma', 'KEY')).toEqual({})
  })
})

describe('a guess from the id', () => {
  it.each([
    ['gpt-5.1-codex', 'chat'],
    ['omni-moderation-latest', 'moderation'],
    ['BAAI/bge-reranker-v2', 'rerank'],
    ['thenlper/gte-large', 'embeddings'],
    ['codestral-embed', 'embeddings'],
    ['whisper-large-v3', 'speech_to_text'],
    ['openai/gpt-4o-mini-tts', 'audio'],
    ['dall-e-3', 'image'],
    ['black-forest-labs/FLUX.1-dev', 'image'],
    ['gemini-3-pro-image-preview', 'image'],
    ['veo-3.1-generate', 'video'],
    ['llama-3.2-11b-vision', 'chat'],
  ])('of %s is %s', (modelId, capability) => {
    expect(guessCapabilities(modelId)).toEqual([capability])
    expect(CAPABILITIES).toContain(capability)
  })
})
