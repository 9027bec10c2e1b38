/** A whole answer as OpenAI's chat completion. */
import type { LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider'
import type { BridgeCall } from '../port.ts'
import { present, toAnnotations, toCompletionId, toImages } from './answer-parts.ts'
import { toFinishReason } from './finish-reason.ts'
import { toExtraContent, toReasoningDetails } from './provider-metadata.ts'
import { toUsage } from './usage.ts'

/** @throws AppError `upstream_error` when the answer ended in an error. */
export function toChatCompletion(
  result: LanguageModelV4GenerateResult,
  { call, asksForJson }: { call: BridgeCall<'languageModel'>; asksForJson: boolean },
) {
  const { content, response, structuredOutputText } = result
  const toolCalls = content.flatMap(toToolCall)
  const text = joined(content, 'text')
  const written = asksForJson ? (structuredOutputText ?? text) : text
  return {
    id: toCompletionId(response?.id),
    object: 'chat.completion',
    created: Math.floor((response?.timestamp?.getTime() ?? call.nowMs) / 1000),
    model: call.modelId,
    choices: [
      {
        index: 0,
        message: {
          role: 'assistant',
          content: written === '' && toolCalls.length > 0 ? null : written,
          refusal: null,
          ...(toolCalls.length > 0 && { tool_calls: toolCalls }),
          ...extensionsOf(content),
        },
        logprobs: null,
        finish_reason: toFinishReason(result.finishReason, toolCalls.length > 0),
      },
    ],
    usage: toUsage(result.usage),
  }
}

function extensionsOf(content: LanguageModelV4Content[]) {
  const reasoning = joined(content, 'reasoning')
  const lastText = content.findLast((part) => part.type === 'text')
  return {
    ...(reasoning && { reasoning_content: reasoning }),
    ...toExtraContent(lastText?.providerMetadata),
    ...present({
      reasoning_details: toReasoningDetails(content.filter((part) => part.type === 'reasoning')),
      annotations: toAnnotations(content.filter((part) => part.type === 'source')),
      images: toImages(content.filter((part) => part.type === 'file')),
    }),
  }
}

function joined(content: LanguageModelV4Content[], type: 'text' | 'reasoning'): string {
  return content.map((part) => (part.type === type ? part.text : '')).join('')
}

function toToolCall(part: LanguageModelV4Content) {
  if (part.type !== 'tool-call' || part.providerExecuted) return []
  return [
    {
      id: part.toolCallId,
      type: 'function',
      function: { name: part.toolName, arguments: part.input },
      ...toExtraContent(part.providerMetadata),
    },
  ]
}
