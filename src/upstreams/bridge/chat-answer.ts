/** What the chat bridge answers, for the endpoints that are a translation of it. */
import { createParser } from 'eventsource-parser'
import type { toFinishReason } from './chat/finish-reason.ts'
import type { toUsage } from './chat/usage.ts'

export type FinishReason = ReturnType<typeof toFinishReason>

export type ChatUsage = NonNullable<ReturnType<typeof toUsage>>

/** The message of a whole answer, or a piece of it in a stream. */
export type ChatDelta = {
  content?: string | null
  tool_calls?: ChatToolCall[]
  reasoning_content?: string
  reasoning_details?: object[]
  extra_content?: object
  annotations?: { url_citation: UrlCitation }[]
  images?: { image_url: { url: string } }[]
}

/** In a stream, name and id come first, and later pieces have more arguments. */
export type ChatToolCall = {
  /** Which call it is a piece of. A whole answer has its calls in order. */
  index?: number
  id?: string
  function?: { name?: string; arguments?: string }
  extra_content?: object
}

export type UrlCitation = { url: string; title: string; start_index: number; end_index: number }

export type ChatHead = { id: string; created: number; model: string }

export type ChatChunk = ChatHead & {
  choices: { delta: ChatDelta; finish_reason: FinishReason | null }[]
  usage?: ChatUsage | null
}

export type ChatCompletion = ChatHead & {
  choices: [{ message: ChatDelta; finish_reason: FinishReason }]
  usage?: ChatUsage
}

export const readCompletion = (answer: Response): Promise<ChatCompletion> => answer.json()

const encoder = new TextEncoder()

/**
 * The stream of chunks as another stream of events. It ends where the chunks end, and breaks with their error.
 * @param translate what becomes of a chunk, or of the end: events as lines, or nothing
 */
export function translateChunks(answer: Response, translate: (chunk: ChatChunk | null) => Iterable<string>): Response {
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader()
  const decoder = new TextDecoder()
  const pending: string[] = []
  const parser = createParser({
    onEvent({ data }) {
      pending.push(...translate(data === '[DONE]' ? null : (JSON.parse(data) as ChatChunk)))
    },
    // Keeps alive what waits for the next chunk.
    onComment: (comment) => void pending.push(`: ${comment}\n\n`),
  })
  const body: ReadableStream<Uint8Array> = new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      try {
        while (pending.length === 0) {
          const { done, value } = await reader.read()
          if (done) {
            controller.close()
            // A read that waits with a buffer of its own has to be let go.
            controller.byobRequest?.respond(0)
            return
          }
          parser.feed(decoder.decode(value, { stream: true }))
        }
        controller.enqueue(encoder.encode(pending.splice(0).join('')))
      } catch (error) {
        reader.cancel(error).catch(() => undefined)
        controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
  return new Response(body, { headers: answer.headers })
}
