/**
 * `strict` on a tool asks the provider to hold the model to the schema. Official helpers always set it and check the
 * arguments themselves, and the schema itself reaches the provider in any case. So it is the one parameter that is left
 * out where a package has no word for it, or refuses it, instead of refusing every such tool.
 */
import type { Probe } from './probe.ts'
import type { CallSettings } from './settings.ts'

export async function withKnownStrictness(probe: Probe, settings: CallSettings): Promise<CallSettings> {
  const { tools } = settings
  if (!tools?.some((tool) => tool.type === 'function' && tool.strict)) return settings
  if ((await probe.bodyOf({ tools })) !== undefined) return settings
  const lenient = tools.map((tool) => {
    if (tool.type !== 'function') return tool
    const { strict: _strict, ...rest } = tool
    return rest
  })
  return { ...settings, tools: lenient }
}
