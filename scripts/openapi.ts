/**
 * Writes `openapi.json` from the routes, and `openapi.d.ts`, the types of a client, from that.
 * With `--check` it writes nothing and fails when a file is not what the routes say.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import openapiTS, { astToString } from 'openapi-typescript'
import { createApp } from '../src/app.ts'
import { documentOptions } from '../src/http/document.ts'

const isCheck = process.argv.includes('--check')

const app = createApp(() => {
  throw new Error('The document is made without serving requests')
})
const document = `${JSON.stringify(app.getOpenAPI31Document(documentOptions), null, 2)}\n`
const banner = '/** Made from openapi.json by `npm run openapi`. Not to be edited. */\n'
const types = banner + astToString(await openapiTS(document, { defaultNonNullable: false }))

const stale: string[] = []
for (const [file, content] of [
  ['openapi.json', document],
  ['openapi.d.ts', types],
] as const) {
  const path = join(import.meta.dirname, '..', file)
  const stored = await readFile(path, 'utf8').catch(() => null)
  if (stored === content) continue
  stale.push(file)
  if (!isCheck) await writeFile(path, content)
}

if (isCheck && stale.length > 0) {
  console.error(`Not what the routes say: ${stale.join(', ')}. Run \`npm run openapi\` and commit.`)
  process.exit(1)
}
console.log(stale.length > 0 ? `Written: ${stale.join(', ')}` : 'openapi.json and openapi.d.ts are what the routes say')
