import { describe, expect, it } from 'vitest'
import { createEndpoint, describeForm, toForm, type Sent } from '../support/endpoint.ts'

type Fields = Record<string, unknown>

const file = new File([new Uint8Array([82, 73, 70, 70, 255, 0, 13, 10])], 'tön.wav', { type: 'audio/wav' })

/** What all endpoints of OpenAI's wire format have in common: where, what a body needs, and an answer that is served. */
const endpoints: { path: string; capability: string; body: Fields; form?: true; answer?: () => Response }[] = [
  { path: '/v1/completions', capability: 'chat', body: { prompt: 'Once' } },
  { path: '/v1/responses', capability: 'chat', body: { input: 'Hello' } },
  { path: '/v1/embeddings', capability: 'embeddings', body: { input: 'Hello' } },
  { path: '/v1/images/generations', capability: 'image', body: { prompt: 'A lighthouse' } },
  { path: '/v1/images/edits', capability: 'image', body: { prompt: 'A lighthouse' }, form: true },
  {
    path: '/v1/audio/speech',
    capability: 'audio',
    body: { input: 'Hello' },
    answer: () => new Response(new Uint8Array([255, 0, 13, 10]), { headers: { 'content-type': 'audio/mpeg' } }),
  },
  { path: '/v1/audio/transcriptions', capability: 'speech_to_text', body: { file }, form: true },
  { path: '/v1/audio/translations', capability: 'speech_to_text', body: { file }, form: true },
  { path: '/v1/moderations', capability: 'moderation', body: { input: 'Hello' } },
  { path: '/v1/rerank', capability: 'rerank', body: { query: 'Who?', documents: ['Ada', 'Eve'] } },
]

const served = '{ "id":\t"any", "made_up": [1e2] }'
const answerJson = () => new Response(served, { headers: { 'content-type': 'application/json; charset=utf-8' } })
const answerHtml = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })

function toFormOf(fields: Fields): FormData {
  const parts = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((part) => [name, part] as const))
  return toForm(parts.map(([name, part]) => [name, part instanceof File ? part : String(part)] as const))
}

