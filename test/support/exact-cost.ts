/** What a call costs, by fractions: nothing is rounded before the end. Shares nothing with the code under test. */
import type { Used } from './recorded-usage.ts'

/** Prices as the API takes them, in USD as one writes them down. */
export type PriceSheet = {
  pricing?: 'free' | 'unknown'
  pricing_input?: string
  pricing_cached_input?: string
  pricing_cache_write?: string
  pricing_output?: string
  pricing_reasoning?: string
  pricing_request?: string
  pricing_image?: string
  pricing_characters?: string
  pricing_audio_minute?: string
}

/** The fields of a model that has these prices. */
export function toModelFields(sheet: PriceSheet): object {
  return Object.fromEntries(
    Object.entries(sheet).map(([name, price]) => [name, name === 'pricing' ? price : Number(price)]),
  )
}

type Fraction = { over: bigint; under: bigint }

const one = { over: 1n, under: 1n }
const times = (a: Fraction, b: Fraction): Fraction => ({ over: a.over * b.over, under: a.under * b.under })
const plus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under + b.over * a.under,
  under: a.under * b.under,
})
const roundUp = ({ over, under }: Fraction) => (over + under - 1n) / under

function toFraction(decimal: string): Fraction {
  const [whole = '', places = ''] = decimal.split('.')
  return { over: BigInt(whole + places), under: 10n ** BigInt(places.length) }
}

const millionth = { over: 1n, under: 1_000_000n }
const thousandth = { over: 1n, under: 1_000n }
const sixtieth = { over: 1n, under: 60n }
const count = (quantity: number) => toFraction(String(quantity))

type Charge = { unit: 'tokens' | 'request' | 'images' | 'characters' | 'audio'; quantity: Fraction; usd?: string }

/**
 * In whole micro-USD, rounded up once. A part of the tokens without a price of its own costs what the whole does. `null`, so
 * not known: the price is unknown, nothing that was used has a price, or some of the tokens do and others do not.
 */
export function exactCost(sheet: PriceSheet, used: Used): number | null {
  if (sheet.pricing) return sheet.pricing === 'free' ? 0 : null
  const charges = chargesOf(sheet, used).filter(({ quantity }) => quantity.over > 0n)
  const priced = new Set(charges.flatMap(({ unit, usd }) => (usd === undefined ? [] : [unit])))
  if (charges.length > 0 && priced.size === 0) return null
  const billed = charges.filter(({ unit }) => priced.has(unit))
  if (billed.some(({ usd }) => usd === undefined)) return null
  const usd = billed.map(({ quantity, usd = '0' }) => times(quantity, toFraction(usd)))
  return Number(roundUp(times(usd.reduce(plus, { over: 0n, under: 1n }), { over: 1_000_000n, under: 1n })))
}

function chargesOf(sheet: PriceSheet, used: Used): Charge[] {
  const { pricing_input: input, pricing_output: output, pricing_request: request } = sheet
  const tokens = (quantity: number, usd: string | undefined): Charge =>
    charge('tokens', times(count(quantity), millionth), usd)
  return [
    tokens(used.input_tokens - used.cached_input_tokens - used.cache_write_tokens, input),
    tokens(used.cached_input_tokens, sheet.pricing_cached_input ?? input),
    tokens(used.cache_write_tokens, sheet.pricing_cache_write ?? input),
    tokens(used.output_tokens - used.reasoning_tokens, output),
    tokens(used.reasoning_tokens, sheet.pricing_reasoning ?? output),
    ...(request === undefined ? [] : [charge('request', one, request)]),
    charge('images', count(used.images), sheet.pricing_image),
    charge('characters', times(count(used.characters), thousandth), sheet.pricing_characters),
    charge('audio', times(count(used.audio_seconds), sixtieth), sheet.pricing_audio_minute),
  ]
}

function charge(unit: Charge['unit'], quantity: Fraction, usd: string | undefined): Charge {
  return { unit, quantity, ...(usd !== undefined && { usd }) }
}
