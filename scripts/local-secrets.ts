/** The secrets of a local Worker. */
import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { writePrivateFile } from './local-home.ts'

/**
 * Makes `.dev.vars` with what a local Worker needs, or adds what is missing. What stands in it is never changed.
 * @returns the names that were added.
 */
export function completeDevVars(file: string): string[] {
  const present = existsSync(file) ? readFileSync(file, 'utf8') : ''
  const wanted = {
    ENCRYPTION_KEYS: () => `1:${randomBytes(32).toString('base64url')}`,
    // The sandbox upstream runs on this machine; a deployed Gatehouse refuses such addresses.
    ALLOW_LOOPBACK_UPSTREAMS: () => 'true',
  }
  const missing = Object.entries(wanted).filter(([name]) => !definesVariable(present, name))
  if (missing.length === 0) return []
  const separator = present === '' || present.endsWith('\n') ? '' : '\n'
  const lines = missing.map(([name, invent]) => `${name}=${invent()}\n`)
  writePrivateFile(file, present + separator + lines.join(''))
  return missing.map(([name]) => name)
}

function definesVariable(text: string, name: string): boolean {
  return new RegExp(`^\\s*(?:export\\s+)?${name}\\s*[=:]`, 'm').test(text)
}
