/** OpenAI's Videos API over a video model of the AI SDK: a job is started, looked after, and its video fetched. */
import type { Experimental_VideoModelV4 } from '@ai-sdk/provider'
import { convertBase64ToUint8Array } from '@ai-sdk/provider-utils'
import { AppError } from '../../errors.ts'
import { askProvider } from './ask-provider.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { refuseDropped } from './probe.ts'
import { readVideoJob, toJobId, type VideoJob } from './video-job.ts'
import { readVideoRequest, toVideoOptions, type VideoSettings } from './video-options.ts'

type VideoCall = BridgeCall<'videoModel'>

/** What each package takes for the answer to a new job, for rehearsals. */
const anyJob = {
  id: 'job',
  name: 'job',
  request_id: 'job',
  status: 'starting',
  urls: { get: 'https://example.com/job' },
  polling_url: 'https://example.com/job',
  response_url: 'https://example.com/job',
}

const MAX_MESSAGE_CHARACTERS = 2_000

/** Answers the job. Its `id` is what {@link readVideo} needs: it says all of the job, and is not meant for callers. */
export async function startVideo(call: VideoCall, request: JsonRequest | FormData): Promise<Response> {
  const { prompt, settings } = await readVideoRequest(call, request)
  await refuseDropped({
    asked: withSmallFile(settings),
    run: (settings, fetch) => start(call.createModel(fetch), { prompt: 'a', settings, signal: call.signal }),
    answer: anyJob,
    settingOfFeature: {
      resolution: 'size',
      aspectRatio: 'size',
      duration: 'seconds',
      seed: 'seed',
      image: 'input_reference',
    },
  })
  const { operation } = await askProvider(call, (model) => start(model, { prompt, settings, signal: call.signal }))
  const job: VideoJob = {
    operation,
    prompt,
    size: settings.size ?? null,
    seconds: settings.seconds === undefined ? null : String(settings.seconds),
    createdAt: Math.floor(call.nowMs / 1000),
  }
  return Response.json(toVideo(call, toJobId(job), job, { status: 'queued', progress: 0 }))
}

/** Answers the job as it is now. How far a running one got is not known. */
export async function readVideo(call: VideoCall, jobId: string): Promise<Response> {
  const job = readVideoJob(jobId)
  const result = await readStatus(call, job)
  switch (result.status) {
    case 'pending':
      return Response.json(toVideo(call, jobId, job, { status: 'in_progress', progress: 0 }))
    case 'completed':
      return Response.json(toVideo(call, jobId, job, { status: 'completed', progress: 100 }))
    case 'error': {
      const error = {
        code: 'video_generation_failed',
        message: call.redact(result.error.slice(0, MAX_MESSAGE_CHARACTERS)),
      }
      return Response.json({ ...toVideo(call, jobId, job, { status: 'failed', progress: 0 }), error })
    }
  }
}

/** Answers the bytes of the video. @throws AppError `conflict` as long as there is none. */
export async function readVideoContent(call: VideoCall, jobId: string): Promise<Response> {
  const result = await readStatus(call, readVideoJob(jobId))
  if (result.status === 'pending') throw new AppError('conflict', 'The video is not made yet')
  if (result.status === 'error') throw new AppError('conflict', 'The video could not be made')
  const [video] = result.videos
  const headers = { 'content-type': video?.mediaType ?? 'video/mp4' }
  switch (video?.type) {
    case 'url': {
      const response = await call.fetch(video.url, { signal: call.signal })
      if (!response.ok) throw new AppError('upstream_error', 'The video could not be fetched from the provider')
      return new Response(response.body, { headers })
    }
    case 'base64':
      return new Response(convertBase64ToUint8Array(video.data), { headers })
    case 'binary':
      return new Response(video.data, { headers })
    case 'uploaded':
    case undefined:
      throw new AppError('upstream_error', 'The provider answered without a video')
  }
}

function start(
  model: Experimental_VideoModelV4,
  { prompt, settings, signal }: { prompt: string; settings: VideoSettings; signal: AbortSignal },
) {
  if (!model.doStart || !model.doStatus) throw notOffered()
  return model.doStart({ prompt, ...toVideoOptions(model, settings), abortSignal: signal })
}

async function readStatus({ createModel, fetch, signal }: VideoCall, { operation }: VideoJob) {
  let isTransient = false
  const watched: typeof fetch = async (input, init) => {
    const response = await fetch(input, init)
    isTransient = response.status === 429 || response.status >= 500
    return response
  }
  const result = await askProvider({ createModel, fetch: watched }, (model) => {
    if (!model.doStatus) throw notOffered()
    return model.doStatus({ operation, abortSignal: signal })
  })
  // Some packages take a refusal to tell the status for the status.
  if (result.status === 'error' && isTransient) throw new AppError('upstream_error')
  return result
}

/** Some packages can only wait until a video is made. */
const notOffered = () => new AppError('operation_not_supported')

/** A stand-in: only whether the image is looked at matters in a rehearsal. */
function withSmallFile({ input_reference: image, ...settings }: VideoSettings): VideoSettings {
  return { ...settings, input_reference: image && { ...image, data: image.data.slice(0, 12) } }
}

type Progress = { status: 'queued' | 'in_progress' | 'completed' | 'failed'; progress: number }

function toVideo({ modelId }: VideoCall, id: string, job: VideoJob, { status, progress }: Progress) {
  return {
    id,
    object: 'video',
    model: modelId,
    status,
    progress,
    created_at: job.createdAt,
    completed_at: null,
    expires_at: null,
    prompt: job.prompt,
    size: job.size,
    seconds: job.seconds,
    remixed_from_video_id: null,
    error: null,
  }
}
