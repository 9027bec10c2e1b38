/** Where a local Gatehouse keeps its data: the repository, or the directory that `GATEHOUSE_HOME` names. */
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

export const repositoryRoot = dirname(dirname(fileURLToPath(import.meta.url)))

export type LocalHome = {
  directory: string
  /** Secrets of the local Worker, as wrangler reads them. */
  devVarsFile: string
  /** What wrangler takes as `--persist-to`: D1, KV and Durable Objects. */
  persistTo: string
  /** Where the Worker runs and how to call it, for people and tests. */
  localFile: string
  /** Port and key of the sandbox upstream. */
  sandboxFile: string
}

export function locateHome(environment: NodeJS.ProcessEnv = process.env): LocalHome {
  const directory = resolve(environment['GATEHOUSE_HOME'] || repositoryRoot)
  return {
    directory,
    devVarsFile: join(directory, '.dev.vars'),
    persistTo: join(directory, '.wrangler/state'),
    localFile: join(directory, '.gatehouse/local.json'),
    sandboxFile: join(directory, '.gatehouse/sandbox.json'),
  }
}

/** The fields of a JSON file that are texts or numbers; empty when there is no such file or it holds something else. */
export function readLocalJson(file: string): Record<string, unknown> {
  if (!existsSync(file)) return {}
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}

/** Writes a file that only its owner may read, whole or not at all. */
export function writePrivateFile(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${process.pid}.tmp`
  writeFileSync(draft, text, { mode: 0o600 })
  // The mode above counts only for a file that was not there.
  chmodSync(draft, 0o600)
  renameSync(draft, file)
}

export function writeLocalJson(file: string, value: Record<string, unknown>): void {
  writePrivateFile(file, `${JSON.stringify(value, null, 2)}\n`)
}
