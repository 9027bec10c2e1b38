import { z } from '../platform/zod.ts'
import type { AuditEventRow } from '../db/rows.ts'
import { listQuery, pageOf } from '../http/pages.ts'

export const AuditEventSchema = z
  .object({
    id: z.number().int(),
    created_at: z.string(),
    actor: z.object({ admin_id: z.number().int(), email: z.string(), api_key_id: z.number().int() }),
    request_id: z.string(),
    action: z.string().openapi({ example: 'provider.update' }),
    target_type: z.string(),
    target_id: z.string(),
    changes: z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() })),
  })
  .openapi('AuditEvent')

export const AuditPage = pageOf(AuditEventSchema, 'AuditPage')

export const AuditQuery = listQuery(['id'], '-id').extend({
  action: z.string().optional(),
  target_type: z.string().optional(),
  target_id: z.string().optional(),
  actor: z.coerce
    .number()
    .int()
    .positive()
    .optional()
    .openapi({ type: 'integer', description: 'Id of the admin who acted.' }),
})

export function toAuditEvent(row: AuditEventRow): z.infer<typeof AuditEventSchema> {
  return {
    id: row.id,
    created_at: row.createdAt,
    actor: { admin_id: row.actorAdminId, email: row.actorEmail, api_key_id: row.actorApiKeyId },
    request_id: row.requestId,
    action: row.action,
    target_type: row.targetType,
    target_id: row.targetId,
    changes: row.changes,
  }
}
