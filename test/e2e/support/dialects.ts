import type { Dialect } from './dialect.ts'
import { inventedDialects } from './invented-dialects.ts'
import { recordedDialects } from './recorded-dialects.ts'

/** Protocols of providers who chat. */
export const dialects: Dialect[] = [...recordedDialects, ...inventedDialects]
