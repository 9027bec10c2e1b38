import { validationError } from '../../errors.ts'
import { z } from '../../platform/zod.ts'
import type { ModelRow } from '../../db/rows.ts'
import type { CapabilityCall, PreparedCall } from '../call.ts'
import { createEventMeter, toReading } from '../event-meter.ts'
import { modelName, textInput, toUpstreamJson, withoutModel } from '../json-body.ts'
import { boundInput, boundOutput, measureInput, measureRest } from '../token-estimate.ts'
import { readEvent, readResponse } from './reading.ts'

/** OpenAI's request for a response. Only what Gatehouse itself reads is checked; the rest is the provider's to judge. */
export const ResponseRequest = z
  .looseObject({
    model: modelName,
    input: textInput.openapi({ description: 'Text, or a list of items.', example: 'Hello' }).nullish(),
    tools: z.array(withoutModel).nullish(),
    max_output_tokens: z.number().int().positive().max(100_000_000).nullish(),
    stream: z.boolean().nullish(),
    background: z.boolean().nullish().openapi({ description: '`true` is refused: it would go on unmetered.' }),
  })
  .openapi('ResponseRequest')

export type ResponseRequest = z.infer<typeof ResponseRequest>

export function createResponseCall(request: ResponseRequest): CapabilityCall {
  return {
    capability: 'chat',
    operation: 'responses',
    modelName: request.model ?? null,
    isStream: request.stream === true,
    hidesUsage: false,
    answers: 'json',
    prepare: (model) => prepareResponse(toUpstreamJson(request, model), model),
  }
}

function prepareResponse(body: Record<string, unknown>, model: ModelRow): PreparedCall {
  // Here and not in the schema: a rule of the model may have set it.
  if (body['background'] === true) {
    throw validationError([
      { field: 'background', message: 'is not offered: what runs on after the answer cannot be metered' },
    ])
  }
  const { input, instructions, tools, text, ...rest } = body
  const { maxTokens, likelyTokens } = measureInput({ input, instructions, tools, text })
  return {
    body: { kind: 'json', value: body },
    estimate: {
      inputTokens: boundInput(model, {
        maxTokens: maxTokens + measureRest(rest),
        tools,
        readsElsewhere: readsElsewhere(body),
      }),
      outputTokens: boundOutput(model, body['max_output_tokens']),
    },
    counted: { inputTokens: likelyTokens },
    imageVariant: null,
    readAnswer: ({ json }) => toReading(readResponse(json)),
    createMeter: () => createEventMeter(readEvent),
  }
}

/** Whether the model reads more than is sent: earlier turns, a stored prompt, or what the provider's own tools find. */
function readsElsewhere({ previous_response_id, conversation, prompt, tools }: Record<string, unknown>): boolean {
  const isStored = [previous_response_id, conversation, prompt].some((reference) => reference != null)
  return (
    isStored || (Array.isArray(tools) && tools.some((tool: { type?: unknown } | null) => !OWN_TOOLS.has(tool?.type)))
  )
}

/** Tools that the caller runs. */
const OWN_TOOLS = new Set<unknown>(['function', 'custom', 'local_shell', 'apply_patch'])
