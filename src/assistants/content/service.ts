import type { Deps } from '../../deps.ts'
import { ask, type Asked, type ToRequest } from '../ask.ts'
import { toOriginFields, toTokenUsage } from '../completion.ts'
import { toModelName } from '../model-name.ts'
import { readDraft, type ArticleDraft } from './draft.ts'
import { countWords, directionOf } from './language.ts'
import { composeMessages, TOLERANCE } from './prompt.ts'
import type { Article, ArticleRequest } from './schemas.ts'
import { toSlug } from './slug.ts'

/** @throws AppError whatever stands in the way of a call; `upstream_error` when no article comes of it. */
export function writeArticle(deps: Deps, toRequest: ToRequest, request: ArticleRequest): Promise<Asked<ArticleDraft>> {
  return ask(deps, toRequest, {
    capability: 'chat',
    modelName: toModelName(request),
    messages: composeMessages(request),
    wanted: 'an article',
    read: readDraft,
  })
}

export function toArticle(
  { value: draft, answer, usage, isRepaired }: Asked<ArticleDraft>,
  { language, keywords, word_count: wordCountRequested }: ArticleRequest,
  generationTimeMs: number,
): Article {
  const { html, text, headings } = draft.content
  const wordCount = countWords(text, language)
  return {
    title: draft.title,
    meta_title: draft.meta_title,
    meta_description: draft.meta_description,
    slug: toSlug(draft.title, language),
    headings,
    content: html,
    keywords: mergeKeywords(keywords, draft.keywords),
    missing_keywords: keywords.filter((keyword) => !toSpelling(text).includes(toSpelling(keyword))),
    word_count: wordCount,
    word_count_requested: wordCountRequested,
    word_count_within_tolerance: Math.abs(wordCount - wordCountRequested) <= wordCountRequested * TOLERANCE,
    language,
    direction: directionOf(language),
    repaired: isRepaired,
    usage: toTokenUsage(usage),
    ...toOriginFields(answer, generationTimeMs),
  }
}

/** Those of the caller as they wrote them, then the others. */
function mergeKeywords(requested: string[], written: string[]): string[] {
  const keywords = [...requested, ...written]
  const spellings = keywords.map(toSpelling)
  return keywords.filter((_, index) => spellings.indexOf(spellings[index]!) === index)
}

/** What people take for the same: either case, without accents, joined or not, Arabic and Persian forms of a letter. */
function toSpelling(text: string): string {
  return text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[\s\p{M}\p{Cf}\p{Pd}]/gu, '')
    .replaceAll('ي', 'ی')
    .replaceAll('ك', 'ک')
}
