/** The items of an answer, each as it grows: the events that tell of it, and what it is in the end. */
import type { UrlCitation } from '../chat-answer.ts'

/** An event without its number in the stream; of an item's own, without the item's place too. */
export type OutputEvent = { type: string; [field: string]: unknown }

export type Status = 'in_progress' | 'completed' | 'incomplete'

export type OutputItem = {
  id: string
  toItem: (status: Status) => object
  opens: () => OutputEvent[]
  /** What comes before the item is done. */
  closes: () => OutputEvent[]
}

export function createReasoning(id: string, encrypted: () => string | null) {
  const at = { summary_index: 0 }
  let text = ''
  const part = (text: string) => ({ type: 'summary_text', text })
  return {
    id,
    toItem: (status: Status) => {
      const encrypted_content = status === 'in_progress' ? null : encrypted()
      return {
        id,
        type: 'reasoning',
        summary: text === '' ? [] : [part(text)],
        ...(encrypted_content && { encrypted_content }),
      }
    },
    opens: () => [],
    *append(delta: string) {
      if (text === '') yield { type: 'response.reasoning_summary_part.added', ...at, part: part('') }
      text += delta
      yield { type: 'response.reasoning_summary_text.delta', ...at, delta }
    },
    closes: () =>
      text === ''
        ? []
        : [
            { type: 'response.reasoning_summary_text.done', ...at, text },
            { type: 'response.reasoning_summary_part.done', ...at, part: part(text) },
          ],
  }
}

export function createMessage(id: string) {
  const at = { content_index: 0 }
  const annotations: object[] = []
  let text = ''
  const part = () => ({ type: 'output_text', text, annotations: [...annotations], logprobs: [] })
  return {
    id,
    toItem: (status: Status) => {
      const content = status === 'in_progress' ? [] : [part()]
      return { id, type: 'message', status, role: 'assistant', content }
    },
    opens: () => [{ type: 'response.content_part.added', ...at, part: part() }],
    append(delta: string) {
      text += delta
      return [{ type: 'response.output_text.delta', ...at, delta, logprobs: [] }]
    },
    annotate(citation: UrlCitation) {
      const annotation = { type: 'url_citation', ...citation }
      annotations.push(annotation)
      const annotation_index = annotations.length - 1
      return [{ type: 'response.output_text.annotation.added', ...at, annotation_index, annotation }]
    },
    closes: () => [
      { type: 'response.output_text.done', ...at, text, logprobs: [] },
      { type: 'response.content_part.done', ...at, part: part() },
    ],
  }
}

export function createFunctionCall(id: string, { callId, name }: { callId: string; name: string }) {
  let text = ''
  return {
    id,
    callId,
    toItem: (status: Status) => ({ id, type: 'function_call', status, call_id: callId, name, arguments: text }),
    opens: () => [],
    append(delta: string) {
      text += delta
      return [{ type: 'response.function_call_arguments.delta', delta }]
    },
    closes: () => [{ type: 'response.function_call_arguments.done', name, arguments: text }],
  }
}

/** An image that the model made itself, in the form of OpenAI's tool for it. */
export function createImage(id: string, { format, base64 }: { format: string; base64: string }) {
  return {
    id,
    toItem: (status: Status) => ({
      id,
      type: 'image_generation_call',
      status: status === 'incomplete' ? 'completed' : status,
      result: status === 'in_progress' ? null : base64,
      output_format: format,
    }),
    opens: () => [],
    closes: () => [{ type: 'response.image_generation_call.completed' }],
  }
}
