/**
 * The sandbox upstream: a small local server with OpenAI's wire format, so that a fresh clone has a provider to talk
 * to. DEVELOPMENT ONLY. It invents its answers, deterministically, and says so in each of them.
 */
import { createHash, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SandboxError, answerError, answerJson, readForm, readJson } from './sandbox/call.ts'
import type { SandboxCall } from './sandbox/call.ts'
import { answerChat } from './sandbox/chat.ts'
import { answerEmbeddings, answerImages, answerSpeech, answerTranscription } from './sandbox/media.ts'

export type Sandbox = {
  /** The base URL, with `/v1`. */
  url: string
  port: number
  close(): Promise<void>
}

type Route = { model: string; answer: (call: SandboxCall) => Promise<void> }

const MAX_BODY_BYTES = 32 * 1024 * 1024
const LABEL = { 'x-gatehouse-sandbox': 'development only' }
const MODELS = ['chat', 'embeddings', 'image', 'speech', 'transcribe']

const routes: Record<string, Route> = {
  '/v1/chat/completions': { model: 'chat', answer: answerChat },
  '/v1/embeddings': { model: 'embeddings', answer: answerEmbeddings },
  '/v1/images/generations': { model: 'image', answer: answerImages },
  '/v1/audio/speech': { model: 'speech', answer: answerSpeech },
  '/v1/audio/transcriptions': { model: 'transcribe', answer: answerTranscription },
}

/**
 * Starts the sandbox on 127.0.0.1. Port 0 takes any free one.
 * @throws the error of `listen`, such as `EADDRINUSE`.
 */
export async function startSandbox({ port, apiKey }: { port: number; apiKey: string }): Promise<Sandbox> {
  const server = createServer((request, response) => {
    for (const [name, value] of Object.entries(LABEL)) response.setHeader(name, value)
    answer(request, response, apiKey).catch((error: unknown) => answerError(response, error))
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const bound = (server.address() as AddressInfo).port
  return {
    url: `http://127.0.0.1:${bound}/v1`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

async function answer(request: IncomingMessage, response: ServerResponse, apiKey: string): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://sandbox')
  requireKey(request, apiKey)
  if (request.method === 'GET' && pathname === '/v1/models') {
    return answerJson(response, { object: 'list', data: MODELS.map(describeModel) })
  }
  if (request.method === 'GET' && pathname.startsWith('/v1/models/')) {
    const id = decodeURIComponent(pathname.slice('/v1/models/'.length))
    if (!MODELS.includes(id)) throw unknownModel(id)
    return answerJson(response, describeModel(id))
  }
  const route = routes[pathname]
  if (!route || request.method !== 'POST') {
    throw new SandboxError(404, `Invalid URL (${request.method} ${pathname})`, { code: 'unknown_url' })
  }
  const call = { request, response, body: await readBody(request) }
  const model = await readModelName(call)
  if (model !== route.model) throw unknownModel(model)
  await route.answer(call)
}

function requireKey(request: IncomingMessage, apiKey: string): void {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  const given = request.headers.authorization ?? ''
  if (timingSafeEqual(digest(given), digest(`Bearer ${apiKey}`))) return
  throw new SandboxError(401, given ? 'Incorrect API key provided.' : "You didn't provide an API key.", {
    code: 'invalid_api_key',
  })
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.byteLength
    if (size > MAX_BODY_BYTES) throw new SandboxError(413, 'The request is too large for the sandbox.')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

async function readModelName(call: SandboxCall): Promise<string> {
  const isForm = call.request.headers['content-type']?.startsWith('multipart/form-data') ?? false
  const model = isForm ? (await readForm(call)).get('model') : readJson(call)['model']
  if (typeof model !== 'string' || model === '') {
    throw new SandboxError(400, 'you must provide a model parameter', { param: 'model' })
  }
  return model
}

function unknownModel(model: string): SandboxError {
  const message = `The model \`${model}\` does not exist or is not for this endpoint. There are: ${MODELS.join(', ')}.`
  return new SandboxError(404, message, { param: 'model', code: 'model_not_found' })
}

function describeModel(id: string) {
  return { id, object: 'model', created: 1_767_225_600, owned_by: 'gatehouse-sandbox' }
}
