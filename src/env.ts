/** Bindings and variables of the Worker, parsed once an isolate. */
import { z } from 'zod'
import { AppError } from './errors.ts'
import type { LedgerNamespace } from './ledger/ledgers.ts'
import type { RegistryClockNamespace } from './ledger/registry-epoch.ts'

export type Env = {
  DB: D1Database
  CACHE: KVNamespace
  LEDGER: LedgerNamespace
  REGISTRY_CLOCK: RegistryClockNamespace
  /** Cloudflare Workers AI, where it is bound. */
  AI?: Ai
  /** Secret. `1:<base64>,2:<base64>`, see platform/keyring.ts. */
  ENCRYPTION_KEYS?: string
  DEFAULT_MONTHLY_LIMIT?: string
  REGISTRY_FRESHNESS_MS?: string
  ALLOW_LOOPBACK_UPSTREAMS?: string
}

const wholeNumber = (fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .default(fallback)

const variables = z.object({
  DEFAULT_MONTHLY_LIMIT: wholeNumber(1_000),
  REGISTRY_FRESHNESS_MS: wholeNumber(1_000),
  ALLOW_LOOPBACK_UPSTREAMS: z.enum(['true', 'false']).default('false'),
})

export type Configuration = {
  /** Requests a UTC month at a provider, for an admin without a limit of their own. */
  defaultMonthlyLimit: number
  /** How old an isolate's view of the registry may be, in milliseconds. */
  registryFreshnessMs: number
  /** Development only: providers on this machine, over http. */
  allowLoopbackUpstreams: boolean
}

/** @throws AppError `misconfigured` that names the variable. */
export function readConfiguration(env: Env): Configuration {
  const parsed = variables.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new AppError('misconfigured', `${issue.path.join('.')} ${issue.message}`)
  }
  return {
    defaultMonthlyLimit: parsed.data.DEFAULT_MONTHLY_LIMIT,
    registryFreshnessMs: parsed.data.REGISTRY_FRESHNESS_MS,
    allowLoopbackUpstreams: parsed.data.ALLOW_LOOPBACK_UPSTREAMS === 'true',
  }
}
