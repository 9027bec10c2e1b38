import type { Timed } from './subtitles.ts'

const MAX_CHARACTERS = 84
const MAX_SECONDS = 7
const PAUSE_SECONDS = 1
const SENTENCE_END = /[.!?…。！？]["'”’»)\]]*\s*$/

/**
 * Segments of a transcript whose provider times single words: a sentence each, or as much of one as can be read at a
 * glance. Their words are cut out of the text, which has the punctuation and spaces that single words lack.
 */
export function groupWords(words: readonly Timed[], text: string): Timed[] {
  const groups: Timed[] = []
  let open: Timed | null = null
  for (const piece of cutText(words, text)) {
    if (open && fitsInto(open, piece)) {
      open.text += piece.text
      open.endSecond = piece.endSecond
    } else {
      open = piece
      groups.push(open)
    }
    if (SENTENCE_END.test(open.text)) open = null
  }
  return groups.map((group) => ({ ...group, text: group.text.trim() }))
}

function fitsInto(group: Timed, piece: Timed): boolean {
  return (
    piece.startSecond - group.endSecond <= PAUSE_SECONDS &&
    piece.endSecond - group.startSecond <= MAX_SECONDS &&
    (group.text + piece.text).trim().length <= MAX_CHARACTERS
  )
}

/** Each word with the text up to the next one. */
function cutText(words: readonly Timed[], text: string): Timed[] {
  const starts = findWords(words, text)
  if (!starts) return words.map((word) => ({ ...word, text: `${word.text.trim()} ` }))
  return words.map((word, index) => ({
    ...word,
    text: text.slice(index === 0 ? 0 : starts[index], starts[index + 1] ?? text.length),
  }))
}

/** Where the words stand in the text. `null`: it says some of them differently, as it may numbers. */
function findWords(words: readonly Timed[], text: string): number[] | null {
  const haystack = text.toLowerCase()
  if (haystack.length !== text.length) return null
  const starts: number[] = []
  let from = 0
  for (const word of words) {
    const needle = word.text.trim().toLowerCase()
    const start = haystack.indexOf(needle, from)
    if (start === -1) return null
    starts.push(start)
    from = start + needle.length
  }
  return starts
}
