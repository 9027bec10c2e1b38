import type { LanguageModelV4FinishReason } from '@ai-sdk/provider'
import { AppError } from '../../../errors.ts'

/**
 * OpenAI's word for why an answer ended. `other` has none and is `stop`: the answer is complete as far as anybody knows.
 * So is the end of tool calls that were all the provider's own.
 * @throws AppError `upstream_error` when it ended in an error or was cut off: it must not look like a clean end.
 */
export function toFinishReason({ unified, raw }: LanguageModelV4FinishReason, hasToolCalls: boolean) {
  switch (unified) {
    case 'stop':
    case 'other':
      return 'stop'
    case 'tool-calls':
      return hasToolCalls ? 'tool_calls' : 'stop'
    case 'length':
      return 'length'
    case 'content-filter':
      return 'content_filter'
    case 'interrupted':
      throw new AppError('upstream_error', 'The provider broke off before the end of its answer')
    case 'error':
      throw new AppError('upstream_error', 'The provider ended its answer with an error', {
        cause: new Error(raw ?? 'error'),
      })
  }
}
