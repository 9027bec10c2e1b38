/** What an endpoint supplies to the pipeline: how a call is estimated, sent, and how usage is read from its answer. */
import type { Capability } from '../capabilities/schemas.ts'
import type { ModelRow } from '../db/rows.ts'
import type { Quantities } from '../ledger/pricing.ts'
import type { ImageVariant } from '../models/pricing.ts'
import type { Operation, UpstreamBody } from '../upstreams/port.ts'

export type CapabilityCall = {
  capability: Capability
  operation: Operation
  /** The model as the caller named it. `null`: the capability's default. */
  modelName: string | null
  isStream: boolean
  /** The usage of the stream is asked for by us, not by the caller: it is left out of what they get. */
  hidesUsage: boolean
  answers: AnswerForm
  /** Headers of the caller that go on to the upstream. */
  headers?: Record<string, string>
  /** It goes on at the upstream after its answer: its reservation is settled when the job has ended. */
  isJob?: boolean
  /** The call for one model, with the rules of that model applied. @throws AppError when they don't go together. */
  prepare(model: ModelRow): PreparedCall
}

/** `text`: JSON or plain text, as the caller asked. `bytes`: audio or video. */
export type AnswerForm = 'json' | 'text' | 'bytes'

export type PreparedCall = {
  /** In the upstream's words. */
  body: UpstreamBody
  /** Upper bounds. */
  estimate: Estimate
  /** Likely figures of what is sent, for what the upstream does not say. */
  counted: Partial<Quantities>
  imageVariant: ImageVariant | null
  /** Its provider bills nothing for it, whatever the model costs. */
  isFree?: boolean
  readAnswer(answer: WholeAnswer): Reading
  createMeter(): StreamMeter
}

/** `outputTokens` is `null` where nothing bounds it. */
export type Estimate = Partial<Omit<Quantities, 'outputTokens'>> & { outputTokens?: number | null }

/** `json` is `undefined` for an answer that is text. */
export type WholeAnswer = { bytes: Uint8Array; json: unknown }

export type Reading = {
  /** What the upstream said it used. `null`: it said nothing, or nothing that can be a count. */
  said: Partial<Quantities> | null
  /** What can be counted in the answer itself. */
  counted: Partial<Quantities>
}

/** Reads a stream beside its relay. */
export type StreamMeter = {
  /** The data of one server-sent event. */
  read(data: string): void
  reading(): Reading
  /** Whether the upstream came to an end of its own. */
  isFinished(): boolean
}
