import type { OpenAPIHono } from '@hono/zod-openapi'
import { configSchemas } from '../upstreams/protocols.ts'
import type { AppContext } from './context.ts'

export const documentOptions = {
  openapi: '3.1.0',
  info: {
    title: 'Gatehouse',
    version: '0.1.0',
    description:
      'An AI provider gateway and control plane at the edge. `/v1` speaks OpenAI’s wire format to any OpenAI client, `/v1/messages` Anthropic’s and `/v1beta` Google’s to theirs; `/api/v1` is the control plane. Paths work with and without a trailing slash.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'This deployment' }],
  security: [{ apiKey: [] }],
  tags: [
    { name: 'OpenAI-compatible', description: 'For any OpenAI client.' },
    {
      name: 'Anthropic-compatible',
      description: 'For Anthropic’s clients, with models of providers that speak `anthropic`.',
    },
    { name: 'Gemini-compatible', description: 'For Google’s clients, with models of providers that speak `google`.' },
    { name: 'Simple AI', description: 'AI calls in a simple form, over the same pipeline.' },
    { name: 'Providers', description: 'AI services, as data.' },
    { name: 'Models', description: 'Models of providers, each with your access to it.' },
    { name: 'Capabilities', description: 'What models can do, and the default model for each.' },
    { name: 'Settings', description: 'An admin’s key, preference and limits at a provider.' },
    { name: 'Policy', description: 'The limits of whoever has none of their own.' },
    { name: 'Access', description: 'Who may use what, with which key, and why.' },
    { name: 'Usage', description: 'Requests, tokens and cost.' },
    { name: 'Events', description: 'What changes, as it happens.' },
    { name: 'Admins', description: 'People and services that call.' },
    { name: 'API keys', description: 'What callers send.' },
    { name: 'Audit', description: 'Who changed what.' },
    { name: 'Health', description: 'For monitors.' },
  ],
}

/** What no route names by itself. */
export function registerComponents(app: OpenAPIHono<AppContext>): void {
  for (const [name, schema] of Object.entries(configSchemas)) app.openAPIRegistry.register(name, schema)
  app.openAPIRegistry.registerComponent('securitySchemes', 'apiKey', {
    type: 'http',
    scheme: 'bearer',
    description:
      'A Gatehouse API key, `gh_…`. Without an `Authorization` header it may stand in `x-api-key` or `x-goog-api-key`.',
  })
}
