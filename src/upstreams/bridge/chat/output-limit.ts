/**
 * The most tokens that an answer may have. OpenAI counts thinking in, some packages add it on top; and where a protocol
 * has to be told a number, packages have defaults of their own, which may be far from what the model can do.
 */
import { validationError } from '../../../errors.ts'
import type { ChatRequest } from './parameters.ts'
import { createMemo, leavesOf, type Probe } from './probe.ts'
import type { CallSettings } from './settings.ts'

/** What a package makes of a limit. `null`: nothing, it drops it. */
type LimitRule = { added: number; hasDefault: boolean } | null

export type LimitParts = {
  request: ChatRequest
  settings: CallSettings
  /** The most that the model can put out. `null`: not known. */
  maxOutputTokens: number | null
}

const rules = createMemo<LimitRule>()

/** @throws AppError `validation_failed` when the package would drop the limit, or would have to exceed it. */
export async function outputLimitOf(
  probe: Probe,
  { request, settings, maxOutputTokens }: LimitParts,
): Promise<{ maxOutputTokens?: number }> {
  const { reasoning, providerOptions } = settings
  const thinking = { ...(reasoning && { reasoning }), ...(providerOptions && { providerOptions }) }
  const rule = await rules(probe.about + JSON.stringify(thinking), () => findRule(probe, thinking))
  const asked = request.max_completion_tokens ?? request.max_tokens
  if (asked == null) {
    if (!rule?.hasDefault || maxOutputTokens === null || maxOutputTokens <= rule.added) return {}
    return { maxOutputTokens: maxOutputTokens - rule.added }
  }
  const field = request.max_completion_tokens == null ? 'max_tokens' : 'max_completion_tokens'
  if (!rule) {
    throw validationError([{ field, message: 'is not supported by this model, at least not beside reasoning_effort' }])
  }
  if (asked <= rule.added) {
    const message = `has to be more than ${rule.added}, which is what thinking may take: raise it or lower reasoning_effort`
    throw validationError([{ field, message }])
  }
  return { maxOutputTokens: asked - rule.added }
}

async function findRule(probe: Probe, thinking: CallSettings): Promise<LimitRule> {
  const body = await probe.bodyOf({ ...thinking, maxOutputTokens: 2 })
  // The package refuses the settings as a whole, and will say so.
  if (body === undefined) return { added: 0, hasDefault: false }
  const one = new Map(leavesOf(await probe.bodyOf({ ...thinking, maxOutputTokens: 1 })))
  for (const [path, value] of leavesOf(body)) {
    const before = one.get(path)
    if (typeof value !== 'number' || typeof before !== 'number' || value !== before + 1) continue
    const without = new Map(leavesOf(await probe.bodyOf(thinking)))
    return { added: before - 1, hasDefault: typeof without.get(path) === 'number' }
  }
  return null
}
