import { expect, it } from 'vitest'
import { createAdmin, createGateway, env } from '../support/gateway.ts'

/** D1 binds a hundred parameters a statement at most. */
const COUNT = 120

it('models of more than a hundred active providers are listed', async () => {
  const { key } = await createAdmin('super_admin')
  const gateway = createGateway()
  await env.DB.batch(
    Array.from({ length: COUNT }, (_, index) => [
      env.DB.prepare(
        `INSERT INTO ai_providers (name, slug, display_name, protocol, api_base_url, shared_api_key, created_at, updated_at)
         VALUES (?1, ?1, ?1, 'openai', 'https://api.example.com', 'v1.x', '2026-01-01', '2026-01-01')`,
      ).bind(`many-${index}`),
      env.DB.prepare(
        `INSERT INTO ai_models (provider_id, name, model_id, display_name, capabilities, created_at, updated_at)
         SELECT id, 'm', 'm', 'm', '["chat"]', '2026-01-01', '2026-01-01' FROM ai_providers WHERE slug = ?1`,
      ).bind(`many-${index}`),
    ]).flat(),
  )
  const response = await gateway.fetch('/v1/models', { key })
  expect(response.status).toBe(200)
  const { data } = await response.json<{ data: { id: string }[] }>()
  expect(data.map(({ id }) => id)).toEqual(Array.from({ length: COUNT }, (_, index) => `many-${index}/m`))
  expect((await gateway.fetch(`/v1/models/many-${COUNT - 1}%2Fm`, { key })).status).toBe(200)
})
