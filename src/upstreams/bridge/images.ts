/** `POST /images/generations` and `/images/edits` over an image model of the AI SDK. */
import type { ImageModelV4, ImageModelV4Result } from '@ai-sdk/provider'
import { convertBase64ToUint8Array, convertToBase64, detectMediaType } from '@ai-sdk/provider-utils'
import { AppError, validationError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import { askProvider } from './ask-provider.ts'
import { readImageFile, toImageOptions, type ImageFile, type ImageSettings } from './image-options.ts'
import { mapBounded } from './map-bounded.ts'
import { refuseWords } from './no-file.ts'
import { pixelSize } from './pixel-size.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { refuseDropped } from './probe.ts'
import { noStream, oneOrMore, readForm, readJson } from './read-request.ts'

const PARALLEL_CALLS = 4
const MAX_IMAGES = 10

/** What the provider does anyway need not be said. */
const auto = z.literal('auto').transform(() => undefined)

const imageFields = {
  model: z.string().optional(),
  prompt: z.string().min(1),
  n: z.coerce.number().int().min(1).max(MAX_IMAGES).default(1),
  size: z.union([auto, pixelSize], { error: 'must be auto or like 1024x1024' }).optional(),
  quality: z.union([auto, z.string()]).optional(),
  background: z.union([auto, z.string()]).optional(),
  output_format: z.enum(['png', 'jpeg', 'webp']).optional(),
  output_compression: z.coerce.number().int().min(0).max(100).optional(),
  seed: z.coerce.number().int().positive().optional(),
  response_format: z.literal('b64_json', { error: 'must be b64_json: this provider gives no address' }).optional(),
  stream: noStream,
  user: z.string().optional(),
}

const generateRequest = z.strictObject({
  ...imageFields,
  style: z.string().optional(),
  moderation: z.union([auto, z.string()]).optional(),
})

const imageFile = z.instanceof(File, { error: 'must be a file' })

const editRequest = z.strictObject({
  ...imageFields,
  image: oneOrMore(imageFile),
  mask: imageFile.optional(),
  input_fidelity: z.string().optional(),
})

/** Images come as bytes only. `usage` is there when the provider says it. */
export async function bridgeImages(
  call: BridgeCall<'imageModel'>,
  request: JsonRequest | FormData,
  kind: 'generate' | 'edit',
): Promise<Response> {
  const { prompt, n, settings } = kind === 'edit' ? await readEdit(request) : readGenerate(request)
  const model = call.createModel(call.fetch)
  await refuseUnsupportedFiles(model, settings)
  const optionsOf = (settings: ImageSettings) => ({ ...toImageOptions(settings), abortSignal: call.signal })
  await refuseDropped({
    asked: withSmallFiles(settings),
    run: (settings, fetch) => call.createModel(fetch).doGenerate({ prompt: 'a', n: 1, ...optionsOf(settings) }),
  })

  const results = await mapBounded(splitCount(n, await maxImagesOf(model)), PARALLEL_CALLS, async (count, index) => {
    // The same seed again would be the same image again.
    const seed = settings.seed === undefined ? undefined : settings.seed + index
    const options = { prompt, n: count, ...optionsOf({ ...settings, seed }) }
    return askProvider(call, (model) => model.doGenerate(options))
  })
  const images = results.flatMap(({ images }) => images.map(convertToBase64))
  for (const image of images) refuseWords(convertBase64ToUint8Array(image), 'an image')
  const [first] = images
  if (first === undefined) throw new AppError('upstream_error', 'The provider answered without an image')
  const usage = sumUsage(results, kind)
  const format = detectMediaType({ data: first, topLevelType: 'image' })?.replace('image/', '')
  return Response.json({
    created: Math.floor(call.nowMs / 1000),
    data: images.map((image) => ({ b64_json: image })),
    ...(format && ['png', 'jpeg', 'webp'].includes(format) && { output_format: format }),
    ...(usage && { usage }),
  })
}

type ImageRequest = { prompt: string; n: number; settings: ImageSettings }

function readGenerate(request: JsonRequest | FormData): ImageRequest {
  if (request instanceof FormData) throw new AppError('unsupported_media_type', 'The body must be JSON')
  const { prompt, n, style, moderation, ...fields } = readJson(generateRequest, request)
  return { prompt, n, settings: { ...commonSettings(fields), style, moderation } }
}

async function readEdit(request: JsonRequest | FormData): Promise<ImageRequest> {
  if (!(request instanceof FormData)) throw new AppError('unsupported_media_type', 'The body must be a form')
  const { prompt, n, image, mask, input_fidelity, ...fields } = readForm(editRequest, request)
  const settings = {
    ...commonSettings(fields),
    input_fidelity,
    image: await Promise.all(image.map(readImageFile)),
    mask: mask && (await readImageFile(mask)),
  }
  return { prompt, n, settings }
}

function commonSettings({
  size,
  quality,
  background,
  output_format,
  output_compression,
  seed,
}: ImageSettings): ImageSettings {
  return { size, quality, background, output_format, output_compression, seed }
}

/** Stand-ins: only whether files are looked at matters in a rehearsal. */
function withSmallFiles({ image, mask, ...settings }: ImageSettings): ImageSettings {
  const shorten = (file: ImageFile): ImageFile => ({ ...file, data: file.data.slice(0, 12) })
  return { ...settings, image: image?.map(shorten), mask: mask && shorten(mask) }
}

/** Some packages say beforehand that a model takes no images; the provider would ignore them. */
async function refuseUnsupportedFiles(model: ImageModelV4, { image, mask }: ImageSettings): Promise<void> {
  const message = 'is not supported by this model'
  if (image && (await model.supportsFileInputs) === false) throw validationError([{ field: 'image', message }])
  if (mask && (await model.supportsMaskInputs) === false) throw validationError([{ field: 'mask', message }])
}

async function maxImagesOf({ maxImagesPerCall, modelId }: ImageModelV4): Promise<number> {
  const max = typeof maxImagesPerCall === 'function' ? await maxImagesPerCall({ modelId }) : maxImagesPerCall
  return max ?? 1
}

/** How many images each call makes. */
function splitCount(count: number, max: number): number[] {
  return Array.from({ length: Math.ceil(count / max) }, (_, index) => Math.min(max, count - index * max))
}

/** `null`: not every call said its tokens. Packages say 0 for what the provider did not say. */
function sumUsage(results: ImageModelV4Result[], kind: 'generate' | 'edit') {
  const inputs = results.map(({ usage }) => usage?.inputTokens ?? 0)
  const outputs = results.map(({ usage }) => usage?.outputTokens ?? 0)
  if (inputs.includes(0) || outputs.includes(0)) return null
  const [input, output] = [sum(inputs), sum(outputs)]
  return {
    input_tokens: input,
    output_tokens: output,
    total_tokens: input + output,
    // How many of them an image took is not known.
    ...(kind === 'generate' && { input_tokens_details: { text_tokens: input, image_tokens: 0 } }),
  }
}

const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0)
