import { describe, expect, it } from 'vitest'
import mp3 from '../fixtures/audio/tone.mp3?inline'
import { expectProblem } from '../support/api.ts'
import { bytesOfDataUrl } from '../support/bridge-call.ts'
import { describeForm } from '../support/endpoint.ts'
import { createSimpleEndpoint } from '../support/simple-endpoint.ts'

const audio = bytesOfDataUrl(mp3)
const heard = {
  task: 'transcribe',
  language: 'english',
  duration: 8.47,
  text: 'Hello. Goodbye.',
  segments: [
    { id: 0, start: 0, end: 4.2, text: 'Hello.', tokens: [1] },
    { id: 1, start: 4.2, end: 8.47, text: 'Goodbye.', tokens: [2] },
  ],
  usage: { type: 'duration', seconds: 9 },
}

const createTranscriptions = (answer: unknown = heard) =>
  createSimpleEndpoint('/api/v1/ai/transcriptions', {
    fields: { capabilities: ['speech_to_text'] },
    answer: () => (answer instanceof Response ? answer : Response.json(answer)),
  })

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData()
  form.append('file', new File([audio], 'tön.mp3', { type: 'audio/mpeg' }))
  for (const [name, value] of Object.entries(fields)) form.append(name, value)
  return form
}

describe('simple transcripts', () => {
  it('are asked for with what the caller said, and nothing else', async () => {
    const { ask, model, sent } = await createTranscriptions()
    const options = { language: 'fa', prompt: 'سلام' }
    await ask(formOf({ model }))
    await ask(formOf({ model, ...options, segments: 'true' }))
    expect(sent[0]!.path).toMatch(/\/v1\/audio\/transcriptions$/)
    const expected = [{ model: 'the-model' }, { model: 'the-model', ...options, response_format: 'verbose_json' }]
    expect(await Promise.all(sent.map(({ form }) => describeForm(form)))).toEqual(
      await Promise.all(expected.map((fields) => describeForm(formOf(fields)))),
    )
  })

  it('have text, language, length and segments', async () => {
    const { ask, model, readUsage } = await createTranscriptions()
    const { status, body } = await ask(formOf({ model, segments: 'true' }))
    expect(status).toBe(200)
    expect(body).toEqual({
      text: 'Hello. Goodbye.',
      language: 'english',
      duration_seconds: 9,
      segments: [
        { start: 0, end: 4.2, text: 'Hello.' },
        { start: 4.2, end: 8.47, text: 'Goodbye.' },
      ],
      provider: model.split('/')[0],
      model: 'the-model',
      key_source: 'shared',
      generation_time_ms: expect.any(Number),
    })
    expect(await readUsage()).toMatchObject({ totals: { requests: 1, audio_seconds: 9 } })
  })

  it('have only what the provider says; the length is counted from the file then', async () => {
    const { ask, model, readUsage } = await createTranscriptions({ text: '' })
    expect((await ask(formOf({ model }))).body).toMatchObject({
      text: '',
      language: null,
      duration_seconds: null,
      segments: null,
    })
    expect((await readUsage()).totals['audio_seconds']).toBeCloseTo(1.584, 3)
  })

  it.each([
    ['segments', { segments: 'yes' }],
    ['language', { language: '' }],
    ['response_format', { response_format: 'srt' }],
  ])('are refused for a wrong %s', async (field, more) => {
    const { ask, model, sent } = await createTranscriptions()
    expectProblem(await ask(formOf({ model, ...more })), 400, 'validation_failed', field)
    expect(sent).toEqual([])
  })

  it('need a file', async () => {
    const { ask, model } = await createTranscriptions()
    const empty = new FormData()
    empty.append('model', model)
    expectProblem(await ask(empty), 400, 'validation_failed', 'file')
    empty.append('file', 'tone.mp3')
    expectProblem(await ask(empty), 400, 'validation_failed', 'file')
  })

  it.each([
    ['without a text', {}],
    ['of which the text is none', { text: ['Hello'] }],
    ['with segments of another form', { text: 'Hello', segments: [{ start: '00:01', text: 'Hello' }] }],
    ['that are not JSON', new Response('Hello', { headers: { 'content-type': 'text/plain' } })],
  ])('%s are a 502', async (_, answer) => {
    const { ask, model } = await createTranscriptions(answer)
    expectProblem(await ask(formOf({ model })), 502, 'upstream_error')
  })
})
