import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import type { UpstreamBody } from '../../upstreams/port.ts'
import type { CapabilityCall, PreparedCall } from '../call.ts'
import { createEventMeter, toReading } from '../event-meter.ts'
import { modelName, toForm, toPositive, toUpstreamForm, toUpstreamJson, withoutModel } from '../json-body.ts'
import { TOKENS_OF_A_REMOTE_FILE } from '../remote-files.ts'
import { measureInput } from '../token-estimate.ts'
import { createImageEventReader, readImages } from './reading.ts'

const MAX_IMAGES = 128

const prompt = z.string().min(1).openapi({ example: 'A lighthouse in a storm' })
const size = z.string().max(40).nullish().openapi({ example: '1024x1024' })
const quality = z.string().max(40).nullish().openapi({ example: 'high' })
const binary = z.unknown().optional()

/** OpenAI's request for images. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const ImageRequest = z
  .looseObject({
    model: modelName,
    prompt,
    n: z.number().int().min(1).max(MAX_IMAGES).nullish(),
    size,
    quality,
    stream: z.boolean().nullish(),
    svg: withoutModel.nullish(),
  })
  .openapi('ImageRequest')

export type ImageRequest = z.infer<typeof ImageRequest>

/** OpenAI's form for edits. */
export const ImageEditRequest = z
  .looseObject({
    model: modelName,
    prompt,
    image: binary.openapi({ type: 'string', format: 'binary', description: 'The image to edit.' }),
    'image[]': binary.openapi({
      type: 'array',
      items: { type: 'string', format: 'binary' },
      description: 'Or several.',
    }),
    mask: binary.openapi({ type: 'string', format: 'binary', description: 'Clear where the image is to be edited.' }),
    n: z
      .string()
      .refine((text) => (toPositive(text) ?? Infinity) <= MAX_IMAGES, `must be a whole number from 1 to ${MAX_IMAGES}`)
      .optional(),
    size,
    quality,
    stream: z.enum(['true', 'false']).optional(),
    'svg[model]': z.string().max(0, 'cannot name a model of its own').optional(),
  })
  .openapi('ImageEditRequest')

export type ImageEditRequest = z.infer<typeof ImageEditRequest>

export function createImageCall(request: ImageRequest): CapabilityCall {
  return {
    capability: 'image',
    operation: 'image_generations',
    modelName: request.model ?? null,
    isStream: request.stream === true,
    hidesUsage: false,
    answers: 'json',
    prepare: (model) => {
      const value = toUpstreamJson(request, model)
      return prepareImages({ kind: 'json', value }, { read: (name) => value[name], files: 0 }, model)
    },
  }
}

export function createImageEditCall(request: ImageEditRequest): CapabilityCall {
  return {
    capability: 'image',
    operation: 'image_edits',
    modelName: request.model ?? null,
    isStream: request.stream === 'true',
    hidesUsage: false,
    answers: 'json',
    prepare: (model) => {
      const value = toUpstreamForm(toForm(request), model)
      const files = ['image', 'image[]', 'mask'].flatMap((name) => value.getAll(name)).length
      return prepareImages({ kind: 'form', value }, { read: (name) => value.get(name), files }, model)
    },
  }
}

function prepareImages(
  body: UpstreamBody,
  { read, files }: { read: (name: string) => unknown; files: number },
  { maxOutputTokens }: ModelRow,
): PreparedCall {
  const { maxTokens, likelyTokens } = measureInput(read('prompt'))
  const images = toPositive(read('n')) ?? 1
  return {
    body,
    estimate: {
      inputTokens: maxTokens + files * TOKENS_OF_A_REMOTE_FILE,
      outputTokens: maxOutputTokens === null ? null : maxOutputTokens * images,
      images,
    },
    counted: { inputTokens: likelyTokens, images },
    imageVariant: { size: toChoice(read('size')), quality: toChoice(read('quality')) },
    readAnswer: ({ json }) => toReading(readImages(json)),
    createMeter: () => createEventMeter(createImageEventReader()),
  }
}

/** `null`: it is left to the provider. */
function toChoice(value: unknown): string | null {
  return typeof value === 'string' && value !== '' && value !== 'auto' ? value : null
}
