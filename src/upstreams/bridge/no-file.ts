import { AppError } from '../../errors.ts'

const WORDS = /^\s*(\{|<!doctype\b|<html\b|event:|data:)/i
/** Whoever sends words in place of a file is soon done with them. */
const MAX_WORDS_BYTES = 1024 * 1024

/**
 * For bytes of which nobody knows the format: packages take the body of any success for the file.
 * @throws AppError `upstream_error` for JSON, a page or events: what a provider says when there is none.
 */
export function refuseWords(bytes: Uint8Array, wanted: string): void {
  if (bytes.byteLength > MAX_WORDS_BYTES) return
  let text: string
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes)
  } catch {
    return
  }
  if (WORDS.test(text)) throw new AppError('upstream_error', `The provider answered without ${wanted}`)
}
