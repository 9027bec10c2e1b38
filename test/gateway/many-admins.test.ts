/** Ten thousand calls by a hundred admins: whoever asks, however it is grouped, the report is what was served. */
import Papa from 'papaparse'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { createApi, rollUp } from '../support/api.ts'
import { chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'
import { times } from '../support/ledger.ts'
import { addUp, readReport, type Group, type Report } from '../support/usage.ts'

const ADMINS = 100
const CALLS = 10_000
const AT_ONCE = 50
/** Ten seconds each, if the calls came within a minute: at the end of each every ledger rolls its figures up. */
const ROUNDS = 6
/** One in so many calls fails at the provider. */
const FAILING = 50
const MODELS = ['east/chat-1', 'west/chat-1']

type Person = { id: number; key: string; email: string }
type Call = { caller: Person; model: string; input: number; output: number; costMicroUsd: number; isServed: boolean }

let people: Person[]
let superAdmin: Person
let isolates: Gateway[]
let everybodys: Report
const calls: Call[] = []
const counted = { rowsWritten: 0, batches: 0 }

/** The n-th call, and what its provider says of it. */
function plan(index: number): Call {
  const [input, output] = [1 + (index % 97), 1 + (index % 31)]
  const model = MODELS[Math.floor(index / ADMINS) % MODELS.length]!
  // Micro-USD by token: see the prices below.
  const costMicroUsd = model.startsWith('east') ? 3 * input + 15 * output : input + 2 * output
  return { caller: people[index % ADMINS]!, model, input, output, costMicroUsd, isServed: index % FAILING !== 0 }
}

async function answer(request: Request): Promise<Response> {
  const { messages } = await request.json<{ messages: { content: string }[] }>()
  const { input, output, isServed } = plan(Number(messages[0]!.content))
  if (!isServed) return Response.json({ error: { message: 'broken' } }, { status: 500 })
  return Response.json({
    id: 'chatcmpl-1',
    object: 'chat.completion',
    created: 1,
    model: 'chat-1',
    choices: [{ index: 0, message: { role: 'assistant', content: 'Hello' }, finish_reason: 'stop' }],
    usage: { prompt_tokens: input, completion_tokens: output, total_tokens: input + output },
  })
}

/** What is written to D1 from here on, by ledgers and by whoever else. They share the class of D1's bindings with the test. */
function countRowsWritten(): () => void {
  const prototype = Object.getPrototypeOf(env.DB) as D1Database
  const original = prototype.batch
  const batch = vi.spyOn(prototype, 'batch')
  batch.mockImplementation(async function <T>(this: D1Database, statements: D1PreparedStatement[]) {
    const results = await original.call(this, statements)
    counted.batches += 1
    counted.rowsWritten += results.reduce((sum, { meta }) => sum + meta.rows_written, 0)
    return results as D1Result<T>[]
  })
  return () => batch.mockRestore()
}

beforeAll(async () => {
  // As fresh as in production: elsewhere tests ask more often.
  isolates = times(3, () => createGateway({ upstream: answer, env: { REGISTRY_FRESHNESS_MS: '1000' } }))
  superAdmin = await createAdmin('super_admin')
  for (const [slug, fields] of [
    ['east', { pricing_input: 3, pricing_output: 15 }],
    ['west', { pricing_input: 1, pricing_output: 2 }],
  ] as const) {
    await createProvider(isolates[0]!, superAdmin.key, { slug, fields })
  }
  people = await Promise.all(times(ADMINS, () => createAdmin()))

  const stopCounting = countRowsWritten()
  const startedAtMs = Date.now()
  for (const round of times(ROUNDS, (index) => index + 1)) {
    await callUntil(Math.round((CALLS * round) / ROUNDS))
    // By hand, since timers starve in a process that is this busy.
    await Promise.all(people.map(({ id }) => rollUp(id)))
  }
  const seconds = (Date.now() - startedAtMs) / 1000
  // What the ledgers still hold comes with the first report.
  everybodys = await readReport(createApi(isolates[0]!, superAdmin.key))
  stopCounting()
  const rows = (counted.rowsWritten / CALLS).toFixed(3)
  console.log(`${CALLS} calls by ${ADMINS} admins in ${seconds.toFixed(1)} s: ${rows} rows written to D1 a call`)
}, 600_000)

async function callUntil(end: number): Promise<void> {
  let next = calls.length
  const callOn = async () => {
    while (next < end) {
      const index = next++
      const call = plan(index)
      const json = chat(call.model, { messages: [{ role: 'user', content: String(index) }] })
      const gateway = isolates[index % isolates.length]!
      const response = await gateway.fetch('/v1/chat/completions', { key: call.caller.key, json })
      await response.arrayBuffer()
      expect(response.status).toBe(call.isServed ? 200 : 502)
      calls.push(call)
    }
  }
  await Promise.all(times(AT_ONCE, callOn))
  await Promise.all(isolates.map((gateway) => gateway.settle()))
}

/** As `addUp` has them. */
const sumOf = (some: Call[]) => {
  const served = some.filter(({ isServed }) => isServed)
  const total = (field: 'input' | 'output' | 'costMicroUsd') => served.reduce((sum, call) => sum + call[field], 0)
  return {
    ...addUp([]),
    requests: served.length,
    errors: some.length - served.length,
    input_tokens: total('input'),
    output_tokens: total('output'),
    cost_usd: total('costMicroUsd'),
  }
}

describe(`${CALLS} calls by ${ADMINS} admins`, () => {
  it('are all in the report for everybody, and in each of its parts', () => {
    const { totals, source, open_requests } = everybodys
    expect({ source, open_requests }).toEqual({ source: 'ledger', open_requests: 0 })
    expect(calls).toHaveLength(CALLS)
    expect(addUp([totals])).toEqual(sumOf(calls))
    expect(totals.requests).toBe(CALLS - CALLS / FAILING)
    const { by_day, by_provider, by_model, by_key_source, by_admin, by_api_key, by_capability } = everybodys
    for (const groups of [by_day, by_provider, by_model, by_key_source, by_admin, by_api_key, by_capability]) {
      expect(addUp(groups)).toEqual(sumOf(calls))
    }
    expect([by_admin.length, by_api_key.length]).toEqual([ADMINS, ADMINS])
    for (const group of by_provider) {
      expect(addUp([group])).toEqual(sumOf(calls.filter(({ model }) => model === `${group['provider']}/chat-1`)))
    }
  })

  it('are each admin’s own in their own report', async () => {
    const reports = await Promise.all(
      people.map(({ key }, index) => readReport(createApi(isolates[index % 3]!, key), '?group_by=model')),
    )
    for (const [index, report] of reports.entries()) {
      const { id, email } = people[index]!
      const own = calls.filter(({ caller }) => caller.id === id)
      expect(addUp([report.totals])).toEqual(sumOf(own))
      expect(addUp(report.groups!)).toEqual(sumOf(own))
      expect(report.by_admin).toEqual([expect.objectContaining({ admin_id: id, admin_email: email })])
      expect(everybodys.by_admin.find(({ admin_id }) => admin_id === id)).toEqual(report.by_admin[0])
    }
  })

  it('are all in the file', async () => {
    const response = await isolates[0]!.fetch('/api/v1/ai/usage?format=csv', { key: superAdmin.key })
    const { data, errors } = Papa.parse<Group & Record<string, string>>(await response.text(), { header: true })
    expect(errors).toEqual([])
    expect(addUp(data)).toEqual(sumOf(calls))
    for (const [key, lines] of Map.groupBy(
      data,
      (line) => `${line['admin_id']} ${line['provider']}/${line['model']}`,
    )) {
      expect(addUp(lines)).toEqual(sumOf(calls.filter(({ caller, model }) => `${caller.id} ${model}` === key)))
    }
  })

  it('write less than half a row to D1 each', () => {
    expect(counted.batches).toBeGreaterThan(ADMINS * ROUNDS)
    expect(counted.rowsWritten / CALLS).toBeLessThan(0.5)
  })
})
