import { createBlackForestLabs } from '@ai-sdk/black-forest-labs'
import { createFal } from '@ai-sdk/fal'
import { createGoogle } from '@ai-sdk/google'
import { createGoogleVertex } from '@ai-sdk/google-vertex/edge'
import type { Experimental_VideoModelV4 } from '@ai-sdk/provider'
import { createReplicate } from '@ai-sdk/replicate'
import { createXai } from '@ai-sdk/xai'
import { describe, expect, it } from 'vitest'
import { readVideo, readVideoContent, startVideo } from '../../../src/upstreams/bridge/video.ts'
import { createBridgeCall, refusedFields, type SentRequest } from '../../support/bridge-call.ts'
import { validateOpenAi } from '../../support/openai-schema.ts'

type Video = { id: string; status: string; error: unknown }

const apiKey = 'key'
const video = new Uint8Array([0, 0, 0, 24, 102, 116, 121, 112, 1, 2, 3])
const image = new File([new Uint8Array([0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6])], 'a', { type: '' })

const models = {
  bfl: (fetch) => createBlackForestLabs({ apiKey, fetch }).video('flux-3-video'),
  fal: (fetch) => createFal({ apiKey, fetch }).video('luma-dream-machine'),
  google: (fetch) => createGoogle({ apiKey, fetch }).video('veo-3.1-generate-preview'),
  vertex: (fetch) => createGoogleVertex({ apiKey, fetch }).video('veo-3.1-generate-001'),
  replicate: (fetch) => createReplicate({ apiToken: apiKey, fetch }).video('minimax/video-01'),
  xai: (fetch) => createXai({ apiKey, fetch }).video('grok-imagine-video'),
} satisfies Record<string, (fetch: typeof globalThis.fetch) => Experimental_VideoModelV4>

type Model = keyof typeof models

const callOf = (model: Model, answer: (request: SentRequest, index: number) => Response) =>
  createBridgeCall<'videoModel'>(model, models[model], answer)

