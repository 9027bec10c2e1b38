import { describe, expect, it } from 'vitest'
import mp3 from '../fixtures/audio/tone.mp3?inline'
import wav from '../fixtures/audio/tone.wav?inline'
import { bytesOfDataUrl } from '../support/bridge-call.ts'
import { answerStream, createEndpoint, describeForm, toEventStream, toForm } from '../support/endpoint.ts'

/** 1.5 s long. */
const tone = new File([bytesOfDataUrl(wav)], 'tone.wav', { type: 'audio/wav' })
const noise = (bytes: number) => new File([new Uint8Array(bytes).fill(1)], 'noise.bin', { type: 'audio/unheard' })

/** 100 micro-USD a second. */
const byMinutes = { pricing_audio_minute: 0.006 }
const byTokens = { pricing_input: 1, pricing_output: 10, max_output_tokens: 100 }

const createTranscriptions = (answer: () => Response, fields: object = byMinutes) =>
  createEndpoint('/v1/audio/transcriptions', { fields, answer })

const toAudioForm = (model: string, file: File = tone, fields: [name: string, value: string][] = []) =>
  toForm([['file', file], ['model', model], ...fields])

describe('a transcript', () => {
  it('of a file goes on with every byte and field', async () => {
    const { post, model, sent } = await createTranscriptions(() => Response.json({ text: 'Hello' }))
    const fields: [string, string][] = [
      ['response_format', 'verbose_json'],
      ['timestamp_granularities[]', 'word'],
      ['timestamp_granularities[]', 'segment'],
      ['include', 'a'],
      ['include', 'b'],
      ['temperature', '0'],
    ]
    expect((await post(toAudioForm(model, tone, fields))).status).toBe(200)
    expect(await describeForm(sent[0]!.form)).toEqual(await describeForm(toAudioForm('the-model', tone, fields)))
    expect(sent[0]!.type).toMatch(/^multipart\/form-data; ?boundary=/)
  })

  it.each([
    ['text/plain; charset=utf-8', 'Hello there\n'],
    ['text/vtt', 'WEBVTT\n\n00:00.000 --> 00:01.500\nHello\n'],
    ['application/x-subrip', '1\n00:00:00,000 --> 00:00:01,500\nHello\n'],
  ])('as %s goes on as it came, and costs what was read from the file', async (type, text) => {
    const { post, model, book } = await createTranscriptions(
      () => new Response(text, { headers: { 'content-type': type } }),
    )
    const response = await post(toAudioForm(model))
    expect([response.headers.get('content-type'), await response.text()]).toEqual([type, text])
    expect(await book(response)).toMatchObject({
      settlement_basis: 'counted',
      usage: { audio_seconds: 1.5, input_tokens: 0, output_tokens: 0, cost_usd: 0.000_15 },
    })
  })

  it.each([
    [{ usage: { type: 'duration', seconds: 3 } }, 3, 0.000_3],
    [{ duration: 8.47 }, 8.47, 0.000_847],
    [{ duration: '8.4700001' }, 8.47, 0.000_847],
    [{ duration: 8.470_6 }, 8.471, 0.000_848],
    [{ usage: { prompt_audio_seconds: 2, prompt_tokens: 4, total_tokens: 60 } }, 2, 0.000_2],
    [{ duration: 9, usage: { type: 'duration', seconds: 3 } }, 3, 0.000_3],
  ])('is booked as %o says', async (said, audio_seconds, cost_usd) => {
    const { post, model, book } = await createTranscriptions(() => Response.json({ text: 'Hello', ...said }))
    expect(await book(await post(toAudioForm(model)))).toMatchObject({
      settlement_basis: 'provider',
      usage: { audio_seconds, input_tokens: 0, output_tokens: 0, cost_usd },
    })
  })

  it.each([-1, 1e300, 'NaN', 'Infinity', '', null, {}, true])('of %o seconds is not believed', async (seconds) => {
    const answer = { text: 'Hello', duration: seconds, usage: { type: 'duration', seconds } }
    const { post, model, book } = await createTranscriptions(() => Response.json(answer))
    expect(await book(await post(toAudioForm(model)))).toMatchObject({
      settlement_basis: 'counted',
      usage: { audio_seconds: 1.5, cost_usd: 0.000_15 },
    })
  })

  it('is booked by tokens where the provider says them', async () => {
    const usage = { type: 'tokens', input_tokens: 14, input_token_details: { audio_tokens: 14 }, output_tokens: 45 }
    const { post, model, book } = await createTranscriptions(() => Response.json({ text: 'Hello', usage }), byTokens)
    expect(await book(await post(toAudioForm(model)))).toMatchObject({
      settlement_basis: 'provider',
      usage: { audio_seconds: 1.5, input_tokens: 14, output_tokens: 45, cost_usd: 0.000_464 },
    })
  })

  it('of a model that is priced by tokens is counted where the provider says nothing', async () => {
    const { post, model, book } = await createTranscriptions(() => Response.json({ text: 'Hello you' }), byTokens)
    expect(await book(await post(toAudioForm(model, tone, [['prompt', 'A greeting']])))).toMatchObject({
      settlement_basis: 'counted',
      // 10 tokens a second, 12 bytes of prompt in its quotes, and 9 bytes of text.
      usage: { input_tokens: 18, output_tokens: 3 },
    })
  })

  it('of a file that cannot be read is reserved as the longest, and counted as is likely', async () => {
    const { post, refuse, model, book, limit } = await createTranscriptions(() => Response.json({ text: 'Hello' }))
    // 6,000 bytes are 8 s at 6 kbit/s, and 1.5 s at 32.
    await limit({ monthly_budget_usd: 0.000_8 })
    expect(await refuse(toAudioForm(model, noise(6_001)))).toMatchObject({ status: 429, code: 'budget_reached' })
    const response = await post(toAudioForm(model, noise(6_000)))
    expect(response.status).toBe(200)
    expect(await book(response)).toMatchObject({ usage: { audio_seconds: 1.5, cost_usd: 0.000_15 } })
  })

  it('under a budget reserves what was read from the file', async () => {
    const { post, refuse, model, limit } = await createTranscriptions(() => Response.json({ text: 'Hello' }))
    await limit({ monthly_budget_usd: 0.000_15 })
    const longer = new File([bytesOfDataUrl(mp3)], 'tone.mp3', { type: 'audio/mpeg' })
    expect(await refuse(toAudioForm(model, longer))).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post(toAudioForm(model))).status).toBe(200)
  })

  it('cannot be of a text, of two files, or streamed perhaps', async () => {
    const { refuse, model, sent } = await createTranscriptions(() => Response.json({ text: 'Hello' }))
    expect(await refuse(toForm([['file', 'tone.wav']]))).toMatchObject({ status: 400, param: 'file' })
    const twice = toAudioForm(model)
    twice.append('file', tone)
    expect(await refuse(twice)).toMatchObject({ status: 400, param: 'file' })
    expect(await refuse(toAudioForm(model, tone, [['model', 'other']]))).toMatchObject({ status: 400, param: 'model' })
    expect(await refuse(toAudioForm(model, tone, [['stream', 'perhaps']]))).toMatchObject({
      status: 400,
      param: 'stream',
    })
    expect(sent).toEqual([])
  })

  it('may be of a large file', async () => {
    const { post, model, sent } = await createTranscriptions(() => Response.json({ text: 'Hello' }))
    const large = noise(25 * 1024 * 1024)
    expect((await post(toAudioForm(model, large))).status).toBe(200)
    expect((sent[0]!.form.get('file') as File).size).toBe(large.size)
  })
})

