/** What the simple endpoints read in a provider's chat completion. */
import { z } from 'zod'
import type { PipelineAnswer } from '../gateway/pipeline.ts'
import type { Target } from '../gateway/target.ts'
import { readOpenAiUsage, type TokenCounts } from '../gateway/token-usage.ts'
import { readAnswer } from './read-answer.ts'
import type { tokenUsage } from './schemas.ts'

export type Completion = {
  text: string
  finishReason: string | null
  /** The model, or a filter before or behind it, declined. */
  isRefused: boolean
  /** `null`: the provider did not say. */
  usage: TokenCounts | null
}

const completionForm = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({ content: z.string().nullish(), refusal: z.string().nullish().catch(null) }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
})

/** @throws AppError `upstream_error` when the answer is no chat completion. */
export function readCompletion(answer: PipelineAnswer): Completion {
  const { choices, usage } = readAnswer(answer, completionForm, 'a chat')
  const { message, finish_reason: finishReason } = choices[0]!
  return {
    text: message.content ?? '',
    finishReason: finishReason ?? null,
    isRefused: Boolean(message.refusal) || finishReason === 'content_filter',
    usage: readOpenAiUsage(usage),
  }
}

export type TokenSums = Pick<TokenCounts, 'inputTokens' | 'outputTokens'>

export function toTokenUsage(usage: TokenSums | null): z.infer<typeof tokenUsage> {
  return (
    usage && {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    }
  )
}

export function toSourceFields({ provider, model, keySource }: Target) {
  return { provider: provider.slug, model: model.modelId, key_source: keySource }
}

export function toOriginFields({ target }: Pick<PipelineAnswer, 'target'>, generationTimeMs: number) {
  return { ...toSourceFields(target), generation_time_ms: generationTimeMs }
}
