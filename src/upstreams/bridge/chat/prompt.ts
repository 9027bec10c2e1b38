/** OpenAI's messages as a prompt of the AI SDK. */
import type {
  LanguageModelV4FilePart,
  LanguageModelV4Message,
  LanguageModelV4Prompt,
  LanguageModelV4TextPart,
  LanguageModelV4ToolCallPart,
  SharedV4ProviderOptions,
} from '@ai-sdk/provider'
import { validationError } from '../../../errors.ts'
import { refuseDeep } from '../depth.ts'
import type { AttachmentReader } from './attachments.ts'
import type { AssistantMessage, ChatMessage, TextPart, ToolMessage, UserPart } from './messages.ts'
import { cacheOptions, fromExtraContent, toReasoningParts } from './provider-metadata.ts'

/** @throws AppError `validation_failed` */
export async function toPrompt(messages: ChatMessage[], reader: AttachmentReader): Promise<LanguageModelV4Prompt> {
  const prompt: LanguageModelV4Prompt = []
  const toolNames = new Map<string, string>()
  for (const [index, message] of messages.entries()) {
    const field = `messages[${index}]`
    switch (message.role) {
      case 'system':
      case 'developer':
        // One each part, so that a mark for the cache stays where it is.
        prompt.push(...message.content.map(toSystemMessage))
        break
      case 'user':
        prompt.push({ role: 'user', content: await toUserContent(message.content, { reader, field }) })
        break
      case 'assistant':
        for (const call of message.tool_calls ?? []) toolNames.set(call.id, call.function.name)
        prompt.push(await toAssistantMessage(message, { reader, field }))
        break
      case 'tool':
        addToolResult(prompt, { message, toolNames, field })
        break
    }
  }
  return prompt
}

function toSystemMessage(part: TextPart): LanguageModelV4Message {
  return { role: 'system', content: part.text, ...cacheOptions(part) }
}

type At = { reader: AttachmentReader; field: string }

/** One part after the other: what is fetched for several at once might be more than fits. */
async function toUserContent(parts: UserPart[], { reader, field }: At) {
  const content: (LanguageModelV4TextPart | LanguageModelV4FilePart)[] = []
  for (const [index, part] of parts.entries()) {
    if (part.type === 'text') {
      content.push(toTextPart(part))
      continue
    }
    const file = await reader.read(part, { field: `${field}.content[${index}]`, role: 'user' })
    content.push(withOptions(file, cacheOptions(part)))
  }
  return content
}

function toTextPart(part: TextPart): LanguageModelV4TextPart {
  return { type: 'text', text: part.text, ...cacheOptions(part) }
}

async function toAssistantMessage(message: AssistantMessage, { reader, field }: At): Promise<LanguageModelV4Message> {
  const images: LanguageModelV4FilePart[] = []
  for (const [index, image] of (message.images ?? []).entries()) {
    images.push(await reader.read(image, { field: `${field}.images[${index}]`, role: 'assistant' }))
  }
  const calls = (message.tool_calls ?? []).map((call, index): LanguageModelV4ToolCallPart => ({
    type: 'tool-call',
    toolCallId: call.id,
    toolName: call.function.name,
    input: parseArguments(call.function.arguments, `${field}.tool_calls[${index}].function.arguments`),
    ...fromExtraContent(call),
  }))
  return { role: 'assistant', content: [...toReasoningParts(message), ...toAnswerParts(message), ...images, ...calls] }
}

function toAnswerParts(message: AssistantMessage): LanguageModelV4TextPart[] {
  const parts = (message.content ?? []).map((part): LanguageModelV4TextPart =>
    part.type === 'text' ? toTextPart(part) : { type: 'text', text: part.refusal },
  )
  if (message.refusal) parts.push({ type: 'text', text: message.refusal })
  const said = parts.filter(({ text }) => text !== '')
  return said.map((part, index) => (index === said.length - 1 ? withOptions(part, fromExtraContent(message)) : part))
}

function withOptions<T extends { providerOptions?: SharedV4ProviderOptions }>(
  part: T,
  { providerOptions }: { providerOptions?: SharedV4ProviderOptions },
): T {
  return providerOptions ? { ...part, providerOptions: { ...part.providerOptions, ...providerOptions } } : part
}

function parseArguments(text: string, field: string): unknown {
  if (text.trim() === '') return {}
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw validationError([{ field, message: 'is not JSON' }])
  }
  refuseDeep(parsed)
  return parsed
}

/** Results of calls that were made together belong into one message, which is what packages expect. */
function addToolResult(
  prompt: LanguageModelV4Prompt,
  { message, toolNames, field }: { message: ToolMessage; toolNames: Map<string, string>; field: string },
): void {
  const toolName = toolNames.get(message.tool_call_id)
  if (toolName === undefined) {
    throw validationError([{ field: `${field}.tool_call_id`, message: 'is of no tool call before it' }])
  }
  const result = {
    type: 'tool-result' as const,
    toolCallId: message.tool_call_id,
    toolName,
    output: { type: 'text' as const, value: message.content.map(({ text }) => text).join('') },
  }
  const last = prompt.at(-1)
  if (last?.role === 'tool') last.content.push(result)
  else prompt.push({ role: 'tool', content: [result] })
}
