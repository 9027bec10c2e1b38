/** Gemini's bodies. Google takes each of their names in two spellings, `maxOutputTokens` and `max_output_tokens`. */
import type { ModelRow } from '../../db/rows.ts'
import { readModelConfig, type ModelConfig } from '../../models/config.ts'
import { withoutRouting } from '../json-body.ts'
import { applyParameterRules } from '../parameter-rules.ts'

type Fields = Record<string, unknown>

/**
 * A request as the model's provider gets it. What a model's rules speak of stands in `generationConfig`; what they drop is
 * dropped beside it too.
 */
export function toGenerateBody(sent: Fields, { config }: ModelRow): Fields {
  const rules = readModelConfig(config).parameters ?? {}
  const { generationConfig, ...rest } = inOneSpelling(withoutRouting(sent))
  const ruled = applyRules(isFields(generationConfig) ? generationConfig : {}, rules)
  return {
    ...applyParameterRules(rest, { drop: rules.drop }),
    ...((generationConfig !== undefined || Object.keys(ruled).length > 0) && { generationConfig: ruled }),
  }
}

/** One text to be embedded, as the model's provider gets it. */
export function toEmbedBody(sent: Fields, { config }: ModelRow): Fields {
  return applyRules(withoutRouting(sent), readModelConfig(config).parameters ?? {})
}

/** Several texts. Each names the model for itself, and Google wants it to be that of the call. */
export function toBatchBody(sent: { requests: Fields[] }, model: ModelRow): Fields {
  const requests = sent.requests.map((request) => ({
    ...toEmbedBody(request, model),
    model: `models/${model.modelId}`,
  }))
  return { requests }
}

function applyRules(sent: Fields, rules: NonNullable<ModelConfig['parameters']>): Fields {
  const fields = inOneSpelling(sent)
  // Google takes numbers as text too: a limit holds for both.
  for (const name of Object.keys(rules.clamp ?? {})) {
    if (typeof fields[name] === 'string') fields[name] = Number(fields[name])
  }
  return applyParameterRules(fields, rules)
}

function inOneSpelling(fields: Fields): Fields {
  const toCamelCase = (name: string) => name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [toCamelCase(name), value]))
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
