import { describe, expect, it } from 'vitest'
import { redactKey } from '../../src/upstreams/redact.ts'

const key = 'sk-proj-AbC+dEf/123=xyz_789'

describe('an error text that echoes the key', () => {
  it.each([
    [`Incorrect API key provided: ${key}.`, 'Incorrect API key provided: [redacted].'],
    [key, '[redacted]'],
    [`${key} and ${key}`, '[redacted] and [redacted]'],
    [`Bearer ${key}`, 'Bearer [redacted]'],
    // Truncated at either end, or in the middle.
    [`key ${key.slice(0, 12)}… is wrong`, 'key [redacted]… is wrong'],
    [`key …${key.slice(-10)} is wrong`, 'key …[redacted] is wrong'],
    [`key ${key.slice(0, 9)}***${key.slice(-9)} is wrong`, 'key [redacted]***[redacted] is wrong'],
    [`key ${key.slice(5, 15)} is wrong`, 'key [redacted] is wrong'],
    [`?key=${encodeURIComponent(key)}&x=1`, '?key=[redacted]&x=1'],
    [`?key=${encodeURIComponent(key).replaceAll(/%../g, (code) => code.toLowerCase())}`, '?key=[redacted]'],
    [`cut ?key=${encodeURIComponent(key).slice(0, 18)}`, 'cut ?key=[redacted]'],
  ])('loses it: %s', (text, clean) => {
    expect(redactKey(text, key)).toBe(clean)
  })

  it('loses every run of eight characters of the key, wherever the text is cut', () => {
    for (let from = 0; from < key.length; from += 1) {
      for (let to = from + 8; to <= key.length; to += 1) {
        expect(redactKey(`before ${key.slice(from, to)} after`, key)).toBe('before [redacted] after')
      }
    }
  })
})

describe('everything else', () => {
  it.each([
    'The model `gpt-5` does not exist.',
    'Rate limit reached: 3 requests per minute. Try again in 20s.',
    'sk-proj is not a key, nor is sk-…_789',
    `The key that ends in ${key.slice(-4)}`,
    '',
    '🔑 ключ [redacted] ключ',
    'x'.repeat(5_000),
  ])('stays as it is: %s', (text) => {
    expect(redactKey(text, key)).toBe(text)
  })
})
