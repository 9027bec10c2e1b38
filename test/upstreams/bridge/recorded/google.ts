/** Readers of Gemini's two interfaces: generateContent and interactions. */
import type { Raw, Told } from './told.ts'

export function readContents(chunks: Raw[]): Told {
  const parts: Raw[] = chunks.flatMap((chunk) => chunk.candidates?.[0]?.content?.parts ?? [])
  const texts = (isThought: boolean) => parts.filter((part) => part.text && (part.thought ?? false) === isThought)
  const toolCalls = readCalls(parts.flatMap((part) => part.functionCall ?? []))
  const reason = chunks.map((chunk) => chunk.candidates?.[0]?.finishReason).findLast(Boolean)
  const usage = chunks.map((chunk) => chunk.usageMetadata).findLast((usage) => usage?.promptTokenCount !== undefined)
  const stop = toolCalls.length > 0 ? 'tool_calls' : 'stop'
  return {
    text: texts(false)
      .map(({ text }) => text)
      .join(''),
    reasoning: texts(true)
      .map(({ text }) => text)
      .join(''),
    toolCalls,
    finishReason: reason === 'STOP' ? stop : reason,
    signatures: parts.flatMap((part) => part.thoughtSignature ?? []),
    usage: {
      prompt: usage.promptTokenCount + (usage.toolUsePromptTokenCount ?? 0),
      cached: usage.cachedContentTokenCount ?? 0,
      completion: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
    },
  }
}

/** A call comes whole, or its name first and each argument after, by its path. */
function readCalls(pieces: Raw[]): Told['toolCalls'] {
  const calls: { name: string; arguments: Raw }[] = []
  for (const { name, args, partialArgs } of pieces) {
    if (name) calls.push({ name, arguments: args ?? {} })
    for (const { jsonPath, willContinue: _, ...value } of partialArgs ?? []) {
      put(calls.at(-1)?.arguments, jsonPath.match(/[^.$[\]]+/g), Object.values(value)[0])
    }
  }
  return calls
}

function put(target: Raw, [key, ...rest]: string[], value: unknown): void {
  if (key === undefined) return
  if (rest.length === 0) {
    target[key] = typeof value === 'string' && typeof target[key] === 'string' ? target[key] + value : value
    return
  }
  target[key] ??= /^\d+$/.test(rest[0] ?? '') ? [] : {}
  put(target[key], rest, value)
}

export function readInteraction({ steps, usage, status }: Raw): Told {
  const contents: Raw[] = steps.filter((step: Raw) => step.type === 'model_output').flatMap((step: Raw) => step.content)
  return {
    text: contents.map((content) => content.text ?? '').join(''),
    reasoning: '',
    toolCalls: steps
      .filter((step: Raw) => step.type === 'function_call')
      .map((step: Raw) => ({ name: step.name, arguments: step.arguments })),
    finishReason: status === 'requires_action' ? 'tool_calls' : 'stop',
    signatures: steps.flatMap((step: Raw) => (step.type === 'thought' ? [step.signature] : [])),
    usage: {
      // The package leaves out total_tool_use_tokens of this interface. No protocol of ours is spoken by it.
      prompt: usage.total_input_tokens,
      cached: usage.total_cached_tokens,
      completion: usage.total_output_tokens + usage.total_thought_tokens,
    },
  }
}

/** The interaction that a stream adds up to. */
export function joinInteraction(events: Raw[]): Raw {
  const steps: Raw[] = []
  let last: Raw = {}
  for (const { event_type: type, index, step, delta, interaction } of events) {
    if (type === 'step.start') steps[index] = { ...step, content: [], json: '' }
    if (type === 'step.delta' && delta.type === 'text') steps[index].content.push(delta)
    if (type === 'step.delta' && delta.type === 'arguments_delta') steps[index].json += delta.arguments
    if (type === 'step.delta' && delta.type === 'thought_signature') steps[index].signature = delta.signature
    if (interaction) last = interaction
  }
  return { ...last, steps: steps.map((step) => (step.json ? { ...step, arguments: JSON.parse(step.json) } : step)) }
}
