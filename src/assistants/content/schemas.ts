import { z } from '../../platform/zod.ts'
import { modelChoice, originFields, repaired, tokenUsage } from '../schemas.ts'
import { toLanguageTag } from './language.ts'

export const TONES = ['professional', 'casual', 'formal', 'friendly', 'technical'] as const

export type Tone = (typeof TONES)[number]

const language = z
  .string()
  .trim()
  .max(60)
  .transform((text, context) => {
    const tag = toLanguageTag(text)
    if (tag !== null) return tag
    context.addIssue('must be a BCP 47 tag, such as fa or pt-BR, or the name of a language')
    return z.NEVER
  })
  .openapi({ description: 'A BCP 47 tag, or a language’s name.', example: 'fa' })

export const ArticleRequest = z
  .strictObject({
    topic: z.string().trim().min(1).max(10_000).openapi({ example: 'How a moka pot works' }),
    word_count: z.number().int().min(100).max(5_000).default(800),
    tone: z.enum(TONES).default('professional'),
    language: language.default('en'),
    keywords: z.array(z.string().trim().min(1).max(100)).max(20).default([]),
    ...modelChoice,
  })
  .openapi('ArticleRequest')

export type ArticleRequest = z.infer<typeof ArticleRequest>

export const Article = z
  .object({
    title: z.string().openapi({ description: 'This and all other texts but `content` are plain text, not HTML.' }),
    meta_title: z.string().openapi({ description: 'At most 60 characters.' }),
    meta_description: z.string().openapi({ description: '50 to 160 characters.' }),
    slug: z.string().openapi({ description: 'Of the title, in its own script.', example: 'how-a-moka-pot-works' }),
    headings: z
      .array(z.object({ level: z.number().int().min(2).max(4), text: z.string() }))
      .openapi({ description: 'Those of `content`, in order.' }),
    content: z.string().openapi({
      description: 'HTML without the title. Only elements of text, lists and tables, and links to the web; no scripts.',
    }),
    keywords: z.array(z.string()).openapi({ description: 'Those that were asked for, then the model’s own.' }),
    missing_keywords: z
      .array(z.string())
      .openapi({ description: 'Those that were asked for and that `content` does not mention.' }),
    word_count: z.number().int().openapi({ description: 'Of the text of `content`, by the rules of its language.' }),
    word_count_requested: z.number().int(),
    word_count_within_tolerance: z.boolean().openapi({ description: 'Within 20 % of what was asked for.' }),
    language: z.string().openapi({ description: 'BCP 47 tag.', example: 'fa' }),
    direction: z.enum(['ltr', 'rtl']),
    repaired,
    usage: tokenUsage,
    ...originFields,
  })
  .openapi('Article')

export type Article = z.infer<typeof Article>
