/** Streams over real sockets: what breaks, what is left, and what is counted all the same. */
import { afterEach, describe, expect, it } from 'vitest'
import {
  beginStream,
  chunk,
  event,
  lastChunk,
  pause,
  startUpstream,
  usageChunk,
  type Answer,
  type Upstream,
} from './support/upstream.ts'
import { connect, inviteAdmin, product, readUsage, registerProvider } from './support/control-plane.ts'

const superClient = connect()
const upstreams: Upstream[] = []

afterEach(async () => {
  await Promise.all(upstreams.splice(0).map((upstream) => upstream.close()))
})

/** A provider whose upstream answers so, and an admin who may call it. */
async function arrange(answer: Answer, config: { timeouts?: { headers_ms?: number; idle_ms?: number } } = {}) {
  const upstream = await startUpstream(answer)
  upstreams.push(upstream)
  const [{ model, key }, admin] = await Promise.all([
    registerProvider(superClient, upstream.url, { config }),
    inviteAdmin(superClient),
  ])
  const post = (path: string, body: object, init: RequestInit = {}) =>
    fetch(product.url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${admin.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(body),
      ...init,
    })
  const call = (more: object = {}, init: RequestInit = {}) =>
    post('/v1/chat/completions', { model, messages: [{ role: 'user', content: 'Hi' }], ...more }, init)
  const stream = (more: object = {}, init: RequestInit = {}) => call({ stream: true, ...more }, init)
  return { upstream, model, key, post, call, stream, usage: () => readUsage(superClient, admin.id) }
}

/** Waits for the figures to be what a test expects, or shows what they are. */
async function usageOf(read: () => ReturnType<typeof readUsage>, isThere: (open: number | null) => boolean) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const report = await read()
    if (isThere(report.open_requests)) return report
    await pause(100)
  }
  return read()
}

const nothingOpen = (open: number | null) => open === 0

describe('a stream', () => {
  const whole =
    event(chunk('Grüße ')) + ': a comment\r\n\r\n' + event(chunk('🌍')).replaceAll('\n', '\r\n') + event(lastChunk())

  it('comes out byte for byte however it was split, with the usage for those who ask', async () => {
    const bytes = Buffer.from(whole + event(usageChunk(5, 2)) + event('[DONE]'))
    const { stream } = await arrange(async (response) => {
      beginStream(response)
      response.socket?.setNoDelay(true)
      for (const byte of bytes) {
        response.write(Buffer.from([byte]))
        await pause(0)
      }
      response.end()
    })
    const response = await stream({ stream_options: { include_usage: true } })
    expect(Buffer.from(await response.arrayBuffer()).equals(bytes)).toBe(true)
  })

  it('comes out byte for byte but for the usage event, for those who did not ask', async () => {
    const bytes = Buffer.from(whole + event(usageChunk(5, 2)) + event('[DONE]'))
    const { stream, usage } = await arrange(async (response, request) => {
      expect(JSON.parse(request.body)).toMatchObject({ stream: true, stream_options: { include_usage: true } })
      beginStream(response)
      for (let at = 0; at < bytes.length; at += 7) {
        response.write(bytes.subarray(at, at + 7))
        await pause(1)
      }
      response.end()
    })
    const response = await stream()
    expect(await response.text()).toBe(whole + event('[DONE]'))
    const report = await usageOf(usage, nothingOpen)
    expect(report.totals).toMatchObject({ requests: 1, input_tokens: 5, output_tokens: 2 })
  })

  it.each([
    ['with usage', { stream_options: { include_usage: true } }],
    ['without usage', {}],
  ])('that the upstream cuts ends in an error event, and is charged for what came (%s)', async (_, more) => {
    const { stream, usage } = await arrange(async (response) => {
      beginStream(response)
      for (let word = 0; word < 40; word += 1) {
        response.write(event(chunk('word')))
        await pause(10)
      }
      response.write('data: {"id":"chatcmpl-1","cho')
      response.socket?.destroy()
    })
    const text = await (await stream(more)).text()
    expect(text.match(/word/g)).toHaveLength(40)
    expect(text).not.toContain('[DONE]')
    const last = text.trimEnd().split('\n\n').at(-1)!
    expect(JSON.parse(last.replace('data: ', ''))).toMatchObject({ error: { code: 'upstream_error' } })
    const report = await usageOf(usage, nothingOpen)
    expect(report.totals.requests).toBe(1)
    expect(report.totals.output_tokens).toBe(40)
  })

  it('that ends without its end mark is not taken for whole', async () => {
    const { stream } = await arrange((response) => {
      beginStream(response)
      response.end(event(chunk('Only the beginning')))
    })
    expect(await (await stream()).text()).toContain('"code":"upstream_error"')
  })

  it('that goes silent ends in an error event that says so', async () => {
    const { stream, usage } = await arrange(
      (response) => {
        beginStream(response)
        response.write(event(chunk('And then')))
      },
      { timeouts: { idle_ms: 300 } },
    )
    const text = await (await stream()).text()
    expect(text).toContain('"code":"upstream_timeout"')
    expect((await usageOf(usage, nothingOpen)).totals.requests).toBe(1)
  })

  it('whose caller leaves is still counted by what the upstream says', async () => {
    const { stream, usage } = await arrange(async (response) => {
      beginStream(response)
      for (let index = 0; index < 20; index += 1) {
        response.write(event(chunk('word ')))
        await pause(50)
      }
      response.end(event(lastChunk()) + event(usageChunk(11, 20)) + event('[DONE]'))
    })
    const leaving = new AbortController()
    const response = await stream({}, { signal: leaving.signal })
    const reader = response.body!.getReader()
    await reader.read()
    await reader.read()
    leaving.abort()
    const report = await usageOf(usage, nothingOpen)
    expect(report.totals).toMatchObject({ requests: 1, input_tokens: 11, output_tokens: 20 })
  })

  it('that is long and fast is heard to its end, also when its caller leaves', async () => {
    const { stream, usage } = await arrange((response) => {
      beginStream(response)
      for (let index = 0; index < 3_000; index += 1) response.write(event(chunk('x'.repeat(1_000))))
      response.end(event(lastChunk()) + event(usageChunk(11, 12)) + event('[DONE]'))
    })
    const leaving = new AbortController()
    const response = await stream({ stream_options: { include_usage: true } }, { signal: leaving.signal })
    await response.body!.getReader().read()
    leaving.abort()
    const report = await usageOf(usage, nothingOpen)
    expect(report.totals).toMatchObject({ requests: 1, input_tokens: 11, output_tokens: 12 })
  })

  it('reaches the caller event by event, while the upstream is still writing', async () => {
    let next: (() => void) | undefined
    const { stream } = await arrange(async (response) => {
      beginStream(response)
      for (const word of ['one', 'two', 'three']) {
        response.write(event(chunk(word)))
        // The next event is written only after the caller has read this one.
        await new Promise<void>((resolve) => (next = resolve))
      }
      response.end(event(lastChunk()) + event('[DONE]'))
    })
    const reader = (await stream()).body!.pipeThrough(new TextDecoderStream()).getReader()
    for (const word of ['one', 'two', 'three']) {
      expect((await reader.read()).value).toContain(word)
      next?.()
    }
    expect((await reader.read()).value).toContain('stop')
  })
})

