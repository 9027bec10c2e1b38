import { cloudflareTest, readD1Migrations } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const nodeTests = ['test/e2e/**/*.test.ts', 'test/catalogue/**/*.test.ts']

export default defineConfig({
  test: {
    projects: [
      {
        plugins: [
          cloudflareTest(async () => ({
            wrangler: { configPath: './wrangler.toml' },
            miniflare: {
              bindings: {
                MIGRATIONS: await readD1Migrations('./migrations'),
                ENCRYPTION_KEYS: `1:${'dGVzdC1rZXktbm90LWEtc2VjcmV0LTAxMjM0NTY3ODk'}`,
                ALLOW_LOOPBACK_UPSTREAMS: 'true',
                REGISTRY_FRESHNESS_MS: '40',
              },
              // Nothing leaves a test: upstreams are handed in.
              outboundService: () => new Response('No test may call out', { status: 599 }),
            },
          })),
        ],
        test: {
          name: 'workerd',
          include: ['test/**/*.test.ts'],
          exclude: nodeTests,
          setupFiles: ['test/support/migrate.ts'],
        },
      },
      {
        test: {
          name: 'node',
          include: nodeTests,
          globalSetup: ['test/e2e/support/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
