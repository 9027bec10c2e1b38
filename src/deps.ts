import { createDatabase, type Database } from './db/client.ts'
import { readConfiguration, type Configuration, type Env } from './env.ts'
import { createLedgers, type Ledgers } from './ledger/ledgers.ts'
import { createRegistryEpoch, type RegistryEpoch } from './ledger/registry-epoch.ts'
import { createCache, type Cache } from './platform/cache.ts'
import type { Clock } from './platform/clock.ts'
import { createKeyring, type Keyring } from './platform/keyring.ts'
import { writeLog, type Log } from './platform/log.ts'

/** What the features need, put together once an isolate. */
export type Deps = {
  database: Database
  cache: Cache
  ledgers: Ledgers
  registryEpoch: RegistryEpoch
  keyring: Keyring
  configuration: Configuration
  clock: Clock
  /** For calls to upstreams. */
  fetch: typeof fetch
  /** Cloudflare Workers AI. `null`: it is not bound. */
  workersAi: Ai | null
  /** Lets work go on after the answer (`waitUntil`). */
  defer: (work: Promise<unknown>) => void
  log: Log
}

/** What a test may replace. `defer` has no default: it belongs to the runtime. */
export type Runtime = { defer: Deps['defer']; clock?: Clock; fetch?: typeof fetch; log?: Log }

/** @throws AppError `misconfigured` when a variable or secret is missing or malformed. */
export function createDeps(env: Env, runtime: Runtime): Deps {
  const { defer, clock = Date.now, log = writeLog } = runtime
  const configuration = readConfiguration(env)
  return {
    database: createDatabase(env.DB),
    cache: createCache({ kv: env.CACHE, clock, log, defer }),
    ledgers: createLedgers(env.LEDGER),
    registryEpoch: createRegistryEpoch({
      namespace: env.REGISTRY_CLOCK,
      clock,
      freshnessMs: configuration.registryFreshnessMs,
    }),
    keyring: createKeyring(env.ENCRYPTION_KEYS),
    configuration,
    clock,
    // Called as a free function: the runtime's fetch refuses another `this`. Looked up late, so that tests can replace it.
    fetch: runtime.fetch ?? ((input, init) => fetch(input, init)),
    workersAi: env.AI ?? null,
    defer,
    log,
  }
}
