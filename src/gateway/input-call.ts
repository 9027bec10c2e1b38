/** Calls of which only what is sent is metered: they are answered with vectors, scores or verdicts. */
import { z } from '../platform/zod.ts'
import type { Capability } from '../capabilities/schemas.ts'
import type { Operation } from '../upstreams/port.ts'
import type { CapabilityCall } from './call.ts'
import { createEventMeter } from './event-meter.ts'
import { toUpstreamJson } from './json-body.ts'
import { measureInput, type InputSize } from './token-estimate.ts'
import { readInputUsage, type TokenCounts } from './token-usage.ts'

export type InputCall = {
  capability: Capability
  operation: Operation
  /** How large the body for the upstream is; its `input` unless said otherwise. */
  measure?: (body: Record<string, unknown>) => InputSize
  /** What the answer says was used; its `usage` unless said otherwise. */
  readUsage?: (answer: unknown) => TokenCounts | null
}

export function createInputCall(
  request: { model?: string | undefined; [field: string]: unknown },
  { capability, operation, measure = ({ input }) => measureInput(input), readUsage = readTopUsage }: InputCall,
): CapabilityCall {
  return {
    capability,
    operation,
    modelName: request.model ?? null,
    isStream: false,
    hidesUsage: false,
    answers: 'json',
    prepare: (model) => {
      const body = toUpstreamJson(request, model)
      const { maxTokens, likelyTokens } = measure(body)
      return {
        body: { kind: 'json', value: body },
        estimate: { inputTokens: maxTokens, outputTokens: 0 },
        counted: { inputTokens: likelyTokens },
        imageVariant: null,
        readAnswer: ({ json }) => ({ said: readUsage(json), counted: {} }),
        createMeter: () => createEventMeter(() => ({})),
      }
    },
  }
}

const answerForm = z.looseObject({ usage: z.unknown().optional() })

function readTopUsage(answer: unknown): TokenCounts | null {
  return readInputUsage(answerForm.safeParse(answer).data?.usage)
}
