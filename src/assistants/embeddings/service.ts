import { z } from 'zod'
import { AppError } from '../../errors.ts'
import type { PipelineAnswer } from '../../gateway/pipeline.ts'
import { readInputUsage } from '../../gateway/token-usage.ts'
import { toOriginFields, toTokenUsage } from '../completion.ts'
import { readAnswer } from '../read-answer.ts'
import type { SimpleEmbeddings } from './schemas.ts'

/** One check for a whole vector: there may be millions of numbers. */
const vector = z.custom<number[]>(
  (value) => Array.isArray(value) && value.length > 0 && value.every((number) => Number.isFinite(number)),
)

const answerForm = z.looseObject({
  data: z.array(z.looseObject({ index: z.number().int().nullish(), embedding: vector })),
  usage: z.unknown().optional(),
})

/** The provider's answer as simple vectors. @throws AppError `upstream_error` unless it has one vector for each input. */
export function toSimpleEmbeddings(
  answer: PipelineAnswer,
  inputCount: number,
  generationTimeMs: number,
): z.infer<typeof SimpleEmbeddings> {
  const { data, usage } = readAnswer(answer, answerForm, 'a list of vectors of numbers')
  const ordered = data
    .map(({ index, embedding }, position) => ({ index: index ?? position, embedding }))
    .sort((a, b) => a.index - b.index)
  const dimensions = ordered[0]?.embedding.length ?? 0
  const isComplete =
    ordered.length === inputCount &&
    ordered.every(({ index, embedding }, position) => index === position && embedding.length === dimensions)
  if (!isComplete) {
    const message = 'The provider answered with something that is not one vector of one length for each input'
    throw new AppError('upstream_error', message, { headers: answer.headers })
  }
  return {
    embeddings: ordered.map(({ embedding }) => embedding),
    dimensions,
    usage: toTokenUsage(readInputUsage(usage)),
    ...toOriginFields(answer, generationTimeMs),
  }
}
