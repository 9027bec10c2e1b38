import { runInDurableObject } from 'cloudflare:test'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { CAPABILITIES } from '../../src/capabilities/schemas.ts'
import { writeLog } from '../../src/platform/log.ts'
import { aiCalls } from '../support/ai-calls.ts'
import { createCanary, findKeys } from '../support/canaries.ts'
import { dumpCache, dumpDatabase } from '../support/dump.ts'
import { answerStream } from '../support/endpoint.ts'
import { createFaultyDatabase } from '../support/faults.ts'
import { answerChat, chat, createAdmin, createGateway, env, type Gateway } from '../support/gateway.ts'
import { documentedRoutes } from '../support/routes.ts'

/** Keys that must show nowhere in the clear. */
const shared = createCanary('shared')
const newShared = createCanary('new-shared')
const personal = createCanary('personal')
const refused = createCanary('refused')
const canaries: string[] = [shared, newShared, personal, refused]

/** Whatever Gatehouse has said: answers with their headers, and log lines. */
const outputs: string[] = []
const consoleLines: string[] = []
for (const method of ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const) {
  vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
    consoleLines.push(parts.map(String).join(' '))
  })
}

type Upstream = (key: string, request: Request) => Response | Promise<Response>

/** Every way of failing with the key in it. */
const failures: Record<string, Upstream> = {
  'in a message': (key) => Response.json({ error: { message: `Incorrect API key: ${key}.` } }, { status: 401 }),
  'in every field': (key) =>
    Response.json({ error: { message: key, type: key, code: key, param: key, key } }, { status: 400 }),
  'as a text': (key) => Response.json({ error: `no such key: ${key}` }, { status: 403 }),
  'in a list': (key) => Response.json([{ error: { message: key, code: 401 } }], { status: 401 }),
  'in HTML': (key) => new Response(`<h1>${key}</h1>`, { status: 500, headers: { 'content-type': 'text/html' } }),
  'in a 5xx': (key) => Response.json({ error: { message: `${key} broke me`, code: key } }, { status: 503 }),
  'in headers': (key) =>
    new Response(null, { status: 429, headers: { 'retry-after': key, 'x-request-id': key, 'x-key': key } }),
  'in a redirect': (key) => Response.redirect(`https://example.com/?key=${key}`, 302),
  'in HTML with status 200': (key) => new Response(key, { headers: { 'content-type': 'text/html' } }),
  'in broken JSON with status 200': (key) =>
    new Response(`{"a": "${key}`, { headers: { 'content-type': 'application/json' } }),
  'URL-encoded': (key) => Response.json({ message: `GET /?key=${encodeURIComponent(key)}` }, { status: 400 }),
  'cut short': (key) => Response.json({ message: `key ${key.slice(0, 25)}… is wrong` }, { status: 401 }),
  'in a network error': (key) => {
    throw new TypeError(`connect ECONNREFUSED with authorization Bearer ${key}`, { cause: new Error(key) })
  },
}

const answerJson = (json: unknown) => Response.json(json)
const answerBytes = (contentType: string, text = 'bytes') =>
  new Response(new TextEncoder().encode(text), { headers: { 'content-type': contentType } })

/** Every way of seeming to serve with the key in it. */
const echoes: Record<string, Upstream> = {
  'as an error with status 200': (key) => answerJson({ error: { message: key, code: key } }),
  'as an error beside an answer': (key) =>
    answerJson({ error: { message: key }, choices: [], candidates: [], id: key }),
  'as another form of error': (key) =>
    answerJson({ object: 'error', message: key, detail: key, errors: [{ code: key }] }),
  'as the whole answer': (key) => answerBytes('application/json', key),
  'as plain text': (key) => answerBytes('text/plain', `no such key: ${key}`),
  'as the first event of a stream': (key) =>
    answerStream(`event: error\ndata: {"type":"error","error":{"message":"${key}"}}\n\ndata: [DONE]\n\n`),
  'in the type of a file': (key) => answerBytes(`audio/mpeg; boundary=${key}`),
  'as the type of a file': (key) => answerBytes(`audio/${key}`),
  'as cookies and headers': (key) =>
    new Response('{}', {
      headers: { 'content-type': 'application/json', 'set-cookie': `k=${key}`, 'x-key': key, location: key },
    }),
  'as a job that failed': (key) =>
    answerJson({ id: 'job', object: 'video', status: 'failed', error: { code: key, message: key } }),
  'as a job': (key) => answerJson({ id: 'job', object: 'video', status: 'queued', prompt: key }),
  'as the name of a job': (key) => answerJson({ id: key, object: 'video', status: 'queued' }),
}

