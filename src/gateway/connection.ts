import type { ProviderRow } from '../db/rows.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { Connection } from '../upstreams/port.ts'
import { workersAiFetch } from '../upstreams/sdk/workers-ai.ts'

/** A way to a provider with an opened key. @throws AppError `misconfigured` where Workers AI is asked for and not bound. */
export function connectionTo(
  deps: Deps,
  { provider, key, signal }: { provider: ProviderRow; key: string; signal: AbortSignal },
): Connection {
  return {
    provider,
    key,
    signal,
    fetch: fetchFor(deps, provider),
    allowLoopback: deps.configuration.allowLoopbackUpstreams,
  }
}

function fetchFor(deps: Deps, { protocol }: ProviderRow): typeof fetch {
  if (protocol !== 'workers-ai') return deps.fetch
  if (!deps.workersAi) throw new AppError('misconfigured', 'Workers AI is not bound: see [ai] in wrangler.toml')
  return workersAiFetch(deps.workersAi)
}
