/** Prices in the API (USD) ⇄ prices in the row (whole micro-USD). */
import { z } from '../platform/zod.ts'
import type { ModelRow } from '../db/rows.ts'
import { usdAmount } from '../http/money.ts'
import type { Prices } from '../ledger/pricing.ts'
import { toMicroUsd, toUsd } from '../platform/money.ts'

const price = (description: string) =>
  usdAmount.nullable().openapi({ description: `USD ${description}. \`null\`: none.` })

export const pricingFields = {
  pricing: z
    .enum(['priced', 'free', 'unknown'])
    .openapi({ description: 'A model of unknown price is refused under a budget; it is never counted as free.' }),
  pricing_input: price('per million input tokens'),
  pricing_cached_input: price('per million cached input tokens'),
  pricing_cache_write: price('per million tokens written to a cache'),
  pricing_output: price('per million output tokens'),
  pricing_image: price('per image'),
  pricing_characters: price('per 1,000 characters'),
  pricing_audio_minute: price('per minute of audio'),
  pricing_video_second: price('per second of video'),
}

const columns = {
  pricing_input: 'priceInputMicroUsd',
  pricing_cached_input: 'priceCachedInputMicroUsd',
  pricing_cache_write: 'priceCacheWriteMicroUsd',
  pricing_output: 'priceOutputMicroUsd',
  pricing_image: 'priceImageMicroUsd',
  pricing_characters: 'priceCharactersMicroUsd',
  pricing_audio_minute: 'priceAudioMinuteMicroUsd',
  pricing_video_second: 'priceVideoSecondMicroUsd',
} as const satisfies Record<string, keyof ModelRow>

type PriceField = keyof typeof columns
type PriceColumn = (typeof columns)[PriceField]
export type PriceColumns = Pick<ModelRow, PriceColumn | 'priceStatus'>

const fields = Object.keys(columns) as PriceField[]

type SentPrices = { [F in PriceField]?: number | null | undefined } & {
  pricing?: ModelRow['priceStatus'] | undefined
}

export const noPrices: PriceColumns = {
  priceStatus: 'unknown',
  priceInputMicroUsd: null,
  priceCachedInputMicroUsd: null,
  priceCacheWriteMicroUsd: null,
  priceOutputMicroUsd: null,
  priceImageMicroUsd: null,
  priceCharactersMicroUsd: null,
  priceAudioMinuteMicroUsd: null,
  priceVideoSecondMicroUsd: null,
}

/** The columns that were sent. Whoever sends a price and no status means `priced`. */
export function toPriceColumns(sent: SentPrices): Partial<PriceColumns> {
  const change: Partial<PriceColumns> = {}
  for (const field of fields) {
    const usd = sent[field]
    if (usd !== undefined) change[columns[field]] = usd === null ? null : toMicroUsd(usd)
  }
  const sentAnyPrice = fields.some((field) => typeof sent[field] === 'number')
  const priceStatus = sent.pricing ?? (sentAnyPrice ? 'priced' : undefined)
  return { ...change, ...(priceStatus && { priceStatus }) }
}

/** Why status and prices do not go together, if they don't. */
export function explainPriceConflict(row: PriceColumns): string | null {
  const hasPrice = fields.some((field) => row[columns[field]] !== null)
  if (row.priceStatus === 'priced' && !hasPrice) return 'is priced but has no price'
  if (row.priceStatus !== 'priced' && hasPrice) return `is ${row.priceStatus} but has a price`
  return null
}

export function toPricing(row: PriceColumns) {
  const usd = (column: PriceColumn) => {
    const microUsd = row[column]
    return microUsd === null ? null : toUsd(microUsd)
  }
  return {
    pricing: row.priceStatus,
    pricing_input: usd('priceInputMicroUsd'),
    pricing_cached_input: usd('priceCachedInputMicroUsd'),
    pricing_cache_write: usd('priceCacheWriteMicroUsd'),
    pricing_output: usd('priceOutputMicroUsd'),
    pricing_image: usd('priceImageMicroUsd'),
    pricing_characters: usd('priceCharactersMicroUsd'),
    pricing_audio_minute: usd('priceAudioMinuteMicroUsd'),
    pricing_video_second: usd('priceVideoSecondMicroUsd'),
  }
}

/** What the ledger needs to price tokens. */
export function toTokenPrices(row: PriceColumns): Prices {
  return {
    status: row.priceStatus,
    inputMicroUsd: row.priceInputMicroUsd,
    cachedInputMicroUsd: row.priceCachedInputMicroUsd,
    outputMicroUsd: row.priceOutputMicroUsd,
  }
}
