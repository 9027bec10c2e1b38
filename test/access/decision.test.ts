import { describe, expect, it } from 'vitest'
import {
  accessReasonTexts,
  decideAccess,
  type AccessInput,
  type AccessReason,
  type AccessState,
} from '../../src/access/decision.ts'

const BOTH = [true, false]

/** Every input there is: 16 providers × 3 models × 4 admins × 9 settings. */
const everyInput: AccessInput[] = BOTH.flatMap((isActive) =>
  BOTH.flatMap((hasSharedKey) =>
    BOTH.flatMap((allowPersonalKeys) =>
      BOTH.map((allowSharedForNormalAdmins) => ({
        isActive,
        hasSharedKey,
        allowPersonalKeys,
        allowSharedForNormalAdmins,
      })),
    ),
  ),
).flatMap((provider) =>
  [null, { isActive: true }, { isActive: false }].flatMap((model) =>
    everyAdmin().flatMap((admin) => everySettings().map((settings) => ({ provider, model, admin, settings }))),
  ),
)

function everyAdmin(): AccessInput['admin'][] {
  return BOTH.flatMap((isActive) => (['super_admin', 'admin'] as const).map((role) => ({ isActive, role })))
}

function everySettings(): AccessInput['settings'][] {
  const rows = BOTH.flatMap((isActive) =>
    BOTH.flatMap((hasPersonalKey) => BOTH.map((useSharedApi) => ({ isActive, hasPersonalKey, useSharedApi }))),
  )
  return [null, ...rows]
}

type Fact = (input: AccessInput) => boolean

// The words of design §2.
const everythingOn: Fact = ({ admin, provider, model }) =>
  [admin.isActive, provider.isActive, model === null || model.isActive].every(Boolean)
const mayUseShared: Fact = ({ admin, provider }) => admin.role === 'super_admin' || provider.allowSharedForNormalAdmins
const sharedKeyStored: Fact = ({ provider }) => provider.hasSharedKey
const personalKeyStored: Fact = ({ settings }) => settings?.hasPersonalKey === true
const settingsOn: Fact = ({ settings }) => settings?.isActive === true
const personalKeysAllowed: Fact = ({ provider }) => provider.allowPersonalKeys
const prefersShared: Fact = ({ settings }) => settings?.useSharedApi === true

const all =
  (...facts: Fact[]): Fact =>
  (input) =>
    facts.every((fact) => fact(input))
const not =
  (fact: Fact): Fact =>
  (input) =>
    !fact(input)

const sharedOk = all(sharedKeyStored, mayUseShared)
const personalOk = all(settingsOn, personalKeyStored, personalKeysAllowed)
const nothingOk = all(everythingOn, not(sharedOk), not(personalOk))

/** When each reason is the answer. For every input exactly one of these holds. */
const rules: Record<AccessReason, { state: AccessState; when: Fact }> = {
  admin_inactive: { state: 'DISABLED', when: ({ admin }) => !admin.isActive },
  provider_inactive: { state: 'DISABLED', when: ({ admin, provider }) => admin.isActive && !provider.isActive },
  model_inactive: {
    state: 'DISABLED',
    when: ({ admin, provider, model }) => admin.isActive && provider.isActive && model?.isActive === false,
  },
  shared_preferred: { state: 'AVAILABLE_SHARED', when: all(everythingOn, sharedOk, personalOk, prefersShared) },
  personal_preferred: {
    state: 'AVAILABLE_PERSONAL',
    when: all(everythingOn, sharedOk, personalOk, not(prefersShared)),
  },
  shared_only: { state: 'AVAILABLE_SHARED', when: all(everythingOn, sharedOk, not(personalOk)) },
  personal_only: { state: 'AVAILABLE_PERSONAL', when: all(everythingOn, personalOk, not(sharedOk)) },
  personal_keys_not_allowed: {
    state: 'NO_ACCESS',
    when: all(nothingOk, personalKeyStored, not(personalKeysAllowed)),
  },
  settings_inactive: {
    state: 'NO_ACCESS',
    when: all(nothingOk, personalKeyStored, personalKeysAllowed, not(settingsOn)),
  },
  shared_not_allowed: { state: 'NO_ACCESS', when: all(nothingOk, not(personalKeyStored), sharedKeyStored) },
  no_shared_key: { state: 'NO_ACCESS', when: all(nothingOk, not(personalKeyStored), not(sharedKeyStored)) },
}

const keySources = {
  AVAILABLE_SHARED: 'shared',
  AVAILABLE_PERSONAL: 'personal',
  NO_ACCESS: null,
  DISABLED: null,
} as const

