/** Answers recorded from OpenAI, through the endpoints of its wire format: byte for byte, and metered to the token. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { Completion } from '../../src/gateway/completions/schemas.ts'
import { EmbeddingList } from '../../src/gateway/embeddings/schemas.ts'
import { ImageList } from '../../src/gateway/images/schemas.ts'
import { ModelResponse } from '../../src/gateway/responses/schemas.ts'
import { Transcription } from '../../src/gateway/transcriptions/schemas.ts'
import { answerStream, createEndpoint, toForm, type Endpoint } from '../support/endpoint.ts'
import { recordedAnswers, type Wire } from '../support/recorded-answers.ts'

type Replayed = {
  path: string
  schema: z.ZodType
  body: (model: string, isStream: boolean) => object | FormData
}

const streamed = (isStream: boolean) => ({ ...(isStream && { stream: true, stream_options: { include_usage: true } }) })

const endpoints = {
  responses: {
    path: '/v1/responses',
    schema: ModelResponse,
    body: (model, isStream) => ({ model, input: 'Hello', ...(isStream && { stream: true }) }),
  },
  completions: {
    path: '/v1/completions',
    schema: Completion,
    body: (model, isStream) => ({ model, prompt: 'Hello', ...streamed(isStream) }),
  },
  embeddings: { path: '/v1/embeddings', schema: EmbeddingList, body: (model) => ({ model, input: 'Hello' }) },
  images: { path: '/v1/images/generations', schema: ImageList, body: (model) => ({ model, prompt: 'Hello' }) },
  edits: {
    path: '/v1/images/edits',
    schema: ImageList,
    body: (model) =>
      toForm([
        ['model', model],
        ['prompt', 'Hello'],
      ]),
  },
  transcriptions: {
    path: '/v1/audio/transcriptions',
    schema: Transcription,
    body: (model) =>
      toForm([
        ['model', model],
        ['file', new File(['…'], 'a.mp3')],
      ]),
  },
} satisfies Partial<Record<Wire, Replayed>>

const names = Object.keys(endpoints) as (keyof typeof endpoints)[]

const replayed = recordedAnswers.flatMap((answer) =>
  answer.folder === 'openai' && isEndpoint(answer.wire) ? [{ ...answer, endpoint: answer.wire }] : [],
)

function isEndpoint(wire: Wire): wire is keyof typeof endpoints {
  return wire in endpoints
}

it('finds the recordings', () => {
  const counts = names.map((name) => replayed.filter(({ endpoint }) => endpoint === name).length)
  expect(counts).toEqual([59, 2, 1, 1, 1, 1])
})

describe.each(names)('a recorded answer of %s', (name) => {
  const { path, schema, body } = endpoints[name]
  const ofEndpoint = replayed.filter(({ endpoint }) => endpoint === name)
  let endpoint: Endpoint

  beforeAll(async () => {
    endpoint = await createEndpoint(path, { fields: { pricing: 'free' } })
  })

  it.each(ofEndpoint.map((answer) => [answer.name, answer] as const))('%s', async (_, { isStream, text, used }) => {
    endpoint.upstream.answer = () =>
      isStream ? answerStream(text) : new Response(text, { headers: { 'content-type': 'application/json' } })
    const response = await endpoint.post(body(endpoint.model, isStream))
    expect([response.status, await response.text()]).toEqual([200, text])
    if (!isStream) expect(schema.safeParse(JSON.parse(text)).error).toBeUndefined()
    expect(await endpoint.book(response)).toMatchObject({
      settlement_basis: used ? 'provider' : 'counted',
      ...(used && { usage: used }),
    })
  })
})
