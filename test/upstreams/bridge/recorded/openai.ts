/** Readers of chat completions, as OpenAI and those after it have them. */
import type { Raw, Told } from './told.ts'

export function readCompletion({ choices: [choice], usage }: Raw): Told {
  const { content, reasoning_content, reasoning, tool_calls, reasoning_details } = choice.message
  const extras = [...(tool_calls ?? []), choice.message].flatMap((part: Raw) => part.extra_content ?? [])
  return {
    text: textOf(content, 'text'),
    reasoning: (reasoning_content ?? reasoning ?? '') + textOf(content, 'thinking'),
    toolCalls: (tool_calls ?? []).map(({ function: called }: Raw) => ({
      name: called.name,
      arguments: JSON.parse(called.arguments),
    })),
    finishReason: choice.finish_reason,
    signatures: [
      ...(reasoning_details ?? []).map(
        ({ provider_metadata }: Raw) => Object.values<Raw>(provider_metadata)[0].signature,
      ),
      ...extras.map((extra: Raw) => extra.google.thought_signature),
    ],
    usage: {
      prompt: usage.prompt_tokens,
      cached: usage.prompt_tokens_details?.cached_tokens ?? usage.prompt_cache_hit_tokens ?? 0,
      // xAI leaves reasoning out of the one and counts it in the other.
      completion: Math.max(usage.completion_tokens, usage.total_tokens - usage.prompt_tokens),
    },
  }
}

/** Mistral's content is a list when it thinks. */
function textOf(content: Raw, kind: 'text' | 'thinking'): string {
  if (!Array.isArray(content)) return kind === 'text' ? (content ?? '') : ''
  return content
    .filter((part) => part.type === kind)
    .map((part) => (kind === 'text' ? part.text : part.thinking.map(({ text }: Raw) => text).join('')))
    .join('')
}

/** The completion that a stream adds up to. */
export function joinCompletion(chunks: Raw[]): Raw {
  const message: Raw = { content: [], reasoning_content: '', tool_calls: [] }
  let finish_reason: unknown = null
  let usage: Raw = null
  for (const chunk of chunks) {
    const choice = chunk.choices?.[0]
    const { content, reasoning_content, reasoning, tool_calls = [], ...extensions } = choice?.delta ?? {}
    Object.assign(message, extensions)
    if (Array.isArray(content)) message.content.push(...content)
    else if (content) message.content.push({ type: 'text', text: content })
    message.reasoning_content += reasoning_content ?? reasoning ?? ''
    for (const { index = 0, function: piece, ...rest } of tool_calls ?? []) {
      const call = Object.assign((message.tool_calls[index] ??= { function: { name: '', arguments: '' } }), rest)
      call.function.name += piece?.name ?? ''
      call.function.arguments += piece?.arguments ?? ''
    }
    finish_reason = choice?.finish_reason ?? finish_reason
    usage = chunk.usage ?? chunk.x_groq?.usage ?? usage
  }
  return { choices: [{ message, finish_reason }], usage }
}
