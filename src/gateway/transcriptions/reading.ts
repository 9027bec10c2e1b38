/** What a transcript, whole or as events, says of its usage. */
import { z } from '../../platform/zod.ts'
import type { Quantities } from '../../ledger/pricing.ts'
import type { WholeAnswer } from '../call.ts'
import { readDurationMs } from '../duration.ts'
import { words, type EventReading } from '../event-meter.ts'
import { readItemUsage } from '../token-usage.ts'

const answerForm = z.looseObject({
  text: words,
  /** Of the verbose form. */
  duration: z.unknown().optional(),
  usage: z.unknown().optional(),
})

/** `countsText`: its text is output in tokens, where no usage is said. */
export function readTranscript({ bytes, json }: WholeAnswer, countsText: boolean): EventReading {
  const answer = answerForm.safeParse(json).data
  const text = json === undefined ? new TextDecoder().decode(bytes) : answer?.text
  return { said: answer ? readSaid(answer) : null, ...(countsText && { text: text ?? '' }) }
}

const eventForm = z.looseObject({ type: z.string(), delta: words, usage: z.unknown().optional() })

export function readTranscriptEvent(event: unknown, countsText: boolean): EventReading {
  const parsed = eventForm.safeParse(event)
  if (!parsed.success) return {}
  const { type, delta, usage } = parsed.data
  return {
    said: readSaid({ usage }),
    ...(countsText && { text: delta ?? '' }),
    isEnd: type === 'transcript.text.done' || type === 'error',
  }
}

const lengthForm = z.looseObject({ seconds: z.unknown().optional(), prompt_audio_seconds: z.unknown().optional() })

/** By length, by tokens, or both. */
export function readSaid({ usage, duration }: { usage?: unknown; duration?: unknown }): Partial<Quantities> | null {
  const length = lengthForm.safeParse(usage).data
  const audioMs = readDurationMs(length?.seconds ?? length?.prompt_audio_seconds ?? duration)
  const tokens = readItemUsage(usage)
  if (audioMs === null) return tokens
  return { ...(tokens ?? { inputTokens: 0, outputTokens: 0 }), audioMs }
}
