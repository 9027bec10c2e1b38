/** Answers recorded from OpenAI, through the endpoints of its wire format: byte for byte, and metered to the token. */
import { beforeAll, describe, expect, it } from 'vitest'
import type { z } from 'zod'
import { Completion } from '../../src/gateway/completions/schemas.ts'
import { EmbeddingList } from '../../src/gateway/embeddings/schemas.ts'
import { ImageList } from '../../src/gateway/images/schemas.ts'
import { ModelResponse } from '../../src/gateway/responses/schemas.ts'
import { Transcription } from '../../src/gateway/transcriptions/schemas.ts'
import { answerStream, createEndpoint, toForm, type Endpoint } from '../support/endpoint.ts'
import { recordings, type Recording } from '../support/recordings.ts'

type Raw = { [field: string]: unknown }
type Usage = {
  prompt_tokens?: number
  completion_tokens?: number
  input_tokens?: number
  output_tokens?: number
  input_tokens_details?: { cached_tokens?: number }
  output_tokens_details?: { reasoning_tokens?: number }
  seconds?: number
}

type Replayed = {
  path: string
  schema: z.ZodType
  body: (model: string, isStream: boolean) => object | FormData
}

const streamed = (isStream: boolean) => ({ ...(isStream && { stream: true, stream_options: { include_usage: true } }) })

const endpoints: Record<string, Replayed> = {
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
}

/** `null`: it is of another endpoint, or no answer. */
function endpointOf({ name, answer }: Recording): keyof typeof endpoints | null {
  const first = JSON.parse(answer.kind === 'whole' ? answer.body : (answer.events[0] ?? '{}')) as Raw
  if (first['object'] === 'response' || first['type'] === 'response.created') return 'responses'
  if (first['object'] === 'text_completion') return 'completions'
  if (name === 'openai-embedding.json') return 'embeddings'
  if (name === 'openai-image.json') return 'images'
  if (name === 'openai-image-edit.json') return 'edits'
  return name === 'openai-transcription.json' ? 'transcriptions' : null
}

const replayed = recordings
  // Of one, the first and the last event are not JSON.
  .filter(({ folder, name }) => folder === 'openai' && name !== 'parallel-tool-call-wrapper.1.chunks.txt')
  .flatMap((recording) => {
    const endpoint = endpointOf(recording)
    return endpoint === null ? [] : [{ ...recording, endpoint }]
  })

/** The last usage that is said. */
function usageOf({ answer }: Recording): Usage | null {
  const said = (answer.kind === 'whole' ? [answer.body] : answer.events).flatMap((text) => {
    const { usage, response } = JSON.parse(text) as Raw
    const found = usage ?? (response as Raw | undefined)?.['usage']
    return found ? [found as Usage] : []
  })
  return said.at(-1) ?? null
}

function toText({ answer }: Recording): string {
  return answer.kind === 'whole' ? answer.body : answer.events.map((event) => `data: ${event}\n\n`).join('')
}

function figuresOf(usage: Usage) {
  return {
    input_tokens: usage.input_tokens ?? usage.prompt_tokens ?? 0,
    output_tokens: usage.output_tokens ?? usage.completion_tokens ?? 0,
    cached_input_tokens: usage.input_tokens_details?.cached_tokens ?? 0,
    reasoning_tokens: usage.output_tokens_details?.reasoning_tokens ?? 0,
    ...(usage.seconds !== undefined && { audio_seconds: usage.seconds }),
  }
}

it('finds the recordings', () => {
  const counts = Object.keys(endpoints).map((name) => replayed.filter(({ endpoint }) => endpoint === name).length)
  expect(counts).toEqual([55, 2, 1, 1, 1, 1])
})

describe.each(Object.keys(endpoints))('a recorded answer of %s', (name) => {
  const { path, schema, body } = endpoints[name]!
  const ofEndpoint = replayed.filter(({ endpoint }) => endpoint === name)
  let endpoint: Endpoint

  beforeAll(async () => {
    endpoint = await createEndpoint(path, { fields: { pricing: 'free' } })
  })

  it.each(ofEndpoint.map((recording) => [recording.name, recording] as const))('%s', async (_, recording) => {
    const { answer } = recording
    const isStream = answer.kind === 'stream'
    const text = toText(recording)
    endpoint.upstream.answer = () =>
      isStream ? answerStream(text) : new Response(text, { headers: { 'content-type': 'application/json' } })
    const response = await endpoint.post(body(endpoint.model, isStream))
    expect([response.status, await response.text()]).toEqual([200, text])
    if (answer.kind === 'whole') expect(schema.safeParse(JSON.parse(answer.body)).error).toBeUndefined()
    const usage = usageOf(recording)
    expect(await endpoint.book(response)).toMatchObject({
      settlement_basis: usage ? 'provider' : 'counted',
      ...(usage && { usage: figuresOf(usage) }),
    })
  })
})
