import { runDurableObjectAlarm, runInDurableObject } from 'cloudflare:test'
import { beforeEach, describe, expect, it } from 'vitest'
import { createApi, expectProblem, type Api } from '../support/api.ts'
import { intercept, overloaded } from '../support/faults.ts'
import { createAdmin, createGateway, createProvider, env, type Gateway } from '../support/gateway.ts'

type Report = { open_requests: number; totals: { requests: number; video_seconds: number; cost_usd: number } }

let gateway: Gateway
let superApi: Api
let caller: { id: number; key: string }
let own: Api
let slug: string
let seen: { method: string; path: string; type: string | null; body: string }[]
/** How the job stands at the provider. */
let job: Record<string, unknown>
let content: () => Response
let names = 0

const bytes = new Uint8Array([0, 0, 0, 24, 102, 116, 121, 112, 255, 0])

beforeEach(async () => {
  names += 1
  slug = `video-${names}`
  seen = []
  job = { id: 'job_up', object: 'video', status: 'queued', progress: 0, model: 'sora', seconds: '8', size: '1280x720' }
  content = () => new Response(bytes, { headers: { 'content-type': 'video/mp4' } })
  gateway = createGateway({
    upstream: async (request) => {
      const { pathname } = new URL(request.url)
      const body = new TextDecoder().decode(await request.arrayBuffer())
      seen.push({ method: request.method, path: pathname, type: request.headers.get('content-type'), body })
      return pathname.endsWith('/content') ? content() : Response.json(job)
    },
  })
  const superAdmin = await createAdmin('super_admin')
  superApi = createApi(gateway, superAdmin.key)
  caller = await createAdmin()
  own = createApi(gateway, caller.key)
  await createProvider(gateway, superAdmin.key, {
    slug,
    model: 'sora',
    fields: { capabilities: ['video'], pricing_video_second: 0.1 },
  })
})

const start = async (more: object = { seconds: '8' }) => {
  const json = { model: `${slug}/sora`, prompt: 'A lighthouse', ...more }
  const response = await gateway.fetch('/v1/videos', { key: caller.key, json })
  await gateway.settle()
  return { response, video: await response.json<{ id: string; status: string; error: { code: string } }>() }
}
const read = async (id: string, key = caller.key) => {
  const response = await gateway.fetch(`/v1/videos/${id}`, { key })
  return { status: response.status, video: await response.json<{ id: string; status: string }>() }
}
const usage = async () => (await own<Report>('GET', '/ai/usage')).body

