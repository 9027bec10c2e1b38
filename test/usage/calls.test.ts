/** What becomes of calls in the report: at once, on the day that they began, with what failed of them and how long they took. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { createApi, type Api } from '../support/api.ts'
import { answerChat, chat, createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'
import { answerStream, toEventStream } from '../support/endpoint.ts'
import { createClock } from '../support/ledger.ts'
import { aDay, readReport, writeDays } from '../support/usage.ts'

let gateway: Gateway
let superApi: Api
let answer: (request: Request) => Response | Promise<Response>

beforeAll(async () => {
  gateway = createGateway({ upstream: (request) => answer(request) })
  const { key } = await createAdmin('super_admin')
  superApi = createApi(gateway, key)
  for (const slug of ['one', 'two']) await createProvider(gateway, key, { slug })
})

afterEach(() => {
  answer = answerChat
  vi.useRealTimers()
})

answer = answerChat

async function createCaller() {
  const admin = await createAdmin()
  const call = async (model = 'one/chat-1', more: object = {}, through = gateway) => {
    const response = await through.fetch('/v1/chat/completions', { key: admin.key, json: chat(model, more) })
    await response.text()
    await through.settle()
    return response.status
  }
  return { ...admin, call, api: createApi(gateway, admin.key) }
}

const inD1 = async (adminId: number) => {
  const sum = env.DB.prepare('SELECT coalesce(sum(requests), 0) AS requests FROM usage_daily WHERE admin_id = ?')
  return (await sum.bind(adminId).first<{ requests: number }>())!.requests
}

describe('a call', () => {
  it('is in the report at once, long before the alarm would write it', async () => {
    const { id, call, api } = await createCaller()
    await call()
    // The first use of anything is told at once: what comes now waits for the next alarm.
    await expect.poll(() => inD1(id)).toBe(1)
    for (let requests = 2; requests <= 6; requests += 1) {
      await call()
      expect(await inD1(id)).toBe(requests - 1)
      const everybody = requests % 2 === 0
      const report = await (everybody ? readReport(superApi, '?group_by=admin') : readReport(api, '?group_by=admin'))
      expect(report.groups).toContainEqual(expect.objectContaining({ admin_id: id, requests }))
      expect(await inD1(id)).toBe(requests)
    }
  })

  it('is open as long as it is under way, by provider', async () => {
    const { id, call, api } = await createCaller()
    let answerNow = () => {}
    answer = async () => {
      await new Promise<void>((resolve) => (answerNow = resolve))
      return answerChat()
    }
    const calling = call('two/chat-1')
    await expect.poll(async () => (await readReport(api)).open_requests).toBe(1)
    const openOf = async (query: string, by = api) => (await readReport(by, query)).open_requests
    expect([await openOf('?provider=two'), await openOf('?provider=one'), await openOf('?provider=nobody')]).toEqual([
      1, 0, 0,
    ])
    expect([await openOf('', superApi), await openOf(`?admin=${id}`, superApi)]).toEqual([1, 1])
    for (const query of ['model=chat-1', 'api_key=1', 'capability=chat', 'key_source=shared']) {
      expect(await openOf(`?${query}`)).toBeNull()
    }
    answerNow()
    expect(await calling).toBe(200)
    expect(await readReport(api)).toMatchObject({ open_requests: 0, totals: { requests: 1 } })
  })

  it('belongs to the day and the month on which it began', async () => {
    const clock = createClock('2031-01-31T23:59:59.999Z')
    // Ledgers take the time from the runtime; one that nobody has used yet, from this one.
    vi.useFakeTimers({ toFake: ['Date'], now: clock() })
    const ownGateway = createGateway({ clock, upstream: () => answer(new Request('https://any.test')) })
    const { call, api } = await createCaller()
    answer = () => {
      vi.setSystemTime(Date.parse('2031-02-01T00:00:05.000Z'))
      return answerChat()
    }
    expect(await call('one/chat-1', {}, ownGateway)).toBe(200)
    answer = answerChat
    expect(await call('one/chat-1', {}, ownGateway)).toBe(200)
    expect(await call('one/chat-1', {}, ownGateway)).toBe(200)
    const january = await readReport(api, '?period=2031-01&group_by=day')
    expect(january.groups).toMatchObject([{ day: '2031-01-31', requests: 1 }])
    expect(january.totals.latency_ms!.p50).toBeGreaterThan(4_700)
    const february = await readReport(api, '?period=2031-02&group_by=day')
    expect(february.groups).toMatchObject([{ day: '2031-02-01', requests: 2 }])
    const both = await readReport(api, '?from=2031-01-31&to=2031-02-01')
    expect(both.by_day.map(({ requests }) => requests)).toEqual([1, 2])
  })
})

describe('a failure', () => {
  it('is an error and no request when nothing was served', async () => {
    const { call, api } = await createCaller()
    answer = () => Response.json({ error: { message: 'broken' } }, { status: 500 })
    expect(await call()).toBe(502)
    answer = () => Response.json({ error: { message: 'no' } }, { status: 400 })
    expect(await call()).toBe(400)
    answer = () => Promise.reject(new TypeError('connection refused'))
    expect(await call()).toBe(502)
    answer = answerChat
    expect(await call()).toBe(200)
    const report = await readReport(api, '?group_by=provider')
    expect(report.totals).toMatchObject({ requests: 1, errors: 3, input_tokens: 7 })
    expect(report.groups).toMatchObject([{ provider: 'one', requests: 1, errors: 3 }])
  })

  it('is an error and a request when the answer breaks off after it had begun', async () => {
    const { call, api } = await createCaller()
    // Without the end that a stream has.
    const chunk = { id: '1', object: 'chat.completion.chunk', created: 1, model: 'chat-1' }
    const choice = { index: 0, delta: { content: 'Hello' }, finish_reason: null }
    answer = () => answerStream(toEventStream([{ ...chunk, choices: [choice] }]))
    expect(await call('one/chat-1', { stream: true })).toBe(200)
    expect((await readReport(api)).totals).toMatchObject({ requests: 1, errors: 1 })
  })

  it('is none when the call was refused before it was sent', async () => {
    const { call, api } = await createCaller()
    expect(await call('one/nothing')).toBe(404)
    expect((await readReport(api)).totals).toMatchObject({ requests: 0, errors: 0, latency_ms: null })
  })
})

describe('latency', () => {
  it('has the percentiles of all calls of a group together, true to 5 %', async () => {
    const { id, api } = await createCaller()
    // 900 calls of about 100 ms, 60 of a second, 40 of ten, over two days and two models.
    const bucketOf = (ms: number) => Math.floor(8 * Math.log2(ms))
    const histogram = (calls: Record<number, number>) =>
      JSON.stringify(Object.fromEntries(Object.entries(calls).map(([ms, count]) => [bucketOf(Number(ms)), count])))
    await writeDays(id, [
      aDay({ day: '2031-05-05', requests: 500, latencies: histogram({ 100: 500 }) }),
      aDay({ day: '2031-05-06', requests: 460, latencies: histogram({ 100: 400, 1_000: 60 }) }),
      aDay({ day: '2031-05-06', modelId: 2, modelName: 'slow', requests: 40, latencies: histogram({ 10_000: 40 }) }),
      aDay({ day: '2031-05-07', errors: 3 }),
    ])
    const report = await readReport(api, '?period=2031-05&group_by=day,model')
    const isNear = (found: number | undefined, ms: number) => expect(Math.abs(found! / ms - 1)).toBeLessThan(0.05)
    const [all, slow] = [report.totals.latency_ms, report.by_model.find(({ model }) => model === 'slow')!.latency_ms]
    isNear(all?.p50, 100)
    isNear(all?.p95, 1_000)
    isNear(all?.p99, 10_000)
    isNear(slow?.p50, 10_000)
    const days = Object.fromEntries(report.by_day.map(({ day, latency_ms }) => [day, latency_ms]))
    isNear(days['2031-05-05']?.p99, 100)
    isNear(days['2031-05-06']?.p95, 10_000)
    expect(days['2031-05-07']).toBeNull()
    expect(report.groups).toHaveLength(4)
  })

  it('is that of the caller, to the end of the answer', async () => {
    const { call, api } = await createCaller()
    answer = async () => {
      await scheduler.wait(150)
      return answerChat()
    }
    await call()
    const { latency_ms: latency } = (await readReport(api)).totals
    expect(latency!.p50).toBeGreaterThan(140)
    expect(latency!.p99).toBeLessThan(1_500)
  })
})
