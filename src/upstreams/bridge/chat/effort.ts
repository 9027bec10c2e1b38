/**
 * Whether a package says the reasoning effort that was asked for. Packages have the nearest word that their provider
 * knows, a budget of tokens, or a switch.
 */
import type { Probe } from './probe.ts'
import type { CallSettings } from './settings.ts'

const words: unknown[] = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']
/** What a scale has to tell apart. Beyond these a budget may end at what the model can do. */
const steps = ['low', 'medium', 'high'] as const

/** @param said what stands in the body only because of the effort */
export async function showsEffort(probe: Probe, settings: CallSettings, said: unknown[]): Promise<boolean> {
  if (said.includes(settings.reasoning)) return true
  if (said.some((value) => words.includes(value))) return false
  if (settings.reasoning === 'none') return !said.some((value) => typeof value === 'number' && value > 0)
  const bodies = new Set<string>()
  for (const reasoning of steps) bodies.add(JSON.stringify(await probe.bodyOf({ ...settings, reasoning })))
  return bodies.size === steps.length
}
