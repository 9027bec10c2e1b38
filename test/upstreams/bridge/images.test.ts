import { createAmazonBedrock } from '@ai-sdk/amazon-bedrock'
import { createBlackForestLabs } from '@ai-sdk/black-forest-labs'
import { createFal } from '@ai-sdk/fal'
import { createFireworks } from '@ai-sdk/fireworks'
import { createGoogle } from '@ai-sdk/google'
import { createLuma } from '@ai-sdk/luma'
import type { ImageModelV4 } from '@ai-sdk/provider'
import { createReplicate } from '@ai-sdk/replicate'
import { createTogetherAI } from '@ai-sdk/togetherai'
import { createXai } from '@ai-sdk/xai'
import { describe, expect, it } from 'vitest'
import { bridgeImages } from '../../../src/upstreams/bridge/images.ts'
import { createBridgeCall, refusedFields, type SentRequest } from '../../support/bridge-call.ts'
import { validateOpenAi } from '../../support/openai-schema.ts'

const apiKey = 'key'
/** One grey pixel. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=='
const pngBytes = Uint8Array.from(atob(png), (char) => char.charCodeAt(0))
const asBytes = () => new Response(pngBytes)

const models = {
  bedrock: (fetch) => createAmazonBedrock({ apiKey, region: 'us-east-1', fetch }).imageModel('amazon.nova-canvas-v1:0'),
  bfl: (fetch) => createBlackForestLabs({ apiKey, fetch, pollIntervalMillis: 1 }).image('flux-pro-1.1'),
  fal: (fetch) => createFal({ apiKey, fetch }).image('fal-ai/flux/schnell'),
  fireworks: (fetch) => createFireworks({ apiKey, fetch }).imageModel('accounts/fireworks/models/flux-1-dev-fp8'),
  fireworksKontext: (fetch) =>
    createFireworks({ apiKey, fetch }).imageModel('accounts/fireworks/models/flux-kontext-pro'),
  google: (fetch) => createGoogle({ apiKey, fetch }).image('gemini-2.5-flash-image'),
  luma: (fetch) => createLuma({ apiKey, fetch }).image('photon-1'),
  replicate: (fetch) => createReplicate({ apiToken: apiKey, fetch }).image('black-forest-labs/flux-schnell'),
  together: (fetch) => createTogetherAI({ apiKey, fetch }).imageModel('black-forest-labs/FLUX.1-schnell'),
  xai: (fetch) => createXai({ apiKey, fetch }).image('grok-imagine-image'),
} satisfies Record<string, (fetch: typeof globalThis.fetch) => ImageModelV4>

type Model = keyof typeof models

const callOf = (model: Model, answer: (request: SentRequest, index: number) => Response) =>
  createBridgeCall<'imageModel'>(model, models[model], answer)

const bodies = (sent: SentRequest[]) => sent.map(({ body }) => body as Record<string, unknown>)

const gemini = () =>
  Response.json({
    candidates: [{ content: { parts: [{ inlineData: { mimeType: 'image/png', data: png } }] }, finishReason: 'STOP' }],
    usageMetadata: { promptTokenCount: 7, candidatesTokenCount: 1290, totalTokenCount: 1297 },
  })

function editOf(fields: Record<string, string | File | File[]>): FormData {
  const form = new FormData()
  form.append('prompt', 'Make it blue')
  for (const [name, value] of Object.entries(fields)) {
    for (const entry of Array.isArray(value) ? value : [value]) form.append(name, entry)
  }
  return form
}

const image = (name = 'a.png') => new File([pngBytes, new Uint8Array(6)], name, { type: 'image/png' })

describe('images', () => {
  it('come as base64, one call an image where the model makes one at a time', async () => {
    const { call, sent } = callOf('google', gemini)
    const request = { model: 'x', prompt: 'A cat', n: 2, size: '1536x1024', user: 'u' }
    const answer = await (await bridgeImages(call, request, 'generate')).json()
    expect(validateOpenAi('ImagesResponse', answer)).toEqual([])
    expect(answer).toEqual({
      created: 1_760_000_000,
      data: [{ b64_json: png }, { b64_json: png }],
      output_format: 'png',
      usage: {
        input_tokens: 14,
        output_tokens: 2580,
        total_tokens: 2594,
        input_tokens_details: { text_tokens: 14, image_tokens: 0 },
      },
    })
    expect(bodies(sent)).toHaveLength(2)
    expect(sent[0]?.body).toMatchObject({ generationConfig: { imageConfig: { aspectRatio: '3:2' } } })
  })

  it('are asked for together as far as the model makes several at a time', async () => {
    const { call, sent } = callOf('bedrock', ({ body }) => {
      const { numberOfImages } = (body as { imageGenerationConfig: { numberOfImages: number } }).imageGenerationConfig
      return Response.json({ images: Array.from({ length: numberOfImages }, () => png) })
    })
    const request = { prompt: 'A cat', n: 7, size: '512x512', quality: 'hd', seed: 5 }
    const { data } = await (await bridgeImages(call, request, 'generate')).json<{ data: unknown[] }>()
    expect(data).toHaveLength(7)
    expect(bodies(sent).map(({ imageGenerationConfig }) => imageGenerationConfig)).toEqual([
      { width: 512, height: 512, seed: 5, numberOfImages: 5, quality: 'premium' },
      { width: 512, height: 512, seed: 6, numberOfImages: 2, quality: 'premium' },
    ])
  })

  it('are fetched from where the provider put them', async () => {
    const { call, sent } = callOf('fal', ({ method }) =>
      method === 'GET' ? asBytes() : Response.json({ images: [{ url: 'https://fal.media/1.png' }] }),
    )
    const answer = await bridgeImages(call, { prompt: 'A cat', size: '1024x768', output_format: 'png' }, 'generate')
    expect(await answer.json()).toEqual({ created: 1_760_000_000, data: [{ b64_json: png }], output_format: 'png' })
    expect(sent.map(({ url }) => url)).toEqual(['https://fal.run/fal-ai/flux/schnell', 'https://fal.media/1.png'])
    expect(sent[0]?.body).toMatchObject({ image_size: { width: 1024, height: 768 }, output_format: 'png' })
  })

  it('are waited for', async () => {
    const { call, sent } = callOf('bfl', ({ url, method }, index) => {
      if (method === 'POST') return Response.json({ id: 'j', polling_url: 'https://api.bfl.ai/v1/get_result' })
      if (url.endsWith('.jpg')) return asBytes()
      return Response.json(
        index < 3 ? { status: 'Pending' } : { status: 'Ready', result: { sample: 'https://delivery.bfl.ai/a.jpg' } },
      )
    })
    const answer = await bridgeImages(call, { prompt: 'A cat', size: '1024x768', seed: 3 }, 'generate')
    expect(await answer.json()).toMatchObject({ data: [{ b64_json: png }] })
    expect(sent[0]?.body).toMatchObject({ width: 1024, height: 768, aspect_ratio: '4:3', seed: 3 })
  })

  it('fail when there is none', async () => {
    const { call } = callOf('google', () => Response.json({ candidates: [{ finishReason: 'IMAGE_SAFETY' }] }))
    await expect(bridgeImages(call, { prompt: 'A cat' }, 'generate')).rejects.toMatchObject({ code: 'upstream_error' })
  })
})

describe('what a provider can be told of images', () => {
  it.each<[Model, Record<string, unknown>, Record<string, unknown>]>([
    ['fireworks', { size: '1024x1024', output_format: 'jpeg' }, { aspect_ratio: '1:1', output_format: 'jpeg' }],
    ['luma', { size: '1024x576' }, { aspect_ratio: '16:9' }],
    [
      'replicate',
      { size: '1024x1024', output_format: 'jpeg', output_compression: 80 },
      {
        input: {
          prompt: 'A cat',
          aspect_ratio: '1:1',
          size: '1024x1024',
          num_outputs: 1,
          output_format: 'jpg',
          output_quality: 80,
        },
      },
    ],
    ['together', { size: '1024x768', seed: 4 }, { width: 1024, height: 768, seed: 4 }],
    ['xai', { size: '1024x1024', quality: 'high', n: 2 }, { aspect_ratio: '1:1', quality: 'high', n: 2 }],
  ])('%s is told %j', async (model, request, expected) => {
    const { call, sent } = callOf(model, () => new Response('no', { status: 402 }))
    await bridgeImages(call, { prompt: 'A cat', ...request }, 'generate').catch(() => undefined)
    expect(sent[0]?.body).toMatchObject(expected)
  })

  it.each<[Model, Record<string, unknown>, string[]]>([
    ['bedrock', { style: 'vivid' }, ['style']],
    ['bedrock', { quality: 'low' }, ['quality']],
    ['bfl', { quality: 'high', output_format: 'png' }, ['quality']],
    ['bfl', { output_format: 'webp' }, ['output_format']],
    ['fal', { style: 'vivid', background: 'transparent' }, ['background', 'style']],
    ['fireworks', { moderation: 'low' }, ['moderation']],
    ['google', { size: '1792x1024' }, ['size']],
    ['google', { quality: 'high', output_format: 'jpeg' }, ['quality', 'output_format']],
    ['luma', { seed: 1 }, ['seed']],
    ['together', { quality: 'hd', output_compression: 50 }, ['quality', 'output_compression']],
    ['xai', { seed: 1, quality: 'hd' }, ['quality']],
    ['xai', { seed: 1 }, ['seed']],
  ])('%s refuses of %j before anything is sent', async (model, request, fields) => {
    const { call, sent } = callOf(model, asBytes)
    expect(await refusedFields(bridgeImages(call, { prompt: 'A cat', ...request }, 'generate'))).toEqual(fields)
    expect(sent).toEqual([])
  })

  it.each([
    [{ response_format: 'url' }, 'response_format'],
    [{ n: 11 }, 'n'],
    [{ size: 'large' }, 'size'],
    [{ size: '0x5' }, 'size'],
    [{ stream: true }, 'stream'],
    [{ prompt: '' }, 'prompt'],
    [{ partial_images: 2 }, 'partial_images'],
  ])('names what cannot be asked of any: %j', async (request, field) => {
    const { call } = callOf('fal', asBytes)
    expect(await refusedFields(bridgeImages(call, { prompt: 'A cat', ...request }, 'generate'))).toEqual([field])
  })

  it('need not be told what it does anyway', async () => {
    const { call, sent } = callOf('google', gemini)
    const automatic = {
      size: 'auto',
      quality: 'auto',
      background: 'auto',
      moderation: 'auto',
      stream: false,
      style: null,
    }
    await bridgeImages(call, { prompt: 'A cat', response_format: 'b64_json', ...automatic }, 'generate')
    expect(sent[0]?.body).not.toHaveProperty('generationConfig.imageConfig')
  })
})

describe('image edits', () => {
  it('send the files as they are', async () => {
    const { call, sent } = callOf('google', gemini)
    const answer = await bridgeImages(call, editOf({ 'image[]': [image('a.png'), image('b.png')], n: '1' }), 'edit')
    const { usage } = await answer.json<{ usage: unknown }>()
    // How much of it the images took is not known.
    expect(usage).toEqual({ input_tokens: 7, output_tokens: 1290, total_tokens: 1297 })
    const inlineData = { mimeType: 'image/png', data: btoa(String.fromCharCode(...pngBytes, 0, 0, 0, 0, 0, 0)) }
    expect(sent[0]?.body).toMatchObject({
      contents: [{ parts: [{ text: 'Make it blue' }, { inlineData }, { inlineData }] }],
    })
  })

  it('send a mask where the provider takes one', async () => {
    const { call, sent } = callOf('replicate', ({ method }) =>
      method === 'POST'
        ? Response.json({
            status: 'succeeded',
            output: 'https://replicate.delivery/a.png',
            urls: { get: 'https://api.replicate.com/p' },
          })
        : asBytes(),
    )
    await bridgeImages(call, editOf({ image: image(), mask: image('mask.png') }), 'edit')
    expect(sent[0]?.body).toMatchObject({
      input: { image: expect.stringMatching(/^data:image\/png;base64,/), mask: expect.stringMatching(/^data:image/) },
    })
  })

  it.each<[Model, Record<string, string | File | File[]>, string[]]>([
    ['fireworks', { image: image() }, ['image']],
    ['fireworksKontext', { image: [image(), image()] }, ['image']],
    ['google', { image: image(), mask: image() }, ['mask']],
    ['luma', { image: image() }, ['image']],
    ['together', { image: [image(), image()] }, ['image']],
    ['together', { image: image(), mask: image() }, ['mask']],
    ['xai', { image: image(), mask: image() }, ['mask']],
    ['xai', { image: image(), input_fidelity: 'high' }, ['input_fidelity']],
    ['fal', { image: 'not a file' }, ['image']],
    ['fal', { mask: image() }, ['image']],
  ])('%s refuses of %j before anything is sent', async (model, fields, refused) => {
    const { call, sent } = callOf(model, asBytes)
    expect(await refusedFields(bridgeImages(call, editOf(fields), 'edit'))).toEqual(refused)
    expect(sent).toEqual([])
  })

  it('are forms, and what is made from words alone is not', async () => {
    const { call } = callOf('fal', asBytes)
    const code = 'unsupported_media_type'
    await expect(bridgeImages(call, { prompt: 'a' }, 'edit')).rejects.toMatchObject({ code })
    await expect(bridgeImages(call, editOf({}), 'generate')).rejects.toMatchObject({ code })
  })
})
