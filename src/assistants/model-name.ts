import { validationError } from '../errors.ts'

/**
 * What the fields `provider` and `model` name, as one name. `undefined`: the default.
 * @throws AppError `validation_failed` for a provider without a model.
 */
export function toModelName({
  provider,
  model,
}: {
  provider?: string | undefined
  model?: string | undefined
}): string | undefined {
  if (provider === undefined) return model
  if (model === undefined) throw validationError([{ field: 'model', message: 'is needed with a provider' }])
  return `${provider}/${model}`
}
