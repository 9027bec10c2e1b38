import { z } from '../platform/zod.ts'
import type { SettingsRow } from '../db/rows.ts'
import { noMonthlyColumns, type MonthlyColumns } from '../access/limits.ts'
import { monthlyLimitFields, toMonthlyColumns, toMonthlyFields } from '../http/limits.ts'

/** Provider keys are sent in a header: visible ASCII without spaces. Or the JSON file of a service account, as it is pasted. */
export const providerKey = z
  .string()
  .transform((text) => text.trim().replaceAll(/\s*[\r\n]+\s*/g, ' '))
  .pipe(
    z
      .string()
      .min(8, 'is too short for a key')
      .max(4_000)
      .regex(/^(?:[\x21-\x7e]+|\{[\x20-\x7e]+\})$/, 'has characters that no key has'),
  )
  .openapi({ description: 'Write-only: it is never returned.', example: 'sk-your-key' })

export const Settings = z
  .object({
    provider: z.object({ id: z.number().int(), slug: z.string(), display_name: z.string() }),
    has_personal_api_key: z.boolean(),
    personal_api_key_hint: z.string().nullable().openapi({ description: 'The last four characters.' }),
    use_shared_api: z.boolean().openapi({ description: 'Which key is preferred where both are available.' }),
    ...monthlyLimitFields(' at this provider. `null`: the default.'),
    is_active: z.boolean().openapi({ description: 'Whether the personal key may be used.' }),
    created_at: z.string().nullable(),
    updated_at: z.string().nullable(),
  })
  .openapi('Settings')

export const SettingsList = z.object({ count: z.number().int(), results: z.array(Settings) }).openapi('SettingsList')

const own = {
  personal_api_key: providerKey
    .nullable()
    .openapi({ description: 'Write-only. `null` removes it; left out, it stays.' }),
  use_shared_api: z.boolean(),
  is_active: z.boolean(),
}

const limits = monthlyLimitFields(
  ' at this provider. A super admin’s to set. `null`: the default of the provider, else of the policy.',
)

export const SettingsChange = z
  .strictObject({ ...own, ...limits })
  .partial()
  .openapi('SettingsChange')

export const LimitsChange = z
  .strictObject({
    ...limits,
    use_shared_api: own.use_shared_api,
    is_active: own.is_active,
    personal_api_key: z
      .null()
      .openapi({ description: '`null` removes the personal key. It cannot be set for another.' }),
  })
  .partial()
  .openapi('LimitsChange')

export const providerParam = z.object({
  provider: z.string().min(1).max(100).openapi({ description: 'Slug or id of the provider.' }),
})

/** What a PUT resets where it says nothing. The personal key stays, since nobody can send it back. */
export const settingsDefaults = { useSharedApi: true, isActive: true } as const
export const limitDefaults = noMonthlyColumns

export type SettingsPatch = Partial<Pick<SettingsRow, 'useSharedApi' | 'isActive'> & MonthlyColumns> & {
  /** In the clear, on its way to be sealed. */
  personalApiKey?: string | null
}

export function toSettingsPatch(sent: z.infer<typeof SettingsChange>): SettingsPatch {
  return {
    ...(sent.personal_api_key !== undefined && { personalApiKey: sent.personal_api_key }),
    ...(sent.use_shared_api !== undefined && { useSharedApi: sent.use_shared_api }),
    ...(sent.is_active !== undefined && { isActive: sent.is_active }),
    ...toMonthlyColumns(sent),
  }
}

export type SettingsOfProvider = {
  provider: { id: number; slug: string; displayName: string }
  /** `null`: nothing is stored, the defaults hold. */
  settings: SettingsRow | null
}

export function toSettings({ provider, settings }: SettingsOfProvider): z.infer<typeof Settings> {
  return {
    provider: { id: provider.id, slug: provider.slug, display_name: provider.displayName },
    has_personal_api_key: Boolean(settings?.personalApiKey),
    personal_api_key_hint: settings?.personalApiKeyHint ?? null,
    use_shared_api: settings?.useSharedApi ?? settingsDefaults.useSharedApi,
    ...toMonthlyFields(settings ?? limitDefaults),
    is_active: settings?.isActive ?? settingsDefaults.isActive,
    created_at: settings?.createdAt ?? null,
    updated_at: settings?.updatedAt ?? null,
  }
}
