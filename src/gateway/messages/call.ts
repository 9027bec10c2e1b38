import { z } from 'zod'
import type { ModelRow } from '../../db/rows.ts'
import { readModelConfig } from '../../models/config.ts'
import type { CapabilityCall, PreparedCall, Reading, StreamMeter } from '../call.ts'
import { createEventMeter, createSilentMeter, words, type EventReading } from '../event-meter.ts'
import { toUpstreamJson, withoutRouting } from '../json-body.ts'
import { applyParameterRules } from '../parameter-rules.ts'
import { boundInput, boundOutput, measureInput, measureRest } from '../token-estimate.ts'
import { countTokens, type TokenCounts } from '../token-usage.ts'
import type { MessageRequest, MessageTokensRequest } from './schemas.ts'
import { mergeMessageUsage, readMessageUsage, type MessageUsage } from './usage.ts'

/** A call in Anthropic's own wire format. `headers` go on to the provider. */
export function createMessageCall(request: MessageRequest, headers: Record<string, string>): CapabilityCall {
  return {
    capability: 'chat',
    operation: 'anthropic_messages',
    modelName: request.model ?? null,
    isStream: request.stream === true,
    hidesUsage: false,
    answers: 'json',
    headers,
    prepare: (model) => prepareMessage(request, model),
  }
}

/** Counting costs nothing at Anthropic: it is one request, of no tokens. */
export function createMessageTokensCall(
  request: MessageTokensRequest,
  headers: Record<string, string>,
): CapabilityCall {
  return {
    capability: 'chat',
    operation: 'anthropic_count_tokens',
    modelName: request.model ?? null,
    isStream: false,
    hidesUsage: false,
    answers: 'json',
    headers,
    prepare: (model) => prepareTokens(request, model),
  }
}

function prepareTokens(request: MessageTokensRequest, { modelId, config }: ModelRow): PreparedCall {
  // Defaults are for messages: parameters of theirs are refused here.
  const { default: _defaults, ...rules } = readModelConfig(config).parameters ?? {}
  return {
    body: { kind: 'json', value: { model: modelId, ...applyParameterRules(withoutRouting(request), rules) } },
    estimate: {},
    counted: {},
    imageVariant: null,
    isFree: true,
    readAnswer: () => ({ said: {}, counted: {} }),
    createMeter: createSilentMeter,
  }
}

function prepareMessage(request: MessageRequest, model: ModelRow): PreparedCall {
  const body = toUpstreamJson(request, model)
  const { system, messages, tools, ...rest } = body
  const { maxTokens, likelyTokens } = measureInput({ system, messages, tools })
  return {
    body: { kind: 'json', value: body },
    estimate: {
      inputTokens: boundInput(model, {
        maxTokens: maxTokens + measureRest(rest),
        tools,
        readsElsewhere: readsElsewhere(body),
      }),
      outputTokens: boundOutput(model, body['max_tokens']),
    },
    counted: { inputTokens: likelyTokens },
    imageVariant: null,
    readAnswer: ({ json }) => readMessage(json),
    createMeter: createMessageMeter,
  }
}

/** Tools that the caller runs. */
const OWN_TOOL = /^(custom$|bash_|text_editor_|computer_|memory_)/

/** Whether the model reads more than is sent: what the provider's own tools and servers find, or a container holds. */
function readsElsewhere({ tools, mcp_servers, container }: Record<string, unknown>): boolean {
  const isTheirs = (tool: { type?: unknown } | null) => typeof tool?.type === 'string' && !OWN_TOOL.test(tool.type)
  return mcp_servers != null || container != null || (Array.isArray(tools) && tools.some(isTheirs))
}

/** A block of content, or what an event adds to one: text, thinking, a summary, or the input of a tool. */
const block = z
  .looseObject({ text: words, thinking: words, content: words, partial_json: words, input: z.unknown().optional() })
  .nullish()
  .catch(null)

const message = z.looseObject({ content: z.array(block).catch([]), usage: z.unknown().optional() })

function readMessage(json: unknown): Reading {
  const parsed = message.safeParse(json)
  if (!parsed.success) return { said: null, counted: {} }
  const { content, usage } = parsed.data
  return { said: readMessageUsage(usage), counted: { outputTokens: countTokens(content.map(textOf).join('')) } }
}

const messageEvent = z.looseObject({
  type: z.string(),
  /** Of the start. It has a reason to stop where it is the whole answer already. */
  message: z.looseObject({ usage: z.unknown().optional(), stop_reason: words }).nullish().catch(null),
  delta: block,
  /** A running total. */
  usage: z.unknown().optional(),
})

function createMessageMeter(): StreamMeter {
  let usage: MessageUsage = {}
  return createEventMeter((event) => {
    const parsed = messageEvent.safeParse(event)
    if (!parsed.success) return {}
    const { type, message, delta, ...said } = parsed.data
    usage = mergeMessageUsage(usage, message?.usage ?? said.usage)
    return readEvent(type, { delta, counts: readMessageUsage(usage), isWhole: message?.stop_reason != null })
  })
}

type EventParts = { delta: z.infer<typeof block>; counts: TokenCounts | null; isWhole: boolean }

function readEvent(type: string, { delta, counts, isWhole }: EventParts): EventReading {
  switch (type) {
    case 'message_start': {
      if (isWhole) return { said: counts }
      // The output that a start names is that of its first moment: where no more is said, the text is counted.
      const { outputTokens: _first, ...input }: Partial<TokenCounts> = counts ?? {}
      return { counted: input }
    }
    case 'content_block_delta':
      return { text: textOf(delta) }
    case 'message_delta':
      return { said: counts }
    case 'message_stop':
    case 'error':
      return { isEnd: true }
    default:
      return {}
  }
}

function textOf(part: z.infer<typeof block>): string {
  if (!part) return ''
  const input = part.input === undefined ? '' : JSON.stringify(part.input)
  return part.text ?? part.thinking ?? part.content ?? part.partial_json ?? input
}
