/** OpenAI's image parameters in the words of the provider packages. Each package reads only what stands under its name. */
import type { ImageModelV4CallOptions, ImageModelV4File } from '@ai-sdk/provider'
import { convertUint8ArrayToBase64, detectMediaType } from '@ai-sdk/provider-utils'
import { aspectRatioOf, type PixelSize } from './pixel-size.ts'

/** `data` in base64: one package can do nothing with bytes outside of Node. */
export type ImageFile = { mediaType: string; data: string }

/** By OpenAI's names, and `seed`, which many providers know. */
export type ImageSettings = {
  size?: PixelSize | undefined
  quality?: string | undefined
  style?: string | undefined
  background?: string | undefined
  moderation?: string | undefined
  output_format?: 'png' | 'jpeg' | 'webp' | undefined
  output_compression?: number | undefined
  input_fidelity?: string | undefined
  seed?: number | undefined
  image?: ImageFile[] | undefined
  mask?: ImageFile | undefined
}

/**
 * A size goes with its shape: some packages know only the one or the other. What no package has (`background`,
 * `moderation`, `input_fidelity`) is left out.
 */
export function toImageOptions(settings: ImageSettings): Omit<ImageModelV4CallOptions, 'prompt' | 'n'> {
  const { size, seed, image, mask } = settings
  return {
    size,
    aspectRatio: size && aspectRatioOf(size),
    seed,
    files: image?.map(toFile),
    mask: mask && toFile(mask),
    providerOptions: toProviderOptions(settings),
  }
}

function toProviderOptions(settings: ImageSettings): ImageModelV4CallOptions['providerOptions'] {
  const { quality, style, output_format: format, output_compression: compression, image } = settings
  return {
    amazonBedrock: { quality: quality && bedrockQualityOf(quality), style },
    blackForestLabs: { outputFormat: format },
    fal: { outputFormat: format, ...(image && image.length > 1 && { useMultipleImages: true }) },
    fireworks: { output_format: format },
    replicate: { output_format: format === 'jpeg' ? 'jpg' : format, output_quality: compression },
    togetherai: { output_format: format },
    xai: { quality, output_format: format },
  }
}

/** Bedrock has two. A word for neither is left as it is, for the package to refuse. */
function bedrockQualityOf(quality: string): string {
  if (quality === 'hd' || quality === 'high') return 'premium'
  return quality === 'medium' ? 'standard' : quality
}

const toFile = ({ mediaType, data }: ImageFile): ImageModelV4File => ({ type: 'file', mediaType, data })

/** The type is what the bytes are; callers often name none. */
export async function readImageFile(file: File): Promise<ImageFile> {
  const data = convertUint8ArrayToBase64(await file.bytes())
  return { data, mediaType: detectMediaType({ data, topLevelType: 'image' }) ?? (file.type || 'image/png') }
}
