import { z } from '../platform/zod.ts'
import type { AccessDecision } from '../access/decision.ts'
import { accessReason, accessState, keySource, toUsageInfo, UsageInfo } from '../access/schemas.ts'
import type { Viewpoint } from '../access/service.ts'
import type { ProviderUsage } from '../access/standings.ts'
import { capabilitySchema, type Capability } from '../capabilities/schemas.ts'
import type { ModelRow, ProviderRow, SettingsRow } from '../db/rows.ts'
import { listQuery, pageOf, queryFlag } from '../http/pages.ts'
import { modelConfig, readModelConfig } from './config.ts'
import { endpointsOf } from './endpoints.ts'
import { pricingFields, toPriceColumns, toPricing } from './pricing.ts'
import type { ModelStats } from './queries.ts'

/** An upstream id: visible, no spaces, nothing that would climb or cut where an id stands in a path. */
const modelId = z
  .string()
  .max(200)
  .regex(/^[\w.:@/+-]+$/, 'has characters that no model id has')
  .refine((id) => !id.split('/').some((part) => part === '' || part === '.' || part === '..'), 'must not climb')
  .refine((id) => id !== 'default', 'is reserved')

const label = z
  .string()
  .transform((text) => text.normalize('NFKC').trim().replaceAll(/\s+/g, ' '))
  .pipe(z.string().min(1, 'must not be empty').max(200))

const plain = {
  model_id: modelId.openapi({ example: 'deepseek-chat' }),
  name: label,
  display_name: label,
  description: z.string().trim().max(2_000),
  capabilities: z
    .array(capabilitySchema)
    .min(1)
    .transform((list) => [...new Set(list)]),
  config: modelConfig,
  context_window: z.number().int().positive().max(1_000_000_000).nullable(),
  max_output_tokens: z.number().int().positive().max(1_000_000_000).nullable(),
  is_active: z.boolean(),
  sort_order: z.number().int().min(-1_000_000).max(1_000_000),
}

const optionalPricing = z.object(pricingFields).partial().shape

/** A model without its provider: a row of a bulk request. */
export const ModelFields = z
  .strictObject({
    model_id: plain.model_id,
    name: plain.name.optional(),
    display_name: plain.display_name.optional(),
    description: plain.description.default(''),
    capabilities: plain.capabilities.default(['chat']),
    config: plain.config.default({}),
    context_window: plain.context_window.default(null),
    max_output_tokens: plain.max_output_tokens.default(null),
    ...optionalPricing,
    is_active: plain.is_active.default(true),
    sort_order: plain.sort_order.default(0),
  })
  .openapi('ModelFields')

const providerOfModel = z
  .union([z.string().min(1).max(100), z.number().int().positive()])
  .openapi({ description: 'Slug or id of the provider.', example: 'deepseek' })

export const ModelWrite = ModelFields.extend({ provider: providerOfModel }).openapi('ModelWrite')

export const ModelPatch = z
  .strictObject({ ...plain, ...pricingFields })
  .partial()
  .openapi('ModelPatch')

export const MAX_BULK_MODELS = 200

export const ModelBulkWrite = z
  .strictObject({
    provider: providerOfModel,
    // Rows are validated one by one, so that each error can name its row.
    models: z
      .array(z.unknown())
      .min(1)
      .max(MAX_BULK_MODELS)
      .openapi({
        type: 'array',
        items: { $ref: '#/components/schemas/ModelFields' },
      }),
  })
  .openapi('ModelBulkWrite')

export const Model = z
  .object({
    id: z.number().int(),
    provider: z.object({
      id: z.number().int(),
      name: z.string(),
      slug: z.string(),
      display_name: z.string(),
      is_active: z.boolean(),
    }),
    name: z.string(),
    model_id: z.string(),
    display_name: z.string(),
    description: z.string(),
    capabilities: z.array(capabilitySchema),
    config: modelConfig,
    context_window: z.number().int().nullable(),
    max_output_tokens: z.number().int().nullable(),
    ...pricingFields,
    is_active: z.boolean(),
    sort_order: z.number().int(),
    total_requests: z.number().int().openapi({ description: 'As of the last roll-up, some seconds ago.' }),
    last_used_at: z.string().nullable(),
    created_at: z.string(),
    updated_at: z.string(),
    access_state: accessState.openapi({ description: 'For you.' }),
    access_reason: accessReason,
    api_config: z
      .object({
        model: z.string().openapi({ description: 'The name to send.', example: 'deepseek/deepseek-chat' }),
        endpoints: z.array(z.string()).openapi({ description: 'Where to send it.', example: ['/v1/chat/completions'] }),
        key_source: keySource,
        has_shared_api_key: z.boolean(),
        has_personal_api_key: z.boolean(),
        use_shared_api: z.boolean(),
      })
      .openapi({ description: 'How you call it.' }),
    actions: z
      .object({
        can_use: z.boolean(),
        can_set_personal_key: z.boolean(),
        can_edit: z.boolean(),
        can_delete: z.boolean(),
      })
      .openapi({ description: 'What you may do with it.' }),
    usage_info: UsageInfo,
  })
  .openapi('Model')

