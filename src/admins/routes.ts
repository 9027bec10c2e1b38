import { actorOf } from '../http/actor.ts'
import { idParam, toPage } from '../http/pages.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../http/route.ts'
import { AppError } from '../errors.ts'
import { findAdmin, listAdmins } from './queries.ts'
import {
  Admin,
  AdminCreate,
  AdminPage,
  AdminPatch,
  AdminQuery,
  CreatedAdmin,
  toAdmin,
  toAdminChange,
  toNewAdmin,
} from './schemas.ts'
import { changeAdmin, createAdmin, deleteAdmin } from './service.ts'

const tags = ['Admins']

const listAdminsRoute = defineRoute('super', [], {
  operationId: 'listAdmins',
  tags,
  summary: 'People and services that call',
  method: 'get',
  path: '/api/v1/admins',
  request: { query: AdminQuery },
  responses: { 200: jsonAnswer(AdminPage, 'A page of admins') },
})

const createAdminRoute = defineRoute('super', ['conflict'], {
  operationId: 'createAdmin',
  tags,
  summary: 'A new admin with a first API key, shown once',
  method: 'post',
  path: '/api/v1/admins',
  request: { body: jsonBody(AdminCreate) },
  responses: { 201: jsonAnswer(CreatedAdmin, 'The admin and their first key') },
})

const getAdmin = defineRoute('super', ['not_found'], {
  operationId: 'getAdmin',
  tags,
  summary: 'One admin',
  method: 'get',
  path: '/api/v1/admins/{id}',
  request: { params: idParam },
  responses: { 200: jsonAnswer(Admin, 'The admin') },
})

const patchAdmin = defineRoute('super', ['not_found', 'conflict', 'last_super_admin', 'ledger_unavailable'], {
  operationId: 'patchAdmin',
  tags,
  summary: 'Change an admin; role, switch and limits are in force when this answers',
  method: 'patch',
  path: '/api/v1/admins/{id}',
  request: { params: idParam, body: jsonBody(AdminPatch) },
  responses: { 200: jsonAnswer(Admin, 'The admin') },
})

const deleteAdminRoute = defineRoute('super', ['not_found', 'last_super_admin', 'ledger_unavailable'], {
  operationId: 'deleteAdmin',
  tags,
  summary: 'Delete an admin with their keys and settings; usage and audit stay',
  method: 'delete',
  path: '/api/v1/admins/{id}',
  request: { params: idParam },
  responses: { 204: { description: 'Deleted' } },
})

export const adminRoutes = createRouter()
  .openapi(listAdminsRoute, async (c) => {
    const { is_active: isActive, ...filter } = c.req.valid('query')
    const { rows, count } = await listAdmins(c.var.deps.database, { ...filter, isActive })
    return c.json(toPage({ ...filter, url: c.req.url, count, results: rows.map(toAdmin) }), 200)
  })
  .openapi(createAdminRoute, async (c) => {
    const input = toNewAdmin(c.req.valid('json'))
    const { admin, apiKeyId, key } = await createAdmin(c.var.deps, actorOf(c), input)
    return c.json({ ...toAdmin(admin), api_key: { id: apiKeyId, key } }, 201)
  })
  .openapi(getAdmin, async (c) => {
    const admin = await findAdmin(c.var.deps.database, c.req.valid('param').id)
    if (!admin) throw new AppError('not_found', 'There is no such admin')
    return c.json(toAdmin(admin), 200)
  })
  .openapi(patchAdmin, async (c) => {
    const change = toAdminChange(c.req.valid('json'))
    const admin = await changeAdmin(c.var.deps, actorOf(c), c.req.valid('param').id, change)
    return c.json(toAdmin(admin), 200)
  })
  .openapi(deleteAdminRoute, async (c) => {
    await deleteAdmin(c.var.deps, actorOf(c), c.req.valid('param').id)
    return c.body(null, 204)
  })
