import { AppError, validationError } from '../../errors.ts'
import { readBounded } from '../bounded-body.ts'
import { fetchElsewhere } from '../http.ts'
import type { Connection } from '../port.ts'

const MAX_DOWNLOAD_BYTES = 20 * 1024 * 1024

/**
 * Fetches what a caller pointed to, for protocols that take bytes only. It throws AppError `validation_failed`, for
 * whatever fails is the address's fault.
 */
export function downloadFor(connection: Connection) {
  return async (url: URL, field: string): Promise<{ bytes: Uint8Array; mediaType: string }> => {
    const refuse = (message: string) => validationError([{ field, message: `${url.origin}: ${message}` }])
    const response = await fetchElsewhere(connection, url).catch((error: unknown) => {
      if (connection.signal.aborted || !(error instanceof AppError)) throw error
      throw refuse(error.code === 'upstream_not_allowed' ? error.message : 'could not be fetched')
    })
    const bytes = await readBounded(response.body, MAX_DOWNLOAD_BYTES)
    if (!bytes) throw refuse(`is larger than ${MAX_DOWNLOAD_BYTES} bytes`)
    return { bytes, mediaType: response.headers.get('content-type')?.split(';')[0]?.trim() ?? '' }
  }
}
