/** What the simple endpoints over the gateway's own calls have in common. */
import { describe, expect, it } from 'vitest'
import { expectProblem } from '../support/api.ts'
import { createSimpleEndpoint } from '../support/simple-endpoint.ts'

type Fields = Record<string, string | string[] | File>

/** A body, an answer that is served, and how that is counted. */
const endpoints: {
  path: string
  capability: string
  body: Fields
  form?: true
  answer: () => Response
  counted: Record<string, number>
}[] = [
  {
    path: '/api/v1/ai/images',
    capability: 'image',
    body: { prompt: 'A lighthouse' },
    answer: () => Response.json({ data: [{ url: 'https://images.example/1' }, { url: 'https://images.example/2' }] }),
    counted: { images: 2 },
  },
  {
    path: '/api/v1/ai/audio',
    capability: 'audio',
    body: { text: 'Grüße 🌊' },
    answer: () => new Response(new Uint8Array([255, 0]), { headers: { 'content-type': 'audio/mpeg' } }),
    counted: { characters: 7 },
  },
  {
    path: '/api/v1/ai/transcriptions',
    capability: 'speech_to_text',
    body: { file: new File([new Uint8Array([82, 73, 70, 70, 255, 0])], 'tön.wav', { type: 'audio/wav' }) },
    form: true,
    answer: () => Response.json({ text: 'Hello', usage: { type: 'duration', seconds: 3 } }),
    counted: { audio_seconds: 3 },
  },
  {
    path: '/api/v1/ai/embeddings',
    capability: 'embeddings',
    body: { input: 'Hello' },
    answer: () => Response.json({ data: [{ index: 0, embedding: [0.5] }], usage: { prompt_tokens: 9 } }),
    counted: { input_tokens: 9 },
  },
  {
    path: '/api/v1/ai/video',
    capability: 'video',
    body: { prompt: 'A lighthouse' },
    answer: () => Response.json({ id: 'job_up', status: 'completed', seconds: '4' }),
    counted: { video_seconds: 4 },
  },
]

const answerHtml = () => new Response('<html>', { headers: { 'content-type': 'text/html' } })

describe.each(endpoints)('$path', ({ path, capability, body, form, answer, counted }) => {
  const create = (parts: Parameters<typeof createSimpleEndpoint>[1] = {}) =>
    createSimpleEndpoint(path, { answer, ...parts, fields: { capabilities: [capability], pricing: 'free' } })
  const toBody = (more: Fields) => {
    const fields = { ...body, ...more }
    if (!form) return fields
    const sent = new FormData()
    for (const [name, value] of Object.entries(fields)) sent.append(name, value as string)
    return sent
  }

  it('serves with and without a slash at its end, and counts each call once, in its unit', async () => {
    const { post, model, gateway, caller, readUsage } = await create()
    const response = await post(toBody({ model }))
    expect(response.status).toBe(200)
    expect(response.headers.get('x-gatehouse-model')).toBe('the-model')
    expect(response.headers.get('x-ratelimit-remaining-requests')).toBe('999')
    await response.bytes()
    expect(await readUsage()).toMatchObject({ open_requests: 0, totals: { requests: 1, ...counted } })
    const sent = toBody({ model })
    const init = sent instanceof FormData ? { method: 'POST', body: sent } : { json: sent }
    const slashed = await gateway.fetch(`${path}/`, { key: caller.key, ...init })
    expect(slashed.status).toBe(200)
    await slashed.bytes()
    expect((await readUsage()).totals['requests']).toBe(2)
  })

  it('takes provider and model apart, and the capability’s default', async () => {
    const { post, model, gateway, superAdmin, sent } = await create()
    const [provider, name] = model.split('/') as [string, string]
    expect((await post(toBody({ provider, model: name }))).status).toBe(200)
    await gateway.fetch(`/api/v1/ai/capabilities/${capability}`, {
      method: 'PUT',
      key: superAdmin.key,
      json: { model },
    })
    expect((await post(toBody({}))).status).toBe(200)
    for (const { json, form: sentForm } of sent) expect(json['model'] ?? sentForm.get('model')).toBe('the-model')
  })

  it('names the fields that it does not know, and a provider without a model', async () => {
    const { ask, sent } = await create()
    const unknown = await ask(toBody({ api_base: 'https://evil.example', stream: 'true' }))
    expectProblem(unknown, 400, 'validation_failed', 'api_base', 'stream')
    expectProblem(await ask(toBody({ provider: 'any' })), 400, 'validation_failed', 'model')
    expect(sent).toEqual([])
  })

  it('takes no body of another type', async () => {
    const { ask } = await create()
    expectProblem(await ask(form ? body : new FormData()), 415, 'unsupported_media_type')
  })

  it('stops at the monthly limit', async () => {
    const { post, ask, model, limit, sent } = await create()
    await limit({ monthly_limit: 1 })
    await (await post(toBody({ model }))).bytes()
    expectProblem(await ask(toBody({ model })), 429, 'monthly_limit_reached')
    expect(sent).toHaveLength(1)
  })

  it('charges a call once for an Idempotency-Key', async () => {
    const { post, ask, model, sent } = await create()
    const headers = { 'idempotency-key': 'once' }
    await (await post(toBody({ model }), headers)).bytes()
    expectProblem(await ask(toBody({ model }), headers), 409, 'duplicate_request')
    expect(sent).toHaveLength(1)
  })

  it('answers 502 to HTML, and counts nothing', async () => {
    const { ask, model, readUsage } = await create({ answer: answerHtml })
    const refused = await ask(toBody({ model }))
    expectProblem(refused, 502, 'upstream_error')
    expect(JSON.stringify(refused.body)).not.toContain('<html>')
    expect(await readUsage()).toMatchObject({ open_requests: 0, totals: { requests: 0 } })
  })

  it('says in its own form what the provider refuses, and counts nothing', async () => {
    const error = { message: 'Not like that', type: 'invalid_request_error', param: null, code: 'no' }
    const { ask, model, readUsage } = await create({ answer: () => Response.json({ error }, { status: 400 }) })
    expect(expectProblem(await ask(toBody({ model })), 400, 'upstream_error').detail).toContain('Not like that')
    expect((await readUsage()).totals['requests']).toBe(0)
  })
})
