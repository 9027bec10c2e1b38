/** Bindings and variables of the Worker, parsed once an isolate. */
import { z } from 'zod'
import { AppError } from './errors.ts'
import type { LedgerNamespace } from './ledger/ledgers.ts'
import type { RegistryClockNamespace } from './ledger/registry-epoch.ts'
import { fromBase64Url } from './platform/encoding.ts'
import { isLoopback } from './upstreams/url-guard.ts'

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
  REQUEST_LOG_DAYS?: string
  REQUEST_LOG_MAX_CALLS?: string
  USAGE_WEBHOOK_URL?: string
  /** Secret. `whsec_<base64>`. */
  USAGE_WEBHOOK_SECRET?: string
}

const wholeNumber = (fallback: number, least = 0) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .refine((number) => number >= least, `must be at least ${least}`)
    .default(fallback)

const variables = z.object({
  DEFAULT_MONTHLY_LIMIT: wholeNumber(1_000),
  REGISTRY_FRESHNESS_MS: wholeNumber(1_000),
  // A day at least, since an idempotency key holds for one.
  REQUEST_LOG_DAYS: wholeNumber(30, 1),
  REQUEST_LOG_MAX_CALLS: wholeNumber(20_000),
  ALLOW_LOOPBACK_UPSTREAMS: z.enum(['true', 'false']).default('false'),
})

export type Configuration = {
  /** Requests a UTC month at a provider, for an admin without a limit of their own. */
  defaultMonthlyLimit: number
  /** How old an isolate's view of the registry may be, in milliseconds. */
  registryFreshnessMs: number
  /** How long a ledger remembers closed calls, and how many. */
  retention: { maxAgeMs: number; maxCalls: number }
  /** Development only: providers on this machine, over http. */
  allowLoopbackUpstreams: boolean
  /** Who is told of every settled call. `null`: nobody. */
  usageWebhook: UsageWebhook | null
}

/** `secret` is that of the Standard Webhooks specification. */
export type UsageWebhook = { url: string; secret: string }

/** @throws AppError `misconfigured` that names the variable. */
export function readConfiguration(env: Env): Configuration {
  const parsed = variables.safeParse(env)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]!
    throw new AppError('misconfigured', `${issue.path.join('.')} ${issue.message}`)
  }
  const allowLoopbackUpstreams = parsed.data.ALLOW_LOOPBACK_UPSTREAMS === 'true'
  return {
    defaultMonthlyLimit: parsed.data.DEFAULT_MONTHLY_LIMIT,
    registryFreshnessMs: parsed.data.REGISTRY_FRESHNESS_MS,
    retention: {
      maxAgeMs: parsed.data.REQUEST_LOG_DAYS * 24 * 60 * 60 * 1000,
      maxCalls: parsed.data.REQUEST_LOG_MAX_CALLS,
    },
    allowLoopbackUpstreams,
    usageWebhook: readUsageWebhook(env, allowLoopbackUpstreams),
  }
}

function readUsageWebhook(env: Env, allowLoopback: boolean): UsageWebhook | null {
  const { USAGE_WEBHOOK_URL: url = '', USAGE_WEBHOOK_SECRET: secret = '' } = env
  if (url === '' && secret === '') return null
  const refuse = (what: string) => new AppError('misconfigured', what)
  if (url === '') throw refuse('USAGE_WEBHOOK_URL is missing: USAGE_WEBHOOK_SECRET is set')
  if (secret === '') throw refuse('USAGE_WEBHOOK_SECRET is missing: USAGE_WEBHOOK_URL is set')
  if (!URL.canParse(url)) throw refuse('USAGE_WEBHOOK_URL is not a URL')
  const { protocol, hostname, username, password } = new URL(url)
  const mayBeOpen = allowLoopback && protocol === 'http:' && isLoopback(hostname)
  if (protocol !== 'https:' && !mayBeOpen) throw refuse('USAGE_WEBHOOK_URL must begin with https://')
  if (username || password) throw refuse('USAGE_WEBHOOK_URL must not hold a user name or password')
  // What the specification asks for. Receivers decode it too, and some take no other form of base64 than the padded one.
  const base64 = /^whsec_([A-Za-z0-9+/]+={0,2})$/.exec(secret)?.[1] ?? ''
  const bytes = base64.length % 4 === 0 ? (fromBase64Url(base64)?.byteLength ?? 0) : 0
  if (bytes < 24 || bytes > 64) throw refuse('USAGE_WEBHOOK_SECRET must be whsec_ and 24 to 64 random bytes in base64')
  return { url, secret }
}
