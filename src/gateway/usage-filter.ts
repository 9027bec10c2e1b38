/**
 * Leaves out of a stream the one event that Gatehouse asked for and the caller did not: usage without choices. Every
 * other byte passes as it came.
 */
export type UsageFilter = {
  /** The bytes that can go on. An event that is not complete is kept back. */
  push(chunk: Uint8Array): Uint8Array
  /** What was kept back, at the end of the stream. */
  flush(): Uint8Array
}

/** An event that is larger than this is not the one. */
const MAX_KEPT_BYTES = 1_000_000
const NOTHING = new Uint8Array()
const LF = 0x0a
const CR = 0x0d

export function createUsageFilter(): UsageFilter {
  let kept: Uint8Array = NOTHING
  return {
    push(chunk) {
      const bytes = kept.byteLength === 0 ? chunk : concat([kept, chunk])
      const end = bytes.byteLength > MAX_KEPT_BYTES ? bytes.byteLength : endOfLastEvent(bytes)
      kept = bytes.subarray(end)
      return withoutUsage(bytes.subarray(0, end))
    },
    flush() {
      const rest = kept
      kept = NOTHING
      return withoutUsage(rest)
    },
  }
}

function withoutUsage(bytes: Uint8Array): Uint8Array {
  // Most pieces hold no usage: they pass as they are.
  if (!/"usage"\s*:\s*\{/.test(new TextDecoder().decode(bytes))) return bytes
  const passed: Uint8Array[] = []
  for (let start = 0; start < bytes.byteLength;) {
    const end = endOfFirstEvent(bytes, start)
    const event = bytes.subarray(start, end)
    if (!isUsageOnly(new TextDecoder().decode(event))) passed.push(event)
    start = end
  }
  return concat(passed)
}

function isUsageOnly(event: string): boolean {
  const data = event
    .split(/\r\n|\r|\n/)
    .filter((line) => line.startsWith('data:'))
    .map((line) => line.slice('data:'.length))
    .join('\n')
  try {
    const chunk: unknown = JSON.parse(data)
    return (
      isRecord(chunk) && isRecord(chunk['usage']) && Array.isArray(chunk['choices']) && chunk['choices'].length === 0
    )
  } catch {
    return false
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Where the line that ends at `at` is followed by an empty line: the position after it, else 0. */
function blankLineAfter(bytes: Uint8Array, at: number): number {
  const lineEnd = lineEndAt(bytes, at)
  if (lineEnd === 0) return 0
  const second = lineEndAt(bytes, at + lineEnd)
  return second === 0 ? 0 : at + lineEnd + second
}

/** How many bytes of a line ending stand at a position. A CR at the very end may be half of one: 0. */
function lineEndAt(bytes: Uint8Array, at: number): number {
  if (bytes[at] === LF) return 1
  if (bytes[at] !== CR || at + 1 >= bytes.byteLength) return 0
  return bytes[at + 1] === LF ? 2 : 1
}

function endOfFirstEvent(bytes: Uint8Array, start: number): number {
  for (let at = start; at < bytes.byteLength; at += 1) {
    const end = blankLineAfter(bytes, at)
    if (end > 0) return end
  }
  return bytes.byteLength
}

function endOfLastEvent(bytes: Uint8Array): number {
  for (let at = bytes.byteLength - 1; at >= 0; at -= 1) {
    const end = blankLineAfter(bytes, at)
    if (end > 0) return end
  }
  return 0
}

function concat(parts: Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.byteLength, 0))
  let offset = 0
  for (const part of parts) {
    whole.set(part, offset)
    offset += part.byteLength
  }
  return whole
}
