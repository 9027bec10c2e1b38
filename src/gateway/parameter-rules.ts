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
  for (const [name, range] of Object.entries(clamp)) {
    const value = ruled.get(name)
    if (typeof value === 'number') ruled.set(name, clampTo(value, range))
  }
  return Object.fromEntries(ruled)
}

/** The same for a form, whose numbers are text. A field that stands several times, such as `image[]`, is a list. */
export function applyFormRules(
  form: FormData,
  { drop = [], rename = {}, default: defaults = {}, clamp = {} }: ParameterRules,
): FormData {
  const ruled = new FormData()
  for (const [name, value] of form) {
    const known = rename[name] ?? name
    if (drop.includes(name) || (known !== name && form.has(known))) continue
    ruled.append(known, value)
  }
  for (const [name, value] of Object.entries(defaults)) if (!ruled.has(name)) ruled.set(name, String(value))
  for (const [name, range] of Object.entries(clamp)) {
    const number = toNumber(ruled.get(name))
    if (number !== null) ruled.set(name, String(clampTo(number, range)))
  }
  return ruled
}

type Range = NonNullable<ParameterRules['clamp']>[string]

const clampTo = (number: number, { min, max }: Range) => Math.min(Math.max(number, min ?? number), max ?? Infinity)

/** `null`: it is no number, and the provider's to judge. */
function toNumber(field: File | string | null): number | null {
  if (typeof field !== 'string' || field.trim() === '') return null
  const number = Number(field)
  return Number.isFinite(number) ? number : null
}
