import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { answerText } from '../support/articles.ts'
import { createAdmin, createGateway, createProvider } from '../support/gateway.ts'

type Sent = { model: string; messages: { role: string; content: string }[] }

let sent: Sent[] = []
let answers: string[] = []
const gateway = createGateway({
  upstream: async (request) => {
    sent.push(await request.json<Sent>())
    return answerText(answers.shift()!)
  },
})
let root: { key: string }
let api: Api

beforeAll(async () => {
  root = await createAdmin('super_admin')
  await createProvider(gateway, root.key, { slug: 'coder' })
})

beforeEach(async () => {
  api = createApi(gateway, (await createAdmin()).key)
  sent = []
})

async function write(request: object, ...texts: string[]) {
  answers = texts
  const answer = await api('POST', '/ai/code/', { instruction: 'Add two numbers', model: 'coder/chat-1', ...request })
  await gateway.settle()
  return answer
}

const block = '```ts\nconst add = (a: number, b: number) => a + b\n```'

describe('code', () => {
  it('comes with its explanation and who gave it', async () => {
    const { status, body, headers } = await write({}, `Sure.\n\n${block}\n\nIt adds.`)
    expect(status).toBe(200)
    expect(body).toEqual({
      code: 'const add = (a: number, b: number) => a + b',
      explanation: 'Sure.\n\nIt adds.',
      language: 'ts',
      repaired: false,
      usage: { input_tokens: 7, output_tokens: 3, total_tokens: 10 },
      provider: 'coder',
      model: 'chat-1',
      key_source: 'shared',
      generation_time_ms: expect.any(Number),
    })
    const record = await api('GET', `/ai/requests/${headers.get('x-request-id')}`)
    expect(record.body).toMatchObject({ capability: 'code', state: 'settled' })
  })

  it('is asked for with language and context', async () => {
    const { body } = await write({ language: 'TypeScript', context: 'const zero = 0' }, block)
    expect(body).toMatchObject({ language: 'TypeScript', explanation: '' })
    expect(sent[0]!.messages.map(({ role }) => role)).toEqual(['system', 'user'])
    expect(sent[0]!.messages[1]!.content).toBe(
      'Add two numbers\n\nWrite it in TypeScript.\n\n<context>\nconst zero = 0\n</context>',
    )
  })

  it.each([
    ['Windows line ends', '```js\r\na\r\nb\r\n```\r\nc', 'a\nb', 'c'],
    ['tildes', '~~~\na\n~~~', 'a', ''],
    ['a longer fence around a fence', '````md\n```\na\n```\n````\nb', '```\na\n```', 'b'],
    ['words after the language', '```js title="a.js"\na\n```', 'a', ''],
    ['backticks within a line', '```js\na = `b`\nc = "```"\n```', 'a = `b`\nc = "```"', ''],
    ['a longer end', '~~~js\na\n```\nb\n~~~~~  \nc', 'a\n```\nb', 'c'],
    ['no end', 'a\n```js\nb\n  c', 'b\n  c', 'a'],
    ['a second block', '```\na\n```\n\n```\nb\n```', 'a', '```\nb\n```'],
    ['thoughts with code before it', '<think>```\nno\n```</think>\n```\na\n```', 'a', ''],
    ['indented code and an empty line', '```py\n  a\n\n  b\n```', '  a\n\n  b', ''],
  ])('is found in a block with %s', async (_, text, code, explanation) => {
    expect((await write({}, text)).body).toMatchObject({ code, explanation, repaired: false })
  })

  it.each([
    ['no block', 'const a = 1'],
    ['an empty block', '```js\n\n```'],
    ['a fence within a line', 'Use ``` for code.'],
  ])('is asked for once more where there is %s', async (_, text) => {
    expect((await write({}, text, block)).body).toMatchObject({ repaired: true, usage: { total_tokens: 20 } })
    expect(sent[1]!.messages[2]).toEqual({ role: 'assistant', content: text })
    expect(sent[1]!.messages[3]!.content).toContain('- code: is missing')
  })

  it('is a 502 when there is none the second time either; both calls are counted', async () => {
    const { detail } = expectProblem(await write({}, 'a', 'b'), 502, 'upstream_error')
    expect(detail).toMatch(/^The model answered twice with something that is not code: code: is missing/)
    expect((await api('GET', '/ai/usage')).body).toMatchObject({ totals: { requests: 2 }, open_requests: 0 })
  })

  it('comes from models of the capability code or chat, and from no others', async () => {
    const addModel = (model_id: string, capability: string) =>
      createApi(gateway, root.key)('POST', '/ai/models', { provider: 'coder', model_id, capabilities: [capability] })
    await addModel('code-1', 'code')
    await addModel('image-1', 'image')
    expect((await write({ model: 'coder/code-1' }, block)).status).toBe(200)
    expectProblem(await write({ model: 'coder/image-1' }, block), 400, 'validation_failed')
  })

  it.each([
    ['instruction', { instruction: '' }],
    ['language', { language: '' }],
    ['model', { provider: 'coder', model: undefined }],
    ['max_tokens', { max_tokens: 5 }],
  ])('is refused by the name of the field: %s', async (field, request) => {
    expectProblem(await write(request, block), 400, 'validation_failed', field)
  })
})
