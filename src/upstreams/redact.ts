const MARK = '[redacted]'
/** A run of the key this long gives it away; the last four characters alone do not. */
const TELLING_LENGTH = 8

/** A token that was signed with the key stands for it as long as it lives. */
const SIGNED_TOKEN = /\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]+/g

/**
 * Replaces every run of the key's characters that is long enough to give it away, also in URL encoding, and tokens that
 * were made with it.
 */
export function redactKey(said: string, key: string): string {
  const text = said.replaceAll(SIGNED_TOKEN, MARK)
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

/** Longer answers are results: whoever echoes a key does it in a few words. */
const MAX_ECHO_BYTES = 1024 * 1024

/** The same for bytes that are handed on: only the whole key is looked for, and without it they pass as they came. */
export function redactBytes(bytes: Uint8Array, key: string): Uint8Array {
  if (key.length < TELLING_LENGTH || bytes.byteLength > MAX_ECHO_BYTES) return bytes
  const text = new TextDecoder('utf-8', { ignoreBOM: true, fatal: false }).decode(bytes)
  return text.includes(key) ? new TextEncoder().encode(text.replaceAll(key, MARK)) : bytes
}

/** How many characters from `position` on stand together in the key. Short runs count as none. */
function runLength(text: string, position: number, key: string): number {
  let length = Math.min(TELLING_LENGTH, key.length)
  if (length < TELLING_LENGTH || !key.includes(text.slice(position, position + length))) return 0
  if (position + length > text.length) return 0
  while (position + length < text.length && key.includes(text.slice(position, position + length + 1))) length += 1
  return length
}
