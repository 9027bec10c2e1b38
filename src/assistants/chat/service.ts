import { z } from 'zod'
import { AppError, validationError } from '../../errors.ts'
import type { ChatCompletionRequest } from '../../gateway/chat.ts'
import type { PipelineAnswer } from '../../gateway/pipeline.ts'
import { readOpenAiUsage } from '../../gateway/token-usage.ts'
import type { SimpleChatReply, SimpleChatRequest } from './schemas.ts'

/** The simple request in OpenAI's form. @throws AppError `validation_failed` for a provider without a model. */
export function toChatCompletionRequest(request: SimpleChatRequest): ChatCompletionRequest {
  const { message, conversation_history, system_message, image, provider, model, stream, ...options } = request
  if (provider !== undefined && model === undefined) {
    throw validationError([{ field: 'model', message: 'is needed with a provider' }])
  }
  const name = provider === undefined ? model : `${provider}/${model}`
  const content = image
    ? [
        { type: 'text', text: message },
        { type: 'image_url', image_url: { url: image } },
      ]
    : message
  return {
    ...options,
    ...(name !== undefined && { model: name }),
    messages: [
      ...(system_message === undefined ? [] : [{ role: 'system', content: system_message }]),
      ...conversation_history,
      { role: 'user', content },
    ],
    stream,
    ...(stream && { stream_options: { include_usage: true } }),
  }
}

const completion = z.looseObject({
  choices: z
    .array(
      z.looseObject({
        message: z.looseObject({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.unknown().optional(),
})

/** The provider's answer as a simple reply. @throws AppError `upstream_error` when it is no chat completion. */
export function toSimpleReply(answer: PipelineAnswer, generationTimeMs: number): z.infer<typeof SimpleChatReply> {
  const parsed = completion.safeParse(answer.answer.kind === 'whole' ? answer.answer.json : null)
  if (!parsed.success) throw new AppError('upstream_error', 'The provider answered with something that is not a chat')
  const { choices, usage: said } = parsed.data
  const usage = readOpenAiUsage(said)
  return {
    reply: choices[0]!.message.content ?? '',
    finish_reason: choices[0]!.finish_reason ?? null,
    usage: usage && {
      input_tokens: usage.inputTokens,
      output_tokens: usage.outputTokens,
      total_tokens: usage.inputTokens + usage.outputTokens,
    },
    provider: answer.target.provider.slug,
    model: answer.target.model.modelId,
    key_source: answer.target.keySource,
    generation_time_ms: generationTimeMs,
  }
}
