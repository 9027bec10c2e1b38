/** Looking at what a package would send of a chat, without sending it. */
import type { LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4Prompt } from '@ai-sdk/provider'
import type { BridgeCall } from '../port.ts'
import { captureRequest } from '../probe.ts'

export type Probe = {
  /** Whose package and which model: findings about one hold for every call of it. */
  about: string
  /** The body that the package makes of options, with a short prompt unless they have one. Undefined: it refuses to. */
  bodyOf: (options: Partial<LanguageModelV4CallOptions>) => Promise<unknown>
}

const prompt: LanguageModelV4Prompt = [{ role: 'user', content: [{ type: 'text', text: 'Hi' }] }]

export function createProbe(call: BridgeCall<'languageModel'>, { provider }: LanguageModelV4): Probe {
  return {
    about: JSON.stringify([provider, call.modelId]),
    async bodyOf(options) {
      const request = await captureRequest((fetch) => call.createModel(fetch).doGenerate({ prompt, ...options }))
      // Below the address.
      return request === null ? undefined : JSON.parse(request.slice(request.indexOf('\n') + 1))
    },
  }
}

/** Every value of a body by its path. */
export function leavesOf(value: unknown, path = ''): [path: string, value: unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, `${path}/${key}`))
}

/** The values that stand in one body and not at the same place of another. */
export function valuesOnlyIn(body: unknown, other: unknown): unknown[] {
  const others = new Map(leavesOf(other))
  return leavesOf(body).flatMap(([path, value]) => (others.get(path) === value ? [] : [value]))
}

/** Remembers findings about packages for as long as the isolate lives, the newest of them. */
export function createMemo<T>(maxEntries = 1_000) {
  const entries = new Map<string, T>()
  return async (key: string, find: () => Promise<T>): Promise<T> => {
    const known = entries.get(key)
    if (known !== undefined) return known
    const found = await find()
    const [oldest] = entries.keys()
    if (entries.size >= maxEntries && oldest !== undefined) entries.delete(oldest)
    entries.set(key, found)
    return found
  }
}
