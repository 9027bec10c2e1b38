import { describe, expect, it } from 'vitest'
import { answerStream, createEndpoint, describeForm, toEventStream, toForm } from '../support/endpoint.ts'

const usage = { input_tokens: 50, output_tokens: 1_000, total_tokens: 1_050 }
const images = (count: number, more: object = {}) => ({
  created: 1,
  data: Array.from({ length: count }, () => ({ b64_json: 'iVBOR' })),
  ...more,
})
const variants = {
  pricing_image: 0.02,
  pricing_image_variants: [
    { size: '1024x1024', quality: 'high', price: 0.167 },
    { size: '1024x1024', price: 0.042 },
    { quality: 'high', price: 0.25 },
  ],
}

const createImages = (answer: () => Response, fields: object = variants) =>
  createEndpoint('/v1/images/generations', { fields, answer })
const createEdits = (answer: () => Response, fields: object = variants) =>
  createEndpoint('/v1/images/edits', { fields, answer })

const png = (name: string, ...bytes: number[]) =>
  new File([new Uint8Array([137, ...bytes])], name, { type: 'image/png' })

const toEditForm = (fields: Record<string, string>, files: [name: string, file: File][] = []) =>
  toForm([...Object.entries(fields), ...files])

describe('images', () => {
  it.each([
    // Three images each, by the first variant that fits.
    [{ size: '1024x1024', quality: 'high' }, 0.501],
    [{ size: '1024x1024', quality: 'low' }, 0.126],
    [{ size: '512x512', quality: 'high' }, 0.75],
    [{ size: '512x512', quality: 'low' }, 0.06],
    // What the provider may choose is the dearest that fits.
    [{}, 0.75],
    [{ size: 'auto', quality: 'auto' }, 0.75],
    [{ size: null, quality: 'low' }, 0.126],
    [{ size: '1024x1024', quality: 'auto' }, 0.75],
  ])('of %o cost what their variant does', async (asked, cost_usd) => {
    const { post, model, book } = await createImages(() => Response.json(images(3)))
    expect(await book(await post({ model, prompt: 'A lighthouse', n: 3, ...asked }))).toMatchObject({
      settlement_basis: 'counted',
      usage: { images: 3, cost_usd },
    })
  })

  it('are priced by what the rules of the model make of the request', async () => {
    const config = { parameters: { default: { quality: 'high' }, drop: ['size'] } }
    const { post, model, book, sent } = await createImages(() => Response.json(images(1)), { ...variants, config })
    const booked = await book(await post({ model, prompt: 'A lighthouse', size: '1024x1024' }))
    expect(sent[0]!.json).toEqual({ model: 'the-model', prompt: 'A lighthouse', quality: 'high' })
    expect(booked.usage.cost_usd).toBe(0.25)
  })

  it('are as many as came, whatever was asked for', async () => {
    const { post, model, book } = await createImages(() => Response.json(images(2)), { pricing_image: 0.04 })
    const booked = await book(await post({ model, prompt: 'A lighthouse', n: 5 }))
    expect(booked.usage).toMatchObject({ images: 2, cost_usd: 0.08 })
    const unlisted = await createImages(() => Response.json({ made: true }), { pricing_image: 0.04 })
    const counted = await unlisted.book(await unlisted.post({ model: unlisted.model, prompt: 'A lighthouse', n: 5 }))
    expect(counted.usage).toMatchObject({ images: 5, cost_usd: 0.2 })
  })

  it('are booked by tokens where the provider says them', async () => {
    const { post, model, book } = await createImages(() => Response.json(images(1, { usage })), {
      pricing_input: 5,
      pricing_output: 40,
    })
    expect(await book(await post({ model, prompt: 'A lighthouse' }))).toMatchObject({
      settlement_basis: 'provider',
      // 50 × 5 + 1,000 × 40 micro-USD.
      usage: { images: 1, input_tokens: 50, output_tokens: 1_000, cost_usd: 0.040_25 },
    })
  })

  it('under a budget reserve as many as are asked for', async () => {
    const { post, refuse, model, limit } = await createImages(() => Response.json(images(1)), { pricing_image: 0.04 })
    await limit({ monthly_budget_usd: 0.12 })
    const body = { model, prompt: 'A lighthouse' }
    expect(await refuse({ ...body, n: 4 })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post({ ...body, n: 3 })).status).toBe(200)
  })

  it('with a price by tokens need a bound of them under a budget', async () => {
    const bounded = { pricing_input: 0, pricing_output: 40, max_output_tokens: 5_000 }
    const { post, refuse, model, limit } = await createImages(() => Response.json(images(1, { usage })), bounded)
    await limit({ monthly_budget_usd: 0.4 })
    const body = { model, prompt: 'A lighthouse' }
    expect(await refuse({ ...body, n: 3 })).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post({ ...body, n: 2 })).status).toBe(200)
    const unbounded = await createImages(() => Response.json(images(1)), { pricing_input: 0, pricing_output: 40 })
    await unbounded.limit({ monthly_budget_usd: 100 })
    expect(await unbounded.refuse({ ...body, model: unbounded.model })).toMatchObject({
      code: 'budget_needs_max_tokens',
    })
  })

  it.each([0, -1, 1.5, 1e9, '2'])('cannot be %o', async (n) => {
    const { refuse, model } = await createImages(() => Response.json(images(1)))
    expect(await refuse({ model, prompt: 'A lighthouse', n })).toMatchObject({ code: 'validation_failed', param: 'n' })
  })

  it('cannot be drawn by another model than the one that is paid for', async () => {
    const { refuse, model } = await createImages(() => Response.json(images(1)))
    const refusal = await refuse({ model, prompt: 'A lighthouse', output_format: 'svg', svg: { model: 'dear' } })
    expect(refusal).toMatchObject({ code: 'validation_failed', param: 'svg' })
    const edits = await createEdits(() => Response.json(images(1)))
    const form = toEditForm({ model: edits.model, prompt: 'A lighthouse', 'svg[model]': 'dear' })
    expect(await edits.refuse(form)).toMatchObject({ code: 'validation_failed', param: 'svg[model]' })
  })
})

