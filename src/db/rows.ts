/** Rows of D1 as the cache holds them: types, and schemas that refuse what an older release has written. */
import { createSelectSchema } from 'drizzle-zod'
import { z } from 'zod'
import { admins, apiKeys, auditEvents, defaultPolicy, models, providers, settings } from './schema.ts'

const jsonObject = z.record(z.string(), z.unknown())

export const providerRow = createSelectSchema(providers, { config: jsonObject })
export const modelRow = createSelectSchema(models, { config: jsonObject, capabilities: z.array(z.string()) })
export const settingsRow = createSelectSchema(settings)
export const adminRow = createSelectSchema(admins)
export const defaultPolicyRow = createSelectSchema(defaultPolicy)
export const apiKeyRow = createSelectSchema(apiKeys, {
  allowedModels: z.array(z.string()).nullable(),
  allowedCapabilities: z.array(z.string()).nullable(),
  allowedCidrs: z.array(z.string()).nullable(),
})

export type ProviderRow = typeof providers.$inferSelect
export type ModelRow = typeof models.$inferSelect
export type SettingsRow = typeof settings.$inferSelect
export type AdminRow = typeof admins.$inferSelect
export type ApiKeyRow = typeof apiKeys.$inferSelect
export type DefaultPolicyRow = typeof defaultPolicy.$inferSelect
export type AuditEventRow = typeof auditEvents.$inferSelect
