/**
 * `npm run bundle:check`: the Worker fits the free plan (3 MB gzipped) and starts well within what the platform allows.
 * Fails when it does not. Both figures are wrangler's own, of the very bundle that would be deployed.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runWrangler } from './wrangler.ts'

const MAX_GZIP_KIB = 3 * 1024
const MAX_START_CPU_MS = 400

async function checkBundle(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gatehouse-bundle-'))
  try {
    const report = await runWrangler(['check', 'startup', '--outfile', join(directory, 'startup.cpuprofile')])
    const gzipKib = readFigure(report, /gzip: ([\d.]+) KiB/)
    const startMs = readFigure(report, /Active: ([\d.]+) ms/)
    console.log(
      `The Worker has ${gzipKib} KiB gzipped (limit ${MAX_GZIP_KIB}) and starts in ${startMs} ms of CPU (limit ${MAX_START_CPU_MS}).`,
    )
    if (gzipKib > MAX_GZIP_KIB || startMs > MAX_START_CPU_MS)
      throw new Error('The Worker is too large, or starts too slowly.')
  } finally {
    rmSync(directory, { recursive: true, force: true })
  }
}

function readFigure(report: string, pattern: RegExp): number {
  const figure = pattern.exec(report)?.[1]
  if (figure === undefined) throw new Error(`wrangler did not say ${pattern}:\n${report}`)
  return Number(figure)
}

try {
  await checkBundle()
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
