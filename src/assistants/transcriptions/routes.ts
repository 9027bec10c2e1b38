import { runCall } from '../../gateway/pipeline.ts'
import { callHeaders, setCallHeaders, toPipelineRequest } from '../../http/calls.ts'
import { createRouter, defineRoute, formBody, jsonAnswer } from '../../http/route.ts'
import { SimpleTranscript, SimpleTranscriptionRequest } from './schemas.ts'
import { createSimpleTranscriptionCall, toSimpleTranscript } from './service.ts'

const transcribe = defineRoute('call', [], {
  operationId: 'transcribe',
  tags: ['Simple AI'],
  summary: 'What was spoken, as text',
  description: 'A form with the audio, up to 32 MiB. Metered as `POST /v1/audio/transcriptions` is.',
  method: 'post',
  path: '/api/v1/ai/transcriptions',
  request: { headers: callHeaders, body: formBody(SimpleTranscriptionRequest) },
  responses: { 200: jsonAnswer(SimpleTranscript, 'The transcript') },
})

export const simpleTranscriptionRoutes = createRouter().openapi(transcribe, async (c) => {
  const { deps } = c.var
  const startedAtMs = deps.clock()
  const call = await createSimpleTranscriptionCall(c.req.valid('form'))
  const answer = await runCall(deps, toPipelineRequest(c, call))
  setCallHeaders(c, answer)
  return c.json(toSimpleTranscript(answer, deps.clock() - startedAtMs), 200)
})
