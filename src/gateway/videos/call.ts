import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import type { CapabilityCall, PreparedCall } from '../call.ts'
import { readDurationMs } from '../duration.ts'
import { createSilentMeter } from '../event-meter.ts'
import { modelName, toUpstreamForm, toUpstreamJson } from '../json-body.ts'

export const VideoRequest = z
  .looseObject({
    model: modelName,
    prompt: z.string().min(1).max(100_000).openapi({ example: 'A lighthouse in a storm' }),
    seconds: z.union([z.string(), z.number()]).nullish().openapi({ example: '4' }),
    size: z.string().max(40).nullish().openapi({ example: '1280x720' }),
  })
  .openapi('VideoRequest')

export type VideoRequest = z.infer<typeof VideoRequest>

/** Reserved where the caller leaves the length to the provider: the longest that providers make unasked. */
const UNSAID_DURATION_MS = 12_000

/** `form`: the request with its files, when it came as one. */
export function createVideoCall(request: VideoRequest, form: FormData | null): CapabilityCall {
  return {
    capability: 'video',
    operation: 'video_create',
    modelName: request.model ?? null,
    isStream: false,
    hidesUsage: false,
    answers: 'json',
    isJob: true,
    prepare: (model) => prepareVideo(request, form, model),
  }
}

function prepareVideo(request: VideoRequest, form: FormData | null, model: ModelRow): PreparedCall {
  const upstreamForm = form && toUpstreamForm(form, model)
  const json = toUpstreamJson(request, model)
  // No seconds at all leave the length to the provider too.
  const videoMs = readDurationMs(upstreamForm ? upstreamForm.get('seconds') : json['seconds']) || UNSAID_DURATION_MS
  return {
    body: upstreamForm ? { kind: 'form', value: upstreamForm } : { kind: 'json', value: json },
    estimate: { videoMs },
    counted: { videoMs },
    imageVariant: null,
    readAnswer: () => ({ said: null, counted: {} }),
    createMeter: createSilentMeter,
  }
}
