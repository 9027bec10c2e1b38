/** A protocol that Gatehouse translates: what its provider answers, and what that counts as. */
import { inTurn } from './answers.ts'
import { arrange } from './openai.ts'
import type { Answer } from './upstream.ts'

/** What one answer is to be counted as. */
type Figures = { input_tokens: number; output_tokens: number }

type ProviderFields = NonNullable<NonNullable<Parameters<typeof arrange>[1]>['provider']>

export type Played = { answer: Answer } & Figures

export type Dialect = {
  protocol: NonNullable<ProviderFields['protocol']>
  /** What the provider is registered with besides. */
  provider?: ProviderFields
  /** Packages know some models by name, and what those can. */
  modelId: string
  /** Where chat goes, whole and streamed. */
  paths: [string, string]
  keyHeader: string
  /** A text, whole and streamed. */
  text: { whole: Played; streamed: Played; begins: string; beginsStreamed: string }
  /** The call of one tool, whole and streamed. */
  call: { whole: Played; streamed: Played; name: string; sent: object }
  says: (text: string) => Played
}

/** An admin with the official client before a provider that speaks so. */
export const arrangeDialect = ({ protocol, provider, modelId }: Dialect, ...answers: Played[]) =>
  arrange(inTurn(...answers.map(({ answer }) => answer)), {
    provider: { ...provider, protocol },
    model: { model_id: modelId, capabilities: ['chat', 'vision'] },
  })

/** What is counted for such answers, together. */
export const figuresOf = (...answers: Played[]) => ({
  requests: answers.length,
  input_tokens: answers.reduce((sum, { input_tokens }) => sum + input_tokens, 0),
  output_tokens: answers.reduce((sum, { output_tokens }) => sum + output_tokens, 0),
})

/** For what is made up. */
export const counted = { input_tokens: 7, output_tokens: 5 }

export const weather = { name: 'weather', sent: { location: 'San Francisco' } }
