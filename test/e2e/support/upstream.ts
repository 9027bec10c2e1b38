/** A provider on loopback whose every byte a test decides. */
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type SeenRequest = {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
  bytes: Buffer
  isClosed: boolean
}

export type Upstream = {
  /** The base URL, `/v1` included. */
  url: string
  seen: SeenRequest[]
  close: () => Promise<void>
}

export type Answer = (response: ServerResponse, request: SeenRequest) => void | Promise<void>

export async function startUpstream(answer: Answer): Promise<Upstream> {
  const seen: SeenRequest[] = []
  const server: Server = createServer((message, response) => {
    const chunks: Buffer[] = []
    message.on('data', (chunk: Buffer) => chunks.push(chunk))
    message.on('end', () => {
      const { method = '', url: path = '', headers } = message
      const bytes = Buffer.concat(chunks)
      const request: SeenRequest = { method, path, headers, body: bytes.toString(), bytes, isClosed: false }
      response.on('close', () => (request.isClosed = true))
      seen.push(request)
      void answer(response, request)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/v1`,
    seen,
    async close() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** One event of a stream, as OpenAI writes it. */
export const event = (data: unknown) => `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`

export const chunk = (content: string, more: object = {}) => ({
  id: 'chatcmpl-1',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'chat-1',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
  ...more,
})

export const lastChunk = () => ({
  ...chunk(''),
  choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
})

export const usageChunk = (input: number, output: number) => ({
  ...chunk(''),
  choices: [],
  usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
})

export function beginStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
}

export const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
