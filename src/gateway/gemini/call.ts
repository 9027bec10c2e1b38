import { z } from 'zod'
import type { ModelRow } from '../../db/rows.ts'
import type { CapabilityCall, PreparedCall, Reading } from '../call.ts'
import { createEventMeter, type EventReading } from '../event-meter.ts'
import { createInputCall } from '../input-call.ts'
import { toPositive } from '../json-body.ts'
import { boundInput, boundOutput, measureInput } from '../token-estimate.ts'
import { countTokens } from '../token-usage.ts'
import { toBatchBody, toEmbedBody, toGenerateBody } from './body.ts'
import type { BatchEmbedContentsRequest, EmbedContentRequest, GenerateContentRequest } from './schemas.ts'
import { readUsageMetadata } from './usage.ts'

/** A call in Google's own wire format, which names the model in the path. */
export function createGenerateCall(
  request: GenerateContentRequest,
  { modelName, isStream }: { modelName: string; isStream: boolean },
): CapabilityCall {
  return {
    capability: 'chat',
    operation: isStream ? 'gemini_stream' : 'gemini_generate',
    modelName,
    isStream,
    hidesUsage: false,
    answers: 'json',
    prepare: (model) => prepareGenerate(request, model),
  }
}

export function createEmbedCall(request: EmbedContentRequest, modelName: string): CapabilityCall {
  return embedCall('gemini_embed', modelName, (model) => toEmbedBody(request, model))
}

export function createBatchEmbedCall(request: BatchEmbedContentsRequest, modelName: string): CapabilityCall {
  return embedCall('gemini_batch_embed', modelName, (model) => toBatchBody(request, model))
}

function prepareGenerate(request: GenerateContentRequest, model: ModelRow): PreparedCall {
  const body = toGenerateBody(request, model)
  const { maxTokens, likelyTokens } = measureInput(body)
  const { maxOutputTokens, candidateCount } = (body['generationConfig'] ?? {}) as Record<string, unknown>
  const perCandidate = boundOutput(model, maxOutputTokens)
  return {
    body: { kind: 'json', value: body },
    estimate: {
      inputTokens: boundInput(model, { maxTokens, tools: body['tools'], readsElsewhere: readsElsewhere(body) }),
      outputTokens: perCandidate === null ? null : perCandidate * (toPositive(candidateCount) ?? 1),
    },
    counted: { inputTokens: likelyTokens },
    imageVariant: null,
    readAnswer: ({ json }) => readAnswer(json),
    createMeter: () => createEventMeter(readEvent),
  }
}

/** Whether the model reads more than is sent: what Google's own tools find, or a cache holds. */
function readsElsewhere({ tools, cachedContent }: Record<string, unknown>): boolean {
  const isTheirs = (tool: object | null) =>
    Object.keys(tool ?? {}).some((kind) => !/^function_?declarations$/i.test(kind))
  return cachedContent != null || (Array.isArray(tools) && tools.some(isTheirs))
}

function embedCall(
  operation: 'gemini_embed' | 'gemini_batch_embed',
  model: string,
  toBody: (model: ModelRow) => Record<string, unknown>,
): CapabilityCall {
  const readUsage = (answer: unknown) => readAnswer(answer).said
  return createInputCall({ model }, { capability: 'embeddings', operation, toBody, measure: measureInput, readUsage })
}

const part = z.looseObject({ text: z.string().nullish().catch(null), functionCall: z.unknown().optional() })

const candidate = z.looseObject({
  content: z
    .looseObject({ parts: z.array(part).catch([]) })
    .nullish()
    .catch(null),
  finishReason: z.string().nullish().catch(null),
})

/** A whole answer, or one event of a stream: they have one form. */
const answerForm = z.looseObject({
  candidates: z.array(candidate).catch([]),
  promptFeedback: z.looseObject({ blockReason: z.string() }).nullish().catch(null),
  error: z.looseObject({}).nullish().catch(null),
  usageMetadata: z.unknown().optional(),
})

function readEvent(json: unknown): EventReading {
  const parsed = answerForm.safeParse(json)
  if (!parsed.success) return {}
  const { candidates, promptFeedback, error, usageMetadata } = parsed.data
  return {
    said: readUsageMetadata(usageMetadata),
    text: candidates
      .flatMap(({ content }) => content?.parts ?? [])
      .map(textOf)
      .join(''),
    isEnd: Boolean(promptFeedback ?? error) || candidates.some(({ finishReason }) => Boolean(finishReason)),
  }
}

function readAnswer(json: unknown): Reading {
  const { said = null, text = '' } = readEvent(json)
  return { said, counted: { outputTokens: countTokens(text) } }
}

function textOf({ text, functionCall }: z.infer<typeof part>): string {
  return text ?? (functionCall === undefined ? '' : JSON.stringify(functionCall))
}
