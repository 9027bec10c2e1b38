/** Prices in the API (USD) ⇄ prices in the row (whole micro-USD). */
import { z } from '../platform/zod.ts'
import type { ModelRow } from '../db/rows.ts'
import { usdAmount } from '../http/money.ts'
import { listQuery, pageOf } from '../http/pages.ts'
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
  pricing_reasoning: price('per million reasoning tokens, in place of `pricing_output`'),
  pricing_request: price('per request, beside what it uses'),
  pricing_image: price('per image'),
  pricing_image_variants: z
    .array(
      z.strictObject({
        size: z.string().max(40).nullable().default(null).openapi({ example: '1024x1024' }),
        quality: z.string().max(40).nullable().default(null).openapi({ example: 'hd' }),
        price: usdAmount,
      }),
    )
    .max(100)
    .openapi({
      description:
        'USD per image of a size and quality (`null`: any), before `pricing_image`. The first that fits a call is its price.',
    }),
  pricing_characters: price('per 1,000 characters'),
  pricing_audio_minute: price('per minute of audio'),
  pricing_video_second: price('per second of video'),
}

const columns = {
  pricing_input: 'priceInputMicroUsd',
  pricing_cached_input: 'priceCachedInputMicroUsd',
  pricing_cache_write: 'priceCacheWriteMicroUsd',
  pricing_output: 'priceOutputMicroUsd',
  pricing_reasoning: 'priceReasoningMicroUsd',
  pricing_request: 'priceRequestMicroUsd',
  pricing_image: 'priceImageMicroUsd',
  pricing_characters: 'priceCharactersMicroUsd',
  pricing_audio_minute: 'priceAudioMinuteMicroUsd',
  pricing_video_second: 'priceVideoSecondMicroUsd',
} as const satisfies Record<string, keyof ModelRow>

type PriceField = keyof typeof columns
type PriceColumn = (typeof columns)[PriceField]
export type PriceColumns = Pick<ModelRow, PriceColumn | 'priceStatus' | 'priceImageVariants'>

const fields = Object.keys(columns) as PriceField[]

type SentPrices = { [F in PriceField]?: number | null | undefined } & {
  pricing?: ModelRow['priceStatus'] | undefined
  pricing_image_variants?: { size: string | null; quality: string | null; price: number }[] | undefined
}

const amount = z.number().int().nullable().default(null)

/** What the history holds of a price. A row from before there was a column says nothing of it: there was no such price. */
const storedPrices = z.object({
  priceStatus: z.enum(['priced', 'free', 'unknown']).default('unknown'),
  priceInputMicroUsd: amount,
  priceCachedInputMicroUsd: amount,
  priceCacheWriteMicroUsd: amount,
  priceOutputMicroUsd: amount,
  priceReasoningMicroUsd: amount,
  priceRequestMicroUsd: amount,
  priceImageMicroUsd: amount,
  priceImageVariants: z
    .array(z.object({ size: z.string().nullable(), quality: z.string().nullable(), microUsd: z.number().int() }))
    .default([]),
  priceCharactersMicroUsd: amount,
  priceAudioMinuteMicroUsd: amount,
  priceVideoSecondMicroUsd: amount,
})

export const noPrices: PriceColumns = storedPrices.parse({})

/** The columns that were sent. Whoever sends a price and no status means `priced`. */
export function toPriceColumns(sent: SentPrices): Partial<PriceColumns> {
  const change: Partial<PriceColumns> = {}
  for (const field of fields) {
    const usd = sent[field]
    if (usd !== undefined) change[columns[field]] = usd === null ? null : toMicroUsd(usd)
  }
  const variants = sent.pricing_image_variants?.map(({ price: usd, ...variant }) => ({
    ...variant,
    microUsd: toMicroUsd(usd),
  }))
  const sentAnyPrice = fields.some((field) => typeof sent[field] === 'number') || (variants?.length ?? 0) > 0
  const priceStatus = sent.pricing ?? (sentAnyPrice ? 'priced' : undefined)
  return { ...change, ...(variants && { priceImageVariants: variants }), ...(priceStatus && { priceStatus }) }
}

