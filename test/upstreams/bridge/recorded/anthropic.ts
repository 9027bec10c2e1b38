/** Readers of Anthropic's messages. */
import type { Raw, Told } from './told.ts'

const finishReasons: Record<string, string> = {
  end_turn: 'stop',
  stop_sequence: 'stop',
  tool_use: 'tool_calls',
  max_tokens: 'length',
  refusal: 'content_filter',
}

export function readMessage(message: Raw): Told {
  const blocks: Raw[] = message.content
  return {
    // A summary that takes the place of earlier turns is text like the answer's own.
    text: blocks.map((b) => (b.type === 'text' ? b.text : b.type === 'compaction' ? (b.content ?? '') : '')).join(''),
    reasoning: blocks.map((b) => (b.type === 'thinking' ? b.thinking : '')).join(''),
    toolCalls: blocks.filter((b) => b.type === 'tool_use').map((b) => ({ name: b.name, arguments: b.input })),
    finishReason: finishReasons[message.stop_reason] ?? message.stop_reason,
    signatures: blocks.flatMap((b) => (b.type === 'thinking' ? [b.signature] : [])),
    usage: readUsage(message.usage),
  }
}

/** Where an answer took several rounds, the figures above their list leave some of them out. */
function readUsage(usage: Raw): Told['usage'] {
  const cached = usage.cache_read_input_tokens ?? 0
  const written = usage.cache_creation_input_tokens ?? 0
  const rounds: Raw[] = usage.iterations ?? []
  const isFallback = rounds.some((round) => round.type === 'fallback_message')
  const own = isFallback ? [] : rounds.filter((round) => round.type === 'message' || round.type === 'compaction')
  const sum = (field: string) => (own.length > 0 ? own.reduce((total, round) => total + round[field], 0) : usage[field])
  return { prompt: sum('input_tokens') + cached + written, cached, completion: sum('output_tokens') }
}

/** Some files hold the answers of a whole conversation. */
export function splitMessages(events: string[]): string[][] {
  const messages: string[][] = []
  let isOpen = false
  for (const event of events) {
    const { type }: Raw = JSON.parse(event)
    if (type === 'message_start' && !isOpen) messages.push([])
    isOpen = type === 'message_start' || (isOpen && type !== 'message_stop')
    messages.at(-1)?.push(event)
  }
  return messages
}

/** The message that a stream adds up to. */
export function joinMessage(events: string[]): Raw {
  let message: Raw = {}
  const inputs = new Map<Raw, string>()
  for (const event of events.map((text): Raw => JSON.parse(text))) {
    const block = message.content?.[event.index]
    switch (event.type) {
      case 'message_start':
        message = { ...structuredClone(event.message), content: [...(event.message.content ?? [])] }
        break
      case 'content_block_start':
        message.content[event.index] = structuredClone(event.content_block)
        break
      case 'content_block_delta':
        if (event.delta.type === 'text_delta') block.text += event.delta.text
        if (event.delta.type === 'thinking_delta') block.thinking += event.delta.thinking
        if (event.delta.type === 'signature_delta') block.signature = event.delta.signature
        if (event.delta.type === 'compaction_delta') block.content = (block.content ?? '') + event.delta.content
        if (event.delta.type === 'input_json_delta') {
          inputs.set(block, (inputs.get(block) ?? '') + event.delta.partial_json)
        }
        break
      case 'message_delta':
        message = { ...message, ...event.delta, usage: { ...message.usage, ...withoutNulls(event.usage) } }
        break
    }
  }
  for (const [block, json] of inputs) if (json) block.input = JSON.parse(json)
  return message
}

const withoutNulls = (usage: Raw) => Object.fromEntries(Object.entries(usage).filter(([, value]) => value !== null))
