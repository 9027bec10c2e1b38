/**
 * Custody of provider keys: AES-256-GCM, versioned, bound to the row and field that holds them.
 *
 * Stored form: `v{n}.{iv}.{ciphertext}`, iv and ciphertext in base64url, n the key version. The additional data names
 * table, row, field and version, so that a ciphertext copied to another row or field, or relabelled, does not open.
 */
import { AppError } from '../errors.ts'
import { fromBase64Url, toBase64Url } from './encoding.ts'

/** The one place a ciphertext belongs to. */
export type SecretPlace = { table: string; rowId: number; field: string }

export type Keyring = {
  /** Encrypts with the highest version. */
  seal(secret: string, place: SecretPlace): Promise<string>
  /** @throws AppError `provider_key_unreadable`, the same for every cause. */
  open(sealed: string, place: SecretPlace): Promise<string>
  /** The version that `seal` writes. */
  readonly currentVersion: number
}

const IV_BYTES = 12
const KEY_BYTES = 32
const SEALED_FORM = /^v([1-9]\d{0,4})\.([A-Za-z0-9_-]{16})\.([A-Za-z0-9_-]{22,})$/

/**
 * Reads `ENCRYPTION_KEYS`: `1:<32 bytes in base64>`, further versions after a comma.
 * @throws AppError `misconfigured` that says what is wrong, without the value.
 */
export function parseEncryptionKeys(text: string | undefined): Map<number, Uint8Array<ArrayBuffer>> {
  const refuse = (what: string) => new AppError('misconfigured', `ENCRYPTION_KEYS ${what}`)
  if (!text?.trim()) throw refuse('is missing: set it to 1:<32 random bytes in base64>')
  const keys = new Map<number, Uint8Array<ArrayBuffer>>()
  for (const [position, part] of text.split(',').entries()) {
    const match = /^([1-9]\d{0,4}):(.*)$/.exec(part.trim())
    if (!match) throw refuse(`entry ${position + 1} is not of the form <version>:<base64>`)
    const version = Number(match[1])
    const bytes = fromBase64Url(match[2]!)
    if (!bytes) throw refuse(`version ${version} is not base64`)
    if (bytes.byteLength !== KEY_BYTES) {
      throw refuse(`version ${version} has ${bytes.byteLength} bytes where ${KEY_BYTES} are needed`)
    }
    if (bytes.every((byte) => byte === bytes[0])) throw refuse(`version ${version} is not random`)
    if (keys.has(version)) throw refuse(`version ${version} stands twice`)
    keys.set(version, bytes)
  }
  return keys
}

/** @throws AppError `misconfigured` when `ENCRYPTION_KEYS` is missing or malformed. */
export function createKeyring(encryptionKeys: string | undefined): Keyring {
  const rawKeys = parseEncryptionKeys(encryptionKeys)
  const imported = new Map<number, Promise<CryptoKey>>()
  const currentVersion = Math.max(...rawKeys.keys())

  function keyOf(version: number): Promise<CryptoKey> | null {
    const raw = rawKeys.get(version)
    if (!raw) return null
    let key = imported.get(version)
    if (!key) {
      key = crypto.subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt', 'decrypt'])
      imported.set(version, key)
    }
    return key
  }

  return {
    currentVersion,

    async seal(secret, place) {
      const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES))
      const sealed = await crypto.subtle.encrypt(
        { name: 'AES-GCM', iv, additionalData: boundTo(place, currentVersion) },
        await keyOf(currentVersion)!,
        new TextEncoder().encode(secret),
      )
      return `v${currentVersion}.${toBase64Url(iv)}.${toBase64Url(new Uint8Array(sealed))}`
    },

    async open(sealed, place) {
      const match = SEALED_FORM.exec(sealed)
      const version = Number(match?.[1])
      const key = keyOf(version)
      const iv = match && fromBase64Url(match[2]!)
      const ciphertext = match && fromBase64Url(match[3]!)
      if (!key || !iv || !ciphertext) throw new AppError('provider_key_unreadable')
      // A second spelling of the same bytes must not pass for the stored form.
      if (toBase64Url(iv) !== match[2] || toBase64Url(ciphertext) !== match[3]) {
        throw new AppError('provider_key_unreadable')
      }
      try {
        const opened = await crypto.subtle.decrypt(
          { name: 'AES-GCM', iv, additionalData: boundTo(place, version) },
          await key,
          ciphertext,
        )
        return new TextDecoder().decode(opened)
      } catch {
        throw new AppError('provider_key_unreadable')
      }
    },
  }
}

function boundTo({ table, rowId, field }: SecretPlace, version: number): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(new TextEncoder().encode(JSON.stringify([table, rowId, field, version])))
}
