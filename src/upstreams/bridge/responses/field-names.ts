import { AppError, validationError } from '../../../errors.ts'

/** Fields of the chat request, and what they are made from. What stands below a field is below the other too. */
export type FieldNames = Map<string, string>

const parameters: [chatField: string, field: string][] = [
  ['max_completion_tokens', 'max_output_tokens'],
  ['reasoning_effort', 'reasoning.effort'],
  ['response_format', 'text.format'],
  ['response_format.json_schema', 'text.format'],
  ['verbosity', 'text.verbosity'],
]

/** What has a level more in a chat, or another name. */
const levels: [inChat: string, here: string][] = [
  ['.function', ''],
  ['.file', ''],
  ['.image_url.', '.'],
  ['.url', '.image_url'],
  ['.tool_call_id', '.call_id'],
]

/** An error of the chat bridge that names fields of a chat request, with the names that the caller used. */
export function inResponsesWords(error: unknown, names: FieldNames): unknown {
  if (!(error instanceof AppError) || !error.details.errors) return error
  return validationError(
    error.details.errors.map(({ field, message }) => ({
      field: toResponsesField(field, [...parameters, ...names]),
      message: message.replaceAll('reasoning_effort', 'reasoning.effort'),
    })),
  )
}

function toResponsesField(field: string, names: [chatField: string, field: string][]): string {
  const [chatField, name] = names
    .filter(
      ([chatField]) => field === chatField || field.startsWith(`${chatField}.`) || field.startsWith(`${chatField}[`),
    )
    .reduce((longest, each) => (each[0].length > longest[0].length ? each : longest), ['', ''])
  // These are one value, whatever was found in it.
  if (/\.(encrypted_content|result)$/.test(name)) return name
  const rest = field.slice(chatField.length)
  return name + levels.reduce((text, [inChat, here]) => text.replace(inChat, here), rest)
}
