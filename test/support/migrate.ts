import { applyD1Migrations, type D1Migration } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { beforeAll } from 'vitest'

// The bindings of the tests beside those of the Worker, see vitest.config.ts.
const { MIGRATIONS } = env as unknown as { MIGRATIONS: D1Migration[] }

beforeAll(async () => {
  await applyD1Migrations((env as unknown as { DB: D1Database }).DB, MIGRATIONS)
})
