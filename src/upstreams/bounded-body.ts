import { AppError } from '../errors.ts'

/** Reads a whole body of `maxBytes` at most. `null`: it is larger, and the rest was not read. */
export async function readBounded(
  body: ReadableStream<Uint8Array> | null,
  maxBytes: number,
): Promise<Uint8Array | null> {
  if (!body) return new Uint8Array()
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > maxBytes) {
      await reader.cancel().catch(() => undefined)
      return null
    }
    chunks.push(value)
  }
  const whole = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    whole.set(chunk, offset)
    offset += chunk.byteLength
  }
  return whole
}

/** @throws AppError `upstream_error` when the bytes are not JSON. */
export function parseUpstreamJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true, ignoreBOM: false }).decode(bytes))
  } catch (error) {
    // The parser's message quotes the answer, which belongs in no log.
    const cause = new Error(error instanceof Error ? error.name : 'not JSON')
    throw new AppError('upstream_error', 'The provider answered with something that is not JSON', { cause })
  }
}
