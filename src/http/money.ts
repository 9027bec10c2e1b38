import { z } from '@hono/zod-openapi'
import { isExactUsd } from '../platform/money.ts'

/** A USD amount with six decimals at most. */
export const usdAmount = z
  .number()
  .min(0)
  .max(1_000_000_000)
  .refine(isExactUsd, 'has more than six decimals')
  .openapi({ description: 'USD, six decimals at most.' })
