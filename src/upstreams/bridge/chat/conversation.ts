/**
 * Packages leave out, move or refuse what their provider has no place for in a conversation, and refuse it without saying
 * where it stands. Here that is known before, by a short conversation of the same kind, with words in it to look for.
 */
import type { LanguageModelV4Message, LanguageModelV4Prompt } from '@ai-sdk/provider'
import { validationError, type FieldError } from '../../../errors.ts'
import { sha256, toHex } from '../../../platform/encoding.ts'
import type { AssistantMessage, ChatMessage } from './messages.ts'
import { createMemo, type Probe } from './probe.ts'
import type { CallSettings } from './settings.ts'

/** A conversation, and the words of it that have to stand in the body, in this order. */
type Sample = { prompt: LanguageModelV4Prompt; words: string[] }

const CALL = 'WordOfCall'
const RESULT = 'WordOfResult'
const SAID = 'WordBesideCall'
const BEFORE = 'WordBefore'
const LATER = 'WordOfInstruction'
const AFTER = 'WordAfter'

const findings = createMemo<boolean>()

/** @throws AppError `validation_failed` naming each message, or part of one, that would not reach the provider in its place. */
export async function requireConversation(
  probe: Probe,
  messages: ChatMessage[],
  settings: CallSettings,
): Promise<void> {
  const problems = [
    ...(await findMisplacedInstructions(probe, messages)),
    ...(await findLostCalls(probe, messages, settings)),
  ]
  if (problems.length > 0) throw validationError(problems)
}

async function findMisplacedInstructions(probe: Probe, messages: ChatMessage[]): Promise<FieldError[]> {
  const start = messages.findIndex((message) => !isInstruction(message))
  const later = messages.flatMap((message, index) =>
    start >= 0 && index > start && isInstruction(message) ? index : [],
  )
  if (later.length === 0) return []
  // Some packages take a later one beside a first one only, and else make it the first.
  if (await isKept(probe, {}, toInstructionSample({ beginsWithOne: start > 0 }))) return []
  const message = 'is a system message after others, which this model takes only at the beginning of a conversation'
  return later.map((index) => ({ field: `messages[${index}]`, message }))
}

async function findLostCalls(probe: Probe, messages: ChatMessage[], settings: CallSettings): Promise<FieldError[]> {
  const calling = messages.flatMap((message, index) =>
    message.role === 'assistant' && message.tool_calls?.length ? [{ index, isSpeaking: isSpeaking(message) }] : [],
  )
  const [first] = calling
  if (!first) return []
  const toolName = settings.tools?.[0]?.name ?? 'look'
  if (!(await isKept(probe, settings, toCallSample(toolName, [CALL, RESULT])))) return [await explainLoss(probe, first)]
  const speaking = calling.filter(({ isSpeaking }) => isSpeaking)
  if (speaking.length === 0 || (await isKept(probe, settings, toCallSample(toolName, [SAID, CALL, RESULT])))) return []
  return speaking.map(({ index }) => ({
    field: `messages[${index}].content`,
    message: 'stands beside tool_calls, where this model takes no text: leave it out',
  }))
}

/** Where tools that may be called are all that is missing, they are what to name. */
async function explainLoss(probe: Probe, { index }: { index: number }): Promise<FieldError> {
  const tools: CallSettings['tools'] = [{ type: 'function', name: 'look', inputSchema: { type: 'object' } }]
  if (await isKept(probe, { tools }, toCallSample('look', [CALL, RESULT]))) {
    const message =
      'have to be given, and tool_choice not be none, where messages have tool calls: this model needs both'
    return { field: 'tools', message }
  }
  return { field: `messages[${index}].tool_calls[0]`, message: 'is a tool call, which cannot be sent to this model' }
}

async function isKept(probe: Probe, settings: CallSettings, { prompt, words }: Sample): Promise<boolean> {
  const key = toHex(await sha256(JSON.stringify([probe.about, settings, prompt, words])))
  return findings(key, async () => {
    const body = await probe.bodyOf({ ...settings, prompt })
    // What is refused without the conversation too is the package's own to say.
    if (body === undefined) return (await probe.bodyOf(settings)) === undefined
    const places = words.map((word) => JSON.stringify(body).indexOf(word))
    return places.every((place, index) => place > (places[index - 1] ?? -1))
  })
}

function toInstructionSample({ beginsWithOne }: { beginsWithOne: boolean }): Sample {
  const prompt: LanguageModelV4Prompt = [
    { role: 'user', content: [{ type: 'text', text: BEFORE }] },
    { role: 'assistant', content: [{ type: 'text', text: 'Hello' }] },
    { role: 'system', content: LATER },
    { role: 'user', content: [{ type: 'text', text: AFTER }] },
  ]
  const first: LanguageModelV4Message[] = beginsWithOne ? [{ role: 'system', content: 'Be brief.' }] : []
  return { prompt: [...first, ...prompt], words: [BEFORE, LATER, AFTER] }
}

function toCallSample(toolName: string, words: string[]): Sample {
  // Some providers take ids of nine letters and digits only.
  const call = { toolCallId: 'sample001', toolName }
  const prompt: LanguageModelV4Prompt = [
    { role: 'user', content: [{ type: 'text', text: 'Hi' }] },
    {
      role: 'assistant',
      content: [
        ...(words.includes(SAID) ? [{ type: 'text' as const, text: SAID }] : []),
        { type: 'tool-call', ...call, input: { word: CALL } },
      ],
    },
    { role: 'tool', content: [{ type: 'tool-result', ...call, output: { type: 'text', value: RESULT } }] },
  ]
  return { prompt, words }
}

const isInstruction = ({ role }: ChatMessage) => role === 'system' || role === 'developer'

function isSpeaking({ content, refusal }: AssistantMessage): boolean {
  return Boolean(refusal) || (content ?? []).some((part) => (part.type === 'text' ? part.text : part.refusal) !== '')
}
