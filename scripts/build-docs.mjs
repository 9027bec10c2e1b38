/**
 * Makes `public/docs.html`, the page at `/docs`, from `openapi.json` when it is missing or older. wrangler runs this
 * before every dev start and deploy (`[build]` in wrangler.toml).
 *
 * The page loads nothing from another host: scripts are inlined, Redoc's telemetry is off, its logo (an image of
 * Redocly's CDN) is replaced, and a content security policy makes the browser hold to that.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const source = join(root, 'openapi.json')
const page = join(root, 'public/docs.html')

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self'",
  'worker-src blob:',
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

mkdirSync(dirname(page), { recursive: true })
if (existsSync(source) && isStale()) buildDocs()

function isStale() {
  if (!existsSync(page)) return true
  const builtMs = statSync(page).mtimeMs
  return [source, fileURLToPath(import.meta.url)].some((input) => statSync(input).mtimeMs > builtMs)
}

function buildDocs() {
  // Beside the page and then renamed, so that nobody is served half a page.
  const draft = join(dirname(page), `.docs-${process.pid}.html`)
  try {
    const result = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/@redocly/cli/bin/cli.js'),
        'build-docs',
        source,
        `--output=${draft}`,
        '--inlineBundle',
        '--openapi.disableTelemetry=true',
        '--lint-config=off',
      ],
      {
        cwd: root,
        encoding: 'utf8',
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
      },
    )
    if (result.error || result.status !== 0) {
      console.error(`redocly build-docs failed: ${result.error?.message ?? result.stdout + result.stderr}`)
      process.exitCode = 1
      return
    }
    writeFileSync(draft, keepToOwnHost(readFileSync(draft, 'utf8')))
    renameSync(draft, page)
  } finally {
    rmSync(draft, { force: true })
  }
}

function keepToOwnHost(html) {
  if (!html.includes('<head>')) throw new Error('redocly build-docs made a page without <head>')
  return html
    .replaceAll(/https:\/\/cdn\.redoc\.ly\/[\w./-]+/g, 'data:,')
    .replace('<head>', () => `<head>\n  <meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">`)
}
