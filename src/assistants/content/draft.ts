/** What a model is asked to write, and what is made of its answer. */
import { toFieldErrors } from '../../platform/field-errors.ts'
import { z } from '../../platform/zod.ts'
import type { Reading } from '../ask.ts'
import { cleanBody, toPlainText } from './html.ts'

/** Ample for the longest article in any language, with its markup. */
const MAX_CONTENT_CHARACTERS = 200_000
/** Before markup is taken out. */
const MAX_LINE_CHARACTERS = 2_000
const MIN_SECTIONS = 2

const line = (min: number, max: number) => {
  const error = ({ input }: { input?: unknown }) =>
    `must have ${min} to ${max} characters, and has ${String(input).length}`
  return z
    .string('must be a text')
    .max(MAX_LINE_CHARACTERS, { error })
    .transform((text, context) => readMarkup(toPlainText, text, context))
    .pipe(z.string().min(min, { error }).max(max, { error }))
}

const content = z
  .string('must be a text')
  .max(MAX_CONTENT_CHARACTERS, `must have at most ${MAX_CONTENT_CHARACTERS} characters`)
  .transform((markup, context) => readMarkup(cleanBody, markup, context))
  .refine(
    ({ headings }) => headings.filter(({ level }) => level <= 3).length >= MIN_SECTIONS,
    `must have at least ${MIN_SECTIONS} headings, each an h2 or h3 with a text`,
  )

export const ArticleDraft = z.object({
  title: line(1, 200)
    .refine((title) => /[\p{L}\p{N}]/u.test(title), 'must have letters or digits')
    .describe('The headline. Plain text.'),
  meta_title: line(1, 60).describe('The title for search results. Plain text; aim for 50 characters.'),
  meta_description: line(50, 160).describe('The text under it. Plain text; aim for 140 characters.'),
  keywords: z.array(line(1, 100)).min(1).max(50).describe('What readers would search for.'),
  // Nothing of the result of a transform can be told to a model, so its input is.
  content: content.meta({ type: 'string', contentMediaType: 'text/html', description: 'The article, as HTML.' }),
})

export type ArticleDraft = z.infer<typeof ArticleDraft>

/** The form of a draft, in the words that models know. */
export function describeDraft(): object {
  return z.toJSONSchema(ArticleDraft, { unrepresentable: 'any' })
}

/** What a model wrote, also where it put a fence or words around it. */
export function readDraft(text: string): Reading<ArticleDraft> {
  const json = parseObject(text)
  if (json === undefined) return { problems: [{ field: '', message: 'the answer is not one valid JSON object' }] }
  const draft = ArticleDraft.safeParse(json)
  return draft.success ? { value: draft.data } : { problems: toFieldErrors(draft.error.issues) }
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text.slice(text.indexOf('{'), text.lastIndexOf('}') + 1))
  } catch {
    return undefined
  }
}

function readMarkup<Value>(read: (markup: string) => Value, markup: string, context: z.RefinementCtx): Value {
  try {
    return read(markup)
  } catch (error) {
    // The limit of elements, or the stack's end.
    if (!(error instanceof RangeError)) throw error
    context.addIssue('is nested too deeply, or has too many elements')
    return z.NEVER
  }
}
