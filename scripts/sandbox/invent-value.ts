/** The parts of JSON Schema that the sandbox upstream obeys when it invents a value. */
export type JsonSchema = {
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, JsonSchema>
  items?: JsonSchema
  minItems?: number
  minimum?: number
  minLength?: number
  contentMediaType?: string
  anyOf?: JsonSchema[]
  oneOf?: JsonSchema[]
  $ref?: string
  $defs?: Record<string, JsonSchema>
}

const MAX_DEPTH = 8

/** A value that fits the schema: every property set, texts say `sandbox`, and HTML has two headings. */
export function inventValue(schema: JsonSchema, definitions = schema.$defs ?? {}, depth = 0): unknown {
  if (depth > MAX_DEPTH) return null
  const inner = (part: JsonSchema) => inventValue(part, definitions, depth + 1)
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.$ref) return inner(definitions[schema.$ref.replace('#/$defs/', '')] ?? {})
  const alternative = schema.anyOf?.[0] ?? schema.oneOf?.[0]
  if (alternative) return inner(alternative)
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type
  if (type === 'object' || schema.properties) {
    return Object.fromEntries(Object.entries(schema.properties ?? {}).map(([name, part]) => [name, inner(part)]))
  }
  if (type === 'array') return Array.from({ length: schema.minItems ?? 1 }, () => inner(schema.items ?? {}))
  if (type === 'number' || type === 'integer') return schema.minimum ?? 1
  if (type === 'boolean') return true
  if (type === 'null') return null
  return inventText(schema)
}

const LABEL = 'for development only'

function inventText({ contentMediaType, minLength = 0 }: JsonSchema): string {
  if (contentMediaType === 'text/html')
    return `<h2>Sandbox</h2><p>This is ${LABEL}.</p><h2>End</h2><p>Nothing more.</p>`
  return minLength > 'sandbox'.length ? `Sandbox, ${LABEL}.`.padEnd(minLength, ' Sandbox.') : 'sandbox'
}