let answer: Upstream = () => answerChat()
let gateway: Gateway

function createLoudGateway(parts: Parameters<typeof createGateway>[0] = {}): Gateway {
  const created = createGateway({
    upstream: (request) => answer(/sk-[\w-]+/.exec([...request.headers.values()].join(' '))![0], request),
    ...parts,
  })
  const { log } = created.deps
  // Also through the log of production, which writes to the console.
  created.deps.log = (level, event, facts) => {
    log(level, event, facts)
    writeLog(level, event, facts)
  }
  return created
}

async function send(key: string | undefined, method: string, path: string, json?: unknown, through = gateway) {
  const body = typeof json === 'string' || json instanceof FormData ? { body: json } : { json }
  const headers = json instanceof FormData ? {} : { 'content-type': 'application/json' }
  const response = await through.fetch(path, { method, headers, ...(key && { key }), ...(json !== undefined && body) })
  const text = await response.text()
  await through.settle()
  const said = [path.split('?')[0], response.status, text, ...[...response.headers].flat()].join('\n')
  outputs.push(said, ...through.logs.splice(0).map((line) => JSON.stringify(line)))
  return { status: response.status, text, said }
}

/** An answer that shows a key this once: it is taken out of what is searched. */
async function sendForKey(key: string, path: string, json: object) {
  const { status, text, said } = await send(key, 'POST', path, json)
  expect(status).toBe(201)
  outputs.splice(outputs.indexOf(said), 1)
  const body = JSON.parse(text) as { id: number; key?: string; api_key?: { key: string } }
  const plaintext = body.key ?? body.api_key!.key
  canaries.push(plaintext)
  return { id: body.id, key: plaintext }
}

const findCanaries = (text: string) => findKeys(canaries, text)

/** Every AI route, before a provider of its protocol that fails and echoes in every way. */
async function askEveryRoute(root: string) {
  for (const protocol of ['openai', 'anthropic', 'google']) {
    const api_base_url = 'http://127.0.0.1:9/v1'
    const name = `Canary ${protocol}`
    await send(root, 'POST', '/api/v1/ai/providers', { name, protocol, api_base_url, shared_api_key: shared })
    const model = { provider: `canary-${protocol}`, model_id: 'chat-1', capabilities: CAPABILITIES }
    expect((await send(root, 'POST', '/api/v1/ai/models', model)).status).toBe(201)
  }
  for (const { operationId, path: documented } of documentedRoutes.filter(({ guard }) => guard === 'call')) {
    const { protocol, build } = aiCalls[operationId]!
    for (const [name, failure] of [...Object.entries(failures), ...Object.entries(echoes)]) {
      answer = failure
      const { path = documented, json, form } = build(`canary-${protocol}/chat-1`)
      const { status } = await send(root, 'POST', path, form ?? json)
      if (name in failures) expect(status, `${operationId}: ${name}`).toBeGreaterThanOrEqual(400)
    }
  }
  // What is asked of a provider besides calls, and of jobs.
  answer = () => answerJson({ id: 'job', object: 'video', status: 'queued' })
  const { text } = await send(root, 'POST', '/v1/videos', { model: 'canary-openai/chat-1', prompt: 'Hi' })
  const { id: job } = JSON.parse(text) as { id: string }
  const listed: Upstream = (key) =>
    answerJson({
      data: [
        { id: `a-${key}`, name: key },
        { id: 'b', name: `Made by ${key}` },
      ],
    })
  for (const way of [...Object.values(failures), ...Object.values(echoes), listed]) {
    answer = way
    await send(root, 'GET', `/v1/videos/${job}`)
    await send(root, 'GET', `/v1/videos/${job}/content`)
    await send(root, 'GET', `/api/v1/ai/video/${job}`)
    await send(root, 'POST', '/api/v1/ai/providers/canary-openai/test')
    await send(root, 'POST', '/api/v1/ai/providers/canary-openai/sync-models', { dry_run: false, retire: false })
  }
}

