/**
 * Packages drop parameters that their provider does not know, and say so only after the call. Here it is known before: a
 * parameter that makes no difference to the body which the package would send was dropped, and is refused.
 */
import { sha256, toHex } from '../../../platform/encoding.ts'
import { validationError, type FieldError } from '../../../errors.ts'
import { showsEffort } from './effort.ts'
import type { ChatRequest } from './parameters.ts'
import { createMemo, valuesOnlyIn, type Probe } from './probe.ts'
import { toProviderOptions, type CallSettings } from './settings.ts'

type Claim = {
  field: string
  /** What the call would come to if the parameter had been dropped, in each of the ways it may be. */
  dropped: CallSettings[]
  /** Given what the parameter adds to the body: some packages bend a value to what their provider takes. */
  isShown: (said: unknown[]) => boolean | Promise<boolean>
}

const findings = createMemo<FieldError[]>()

/** @throws AppError `validation_failed` naming each parameter that would not reach the provider as it was given. */
export async function requireHonoured(probe: Probe, request: ChatRequest, settings: CallSettings): Promise<void> {
  const claims = claimsOf(probe, request, settings)
  if (claims.length === 0) return
  const key = toHex(await sha256(probe.about + JSON.stringify(settings)))
  const problems = await findings(key, () => findProblems(probe, settings, claims))
  if (problems.length > 0) throw validationError(problems)
}

async function findProblems(probe: Probe, settings: CallSettings, claims: Claim[]): Promise<FieldError[]> {
  const body = await probe.bodyOf(settings)
  // The package refuses the settings as a whole, and will say so.
  if (body === undefined) return []
  const problems: FieldError[] = []
  for (const claim of claims) {
    for (const variant of claim.dropped) {
      const message = await judge(claim, body, await probe.bodyOf(variant))
      if (!message) continue
      problems.push({ field: claim.field, message })
      break
    }
  }
  return problems
}

async function judge({ field, isShown }: Claim, body: unknown, without: unknown): Promise<string | null> {
  if (JSON.stringify(body) === JSON.stringify(without)) return describeDropped(field)
  return (await isShown(valuesOnlyIn(body, without))) ? null : 'has a value that this model does not take'
}

function describeDropped(field: string): string {
  const advice = 'is not supported by this model, at least not beside the other parameters: leave it out'
  // Rules drop whole parameters, nothing inside of one.
  return field.includes('.') ? advice : `${advice}, or let the parameter rules of the model drop it`
}

/** Parameters that are numbers, and the settings they become. */
const numbers = {
  temperature: 'temperature',
  top_p: 'topP',
  presence_penalty: 'presencePenalty',
  frequency_penalty: 'frequencyPenalty',
  seed: 'seed',
} as const

function claimsOf(probe: Probe, request: ChatRequest, settings: CallSettings): Claim[] {
  const claims: Claim[] = []
  for (const [field, setting] of Object.entries(numbers)) {
    const value = settings[setting]
    if (value !== undefined) claims.push(claim(field, omit(settings, setting), [value]))
  }
  const { stopSequences, reasoning } = settings
  if (stopSequences) claims.push(claim('stop', omit(settings, 'stopSequences'), stopSequences))
  if (reasoning) {
    const isShown = (said: unknown[]) => showsEffort(probe, settings, said)
    claims.push({ field: 'reasoning_effort', dropped: [omit(settings, 'reasoning')], isShown })
  }
  return [...claims, ...formatClaims(settings), ...toolClaims(request, settings)]
}

function formatClaims(settings: CallSettings): Claim[] {
  const { responseFormat: format } = settings
  if (format?.type !== 'json') return []
  const claims = [claim('response_format', omit(settings, 'responseFormat'))]
  if (!format.schema) return claims
  return [...claims, claim('response_format.json_schema.schema', { ...settings, responseFormat: { type: 'json' } })]
}

function toolClaims(request: ChatRequest, settings: CallSettings): Claim[] {
  const { tools, toolChoice } = settings
  if (!tools) return []
  // Where no tool may be called, packages may leave them all out.
  if (toolChoice?.type === 'none') return [claim('tool_choice', omit(settings, 'toolChoice'))]
  const claims = [claim('tools', omit(settings, 'tools', 'toolChoice'))]
  if (request.parallel_tool_calls === false) {
    const providerOptions = toProviderOptions({ ...request, parallel_tool_calls: null })
    claims.push(claim('parallel_tool_calls', { ...settings, providerOptions }))
  }
  if (toolChoice && toolChoice.type !== 'auto') {
    // Left out, or weakened: to any tool or none, or to that one or none.
    const weaker: CallSettings = { ...settings, toolChoice: { type: 'auto' } }
    const dropped = [omit(settings, 'toolChoice'), weaker]
    if (toolChoice.type === 'tool') {
      dropped.push({ ...weaker, tools: tools.filter(({ name }) => name === toolChoice.toolName) })
    }
    claims.push({ field: 'tool_choice', dropped, isShown: () => true })
  }
  return claims
}

/** @param shown must stand in the body as they are */
function claim(field: string, dropped: CallSettings, shown: (number | string)[] = []): Claim {
  return { field, dropped: [dropped], isShown: (said) => shown.every((value) => said.includes(value)) }
}

function omit(settings: CallSettings, ...names: (keyof CallSettings)[]): CallSettings {
  const rest = { ...settings }
  for (const name of names) delete rest[name]
  return rest
}
