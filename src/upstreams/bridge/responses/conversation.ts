/** The items of a request as the messages of a chat. */
import { decodeCarried } from './carrier.ts'
import type { FieldNames } from './field-names.ts'
import type { InputItem, InputPart, ReasoningItem } from './items.ts'
import type { ResponsesRequest } from './parameters.ts'

type Call = { id: string; type: 'function'; function: { name: string; arguments: string }; extra_content?: object }

type Turn = {
  role: 'assistant'
  content: object[]
  tool_calls: Call[]
  images: object[]
  reasoning_details: object[]
  extra_content?: object
}

type Message = Turn | { role: 'system' | 'developer' | 'user' | 'tool'; content: object[]; tool_call_id?: string }

export type Conversation = { messages: Message[]; names: FieldNames }

/** @throws AppError `validation_failed` for reasoning of another place. */
export function toConversation({ instructions, input }: ResponsesRequest): Conversation {
  const writer = createWriter()
  if (instructions) writer.add({ role: 'system', content: [{ type: 'text', text: instructions }] }, 'instructions')
  for (const [index, item] of input.entries()) addItem(writer, item, `input[${index}]`)
  return writer.end()
}

type Writer = ReturnType<typeof createWriter>

function createWriter() {
  const messages: Message[] = []
  const names: FieldNames = new Map()
  /** Of calls, by their ids. Reasoning may come after the calls that it is of. */
  const extras = new Map<string, object>()

  function add<M extends Message>(message: M, name: string): M {
    names.set(`messages[${messages.length}]`, name)
    messages.push(message)
    return message
  }

  /** What a model answers with in a row is one message of a chat, in whatever order its items came. */
  function turn(name: string): Turn {
    const last = messages.at(-1)
    if (last?.role === 'assistant') return last
    return add({ role: 'assistant', content: [], tool_calls: [], images: [], reasoning_details: [] }, name)
  }

  function extend<List extends 'content' | 'tool_calls' | 'images' | 'reasoning_details'>(
    list: List,
    part: Turn[List][number],
    name: string,
  ): void {
    const parts: object[] = turn(name)[list]
    const field = `messages[${messages.length - 1}].${list}`
    // The list as a whole has no other name here than that of its first.
    if (parts.length === 0) names.set(field, name)
    names.set(`${field}[${parts.length}]`, name)
    parts.push(part)
  }

  function end(): Conversation {
    for (const message of messages) {
      for (const call of message.role === 'assistant' ? message.tool_calls : []) {
        const extra = extras.get(call.id)
        if (extra) call.extra_content = extra
      }
    }
    return { messages, names }
  }

  return { add, turn, extend, extras, end }
}

function addItem(writer: Writer, item: InputItem, name: string): void {
  switch (item.type) {
    case 'message':
      if (item.role !== 'assistant')
        return void writer.add({ role: item.role, content: item.content.map(toPart) }, name)
      for (const [index, part] of item.content.entries()) {
        const said = part.type === 'refusal' ? part : { type: 'text', text: part.text }
        writer.extend('content', said, `${name}.content[${index}]`)
      }
      return
    case 'function_call': {
      const { call_id: id, name: tool, arguments: text } = item
      return writer.extend('tool_calls', { id, type: 'function', function: { name: tool, arguments: text } }, name)
    }
    case 'function_call_output':
      return void writer.add({ role: 'tool', tool_call_id: item.call_id, content: item.output.map(toPart) }, name)
    case 'reasoning':
      return addReasoning(writer, item, name)
    case 'image_generation_call': {
      const url = `data:image/${item.output_format};base64,${item.result}`
      return writer.extend('images', { type: 'image_url', image_url: { url } }, `${name}.result`)
    }
  }
}

function addReasoning(writer: Writer, item: ReasoningItem, name: string): void {
  const field = `${name}.encrypted_content`
  const { reasoning_details, extra_content, tool_calls } = item.encrypted_content
    ? decodeCarried(item.encrypted_content, field)
    : {}
  const shown = [...(item.content ?? []), ...(item.summary ?? [])].map(({ text }) => ({ type: 'reasoning.text', text }))
  for (const detail of reasoning_details ?? shown) writer.extend('reasoning_details', detail, field)
  if (extra_content) writer.turn(name).extra_content = extra_content
  for (const [id, extra] of Object.entries(tool_calls ?? {})) writer.extras.set(id, extra)
}

function toPart(part: InputPart): object {
  const { cache_control, prompt_cache_breakpoint } = part
  const markers = { cache_control, prompt_cache_breakpoint }
  switch (part.type) {
    case 'input_text':
      return { type: 'text', text: part.text, ...markers }
    case 'input_image':
      return { type: 'image_url', image_url: { url: part.image_url, detail: part.detail }, ...markers }
    case 'input_file':
      return { type: 'file', file: { file_data: part.file_data, filename: part.filename }, ...markers }
  }
}
