/**
 * How long audio plays, in milliseconds, read from its bytes: from the container's header where that says it, else by
 * counting frames. `null` when it cannot be told; it never throws.
 */
export async function readAudioDurationMs(bytes: Uint8Array, mediaType: string): Promise<number | null> {
  // What callers name files is often wrong, so the bytes are asked first.
  return (await measure(bytes)) ?? (await measure(bytes, mediaType))
}

/** More than any codec has. A header that says so much less than its file holds is wrong, or made up: players go by the frames. */
const mostBitsPerSecond = ({ lossless, hasVideo }: { lossless?: boolean; hasVideo?: boolean }) =>
  lossless === false && !hasVideo ? 1_000_000 : 20_000_000

async function measure(bytes: Uint8Array, mediaType?: string): Promise<number | null> {
  try {
    // Loaded on use: no other call should pay for it.
    const { parseBuffer } = await import('music-metadata')
    const { format } = await parseBuffer(bytes, mediaType, { duration: true, skipCovers: true })
    const { duration: seconds } = format
    if (seconds === undefined || !Number.isFinite(seconds) || seconds <= 0) return null
    return (bytes.byteLength * 8) / seconds <= mostBitsPerSecond(format) ? Math.round(seconds * 1000) : null
  } catch {
    return null
  }
}
