const MARK = '[redacted]'
/** A run of the key this long gives it away; the last four characters alone do not. */
const TELLING_LENGTH = 8

/** Replaces every run of the key's characters that is long enough to give it away, also in URL encoding. */
export function redactKey(text: string, key: string): string {
  const encoded = encodeURIComponent(key)
  const forms = [key, encoded, encoded.replaceAll(/%../g, (code) => code.toLowerCase())]
  let clean = ''
  let position = 0
  while (position < text.length) {
    const length = Math.max(...forms.map((form) => runLength(text, position, form)))
    if (length >= TELLING_LENGTH) {
      clean += MARK
      position += length
    } else {
      clean += text[position]
      position += 1
    }
  }
  return clean
}

/** How many characters from `position` on stand together in the key. Short runs count as none. */
function runLength(text: string, position: number, key: string): number {
  let length = Math.min(TELLING_LENGTH, key.length)
  if (length < TELLING_LENGTH || !key.includes(text.slice(position, position + length))) return 0
  if (position + length > text.length) return 0
  while (position + length < text.length && key.includes(text.slice(position, position + length + 1))) length += 1
  return length
}
