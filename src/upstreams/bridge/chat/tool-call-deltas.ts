import type { LanguageModelV4StreamPart, SharedV4ProviderMetadata } from '@ai-sdk/provider'
import { toExtraContent } from './provider-metadata.ts'

type ToolPart = Extract<LanguageModelV4StreamPart, { type: 'tool-input-start' | 'tool-input-delta' | 'tool-call' }>

type OpenCall = { index: number; arguments: string; hasExtra: boolean }

/** Tool calls of a stream as OpenAI's deltas: each with its place in the list, its name first and its arguments after. */
export function createToolCallDeltas() {
  const calls = new Map<string, OpenCall>()
  /** Run by the provider itself. */
  const hidden = new Set<string>()

  function open(id: string, name: string, metadata: SharedV4ProviderMetadata | undefined) {
    const extra = toExtraContent(metadata)
    const call = { index: calls.size, arguments: '', hasExtra: 'extra_content' in extra }
    calls.set(id, call)
    return toDelta({ index: call.index, id, type: 'function', function: { name, arguments: '' }, ...extra })
  }

  function append(call: OpenCall, text: string) {
    if (text === '') return []
    call.arguments += text
    return [toDelta({ index: call.index, function: { arguments: text } })]
  }

  function close({ toolCallId: id, toolName, input, providerMetadata }: Extract<ToolPart, { type: 'tool-call' }>) {
    const started = calls.has(id) ? [] : [open(id, toolName, providerMetadata)]
    const call = calls.get(id)
    if (!call) return started
    // Packages that stream no arguments, or none for a call without any, have them here.
    const rest = input.startsWith(call.arguments) ? input.slice(call.arguments.length) : ''
    const extra = call.hasExtra ? {} : toExtraContent(providerMetadata)
    const late = 'extra_content' in extra ? [toDelta({ index: call.index, ...extra })] : []
    return [...started, ...append(call, rest), ...late]
  }

  return {
    hasAny: () => calls.size > 0,
    read(part: ToolPart) {
      switch (part.type) {
        case 'tool-input-start':
          if (!part.providerExecuted) return [open(part.id, part.toolName, part.providerMetadata)]
          hidden.add(part.id)
          return []
        case 'tool-input-delta': {
          const call = calls.get(part.id)
          return call && !hidden.has(part.id) ? append(call, part.delta) : []
        }
        case 'tool-call':
          return part.providerExecuted || hidden.has(part.toolCallId) ? [] : close(part)
      }
    },
  }
}

const toDelta = (toolCall: Record<string, unknown>) => ({ tool_calls: [toolCall] })
