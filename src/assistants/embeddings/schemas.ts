import { z } from '../../platform/zod.ts'
import { modelChoice, originFields, tokenUsage } from '../schemas.ts'

const MAX_INPUTS = 2048

const text = z.string().min(1)

export const SimpleEmbeddingRequest = z
  .strictObject({
    input: z
      .union([text, z.array(text).min(1).max(MAX_INPUTS)], {
        error: `must be a text or a list of 1 to ${MAX_INPUTS} texts, none of them empty`,
      })
      .openapi({ example: ['Hello', 'Bonjour'] }),
    dimensions: z.number().int().min(1).max(100_000).optional().openapi({
      description: 'How long the vectors are to be, for models that can choose.',
      example: 256,
    }),
    ...modelChoice,
  })
  .openapi('SimpleEmbeddingRequest')

export const SimpleEmbeddings = z
  .object({
    embeddings: z.array(z.array(z.number())).openapi({ description: 'A vector for each input, in their order.' }),
    dimensions: z.number().int().openapi({ description: 'How long each vector is.' }),
    usage: tokenUsage,
    ...originFields,
  })
  .openapi('SimpleEmbeddings')
