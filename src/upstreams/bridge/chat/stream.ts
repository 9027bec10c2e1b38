/** A stream of the AI SDK as OpenAI's stream of chunks, in server-sent events. */
import type { LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { BridgeCall } from '../port.ts'
import { toStreamFailure } from '../failures.ts'
import { toCompletionId } from './answer-parts.ts'
import { createChunkReader, type ChunkReader, type Delta } from './chunks.ts'
import { toFinishReason } from './finish-reason.ts'
import { toUsage } from './usage.ts'

export type StreamParts = {
  call: BridgeCall<'languageModel'>
  stream: ReadableStream<LanguageModelV4StreamPart>
  /** The caller asked for usage, so the chunks before it say that they have none. */
  showsUsage: boolean
}

const encoder = new TextEncoder()
const toEvent = (data: string) => encoder.encode(`data: ${data}\n\n`)
/** Keeps alive what waits for the next chunk; clients read past it. */
const toComment = () => encoder.encode(': ping\n\n')

/**
 * Waits for the first sign of an answer, so that what fails before it can still be a plain error.
 * @throws AppError `upstream_…` when the stream breaks before it.
 */
export async function streamChunks(parts: StreamParts): Promise<ReadableStream<Uint8Array>> {
  const reader = parts.stream.getReader()
  const events = toEvents(reader, parts)
  let first: IteratorResult<Uint8Array> | null = await events.next()
  return new ReadableStream({
    type: 'bytes',
    async pull(controller) {
      try {
        const { done, value } = first ?? (await events.next())
        first = null
        if (!done) return controller.enqueue(value)
        controller.close()
        // A read that waits with a buffer of its own has to be let go.
        controller.byobRequest?.respond(0)
      } catch (error) {
        controller.error(error)
      }
    },
    cancel: (reason) => reader.cancel(reason),
  })
}

async function* toEvents(
  reader: ReadableStreamDefaultReader<LanguageModelV4StreamPart>,
  { call, showsUsage }: StreamParts,
): AsyncGenerator<Uint8Array, void> {
  const chunks = createChunkReader()
  const write = createWriter(call, showsUsage)
  try {
    for (;;) {
      const { done, value: part } = await reader.read()
      if (done) break
      if (part.type === 'response-metadata') yield* write.start(part)
      if (part.type === 'ping') yield toComment()
      for (const delta of chunks.read(part)) yield* write.delta(delta)
    }
    yield* endOf(chunks, write)
  } catch (error) {
    reader.cancel(error).catch(() => undefined)
    if (call.signal.aborted) throw call.signal.reason
    throw toStreamFailure(error)
  }
}

function* endOf(chunks: ChunkReader, write: Writer) {
  const ending = chunks.ending()
  // Packages tell of an end that the provider never told of, but then have no word of it.
  const isCutOff = ending === null || (ending.finishReason.unified === 'other' && ending.finishReason.raw === undefined)
  const finishReason = isCutOff ? ({ unified: 'interrupted', raw: undefined } as const) : ending.finishReason
  const finish_reason = toFinishReason(finishReason, chunks.hasToolCalls())
  const last = chunks.last()
  if (Object.keys(last).length > 0) yield* write.delta(last)
  yield* write.delta({}, finish_reason)
  const usage = ending && toUsage(ending.usage)
  if (usage) yield write.usage(usage)
  yield toEvent('[DONE]')
}

type Writer = ReturnType<typeof createWriter>

function createWriter(call: BridgeCall<'languageModel'>, showsUsage: boolean) {
  let head: { id: string; object: string; created: number; model: string } | null = null

  function* start({ id, timestamp }: { id?: string; timestamp?: Date } = {}) {
    if (head) return
    const created = Math.floor((timestamp?.getTime() ?? call.nowMs) / 1000)
    head = { id: toCompletionId(id), object: 'chat.completion.chunk', created, model: call.modelId }
    yield choice({ role: 'assistant', content: '', refusal: null }, null)
  }

  function choice(delta: Delta, finish_reason: string | null): Uint8Array {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason }]
    return toEvent(JSON.stringify({ ...head, choices, ...(showsUsage && { usage: null }) }))
  }

  return {
    start,
    *delta(delta: Delta, finishReason: string | null = null) {
      yield* start()
      yield choice(delta, finishReason)
    },
    usage: (usage: object): Uint8Array => toEvent(JSON.stringify({ ...head, choices: [], usage })),
  }
}
