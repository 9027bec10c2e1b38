import { randomBytes } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Webhook } from 'standardwebhooks'
import { expect, it, onTestFinished } from 'vitest'
import { createHome, startProduct, type RunningProduct } from './support/product.ts'
import { pause, startUpstream, type Answer } from './support/upstream.ts'

type Message = {
  type: string
  data: { admin_id: number; records: { request_id: string; usage: { cost_usd: number } }[] }
}

async function call({ url, apiKey }: RunningProduct, path: string, body?: object) {
  const answer = await fetch(url + path, {
    method: body ? 'POST' : 'GET',
    headers: { authorization: `Bearer ${apiKey}`, 'content-type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  })
  const requestId = answer.headers.get('x-request-id')!
  return { status: answer.status, requestId, json: (await answer.json()) as unknown }
}

/** A provider whose tokens cost a dollar each, which serves what it is asked unless it is asked to fail. */
const serve: Answer = (response, { body }) => {
  const answer = { choices: [{ message: { content: 'Hi' } }], usage: { prompt_tokens: 2, completion_tokens: 1 } }
  response.writeHead(body.includes('fail') ? 500 : 200, { 'content-type': 'application/json' })
  response.end(JSON.stringify(answer))
}

async function startListener(answer: Answer) {
  const listener = await startUpstream(answer)
  onTestFinished(listener.close)
  return listener
}

it(
  'a billing system that breaks off is told again after a restart, in the same words, and can add them up',
  { timeout: 180_000 },
  async () => {
    const secret = `whsec_${randomBytes(32).toString('base64')}`
    const provider = await startListener(serve)
    const receiver = await startListener((response) => {
      if (receiver.seen.length === 1) response.socket!.destroy()
      else response.writeHead(204).end()
    })
    const told = async (times: number) => {
      for (let turns = 0; receiver.seen.length < times; turns += 1) {
        if (turns === 600) throw new Error('The billing system was not told')
        await pause(100)
      }
    }
    const { home, remove } = await createHome()
    onTestFinished(remove)
    await writeFile(
      join(home, '.dev.vars'),
      `USAGE_WEBHOOK_URL=${receiver.url}/usage\nUSAGE_WEBHOOK_SECRET=${secret}\nREGISTRY_FRESHNESS_MS=50\n`,
    )

    const first = await startProduct(home)
    onTestFinished(first.stop)
    await call(first, '/api/v1/ai/providers', { name: 'Paid', api_base_url: provider.url, shared_api_key: 'sk-paid-1' })
    const model = { model_id: 'chat-1', pricing_input: 1_000_000, pricing_output: 1_000_000, max_output_tokens: 10 }
    await call(first, '/api/v1/ai/models/bulk', { provider: 'paid', models: [model] })
    const chat = (content: string) =>
      call(first, '/v1/chat/completions', { model: 'paid/chat-1', messages: [{ role: 'user', content }] })
    const answers = [await chat('a secret'), await chat('fail'), await chat('a secret')]
    expect(answers.map(({ status }) => status)).toEqual([200, 502, 200])
    await told(1)
    await first.stop()

    const second = await startProduct(home)
    onTestFinished(second.stop)
    await told(2)
    const [broken, repeated] = receiver.seen
    expect(repeated!.body).toBe(broken!.body)
    expect(repeated!.headers['webhook-id']).toBe(broken!.headers['webhook-id'])
    const { body, headers } = repeated!
    const { type, data } = new Webhook(secret).verify(body, headers as Record<string, string>) as Message
    expect(type).toBe('usage.settled')
    expect(data.records.map(({ request_id, usage }) => [request_id, usage.cost_usd])).toEqual([
      [answers[0]!.requestId, 3],
      [answers[2]!.requestId, 3],
    ])
    expect(body).not.toMatch(/a secret|gh_|sk-/)

    const usage = await call(second, `/api/v1/ai/usage?admin=${data.admin_id}`)
    expect(usage.json).toMatchObject({ totals: { requests: 2, cost_usd: 6 } })
    const shown = (await call(second, `/api/v1/ai/requests/${answers[0]!.requestId}`)).json as { usage: object }
    expect(data.records[0]!.usage).toMatchObject(shown.usage)
    expect(first.output() + second.output()).not.toContain(secret.slice('whsec_'.length))
  },
)