function formOf(fields: Record<string, string | File>): FormData {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

/** How each provider talks of a job: that it is started, is running, and is done. */
const talks: Record<Model, [started: () => Response, running: () => Response, done: () => Response]> = {
  bfl: [
    () => Response.json({ id: 'j', polling_url: 'https://api.bfl.ai/v1/get_result?id=j' }),
    () => Response.json({ status: 'Pending' }),
    () => Response.json({ status: 'Ready', result: { sample: 'https://delivery.bfl.ai/v.mp4' } }),
  ],
  fal: [
    () => Response.json({ request_id: 'j', response_url: 'https://queue.fal.run/fal-ai/luma/requests/j' }),
    () => Response.json({ detail: 'Request is still in progress' }, { status: 400 }),
    () => Response.json({ video: { url: 'https://fal.media/v.mp4', content_type: 'video/mp4' } }),
  ],
  google: [
    () => Response.json({ name: 'models/veo/operations/j', done: false }),
    () => Response.json({ name: 'models/veo/operations/j', done: false }),
    () =>
      Response.json({
        done: true,
        response: {
          generateVideoResponse: { generatedSamples: [{ video: { uri: 'https://files.example.com/v.mp4' } }] },
        },
      }),
  ],
  vertex: [
    () => Response.json({ name: 'projects/p/operations/j' }),
    () => Response.json({ name: 'projects/p/operations/j' }),
    () =>
      Response.json({
        done: true,
        response: { videos: [{ bytesBase64Encoded: btoa(String.fromCharCode(...video)) }] },
      }),
  ],
  replicate: [
    () => Response.json({ id: 'j', status: 'starting', urls: { get: 'https://api.replicate.com/v1/predictions/j' } }),
    () => Response.json({ id: 'j', status: 'processing', urls: { get: 'https://api.replicate.com/v1/predictions/j' } }),
    () =>
      Response.json({
        id: 'j',
        status: 'succeeded',
        output: 'https://replicate.delivery/v.mp4',
        urls: { get: 'https://api.replicate.com/v1/predictions/j' },
      }),
  ],
  xai: [
    () => Response.json({ request_id: 'j' }),
    () => new Response(null, { status: 202 }),
    () => Response.json({ status: 'done', video: { url: 'https://vidgen.x.ai/v.mp4', duration: 8 } }),
  ],
}

describe('a video job', () => {
  it.each(Object.keys(models) as Model[])('of %s is started, runs, is done, and has its video', async (model) => {
    const [started, running, done] = talks[model]
    let now = started
    const { call } = callOf(model, ({ url }) => (url.endsWith('v.mp4') ? new Response(video) : now()))
    const answer = await startVideo(call, { model: 'x', prompt: 'A cat', seconds: '8', size: '1280x720' })
    const job = await answer.json<Video>()
    expect(validateOpenAi('VideoResource', job)).toEqual([])
    expect(job).toEqual({
      id: expect.stringMatching(/^[\w-]+$/),
      object: 'video',
      model,
      status: 'queued',
      progress: 0,
      created_at: 1_760_000_000,
      completed_at: null,
      expires_at: null,
      prompt: 'A cat',
      size: '1280x720',
      seconds: '8',
      remixed_from_video_id: null,
      error: null,
    })

    now = running
    expect(await (await readVideo(call, job.id)).json()).toEqual({ ...job, status: 'in_progress' })
    await expect(readVideoContent(call, job.id)).rejects.toMatchObject({ code: 'conflict' })

    now = done
    expect(await (await readVideo(call, job.id)).json()).toEqual({ ...job, status: 'completed', progress: 100 })
    const content = await readVideoContent(call, job.id)
    expect(content.headers.get('content-type')).toBe('video/mp4')
    expect(await content.bytes()).toEqual(video)
  })

  it.each<[Model, unknown, string]>([
    ['bfl', { status: 'Content Moderated' }, 'Content Moderated'],
    ['google', { done: true, error: { message: 'Not this' } }, 'Not this'],
    ['replicate', { id: 'j', status: 'failed', error: 'out of memory', urls: { get: 'x' } }, 'out of memory'],
    ['xai', { status: 'failed', error: { message: 'Not this' } }, 'Not this'],
  ])('of %s can fail', async (model, failed, reason) => {
    const [started] = talks[model]
    const { call } = callOf(model, (_request, index) => (index === 0 ? started() : Response.json(failed)))
    const { id } = await (await startVideo(call, { prompt: 'A cat' })).json<Video>()
    expect(await (await readVideo(call, id)).json()).toMatchObject({
      status: 'failed',
      error: { code: 'video_generation_failed', message: expect.stringContaining(reason) },
    })
    await expect(readVideoContent(call, id)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('has not failed when its provider only cannot be asked at the moment', async () => {
    const [started] = talks.fal
    const broken = () => Response.json({ error: { message: 'bad gateway', code: 502 } }, { status: 502 })
    const { call } = callOf('fal', (_request, index) => (index === 0 ? started() : broken()))
    const { id } = await (await startVideo(call, { prompt: 'A cat' })).json<Video>()
    await expect(readVideo(call, id)).rejects.toMatchObject({ code: 'upstream_error' })
  })

  it.each(['', 'not base64!', 'bm90IGpzb24', 'e30'])('is not found by %j', async (id) => {
    const { call, sent } = callOf('fal', () => Response.json({}))
    await expect(readVideo(call, id)).rejects.toMatchObject({ code: 'not_found' })
    await expect(readVideoContent(call, id)).rejects.toMatchObject({ code: 'not_found' })
    expect(sent).toEqual([])
  })

  it('is not offered by a package that can only wait', async () => {
    const { doStart: _doStart, ...waiting } = models.fal(fetch)
    const { call } = createBridgeCall<'videoModel'>(
      'm',
      () => waiting,
      () => Response.json({}),
    )
    await expect(startVideo(call, { prompt: 'A cat' })).rejects.toMatchObject({ code: 'operation_not_supported' })
  })
})

describe('what a provider can be told of a video', () => {
  it.each<[Model, Record<string, unknown>, unknown]>([
    ['bfl', { seconds: '8', size: '1280x720' }, { mode: 't2v', duration: 8, resolution: 'hd', aspect_ratio: '16:9' }],
    ['fal', { seconds: 5, size: '720x1280' }, { duration: '5s', aspect_ratio: '9:16', resolution: '720p' }],
    [
      'google',
      { seconds: '8', size: '720x1280', seed: 3 },
      {
        parameters: { durationSeconds: 8, resolution: '720p', aspectRatio: '9:16', seed: 3 },
      },
    ],
    [
      'replicate',
      { seconds: '4', size: '720x1280' },
      { input: { duration: 4, size: '720x1280', aspect_ratio: '9:16' } },
    ],
    ['xai', { seconds: '4', size: '720x1280' }, { duration: 4, resolution: '720p', aspect_ratio: '9:16' }],
  ])('%s is told %j', async (model, request, expected) => {
    const { call, sent } = callOf(model, talks[model][0])
    await startVideo(call, { prompt: 'A cat', ...request })
    expect(sent).toHaveLength(1)
    expect(sent[0]?.body).toMatchObject(expected as object)
  })

  it.each<[Model, Record<string, unknown>, string[]]>([
    // The package would make it five.
    ['bfl', { seconds: '4' }, ['seconds']],
    ['bfl', { seed: 1, size: '1024x1792' }, ['size', 'seed']],
    ['xai', { size: '1792x1024' }, ['size']],
    ['xai', { seed: 7 }, ['seed']],
    ['fal', { seconds: 'long' }, ['seconds']],
    ['fal', { size: 'hd' }, ['size']],
    ['fal', { prompt: '' }, ['prompt']],
    ['fal', { fps: 30 }, ['fps']],
    ['fal', { input_reference: { file_id: 'f1' } }, ['input_reference.image_url', 'input_reference.file_id']],
    ['fal', { input_reference: { image_url: 'data:text/html;base64,AAAA' } }, ['input_reference']],
  ])('%s refuses of %j before anything is sent', async (model, request, fields) => {
    const { call, sent } = callOf(model, talks[model][0])
    expect(await refusedFields(startVideo(call, { prompt: 'A cat', ...request }))).toEqual(fields)
    expect(sent).toEqual([])
  })

  it('takes an image to begin with: a file, a data: URL or an address', async () => {
    const data = btoa(String.fromCharCode(0x89, 0x50, 0x4e, 0x47, 1, 2, 3, 4, 5, 6))
    const { call, sent } = callOf('google', talks.google[0])
    await startVideo(call, formOf({ prompt: 'A cat', seconds: '8', input_reference: image }))
    await startVideo(call, { prompt: 'A cat', input_reference: { image_url: `data:image/png;base64,${data}` } })
    const bodyImage = { bytesBase64Encoded: data, mimeType: 'image/png' }
    expect(sent[0]?.body).toMatchObject({ instances: [{ image: bodyImage }], parameters: { durationSeconds: 8 } })
    expect(sent[1]?.body).toMatchObject({ instances: [{ image: bodyImage }] })

    const keyframed = callOf('bfl', talks.bfl[0])
    await startVideo(keyframed.call, formOf({ prompt: 'A cat', input_reference: image }))
    expect(keyframed.sent[0]?.body).toMatchObject({ mode: 'i2v', keyframes: [data] })

    const address = 'https://example.com/cat.png'
    await startVideo(call, { prompt: 'A cat', input_reference: { image_url: address } })
    expect(sent[2]?.body).toMatchObject({
      instances: [{ image: { bytesBase64Encoded: btoa(address), mimeType: 'image/png' } }],
    })
  })
})
