/** What images, whole or as events, say of their usage. */
import { z } from '../../platform/zod.ts'
import type { EventReading } from '../event-meter.ts'
import { readItemUsage } from '../token-usage.ts'

const answerForm = z.looseObject({ data: z.array(z.unknown()).nullish().catch(null), usage: z.unknown().optional() })

/** Where there is no list of images, as many are counted as were asked for. */
export function readImages(answer: unknown): EventReading {
  const parsed = answerForm.safeParse(answer)
  if (!parsed.success) return {}
  const { data, usage } = parsed.data
  return { said: readItemUsage(usage), ...(data && { counted: { images: data.length } }) }
}

const ENDS = new Set(['image_generation.completed', 'image_edit.completed', 'error'])

const eventForm = z.looseObject({ type: z.string(), usage: z.unknown().optional() })

/** OpenAI streams one image a call; who streams more sends an event for each. */
export function createImageEventReader(): (event: unknown) => EventReading {
  let images = 0
  return (event) => {
    const parsed = eventForm.safeParse(event)
    if (!parsed.success) return {}
    const { type, usage } = parsed.data
    const isEnd = ENDS.has(type)
    if (isEnd && type !== 'error') images += 1
    return { said: readItemUsage(usage), isEnd, ...(images > 0 && { counted: { images } }) }
  }
}
