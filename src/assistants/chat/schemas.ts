import { z } from '../../platform/zod.ts'
import { modelChoice, originFields, tokenUsage } from '../schemas.ts'

const text = z.string().max(1_000_000)

export const SimpleChatRequest = z
  .strictObject({
    message: text.min(1).openapi({ example: 'Hello' }),
    conversation_history: z
      .array(z.strictObject({ role: z.enum(['user', 'assistant']), content: text }))
      .max(1_000)
      .default([]),
    system_message: text.optional(),
    temperature: z.number().min(0).max(2).optional(),
    max_tokens: z.number().int().positive().max(100_000_000).optional(),
    image: z
      .string()
      .max(20_000_000)
      .regex(/^(https:\/\/|data:image\/[\w.+-]+;base64,)/, 'must be an https address or a data URL of an image')
      .optional()
      .openapi({ description: 'An https address or a data URL; the model must have `vision`.' }),
    ...modelChoice,
    stream: z.boolean().default(false),
  })
  .openapi('SimpleChatRequest')

export type SimpleChatRequest = z.infer<typeof SimpleChatRequest>

export const SimpleChatReply = z
  .object({
    reply: z.string(),
    finish_reason: z.string().nullable(),
    usage: tokenUsage,
    ...originFields,
  })
  .openapi('SimpleChatReply')