export const ModelPage = pageOf(Model, 'ModelPage')
export const ModelBulkCreated = z
  .object({ count: z.number().int(), results: z.array(Model) })
  .openapi('ModelBulkCreated')
export const ModelsByProvider = z.record(z.string(), z.array(Model)).openapi('ModelsByProvider')

export const ModelQuery = listQuery(['sort_order', 'name', 'created_at'], 'sort_order').extend({
  provider: z.string().max(100).optional().openapi({ description: 'Slug or id.' }),
  capability: capabilitySchema.optional(),
  is_active: queryFlag.optional(),
})

export const ModelBulkQuery = z.object({
  providers: z
    .string()
    .transform((text) =>
      text
        .split(',')
        .map((slug) => slug.trim())
        .filter(Boolean),
    )
    .pipe(z.array(z.string().max(100)).min(1, 'names no provider').max(50))
    .openapi({ type: 'string', description: 'Slugs, with commas between.', example: 'openai,deepseek' }),
})

export type ModelChange = Partial<Omit<ModelRow, 'id' | 'providerId' | 'createdAt' | 'updatedAt'>>

export function toModelChange(sent: z.infer<typeof ModelPatch>): ModelChange {
  return {
    ...(sent.model_id !== undefined && { modelId: sent.model_id }),
    ...(sent.name !== undefined && { name: sent.name }),
    ...(sent.display_name !== undefined && { displayName: sent.display_name }),
    ...(sent.description !== undefined && { description: sent.description }),
    ...(sent.capabilities !== undefined && { capabilities: sent.capabilities }),
    ...(sent.config !== undefined && { config: sent.config }),
    ...(sent.context_window !== undefined && { contextWindow: sent.context_window }),
    ...(sent.max_output_tokens !== undefined && { maxOutputTokens: sent.max_output_tokens }),
    ...(sent.is_active !== undefined && { isActive: sent.is_active }),
    ...(sent.sort_order !== undefined && { sortOrder: sent.sort_order }),
    ...toPriceColumns(sent),
  }
}

/** A model as the catalogue shows it to nobody in particular: for the audit. */
export function toModelFields(model: ModelRow) {
  return {
    id: model.id,
    name: model.name,
    model_id: model.modelId,
    display_name: model.displayName,
    description: model.description,
    // What stands in the row passed this schema when it was written.
    capabilities: model.capabilities as Capability[],
    config: readModelConfig(model.config),
    context_window: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
    ...toPricing(model),
    is_active: model.isActive,
    sort_order: model.sortOrder,
    created_at: model.createdAt,
    updated_at: model.updatedAt,
  }
}

/** A model for one caller: with their access to it, and what they have left. */
export function toModel(
  row: { model: ModelRow; provider: ProviderRow } & ModelStats,
  viewer: { viewpoint: Viewpoint; isSuperAdmin: boolean },
): z.infer<typeof Model> {
  const { model, provider } = row
  const { viewpoint, isSuperAdmin } = viewer
  const decision: AccessDecision = viewpoint.decide(provider, model)
  const settings: SettingsRow | null = viewpoint.settingsOf(provider.id)
  const usage: ProviderUsage = viewpoint.usageOf(provider)
  return {
    ...toModelFields(model),
    provider: {
      id: provider.id,
      name: provider.name,
      slug: provider.slug,
      display_name: provider.displayName,
      is_active: provider.isActive,
    },
    total_requests: row.totalRequests,
    last_used_at: row.lastUsedAt,
    access_state: decision.state,
    access_reason: decision.reason,
    api_config: {
      model: `${provider.slug}/${model.modelId}`,
      endpoints: endpointsOf(toModelFields(model).capabilities, provider),
      key_source: decision.keySource,
      has_shared_api_key: provider.sharedApiKey !== null,
      has_personal_api_key: settings?.personalApiKey != null,
      use_shared_api: settings?.useSharedApi ?? true,
    },
    actions: {
      can_use: decision.keySource !== null,
      can_set_personal_key: provider.isActive && provider.allowPersonalKeys,
      can_edit: isSuperAdmin,
      can_delete: isSuperAdmin,
    },
    usage_info: toUsageInfo(usage),
  }
}
