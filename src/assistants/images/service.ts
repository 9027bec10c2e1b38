import { z } from 'zod'
import type { PipelineAnswer } from '../../gateway/pipeline.ts'
import { readItemUsage } from '../../gateway/token-usage.ts'
import { toOriginFields, toTokenUsage } from '../completion.ts'
import { readAnswer } from '../read-answer.ts'
import type { SimpleImages } from './schemas.ts'

/** Some servers leave a field empty that they do not use. */
const text = z.string().nullish()
const address = text.refine((url) => !url || /^(https?:\/\/|data:image\/)/.test(url))

const answerForm = z.looseObject({
  data: z
    .array(
      z
        .looseObject({ url: address, b64_json: text, revised_prompt: text })
        .refine(({ url, b64_json }) => Boolean(url || b64_json)),
    )
    .min(1),
  usage: z.unknown().optional(),
})

/** The provider's answer as simple images. @throws AppError `upstream_error` when it has none. */
export function toSimpleImages(answer: PipelineAnswer, generationTimeMs: number): z.infer<typeof SimpleImages> {
  const { data, usage } = readAnswer(answer, answerForm, 'a list of images')
  return {
    images: data.map(({ url, b64_json, revised_prompt }) => ({
      url: url || null,
      b64_json: b64_json || null,
      media_type: b64_json ? mediaTypeOf(b64_json) : readDataType(url),
      revised_prompt: revised_prompt || null,
    })),
    usage: toTokenUsage(readItemUsage(usage)),
    ...toOriginFields(answer, generationTimeMs),
  }
}

/** The first bytes of each format, in base64. */
const SIGNATURES = {
  iVBORw0KGgo: 'image/png',
  '/9j/': 'image/jpeg',
  UklGR: 'image/webp',
  R0lGOD: 'image/gif',
}

function mediaTypeOf(base64: string): string | null {
  return Object.entries(SIGNATURES).find(([signature]) => base64.startsWith(signature))?.[1] ?? null
}

function readDataType(url: string | null | undefined): string | null {
  return /^data:(image\/[\w.+-]+)/.exec(url ?? '')?.[1] ?? null
}
