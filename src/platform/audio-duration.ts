/**
 * How long audio plays, in milliseconds, read from its bytes: from the container's header where that says it, else by
 * counting frames. `null` when it cannot be told; it never throws.
 */
export async function readAudioDurationMs(bytes: Uint8Array, mediaType: string): Promise<number | null> {
  // What callers name files is often wrong, so the bytes are asked first.
  return (await measure(bytes)) ?? (await measure(bytes, mediaType))
}

async function measure(bytes: Uint8Array, mediaType?: string): Promise<number | null> {
  try {
    // Loaded on use: no other call should pay for it.
    const { parseBuffer } = await import('music-metadata')
    const { format } = await parseBuffer(bytes, mediaType, { duration: true, skipCovers: true })
    const { duration: seconds } = format
    return seconds !== undefined && Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds * 1000) : null
  } catch {
    return null
  }
}