describe('a streamed transcript', () => {
  const delta = (text: string) => ({ type: 'transcript.text.delta', delta: text })
  const usage = { type: 'tokens', input_tokens: 14, output_tokens: 45, total_tokens: 59 }

  it('goes on as it came, and is booked', async () => {
    const text = toEventStream([delta('Hel'), delta('lo'), { type: 'transcript.text.done', text: 'Hello', usage }])
    const { post, model, book, sent } = await createTranscriptions(() => answerStream(text), byTokens)
    const response = await post(toAudioForm(model, tone, [['stream', 'true']]))
    expect(await response.text()).toBe(text)
    expect(sent[0]!.form.get('stream')).toBe('true')
    expect(await book(response)).toMatchObject({
      settlement_basis: 'provider',
      usage: { input_tokens: 14, output_tokens: 45, cost_usd: 0.000_464 },
    })
  })

  it('that breaks off ends with an error, and is counted', async () => {
    const text = toEventStream([delta('Hell')])
    const { post, model, book } = await createTranscriptions(() => answerStream(text), byTokens)
    const response = await post(toAudioForm(model, tone, [['stream', 'true']]))
    expect((await response.text()).slice(text.length)).toMatch(/"code":"upstream_error"/)
    expect(await book(response)).toMatchObject({
      settlement_basis: 'aborted',
      usage: { audio_seconds: 1.5, input_tokens: 15, output_tokens: 1 },
    })
  })
})

describe('a translation', () => {
  it('is metered as a transcript is', async () => {
    const answer = () => Response.json({ text: 'Hello', duration: 2 })
    const { post, model, book, sent } = await createEndpoint('/v1/audio/translations', { fields: byMinutes, answer })
    expect(await book(await post(toAudioForm(model)))).toMatchObject({ usage: { audio_seconds: 2, cost_usd: 0.000_2 } })
    expect(sent[0]!.path).toMatch(/\/v1\/audio\/translations$/)
  })
})