describe.each(endpoints)('$path', ({ path, capability, body, form, answer = answerJson }) => {
  const create = (parts: { fields?: object; provider?: object; answer?: () => Response } = {}) =>
    createEndpoint(path, {
      answer,
      ...parts,
      fields: { capabilities: [capability], pricing: 'free', ...parts.fields },
    })
  const toBody = (fields: Fields) => (form ? toFormOf(fields) : fields)
  /** The fields that reached the provider, in any order. */
  const expectFields = async ({ json, form: sentForm }: Sent, fields: Fields) => {
    if (form) expect(await describeForm(sentForm)).toEqual(await describeForm(toFormOf(fields)))
    else expect(json).toEqual(fields)
  }

  it('sends on all but the model’s name as it came, and hands the answer on byte for byte', async () => {
    const { post, sent, model, book } = await create()
    const more = { made_up: form ? '{"deep":[1,null]}' : { deep: [1, null] }, temperature: 0.3, 'many[]': ['a', 'b'] }
    const response = await post(toBody({ model, ...body, ...more }), { 'x-made-up': '1' })
    expect(response.status).toBe(200)
    const expected = answer()
    expect(response.headers.get('content-type')?.split(';')[0]).toBe(
      expected.headers.get('content-type')?.split(';')[0],
    )
    expect(await response.bytes()).toEqual(await expected.bytes())
    expect(sent).toHaveLength(1)
    expect(sent[0]!.path.endsWith(path)).toBe(true)
    await expectFields(sent[0]!, { ...body, ...more, model: 'the-model' })
    expect(await book(response)).toMatchObject({ state: 'settled', usage: { cost_usd: 0 } })
  })

  it('takes none of the fields by which another upstream would be chosen', async () => {
    const { post, sent, model } = await create()
    const elsewhere = { api_base: 'https://evil.example', base_url: 'https://evil.example', api_key: 'sk-1' }
    expect((await post(toBody({ model, ...body, ...elsewhere }))).status).toBe(200)
    await expectFields(sent[0]!, { ...body, model: 'the-model' })
  })

  it('obeys the parameter rules of the model', async () => {
    const parameters = {
      drop: ['user'],
      rename: { old_name: 'new_name' },
      default: { seed: 7, flavour: 'plain' },
      clamp: { temperature: { max: 1 }, top_p: { min: 0.5 } },
    }
    const { post, sent, model } = await create({ fields: { config: { parameters } } })
    const asked = { user: 'ada', old_name: 'x', flavour: 'spicy', temperature: form ? '1.5' : 1.5, top_p: 'high' }
    expect((await post(toBody({ model, ...body, ...asked }))).status).toBe(200)
    const ruled = { new_name: 'x', flavour: 'spicy', temperature: 1, top_p: 'high', seed: 7 }
    await expectFields(sent[0]!, { ...body, ...ruled, model: 'the-model' })
  })

  it('goes to the default of its capability when no model is named', async () => {
    const { post, model, superAdmin, gateway } = await create()
    const setDefault = { method: 'PUT', key: superAdmin.key, json: { model } }
    await gateway.fetch(`/api/v1/ai/capabilities/${capability}`, setDefault)
    const response = await post(toBody(body))
    expect([response.status, response.headers.get('x-gatehouse-model')]).toEqual([200, 'the-model'])
  })

  it('obeys the monthly limit', async () => {
    const { post, refuse, model, limit, sent } = await create()
    await limit({ monthly_limit: 1 })
    expect((await post(toBody({ model, ...body }))).status).toBe(200)
    expect(await refuse(toBody({ model, ...body }))).toMatchObject({ status: 429, code: 'monthly_limit_reached' })
    expect(sent).toHaveLength(1)
  })

  it('charges a call once for an Idempotency-Key', async () => {
    const { post, refuse, model, sent } = await create()
    const headers = { 'idempotency-key': 'once' }
    expect((await post(toBody({ model, ...body }), headers)).status).toBe(200)
    expect(await refuse(toBody({ model, ...body }), headers)).toMatchObject({ status: 409, code: 'duplicate_request' })
    expect(sent).toHaveLength(1)
  })

  it('is refused under a budget when the price is not known', async () => {
    const { refuse, model, limit, sent } = await create({ fields: { pricing: 'unknown' } })
    await limit({ monthly_budget_usd: 1 })
    expect(await refuse(toBody({ model, ...body }))).toMatchObject({ status: 403, code: 'budget_price_unknown' })
    expect(sent).toEqual([])
  })

  it('takes no HTML for an answer, and charges nothing for it', async () => {
    const { post, model, book } = await create({ answer: answerHtml })
    const response = await post(toBody({ model, ...body }))
    expect(response.status).toBe(502)
    expect(await response.text()).not.toContain('<html>')
    expect(await book(response)).toMatchObject({ state: 'released' })
  })

  it('hands the provider’s own refusal on, and charges nothing for it', async () => {
    const error = { message: 'Too long', type: 'invalid_request_error', param: 'input', code: 'too_long' }
    const { post, model, book } = await create({ answer: () => Response.json({ error }, { status: 400 }) })
    const response = await post(toBody({ model, ...body }))
    expect([response.status, await response.json()]).toEqual([400, { error }])
    expect(await book(response)).toMatchObject({ state: 'released' })
  })

  it('is refused where the protocol of the provider lacks it, and a model that cannot do it', async () => {
    // One has no chat, the other nothing else.
    const elsewhere = await create({ provider: { protocol: capability === 'chat' ? 'lmnt' : 'anthropic' } })
    const refusal = await elsewhere.refuse(toBody({ model: elsewhere.model, ...body }))
    expect(refusal).toMatchObject({ status: 400, code: 'operation_not_supported', param: 'model' })
    const unable = await create({ fields: { capabilities: ['video'] } })
    const other = await unable.refuse(toBody({ model: unable.model, ...body }))
    expect(other).toMatchObject({ status: 400, code: 'validation_failed', param: 'model' })
    expect([...elsewhere.sent, ...unable.sent]).toEqual([])
  })

  it('takes a form or JSON, not the other', async () => {
    const { refuse, model } = await create()
    const other = form ? { model, ...body } : toFormOf({ model, ...body })
    expect(await refuse(other)).toMatchObject({ status: 415, code: 'unsupported_media_type' })
  })

  // A response has none: it may go on from what the provider has stored.
  if (path !== '/v1/responses') {
    it('names the field that is missing', async () => {
      const { refuse, model } = await create()
      const [required] = Object.keys(body)
      expect(await refuse(toBody({ model }))).toMatchObject({ status: 400, code: 'validation_failed', param: required })
    })
  }
})

describe('a form', () => {
  const send = async (body: string, type: string) => {
    const { gateway, caller } = await createEndpoint('/v1/audio/transcriptions')
    const init = { method: 'POST', key: caller.key, headers: { 'content-type': type }, body }
    const response = await gateway.fetch('/v1/audio/transcriptions', init)
    return { status: response.status, error: (await response.json<{ error: object }>()).error }
  }

  it.each([
    ['--a\r\nContent-Dis', 'multipart/form-data; boundary=a'],
    ['--a\r\nContent-Dis', 'multipart/form-data'],
  ])('that is broken is refused as such: %j as %s', async (body, type) => {
    expect(await send(body, type)).toMatchObject({
      status: 400,
      error: { code: 'validation_failed', message: 'The body is not a valid form' },
    })
  })

  it('without a file, as from a plain HTML form, is refused', async () => {
    expect(await send('file=tone.wav&model=a', 'application/x-www-form-urlencoded')).toMatchObject({
      status: 400,
      error: { code: 'validation_failed', param: 'file', message: 'file: must be a file' },
    })
  })
})
