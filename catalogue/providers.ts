/**
 * The providers of the catalogue, kept by hand: what the price package does not know about them.
 *
 * A provider belongs here if people use it, it has one fixed base URL that speaks a protocol of the gateway, and
 * @pydantic/genai-prices knows prices of models that it serves today. Left out on these grounds: Azure OpenAI, Amazon
 * Bedrock, Vertex AI and Cloudflare Workers AI (the URL holds the customer's account), Voyage AI (its usage has no
 * `prompt_tokens`), Perplexity (chat completions ended on 2026-09-27, its Agent API speaks /responses) and
 * Novita (the package's list is from early 2025).
 *
 * `npm run catalogue:refresh` turns this and the package into catalogue.json.
 */

import type { Capability } from '../src/capabilities/schemas.ts'

/** One model of catalogue.json. Prices in USD: per 1M tokens, `pricing_audio_minute` per minute. */
export type CatalogueModel = {
  /** What the provider's API takes as `model`. */
  model_id: string
  name: string
  display_name: string
  /** Says which rate was taken where the provider has several. */
  description: string
  capabilities: Capability[]
  context_window: number | null
  max_output_tokens: number | null
  pricing: 'priced' | 'free' | 'unknown'
  pricing_input: number | null
  pricing_output: number | null
  pricing_cached_input: number | null
  pricing_cache_write: number | null
  pricing_audio_minute: number | null
}

export type ProviderFacts = {
  slug: string
  name: string
  display_name: string
  description: string
  website: string
  /** `openai` for whoever speaks its wire format; a protocol of its own where that serves more. */
  protocol: 'openai' | 'anthropic' | 'google' | 'cohere'
  /** With its version path: the gateway appends `/chat/completions` and the like. */
  api_base_url: string
}

export type CatalogueProvider = ProviderFacts & { models: CatalogueModel[] }

export type Catalogue = {
  /** Package and version. */
  source: string
  /** The day (UTC) for which dated prices and shutdowns were read. */
  as_of: string
  providers: CatalogueProvider[]
}

/** Where the package holds a provider's models, and which of them to take. Patterns match the package's model id. */
export type Source = {
  /** The package's provider id. */
  id: string
  include: readonly RegExp[]
  exclude?: readonly { pattern: RegExp; reason: string }[]
  /** API ids of entries that the package calls by another name; it must price each of them as that entry. */
  ids?: Readonly<Record<string, readonly string[]>>
  /** Appended to the API id, to pin a router to the upstream whose price this is. */
  suffix?: string
}

export type ProviderEntry = ProviderFacts & {
  sources: readonly Source[]
  /** API ids that take images, by the provider's own documentation. The package does not say. */
  vision?: readonly RegExp[]
  /** API id → the day (UTC) from which the provider no longer serves it, as announced. */
  retires?: Readonly<Record<string, string>>
  /** API id → why its price cannot be held. */
  unpriced?: Readonly<Record<string, string>>
  /** API id → rates in the package's own keys, where the package is known to be out of date. */
  corrections?: Readonly<Record<string, Readonly<Record<string, number>>>>
}

const ONLY_RESPONSES = 'answers /responses only'
const NO_SPEECH_ROUTE = 'no /audio/speech on this surface'

