/**
 * Caller keys: `gh_`, 32 random bytes as base64url, and a checksum of six characters that tells a mistyped key
 * without asking the database. Only the SHA-256 of a key is ever stored.
 */
import { sha256, toBase64Url, toHex } from './encoding.ts'

const KEY_FORM = /^gh_([A-Za-z0-9_-]{43})([A-Za-z0-9_-]{6})$/

export type NewApiKey = {
  /** To be shown once. */
  key: string
  /** SHA-256 of the key, lower-case hex. */
  hash: string
  /** The last four characters. */
  hint: string
}

export async function createApiKey(): Promise<NewApiKey> {
  const secret = toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
  const key = `gh_${secret}${await checksum(secret)}`
  return { key, hash: await hashApiKey(key), hint: key.slice(-4) }
}

/** Whether the text has the form of a key and its checksum fits. */
export async function isWellFormedApiKey(text: string): Promise<boolean> {
  const match = KEY_FORM.exec(text)
  return match !== null && (await checksum(match[1]!)) === match[2]
}

export async function hashApiKey(key: string): Promise<string> {
  return toHex(await sha256(key))
}

/** Compares two hex digests in constant time. */
export function sameHash(left: string, right: string): boolean {
  const encoder = new TextEncoder()
  const [a, b] = [encoder.encode(left), encoder.encode(right)]
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b)
}

async function checksum(secret: string): Promise<string> {
  return toBase64Url(await sha256(secret)).slice(0, 6)
}
