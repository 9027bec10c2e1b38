import { AppError, type ErrorCode } from '../errors.ts'
import { actorOf } from '../http/actor.ts'
import { monthlyLimitNames } from '../http/limits.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { idParam } from '../http/pages.ts'
import { readProviderFor } from '../providers/service.ts'
import { findSettingsWithEpoch, listSettingsWithProviders } from './queries.ts'
import {
  LimitsChange,
  limitDefaults,
  providerParam,
  Settings,
  SettingsChange,
  settingsDefaults,
  SettingsList,
  toSettings,
  toSettingsPatch,
} from './schemas.ts'
import { changeSettings, deleteSettings } from './service.ts'

const tags = ['Settings']
const path = '/api/v1/ai/settings'
const adminPath = '/api/v1/admins/{id}/settings/{provider}'
const adminParams = idParam.extend(providerParam.shape)

const settingsErrors: ErrorCode[] = [
  'field_not_allowed',
  'access_denied',
  'not_found',
  'conflict',
  'ledger_unavailable',
]

const listSettings = defineRoute('any', [], {
  operationId: 'listSettings',
  tags,
  summary: 'Your settings, by provider',
  method: 'get',
  path,
  responses: { 200: jsonAnswer(SettingsList, 'The settings that are stored') },
})

const getSettings = defineRoute('any', ['not_found'], {
  operationId: 'getSettings',
  tags,
  summary: 'Your settings for a provider, or the defaults that hold',
  method: 'get',
  path: `${path}/{provider}`,
  request: { params: providerParam },
  responses: { 200: jsonAnswer(Settings, 'The settings') },
})

const putSettings = defineRoute('any', settingsErrors, {
  operationId: 'putSettings',
  tags,
  summary: 'Replace your settings for a provider',
  description:
    'What is left out goes back to its default, except the personal key, and for normal admins the limits, which are a super admin’s to set.',
  method: 'put',
  path: `${path}/{provider}`,
  request: { params: providerParam, body: jsonBody(SettingsChange) },
  responses: { 200: jsonAnswer(Settings, 'The settings') },
})

const patchSettings = defineRoute('any', settingsErrors, {
  operationId: 'patchSettings',
  tags,
  summary: 'Change single settings for a provider',
  method: 'patch',
  path: `${path}/{provider}`,
  request: { params: providerParam, body: jsonBody(SettingsChange) },
  responses: { 200: jsonAnswer(Settings, 'The settings') },
})

const deleteSettingsRoute = defineRoute('any', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'deleteSettings',
  tags,
  summary: 'Remove your settings for a provider, and the personal key with them',
  description: 'Limits that a super admin has set stay.',
  method: 'delete',
  path: `${path}/{provider}`,
  request: { params: providerParam },
  responses: { 204: { description: 'Removed' } },
})

const getAdminSettings = defineRoute('super', ['not_found'], {
  operationId: 'getAdminSettings',
  tags,
  summary: 'An admin’s settings for a provider, or the defaults that hold',
  method: 'get',
  path: adminPath,
  request: { params: adminParams },
  responses: { 200: jsonAnswer(Settings, 'The settings') },
})

const putAdminSettings = defineRoute('super', ['not_found', 'conflict', 'ledger_unavailable'], {
  operationId: 'putAdminSettings',
  tags,
  summary: 'Replace an admin’s limits at a provider',
  description:
    'Their preferences stay unless they are named. Their personal key can be removed by `null`, not read or set.',
  method: 'put',
  path: adminPath,
  request: { params: adminParams, body: jsonBody(LimitsChange) },
  responses: { 200: jsonAnswer(Settings, 'The settings') },
})

export const settingsRoutes = createRouter()
  .openapi(listSettings, async (c) => {
    const rows = await listSettingsWithProviders(c.var.deps.database, c.var.caller.admin.id)
    return c.json({ count: rows.length, results: rows.map(toSettings) }, 200)
  })
  .openapi(getSettings, async (c) => {
    const { admin } = c.var.caller
    const { provider } = await readProviderFor(c.var.deps, admin, c.req.valid('param').provider)
    const found = await findSettingsWithEpoch(c.var.deps.database, admin.id, provider.id)
    return c.json(toSettings({ provider, settings: found?.settings ?? null }), 200)
  })
  .openapi(putSettings, async (c) => {
    const { admin } = c.var.caller
    const sent = c.req.valid('json')
    refuseLimits(admin.role, sent)
    const { provider } = await readProviderFor(c.var.deps, admin, c.req.valid('param').provider)
    const settings = await changeSettings(
      c.var.deps,
      actorOf(c),
      { adminId: admin.id, provider },
      { ...settingsDefaults, ...(admin.role === 'super_admin' && limitDefaults), ...toSettingsPatch(sent) },
    )
    return c.json(toSettings({ provider, settings }), 200)
  })
  .openapi(patchSettings, async (c) => {
    const { admin } = c.var.caller
    const sent = c.req.valid('json')
    refuseLimits(admin.role, sent)
    const { provider } = await readProviderFor(c.var.deps, admin, c.req.valid('param').provider)
    const owner = { adminId: admin.id, provider }
    const settings = await changeSettings(c.var.deps, actorOf(c), owner, toSettingsPatch(sent))
    return c.json(toSettings({ provider, settings }), 200)
  })
  .openapi(deleteSettingsRoute, async (c) => {
    const { admin } = c.var.caller
    const { provider } = await readProviderFor(c.var.deps, admin, c.req.valid('param').provider)
    await deleteSettings(c.var.deps, actorOf(c), {
      adminId: admin.id,
      provider,
      keepsLimits: admin.role !== 'super_admin',
    })
    return c.body(null, 204)
  })
  .openapi(getAdminSettings, async (c) => {
    const { id, provider: reference } = c.req.valid('param')
    const { provider } = await readProviderFor(c.var.deps, c.var.caller.admin, reference)
    const found = await findSettingsWithEpoch(c.var.deps.database, id, provider.id)
    if (!found) throw new AppError('not_found', 'There is no such admin')
    return c.json(toSettings({ provider, settings: found.settings }), 200)
  })
  .openapi(putAdminSettings, async (c) => {
    const { id, provider: reference } = c.req.valid('param')
    const { provider } = await readProviderFor(c.var.deps, c.var.caller.admin, reference)
    const settings = await changeSettings(
      c.var.deps,
      actorOf(c),
      { adminId: id, provider },
      // The limits are replaced; what the admin prefers stays theirs unless it is named.
      { ...limitDefaults, ...toSettingsPatch(c.req.valid('json')) },
    )
    return c.json(toSettings({ provider, settings }), 200)
  })

/** Limits are a super admin's to set, also in one's own settings. */
function refuseLimits(role: 'super_admin' | 'admin', sent: object): void {
  const field = monthlyLimitNames.find((name) => name in sent)
  if (field && role !== 'super_admin') {
    throw new AppError('field_not_allowed', `Only a super admin may set ${field}`, { param: field })
  }
}
