import { z } from '@hono/zod-openapi'
import { answerCall, callHeaders } from '../../http/calls.ts'
import { createRouter, defineRoute, formBody, jsonBody } from '../../http/route.ts'
import { createImageCall, createImageEditCall, ImageEditRequest, ImageRequest } from './call.ts'
import { ImageList } from './schemas.ts'

const tags = ['OpenAI-compatible']

const responses = {
  200: {
    description: 'The provider’s answer; server-sent events for a stream',
    content: {
      'application/json': { schema: ImageList },
      'text/event-stream': { schema: z.string() },
    },
  },
}

const createImage = defineRoute('call', [], {
  operationId: 'createImage',
  tags,
  summary: 'Images of a description',
  description:
    'Metered by the images in the answer, at the price of their size and quality, and by tokens where the provider names them. A size or quality that is `auto` or left out is priced as the dearest that the provider may choose.',
  method: 'post',
  path: '/v1/images/generations',
  request: { headers: callHeaders, body: jsonBody(ImageRequest) },
  responses,
})

const editImage = defineRoute('call', [], {
  operationId: 'editImage',
  tags,
  summary: 'Images edited by a description',
  description: 'A form with the images. Metered as `POST /v1/images/generations` is.',
  method: 'post',
  path: '/v1/images/edits',
  request: { headers: callHeaders, body: formBody(ImageEditRequest) },
  responses,
})

export const imageRoutes = createRouter()
  .openapi(createImage, async (c) => answerCall(c, createImageCall(c.req.valid('json'))))
  .openapi(editImage, async (c) => answerCall(c, createImageEditCall(c.req.valid('form'))))
