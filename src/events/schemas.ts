import { z } from '../platform/zod.ts'
import type { EventData, EventType, StoredEvent } from '../ledger/events/events.ts'
import { toTimestamp } from '../platform/clock.ts'

const at = z.string().openapi({ description: 'When it happened.', example: '2026-11-15T12:00:00.000Z' })
const adminId = z.number().int().nullable().openapi({ description: 'Whom it concerns. `null`: everybody.' })
const providerSlug = z
  .string()
  .nullable()
  .openapi({ description: 'Slug of the provider. `null`: of none, or not told.' })

const AccessChanged = z
  .object({
    at,
    admin_id: adminId,
    what: z.enum(['settings', 'admin', 'api_key', 'provider', 'model', 'capability']),
    provider: providerSlug,
  })
  .openapi('AccessChanged', { description: 'What may be called, or with which key, may be another now.' })

const LimitChanged = z
  .object({
    at,
    admin_id: adminId,
    what: z.enum(['settings', 'admin', 'api_key', 'provider', 'policy']).openapi({
      description: '`provider`, `policy`: the defaults for all who have no limits of their own.',
    }),
    provider: providerSlug,
    api_key_id: z.number().int().nullable(),
  })
  .openapi('LimitChanged')

const ThresholdCrossed = z
  .object({
    at,
    admin_id: z.number().int(),
    scope: z.enum(['provider', 'admin']).openapi({ description: 'At one provider, or over all.' }),
    provider: providerSlug,
    name: z.enum(['monthly_limit', 'monthly_token_limit', 'monthly_budget_usd']),
    limit: z.number().openapi({ description: 'Requests, tokens, or USD.' }),
    used: z.number(),
    period: z.string().openapi({ example: '2026-11' }),
    percent: z.number().int().openapi({ description: 'The share of the limit that was reached.' }),
  })
  .openapi('ThresholdCrossed', { description: 'Once for a limit and a month.' })

const KeyRevoked = z.object({ at, admin_id: z.number().int(), api_key_id: z.number().int() }).openapi('KeyRevoked')

/** By type. The ledger's own words for them are checked against these. */
const eventSchemas = {
  access_changed: AccessChanged,
  limit_changed: LimitChanged,
  threshold_crossed: ThresholdCrossed,
  key_revoked: KeyRevoked,
} satisfies { [T in EventType]: z.ZodType<{ at: string } & EventData[T]> }

const told = <T extends EventType>(event: T) =>
  z.object({ id: z.string(), event: z.literal(event), data: eventSchemas[event] })

/** An event as a client reads it from the stream. */
export const LiveEvent = z
  .discriminatedUnion('event', [
    z.object({ id: z.string(), event: z.enum(['ready', 'reset']), data: z.object({ at }) }),
    told('access_changed'),
    told('limit_changed'),
    told('threshold_crossed'),
    told('key_revoked'),
  ])
  .openapi('LiveEvent', {
    description: 'One event of the stream: its lines `id`, `event` and `data`, of which the last is JSON.',
  })

export const StreamHeaders = z.object({
  'last-event-id': z.string().max(200).optional().openapi({
    description: 'The `id` of the last event that was seen: the stream goes on after it.',
  }),
})

/** How far a caller has come: the id of the last event of their own ledger, and of the registry. */
export type Position = { own: number; registry: number }

type Whose = { adminId: number; position: Position }

const POSITION = /^(\d{1,15})\.(\d{1,15})\.(\d{1,15})$/

/** `isUnknown`: there is an id, but it is none of this admin's. */
export function parsePosition(
  lastEventId: string | null,
  adminId: number,
): { after: Position | null; isUnknown: boolean } {
  if (!lastEventId) return { after: null, isUnknown: false }
  const [, admin, own, registry] = POSITION.exec(lastEventId) ?? []
  if (Number(admin) !== adminId) return { after: null, isUnknown: true }
  return { after: { own: Number(own), registry: Number(registry) }, isUnknown: false }
}

/** An event as it is sent. `ready` and `reset` begin a stream. */
export function toEventText(
  event: StoredEvent | { type: 'ready' | 'reset'; atMs: number; data: object },
  { adminId, position }: Whose,
): string {
  const data = JSON.stringify({ at: toTimestamp(event.atMs), ...event.data })
  return `event: ${event.type}\nid: ${adminId}.${position.own}.${position.registry}\ndata: ${data}\n\n`
}
