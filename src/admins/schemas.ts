import { z } from '../platform/zod.ts'
import type { AdminRow } from '../db/rows.ts'
import { listQuery, pageOf, queryFlag } from '../http/pages.ts'

const roleSchema = z.enum(['super_admin', 'admin'])

const adminFields = {
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  name: z.string().trim().max(200),
  role: roleSchema,
  is_active: z.boolean(),
}

export const Admin = z
  .object({
    id: z.number().int(),
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    is_active: z.boolean(),
    created_at: z.string(),
    updated_at: z.string(),
  })
  .openapi('Admin')

export const CreatedAdmin = Admin.extend({
  api_key: z.object({
    id: z.number().int(),
    key: z.string().openapi({ description: 'Their first API key, shown this once.', example: 'gh_…' }),
  }),
}).openapi('CreatedAdmin')

export const AdminPage = pageOf(Admin, 'AdminPage')

export const AdminQuery = listQuery(['id', 'email'], 'id').extend({
  role: roleSchema.optional(),
  is_active: queryFlag.optional(),
})

export const AdminCreate = z
  .strictObject({
    email: adminFields.email,
    name: adminFields.name.default(''),
    role: adminFields.role.default('admin'),
    is_active: adminFields.is_active.default(true),
  })
  .openapi('AdminCreate')

export const AdminPatch = z.strictObject(adminFields).partial().openapi('AdminPatch')

export function toAdmin(row: AdminRow): z.infer<typeof Admin> {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    is_active: row.isActive,
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  }
}
