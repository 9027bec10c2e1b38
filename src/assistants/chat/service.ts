import type { z } from 'zod'
import type { ChatCompletionRequest } from '../../gateway/chat/call.ts'
import type { PipelineAnswer } from '../../gateway/pipeline.ts'
import { readCompletion, toOriginFields, toTokenUsage } from '../completion.ts'
import { toModelName } from '../model-name.ts'
import type { SimpleChatReply, SimpleChatRequest } from './schemas.ts'

/** The simple request in OpenAI's form. @throws AppError `validation_failed` for a provider without a model. */
export function toChatCompletionRequest(request: SimpleChatRequest): ChatCompletionRequest {
  const { message, conversation_history, system_message, image, provider, model, stream, ...options } = request
  const name = toModelName({ provider, model })
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

/** The provider's answer as a simple reply. @throws AppError `upstream_error` when it is no chat completion. */
export function toSimpleReply(answer: PipelineAnswer, generationTimeMs: number): z.infer<typeof SimpleChatReply> {
  const { text, finishReason, usage } = readCompletion(answer)
  return {
    reply: text,
    finish_reason: finishReason,
    usage: toTokenUsage(usage),
    ...toOriginFields(answer, generationTimeMs),
  }
}
