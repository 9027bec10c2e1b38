import { z } from '../../platform/zod.ts'

const content = z.looseObject({}).openapi({ description: 'A turn: `role` and `parts`.' })

const generationConfig = z.looseObject({}).optional()

/**
 * Google's requests, in `camelCase` or `snake_case`. Only what Gatehouse itself reads is checked; the rest is the provider's
 * to judge.
 */
export const GenerateContentRequest = z
  .looseObject({
    contents: z.array(content).openapi({ example: [{ role: 'user', parts: [{ text: 'Hello' }] }] }),
    generationConfig,
    generation_config: generationConfig,
  })
  .openapi('GenerateContentRequest')

export type GenerateContentRequest = z.infer<typeof GenerateContentRequest>

export const EmbedContentRequest = z
  .looseObject({ content: content.openapi({ example: { parts: [{ text: 'Hello' }] } }) })
  .openapi('EmbedContentRequest')

export type EmbedContentRequest = z.infer<typeof EmbedContentRequest>

export const BatchEmbedContentsRequest = z
  .looseObject({ requests: z.array(EmbedContentRequest).min(1) })
  .openapi('BatchEmbedContentsRequest')

export type BatchEmbedContentsRequest = z.infer<typeof BatchEmbedContentsRequest>

/** The answers are the provider's own, so their form is described, not checked. */
export const GenerateContentResponse = z
  .looseObject({
    candidates: z.array(z.looseObject({ finishReason: z.string().optional() })).optional(),
    usageMetadata: z
      .looseObject({
        promptTokenCount: z.number().int().optional(),
        candidatesTokenCount: z.number().int().optional(),
        thoughtsTokenCount: z.number().int().optional(),
      })
      .optional(),
  })
  .openapi('GenerateContentResponse')

const embedding = z.looseObject({ values: z.array(z.number()) })

export const EmbedContentResponse = z.looseObject({ embedding }).openapi('EmbedContentResponse')

export const BatchEmbedContentsResponse = z
  .looseObject({ embeddings: z.array(embedding) })
  .openapi('BatchEmbedContentsResponse')
