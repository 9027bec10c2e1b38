import { execFile } from 'node:child_process'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it, onTestFinished } from 'vitest'
import { createHome, findFreePort, startProduct, type RunningProduct } from './support/product.ts'

const run = promisify(execFile)

const callWith = ({ url, apiKey }: RunningProduct, path: string) =>
  fetch(url + path, { headers: { authorization: `Bearer ${apiKey}` } })

it('prints a curl that works, keeps data and key for the next start, and ends everything it started', async () => {
  const { home, remove } = await createHome()
  onTestFinished(remove)
  const port = await findFreePort()
  const first = await startProduct(home, port)
  onTestFinished(first.stop)

  expect(first.url).toBe(`http://127.0.0.1:${port}`)
  const curl = first.output().slice(first.output().indexOf('curl '), first.output().indexOf('Ctrl-C'))
  const { stdout } = await run('bash', ['-c', curl])
  expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { role: 'assistant' } }] })

  const { count: providers } = (await (await callWith(first, '/api/v1/ai/providers/')).json()) as { count: number }
  const { count: models } = (await (await callWith(first, '/api/v1/ai/models/')).json()) as { count: number }
  expect(providers).toBeGreaterThanOrEqual(13)
  expect(models).toBeGreaterThanOrEqual(105)
  const docs = await fetch(`${first.url}/docs`)
  expect(docs.headers.get('content-type')).toContain('text/html')
  expect(await docs.text()).toContain('Gatehouse')
  expect((await stat(join(home, '.gatehouse/local.json'))).mode & 0o077).toBe(0)

  await first.stop()
  await expect(fetch(`${first.url}/healthz`)).rejects.toThrow()
  await expect(fetch(`${first.sandboxUrl}/models`)).rejects.toThrow()

  const second = await startProduct(home, port)
  onTestFinished(second.stop)
  expect(second.apiKey).toBe(first.apiKey)
  const again = (await (await callWith(second, '/api/v1/ai/providers/')).json()) as { count: number }
  expect(again.count).toBe(providers)
  expect((await callWith(second, '/v1/models/sandbox/chat')).status).toBe(200)
})
