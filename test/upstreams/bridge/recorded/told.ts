/** What a recording says, read from its raw JSON without any of the code under test. */
export type Told = {
  text: string
  reasoning: string
  toolCalls: { name: string; arguments: unknown }[]
  finishReason: string
  /** What the provider wants back with the next turn. */
  signatures: string[]
  usage: { prompt: number; cached: number; completion: number }
}

/** Raw JSON of a provider, as loose as the language has it. */
export type Raw = ReturnType<typeof JSON.parse>