describe('a stream of the simple chat', () => {
  it('has the chunks of the provider, with the usage', async () => {
    const events = event(chunk('Hello')) + event(lastChunk()) + event(usageChunk(4, 2)) + event('[DONE]')
    const { upstream, model, post } = await arrange((response) => {
      beginStream(response)
      response.end(events)
    })
    const response = await post('/api/v1/ai/chat/', { message: 'Hi', model, stream: true })
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await response.text()).toBe(events)
    expect(JSON.parse(upstream.seen[0]!.body)).toMatchObject({ messages: [{ role: 'user', content: 'Hi' }] })
  })
})

describe('an upstream', () => {
  it('that redirects is refused, and where it points sees nothing', async () => {
    const elsewhere = await startUpstream((response) => void response.end('{}'))
    upstreams.push(elsewhere)
    for (const status of [301, 302, 303, 307, 308]) {
      const { call, usage } = await arrange((response) => {
        response.writeHead(status, { location: `${elsewhere.url}/chat/completions` }).end()
      })
      const response = await call()
      expect(response.status).toBe(502)
      expect(await response.json()).toMatchObject({ error: { code: 'upstream_redirect' } })
      expect((await usage()).totals.requests).toBe(0)
    }
    expect(elsewhere.seen).toEqual([])
  })

  it('that never begins to answer is a 504, and nothing is charged', async () => {
    const { call, usage } = await arrange(() => undefined, { timeouts: { headers_ms: 200 } })
    const response = await call()
    expect(response.status).toBe(504)
    expect(await response.json()).toMatchObject({ error: { code: 'upstream_timeout' } })
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('that echoes its key in an error does not give it away', async () => {
    const { call, key } = await arrange((response, request) => {
      response.writeHead(401, { 'content-type': 'application/json', 'retry-after': '7' })
      const sent = request.headers.authorization
      response.end(JSON.stringify({ error: { message: `Incorrect API key: ${sent}`, type: sent, code: 'bad_key' } }))
    })
    const response = await call()
    const text = await response.text()
    expect(response.status).toBe(401)
    expect(response.headers.get('retry-after')).toBe('7')
    expect(text).not.toContain(key)
    expect(JSON.parse(text)).toMatchObject({
      error: { message: 'Incorrect API key: Bearer [redacted]', type: 'Bearer [redacted]', code: 'bad_key' },
    })
  })

  it('that sends an error with status 200, its key in it, is a 502 without the key, and nothing is charged', async () => {
    const { call, key, usage } = await arrange((response, request) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ error: { message: `Bad key ${request.headers.authorization}`, code: 401 } }))
    })
    const response = await call()
    const text = await response.text()
    expect(response.status).toBe(502)
    expect(text).toContain('Bad key Bearer [redacted]')
    expect(text).not.toContain(key)
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it.each([
    ['HTML', 'text/html', '<html>'],
    ['broken JSON', 'application/json', '{"choices":'],
  ])('that answers with %s is a 502, and nothing is charged', async (_, contentType, body) => {
    const { call, usage } = await arrange((response) => {
      response.writeHead(200, { 'content-type': contentType }).end(body)
    })
    const response = await call()
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('<html>')
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })
})
