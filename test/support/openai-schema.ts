/** Judges answers by OpenAI's own OpenAPI document, of which test/fixtures/openai-openapi has the schemas of answers. */
import { Validator, type Schema } from '@cfworker/json-schema'
import document from '../fixtures/openai-openapi/schemas.json' with { type: 'json' }

export type OpenAiSchema = keyof typeof document.components.schemas

const schemas = toDraft202012(document.components.schemas) as Record<string, Schema>
const validators = new Map<OpenAiSchema, Validator>()

/** Why a value is not of a schema of OpenAI's document; empty: it is. */
export function validateOpenAi(name: OpenAiSchema, value: unknown): string[] {
  const validator = validators.get(name) ?? createValidator(name)
  validators.set(name, validator)
  const sent: unknown = JSON.parse(JSON.stringify(value))
  const { valid, errors } = validator.validate(sent)
  return valid ? [] : errors.map(({ instanceLocation, error }) => `${instanceLocation}: ${error}`)
}

function createValidator(name: OpenAiSchema): Validator {
  return new Validator({ $ref: `#/components/schemas/${name}`, components: { schemas } }, '2020-12', false)
}

/** The document still has `nullable`, a word of OpenAPI 3.0, and recursion as an older draft had it. */
function toDraft202012(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(toDraft202012)
  if (typeof schema !== 'object' || schema === null) return schema
  const { nullable, $recursiveAnchor: _, $recursiveRef, ...rest } = schema as Record<string, unknown>
  if ($recursiveRef) return { $ref: '#/components/schemas/CompoundFilter' }
  const converted = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, toDraft202012(value)]))
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted
}
