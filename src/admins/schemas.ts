import { z } from '../platform/zod.ts'
import type { AdminRow } from '../db/rows.ts'
import { noMonthlyColumns, type MonthlyColumns } from '../access/limits.ts'
import {
  monthlyLimitFields,
  rateLimitFields,
  toMonthlyColumns,
  toMonthlyFields,
  toRateColumns,
  toRateFields,
} from '../http/limits.ts'
import { listQuery, pageOf, queryFlag } from '../http/pages.ts'
import { noRateLimits, type RateLimits } from '../ledger/limits.ts'

const roleSchema = z.enum(['super_admin', 'admin'])

const adminFields = {
  email: z.string().trim().toLowerCase().pipe(z.email().max(254)),
  name: z.string().trim().max(200),
  role: roleSchema,
  is_active: z.boolean(),
}

const overAll = ' over all providers. `null`: for normal admins the default policy’s, for super admins none.'
const limitFields = { ...monthlyLimitFields(overAll), ...rateLimitFields(overAll) }

export const Admin = z
  .object({
    id: z.number().int(),
    email: z.string(),
    name: z.string(),
    role: roleSchema,
    is_active: z.boolean(),
    ...limitFields,
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
    ...z.object(limitFields).partial().shape,
  })
  .openapi('AdminCreate')

export const AdminPatch = z
  .strictObject({ ...adminFields, ...limitFields })
  .partial()
  .openapi('AdminPatch')

export type AdminChange = Partial<Pick<AdminRow, 'email' | 'name' | 'role' | 'isActive'> & MonthlyColumns & RateLimits>

/** The fields that were sent, as columns. */
export function toAdminChange(sent: z.infer<typeof AdminPatch>): AdminChange {
  const { email, name, role, is_active: isActive } = sent
  return {
    ...(email !== undefined && { email }),
    ...(name !== undefined && { name }),
    ...(role !== undefined && { role }),
    ...(isActive !== undefined && { isActive }),
    ...toMonthlyColumns(sent),
    ...toRateColumns(sent),
  }
}

/** All columns of a new admin. */
export function toNewAdmin(sent: z.infer<typeof AdminCreate>): Required<AdminChange> {
  const { email, name, role, is_active: isActive } = sent
  return {
    email,
    name,
    role,
    isActive,
    ...noMonthlyColumns,
    ...toMonthlyColumns(sent),
    ...noRateLimits,
    ...toRateColumns(sent),
  }
}

export function toAdmin(row: AdminRow): z.infer<typeof Admin> {
  return {
    id: row.id,
    email: row.email,
    name: row.name,
    role: row.role,
    is_active: row.isActive,
    ...toMonthlyFields(row),
    ...toRateFields(row),
    created_at: row.createdAt,
    updated_at: row.updatedAt,
  }
}
