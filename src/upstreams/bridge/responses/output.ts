/** What a chat says, as the items of a response. */
import type { ChatDelta, ChatToolCall } from '../chat-answer.ts'
import { encodeCarried, type Carried } from './carrier.ts'
import {
  createFunctionCall,
  createImage,
  createMessage,
  createReasoning,
  type OutputEvent,
  type OutputItem,
} from './output-items.ts'

/** @param name makes the items' own names, the same each time */
export function createOutput(name: string) {
  const { open, tell, end } = createItems(name)
  const carrier = createCarrier()
  const calls = new Map<number, ReturnType<typeof createFunctionCall>>()
  let reasoning: ReturnType<typeof createReasoning> | null = null
  let message: ReturnType<typeof createMessage> | null = null

  function* readCall({ id: callId = '', index, function: said }: PlacedCall) {
    const known = calls.get(index)
    const call = known ?? (yield* open('fc', (id) => createFunctionCall(id, { callId, name: said?.name ?? '' })))
    calls.set(index, call)
    if (said?.arguments) yield* tell(call, call.append(said.arguments))
  }

  function* readMessage({ content, annotations = [] }: ChatDelta) {
    if (content) {
      message ??= yield* open('msg', createMessage)
      yield* tell(message, message.append(content))
    }
    for (const { url_citation } of annotations) if (message) yield* tell(message, message.annotate(url_citation))
  }

  function* readImages(urls: string[]) {
    for (const url of urls) {
      const [, format, base64] = /^data:image\/([\w.+-]+);base64,(.*)$/s.exec(url) ?? []
      // No package of a chat answers with the address of an image.
      if (format && base64) yield* open('ig', (id) => createImage(id, { format, base64 }))
    }
  }

  function* read(delta: ChatDelta): Generator<OutputEvent> {
    const toolCalls = (delta.tool_calls ?? []).map((call, place) => ({ ...call, index: call.index ?? place }))
    carrier.read(delta, toolCalls)
    // First where it can be: clients take reasoning to be of what follows it.
    if (delta.reasoning_content || carrier.hasAny()) {
      reasoning ??= yield* open('rs', (id) => createReasoning(id, carrier.encode))
    }
    if (reasoning && delta.reasoning_content) yield* tell(reasoning, reasoning.append(delta.reasoning_content))
    yield* readMessage(delta)
    yield* readImages((delta.images ?? []).map(({ image_url }) => image_url.url))
    for (const call of toolCalls) yield* readCall(call)
  }

  return { read, end }
}

type PlacedCall = ChatToolCall & { index: number }

/**
 * Items open in the order in which they are first heard of, and all end at the end: what belongs to reasoning is not known
 * before, and clients keep items in the order of their ends.
 */
function createItems(name: string) {
  const items: OutputItem[] = []

  function* open<Item extends OutputItem>(kind: string, create: (id: string) => Item): Generator<OutputEvent, Item> {
    const output_index = items.length
    const item = create(`${kind}_${name}_${output_index}`)
    items.push(item)
    yield { type: 'response.output_item.added', output_index, item: item.toItem('in_progress') }
    yield* tell(item, item.opens())
    return item
  }

  /** Says of events which item they are of. */
  function* tell(item: OutputItem, events: Iterable<OutputEvent>): Generator<OutputEvent> {
    const at = { item_id: item.id, output_index: items.indexOf(item) }
    for (const { type, ...event } of events) yield { type, ...at, ...event }
  }

  /** @returns the items as they are in the end */
  function* end({ isComplete }: { isComplete: boolean }): Generator<OutputEvent, object[]> {
    const ended: object[] = []
    for (const [output_index, item] of items.entries()) {
      const isCut = !isComplete && output_index === items.length - 1
      const whole = item.toItem(isCut ? 'incomplete' : 'completed')
      ended.push(whole)
      yield* tell(item, item.closes())
      yield { type: 'response.output_item.done', output_index, item: whole }
    }
    return ended
  }

  return { open, tell, end }
}

/** Gathers what the provider wants back. */
function createCarrier() {
  const ids = new Map<number, string>()
  const ofCalls = new Map<string, object>()
  let ofMessage: Carried = {}
  const hasAny = () => ofCalls.size > 0 || Object.keys(ofMessage).length > 0
  return {
    read({ reasoning_details, extra_content }: ChatDelta, calls: PlacedCall[]) {
      if (reasoning_details) ofMessage = { ...ofMessage, reasoning_details }
      if (extra_content) ofMessage = { ...ofMessage, extra_content }
      for (const { index, id = ids.get(index) ?? '', extra_content } of calls) {
        ids.set(index, id)
        if (extra_content) ofCalls.set(id, extra_content)
      }
    },
    hasAny,
    encode() {
      if (!hasAny()) return null
      return encodeCarried({ ...ofMessage, ...(ofCalls.size > 0 && { tool_calls: Object.fromEntries(ofCalls) }) })
    },
  }
}