beforeAll(async () => {
  gateway = createLoudGateway()
  const { key: root } = await createAdmin('super_admin')
  canaries.push(root)
  const api_base_url = 'http://127.0.0.1:9/v1'
  const provider = { name: 'Canary', api_base_url, shared_api_key: shared, allow_shared_for_normal_admins: true }
  await send(root, 'POST', '/api/v1/ai/providers', provider)
  await send(root, 'POST', '/api/v1/ai/models', { provider: 'canary', model_id: 'chat-1' })

  const { id: adminId, key: admin } = await sendForKey(root, '/api/v1/admins', { email: 'canary@example.com' })
  const { id: keyId, key } = await sendForKey(admin, '/api/v1/api-keys', { name: 'second' })
  const { key: rotated } = await sendForKey(admin, `/api/v1/api-keys/${keyId}/rotate`, { overlap_seconds: 600 })
  const settings = '/api/v1/ai/settings/canary'

  for (const path of [
    '/api/v1/ai/providers',
    '/api/v1/ai/providers/canary',
    '/api/v1/ai/models',
    '/api/v1/ai/models/bulk?providers=canary',
    '/api/v1/ai/access',
    '/api/v1/ai/access/matrix',
    '/api/v1/ai/usage',
    '/api/v1/admins',
    `/api/v1/admins/${adminId}`,
    `/api/v1/admins/${adminId}/settings/canary`,
    '/api/v1/api-keys',
    settings,
    '/api/v1/ai/settings',
    '/v1/models',
    '/openapi.json',
  ]) {
    await send(root, 'GET', path)
    await send(key, 'GET', path)
  }

  // Refusals of a body that holds a key.
  for (const [method, path, json] of [
    ['POST', '/api/v1/ai/providers', { ...provider, shared_api_key: refused }],
    ['POST', '/api/v1/ai/providers', { ...provider, shared_api_key: `${refused} with spaces` }],
    ['PATCH', '/api/v1/ai/providers/canary', { shared_api_key: [refused] }],
    ['PATCH', '/api/v1/ai/providers/canary', { config: { headers: { 'x-key': `${refused}\n` } } }],
    ['PATCH', '/api/v1/ai/providers/canary', { api_base_url: `https://user:${refused}@example.com` }],
    ['PATCH', '/api/v1/ai/providers/canary', { protocol: refused }],
    ['POST', '/api/v1/ai/providers', `{"shared_api_key":"${refused}"`],
    ['PUT', settings, { personal_api_key: `${refused}\r\n.` }],
    ['PUT', settings, { personal_api_key: { key: refused } }],
    ['PUT', settings, `"${refused}"`],
  ] as const) {
    expect((await send(root, method, path, json)).status).toBeGreaterThanOrEqual(400)
  }

  // Keys in the wrong place.
  for (const wrong of [`${key}x`, key.toUpperCase(), shared, key.slice(0, -1)]) await send(wrong, 'GET', '/v1/models')
  await send(undefined, 'GET', `/v1/models?api_key=${key}`)

  const ask = async (as: string, more?: object) => send(as, 'POST', '/v1/chat/completions', chat('canary/chat-1', more))
  const simple = { message: 'Hi', provider: 'canary', model: 'chat-1' }
  const askAll = async (as: string) => {
    answer = () => answerChat()
    expect((await ask(as)).status).toBe(200)
    for (const [name, failure] of Object.entries(failures)) {
      answer = failure
      for (const { status } of [
        await ask(as),
        await ask(as, { stream: true }),
        await send(as, 'POST', '/api/v1/ai/chat', simple),
      ]) {
        expect(status, name).toBeGreaterThanOrEqual(400)
      }
    }
  }
  await askAll(key)
  await send(key, 'PUT', settings, { personal_api_key: personal, use_shared_api: false })
  await send(key, 'PATCH', settings, { is_active: true })
  await askAll(rotated)
  await send(root, 'PATCH', '/api/v1/ai/providers/canary', { shared_api_key: newShared })
  await askAll(root)
  await askEveryRoute(root)

  // Failing stores, whose errors hold the statement and its parameters.
  for (const fault of ['refused', 'unreachable'] as const) {
    for (const failing of [1, 2, 3, 4]) {
      const DB = createFaultyDatabase(env.DB, (statement) => statement >= failing, fault)
      const broken = createLoudGateway({ env: { DB } })
      await send(root, 'PATCH', '/api/v1/ai/providers/canary', { shared_api_key: newShared }, broken)
      await send(root, 'POST', '/api/v1/ai/providers', { ...provider, name: 'Next', shared_api_key: newShared }, broken)
      await send(key, 'PUT', settings, { personal_api_key: personal }, broken)
      await send(key, 'POST', '/v1/chat/completions', chat('canary/chat-1'), broken)
    }
  }
  await send(root, 'PATCH', `/api/v1/api-keys/${keyId}`, { name: 'renamed' })
  await send(root, 'GET', '/api/v1/audit?limit=200')
  await send(root, 'DELETE', `/api/v1/api-keys/${keyId}`)
  await send(key, 'GET', '/v1/models')
}, 120_000)

