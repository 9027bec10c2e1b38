import { z } from '../../platform/zod.ts'
import type { CapabilityCall } from '../call.ts'
import { createInputCall } from '../input-call.ts'
import { modelName, textInput } from '../json-body.ts'

/** OpenAI's request for a moderation. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const ModerationRequest = z
  .looseObject({
    model: modelName,
    input: textInput.openapi({ description: 'Text, several texts, or parts of text and images.', example: 'Hello' }),
  })
  .openapi('ModerationRequest')

export type ModerationRequest = z.infer<typeof ModerationRequest>

export function createModerationCall(request: ModerationRequest): CapabilityCall {
  return createInputCall(request, { capability: 'moderation', operation: 'moderations' })
}
