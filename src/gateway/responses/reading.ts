/** What a response, whole or as events, says of its usage. */
import { z } from '../../platform/zod.ts'
import { words, type EventReading } from '../event-meter.ts'
import { readItemUsage } from '../token-usage.ts'

const parts = z
  .array(z.looseObject({ text: words }))
  .nullish()
  .catch(null)

/** An item of any type: a message, reasoning, or the call of a tool. */
const item = z.looseObject({ content: parts, summary: parts, arguments: words, input: words })

const responseForm = z.looseObject({ output: z.array(item).catch([]), usage: z.unknown().optional() })

/** One that failed counts too, if it has usage. */
export function readResponse(response: unknown): EventReading {
  const parsed = responseForm.safeParse(response)
  if (!parsed.success) return {}
  const { output, usage } = parsed.data
  return { said: readItemUsage(usage), text: output.map(textOf).join('') }
}

function textOf({ content, summary, arguments: callArguments, input }: z.infer<typeof item>): string {
  const texts = [...(content ?? []), ...(summary ?? [])].map(({ text }) => text)
  return [...texts, callArguments, input].map((text) => text ?? '').join('')
}

const ENDS = new Set(['response.completed', 'response.incomplete', 'response.failed', 'error'])

const eventForm = z.looseObject({
  type: z.string(),
  delta: words,
  response: z.looseObject({ usage: z.unknown().optional() }).nullish().catch(null),
})

/** Whatever comes in pieces is output: text, refusals, reasoning, arguments, code. */
export function readEvent(event: unknown): EventReading {
  const parsed = eventForm.safeParse(event)
  if (!parsed.success) return {}
  const { type, delta, response } = parsed.data
  // Audio comes as base64, and its transcript beside it.
  const isText = !type.endsWith('audio.delta')
  return { said: readItemUsage(response?.usage), text: isText ? (delta ?? '') : '', isEnd: ENDS.has(type) }
}
