/**
 * What whole answers and streams have in common. What OpenAI's form has no place for goes into extensions that other
 * gateways and servers have too: `reasoning_content`, `images`, and those of provider-metadata.ts. Left out are calls and
 * results of tools that the provider ran itself, for the caller cannot answer them, and files that are no images.
 */
import type { LanguageModelV4File, LanguageModelV4Source } from '@ai-sdk/provider'
import { convertUint8ArrayToBase64 } from '@ai-sdk/provider-utils'

const PREFIX = 'chatcmpl-'

export function toCompletionId(responseId: string | undefined): string {
  const id = responseId || crypto.randomUUID()
  return id.startsWith(PREFIX) ? id : PREFIX + id
}

/** The addresses that an answer rests on, each once. Where in the text is not known, so the spans are empty. */
export function toAnnotations(sources: LanguageModelV4Source[]) {
  const titles = new Map<string, string>()
  for (const source of sources) {
    if (source.sourceType === 'url' && !titles.has(source.url)) titles.set(source.url, source.title ?? source.url)
  }
  return Array.from(titles, ([url, title]) => ({
    type: 'url_citation',
    url_citation: { url, title, start_index: 0, end_index: 0 },
  }))
}

/** Generated images, in the form in which a request has its own. */
export function toImages(files: LanguageModelV4File[], firstIndex = 0) {
  return files
    .filter(({ mediaType }) => mediaType.startsWith('image/'))
    .map((file, index) => ({ type: 'image_url', index: firstIndex + index, image_url: { url: toUrl(file) } }))
}

function toUrl({ data, mediaType }: LanguageModelV4File): string {
  if (data.type === 'url') return data.url.toString()
  const base64 = typeof data.data === 'string' ? data.data : convertUint8ArrayToBase64(data.data)
  return `data:${mediaType};base64,${base64}`
}

/** Only the lists that have something in them. */
export function present<T extends Record<string, unknown[]>>(lists: T): Partial<T> {
  const entries = Object.entries(lists).filter(([, list]) => list.length > 0)
  return Object.fromEntries(entries) as Partial<T>
}
