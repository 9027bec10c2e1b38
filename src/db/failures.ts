import { AppError } from '../errors.ts'

/**
 * What a failed statement means to a caller: a broken UNIQUE constraint is a `conflict` that names the field,
 * the guard of the last super admin speaks for itself, any other fault of D1 is `store_unavailable`.
 * `null` when the error did not come from D1.
 */
export function explainDatabaseFailure(error: unknown): AppError | null {
  const text = messagesOf(error)
  if (text.includes('last_super_admin')) return new AppError('last_super_admin')
  const columns = uniqueColumnsOf(text)
  if (columns) {
    const field = columns.at(-1)!
    return new AppError('conflict', `Another one has this ${field} already`, {
      param: field,
      errors: [{ field, message: 'is taken' }],
      cause: error,
    })
  }
  if (/FOREIGN KEY constraint failed/.test(text)) {
    return new AppError('conflict', 'Something that it refers to is gone', { cause: error })
  }
  if (/D1_|Failed query|SQLITE_/.test(text)) return new AppError('store_unavailable', undefined, { cause: error })
  return null
}

/** The columns of the UNIQUE constraint that a statement broke, without their table. */
function uniqueColumnsOf(text: string): string[] | null {
  const match = /UNIQUE constraint failed: ([\w., ]+?)(?::|$|\n)/.exec(text)
  return match ? match[1]!.split(',').map((column) => column.trim().split('.').at(-1)!) : null
}

function messagesOf(error: unknown): string {
  const messages: string[] = []
  for (let current = error; current instanceof Error; current = current.cause) {
    // An AppError is our own verdict already, whatever caused it.
    if (current instanceof AppError) return ''
    messages.push(current.message)
  }
  return messages.join('\n')
}
