/** `npm start`'s product, run beside a developer's own: other ports, a home of its own, gone afterwards. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export type Product = { url: string; apiKey: string; sandboxUrl: string }

export type RunningProduct = Product & {
  /** Everything that was printed. */
  output: () => string
  stop: () => Promise<void>
}

const START_ATTEMPTS_MS = 90_000

export async function createHome(): Promise<{ home: string; remove: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'gatehouse-e2e-'))
  return { home, remove: () => rm(home, { recursive: true, force: true }) }
}

export async function startProduct(home: string, port?: number): Promise<RunningProduct> {
  const chosenPort = port ?? (await findFreePort())
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    env: { ...process.env, GATEHOUSE_HOME: home, PORT: String(chosenPort) },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
  await waitUntil(
    () => output.includes('Ctrl-C ends it.'),
    child,
    () => output,
  )
  const local = JSON.parse(await readFile(join(home, '.gatehouse/local.json'), 'utf8')) as Product
  return { ...local, output: () => output, stop: () => stop(child) }
}

export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGINT')
  await once(child, 'exit')
}

async function waitUntil(isReady: () => boolean, child: ChildProcess, output: () => string): Promise<void> {
  const deadline = Date.now() + START_ATTEMPTS_MS
  while (!isReady()) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`Gatehouse did not start:\n${output()}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