describe('after every kind of operation', () => {
  it('something was said, logged and stored in every place that is searched', async () => {
    expect(consoleLines.some((line) => line.includes('"event":"request_failed"'))).toBe(true)
    expect(outputs.length).toBeGreaterThan(150)
    for (const said of ['[redacted]', 'store_unavailable', 'upstream_redirect', '"has_personal_api_key":true']) {
      expect([said, outputs.some((output) => output.includes(said))]).toEqual([said, true])
    }
    expect(Object.keys(await dumpCache()).join()).toMatch(/auth:.*provider:canary/)
    expect(canaries.length).toBeGreaterThanOrEqual(7)
    expect(findCanaries(`...${btoa(`x${shared}`)}...`)).not.toEqual([])
  })

  it('no answer, header, log line or console line holds a key', () => {
    for (const output of [...outputs, ...consoleLines]) expect(findCanaries(output), output.slice(0, 500)).toEqual([])
  })

  it('no row of D1, of the audit or of anything else, holds a key', async () => {
    const dump = await dumpDatabase()
    for (const table of ['ai_providers', 'ai_admin_provider_settings', 'audit_events', 'api_keys']) {
      expect(dump[table]!.length, table).toBeGreaterThan(0)
    }
    for (const [table, rows] of Object.entries(dump)) {
      for (const row of rows) expect(findCanaries(JSON.stringify(row)), table).toEqual([])
    }
  })

  it('no entry of KV holds a key, in its name or its value', async () => {
    for (const [name, value] of Object.entries(await dumpCache())) {
      expect(findCanaries(`${name}\n${value}`), name).toEqual([])
    }
  })

  it('no ledger holds a key', async () => {
    const { admins } = await dumpDatabase()
    for (const admin of admins!) {
      const rows = await runInDurableObject(env.LEDGER.getByName(`admin:${String(admin['id'])}`), (_, state) =>
        ['calls', 'usage', 'facts'].flatMap((table) => state.storage.sql.exec(`SELECT * FROM ${table}`).toArray()),
      )
      expect(rows.length).toBeGreaterThan(0)
      expect(findCanaries(JSON.stringify(rows))).toEqual([])
    }
  })
})
