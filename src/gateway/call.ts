/** What a capability supplies to the pipeline: how a call is estimated, sent, and how usage is read from its answer. */
import type { Capability } from '../capabilities/schemas.ts'
import type { ModelRow } from '../db/rows.ts'
import type { TokenUsage } from '../ledger/pricing.ts'
import type { UpstreamOperation } from '../upstreams/openai.ts'

/** Reads a stream beside its relay. */
export type StreamMeter = {
  /** The data of one server-sent event. */
  read(data: string): void
  /** What the upstream said it used. `null`: it has not said. */
  usage(): TokenUsage | null
  /** Output tokens counted from the text so far. */
  countedOutputTokens(): number
  /** Whether the upstream came to an end of its own. */
  isFinished(): boolean
}

export type CapabilityCall = {
  capability: Capability
  operation: UpstreamOperation
  /** The model as the caller named it. `null`: the capability's default. */
  modelName: string | null
  isStream: boolean
  /** Whether the caller asked to see the usage of a stream. */
  showsUsage: boolean
  /** JSON text for the upstream, with its own name of the model. */
  buildBody(modelId: string): string
  /** Upper bounds. `outputTokens` is `null` where nothing bounds it. */
  estimate(model: ModelRow): { inputTokens: number; outputTokens: number | null }
  /** A likely figure for the input, where the upstream says nothing. */
  countedInputTokens(): number
  /** Usage and counted output of a whole answer. */
  readAnswer(answer: unknown): { usage: TokenUsage | null; countedOutputTokens: number }
  createMeter(): StreamMeter
}
