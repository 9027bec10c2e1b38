import { describe, expect, it } from 'vitest'
import { AppError } from '../../src/errors.ts'
import { fromBase64Url, toBase64Url } from '../../src/platform/encoding.ts'
import { createKeyring, type SecretPlace } from '../../src/platform/keyring.ts'

const place: SecretPlace = { table: 'ai_providers', rowId: 7, field: 'shared_api_key' }
const secret = 'sk-provider-key-0123456789'

const randomKey = () => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
const first = randomKey()
const second = randomKey()
const keyring = createKeyring(`1:${first}`)

/** What every refusal to open looks like: nothing tells the causes apart. */
const unreadable = { code: 'provider_key_unreadable', message: 'The stored provider key does not open', status: 500 }

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

async function refusal(sealed: string, at: SecretPlace = place, ring = keyring): Promise<unknown> {
  try {
    return { opened: await ring.open(sealed, at) }
  } catch (error) {
    return error
  }
}

describe('a sealed key', () => {
  it('opens where it was sealed', async () => {
    const sealed = await keyring.seal(secret, place)
    expect(sealed).toMatch(/^v1\.[A-Za-z0-9_-]{16}\.[A-Za-z0-9_-]+$/)
    expect(sealed).not.toContain(secret)
    expect(await keyring.open(sealed, place)).toBe(secret)
  })

  it.each(['ключ-🔑-with-more-than-ascii', 'x', ''])('keeps its text: "%s"', async (text) => {
    expect(await keyring.open(await keyring.seal(text, place), place)).toBe(text)
  })

  it.each<[string, SecretPlace]>([
    ['row', { ...place, rowId: 8 }],
    ['field', { ...place, field: 'personal_api_key' }],
    ['table', { ...place, table: 'ai_admin_provider_settings' }],
    ['row whose number begins alike', { ...place, rowId: 70 }],
  ])('does not open in another %s', async (_, elsewhere) => {
    expect(await refusal(await keyring.seal(secret, place), elsewhere)).toMatchObject(unreadable)
  })

  it('does not open under another key of the same version', async () => {
    expect(await refusal(await keyring.seal(secret, place), place, createKeyring(`1:${second}`))).toMatchObject(
      unreadable,
    )
  })

  it('gives one error, whichever character is changed', async () => {
    const sealed = await keyring.seal(secret, place)
    for (let at = 0; at < sealed.length; at += 1) {
      for (const other of [BASE64URL[(BASE64URL.indexOf(sealed[at]!) + 1) % 64]!, '.', '=', 'é']) {
        if (other === sealed[at]) continue
        const changed = sealed.slice(0, at) + other + sealed.slice(at + 1)
        expect(await refusal(changed), `position ${at}: ${changed}`).toMatchObject(unreadable)
      }
    }
  })

  it('gives one error, whichever bit of iv, ciphertext or tag is flipped', async () => {
    const [version, iv, ciphertext] = (await keyring.seal(secret, place)).split('.') as [string, string, string]
    for (const [part, bytes] of [
      ['iv', fromBase64Url(iv)!],
      ['ciphertext', fromBase64Url(ciphertext)!],
    ] as const) {
      for (let at = 0; at < bytes.byteLength; at += 1) {
        const flipped = bytes.slice()
        flipped[at]! ^= 1
        const text = toBase64Url(flipped)
        const sealed = part === 'iv' ? `${version}.${text}.${ciphertext}` : `${version}.${iv}.${text}`
        expect(await refusal(sealed), `${part}, byte ${at}`).toMatchObject(unreadable)
      }
    }
  })

  it('gives one error at whatever length it is cut, and when something is added', async () => {
    const sealed = await keyring.seal(secret, place)
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await refusal(sealed.slice(0, length)), `cut to ${length}`).toMatchObject(unreadable)
    }
    for (const changed of [`${sealed}A`, `${sealed}=`, ` ${sealed}`, `${sealed}\n`, `${sealed}.${sealed}`, secret]) {
      expect(await refusal(changed), changed).toMatchObject(unreadable)
    }
  })

  it('never opens in a second spelling of the same bytes', async () => {
    const sealed = await keyring.seal('0123456789', place)
    const last = BASE64URL.indexOf(sealed.at(-1)!)
    const twin = sealed.slice(0, -1) + BASE64URL[last ^ 1]!
    // 26 bytes end in a character of which two bits are unused: the twin decodes to the same bytes.
    expect(fromBase64Url(twin.split('.')[2]!)).toEqual(fromBase64Url(sealed.split('.')[2]!))
    expect(await refusal(twin)).toMatchObject(unreadable)
  })

  it('tells nothing about the cause in its error', async () => {
    const error = await refusal((await keyring.seal(secret, place)).slice(0, -1))
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).details).toEqual({})
    expect((error as AppError).cause).toBeUndefined()
  })
})

describe('two versions of the master key', () => {
  const both = createKeyring(`1:${first}, 12:${second}`)

  it('encrypt with the highest and open both', async () => {
    const old = await keyring.seal(secret, place)
    const fresh = await both.seal(secret, place)
    expect(both.currentVersion).toBe(12)
    expect(fresh).toMatch(/^v12\./)
    expect(await both.open(old, place)).toBe(secret)
    expect(await both.open(fresh, place)).toBe(secret)
  })

  it('take the highest number, not the last entry', async () => {
    expect(createKeyring(`12:${second},2:${first}`).currentVersion).toBe(12)
  })

  it('do not open a key that was relabelled to the other, even where both versions are the same bytes', async () => {
    const twins = createKeyring(`1:${first},2:${first}`)
    const sealed = await twins.seal(secret, place)
    expect(await refusal(sealed.replace('v2.', 'v1.'), place, twins)).toMatchObject(unreadable)
    expect(await twins.open(sealed, place)).toBe(secret)
  })

  it.each(['v0', 'v00001', 'v01', 'v3', 'v-1', 'v1e0', 'V1', '1', 'v', 'v99999999'])(
    'do not open a key labelled %s',
    async (label) => {
      const sealed = await both.seal(secret, place)
      expect(await refusal(sealed.replace(/^v12/, label), place, both)).toMatchObject(unreadable)
    },
  )

  it('do not open what was sealed by a version that was taken away', async () => {
    const fresh = await both.seal(secret, place)
    expect(await refusal(fresh, place, keyring)).toMatchObject(unreadable)
  })
})

describe('nonces', () => {
  it('never repeat over 100,000 encryptions', async () => {
    const seen = new Set<string>()
    for (let round = 0; round < 100; round += 1) {
      const sealed = await Promise.all(Array.from({ length: 1_000 }, () => keyring.seal('k', place)))
      for (const text of sealed) seen.add(text.split('.')[1]!)
    }
    expect(seen.size).toBe(100_000)
  })
})
