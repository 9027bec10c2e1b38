/**
 * What recordings say they used, read from their raw JSON without any of the code under test: one reader for each provider,
 * by that provider's own rules. They are strict: a recording that breaks its provider's rule fails here.
 */
import type { Raw } from '../upstreams/bridge/recorded/told.ts'

/** In the words of the API. Parts are counted within the whole: cached and written in input, reasoning in output. */
export type Used = {
  input_tokens: number
  cached_input_tokens: number
  cache_write_tokens: number
  output_tokens: number
  reasoning_tokens: number
  images: number
  characters: number
  audio_seconds: number
  video_seconds: number
}

export const nothing: Used = {
  input_tokens: 0,
  cached_input_tokens: 0,
  cache_write_tokens: 0,
  output_tokens: 0,
  reasoning_tokens: 0,
  images: 0,
  characters: 0,
  audio_seconds: 0,
  video_seconds: 0,
}

/**
 * Chat and completions of OpenAI, Azure, Groq and Mistral: `prompt_tokens` has the cached ones in it, `completion_tokens` the
 * reasoning, and the total is their sum. Mistral does not say how much of its output was reasoning.
 */
export function readOpenAi(usage: Raw): Used {
  const { prompt_tokens: input, completion_tokens: output, total_tokens: total } = usage
  demand(input + output === total, usage)
  return {
    ...nothing,
    input_tokens: input,
    cached_input_tokens: usage.prompt_tokens_details?.cached_tokens ?? 0,
    output_tokens: output,
    reasoning_tokens: usage.completion_tokens_details?.reasoning_tokens ?? 0,
  }
}

/** DeepSeek's prompt is what hit its cache and what missed it. Reasoning is in `completion_tokens`. */
export function readDeepSeek(usage: Raw): Used {
  const { prompt_cache_hit_tokens: hit, prompt_cache_miss_tokens: miss } = usage
  demand(hit + miss === usage.prompt_tokens, usage)
  return { ...readOpenAi(usage), input_tokens: hit + miss, cached_input_tokens: hit }
}

/** xAI leaves reasoning out of `completion_tokens`; the total has it, and it is billed as output. */
export function readXai(usage: Raw): Used {
  const { prompt_tokens: input, completion_tokens: spoken, total_tokens: total } = usage
  const reasoning = usage.completion_tokens_details.reasoning_tokens
  demand(input + spoken + reasoning === total, usage)
  return {
    ...nothing,
    input_tokens: input,
    cached_input_tokens: usage.prompt_tokens_details.cached_tokens,
    output_tokens: spoken + reasoning,
    reasoning_tokens: reasoning,
  }
}

/** OpenAI's responses: cached tokens are in `input_tokens`, reasoning in `output_tokens`. */
export function readResponseUsage(usage: Raw): Used {
  const { input_tokens: input, output_tokens: output, input_tokens_details, output_tokens_details } = usage
  demand(input + output === usage.total_tokens, usage)
  return {
    ...nothing,
    input_tokens: input,
    cached_input_tokens: input_tokens_details.cached_tokens,
    cache_write_tokens: input_tokens_details.cache_write_tokens ?? 0,
    output_tokens: output,
    reasoning_tokens: output_tokens_details.reasoning_tokens,
  }
}

/** Vectors have no output: the total is the prompt. */
export function readEmbeddingUsage(usage: Raw): Used {
  demand(usage.prompt_tokens === usage.total_tokens, usage)
  return { ...nothing, input_tokens: usage.prompt_tokens }
}

/**
 * Anthropic's `input_tokens` leaves out what was read from a cache and written to one. Where an answer took several rounds,
 * `iterations` lists them: the figures beside it have those of the model itself only, not those of a compaction, nor those
 * of an advisor, which is another model. After a fallback the list has the refused try too, which is not billed.
 */
export function readAnthropic(usage: Raw, { countsAdvisor }: { countsAdvisor: boolean }): Used {
  const listed: Raw[] = usage.iterations ?? []
  const isFallback = listed.some(({ type }) => type === 'fallback_message')
  const rounds = listed.length === 0 || isFallback ? [usage] : listed
  const counted = rounds.filter(({ type }) => countsAdvisor || type !== 'advisor_message')
  const sum = (field: string) => counted.reduce((total, round) => total + (round[field] ?? 0), 0)
  const [read, written] = [sum('cache_read_input_tokens'), sum('cache_creation_input_tokens')]
  return {
    ...nothing,
    input_tokens: sum('input_tokens') + read + written,
    cached_input_tokens: read,
    cache_write_tokens: written,
    output_tokens: sum('output_tokens'),
    reasoning_tokens: usage.output_tokens_details?.thinking_tokens ?? 0,
  }
}

/** In a stream Anthropic says running totals, in the start and in each delta: what a later one leaves out stands. */
export function joinAnthropicUsage(events: Raw[]): Raw {
  const withoutNulls = (said: object) => Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null))
  return Object.assign({}, ...events.map((event) => withoutNulls(event.message?.usage ?? event.usage ?? {})))
}

/**
 * Google's `promptTokenCount` has the cached ones in it, and not what tools brought in. `candidatesTokenCount` leaves out
 * what was thought. Each event of a stream has a running total; some have none yet.
 */
export function readGoogle(events: Raw[]): Used {
  const usage = events.map((event) => event.usageMetadata).findLast((said) => said?.promptTokenCount !== undefined)
  const input = usage.promptTokenCount + (usage.toolUsePromptTokenCount ?? 0)
  const thought = usage.thoughtsTokenCount ?? 0
  demand(input + usage.candidatesTokenCount + thought === usage.totalTokenCount, usage)
  return {
    ...nothing,
    input_tokens: input,
    cached_input_tokens: usage.cachedContentTokenCount ?? 0,
    output_tokens: usage.candidatesTokenCount + thought,
    reasoning_tokens: thought,
  }
}

/** Transcripts are billed by the second of audio, in OpenAI's words or in Mistral's; OpenAI rounds its seconds up. */
export function readAudio(usage: Raw): Used {
  return { ...nothing, audio_seconds: usage.seconds ?? usage.prompt_audio_seconds }
}

function demand(isTrue: boolean, usage: Raw): void {
  if (!isTrue) throw new Error(`These figures are not by the rule of their provider: ${JSON.stringify(usage)}`)
}
