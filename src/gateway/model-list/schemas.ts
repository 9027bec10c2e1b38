import { z } from '../../platform/zod.ts'
import type { ModelRow, ProviderRow } from '../../db/rows.ts'

/** A model as OpenAI's clients list it. */
export const OpenAiModel = z
  .object({
    id: z.string().openapi({ example: 'sandbox/chat' }),
    object: z.literal('model'),
    created: z.number().int().openapi({ description: 'Unix seconds.' }),
    owned_by: z.string(),
  })
  .openapi('OpenAiModel')

export const OpenAiModelList = z
  .object({ object: z.literal('list'), data: z.array(OpenAiModel) })
  .openapi('OpenAiModelList')

export function toOpenAiModel({
  provider,
  model,
}: {
  provider: ProviderRow
  model: ModelRow
}): z.infer<typeof OpenAiModel> {
  return {
    id: `${provider.slug}/${model.modelId}`,
    object: 'model',
    created: Math.floor(Date.parse(model.createdAt) / 1000),
    owned_by: provider.slug,
  }
}
