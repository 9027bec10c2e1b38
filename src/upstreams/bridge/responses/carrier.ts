/**
 * What a provider wants back with the next turn, see chat/provider-metadata.ts, where every client sends it back: in
 * `encrypted_content` of a reasoning item. To clients it is opaque; it holds nothing that they must not read.
 */
import { z } from 'zod'
import { validationError } from '../../../errors.ts'
import { fromBase64Url, toBase64Url } from '../../../platform/encoding.ts'

/** What is in the parts, the chat judges. */
const carried = z.strictObject({
  /** The blocks of reasoning. */
  reasoning_details: z.array(z.looseObject({})).optional(),
  /** Of the text. */
  extra_content: z.looseObject({}).optional(),
  /** Of each call, by its id. */
  tool_calls: z.record(z.string(), z.looseObject({})).optional(),
})

export type Carried = { reasoning_details?: object[]; extra_content?: object; tool_calls?: Record<string, object> }

export function encodeCarried(carried: Carried): string {
  return toBase64Url(new TextEncoder().encode(JSON.stringify(carried)))
}

/** @throws AppError `validation_failed` naming the field, when it is not of an answer that was given here. */
export function decodeCarried(text: string, field: string) {
  const parsed = carried.safeParse(readJson(fromBase64Url(text)))
  if (parsed.success) return parsed.data
  throw validationError([{ field, message: 'is not of an answer of this gateway: leave the reasoning item out' }])
}

function readJson(bytes: Uint8Array | null): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes ?? undefined))
  } catch {
    return null
  }
}
