/**
 * What @pydantic/genai-prices says of a model, as the catalogue's capabilities and prices.
 */
import type { ConditionalPrice, ModelInfo, ModelPrice } from '@pydantic/genai-prices'
import type { Capability } from '../src/capabilities/schemas.ts'
import type { CatalogueModel } from './providers.ts'

/**
 * What a model can do, by its id: the package does not say. The first that matches counts; `[]` means that no route of
 * the gateway reaches such a model, so it is left out. `vision` comes from providers.ts.
 */
const CAPABILITY_RULES: readonly { pattern: RegExp; capabilities: readonly Capability[] }[] = [
  { pattern: /realtime|-live-|-omni-|native-audio/, capabilities: [] }, // spoken to over a web socket or a job API
  { pattern: /ocr|computer-use/, capabilities: [] }, // APIs of their own
  { pattern: /moderation/, capabilities: ['moderation'] },
  { pattern: /rerank/, capabilities: ['rerank'] },
  { pattern: /embed|(^|\/)bge-/, capabilities: ['embeddings'] },
  { pattern: /whisper|transcribe|voxtral-mini/, capabilities: ['speech_to_text'] },
  { pattern: /-tts\b/, capabilities: ['audio'] },
  { pattern: /gpt-image|-image\b/, capabilities: ['image'] },
  { pattern: /gpt-audio/, capabilities: ['chat'] }, // chat that hears and speaks
  { pattern: /./, capabilities: ['chat', 'code'] },
]

/** The package's rates that each of our columns has to cover: the highest, since a budget must never undercount. */
const COLUMNS = {
  input: ['input_mtok', 'input_audio_mtok', 'input_image_mtok', 'input_video_mtok'],
  output: ['output_mtok', 'output_audio_mtok', 'output_image_mtok'],
  cachedInput: ['cache_read_mtok', 'cache_audio_read_mtok', 'cache_image_read_mtok'],
  cacheWrite: ['cache_write_mtok', 'cache_write_1h_mtok'],
  audioHour: ['input_audio_hours', 'audio_hours'],
} as const

/** Charged only when the caller asks for the tool: the price of the tokens is known without them. */
const TOOL_RATES = ['web_searches_kcount', 'storage_searches_kcount']

const HELD_RATES: ReadonlySet<string> = new Set([...Object.values(COLUMNS).flat(), ...TOOL_RATES])

/** Why a rate may be above the one that the provider's price page shows first. */
const RATE_REASONS: Readonly<Record<string, string>> = {
  input_audio_mtok: 'audio input',
  input_image_mtok: 'image input',
  input_video_mtok: 'video input',
  output_audio_mtok: 'audio output',
  output_image_mtok: 'image output',
  cache_write_1h_mtok: 'one-hour cache writes',
}

type Rate = { name: string; usd: number; reasons: string[] }

type Pricing = Pick<
  CatalogueModel,
  | 'pricing'
  | 'pricing_input'
  | 'pricing_output'
  | 'pricing_cached_input'
  | 'pricing_cache_write'
  | 'pricing_audio_minute'
  | 'description'
>

type Entry = Pick<ModelInfo, 'prices' | 'name' | 'description' | 'price_comments' | 'context_window'>

/** What a model can do, without `vision`. Empty: nothing that the gateway offers. */
export function deriveCapabilities(modelId: string): Capability[] {
  return [...(CAPABILITY_RULES.find((rule) => rule.pattern.test(modelId))?.capabilities ?? [])]
}

/**
 * The rates of a package entry in USD per 1M tokens (`pricing_audio_minute`: a minute), rounded up to whole micro-USD.
 * Of several (long prompts, peak hours, audio input, an announced increase) the highest, with a description that says
 * so. `unknown` when a rate is missing or in a unit that we do not hold, `free` only where the package says it.
 *
 * @param asOf the day (YYYY-MM-DD, UTC) whose rates count, with those announced for later
 */
