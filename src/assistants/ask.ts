/** Asking a chat model for an answer of a certain form: once, and where it does not have the form once more. */
import type { Capability } from '../capabilities/schemas.ts'
import type { Deps } from '../deps.ts'
import { AppError, type FieldError } from '../errors.ts'
import type { CapabilityCall } from '../gateway/call.ts'
import { createChatCall } from '../gateway/chat/call.ts'
import { runCall, type PipelineAnswer, type PipelineRequest } from '../gateway/pipeline.ts'
import { readCompletion, type Completion, type TokenSums } from './completion.ts'

export type ChatMessage = { role: 'system' | 'user' | 'assistant'; content: string }

export type Question<Value> = {
  capability: Capability
  /** `undefined`: the capability's default. */
  modelName: string | undefined
  messages: ChatMessage[]
  /** What is asked for, with its article. */
  wanted: string
  read(text: string): Reading<Value>
}

/** Problems are told to the model and to the caller: they quote neither. */
export type Reading<Value> = { value: Value } | { problems: FieldError[] }

export type Asked<Value> = {
  value: Value
  /** Of the call that gave the value. */
  answer: PipelineAnswer
  /** Of all calls. `null`: that of one of them is not known. */
  usage: TokenSums | null
  isRepaired: boolean
}

/** The pipeline's request for a call: who asks, and over which connection. */
export type ToRequest = (call: CapabilityCall) => PipelineRequest

const MAX_PROBLEMS_SHOWN = 8

/**
 * Asks; an answer that lacks the form is shown to the model with what is wrong with it, in a second call that is admitted
 * and counted like any other.
 * @throws AppError whatever stands in the way of a call; `upstream_error` when the model refuses or fails twice.
 */
export async function ask<Value>(deps: Deps, toRequest: ToRequest, question: Question<Value>): Promise<Asked<Value>> {
  const request = toRequest(toCall(question, question.messages))
  const first = await askOnce(deps, request, question)
  if ('value' in first.reading) return toAsked(first.reading.value, [first])
  if (request.signal.aborted) throw new AppError('upstream_error', 'The caller left')

  const messages = [...question.messages, ...composeRepair(first.completion.text, first.reading.problems)]
  const second = await askOnce(deps, toRepairRequest(request, toCall(question, messages)), question)
  if ('value' in second.reading) return toAsked(second.reading.value, [first, second])
  const problems = describeProblems(second.reading.problems).slice(0, MAX_PROBLEMS_SHOWN).join('; ')
  const message = `The model answered twice with something that is not ${question.wanted}: ${problems}`
  throw new AppError('upstream_error', message, { headers: second.answer.headers })
}

type Turn<Value> = { answer: PipelineAnswer; completion: Completion; reading: Reading<Value> }

async function askOnce<Value>(deps: Deps, request: PipelineRequest, question: Question<Value>): Promise<Turn<Value>> {
  const answer = await runCall(deps, request)
  const completion = readCompletion(answer)
  if (completion.isRefused) {
    throw new AppError('upstream_error', 'The model refused to answer this', { headers: answer.headers })
  }
  return { answer, completion, reading: readWhole(completion, question) }
}

function readWhole<Value>({ text, finishReason }: Completion, question: Question<Value>): Reading<Value> {
  if (finishReason === 'length') {
    return { problems: [{ field: '', message: 'the answer was cut off at the most that the model may write' }] }
  }
  // Some servers leave a model's thoughts in its answer, and those may look like the answer itself.
  return question.read(text.replace(/^\s*<think>[\s\S]*?<\/think>/, '').trim())
}

function toCall({ capability, modelName }: Question<unknown>, messages: ChatMessage[]): CapabilityCall {
  return { ...createChatCall({ messages, ...(modelName !== undefined && { model: modelName }) }), capability }
}

/** No caller can choose these ids for another call: charge ids of callers have a prefix of their own. */
function toRepairRequest(request: PipelineRequest, call: CapabilityCall): PipelineRequest {
  return { ...request, call, requestId: `${request.requestId}_repair`, chargeId: `repair:${request.chargeId}` }
}

function composeRepair(text: string, problems: FieldError[]): ChatMessage[] {
  const lines = [
    'This answer cannot be used:',
    ...describeProblems(problems).map((problem) => `- ${problem}`),
    'Answer again, whole and corrected, in the form asked for.',
  ]
  return [
    // Some providers take no empty message.
    { role: 'assistant', content: text.trim() || '(no answer)' },
    { role: 'user', content: lines.join('\n') },
  ]
}

function describeProblems(problems: FieldError[]): string[] {
  return problems.map(({ field, message }) => (field ? `${field}: ${message}` : message))
}

function toAsked<Value>(value: Value, turns: Turn<Value>[]): Asked<Value> {
  const usage = turns.reduce<TokenSums | null>(
    (sum, { completion: { usage } }) =>
      sum &&
      usage && {
        inputTokens: sum.inputTokens + usage.inputTokens,
        outputTokens: sum.outputTokens + usage.outputTokens,
      },
    { inputTokens: 0, outputTokens: 0 },
  )
  return { value, answer: turns.at(-1)!.answer, usage, isRepaired: turns.length > 1 }
}
