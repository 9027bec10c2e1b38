/** What stands behind an address is not known ahead: this is more than the largest image is counted at. */
export const TOKENS_OF_A_REMOTE_FILE = 40_000

/**
 * Within a string the quotes are escaped, so text that only speaks of an address does not match. Whatever is not data may
 * be an address: who reads it may see past spaces before it.
 */
const REMOTE_FILE = /"(?:(?:image_|file_|audio_|video_)?url":"(?!data:)|(?:file_?(?:id|uri)|cached_?content)":")/gi

/** How often JSON points to a file, or to a prompt kept at the provider, by an address or an id. */
export function countRemoteFiles(json: string): number {
  return json.match(REMOTE_FILE)?.length ?? 0
}
