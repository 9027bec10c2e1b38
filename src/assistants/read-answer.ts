import type { z } from 'zod'
import { AppError } from '../errors.ts'
import type { PipelineAnswer } from '../gateway/pipeline.ts'

/**
 * The provider's JSON, in the form that the answer to the caller is made of.
 * @param wanted what is expected, with its article.
 * @throws AppError `upstream_error` when it is something else.
 */
export function readAnswer<Form extends z.ZodType>(
  { answer, headers }: PipelineAnswer,
  form: Form,
  wanted: string,
): z.output<Form> {
  const parsed = form.safeParse(answer.kind === 'whole' ? answer.json : undefined)
  if (parsed.success) return parsed.data
  throw new AppError('upstream_error', `The provider answered with something that is not ${wanted}`, { headers })
}
