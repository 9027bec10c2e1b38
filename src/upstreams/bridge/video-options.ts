/** OpenAI's video parameters in the words of the provider packages. */
import type { Experimental_VideoModelV4, Experimental_VideoModelV4CallOptions } from '@ai-sdk/provider'
import { validationError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import { readImageFile, type ImageFile } from './image-options.ts'
import { packageOf } from './package-of.ts'
import { aspectRatioOf, pixelSize, sidesOf, type PixelSize } from './pixel-size.ts'
import type { BridgeCall, JsonRequest } from './port.ts'
import { readForm, readJson } from './read-request.ts'

/** By OpenAI's names, and `seed`, which many providers know. */
export type VideoSettings = {
  size?: PixelSize | undefined
  seconds?: number | undefined
  seed?: number | undefined
  input_reference?: ImageFile | undefined
}

const videoFields = {
  model: z.string().optional(),
  prompt: z.string().min(1).max(32_000),
  seconds: z.coerce.number().positive().max(3600).optional(),
  size: pixelSize.optional(),
  seed: z.coerce.number().int().positive().optional(),
  user: z.string().optional(),
}

const formRequest = z.strictObject({
  ...videoFields,
  input_reference: z.instanceof(File, { error: 'must be a file' }).optional(),
})

const jsonRequest = z.strictObject({
  ...videoFields,
  input_reference: z.strictObject({ image_url: z.url() }).optional(),
})

export async function readVideoRequest(
  call: BridgeCall<'videoModel'>,
  request: JsonRequest | FormData,
): Promise<{ prompt: string; settings: VideoSettings }> {
  if (request instanceof FormData) {
    const { prompt, size, seconds, seed, input_reference: file } = readForm(formRequest, request)
    return { prompt, settings: { size, seconds, seed, input_reference: file && (await readImageFile(file)) } }
  }
  const { prompt, size, seconds, seed, input_reference: reference } = readJson(jsonRequest, request)
  const image = reference && (await openImage(call, reference.image_url))
  return { prompt, settings: { size, seconds, seed, input_reference: image } }
}

async function openImage({ download }: BridgeCall<'videoModel'>, url: string): Promise<ImageFile> {
  if (!url.startsWith('data:')) {
    const { bytes, mediaType } = await download(new URL(url), 'input_reference')
    return readImageFile(new File([bytes], '', { type: mediaType }))
  }
  const [, mediaType, data] = /^data:(image\/[\w.+-]+);base64,([A-Za-z0-9+/]+={0,2})$/.exec(url) ?? []
  if (mediaType && data) return { mediaType, data }
  throw validationError([{ field: 'input_reference', message: 'is not an image in base64' }])
}

type VideoOptions = Omit<Experimental_VideoModelV4CallOptions, 'prompt'>

export function toVideoOptions(model: Experimental_VideoModelV4, settings: VideoSettings): VideoOptions {
  const { size, seconds, seed, input_reference: image } = settings
  return {
    n: 1,
    resolution: size && resolutionOf(size, model),
    aspectRatio: size && aspectRatioOf(size),
    duration: seconds,
    seed,
    image: image && { type: 'file', ...image },
    fps: undefined,
    frameImages: undefined,
    inputReferences: undefined,
    generateAudio: undefined,
    providerOptions: size ? { fal: { resolution: `${Math.min(...sidesOf(size))}p` } } : {},
  }
}

/**
 * To most packages a resolution is a class of quality like 720p, which they know by its landscape form; the shape goes
 * beside it. Replicate's hands it to the model as it is.
 */
function resolutionOf(size: PixelSize, model: Experimental_VideoModelV4): PixelSize {
  const [width, height] = sidesOf(size)
  return packageOf(model) === 'replicate' || width >= height ? size : `${height}x${width}`
}
