/** The caller: one HTTP request after the other or many at once, over kept connections, each answer checked. */
import { Agent, request as sendRequest } from 'node:http'
import type { IncomingMessage } from 'node:http'
import { nowUs } from './clock.ts'
import type { StreamPlan } from './upstream.ts'

export type Target = { url: string; apiKey: string; model: string }

export type StreamTimes = { firstEventUs: number; lagsUs: number[] }

const TIMEOUT_MS = 15_000
const agent = new Agent({ keepAlive: true, maxSockets: 64 })

export const closeConnections = () => agent.destroy()

/** @returns how long the answer took, in microseconds. @throws when it is not the upstream's. */
export async function callPlain(target: Target): Promise<number> {
  const startUs = nowUs()
  const response = await send(target, {})
  let text = ''
  for await (const part of response.setEncoding('utf8')) text += part
  const tookUs = nowUs() - startUs
  if (response.statusCode !== 200 || !text.includes('How can I help')) throw unexpected(response, text)
  return tookUs
}

/** @throws when an event is missing or the stream does not come to its end. */
export async function callStream(target: Target, plan: StreamPlan, includeUsage: boolean): Promise<StreamTimes> {
  const startUs = nowUs()
  const response = await send(target, {
    stream: true,
    metadata: { events: String(plan.events), interval_ms: String(plan.intervalMs) },
    ...(includeUsage && { stream_options: { include_usage: true } }),
  })
  const lagsUs: number[] = []
  let firstEventUs = 0
  let open = ''
  for await (const part of response.setEncoding('utf8')) {
    const readUs = nowUs()
    const lines = (open + String(part)).split('\n')
    open = lines.pop()!
    for (const line of lines) {
      const writtenUs = /"content":"(\d+)"/.exec(line)?.[1]
      if (writtenUs === undefined) continue
      if (lagsUs.length === 0) firstEventUs = readUs - startUs
      lagsUs.push(readUs - Number(writtenUs))
    }
    if (lines.includes('data: [DONE]')) open = 'done'
  }
  if (response.statusCode !== 200 || lagsUs.length !== plan.events || open !== 'done') {
    throw unexpected(response, `${lagsUs.length} of ${plan.events} events, then ${open}`)
  }
  return { firstEventUs, lagsUs }
}

function send({ url, apiKey, model }: Target, more: object): Promise<IncomingMessage> {
  const messages = [
    { role: 'system', content: 'You are a helpful assistant.' },
    { role: 'user', content: 'Hello! What can you do for me today?' },
  ]
  const body = JSON.stringify({ model, messages, ...more })
  return new Promise((resolve, reject) => {
    const request = sendRequest(`${url}/v1/chat/completions`, {
      agent,
      method: 'POST',
      headers: {
        authorization: `Bearer ${apiKey}`,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    request.once('response', resolve).once('error', reject)
    request.end(body)
  })
}

function unexpected(response: IncomingMessage, what: string): Error {
  return new Error(`Unexpected answer (status ${response.statusCode}): ${what.slice(0, 500)}`)
}