/** Why status and prices do not go together, if they don't. */
export function explainPriceConflict(row: PriceColumns): string | null {
  const hasPrice = fields.some((field) => row[columns[field]] !== null) || row.priceImageVariants.length > 0
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
    pricing_reasoning: usd('priceReasoningMicroUsd'),
    pricing_request: usd('priceRequestMicroUsd'),
    pricing_image: usd('priceImageMicroUsd'),
    pricing_image_variants: row.priceImageVariants.map(({ microUsd, ...variant }) => ({
      ...variant,
      price: toUsd(microUsd),
    })),
    pricing_characters: usd('priceCharactersMicroUsd'),
    pricing_audio_minute: usd('priceAudioMinuteMicroUsd'),
    pricing_video_second: usd('priceVideoSecondMicroUsd'),
  }
}

/** One of the prices that a model has had. */
export const ModelPrice = z
  .object({
    valid_from: z.string(),
    valid_until: z.string().nullable().openapi({ description: '`null`: it holds now.' }),
    ...pricingFields,
  })
  .openapi('ModelPrice')

export const ModelPricePage = pageOf(ModelPrice, 'ModelPricePage')
export const ModelPriceQuery = listQuery(['valid_from'], '-valid_from').pick({ limit: true, offset: true })

export function toModelPrice(row: {
  validFrom: string
  validUntil: string | null
  prices: unknown
}): z.infer<typeof ModelPrice> {
  return { valid_from: row.validFrom, valid_until: row.validUntil, ...toPricing(storedPrices.parse(row.prices)) }
}

/** What a call asks of each image. `null`: it leaves it to the provider. */
export type ImageVariant = { size: string | null; quality: string | null }

/** What the ledger needs to price a call. */
export function toPrices(row: PriceColumns, variant: ImageVariant | null): Prices {
  return {
    status: row.priceStatus,
    inputMicroUsd: row.priceInputMicroUsd,
    cachedInputMicroUsd: row.priceCachedInputMicroUsd,
    cacheWriteMicroUsd: row.priceCacheWriteMicroUsd,
    outputMicroUsd: row.priceOutputMicroUsd,
    reasoningMicroUsd: row.priceReasoningMicroUsd,
    requestMicroUsd: row.priceRequestMicroUsd,
    imageMicroUsd: priceOfImage(row, variant),
    charactersMicroUsd: row.priceCharactersMicroUsd,
    audioMinuteMicroUsd: row.priceAudioMinuteMicroUsd,
    videoSecondMicroUsd: row.priceVideoSecondMicroUsd,
  }
}

/** The prices of a call to a model. */
export function pricesOf(
  { imageVariant, isFree = false }: { imageVariant: ImageVariant | null; isFree?: boolean },
  model: PriceColumns,
): Prices {
  const prices = toPrices(model, imageVariant)
  return isFree ? { ...prices, status: 'free' } : prices
}

/** The price of the first variant that fits; where the provider chooses size or quality, the dearest that it may choose. */
function priceOfImage(row: PriceColumns, variant: ImageVariant | null): number | null {
  const fits = (wanted: string | null | undefined, priced: string | null) =>
    wanted == null || priced === null || wanted === priced
  const fitting = row.priceImageVariants
    .filter(({ size, quality }) => fits(variant?.size, size) && fits(variant?.quality, quality))
    .map(({ microUsd }) => microUsd)
  const isChosen = variant?.size != null && variant.quality != null
  if (isChosen) return fitting[0] ?? row.priceImageMicroUsd
  const possible = row.priceImageMicroUsd === null ? fitting : [...fitting, row.priceImageMicroUsd]
  return possible.length === 0 ? null : Math.max(...possible)
}
