import { describe, expect, it } from 'vitest'
import { createApiKey, hashApiKey, isWellFormedApiKey, sameHash } from '../../src/platform/api-key.ts'

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

describe('an API key', () => {
  it('is gh_ with 32 random bytes and a checksum, known by its SHA-256 and last four characters', async () => {
    const { key, hash, hint } = await createApiKey()
    expect(key).toMatch(/^gh_[A-Za-z0-9_-]{49}$/)
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(key)))
    expect(hash).toBe(Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join(''))
    expect(await hashApiKey(key)).toBe(hash)
    expect(hint).toBe(key.slice(-4))
    expect(await isWellFormedApiKey(key)).toBe(true)
  })

  it('is another one each time', async () => {
    const keys = await Promise.all(Array.from({ length: 1_000 }, async () => (await createApiKey()).key))
    expect(new Set(keys).size).toBe(1_000)
  })

  it('is not well-formed with any one character changed', async () => {
    const { key } = await createApiKey()
    for (let at = 0; at < key.length; at += 1) {
      const other = BASE64URL[(BASE64URL.indexOf(key[at]!) + 7) % 64]!
      const changed = key.slice(0, at) + other + key.slice(at + 1)
      expect(await isWellFormedApiKey(changed), changed).toBe(false)
    }
  })

  it('is not well-formed with two neighbours swapped, cut, lengthened or in another case', async () => {
    const { key } = await createApiKey()
    const at = [...key].findIndex((char, index) => index >= 3 && char !== key[index + 1])
    const swapped = key.slice(0, at) + key[at + 1]! + key[at]! + key.slice(at + 2)
    for (const other of [
      swapped,
      key.slice(0, -1),
      `${key}A`,
      ` ${key}`,
      `${key}\n`,
      key.toUpperCase(),
      key.replace('gh_', 'sk_'),
      '',
      'gh_',
      'gh_'.padEnd(52, 'A'),
    ]) {
      expect(await isWellFormedApiKey(other), other).toBe(false)
    }
  })
})

describe('comparing hashes', () => {
  it('tells equal from different', async () => {
    const [one, two] = await Promise.all([hashApiKey('one'), hashApiKey('two')])
    expect(sameHash(one, one)).toBe(true)
    expect(sameHash(one, two)).toBe(false)
    expect(sameHash(one, `${one.slice(0, -1)}${one.endsWith('0') ? '1' : '0'}`)).toBe(false)
  })

  it.each([
    ['a', ''],
    ['', 'a'],
    ['abc', 'abcd'],
    ['ab', 'é'.repeat(2)],
  ])('says no to "%s" and "%s", of unequal length, and does not throw', (left, right) => {
    expect(sameHash(left, right)).toBe(false)
  })
})
