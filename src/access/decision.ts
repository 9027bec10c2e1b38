/** Who may use what, and with which key. Pure: no clock, no storage. */
import type { KeySource } from '../ledger/port.ts'

export type AccessState = 'AVAILABLE_SHARED' | 'AVAILABLE_PERSONAL' | 'NO_ACCESS' | 'DISABLED'

export type Role = 'super_admin' | 'admin'

export type AccessInput = {
  provider: {
    isActive: boolean
    hasSharedKey: boolean
    allowPersonalKeys: boolean
    allowSharedForNormalAdmins: boolean
  }
  /** `null`: the question is about the provider as a whole. */
  model: { isActive: boolean } | null
  admin: { isActive: boolean; role: Role }
  /** `null`: the admin has no settings for the provider. */
  settings: { isActive: boolean; hasPersonalKey: boolean; useSharedApi: boolean } | null
}

export type DisabledReason = 'admin_inactive' | 'provider_inactive' | 'model_inactive'
export type NoAccessReason = 'settings_inactive' | 'personal_keys_not_allowed' | 'shared_not_allowed' | 'no_shared_key'
export type SharedReason = 'shared_preferred' | 'shared_only'
export type PersonalReason = 'personal_preferred' | 'personal_only'
export type AccessReason = DisabledReason | NoAccessReason | SharedReason | PersonalReason

export type AccessDecision =
  | { state: 'AVAILABLE_SHARED'; reason: SharedReason; keySource: Extract<KeySource, 'shared'> }
  | { state: 'AVAILABLE_PERSONAL'; reason: PersonalReason; keySource: Extract<KeySource, 'personal'> }
  | { state: 'NO_ACCESS'; reason: NoAccessReason; keySource: null }
  | { state: 'DISABLED'; reason: DisabledReason; keySource: null }

/**
 * The access state machine. `use_shared_api` is a preference among the keys that are available, never a permission:
 * a super admin always has the shared key, and a personal key that is configured and allowed always works.
 */
export function decideAccess({ provider, model, admin, settings }: AccessInput): AccessDecision {
  const disabled = whyDisabled({ provider, model, admin })
  if (disabled) return { state: 'DISABLED', reason: disabled, keySource: null }

  const sharedAllowed = admin.role === 'super_admin' || provider.allowSharedForNormalAdmins
  const sharedOk = provider.hasSharedKey && sharedAllowed
  const personalOk = Boolean(settings?.isActive && settings.hasPersonalKey && provider.allowPersonalKeys)

  if (sharedOk && personalOk) {
    return settings!.useSharedApi
      ? { state: 'AVAILABLE_SHARED', reason: 'shared_preferred', keySource: 'shared' }
      : { state: 'AVAILABLE_PERSONAL', reason: 'personal_preferred', keySource: 'personal' }
  }
  if (sharedOk) return { state: 'AVAILABLE_SHARED', reason: 'shared_only', keySource: 'shared' }
  if (personalOk) return { state: 'AVAILABLE_PERSONAL', reason: 'personal_only', keySource: 'personal' }
  return { state: 'NO_ACCESS', reason: whyNoAccess({ provider, settings }), keySource: null }
}

function whyDisabled({ provider, model, admin }: Omit<AccessInput, 'settings'>): DisabledReason | null {
  if (!admin.isActive) return 'admin_inactive'
  if (!provider.isActive) return 'provider_inactive'
  if (model && !model.isActive) return 'model_inactive'
  return null
}

/** Of several reasons, the one that is nearest to working: a personal key that is there, then a shared key that is there. */
function whyNoAccess({ provider, settings }: Pick<AccessInput, 'provider' | 'settings'>): NoAccessReason {
  if (settings?.hasPersonalKey) return provider.allowPersonalKeys ? 'settings_inactive' : 'personal_keys_not_allowed'
  return provider.hasSharedKey ? 'shared_not_allowed' : 'no_shared_key'
}

/** A sentence for a person. */
export const accessReasonTexts: Record<AccessReason, string> = {
  admin_inactive: 'Your account is switched off.',
  provider_inactive: 'The provider is switched off.',
  model_inactive: 'The model is switched off.',
  settings_inactive: 'Your settings for this provider are switched off, and the shared key is not open to you.',
  personal_keys_not_allowed: 'The provider does not allow personal keys, and the shared key is not open to you.',
  shared_not_allowed: 'The shared key is not open to normal admins: add a personal key, or ask a super admin.',
  no_shared_key: 'The provider has no shared key and you have no personal key for it.',
  shared_preferred: 'You prefer the shared key.',
  shared_only: 'The shared key is open to you.',
  personal_preferred: 'You prefer your personal key.',
  personal_only: 'Your personal key is the one that is available.',
}
