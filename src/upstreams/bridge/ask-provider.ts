import { AppError } from '../../errors.ts'
import { toBridgeFailure } from './failures.ts'

const MAX_MESSAGE_CHARACTERS = 500

/**
 * Makes the call for real.
 * @throws AppError as {@link toBridgeFailure} says. What packages have only plain errors for is `validation_failed` when
 *   nothing was sent: their words are shown then, for the provider had no part in them. Else it is `upstream_error`.
 */
export async function askProvider<Model, Result>(
  { createModel, fetch }: { createModel: (fetch: typeof globalThis.fetch) => Model; fetch: typeof globalThis.fetch },
  ask: (model: Model) => PromiseLike<Result>,
): Promise<Result> {
  let isSent = false
  try {
    return await ask(
      createModel((input, init) => {
        isSent = true
        return fetch(input, init)
      }),
    )
  } catch (error) {
    const failure = toBridgeFailure(error)
    if (failure instanceof AppError || !(error instanceof Error)) throw failure
    if (isSent) throw new AppError('upstream_error', 'The provider failed', { cause: error })
    throw new AppError('validation_failed', error.message.slice(0, MAX_MESSAGE_CHARACTERS), { cause: error })
  }
}
