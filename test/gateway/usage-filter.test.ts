import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createUsageFilter } from '../../src/gateway/usage-filter.ts'

const encode = (text: string) => new TextEncoder().encode(text)

/** What comes out when a text goes in with cuts at these bytes. */
function filter(text: string, cuts: number[]): string {
  const bytes = encode(text)
  const edges = [0, ...cuts.toSorted((a, b) => a - b), bytes.byteLength]
  const { push, flush } = createUsageFilter()
  const out = edges.slice(1).map((end, index) => push(bytes.subarray(edges[index]!, end)))
  return new TextDecoder().decode(Uint8Array.from([...out, flush()].flatMap((part) => [...part])))
}

const usageOnly = '{"choices":[],"usage":{"prompt_tokens":1}}'
const kept = [
  '{"choices":[{"delta":{"content":"سلام 🌍"}}],"usage":null}',
  '{"choices":[{"delta":{}}],"usage":{"prompt_tokens":1}}',
  '{"choices":[{"delta":{"content":"\\"usage\\":{ \\"choices\\":[]"}}]}',
  '{"choices":[]}',
  '{"usage":{"prompt_tokens":1}}',
  'not json "usage":{',
  '[DONE]',
]

describe('the usage filter', () => {
  it('leaves out the usage event and nothing else, at any cut, with any line ending', () => {
    const line = fc.constantFrom('\n', '\r\n', '\r')
    const block = fc.oneof(
      fc.constantFrom(...kept).map((data) => ({ data, isKept: true })),
      fc.constant({ data: usageOnly, isKept: false }),
    )
    fc.assert(
      fc.property(
        fc.array(block, { maxLength: 8 }),
        line,
        fc.array(fc.nat(1_500), { maxLength: 12 }),
        (blocks, end, cuts) => {
          const write = (some: typeof blocks) =>
            some.map(({ data }) => `: note${end}data: ${data}${end}${end}`).join('')
          const text = write(blocks)
          const size = encode(text).byteLength
          const expected = write(blocks.filter(({ isKept }) => isKept))
          expect(
            filter(
              text,
              cuts.map((cut) => Math.min(cut, size)),
            ),
          ).toBe(expected)
        },
      ),
      { numRuns: 400 },
    )
  })

  it('gives the same at every single cut', () => {
    const text = `data: ${kept[0]}\r\n\r\ndata: ${usageOnly}\r\n\r\ndata: [DONE]\r\n\r\n`
    for (let cut = 0; cut <= encode(text).byteLength; cut += 1) {
      expect(filter(text, [cut])).toBe(`data: ${kept[0]}\r\n\r\ndata: [DONE]\r\n\r\n`)
    }
  })

  it('does not hold back complete events', () => {
    const { push } = createUsageFilter()
    const event = encode(`data: ${kept[0]}\n\n`)
    expect(push(event)).toEqual(event)
  })

  it('lets an event that never ends go, in bounded memory', () => {
    const { push } = createUsageFilter()
    const piece = encode('x'.repeat(300_000))
    const passed = Array.from({ length: 10 }, () => push(piece).byteLength)
    expect(passed.reduce((total, size) => total + size, 0)).toBeGreaterThan(2_000_000)
  })
})