describe('edits', () => {
  it('go on with every file and field, and cost what their variant does', async () => {
    const { post, model, book, sent } = await createEdits(() => Response.json(images(2)))
    const fields = { prompt: 'A lighthouse', n: '2', size: '1024x1024', quality: 'high', made_up: '' }
    const files: [string, File][] = [
      ['image[]', png('a.png', 0, 13, 10)],
      ['image[]', png('b.png', 255)],
      ['mask', png('mask.png', 1)],
    ]
    const response = await post(toEditForm({ model, ...fields }, files))
    expect(response.status).toBe(200)
    const expected = toEditForm({ ...fields, model: 'the-model' }, files)
    expect(await describeForm(sent[0]!.form)).toEqual(await describeForm(expected))
    expect(await book(response)).toMatchObject({ usage: { images: 2, cost_usd: 0.334 } })
  })

  it('under a budget reserve for every file', async () => {
    const priced = { pricing_input: 1, pricing_output: 0, max_output_tokens: 1 }
    const { post, refuse, model, limit } = await createEdits(() => Response.json(images(1, { usage })), priced)
    await limit({ monthly_budget_usd: 0.1 })
    const form = (count: number) => {
      const files = Array.from({ length: count }, (_, at): [string, File] => ['image[]', png(`${at}.png`)])
      return toEditForm({ model, prompt: 'A lighthouse' }, files)
    }
    expect(await refuse(form(3))).toMatchObject({ status: 429, code: 'budget_reached' })
    expect((await post(form(2))).status).toBe(200)
  })

  it.each(['0', '-1', '1.5', '1e999', 'Infinity', 'NaN', '129', '99999999999999999999', 'two', ''])(
    'cannot be %j',
    async (n) => {
      const { refuse, model, sent } = await createEdits(() => Response.json(images(1)))
      const refusal = await refuse(toEditForm({ model, prompt: 'A lighthouse', n }))
      expect(refusal).toMatchObject({ status: 400, code: 'validation_failed', param: 'n' })
      expect(sent).toEqual([])
    },
  )
})

describe('streamed images', () => {
  const completed = (kind: string) => ({ type: `${kind}.completed`, b64_json: 'iVBOR', usage })
  const partial = (kind: string) => ({ type: `${kind}.partial_image`, b64_json: 'iVBOR', partial_image_index: 0 })

  it('go on as they came, and are booked', async () => {
    const text = toEventStream([partial('image_generation'), completed('image_generation')])
    const { post, model, book } = await createImages(() => answerStream(text), { pricing_input: 5, pricing_output: 40 })
    const response = await post({ model, prompt: 'A lighthouse', stream: true, partial_images: 1 })
    expect(await response.text()).toBe(text)
    expect(await book(response)).toMatchObject({
      settlement_basis: 'provider',
      usage: { images: 1, input_tokens: 50, output_tokens: 1_000, cost_usd: 0.040_25 },
    })
  })

  it('of an edit too', async () => {
    const text = toEventStream([completed('image_edit')])
    const { post, model, book, sent } = await createEdits(() => answerStream(text), { pricing_image: 0.04 })
    const response = await post(
      toEditForm({ model, prompt: 'A lighthouse', stream: 'true' }, [['image', png('a.png')]]),
    )
    expect(await response.text()).toBe(text)
    expect(sent[0]!.form.get('stream')).toBe('true')
    expect(await book(response)).toMatchObject({ settlement_basis: 'provider', usage: { images: 1, cost_usd: 0.04 } })
  })

  it('that break off end with an error, and are charged as asked for', async () => {
    const text = toEventStream([partial('image_generation')])
    const { post, model, book } = await createImages(() => answerStream(text), { pricing_image: 0.04 })
    const response = await post({ model, prompt: 'A lighthouse', stream: true })
    expect((await response.text()).slice(text.length)).toMatch(/"code":"upstream_error"/)
    expect(await book(response)).toMatchObject({ settlement_basis: 'aborted', usage: { images: 1, cost_usd: 0.04 } })
  })
})
