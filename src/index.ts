import { waitUntil } from 'cloudflare:workers'
import { createApp } from './app.ts'
import { createDeps, type Deps } from './deps.ts'
import type { Env } from './env.ts'

export { AdminLedger } from './ledger/admin-ledger.ts'
export { RegistryClock } from './ledger/registry-clock.ts'

/** One an isolate: its memory and its view of the registry live in there. */
let app: ReturnType<typeof createApp> | undefined

export default {
  fetch(request, env, context) {
    app ??= createApp(isolateDeps(env))
    return app.fetch(request, env, context)
  },
} satisfies ExportedHandler<Env>

/** Makes the dependencies once they can be made: until then every request says what is missing. */
function isolateDeps(env: Env): () => Deps {
  let deps: Deps | undefined
  return () => (deps ??= createDeps(env, { defer: (work) => waitUntil(work) }))
}
