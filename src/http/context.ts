import type { Caller } from '../api-keys/service.ts'
import type { Deps } from '../deps.ts'

/** What every handler finds in `c.var`. `caller` is there behind a guard. */
export type AppContext = { Variables: { deps: Deps; requestId: string; caller: Caller } }
