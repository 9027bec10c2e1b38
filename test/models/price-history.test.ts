/** What models have cost, and that a new price leaves alone what was admitted at an older one. */
import { beforeAll, describe, expect, it } from 'vitest'
import { noPrices, toPricing } from '../../src/models/pricing.ts'
import { createApi, expectProblem, followPages, rollUp, type Api, type Page } from '../support/api.ts'
import { chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

type Price = { valid_from: string; valid_until: string | null } & Record<string, unknown>
type Model = { id: number; created_at: string; updated_at: string } & Record<string, unknown>

const usage = {
  prompt_tokens: 7,
  completion_tokens: 13,
  total_tokens: 20,
  completion_tokens_details: { reasoning_tokens: 10 },
}
/** 7 × 1 + 3 × 2 + 10 × 5 + 1,000 micro-USD a call. */
const first = { pricing_input: 1, pricing_output: 2, pricing_reasoning: 5, pricing_request: 0.001 }
const FIRST_COST = 1_063
/** 7 × 100 + 13 × 200 micro-USD. */
const second = { pricing_input: 100, pricing_output: 200, pricing_reasoning: null, pricing_request: null }
const SECOND_COST = 3_300

let answer: () => Response | Promise<Response> = () => Response.json(completion)
let gateway: Gateway
let superKey: string
let api: Api
let models = 0

const completion = { id: 'c', object: 'chat.completion', choices: [{ message: { content: 'Hi' } }], usage }

beforeAll(async () => {
  gateway = createGateway({ upstream: () => answer() })
  superKey = (await createAdmin('super_admin')).key
  api = createApi(gateway, superKey)
  await createProvider(gateway, superKey, { slug: 'history' })
})

async function create(fields: object = {}) {
  models += 1
  const modelId = `model-${models}`
  const { status, body } = await api<Model>('POST', '/ai/models', { provider: 'history', model_id: modelId, ...fields })
  expect(status).toBe(201)
  const patch = async (json: object, through: Api = api) => {
    const changed = await through<Model>('PATCH', `/ai/models/${body.id}`, json)
    expect(changed.status).toBe(200)
    return changed.body
  }
  const path = `/ai/models/${body.id}/prices`
  const history = async () => (await api<Page<Price>>('GET', path)).body.results
  return { model: body, modelId, name: `history/${modelId}`, path, patch, history }
}

const none = toPricing(noPrices)

describe('the prices of a model', () => {
  it('begin with it, known or not', async () => {
    const { model, history } = await create()
    expect(await history()).toEqual([{ ...none, valid_from: model.created_at, valid_until: null }])
    const priced = await create(first)
    expect(await priced.history()).toEqual([
      { ...none, ...first, pricing: 'priced', valid_from: priced.model.created_at, valid_until: null },
    ])
  })

  it('are kept, newest first, each until the next', async () => {
    const { model, patch, history } = await create(first)
    const dearer = await patch(second)
    const free = await patch({ ...second, pricing: 'free', pricing_input: null, pricing_output: null })
    expect(await history()).toEqual([
      { ...none, pricing: 'free', valid_from: free.updated_at, valid_until: null },
      { ...none, ...second, pricing: 'priced', valid_from: dearer.updated_at, valid_until: free.updated_at },
      { ...none, ...first, pricing: 'priced', valid_from: model.created_at, valid_until: dearer.updated_at },
    ])
  })

  it('are kept of models that came in bulk, and when a PUT says another', async () => {
    const modelId = 'by-bulk'
    const rows = [{ model_id: modelId, ...first }]
    const { body } = await api<Page<Model>>('POST', '/ai/models/bulk', { provider: 'history', models: rows })
    const { id } = body.results[0]!
    await api('PUT', `/ai/models/${id}`, { provider: 'history', model_id: modelId, ...first, description: 'Same' })
    await api('PUT', `/ai/models/${id}`, { provider: 'history', model_id: modelId })
    expect((await api<Page<Price>>('GET', `/ai/models/${id}/prices`)).body).toMatchObject({
      count: 2,
      results: [{ pricing: 'unknown' }, { pricing: 'priced', ...first }],
    })
  })

  it('come in pages that go on where the last ended', async () => {
    const { patch, path } = await create({ pricing_input: 0 })
    for (const pricing_input of [1, 2, 3, 4]) await patch({ pricing_input })
    const { forth, back, counts } = await followPages<Price>(api, `${path}?limit=2`)
    expect(forth.map((price) => price['pricing_input'])).toEqual([4, 3, 2, 1, 0])
    expect(forth.map((price) => price.valid_until)).toEqual([null, ...forth.slice(0, -1).map((p) => p.valid_from)])
    expect(back).toEqual(forth)
    expect(counts).toEqual([5, 5, 5])
  })

  const changes = Object.entries({
    ...Object.fromEntries(Object.keys(none).map((field) => [field, 3])),
    pricing: 'unknown',
    pricing_image_variants: [{ size: '1024x1024', quality: null, price: 3 }],
  })
  it.each(changes)('grow with a change of %s alone', async (field, value) => {
    const { patch, history } = await create({ pricing: 'free' })
    await patch({ [field]: value })
    const [now, before] = await history()
    expect(now).toMatchObject({ ...none, pricing: field === 'pricing' ? value : 'priced', [field]: value })
    expect(before).toMatchObject({ ...none, pricing: 'free', valid_until: now!.valid_from })
  })

  it('do not grow where no price changed', async () => {
    const pricing_image_variants = [{ size: '1024x1024', quality: 'hd', price: 0.08 }]
    const { model, patch, history } = await create({ ...first, pricing_image_variants })
    const before = await history()
    await patch({})
    await patch({ description: 'Other', is_active: false, sort_order: 3 })
    await patch({ pricing_input: 1, pricing: 'priced' })
    await patch({ pricing_image_variants: [{ price: 0.08, quality: 'hd', size: '1024x1024' }] })
    expectProblem(await api('PATCH', `/ai/models/${model.id}`, { pricing: 'free' }), 400, 'validation_failed')
    expect(await history()).toEqual(before)
  })

  it('never end before they began, though one clock is behind another', async () => {
    const late = createGateway({ clock: () => Date.now() - 3_600_000 })
    const { patch, history } = await create({ pricing_input: 1 })
    await patch({ pricing_input: 2 }, createApi(late, superKey))
    await patch({ pricing_input: 3 })
    const moments = (await history()).map(({ valid_from }) => valid_from)
    expect(moments).toEqual(moments.toSorted().toReversed())
  })

  it('that an older release has stored are read: what it did not know had no price', async () => {
    const { model, history } = await create()
    const stored = JSON.stringify({ priceStatus: 'priced', priceInputMicroUsd: 2_500_000, priceOfOld: 1 })
    await env.DB.prepare(`UPDATE ai_model_prices SET prices = ? WHERE model_id = ?`).bind(stored, model.id).run()
    expect(await history()).toMatchObject([{ ...none, pricing: 'priced', pricing_input: 2.5 }])
  })

  it('are for everybody who sees the model, and gone with it', async () => {
    const { model, path, history } = await create(first)
    const admin = createApi(gateway, (await createAdmin()).key)
    expect((await admin('GET', `/ai/models/${model.id}`)).status).toBe(200)
    expect((await admin<Page<Price>>('GET', path)).body.results).toEqual(await history())
    expectProblem(await admin('GET', '/ai/models/999999/prices'), 404, 'not_found')
    await api('DELETE', `/ai/models/${model.id}`)
    expectProblem(await api('GET', path), 404, 'not_found')
    const left = env.DB.prepare(`SELECT count(*) AS rows FROM ai_model_prices WHERE model_id = ?`).bind(model.id)
    expect(await left.first('rows')).toBe(0)
  })
})

describe('what a call is charged', () => {
  /** Somebody who calls the model, and what they were charged by their ledger's books. */
  async function createCaller(name: string) {
    const caller = await createAdmin()
    const call = (more: object = {}) =>
      gateway.fetch('/v1/chat/completions', { key: caller.key, json: chat(name, more) })
    const booked = async () => {
      await gateway.settle()
      const { usage } = await gateway.deps.ledgers.report(caller.id)
      return usage.map(({ requests, costMicroUsd, unpricedRequests }) => ({ requests, costMicroUsd, unpricedRequests }))
    }
    return { ...caller, call, booked }
  }
  const charged = (requests: number, costMicroUsd: number) => [{ requests, costMicroUsd, unpricedRequests: 0 }]

  it('has reasoning once, at its own price, and the request', async () => {
    const { name } = await create(first)
    const { call, booked } = await createCaller(name)
    expect((await call()).status).toBe(200)
    expect(await booked()).toEqual(charged(1, FIRST_COST))
  })

  it('has reasoning also where the provider leaves it out of the output and only the total has it', async () => {
    const { name } = await create(first)
    const { call, booked } = await createCaller(name)
    answer = () => Response.json({ ...completion, usage: { ...usage, completion_tokens: 3 } })
    expect((await call()).status).toBe(200)
    expect(await booked()).toEqual(charged(1, FIRST_COST))
  })

  it('is the request alone where nothing else has a price, and nothing where it failed', async () => {
    const { name } = await create({ pricing_request: 0.005 })
    const { call, booked } = await createCaller(name)
    answer = () => Response.json(completion)
    for (const _ of [1, 2, 3]) expect((await call()).status).toBe(200)
    answer = () => Response.json({ error: { message: 'Down' } }, { status: 500 })
    expect((await call()).status).toBe(502)
    expect(await booked()).toEqual(charged(3, 15_000))
  })

  it('stays to the micro-USD when the price changes; calls after it cost the new one', async () => {
    const { name, patch } = await create(first)
    const { id, call, booked } = await createCaller(name)
    const rolledUp = async () => {
      await rollUp(id)
      const { results } = await env.DB.prepare(`SELECT requests, cost_micro_usd FROM usage_monthly WHERE admin_id = ?`)
        .bind(id)
        .all()
      return results
    }
    answer = () => Response.json(completion)
    for (const _ of [1, 2]) expect((await call()).status).toBe(200)
    expect(await booked()).toEqual(charged(2, 2 * FIRST_COST))
    await expect.poll(rolledUp).toEqual([{ requests: 2, cost_micro_usd: 2 * FIRST_COST }])

    await patch(second)
    expect(await booked()).toEqual(charged(2, 2 * FIRST_COST))
    expect(await rolledUp()).toEqual([{ requests: 2, cost_micro_usd: 2 * FIRST_COST }])

    expect((await call()).status).toBe(200)
    expect(await booked()).toEqual(charged(3, 2 * FIRST_COST + SECOND_COST))
    await expect.poll(rolledUp).toEqual([{ requests: 3, cost_micro_usd: 2 * FIRST_COST + SECOND_COST }])
  })

  it.each([
    ['another price', second],
    ['none', { pricing: 'free', ...Object.fromEntries(Object.keys(first).map((field) => [field, null])) }],
    ['one that nobody knows', { pricing: 'unknown', ...Object.fromEntries(Object.keys(first).map((f) => [f, null])) }],
  ])('is the price at which it was admitted, though the model has %s when the answer comes', async (_, change) => {
    const { name, patch } = await create(first)
    const { call, booked } = await createCaller(name)
    const begun = Promise.withResolvers<void>()
    const released = Promise.withResolvers<Response>()
    answer = () => {
      begun.resolve()
      return released.promise
    }
    const underWay = call()
    await begun.promise
    await patch(change)
    released.resolve(Response.json(completion))
    expect((await underWay).status).toBe(200)
    expect(await booked()).toEqual(charged(1, FIRST_COST))
  })

  it('is that price for a stream too', async () => {
    const { name, patch } = await create(first)
    const { call, booked } = await createCaller(name)
    const stream = beginStream()
    answer = () => stream.response
    stream.send({ choices: [{ index: 0, delta: { content: 'Hi' } }] })
    const response = await call({ stream: true })
    const reader = response.body!.getReader()
    await reader.read()

    await patch(second)
    answer = () => Response.json(completion)
    expect((await call()).status).toBe(200)

    stream.send({ choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })
    stream.send({ choices: [], usage })
    stream.end()
    for (let ended = false; !ended;) ended = (await reader.read()).done
    expect(await booked()).toEqual(charged(2, FIRST_COST + SECOND_COST))
  })

  it('is that price for a video that is made meanwhile, and the request', async () => {
    const { name, patch } = await create({ capabilities: ['video'], pricing_video_second: 0.1, pricing_request: 0.01 })
    const { key, booked } = await createCaller(name)
    const job = { id: 'job', object: 'video', status: 'queued', seconds: '8' }
    answer = () => Response.json(job)
    const begun = await gateway.fetch('/v1/videos', {
      key,
      json: { model: name, prompt: 'A lighthouse', seconds: '8' },
    })
    const { id } = await begun.json<{ id: string }>()
    await patch({ pricing_video_second: 5, pricing_request: null })
    answer = () => Response.json({ ...job, status: 'completed' })
    expect((await gateway.fetch(`/v1/videos/${id}`, { key })).status).toBe(200)
    expect(await booked()).toEqual(charged(1, 810_000))
  })
})

/** A stream of events that come when the test sends them. */
function beginStream() {
  let controller: ReadableByteStreamController
  const body = new ReadableStream({
    type: 'bytes',
    start: (given) => void (controller = given),
  })
  const write = (data: string) => controller.enqueue(new TextEncoder().encode(`data: ${data}\n\n`))
  return {
    response: new Response(body, { headers: { 'content-type': 'text/event-stream' } }),
    send: (chunk: object) => write(JSON.stringify(chunk)),
    end: () => {
      write('[DONE]')
      controller.close()
    },
  }
}