describe('a video job', () => {
  it('has an id of ours, and holds its reservation until it has ended', async () => {
    const { response, video } = await start()
    expect(response.status).toBe(200)
    expect(video).toEqual({ ...job, id: expect.stringMatching(/^video_[\w-]{36}$/) })
    expect(JSON.parse(seen[0]!.body)).toEqual({ model: 'sora', prompt: 'A lighthouse', seconds: '8' })
    expect(await usage()).toMatchObject({ open_requests: 1, totals: { requests: 0 } })

    job = { ...job, status: 'in_progress', progress: 40 }
    expect((await read(video.id)).video).toEqual({ ...job, id: video.id })
    expect(seen[1]).toMatchObject({ method: 'GET', path: `/${slug}/v1/videos/job_up` })
    expect(await usage()).toMatchObject({ open_requests: 1 })

    job = { ...job, status: 'completed', progress: 100 }
    expect((await read(video.id)).video.status).toBe('completed')
    const settled = { open_requests: 0, totals: { requests: 1, video_seconds: 8, cost_usd: 0.8 } }
    expect(await usage()).toMatchObject(settled)
    await read(video.id)
    expect(await usage()).toMatchObject(settled)
    const record = await own('GET', `/ai/requests/${response.headers.get('x-request-id')}`)
    expect(record.body).toMatchObject({ state: 'settled', settlement_basis: 'provider', attempts: [{ status: 200 }] })
  })

  it('is counted as long as the provider made it', async () => {
    const { video } = await start({ seconds: 12 })
    job = { ...job, status: 'completed', seconds: '4' }
    await read(video.id)
    expect(await usage()).toMatchObject({ totals: { video_seconds: 4, cost_usd: 0.4 } })
  })

  it('is not counted when it failed', async () => {
    const { video } = await start()
    job = { ...job, status: 'failed', error: { code: 'blocked', message: `No, sk-shared-${slug}-0123456789` } }
    expect((await read(video.id)).video).toMatchObject({
      status: 'failed',
      error: { code: 'blocked', message: 'No, [redacted]' },
    })
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0, video_seconds: 0 } })
  })

  it.each(['cancelled', 'canceled', 'expired', 'rejected'])('is not counted when it is %s', async (status) => {
    const { video } = await start()
    job = { ...job, status }
    await read(video.id)
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('counts against limits and budgets while it is under way', async () => {
    await superApi('PUT', `/admins/${caller.id}/settings/${slug}`, { monthly_budget_usd: 1 })
    expect((await start()).response.status).toBe(200)
    const second = await start()
    expect([second.response.status, second.video.error.code]).toEqual([429, 'budget_reached'])
    expect((await start({ seconds: 2 })).response.status).toBe(200)
  })

  it('that nobody asks about is counted once, at its reservation', async () => {
    await start()
    const ledger = env.LEDGER.getByName(`admin:${caller.id}`)
    await runInDurableObject(ledger, (_, state) => {
      state.storage.sql.exec(`UPDATE calls SET expires_at = 1 WHERE state = 'open'`)
    })
    await runDurableObjectAlarm(ledger)
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 1, video_seconds: 8, cost_usd: 0.8 } })
  })

  it.each([{ nothing: true }, { id: '../..', status: 'queued' }])(
    'that has no readable id counts nothing, and is not under way: %j',
    async (answer) => {
      await superApi('PATCH', `/admins/${caller.id}`, { concurrent_calls: 1 })
      const readable = job
      job = answer
      const { response } = await start()
      expect(response.status).toBe(502)
      expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0, errors: 1 } })
      const record = await own('GET', `/ai/requests/${response.headers.get('x-request-id')}`)
      expect(record.body).toMatchObject({
        state: 'released',
        error_code: 'upstream_error',
        attempts: [{ status: 200 }],
      })
      job = readable
      expect((await start()).response.status).toBe(200)
    },
  )

  it('holds its reservation for a day, one that could not be remembered only as long as any call', async () => {
    const holds = () =>
      runInDurableObject(env.LEDGER.getByName(`admin:${caller.id}`), (_, { storage }) =>
        storage.sql
          .exec<{ ms: number }>('SELECT expires_at - started_at AS ms FROM calls ORDER BY started_at')
          .toArray()
          .map(({ ms }) => ms),
      )
    await start()
    const LEDGER = intercept(env.LEDGER, { keepJob: overloaded() })
    const forgetful = createGateway({ env: { LEDGER }, upstream: () => Response.json(job) })
    const json = { model: `${slug}/sora`, prompt: 'A lighthouse' }
    const response = await forgetful.fetch('/v1/videos', { key: caller.key, json })
    await forgetful.settle()
    expect(response.status).toBe(503)
    const [day, forgotten] = await holds()
    expect(day).toBe(86_400_000)
    expect(forgotten).toBeLessThan(86_400_000 / 2)
  })

  it('is remembered also where its caller has left meanwhile', async () => {
    const { promise: isAsked, resolve: ask } = Promise.withResolvers<void>()
    const { promise: mayKeep, resolve: keep } = Promise.withResolvers<void>()
    const LEDGER = intercept(env.LEDGER, {
      keepJob: async (proceed) => {
        ask()
        await mayKeep
        return proceed()
      },
    })
    const slow = createGateway({ env: { LEDGER }, upstream: () => Response.json(job) })
    const json = { model: `${slug}/sora`, prompt: 'A lighthouse' }
    const answering = slow.fetch('/v1/videos', { key: caller.key, json })
    await isAsked
    let isOver = false
    const over = slow.settle().then(() => (isOver = true))
    await scheduler.wait(20)
    expect(isOver).toBe(false)
    keep()
    await over
    expect((await answering).status).toBe(200)
  })

  it('gives its bytes as they are', async () => {
    const { video } = await start()
    const response = await gateway.fetch(`/v1/videos/${video.id}/content`, { key: caller.key })
    expect(response.headers.get('content-type')).toBe('video/mp4')
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes)
    expect(seen.at(-1)).toMatchObject({ method: 'GET', path: `/${slug}/v1/videos/job_up/content` })
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 1, video_seconds: 8 } })
  })

  it('is never a page', async () => {
    const { video } = await start()
    content = () => new Response('<script>', { headers: { 'content-type': 'text/html' } })
    const response = await gateway.fetch(`/v1/videos/${video.id}/content`, { key: caller.key })
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('script')
    expect(await usage()).toMatchObject({ open_requests: 1 })
  })

  it('takes a form with an image to begin from', async () => {
    const form = new FormData()
    form.set('model', `${slug}/sora`)
    form.set('prompt', 'A lighthouse')
    form.set('seconds', '4')
    form.set('input_reference', new File([bytes], 'first.png', { type: 'image/png' }))
    const response = await gateway.fetch('/v1/videos', { method: 'POST', key: caller.key, body: form })
    expect(response.status).toBe(200)
    const sent = seen[0]!
    const parsed = await new Response(sent.body, { headers: { 'content-type': sent.type! } }).formData()
    expect(parsed.get('model')).toBe('sora')
    expect((parsed.get('input_reference') as unknown as File).name).toBe('first.png')
  })

  it('is the caller’s alone', async () => {
    const { video } = await start()
    const other = await createAdmin()
    for (const path of [`/v1/videos/${video.id}`, `/v1/videos/${video.id}/content`, '/v1/videos/video_unknown']) {
      const response = await gateway.fetch(path, { key: other.key })
      expect([response.status, (await response.json<{ error: { code: string } }>()).error.code]).toEqual([
        404,
        'not_found',
      ])
    }
    expect(seen).toHaveLength(1)
  })

  it('can be asked about only by who may still use the model, with the key that it was begun with', async () => {
    const { video } = await start()
    await own('PUT', `/ai/settings/${slug}`, { personal_api_key: 'sk-personal-01234', use_shared_api: false })
    expect((await read(video.id)).status).toBe(403)
    await own('DELETE', `/ai/settings/${slug}`)
    expect((await read(video.id)).status).toBe(200)
    await superApi('PATCH', `/ai/providers/${slug}`, { is_active: false })
    expect((await read(video.id)).status).toBe(403)
  })

  it('of a name that would climb is refused', async () => {
    for (const id of ['..', '../../admin', 'a/b', '', 7]) {
      job = { ...job, id }
      expect((await start()).response.status).toBe(502)
    }
  })

  it('needs a body of a type that it takes, and a prompt', async () => {
    const send = (init: object) => gateway.fetch('/v1/videos', { method: 'POST', key: caller.key, ...init })
    expect((await send({ body: 'x', headers: { 'content-type': 'text/plain' } })).status).toBe(415)
    expect((await send({})).status).toBe(415)
    const missing = await gateway.fetch('/v1/videos', { key: caller.key, json: { model: `${slug}/sora` } })
    expect([missing.status, (await missing.json<{ error: { param: string } }>()).error.param]).toEqual([400, 'prompt'])
    expect(seen).toEqual([])
  })
})

describe('the record of a request', () => {
  it('is the caller’s alone', async () => {
    const { response } = await start()
    const id = response.headers.get('x-request-id')
    expect((await own('GET', `/ai/requests/${id}`)).body).toMatchObject({
      id,
      state: 'open',
      usage: { video_seconds: 8 },
    })
    const other = createApi(gateway, (await createAdmin()).key)
    expectProblem(await other('GET', `/ai/requests/${id}`), 404, 'not_found')
    expectProblem(await own('GET', '/ai/requests/unknown'), 404, 'not_found')
  })
})
