/** `config` of a model: how it deviates from the wire format, and what stands in for it. */
import { remember } from '../platform/remember.ts'
import { z } from '../platform/zod.ts'

/** What Gatehouse itself sets or reads: no rule may touch it. */
const RESERVED = new Set([
  'model',
  'messages',
  'input',
  'prompt',
  'contents',
  'stream',
  'stream_format',
  'stream_options',
  'n',
  'file',
])

const parameter = z
  .string()
  .regex(/^[a-zA-Z][\w.-]{0,63}(\[\])?$/, 'is not a parameter name')
  .refine((name) => !RESERVED.has(name) && name !== '__proto__' && name !== 'constructor', 'cannot be ruled')

const number = z.number().min(-1e12).max(1e12)

export const modelConfig = z
  .strictObject({
    parameters: z
      .strictObject({
        drop: z
          .array(parameter)
          .max(50)
          .openapi({ description: 'Never sent.', example: ['seed'] }),
        rename: z
          .record(parameter, parameter)
          .openapi({ description: 'Sent under another name.', example: { max_tokens: 'max_completion_tokens' } }),
        default: z
          .record(parameter, z.unknown())
          .openapi({ description: 'Sent where the caller says nothing.', example: { temperature: 0.7 } }),
        clamp: z
          .record(parameter, z.strictObject({ min: number.optional(), max: number.optional() }))
          .openapi({ description: 'Brought into a range.', example: { temperature: { max: 1 } } }),
      })
      .partial()
      .optional()
      .openapi({ description: 'Applied to every call of the model before it is sent: drop, rename, default, clamp.' }),
    fallbacks: z
      .array(z.string().min(3).max(300))
      .max(5)
      .optional()
      .openapi({
        description:
          'Models as `provider/model_id`, tried in this order when this one certainly did not serve the call (unreachable, 408, 429, 5xx). Never from a personal to a shared key.',
        example: ['openai/gpt-5-mini'],
      }),
  })
  .openapi('ModelConfig')

export type ModelConfig = z.infer<typeof modelConfig>

/** What stands in a row. An older or broken form counts as nothing. */
export const readModelConfig = remember((config: Record<string, unknown>): ModelConfig => {
  const parsed = modelConfig.safeParse(config)
  return parsed.success ? parsed.data : {}
})
