/** What listeners are told: the events of the logs, as they are stored and sent. Fields in snake_case, ids and no secrets. */
import { toUsd } from '../../platform/money.ts'
import type { ThresholdCrossing } from '../port.ts'

/** `null` as `admin_id` or `provider`: it concerns everybody, or no single provider. */
export type EventData = {
  access_changed: {
    admin_id: number | null
    what: 'settings' | 'admin' | 'api_key' | 'provider' | 'model' | 'capability'
    provider: string | null
  }
  limit_changed: {
    admin_id: number | null
    what: 'settings' | 'admin' | 'api_key' | 'provider' | 'policy'
    provider: string | null
    api_key_id: number | null
  }
  threshold_crossed: {
    admin_id: number
    scope: 'provider' | 'admin'
    provider: string | null
    name: 'monthly_limit' | 'monthly_token_limit' | 'monthly_budget_usd'
    /** Requests, tokens, or USD. */
    limit: number
    used: number
    /** `2026-11` */
    period: string
    percent: number
  }
  key_revoked: { admin_id: number; api_key_id: number }
}

export type EventType = keyof EventData

export type LiveEvent = { [T in EventType]: { type: T; data: EventData[T] } }[EventType]

/** `id` grows with every event of a log. */
export type StoredEvent = LiveEvent & { id: number; atMs: number }

/** Whom an event of the registry's log is for. */
export type Audience = 'all' | 'super_admin'

/** What a log says to a listener: where it begins, once, and then whatever happens. */
export type LogMessage = { kind: 'opened'; opening: Opening } | { kind: 'event'; event: StoredEvent }

export type Opening = {
  /** The id up to which the listener knows everything, before `missed`. */
  position: number
  /** What the listener had seen is not where this log can go on from: it has to load everything anew. */
  isReset: boolean
  missed: StoredEvent[]
}

/** Where to begin. `after` null: with what comes now. */
export type ListenFrom = { after: number | null; audience: Audience }

/** A change of the registry, for everybody. */
export const registryChanged = (what: 'provider' | 'model' | 'capability'): LiveEvent => ({
  type: 'access_changed',
  // No provider's name: normal admins must not learn which inactive ones there are.
  data: { admin_id: null, what, provider: null },
})

/** Limits that hold for all who have none of their own. */
export const defaultLimitsChanged = (what: 'provider' | 'policy'): LiveEvent => ({
  type: 'limit_changed',
  data: { admin_id: null, what, provider: null, api_key_id: null },
})

export function thresholdCrossed(adminId: number, crossing: ThresholdCrossing): LiveEvent {
  const { scope, name, providerSlug, limit, settled, period, percent } = crossing
  const amount = (value: number) => (name === 'monthly_budget_usd' ? toUsd(value) : value)
  return {
    type: 'threshold_crossed',
    data: {
      admin_id: adminId,
      // Only monthly limits are warned of, and keys have none.
      scope: scope as EventData['threshold_crossed']['scope'],
      name: name as EventData['threshold_crossed']['name'],
      provider: providerSlug,
      limit: amount(limit),
      used: amount(settled),
      period,
      percent,
    },
  }
}
