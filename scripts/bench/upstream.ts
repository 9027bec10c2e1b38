/**
 * A provider on loopback that costs as little as it can: a whole chat at once, or a stream of events at a fixed interval.
 * It runs in a thread of its own, so that the caller's work does not delay what it writes.
 */
import { createServer } from 'node:http'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Worker, isMainThread, parentPort } from 'node:worker_threads'
import { nowUs } from './clock.ts'

/** What a call asks of the upstream. It travels in `metadata`, which Gatehouse hands on. */
export type StreamPlan = { events: number; intervalMs: number }

const created = 1_767_225_600
const usage = { prompt_tokens: 9, completion_tokens: 12, total_tokens: 21 }
const wholeAnswer = JSON.stringify({
  id: 'chatcmpl-bench',
  object: 'chat.completion',
  created,
  model: 'chat-1',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'Hello! How can I help you today?' }, finish_reason: 'stop' },
  ],
  usage,
})

/** @returns the base URL, with `/v1`. The thread ends with the process, or by `stop`. */
export async function startUpstream(): Promise<{ url: string; stop: () => Promise<void> }> {
  const thread = new Worker(fileURLToPath(import.meta.url))
  const port = await new Promise<number>((resolve, reject) => {
    thread.once('message', resolve)
    thread.once('error', reject)
  })
  return { url: `http://127.0.0.1:${port}/v1`, stop: async () => void (await thread.terminate()) }
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let body = ''
  for await (const text of request.setEncoding('utf8')) body += text
  const { stream, metadata } = JSON.parse(body) as { stream?: boolean; metadata?: Record<string, string> }
  if (!stream) {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(wholeAnswer) })
    return void response.end(wholeAnswer)
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-cache' })
  await writeEvents(response, { events: Number(metadata?.['events']), intervalMs: Number(metadata?.['interval_ms']) })
}

/** Each event says when it was written, in microseconds of the shared clock. */
async function writeEvents(response: ServerResponse, { events, intervalMs }: StreamPlan): Promise<void> {
  const startUs = nowUs()
  for (let index = 0; index < events && !response.destroyed; index += 1) {
    const waitMs = index * intervalMs - (nowUs() - startUs) / 1000
    if (waitMs > 0) await sleep(waitMs)
    response.write(chunk([{ index: 0, delta: { content: String(nowUs()) }, finish_reason: null }]))
  }
  const last = chunk([{ index: 0, delta: {}, finish_reason: 'stop' }])
  response.end(`${last}${chunk([], { usage })}data: [DONE]\n\n`)
}

function chunk(choices: object[], more: object = {}): string {
  const data = { id: 'chatcmpl-bench', object: 'chat.completion.chunk', created, model: 'chat-1', choices, ...more }
  return `data: ${JSON.stringify(data)}\n\n`
}

if (!isMainThread) {
  const server = createServer((request, response) => {
    answer(request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 120_000
  server.listen(0, '127.0.0.1', () => {
    const { port } = server.address() as AddressInfo
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port has no origin
    parentPort?.postMessage(port)
  })
}