export const providers: readonly ProviderEntry[] = [
  {
    slug: 'openai',
    name: 'OpenAI',
    display_name: 'OpenAI',
    description: 'GPT models for chat, code and vision, with image, speech and embedding models.',
    website: 'https://openai.com',
    protocol: 'openai',
    api_base_url: 'https://api.openai.com/v1',
    sources: [
      {
        id: 'openai',
        include: [/^gpt-/, /^o\d/, /^text-embedding-/, /^whisper-/, /^moderation$/],
        exclude: [
          { pattern: /-pro$|-codex(-mini)?$|-deep-research$/, reason: ONLY_RESPONSES },
          { pattern: /^gpt-3\.5|^gpt-4-|^gpt-4\.5|^gpt-4o.*-preview$|^o1-(mini|preview)$/, reason: 'shut down' },
          { pattern: /^gpt-5\.3$/, reason: 'chat variant, shut down on 2026-08-10' },
          { pattern: /:|\.ft-/, reason: "fine-tuned, or another vendor's variant" },
        ],
        ids: { moderation: ['omni-moderation-latest'] },
      },
    ],
    // "Input: text, image" on each model's page at developers.openai.com/api/docs/models.
    vision: [/^gpt-4o(-mini)?$/, /^gpt-4\.1/, /^gpt-[56]/, /^o3$/],
    // developers.openai.com/api/docs/deprecations
    retires: {
      'gpt-4': '2026-10-23',
      'gpt-4.1-nano': '2026-10-23',
      'gpt-4o-2024-05-13': '2026-10-23',
      'gpt-image-1': '2026-10-23',
      o1: '2026-10-23',
      'o3-mini': '2026-10-23',
      'o4-mini': '2026-10-23',
      'gpt-image-1-mini': '2026-12-01',
      'gpt-image-1.5': '2026-12-01',
      'gpt-5': '2026-12-11',
      'gpt-5-mini': '2026-12-11',
      'gpt-5-nano': '2026-12-11',
      o3: '2026-12-11',
      'gpt-4o-mini-tts': '2027-01-06',
      'gpt-4.1': '2027-01-14',
      'gpt-4.1-mini': '2027-01-14',
      'gpt-4o': '2027-01-14',
      'gpt-4o-mini': '2027-01-14',
      'gpt-audio': '2027-01-20',
      'gpt-audio-mini': '2027-01-20',
      'gpt-4o-mini-transcribe': '2027-02-26',
      'gpt-4o-transcribe': '2027-02-26',
      'whisper-1': '2027-02-26',
      'gpt-5.1': '2027-04-01',
      'gpt-5.4-nano': '2027-04-01',
    },
  },
  {
    slug: 'anthropic',
    name: 'Anthropic',
    display_name: 'Anthropic',
    description: 'Claude models for chat, code and agents.',
    website: 'https://www.anthropic.com',
    protocol: 'anthropic',
    api_base_url: 'https://api.anthropic.com/v1',
    sources: [{ id: 'anthropic', include: [/^claude-(fable|haiku|opus|sonnet)-/] }],
    // "All current Claude models support text and image input": platform.claude.com/docs, models overview.
    vision: [/^claude-/],
    // platform.claude.com/docs/en/about-claude/model-deprecations
    retires: {
      'claude-opus-4-0': '2026-06-15',
      'claude-sonnet-4-0': '2026-06-15',
      'claude-opus-4-1': '2026-08-05',
      'claude-sonnet-4-5': '2026-11-30',
    },
  },
  {
    slug: 'google',
    name: 'Google',
    display_name: 'Google Gemini',
    description: 'Gemini and Gemma models of the Gemini API.',
    website: 'https://ai.google.dev',
    protocol: 'google',
    api_base_url: 'https://generativelanguage.googleapis.com/v1beta',
    sources: [
      {
        id: 'google',
        include: [/^gemini-(2\.5|3|embedding)/, /^gemma-4-/],
        exclude: [
          { pattern: /-tts$/, reason: NO_SPEECH_ROUTE },
          { pattern: /-maas$/, reason: 'Vertex AI only' },
        ],
        ids: {
          'gemini-3-pro-image-preview': ['gemini-3-pro-image'],
          'gemini-3.1-flash-image-preview': ['gemini-3.1-flash-image'],
        },
      },
    ],
    // Every Gemini chat model and Gemma 4 take images: ai.google.dev/gemini-api/docs/image-understanding
    vision: [/^gemini-[\d.]+-(pro|flash)/, /^gemma-4-/],
    // ai.google.dev/gemini-api/docs/deprecations
    retires: {
      'gemini-3-pro-preview': '2026-03-09',
      'gemini-2.5-flash-image': '2026-10-02',
      'gemini-2.5-flash': '2026-12-01',
      'gemini-2.5-pro': '2026-12-01',
    },
  },
  {
    slug: 'mistral',
    name: 'Mistral',
    display_name: 'Mistral AI',
    description: 'Mistral, Ministral, Codestral and Voxtral models from a European lab.',
    website: 'https://mistral.ai',
    protocol: 'openai',
    api_base_url: 'https://api.mistral.ai/v1',
    sources: [
      {
        id: 'mistral',
        // The package keeps every generation; these are the ones that docs.mistral.ai/models does not list as retired.
        // The `-latest` aliases are left out: some of them have moved to models of another price since.
        include: [
          /^codestral-2508$/,
          /^ministral-(3b|8b|14b)-2512$/,
          /^mistral-(large-2512|medium-3-5|small-2603|embed)$/,
          /^voxtral-(mini-2602|small-24b-2507)$/,
        ],
        ids: { 'voxtral-small-24b-2507': ['voxtral-small-2507'] },
      },
    ],
    vision: [/^ministral-/, /^mistral-(large-2512|medium-3-5|small-2603)$/],
  },
  {
    slug: 'groq',
    name: 'Groq',
    display_name: 'Groq',
    description: 'Open models at very high speed on LPU hardware, with Whisper transcription.',
    website: 'https://groq.com',
    protocol: 'openai',
    api_base_url: 'https://api.groq.com/openai/v1',
    sources: [{ id: 'groq', include: [/^openai\/gpt-oss-(20|120)b$/, /^whisper-/] }],
    unpriced: {
      'whisper-large-v3': 'Billed for at least 10 seconds a request, which a price per minute would undercount.',
      'whisper-large-v3-turbo': 'Billed for at least 10 seconds a request, which a price per minute would undercount.',
    },
  },
  {
    slug: 'deepseek',
    name: 'DeepSeek',
    display_name: 'DeepSeek',
    description: 'DeepSeek chat and reasoning models with a 1M token context.',
    website: 'https://www.deepseek.com',
    protocol: 'openai',
    api_base_url: 'https://api.deepseek.com/v1',
    // The older names were switched off on 2026-07-24: api-docs.deepseek.com/news/news260424
    sources: [{ id: 'deepseek', include: [/^deepseek-v([4-9]|\d\d)/] }],
  },
  {
    slug: 'xai',
    name: 'xAI',
    display_name: 'xAI',
    description: 'Grok models for chat, code and agents.',
    website: 'https://x.ai',
    protocol: 'openai',
    api_base_url: 'https://api.x.ai/v1',
    sources: [
      {
        id: 'x-ai',
        // The earlier ones were retired on 2026-05-15: docs.x.ai/docs/migration/may-15-retirement
        include: [/^grok-(4\.[3-9]|[5-9])/, /^grok-build-/],
      },
    ],
    vision: [/^grok-/],
  },
  {
    slug: 'together',
    name: 'Together AI',
    display_name: 'Together AI',
    description: 'Serverless inference for open models.',
    website: 'https://www.together.ai',
    protocol: 'openai',
    api_base_url: 'https://api.together.xyz/v1',
    // The package's list is mostly of models that Together no longer serves.
    sources: [{ id: 'together', include: [/^meta-llama\/Llama-3\.3-70B-Instruct-Turbo$/] }],
  },
  {
    slug: 'fireworks',
    name: 'Fireworks AI',
    display_name: 'Fireworks AI',
    description: 'Fast serverless inference for open models.',
    website: 'https://fireworks.ai',
    protocol: 'openai',
    api_base_url: 'https://api.fireworks.ai/inference/v1',
    sources: [
      {
        id: 'fireworks',
        // docs.fireworks.ai/serverless/pricing
        include: [
          /^deepseek-v4-flash$/,
          /^glm-5p2/,
          /^gpt-oss-120b$/,
          /^inkling$/,
          /^kimi-k2p7/,
          /^kimi-k3/,
          /^minimax-m3$/,
          /^nemotron-3-ultra/,
          /^qwen3p7-plus$/,
        ],
        ids: {
          'deepseek-v4-flash': ['accounts/fireworks/models/deepseek-v4-flash-0731'],
          'glm-5p2-fast': ['accounts/fireworks/routers/glm-5p2-fast'],
        },
      },
    ],
    vision: [/\/kimi-k3/, /\/qwen3p7-plus$/],
  },
  {
    slug: 'openrouter',
    name: 'OpenRouter',
    display_name: 'OpenRouter',
    description: 'One API in front of many providers and models.',
    website: 'https://openrouter.ai',
    protocol: 'openai',
    api_base_url: 'https://openrouter.ai/api/v1',
    sources: [
      {
        id: 'openrouter',
        // The package keeps some 700, most of them gone. Taken are the makers that serve their own models: what an
        // open model costs depends on the host that OpenRouter picks, and Qwen's and MiniMax's long prompts cost more
        // than the package says.
        include: [
          /^amazon\/nova-[\w-]+$/,
          /^anthropic\/claude-(fable|haiku|opus|sonnet)-(4\.[5-9]|[5-9])(\.\d)?$/,
          /^cohere\/command-(a|r7b-12-2024)$/,
          /^google\/gemini-([4-9]|3\.[5-9])[\w.-]*$/,
          /^mistralai\/(codestral-2508|mistral-medium-3-5)$/,
          /^openai\/gpt-(4o|4o-mini|4\.1|4\.1-mini)$/,
          /^openai\/gpt-(5\.[1-9]|[6-9])(-(mini|nano|pro|codex|astra|luna|sol|terra))?$/,
        ],
        exclude: [
          { pattern: /^openai\/gpt-5\.6-sol$/, reason: "half of OpenAI's own price: mistaken for GPT-6 Sol's" },
          { pattern: /-preview$/, reason: 'preview' },
        ],
      },
    ],
    vision: [
      /^amazon\/nova-(2-lite|lite|pro|premier)-/,
      /^anthropic\/claude-/,
      /^google\/gemini-/,
      /^mistralai\/mistral-medium-3-5$/,
      /^openai\/gpt-(4o|4\.1|5|6)/,
    ],
  },
  {
    slug: 'cerebras',
    name: 'Cerebras',
    display_name: 'Cerebras',
    description: 'Open models at very high speed on wafer-scale hardware.',
    website: 'https://www.cerebras.ai',
    protocol: 'openai',
    api_base_url: 'https://api.cerebras.ai/v1',
    sources: [{ id: 'cerebras', include: [/./] }],
    retires: { 'gemma-4-31b': '2026-09-10' },
  },
  {
    slug: 'cohere',
    name: 'Cohere',
    display_name: 'Cohere',
    description: 'Command models and embeddings for enterprises.',
    website: 'https://cohere.com',
    protocol: 'cohere',
    api_base_url: 'https://api.cohere.com/v2',
    sources: [
      {
        id: 'cohere',
        include: [/^c4ai-aya-/, /^command-/, /^embed-/],
        ids: {
          'command-a': ['command-a-03-2025'],
          'command-r': ['command-r-08-2024'],
          'command-r-plus': ['command-r-plus-08-2024'],
          'command-r7b': ['command-r7b-12-2024'],
        },
      },
    ],
  },
  {
    slug: 'huggingface',
    name: 'Hugging Face',
    display_name: 'Hugging Face Inference Providers',
    description: 'A router to open models at several inference providers, with one key.',
    website: 'https://huggingface.co',
    protocol: 'openai',
    // huggingface.co/docs/inference-providers: `model:provider` pins the provider, and so the price.
    api_base_url: 'https://router.huggingface.co/v1',
    sources: [
      { id: 'huggingface_groq', suffix: ':groq', include: [/^openai\/gpt-oss-/] },
      {
        id: 'huggingface_novita',
        suffix: ':novita',
        include: [
          /^Qwen\/Qwen3\.5-/,
          /^deepseek-ai\/DeepSeek-V3\.2$/,
          /^meta-llama\/Llama-3\.[13]-/,
          /^moonshotai\/Kimi-K2\.5$/,
          /^openai\/gpt-oss-/,
          /^zai-org\/GLM-(4\.7|5)$/,
        ],
      },
      {
        id: 'huggingface_ovhcloud',
        suffix: ':ovhcloud',
        include: [/^meta-llama\/Llama-3\.3-/, /^openai\/gpt-oss-/],
      },
      {
        id: 'huggingface_together',
        suffix: ':together',
        include: [/^Qwen\/Qwen3\.5-/, /^meta-llama\/Llama-3\.3-/, /^openai\/gpt-oss-/],
      },
    ],
  },
  {
    slug: 'moonshot',
    name: 'Moonshot AI',
    display_name: 'Moonshot AI (Kimi)',
    description: 'Kimi models for long context, agents and code.',
    website: 'https://platform.kimi.ai',
    protocol: 'openai',
    api_base_url: 'https://api.moonshot.ai/v1',
    // The models of platform.kimi.ai/docs/models
    sources: [{ id: 'moonshotai', include: [/^kimi-k(2\.[6-9]|[3-9])/] }],
    vision: [/^kimi-/],
  },
  {
    slug: 'zai',
    name: 'Z.AI',
    display_name: 'Z.AI',
    description: 'GLM models for agents and code, the international platform of Zhipu AI.',
    website: 'https://z.ai',
    protocol: 'openai',
    // docs.z.ai/guides/develop/openai/python
    api_base_url: 'https://api.z.ai/api/paas/v4',
    sources: [
      {
        id: 'zai',
        include: [/^GLM-/],
        ids: { 'GLM-5.2': ['glm-5.2'], 'GLM-5.3': ['glm-5.3'], 'GLM-5.3-Flash': ['glm-5.3-flash'] },
      },
    ],
    vision: [/-flash$/],
    // The package holds the launch offer that ended on 2026-09-09, and names the list price in its comment.
    corrections: { 'glm-5.3-flash': { input_mtok: 0.15, cache_read_mtok: 0.03, output_mtok: 0.5 } },
  },
  {
    slug: 'minimax',
    name: 'MiniMax',
    display_name: 'MiniMax',
    description: 'MiniMax models for code and agents, with a long context.',
    website: 'https://www.minimax.io',
    protocol: 'openai',
    // platform.minimax.io/docs/api-reference/text-openai-api
    api_base_url: 'https://api.minimax.io/v1',
    sources: [
      {
        id: 'minimax',
        include: [/^MiniMax-M/, /^minimax-m3$/],
        ids: { 'MiniMax-M2': ['MiniMax-M2', 'MiniMax-M2.1', 'MiniMax-M2.5'], 'minimax-m3': ['MiniMax-M3'] },
      },
    ],
    vision: [/^MiniMax-M3$/],
  },
  {
    slug: 'ovhcloud',
    name: 'OVHcloud',
    display_name: 'OVHcloud AI Endpoints',
    description: 'Open models hosted in the European Union.',
    website: 'https://www.ovhcloud.com/en/public-cloud/ai-endpoints/',
    protocol: 'openai',
    api_base_url: 'https://oai.endpoints.kepler.ai.cloud.ovh.net/v1',
    sources: [
      {
        id: 'ovhcloud',
        // Its public /v1/models, read on 2026-09-28.
        include: [
          /^Meta-Llama-3_3-70B-Instruct$/,
          /^Mistral-(7B-Instruct-v0\.3|Nemo-Instruct-2407|Small-3\.2-24B-Instruct-2506)$/,
          /^Qwen(2\.5-VL-72B-Instruct|3-Coder-30B-A3B-Instruct)$/,
          /^bge-(m3|multilingual-gemma2)$/,
          /^gpt-oss-/,
        ],
      },
    ],
    vision: [/-VL-/],
  },
  {
    slug: 'baseten',
    name: 'Baseten',
    display_name: 'Baseten Model APIs',
    description: 'Hosted open models with automatic prompt caching.',
    website: 'https://www.baseten.co',
    protocol: 'openai',
    api_base_url: 'https://inference.baseten.co/v1',
    sources: [{ id: 'baseten', include: [/./] }],
    vision: [/GLM-5\.3-Flash$/],
  },
]
