/** Calls of which only what is sent is metered: they are answered with vectors, scores or verdicts. */
import { z } from '../platform/zod.ts'
import type { ModelRow } from '../db/rows.ts'
import type { Capability } from '../capabilities/schemas.ts'
import type { Operation } from '../upstreams/port.ts'
import type { CapabilityCall, Reading } from './call.ts'
import { createSilentMeter } from './event-meter.ts'
import { toUpstreamJson } from './json-body.ts'
import { measureInput, type InputSize } from './token-estimate.ts'
import { readInputUsage, type TokenCounts } from './token-usage.ts'

export type InputCall = {
  capability: Capability
  operation: Operation
  /** The request as the model's provider gets it, where it is not OpenAI's form. */
  toBody?: (model: ModelRow) => Record<string, unknown>
  /** How large the body for the upstream is; its `input` unless said otherwise. */
  measure?: (body: Record<string, unknown>) => InputSize
  /** What the answer says was used; its `usage` unless said otherwise. */
  readUsage?: (answer: unknown) => Reading['said']
}

export function createInputCall(
  request: { model?: string | undefined; [field: string]: unknown },
  {
    capability,
    operation,
    toBody = (model) => toUpstreamJson(request, model),
    measure = ({ input }) => measureInput(input),
    readUsage = readTopUsage,
  }: InputCall,
): CapabilityCall {
  return {
    capability,
    operation,
    modelName: request.model ?? null,
    isStream: false,
    hidesUsage: false,
    answers: 'json',
    prepare: (model) => {
      const body = toBody(model)
      const { maxTokens, likelyTokens } = measure(body)
      return {
        body: { kind: 'json', value: body },
        estimate: { inputTokens: maxTokens, outputTokens: 0 },
        counted: { inputTokens: likelyTokens },
        imageVariant: null,
        readAnswer: ({ json }) => ({ said: readUsage(json), counted: {} }),
        createMeter: createSilentMeter,
      }
    },
  }
}

const answerForm = z.looseObject({ usage: z.unknown().optional() })

function readTopUsage(answer: unknown): TokenCounts | null {
  return readInputUsage(answerForm.safeParse(answer).data?.usage)
}
