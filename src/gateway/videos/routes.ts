import { z } from '@hono/zod-openapi'
import { AppError } from '../../errors.ts'
import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer } from '../../http/route.ts'
import { createVideoCall, VideoRequest } from './call.ts'
import { readVideo, readVideoContent, startVideo } from './jobs.ts'
import { Video, videoReference } from './schemas.ts'

const tags = ['OpenAI-compatible']

const createVideo = defineRoute('call', [], {
  operationId: 'createVideo',
  tags,
  summary: 'Begin a video',
  description:
    'Answers a job. Its seconds are reserved until it has ended; ask for it with `GET /v1/videos/{id}`. A job that fails is not counted; one that nobody asks about is counted at its reservation after a day.',
  method: 'post',
  path: '/v1/videos',
  request: {
    headers: callHeaders,
    body: {
      // Of two types that are required, the library asks for both: the handler sees to it that there is one.
      required: false,
      content: {
        'application/json': { schema: VideoRequest },
        'multipart/form-data': {
          schema: VideoRequest.extend({
            input_reference: z
              .any()
              .optional()
              .openapi({ type: 'string', format: 'binary', description: 'An image to begin from.' }),
          }),
        },
      },
    },
  },
  responses: { 200: jsonAnswer(Video, 'The job') },
})

const jobErrors = [
  'access_denied',
  'model_disabled',
  'not_found',
  'upstream_error',
  'upstream_timeout',
  'ledger_unavailable',
] as const

const getVideo = defineRoute('any', [...jobErrors], {
  operationId: 'getVideo',
  tags,
  summary: 'How a video of yours stands',
  method: 'get',
  path: '/v1/videos/{id}',
  request: { params: videoReference },
  responses: { 200: jsonAnswer(Video, 'The job') },
})

const getVideoContent = defineRoute('any', [...jobErrors], {
  operationId: 'getVideoContent',
  tags,
  summary: 'The bytes of a finished video of yours',
  method: 'get',
  path: '/v1/videos/{id}/content',
  request: { params: videoReference },
  responses: {
    200: {
      description: 'The video',
      content: { 'video/mp4': { schema: z.any().openapi({ type: 'string', format: 'binary' }) } },
    },
  },
})

export const videoRoutes = createRouter()
  .openapi(createVideo, async (c) => {
    const contentType = c.req.header('content-type')
    if (contentType === undefined) throw new AppError('unsupported_media_type')
    const call = /^multipart\/form-data/i.test(contentType)
      ? createVideoCall(c.req.valid('form'), await c.req.formData())
      : createVideoCall(c.req.valid('json'), null)
    const { video, headers } = await startVideo(c.var.deps, toPipelineRequest(c, call))
    setCallHeaders(c, { headers })
    return c.json(video, 200)
  })
  .openapi(getVideo, async (c) => {
    const { video } = await readVideo(c.var.deps, c.var.caller, c.req.valid('param').id)
    return c.json(video, 200)
  })
  .openapi(getVideoContent, async (c) => readVideoContent(c.var.deps, c.var.caller, c.req.valid('param').id) as never)
