/** Providers of every protocol that echo whatever they were sent: address, headers and body. */
import { beforeAll, describe, expect, it } from 'vitest'
import { protocols, PROTOCOLS, type Protocol } from '../../src/upstreams/protocols.ts'
import type { Operation } from '../../src/upstreams/port.ts'
import { CAPABILITIES } from '../../src/capabilities/schemas.ts'
import { aiCalls } from '../support/ai-calls.ts'
import { createApi } from '../support/api.ts'
import { createCanary, findKeys } from '../support/canaries.ts'
import { dumpCache, dumpDatabase } from '../support/dump.ts'
import { createAdmin, createGateway, type Gateway } from '../support/gateway.ts'

/** One route for each operation. */
const routes: { [operation in Operation]?: { path: string; call: string } } = {
  chat_completions: { path: '/v1/chat/completions', call: 'createChatCompletion' },
  embeddings: { path: '/v1/embeddings', call: 'createEmbedding' },
  image_generations: { path: '/v1/images/generations', call: 'createImage' },
  speech: { path: '/v1/audio/speech', call: 'createSpeech' },
  transcriptions: { path: '/v1/audio/transcriptions', call: 'createTranscription' },
  rerank: { path: '/v1/rerank', call: 'createRerank' },
  video_create: { path: '/v1/videos', call: 'createVideo' },
  anthropic_messages: { path: '/v1/messages', call: 'createMessage' },
  gemini_generate: { path: '', call: 'generateContent' },
}

/** What was sent with a key, or with what was made of one. */
async function echoOf(request: Request): Promise<string> {
  const body = await request.clone().text()
  return [request.url, ...[...request.headers].flat(), body].join(' ').replaceAll(/["\\\r\n]/g, '')
}

const ways: Record<string, (echo: string) => Response> = {
  'a refusal': (echo) => Response.json({ error: { message: echo, code: echo, type: echo } }, { status: 401 }),
  'a failure': (echo) => Response.json({ detail: echo }, { status: 500 }),
  'a text': (echo) => new Response(echo, { status: 400 }),
  'a job that failed': (echo) =>
    Response.json({
      id: 'job',
      name: 'job',
      request_id: 'job',
      upload_url: 'https://cdn.example/a',
      status: 'error',
      state: 'failed',
      done: true,
      error: echo,
      failure_reason: echo,
      detail: echo,
    }),
  'nonsense with status 200': (echo) => Response.json({ message: echo, choices: echo, data: echo }),
  'no JSON with status 200': (echo) => new Response(echo, { headers: { 'content-type': 'application/json' } }),
  'an error in a stream': (echo) =>
    new Response(
      new Blob([`event: error\ndata: ${JSON.stringify({ type: 'error', error: { message: echo } })}\n\n`]).stream(),
      {
        headers: { 'content-type': 'text/event-stream' },
      },
    ),
  'a redirect': (echo) =>
    new Response(null, { status: 302, headers: { location: `https://evil.example/?${encodeURIComponent(echo)}` } }),
}

let gateway: Gateway
let root: string
let answer: (echo: string) => Response
const keys: string[] = []
/** Every request that left, by its host. */
const hosts = new Set<string>()

beforeAll(async () => {
  gateway = createGateway({
    upstream: async (request) => {
      hosts.add(new URL(request.url).host)
      const token = /eyJ[\w-]+\.[\w-]+\.[\w-]+/.exec(request.headers.get('authorization') ?? '')?.[0]
      if (token) keys.push(token)
      return answer(await echoOf(request))
    },
  })
  root = (await createAdmin('super_admin')).key
})

/** A service account with a key pair of its own. */
async function createServiceAccount(): Promise<string> {
  const algorithm = {
    name: 'RSASSA-PKCS1-v1_5',
    modulusLength: 2048,
    publicExponent: Uint8Array.of(1, 0, 1),
    hash: 'SHA-256',
  }
  const pair = (await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])) as CryptoKeyPair
  const bytes = (await crypto.subtle.exportKey('pkcs8', pair.privateKey)) as ArrayBuffer
  const base64 = btoa(String.fromCharCode(...new Uint8Array(bytes)))
  keys.push(base64)
  return JSON.stringify({
    client_email: 'robot@project.example',
    private_key: `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`,
    project_id: 'a-project',
  })
}

async function createKey(protocol: Protocol): Promise<string> {
  if (protocol === 'google-vertex') return createServiceAccount()
  const key = createCanary('echo')
  keys.push(key)
  // A name that goes over the wire, and a secret that never does.
  if (protocol !== 'amazon-bedrock') return key
  const id = `AKIA${crypto.randomUUID().replaceAll('-', '').slice(0, 16).toUpperCase()}`
  keys.push(id)
  return `${id}:${key}`
}

describe('a provider that echoes its key', () => {
  it.each(PROTOCOLS.filter((protocol) => protocol !== 'workers-ai'))(
    'is heard by nobody, in no answer and in no log: %s',
    async (protocol) => {
      const api = createApi(gateway, root)
      const provider = await api('POST', '/ai/providers', {
        name: protocol,
        slug: protocol,
        protocol,
        api_base_url: `https://${protocol}.example.com/v1`,
        shared_api_key: await createKey(protocol),
        ...(protocol === 'amazon-bedrock' && { config: { region: 'us-east-1' } }),
      })
      expect(provider.status).toBe(201)
      const added = await api('POST', '/ai/models', {
        provider: protocol,
        // Replicate's form, which the others take as it is.
        model_id: 'owner/model',
        capabilities: CAPABILITIES,
      })
      expect(added.status).toBe(201)

      let asked = 0
      for (const [operation, route] of Object.entries(routes)) {
        if (!protocols[protocol].operations.has(operation as Operation)) continue
        for (const [name, way] of Object.entries(ways)) {
          for (const stream of operation === 'chat_completions' ? [false, true] : [false]) {
            answer = way
            asked += 1
            const { path = route.path, json, form } = aiCalls[route.call]!.build(`${protocol}/owner/model`)
            const body = form ? { method: 'POST', body: form } : { json: { ...json, ...(stream && { stream }) } }
            const response = await gateway.fetch(path, { key: root, ...body })
            const said = [await response.text(), ...[...response.headers].flat()].join('\n')
            await gateway.settle()
            const logged = JSON.stringify(gateway.logs.splice(0))
            expect(findKeys(keys, said), `${operation}, ${name}: ${said.slice(0, 800)}`).toEqual([])
            expect(findKeys(keys, logged), `${operation}, ${name}: ${logged.slice(0, 800)}`).toEqual([])
          }
        }
      }
      expect(asked).toBeGreaterThan(0)
    },
    60_000,
  )

  it('leaves nothing of it in D1 or KV, and no other host was asked', async () => {
    const stored = JSON.stringify([await dumpDatabase(), await dumpCache()])
    expect(keys.length).toBeGreaterThan(20)
    expect(findKeys(keys, stored)).toEqual([])
    expect([...hosts].filter((host) => !host.endsWith('.example.com'))).toEqual([])
  })
})
