import { z } from '@hono/zod-openapi'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, formBody } from '../../http/route.ts'
import { createTranscriptionCall, TranscriptionRequest } from './call.ts'
import { Transcription } from './schemas.ts'

const tags = ['OpenAI-compatible']
const metering =
  'Metered by the length of the audio, or by tokens: as the provider says, else as read from the file. The form may be as large as any body, 32 MiB.'
const request = { headers: callHeaders, body: formBody(TranscriptionRequest) }

const createTranscription = defineRoute('call', [], {
  operationId: 'createTranscription',
  tags,
  summary: 'What was spoken, as text',
  description: metering,
  method: 'post',
  path: '/v1/audio/transcriptions',
  request,
  responses: {
    200: {
      description: 'The provider’s answer, as `response_format` asks; server-sent events for a stream',
      content: {
        'application/json': { schema: Transcription },
        'text/plain': { schema: z.string() },
        'text/event-stream': { schema: z.string() },
      },
    },
  },
})

const createTranslation = defineRoute('call', [], {
  operationId: 'createTranslation',
  tags,
  summary: 'What was spoken, as text in English',
  description: `Goes to providers that speak OpenAI’s wire format. ${metering}`,
  method: 'post',
  path: '/v1/audio/translations',
  request,
  responses: {
    200: {
      description: 'The provider’s answer, as `response_format` asks',
      content: {
        'application/json': { schema: Transcription },
        'text/plain': { schema: z.string() },
      },
    },
  },
})

export const transcriptionRoutes = createRouter()
  .openapi(createTranscription, async (c) =>
    answerCall(c, await createTranscriptionCall(c.req.valid('form'), 'transcriptions')),
  )
  .openapi(createTranslation, async (c) =>
    answerCall(c, await createTranscriptionCall(c.req.valid('form'), 'translations')),
  )
