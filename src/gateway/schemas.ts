import { z } from '../platform/zod.ts'
import type { ModelRow, ProviderRow } from '../db/rows.ts'

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

/** The answer is the provider's own, so its form is described, not checked. */
export const ChatCompletion = z
  .looseObject({
    id: z.string(),
    object: z.literal('chat.completion'),
    created: z.number().int(),
    model: z.string(),
    choices: z.array(
      z.looseObject({
        index: z.number().int(),
        message: z.looseObject({ role: z.string(), content: z.string().nullable() }),
        finish_reason: z.string().nullable(),
      }),
    ),
    usage: z
      .looseObject({
        prompt_tokens: z.number().int(),
        completion_tokens: z.number().int(),
        total_tokens: z.number().int(),
      })
      .optional(),
  })
  .openapi('ChatCompletion')

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
