/** What upstreams answer: recorded from real providers, see test/fixtures/README.md, or made up. */
import { readFile } from 'node:fs/promises'
import { beginStream, event, type Answer, type SeenRequest } from './upstream.ts'

export function json(value: unknown, { status = 200, headers = {} } = {}): Answer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value))
  }
}

export function text(value: string): Answer {
  return (response) => void response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end(value)
}

/** A stream of JSON. Events that have a type of their own are named by it. */
export function events(data: unknown[], { isMarkedAtEnd = false } = {}): Answer {
  return (response) => {
    beginStream(response)
    for (const each of data) {
      const { type } = each as { type?: unknown }
      response.write((typeof type === 'string' ? `event: ${type}\n` : '') + event(each))
    }
    response.end(isMarkedAtEnd ? event('[DONE]') : '')
  }
}

/** One of test/fixtures/recorded: a whole answer, or a stream, with `[DONE]` after chunks of OpenAI's. */
export function recorded(file: string, { status = 200 } = {}): Answer {
  return async (response, request) => {
    const content = await readFile(`test/fixtures/recorded/${file}`, 'utf8')
    if (file.endsWith('.json')) return json(JSON.parse(content), { status })(response, request)
    const lines = content.trim().split('\n')
    const data = lines.map((line) => JSON.parse(line) as object)
    return events(data, { isMarkedAtEnd: 'choices' in data[0]! })(response, request)
  }
}

/** One answer after the other. */
export function inTurn(...answers: Answer[]): Answer {
  let calls = 0
  return (response, request) => {
    const answer = answers[calls] ?? json({ error: { message: `Call ${calls + 1} was not expected` } }, { status: 400 })
    calls += 1
    return answer(response, request)
  }
}

export const bodyOf = ({ body }: SeenRequest) => JSON.parse(body) as Record<string, unknown>

/** The form that was sent. */
export function formOf({ bytes, headers }: SeenRequest): Promise<FormData> {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': headers['content-type'] ?? '' } }).formData()
}
