import type { CapabilityCall } from '../../gateway/call.ts'
import { readDurationMs } from '../../gateway/duration.ts'
import { createVideoCall } from '../../gateway/videos/call.ts'
import { ENDED_WITHOUT_VIDEO, type JobAnswer } from '../../gateway/videos/jobs.ts'
import { toSourceFields } from '../completion.ts'
import { toModelName } from '../model-name.ts'
import type { SimpleVideo, SimpleVideoRequest } from './schemas.ts'

/** @throws AppError `validation_failed` for a provider without a model. */
export function createSimpleVideoCall(request: SimpleVideoRequest): CapabilityCall {
  const { provider, model, seconds, ...fields } = request
  return createVideoCall(
    {
      ...fields,
      // OpenAI takes it as text only.
      ...(seconds !== undefined && { seconds: String(seconds) }),
      model: toModelName({ provider, model }),
    },
    null,
  )
}

export function toSimpleVideo({ video, target }: Pick<JobAnswer, 'video' | 'target'>): SimpleVideo {
  const status = toStatus(video.status)
  const durationMs = readDurationMs(video.seconds)
  return {
    job: video.id,
    status,
    progress: video.progress ?? null,
    seconds: durationMs === null ? null : durationMs / 1000,
    size: video.size ?? null,
    content_url: status === 'completed' ? `/v1/videos/${video.id}/content` : null,
    error: video.error ? { code: video.error.code ?? null, message: video.error.message ?? null } : null,
    ...toSourceFields(target),
  }
}

/** What is no word for an end leaves the reservation open, so the job goes on. */
function toStatus(status: string): SimpleVideo['status'] {
  if (ENDED_WITHOUT_VIDEO.has(status)) return 'failed'
  return status === 'queued' || status === 'completed' ? status : 'in_progress'
}
