/** Price sheets of all kinds that there are, in USD. */
import type { PriceSheet } from './exact-cost.ts'

export const priceSheets = {
  plain: { pricing_input: '0.15', pricing_output: '0.6' },
  cached: {
    pricing_input: '3',
    pricing_cached_input: '0.3',
    pricing_cache_write: '3.75',
    pricing_output: '15',
  },
  /** Cheaper than other output, as with some providers' open models. */
  reasoning: {
    pricing_input: '0.435',
    pricing_cached_input: '0.003625',
    pricing_output: '2',
    pricing_reasoning: '0.8',
  },
  /** All prices differ to the last digit, so that one in the place of another is seen. */
  everything: {
    pricing_input: '1.100003',
    pricing_cached_input: '0.110017',
    pricing_cache_write: '1.375019',
    pricing_output: '4.400021',
    pricing_reasoning: '7.700027',
    pricing_request: '0.000123',
    pricing_image: '0.04',
    pricing_characters: '0.015',
    pricing_audio_minute: '0.006',
  },
  /** What comes from a cache costs nothing, which is a price. */
  freeCache: { pricing_input: '2.5', pricing_cached_input: '0', pricing_output: '10' },
  request: { pricing_request: '0.005' },
  requestAndOutput: { pricing_request: '0.000001', pricing_output: '4' },
  inputOnly: { pricing_input: '0.02' },
  otherUnits: { pricing_image: '0.04', pricing_characters: '0.015', pricing_audio_minute: '0.006' },
  free: { pricing: 'free' },
  unknown: { pricing: 'unknown' },
} as const satisfies Record<string, PriceSheet>