/** A provider with a shared key that is open to all, and an admin without settings. */
const usual = (change: {
  provider?: Partial<AccessInput['provider']>
  model?: AccessInput['model']
  admin?: Partial<AccessInput['admin']>
  settings?: Partial<NonNullable<AccessInput['settings']>>
}): AccessInput => ({
  provider: {
    isActive: true,
    hasSharedKey: true,
    allowPersonalKeys: true,
    allowSharedForNormalAdmins: true,
    ...change.provider,
  },
  model: change.model === undefined ? { isActive: true } : change.model,
  admin: { isActive: true, role: 'admin', ...change.admin },
  settings: change.settings ? { isActive: true, hasPersonalKey: true, useSharedApi: true, ...change.settings } : null,
})

describe('the access state machine', () => {
  it('answers every one of the 1,728 inputs as the rules say', () => {
    expect(everyInput).toHaveLength(1_728)
    for (const input of everyInput) {
      const holding = Object.entries(rules).filter(([, { when }]) => when(input))
      expect(holding.map(([reason]) => reason)).toHaveLength(1)
      const [reason, { state }] = holding[0]!
      expect(decideAccess(input), JSON.stringify(input)).toEqual({ state, reason, keySource: keySources[state] })
    }
  })

  it('gives each of its reasons for some input, and has a sentence for it', () => {
    const given = new Set<string>(everyInput.map((input) => decideAccess(input).reason))
    expect([...given].sort()).toEqual(Object.keys(accessReasonTexts).sort())
    for (const text of Object.values(accessReasonTexts)) expect(text).toMatch(/^[A-Z].{10,}\.$/)
  })

  it('does not change what it is given', () => {
    const input = usual({ settings: {} })
    const before = structuredClone(input)
    decideAccess(input)
    expect(input).toEqual(before)
  })
})

describe('a normal admin', () => {
  it('uses the shared key where it is open to them', () => {
    expect(decideAccess(usual({}))).toEqual({ state: 'AVAILABLE_SHARED', reason: 'shared_only', keySource: 'shared' })
  })

  it('is told that the shared key is not open to them', () => {
    const input = usual({ provider: { allowSharedForNormalAdmins: false } })
    expect(decideAccess(input)).toEqual({ state: 'NO_ACCESS', reason: 'shared_not_allowed', keySource: null })
  })

  it('uses a personal key though they prefer a shared key that is not open to them', () => {
    const input = usual({ provider: { allowSharedForNormalAdmins: false }, settings: { useSharedApi: true } })
    expect(decideAccess(input)).toMatchObject({ state: 'AVAILABLE_PERSONAL', reason: 'personal_only' })
  })

  it('gets the key that they prefer where both are available', () => {
    expect(decideAccess(usual({ settings: { useSharedApi: false } }))).toMatchObject({ reason: 'personal_preferred' })
    expect(decideAccess(usual({ settings: { useSharedApi: true } }))).toMatchObject({ reason: 'shared_preferred' })
  })

  it('falls to the shared key when their settings are switched off', () => {
    const input = usual({ settings: { isActive: false, useSharedApi: false } })
    expect(decideAccess(input)).toMatchObject({ state: 'AVAILABLE_SHARED', reason: 'shared_only' })
  })

  it('cannot use a personal key that the provider no longer allows', () => {
    const input = usual({ provider: { allowPersonalKeys: false, hasSharedKey: false }, settings: {} })
    expect(decideAccess(input)).toMatchObject({ state: 'NO_ACCESS', reason: 'personal_keys_not_allowed' })
  })
})

describe('a super admin', () => {
  it('has the shared key also where it is closed to normal admins', () => {
    const input = usual({ provider: { allowSharedForNormalAdmins: false }, admin: { role: 'super_admin' } })
    expect(decideAccess(input)).toMatchObject({ state: 'AVAILABLE_SHARED', reason: 'shared_only' })
  })

  it('has no access without any key', () => {
    const input = usual({ provider: { hasSharedKey: false }, admin: { role: 'super_admin' } })
    expect(decideAccess(input)).toMatchObject({ state: 'NO_ACCESS', reason: 'no_shared_key' })
  })
})

describe('what is switched off', () => {
  it.each([
    ['the admin', usual({ admin: { isActive: false } }), 'admin_inactive'],
    ['the provider', usual({ provider: { isActive: false } }), 'provider_inactive'],
    ['the model', usual({ model: { isActive: false } }), 'model_inactive'],
  ])('disables with its own reason: %s', (_, input, reason) => {
    expect(decideAccess(input)).toEqual({ state: 'DISABLED', reason, keySource: null })
  })

  it('is not the model when the question is about the provider as a whole', () => {
    expect(decideAccess(usual({ model: null }))).toMatchObject({ state: 'AVAILABLE_SHARED' })
  })
})
