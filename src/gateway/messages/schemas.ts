import { z } from '../../platform/zod.ts'
import { modelName, withoutModel } from '../json-body.ts'

/** Tools can be defined within a conversation too. Not recursive: a body may be nested deeply. */
function definesToolsWithModels(messages: unknown): boolean {
  const pending = [messages]
  while (pending.length > 0) {
    const value = pending.pop()
    if (typeof value !== 'object' || value === null) continue
    const { type, definition } = value as Record<string, unknown>
    if (type === 'tool_definition' && !withoutModel.safeParse(definition).success) return true
    for (const part of Object.values(value)) pending.push(part)
  }
  return false
}

const messageFields = {
  model: modelName.openapi({ example: 'anthropic/claude-haiku-4-5' }),
  messages: z
    .array(z.looseObject({ role: z.string().openapi({ example: 'user' }) }))
    .min(1)
    .refine((messages) => !definesToolsWithModels(messages), 'cannot define a tool that names a model of its own')
    .openapi({ example: [{ role: 'user', content: 'Hello' }] }),
  tools: z.array(withoutModel).nullish(),
}

/** Anthropic's request. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const MessageRequest = z
  .looseObject({
    ...messageFields,
    max_tokens: z.number().int().min(0).max(100_000_000).optional().openapi({ example: 1024 }),
    stream: z.boolean().optional(),
    fallbacks: z
      .null('are set by a super admin, in the configuration of the model')
      .optional()
      .openapi({ description: 'Other models than `model` cannot be named.' }),
  })
  .openapi('MessageRequest')

export type MessageRequest = z.infer<typeof MessageRequest>

export const MessageTokensRequest = z.looseObject(messageFields).openapi('MessageTokensRequest')

export type MessageTokensRequest = z.infer<typeof MessageTokensRequest>

/** The answers are the provider's own, so their form is described, not checked. */
export const Message = z
  .looseObject({
    id: z.string(),
    type: z.literal('message'),
    role: z.literal('assistant'),
    model: z.string(),
    content: z.array(z.looseObject({ type: z.string() })),
    stop_reason: z.string().nullable(),
    usage: z.looseObject({ input_tokens: z.number().int(), output_tokens: z.number().int() }),
  })
  .openapi('Message')

export const MessageTokens = z.looseObject({ input_tokens: z.number().int() }).openapi('MessageTokens')
