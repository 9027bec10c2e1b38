/** Runs the Worker under `wrangler dev`. */
import type { ChildProcess } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stripVTControlCharacters } from 'node:util'
import { parseObject } from './gateway-client.ts'
import type { LocalHome } from './local-home.ts'
import { waitForEnd } from './processes.ts'
import { startWrangler } from './wrangler.ts'

export type GatewayProcess = {
  url: string
  /** Settles when the Worker ends by itself. */
  ended: Promise<void>
}

const HOST = '127.0.0.1'
const START_LIMIT_MS = 60_000
const POLL_MS = 100

/** @throws when something else listens on the port. */
export async function requireFreePort(port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code})`
      reject(new Error(`Port ${port} ${reason}. Choose another one: PORT=${port + 1} npm start`))
    })
    probe.listen(port, HOST, () => probe.close(() => resolve()))
  })
}

/**
 * Starts the Worker and waits until it says that it is ready.
 * @throws when it ends, does not get ready within a minute, or says why it cannot work.
 */
export async function startGateway(home: LocalHome, port: number): Promise<GatewayProcess> {
  const url = `http://${HOST}:${port}`
  const args = ['dev', '--ip', HOST, '--port', String(port), '--inspector-port', '0']
  args.push('--persist-to', home.persistTo, '--env-file', home.devVarsFile)
  // Its own chatter and a line for each request are below `warn`; warnings and errors of the Worker are not.
  args.push('--log-level', 'warn', '--show-interactive-dev-session=false')
  const child = startWrangler(args, {
    environment: {
      // Gatehouses in several homes share a name: each gets a registry of its own.
      WRANGLER_REGISTRY_PATH: join(home.directory, '.wrangler/registry'),
      CLOUDFLARE_CF_FETCH_ENABLED: 'false',
      X_LOCAL_EXPLORER: 'false',
      X_LOCAL_OBSERVABILITY: 'false',
    },
  })
  relayOutput(child)
  const ended = waitForEnd(child).then(() => undefined)
  const gaveUp = new AbortController()
  const endedEarly = ended.then(() => {
    throw new Error('The Worker ended while starting, see above.')
  })
  // Its end after the start is `ended`, not an error that nobody catches.
  endedEarly.catch(() => undefined)
  try {
    await Promise.race([waitForReady(url, gaveUp.signal), endedEarly])
  } finally {
    gaveUp.abort()
  }
  return { url, ended }
}

async function waitForReady(url: string, signal: AbortSignal): Promise<void> {
  const deadlineMs = Date.now() + START_LIMIT_MS
  while (Date.now() < deadlineMs && !signal.aborted) {
    const response = await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).catch(() => null)
    if (response?.ok) return
    const isProblem = response?.headers.get('content-type')?.startsWith('application/problem+json')
    if (response && isProblem) {
      const { detail, title } = parseObject(await response.text())
      throw new Error(`Gatehouse cannot work: ${String(detail ?? title ?? response.status)}`)
    }
    await sleep(POLL_MS)
  }
  throw new Error(`The Worker did not get ready in ${START_LIMIT_MS / 1000} seconds.`)
}

/** Passes what wrangler and the Worker say on to the terminal, or without colours to a file. */
function relayOutput(child: ChildProcess): void {
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => {
      process.stderr.write(process.stderr.isTTY ? chunk : stripVTControlCharacters(chunk))
    })
  }
}
