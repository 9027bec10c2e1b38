import { z } from 'zod'
import type { Quantities } from '../ledger/pricing.ts'
import type { Reading, StreamMeter } from './call.ts'
import { countTokens } from './token-usage.ts'

/** What one event of a stream tells. */
export type EventReading = {
  said?: Partial<Quantities> | null
  /** Output, as text. */
  text?: string
  counted?: Partial<Quantities>
  isEnd?: boolean
}

/** Text in an answer; what is no text is none. */
export const words = z.string().nullish().catch(null)

/** What a whole answer tells, in the same words. */
export function toReading({ said, text, counted }: EventReading): Reading {
  return { said: said ?? null, counted: { ...counted, ...(text !== undefined && { outputTokens: countTokens(text) }) } }
}

/** A meter for streams of JSON events. `[DONE]` is an end in every wire format that has it. */
export function createEventMeter(readEvent: (event: unknown) => EventReading): StreamMeter {
  let said: Partial<Quantities> | null = null
  let counted: Partial<Quantities> = {}
  let outputTokens: number | undefined
  let isFinished = false
  return {
    read(data) {
      if (data === '[DONE]') {
        isFinished = true
        return
      }
      const event = parse(data)
      if (event === undefined) return
      const reading = readEvent(event)
      if (reading.text !== undefined) outputTokens = (outputTokens ?? 0) + countTokens(reading.text)
      counted = { ...counted, ...reading.counted }
      // The last word counts: some upstreams report a running total in every event.
      if (reading.said) said = { ...said, ...reading.said }
      if (reading.isEnd) isFinished = true
    },
    reading: () => ({ said, counted: { ...counted, ...(outputTokens !== undefined && { outputTokens }) } }),
    isFinished: () => isFinished,
  }
}

/** For calls that never stream. */
export const createSilentMeter = (): StreamMeter => createEventMeter(() => ({}))

function parse(data: string): unknown {
  try {
    return JSON.parse(data)
  } catch {
    return undefined
  }
}
