/** Runs the wrangler of the lock file, quietly and without questions. */
import type { ChildProcess } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { repositoryRoot } from './local-home.ts'
import { startProcess, waitForEnd } from './processes.ts'

/** wrangler ended with an error. The message holds all it said. */
export class WranglerError extends Error {}

/** What stands behind `--local` or `--remote`. Without `persistTo` wrangler's own `.wrangler/state`. */
export type DatabaseTarget = { location: 'remote' } | { location: 'local'; persistTo: string }

const DATABASE_BINDING = 'DB'

/** Starts wrangler without waiting. `inTerminal` leaves it the terminal, for what it says and asks. */
export function startWrangler(
  args: string[],
  { inTerminal = false, environment = {} }: { inTerminal?: boolean; environment?: NodeJS.ProcessEnv } = {},
): ChildProcess {
  // wrangler looks for the directory of the assets before it runs the build that makes it.
  mkdirSync(join(repositoryRoot, 'public'), { recursive: true })
  return startProcess(process.execPath, [join(repositoryRoot, 'node_modules/wrangler/bin/wrangler.js'), ...args], {
    cwd: repositoryRoot,
    stdio: inTerminal ? 'inherit' : ['ignore', 'pipe', 'pipe'],
    inTerminal,
    env: {
      ...process.env,
      WRANGLER_HIDE_BANNER: 'true',
      WRANGLER_SEND_METRICS: 'false',
      WRANGLER_NO_SKILLS_UPDATE_PROMPTS: 'true',
      WRANGLER_WRITE_LOGS: 'false',
      ...environment,
    },
  })
}

/** Runs wrangler to its end and answers its standard output. @throws WranglerError with its output when it fails. */
export async function runWrangler(args: string[]): Promise<string> {
  const child = startWrangler(args)
  const [stdout, stderr] = [collectText(child.stdout), collectText(child.stderr)]
  const { code, signal } = await waitForEnd(child)
  if (code === 0) return stdout.text
  const [command] = args.join(' ').split(' -')
  const reason = signal ? `was ended by ${signal}` : `failed with code ${code}`
  throw new WranglerError(`wrangler ${command} ${reason}:\n${stdout.text}${stderr.text}`.trim())
}

/** Applies the migrations that the database has not seen. */
export async function applyMigrations(target: DatabaseTarget): Promise<void> {
  await runWrangler(['d1', 'migrations', 'apply', DATABASE_BINDING, ...targetArguments(target)])
}

/**
 * Runs SQL statements as one batch, which D1 makes atomic, and answers the rows of each. The text stands on a command
 * line: no secret may be in it.
 */
export async function executeSql(target: DatabaseTarget, statements: string[]): Promise<Record<string, unknown>[][]> {
  const command = statements.join(';\n')
  const args = ['d1', 'execute', DATABASE_BINDING, ...targetArguments(target), '--json', '--yes', '--command', command]
  const output = await runWrangler(args)
  const answers: unknown = JSON.parse(output.slice(output.indexOf('[')))
  if (!Array.isArray(answers)) throw new WranglerError(`wrangler d1 execute answered:\n${output}`)
  return answers.map((answer: { results?: Record<string, unknown>[] }) => answer.results ?? [])
}

/** A text as an SQL literal. */
export function quoteSql(text: string): string {
  if (text.includes('\0')) throw new Error('a text with a NUL character cannot be stored')
  return `'${text.replaceAll("'", "''")}'`
}

function targetArguments(target: DatabaseTarget): string[] {
  return target.location === 'remote' ? ['--remote'] : ['--local', '--persist-to', target.persistTo]
}

function collectText(stream: NodeJS.ReadableStream | null): { text: string } {
  const collected = { text: '' }
  stream?.setEncoding('utf8').on('data', (chunk: string) => (collected.text += chunk))
  return collected
}
