/** What a model's configuration says about parameters: the drift between providers, as data. */
import type { ModelConfig } from '../models/config.ts'

type ParameterRules = NonNullable<ModelConfig['parameters']>

/** Applies the rules to the top level of a JSON body: drop, rename, default, clamp. What is `null` was not sent. */
export function applyParameterRules(
  body: Record<string, unknown>,
  { drop = [], rename = {}, default: defaults = {}, clamp = {} }: ParameterRules,
): Record<string, unknown> {
  const ruled = new Map(Object.entries(body).filter(([name]) => !drop.includes(name)))
  for (const [from, to] of Object.entries(rename)) {
    if (!ruled.has(from)) continue
    // What was sent under the name that the provider knows stands.
    if (ruled.get(to) == null) ruled.set(to, ruled.get(from))
    ruled.delete(from)
  }
  for (const [name, value] of Object.entries(defaults)) if (ruled.get(name) == null) ruled.set(name, value)
  for (const [name, { min, max }] of Object.entries(clamp)) {
    const value = ruled.get(name)
    if (typeof value === 'number') ruled.set(name, Math.min(Math.max(value, min ?? value), max ?? Infinity))
  }
  return Object.fromEntries(ruled)
}

/** The same for the text fields of a form, whose numbers are text. */
export function applyFormRules(form: FormData, rules: ParameterRules): FormData {
  const fields = [...form.entries()]
  const numbers = new Set(Object.keys(rules.clamp ?? {}))
  const texts = Object.fromEntries(
    fields.flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, numbers.has(name) ? toNumber(value) : value]] : [],
    ),
  )
  const ruled = new FormData()
  const taken = new Set(Object.keys(texts))
  for (const [name, value] of Object.entries(applyParameterRules(texts, rules))) {
    const sent = fields.filter(([field, part]) => field === name && typeof part === 'string')
    // A field that stands several times, such as `timestamp_granularities[]`, is a list: rules leave it whole.
    if (taken.has(name) && sent.length > 1) for (const [, part] of sent) ruled.append(name, part)
    else ruled.append(name, String(value))
  }
  for (const [name, value] of fields) if (typeof value !== 'string') ruled.append(name, value)
  return ruled
}

/** Text that is no number stays what it is: the provider judges it. */
function toNumber(text: string): number | string {
  const number = Number(text)
  return text.trim() !== '' && Number.isFinite(number) ? number : text
}
