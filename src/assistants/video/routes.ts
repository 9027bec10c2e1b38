import { readVideo, startVideo } from '../../gateway/videos/jobs.ts'
import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, jsonAnswer, jsonBody } from '../../http/route.ts'
import { SimpleVideo, SimpleVideoRequest, simpleVideoReference } from './schemas.ts'
import { createSimpleVideoCall, toSimpleVideo } from './service.ts'

const tags = ['Simple AI']
const responses = { 200: jsonAnswer(SimpleVideo, 'The job') }

const makeVideo = defineRoute('call', [], {
  operationId: 'makeVideo',
  tags,
  summary: 'Begin a video of a prompt',
  description:
    'Answers a job at once. Ask for it with `GET /api/v1/ai/video/{job}`, every few seconds, until it is `completed` or `failed`; it is the same job under `/v1/videos`. Reserved and counted as there.',
  method: 'post',
  path: '/api/v1/ai/video',
  request: { headers: callHeaders, body: jsonBody(SimpleVideoRequest) },
  responses,
})

const getVideoJob = defineRoute(
  'any',
  ['access_denied', 'model_disabled', 'not_found', 'upstream_error', 'upstream_timeout', 'ledger_unavailable'],
  {
    operationId: 'getVideoJob',
    tags,
    summary: 'How a video of yours stands',
    method: 'get',
    path: '/api/v1/ai/video/{job}',
    request: { params: simpleVideoReference },
    responses,
  },
)

export const simpleVideoRoutes = createRouter()
  .openapi(makeVideo, async (c) => {
    const call = createSimpleVideoCall(c.req.valid('json'))
    const { headers, ...answer } = await startVideo(c.var.deps, toPipelineRequest(c, call))
    setCallHeaders(c, { headers })
    return c.json(toSimpleVideo(answer), 200)
  })
  .openapi(getVideoJob, async (c) => {
    const answer = await readVideo(c.var.deps, c.var.caller, c.req.valid('param').job)
    return c.json(toSimpleVideo(answer), 200)
  })