export function derivePricing(entry: Entry, capabilities: readonly Capability[], asOf: string): Pricing {
  const rates = listRates(entry, asOf)
  if (rates.length === 0) {
    const words = [entry.name, entry.description, entry.price_comments].join(' ')
    return blankPricing(/\(free\)|\bfree of charge\b/i.test(words) ? 'free' : 'unknown')
  }
  const foreign = rates.find(({ name }) => !HELD_RATES.has(name))
  if (foreign) return blankPricing('unknown', `Charged by ${foreign.name} too, which no price column holds.`)
  if (capabilities.includes('audio')) {
    return blankPricing('unknown', 'Charged by the token, which /audio/speech does not report.')
  }

  // The embeddings route takes text alone.
  const inputNames = capabilities.includes('embeddings') ? COLUMNS.input.slice(0, 1) : COLUMNS.input
  const input = findHighest(rates, inputNames)
  const output = findHighest(rates, COLUMNS.output)
  const cacheWrite = findHighest(rates, COLUMNS.cacheWrite)
  const audioHour = findHighest(rates, COLUMNS.audioHour)
  const hasTokenPrice = input.usd > 0 && (output.usd > 0 || capabilities.includes('embeddings'))
  if (!hasTokenPrice && audioHour.usd === 0) return blankPricing('unknown')
  const reasons = new Set([input, output, cacheWrite].flatMap((rate) => rate.reasons))
  return {
    pricing: 'priced',
    pricing_input: roundUpToMicroUsd(input.usd),
    pricing_output: roundUpToMicroUsd(output.usd),
    pricing_cached_input: roundUpToMicroUsd(findHighest(rates, COLUMNS.cachedInput).usd),
    // Below the input rate, the package means a storage fee that comes on top of it.
    pricing_cache_write: cacheWrite.usd > 0 ? roundUpToMicroUsd(Math.max(cacheWrite.usd, input.usd)) : null,
    pricing_audio_minute: roundUpToMicroUsd(audioHour.usd / 60),
    description: reasons.size === 0 ? '' : `Of several rates the highest is taken: ${[...reasons].join(', ')}.`,
  }
}

/** Every rate that may be charged from `asOf` on, for prompts that fit the context window. */
function listRates(entry: Entry, asOf: string): Rate[] {
  return listPricesInForce(entry.prices, asOf).flatMap(({ prices, reasons }) =>
    Object.entries(prices).flatMap(([name, price]) => {
      if (price === undefined) return []
      const kind = RATE_REASONS[name]
      const why = kind === undefined ? reasons : [...reasons, kind]
      if (typeof price === 'number') return [{ name, usd: price, reasons: why }]
      const reachable = price.tiers.filter(({ start }) => start < (entry.context_window ?? Infinity))
      const tiers = reachable.map((tier) => ({ name, usd: tier.price, reasons: [...why, 'long prompts'] }))
      return [{ name, usd: price.base, reasons: why }, ...tiers]
    }),
  )
}

/** The latest dated prices that have begun, those announced for later, and those of certain hours. */
function listPricesInForce(
  prices: ConditionalPrice[] | ModelPrice,
  asOf: string,
): { prices: ModelPrice; reasons: string[] }[] {
  if (!Array.isArray(prices)) return [{ prices, reasons: [] }]
  const current = prices.findLast(({ constraint }) => {
    return constraint === undefined || (constraint.type === 'start_date' && constraint.start_date <= asOf)
  })
  const others = prices.flatMap(({ constraint, prices: rates }) => {
    if (constraint?.type === 'time_of_date') return [{ prices: rates, reasons: ['peak hours'] }]
    if (constraint === undefined || constraint.start_date <= asOf) return []
    return [{ prices: rates, reasons: [`the increase of ${constraint.start_date}`] }]
  })
  return current ? [{ prices: current.prices, reasons: [] }, ...others] : others
}

/** The highest of the named rates; of equal ones the first. 0 USD: there is none. */
function findHighest(rates: Rate[], names: readonly string[]): Rate {
  const none: Rate = { name: '', usd: 0, reasons: [] }
  return rates
    .filter(({ name }) => names.includes(name))
    .reduce((best, rate) => (rate.usd > best.usd ? rate : best), none)
}

export function blankPricing(pricing: 'free' | 'unknown', description = ''): Pricing {
  return {
    pricing,
    pricing_input: null,
    pricing_output: null,
    pricing_cached_input: null,
    pricing_cache_write: null,
    pricing_audio_minute: null,
    description,
  }
}

/** USD that are whole micro-USD, so that the integer columns hold exactly this. `null` for 0: no such rate. */
function roundUpToMicroUsd(usd: number): number | null {
  if (usd === 0) return null
  // Three more digits first: 0.29 × 1,000,000 is 290,000 and a hair.
  return Math.ceil(Number((usd * 1_000_000).toFixed(3))) / 1_000_000
}
