/** A request for a response as a chat request. */
import type { JsonRequest } from '../port.ts'
import { toConversation } from './conversation.ts'
import type { FieldNames } from './field-names.ts'
import { pickSame, type ResponsesRequest } from './parameters.ts'

/** @throws AppError `validation_failed` */
export function toChatRequest(request: ResponsesRequest): { chat: JsonRequest; names: FieldNames } {
  const { messages, names } = toConversation(request)
  const chat = {
    ...pickSame(request),
    messages,
    max_completion_tokens: request.max_output_tokens,
    reasoning_effort: request.reasoning?.effort,
    response_format: toResponseFormat(request.text?.format),
    verbosity: request.text?.verbosity,
    tools: request.tools?.map(({ type, ...tool }) => ({ type, function: tool })),
    tool_choice: toToolChoice(request.tool_choice),
  }
  return { chat, names }
}

function toResponseFormat(format: NonNullable<ResponsesRequest['text']>['format']) {
  if (format?.type !== 'json_schema') return format
  const { type, ...json_schema } = format
  return { type, json_schema }
}

function toToolChoice(choice: ResponsesRequest['tool_choice']) {
  if (typeof choice !== 'object' || choice === null) return choice
  return { type: choice.type, function: { name: choice.name } }
}
