import { z } from '../platform/zod.ts'
import ipaddr from 'ipaddr.js'
import { capabilitySchema } from '../capabilities/schemas.ts'
import type { ApiKeyRow } from '../db/rows.ts'
import { rateLimitFields, toRateColumns, toRateFields } from '../http/limits.ts'
import { listQuery, pageOf, queryFlag } from '../http/pages.ts'
import type { RateLimits } from '../ledger/limits.ts'

const isCidr = (text: string) => ipaddr.isValidCIDR(text)

const allowList = <S extends z.ZodType<string>>(item: S, example: string[]) =>
  z.array(item).min(1).max(200).nullable().openapi({ description: '`null`: no restriction.', example })

const keyFields = {
  name: z.string().trim().min(1).max(100),
  expires_at: z.iso.datetime().nullable().openapi({ description: 'UTC. `null`: never.' }),
  allowed_models: allowList(z.string().min(1).max(300), ['openai/gpt-5']),
  allowed_capabilities: allowList(capabilitySchema, ['chat']),
  allowed_cidrs: allowList(z.string().refine(isCidr, 'is not an address range such as 203.0.113.0/24'), [
    '203.0.113.0/24',
  ]),
  ...rateLimitFields(' with this key. `null`: for normal admins the default policy’s, for super admins none.'),
}

export const ApiKey = z
  .object({
    id: z.number().int(),
    admin_id: z.number().int(),
    ...keyFields,
    hint: z.string().openapi({ description: 'The last four characters.' }),
    is_active: z.boolean().openapi({ description: 'Not revoked.' }),
    revoked_at: z.string().nullable(),
    last_used_at: z.string().nullable().openapi({ description: 'As of the last roll-up, some seconds ago.' }),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .openapi('ApiKey')

export const CreatedApiKey = ApiKey.extend({
  key: z.string().openapi({ description: 'Shown this once.', example: 'gh_…' }),
}).openapi('CreatedApiKey')

export const ApiKeyPage = pageOf(ApiKey, 'ApiKeyPage')

export const ApiKeyQuery = listQuery(['id'], '-id').extend({
  is_active: queryFlag.optional(),
  admin: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .openapi({ type: 'integer', description: 'Super admins: keys of one admin.' }),
})

export const ApiKeyCreate = z
  .strictObject({
    ...z.object(keyFields).partial().required({ name: true }).shape,
    admin_id: z.number().int().positive().optional().openapi({ description: 'Super admins: whose key it is.' }),
  })
  .openapi('ApiKeyCreate')

export const ApiKeyPatch = z.strictObject(keyFields).partial().openapi('ApiKeyPatch')

export const ApiKeyRotate = z
  .strictObject({
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(30 * 24 * 3600)
      .default(0)
      .openapi({ description: 'How long the old key goes on.' }),
  })
  .openapi('ApiKeyRotate')

export type ApiKeyChange = Partial<
  Pick<ApiKeyRow, 'name' | 'expiresAt' | 'allowedModels' | 'allowedCapabilities' | 'allowedCidrs'> & RateLimits
>

/** The fields that were sent, as columns. */
export function toKeyChange(patch: z.infer<typeof ApiKeyPatch>): ApiKeyChange {
  const { name, expires_at, allowed_models, allowed_capabilities, allowed_cidrs } = patch
  return {
    ...(name !== undefined && { name }),
    // One spelling, so that times compare as text.
    ...(expires_at !== undefined && { expiresAt: expires_at && new Date(expires_at).toISOString() }),
    ...(allowed_models !== undefined && { allowedModels: allowed_models }),
    ...(allowed_capabilities !== undefined && { allowedCapabilities: allowed_capabilities }),
    ...(allowed_cidrs !== undefined && { allowedCidrs: allowed_cidrs }),
    ...toRateColumns(patch),
  }
}

export function toApiKey(row: ApiKeyRow, lastUsedAt: string | null = null): z.infer<typeof ApiKey> {
  return {
    id: row.id,
    admin_id: row.adminId,
    name: row.name,
    hint: row.hint,
    is_active: row.revokedAt === null,
    revoked_at: row.revokedAt,
    expires_at: row.expiresAt,
    // What stands in the row passed this schema when it was written.
    allowed_models: row.allowedModels,
    allowed_capabilities: row.allowedCapabilities as z.infer<typeof ApiKey>['allowed_capabilities'],
    allowed_cidrs: row.allowedCidrs,
    ...toRateFields(row),
    last_used_at: lastUsedAt,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  }
}
