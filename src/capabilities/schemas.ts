import { z } from '../platform/zod.ts'

/** What a model can do. A call names one of them; `vision` says that a chat model reads images. */
export const CAPABILITIES = [
  'chat',
  'code',
  'image',
  'audio',
  'speech_to_text',
  'video',
  'embeddings',
  'vision',
  'rerank',
  'moderation',
] as const

export type Capability = (typeof CAPABILITIES)[number]

export const capabilitySchema = z.enum(CAPABILITIES).openapi('Capability')

export const CapabilityDefault = z
  .object({
    capability: capabilitySchema,
    model: z.string().nullable().openapi({
      description: 'The default model as `provider/model_id`. `null`: none is set.',
      example: 'sandbox/chat',
    }),
  })
  .openapi('CapabilityDefault')

export const CapabilityList = z.object({ results: z.array(CapabilityDefault) }).openapi('CapabilityList')

export const CapabilityDefaultPut = z
  .strictObject({
    model: z.string().min(3).max(300).openapi({ description: '`provider/model_id`', example: 'openai/gpt-5' }),
  })
  .openapi('CapabilityDefaultPut')

export const capabilityParam = z.object({ capability: capabilitySchema })
