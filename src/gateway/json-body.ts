import { z } from '../platform/zod.ts'
import type { ModelRow } from '../db/rows.ts'
import { readModelConfig } from '../models/config.ts'
import { applyFormRules, applyParameterRules } from './parameter-rules.ts'

/** The model of a request under `/v1`. */
export const modelName = z
  .string()
  .max(300)
  .optional()
  .openapi({ description: '`provider/model_id`, a bare model id, or `default`.', example: 'sandbox/chat' })

/** What may be sent as text or, where a provider takes it, otherwise. */
export const textInput = z
  .union([z.string(), z.array(z.unknown()).min(1)], { error: 'must be text, or a list that is not empty' })
  .openapi({ description: 'Text, several texts, or either as lists of tokens.', example: 'Hello' })

/** A model that a body names besides its own would be used past access, key restrictions and prices. */
export const withoutModel = z.looseObject({}).refine((fields) => !('model' in fields), 'cannot name a model of its own')

/**
 * Where other gateways let a caller choose the upstream, or models besides `model`, past access, key restrictions and
 * prices. Here it is data: these are dropped, whatever they say.
 */
const ROUTING_FIELDS = [
  'api_base',
  'base_url',
  'api_key',
  'api_version',
  'extra_headers',
  'headers',
  'models',
  'fallbacks',
  'fallback_models',
  'preset',
]

/** A request without what says where it goes: the model's name, and what other gateways take for that. */
export function withoutRouting(sent: Record<string, unknown>): Record<string, unknown> {
  const { model: _name, ...rest } = sent
  for (const field of ROUTING_FIELDS) delete rest[field]
  return rest
}

/** A request as the model's provider gets it: its own name of the model, and the model's rules applied. */
export function toUpstreamJson(sent: Record<string, unknown>, { modelId, config }: ModelRow): Record<string, unknown> {
  return { model: modelId, ...applyParameterRules(withoutRouting(sent), readModelConfig(config).parameters ?? {}) }
}

/** The same for a form: files stay as they came. */
export function toUpstreamForm(sent: FormData, { modelId, config }: ModelRow): FormData {
  const form = applyFormRules(sent, readModelConfig(config).parameters ?? {})
  for (const field of ROUTING_FIELDS) form.delete(field)
  form.set('model', modelId)
  return form
}

/** A body of which usage is asked for, if it streams: this wire format says none unasked. */
export function toStreamBody(body: Record<string, unknown>, isStream: boolean): Record<string, unknown> {
  const { stream: _stream, stream_options: options, ...rest } = body
  if (!isStream) return rest
  return { ...rest, stream: true, stream_options: { ...(options as object | undefined), include_usage: true } }
}

type StreamFields = {
  stream?: boolean | null | undefined
  stream_options?: { include_usage?: boolean | null | undefined } | null | undefined
}

/** Whether usage is asked for by us alone, and so left out of the stream that the caller gets. */
export function hidesUsage({ stream, stream_options: options }: StreamFields): boolean {
  return stream === true && options?.include_usage !== true
}

/** The form that the validated fields came in: of a list each entry is a field. */
export function toForm(fields: Record<string, unknown>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) {
    for (const part of Array.isArray(value) ? value : [value]) {
      if (part instanceof File) form.append(name, part)
      else if (part != null) form.append(name, String(part))
    }
  }
  return form
}

/** A whole number from 1 up, or `null` for anything else. */
export function toPositive(value: unknown): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  return Number.isSafeInteger(number) && (number as number) > 0 ? (number as number) : null
}
