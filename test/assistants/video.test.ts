import { describe, expect, it } from 'vitest'
import { createApi, expectProblem } from '../support/api.ts'
import { createAdmin, createGateway, createProvider } from '../support/gateway.ts'

type Job = { job: string; status: string }
type Sent = { method: string; path: string; json: unknown }

let names = 0

async function createVideos() {
  names += 1
  const slug = `simple-video-${names}`
  const sent: Sent[] = []
  const upstream = { job: { id: 'job_up', status: 'queued', progress: 0, seconds: '8', size: '1280x720' } as object }
  const gateway = createGateway({
    upstream: async (request) => {
      const text = await request.text()
      const { pathname: path } = new URL(request.url)
      sent.push({ method: request.method, path, json: text === '' ? null : JSON.parse(text) })
      return path.endsWith('/content')
        ? new Response(new Uint8Array([0, 255]), { headers: { 'content-type': 'video/mp4' } })
        : Response.json(upstream.job)
    },
  })
  const superAdmin = await createAdmin('super_admin')
  const caller = await createAdmin()
  const { name: model } = await createProvider(gateway, superAdmin.key, {
    slug,
    model: 'sora',
    fields: { capabilities: ['video'], pricing_video_second: 0.1 },
  })
  const own = createApi(gateway, caller.key)
  return {
    gateway,
    caller,
    own,
    sent,
    upstream,
    slug,
    async start(more: object = {}) {
      const answer = await own<Job>('POST', '/ai/video/', { model, prompt: 'A lighthouse', ...more })
      await gateway.settle()
      return answer
    },
    usage: async () => (await own('GET', '/ai/usage')).body,
  }
}

describe('a simple video', () => {
  it('is asked for with what the caller said, and nothing else', async () => {
    const { start, sent } = await createVideos()
    await start()
    await start({ seconds: 4, size: '720x1280' })
    expect(sent[0]).toMatchObject({ method: 'POST', path: expect.stringMatching(/\/v1\/videos$/) })
    expect(sent.map(({ json }) => json)).toEqual([
      { model: 'sora', prompt: 'A lighthouse' },
      { model: 'sora', prompt: 'A lighthouse', seconds: '4', size: '720x1280' },
    ])
  })

  it('is a job until it is completed, and is counted then', async () => {
    const { start, own, slug, sent, upstream, usage, gateway, caller } = await createVideos()
    const { status, body, headers } = await start({ seconds: 8 })
    const expected = {
      job: expect.stringMatching(/^video_[\w-]{36}$/),
      status: 'queued',
      progress: 0,
      seconds: 8,
      size: '1280x720',
      content_url: null,
      error: null,
      provider: slug,
      model: 'sora',
      key_source: 'shared',
    }
    expect([status, body]).toEqual([200, expected])
    expect(headers.get('x-ratelimit-limit-requests')).toBe('1000')
    expect(await usage()).toMatchObject({ open_requests: 1, totals: { requests: 0 } })

    upstream.job = { ...upstream.job, status: 'in_progress', progress: 40.5 }
    const running = await own('GET', `/ai/video/${body.job}/`)
    expect(running.body).toEqual({ ...expected, status: 'in_progress', progress: 40.5 })
    expect(sent.at(-1)).toMatchObject({ method: 'GET', path: `/${slug}/v1/videos/job_up` })

    upstream.job = { ...upstream.job, status: 'completed', progress: 100 }
    const contentUrl = `/v1/videos/${body.job}/content`
    for (let asked = 0; asked < 2; asked += 1) {
      const completed = await own('GET', `/ai/video/${body.job}`)
      expect(completed.body).toEqual({ ...expected, status: 'completed', progress: 100, content_url: contentUrl })
    }
    expect(await usage()).toMatchObject({
      open_requests: 0,
      totals: { requests: 1, video_seconds: 8, cost_usd: 0.8 },
    })
    expect(await (await gateway.fetch(contentUrl, { key: caller.key })).bytes()).toEqual(new Uint8Array([0, 255]))
  })

  it('says why it failed, and is not counted', async () => {
    const { start, own, upstream, usage } = await createVideos()
    const { body } = await start()
    upstream.job = { id: 'job_up', status: 'failed', error: { code: 'moderation_blocked', message: 'No' } }
    expect((await own('GET', `/ai/video/${body.job}`)).body).toMatchObject({
      status: 'failed',
      progress: null,
      seconds: null,
      size: null,
      content_url: null,
      error: { code: 'moderation_blocked', message: 'No' },
    })
    expect(await usage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('is in progress for a word that is not known', async () => {
    const { start, upstream, usage } = await createVideos()
    upstream.job = { id: 'job_up', status: 'post-processing' }
    expect((await start()).body).toMatchObject({ status: 'in_progress', content_url: null })
    expect(await usage()).toMatchObject({ open_requests: 1 })
  })

  it('is the caller’s alone', async () => {
    const { start, own, gateway, sent } = await createVideos()
    const { body } = await start()
    const other = createApi(gateway, (await createAdmin()).key)
    expectProblem(await other('GET', `/ai/video/${body.job}`), 404, 'not_found')
    expectProblem(await own('GET', '/ai/video/video_unknown'), 404, 'not_found')
    expect(sent).toHaveLength(1)
  })

  it.each([
    ['prompt', { prompt: '' }],
    ['seconds', { seconds: '4' }],
    ['seconds', { seconds: 0 }],
    ['seconds', { seconds: 3601 }],
    ['size', { size: '' }],
    ['input_reference', { input_reference: 'https://images.example' }],
  ])('is refused for a wrong %s', async (field, more) => {
    const { start, sent } = await createVideos()
    expectProblem(await start(more), 400, 'validation_failed', field)
    expect(sent).toEqual([])
  })

  it.each([
    ['nothing', {}],
    ['without a name', { status: 'queued' }],
    ['without a status', { id: 'job_up' }],
  ])('that is %s is a 502', async (_, job) => {
    const { start, upstream } = await createVideos()
    upstream.job = job
    expectProblem(await start(), 502, 'upstream_error')
  })
})
